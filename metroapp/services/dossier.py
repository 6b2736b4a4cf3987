"""The dossier de fabrication of a work order: read from the archive; papers are attached to it, and withdrawn."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from metroapp.domain.entered_text import require_reason
from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.people import Action
from metroapp.domain.work_order_file import DossierSection, PaperAttached, PaperWithdrawn, order_number
from metroapp.services.consultation import reading
from metroapp.services.dossier_papers import KeptPaper
from metroapp.services.recorder import Recorder
from metroapp.services.staff import Staff
from metroapp.services.workspace import Workspace

if TYPE_CHECKING:
    from metroapp.archive.store import Archive
    from metroapp.archive.work_orders import FoundOrder, OrderLine

NOBODY = EntryId("", 0)


def orders(workspace: Workspace) -> list[OrderLine]:
    """Every work order that a record or a paper names, by number."""
    from metroapp.archive import work_orders

    with reading(workspace) as connection:
        return work_orders.orders(connection)


def contents(workspace: Workspace, number: str) -> FoundOrder:
    """The dossier of a work order, with what the program makes of its records.

    Refuses `dossier.unknown` (no record and no paper names it), and as `order_number`.
    """
    from metroapp.archive import work_orders

    asked = order_number(number)
    with reading(workspace) as connection:
        found = work_orders.find(connection, asked)
    if not found.records and not found.file.acts:
        raise Refusal("dossier.unknown", number=asked)
    return found


class DossierRoom:
    """What is done of dossiers at the post: futures, done by the recorder thread.

    Those that write refuse as `Presence.require`.
    """

    def __init__(
        self, recorder: Recorder, staff: Staff, archive: Callable[[], Archive], clock: Callable[[], datetime]
    ) -> None:
        self._recorder = recorder
        self._staff = staff
        self._archive = archive
        self._clock = clock

    def attach(self, number: str, section: DossierSection, paper: KeptPaper) -> Future[str]:
        """A paper of the workspace becomes part of the dossier of a work order, known or not; the number as it is
        known.

        Refuses as `order_number` and `WorkOrderFile.require_next`.
        """

        def work() -> str:
            by, asked = self._staff.require(Action.FILE_PAPERS).name, order_number(number)
            file = self._archive().work_order_file(asked)
            made = PaperAttached(
                NOBODY, file.number, section, paper.file, paper.digest, paper.suffix, paper.kind, paper.size, by,
                self._clock(),
            )  # fmt: skip
            file.require_next(made)
            self._archive().file_paper(made)
            return file.number

        return self._recorder.submit(work)

    def withdraw(self, number: str, paper: EntryId, reason: str) -> Future[PaperAttached]:
        """A paper is no longer part of a dossier; it stays in the archive. What it was.

        Refuses as `order_number` and `WorkOrderFile.require_next`; a paper of the home post, as `Archive.require_home`.
        """

        def work() -> PaperAttached:
            by, asked = self._staff.require(Action.WITHDRAW_PAPERS).name, order_number(number)
            if paper.post == self._archive().home:  # it is kept there
                self._archive().require_home()
            file = self._archive().work_order_file(asked)
            made = PaperWithdrawn(NOBODY, file.number, paper, reason, by, self._clock())
            file.require_next(made)
            self._archive().file_paper(replace(made, reason=require_reason(reason)))
            return file.paper(paper)

        return self._recorder.submit(work)
