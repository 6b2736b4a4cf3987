"""What is done of the pieces of a record, from its page in the archives: their sort is shown, and they leave."""

from __future__ import annotations

from concurrent.futures import Future
from typing import Any

from PySide6.QtCore import Signal

from metroapp.domain.measurement import EntryId
from metroapp.domain.people import Signature
from metroapp.gui.tasks import Task
from metroapp.gui.treatment_actions import TreatmentActions
from metroapp.services.piece_sorting import SortedRecord, sorted_record
from metroapp.wording import piece_sorts as words


class PieceActions(TreatmentActions):
    """`left` tells that pieces of a record did."""

    left = Signal(object)

    def show(self, id: EntryId) -> None:
        """The pieces of a record, and what they leave with."""
        workspace = self.desk.workshop.workspace

        def read(_task: Task) -> SortedRecord:
            return sorted_record(workspace, id)

        self.desk.worker.do(read, self._ask, self.refuse)

    def _ask(self, found: SortedRecord) -> None:
        from metroapp.gui.dialogs.piece_sorts import PieceSortsDialog

        said: list[str] = []

        def let_go(given: Any, signature: Signature | None) -> Future[None]:
            pieces, departure, reason = given
            assert signature is not None
            said[:] = [words.done(found.number, pieces, departure)]
            return self.desk.workshop.treatment.let_go(pieces, departure, signature, found.id, reason)

        def say(_nothing: object) -> str:
            self.left.emit(found.id)
            return said[0]

        self.ask(PieceSortsDialog(found, self.desk, self.page), let_go, say)
