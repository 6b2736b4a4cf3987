"""The constat de vérification, written by the worker into the exports of the workshop."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal
from metroapp.gui.desk import Desk
from metroapp.gui.tasks import Task


def write_paper(desk: Desk, id: EntryId, then: Callable[[Path], None], otherwise: Callable[[Refusal], None]) -> None:
    """Write the paper of one verification; `then` is given the file, in the GUI thread."""
    workspace = desk.workshop.workspace

    def write(_task: Task) -> Path:
        from metroapp.services import documents  # heavy: in the worker, on first use
        from metroapp.services.documents import Paper
        from metroapp.services.formats import Format

        return documents.export(workspace, id, Format.PDF, workspace.exports, paper=Paper.VERIFICATION)

    desk.worker.do(write, then, otherwise)
