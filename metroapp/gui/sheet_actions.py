"""What is done on a fiche de non-conformité from its page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal

from drivers import utc_now
from metroapp.domain.measurement import EntryId
from metroapp.domain.nonconformity import Nonconformity
from metroapp.domain.nonconformity_acts import (
    ActionChecked,
    ActionPlanned,
    CostGiven,
    NonconformityAct,
    NonconformityDescribed,
    OthersReleased,
    PiecesContained,
    SheetCancelled,
    SheetClosed,
    TreatmentDecided,
)
from metroapp.domain.people import Action, Signature
from metroapp.domain.record_search import Criterion, Facet, RecordSearch
from metroapp.gui.dialogs.act_question import ActQuestion, SignedReason
from metroapp.gui.models.treatment import SheetDeed, attached
from metroapp.gui.tasks import Task
from metroapp.gui.treatment_actions import TreatmentActions
from metroapp.services import consultation
from metroapp.services.covering import part_key
from metroapp.services.kept_documents import KeptDocument
from metroapp.services.sheet_proofs import beyond_general_tolerance
from metroapp.wording import treatment as treatment_words
from metroapp.wording import treatment_asked as words

if TYPE_CHECKING:
    from metroapp.archive.nonconformities import BadValue

_NOBODY = EntryId("", 0)
_OFFERED = 200  # records to choose from, the last ones
Make = Callable[[Any], NonconformityAct]


class SheetActions(TreatmentActions):
    """`raised` carries the number of a new fiche. The service completes each act with who does it, and when."""

    raised = Signal(object)

    def do(self, deed: SheetDeed, sheet: Nonconformity) -> None:
        """Ask what a deed takes, then do it."""
        asks: dict[SheetDeed, Callable[[Nonconformity], None]] = {
            SheetDeed.DESCRIBE: self._describe,
            SheetDeed.ATTACH: self._attach,
            SheetDeed.OPEN: self._open,
            SheetDeed.CONTAIN: self._contain,
            SheetDeed.CONCEDE: self._concede,
            SheetDeed.DECIDE: self._decide,
            SheetDeed.REINSPECT: self._reinspect,
            SheetDeed.PLAN: self._plan,
            SheetDeed.COST: self._give_cost,
            SheetDeed.CHECK: self._check,
            SheetDeed.RELEASE: self._release,
            SheetDeed.CLOSE: self._close,
            SheetDeed.CANCEL: self._cancel,
        }
        asks[deed](sheet)

    def raise_about(self, value: BadValue) -> None:
        """A fiche about a bad value, in one action."""

        def say(number: str) -> None:
            self.raised.emit(number)

        made = self.desk.workshop.treatment.raise_sheet([value.box], record_id=value.record)
        self.desk.bridge.follow(made, say, self.refuse)

    def _add(self, sheet: Nonconformity, dialog: ActQuestion, make: Make) -> None:
        """An act that `make` builds from what is given."""

        def add(given: Any, signature: Signature | None) -> Future[None]:
            return self.desk.workshop.treatment.add_to_sheet(make(given), signature, sheet.acts[-1].id)

        def say(_nothing: object) -> str:
            return words.DONE_SHEET.format(number=sheet.number)

        self.ask(dialog, add, say)

    # -- one after the other ------------------------------------------------------------------------------------------

    def _describe(self, sheet: Nonconformity) -> None:
        from metroapp.gui.dialogs.sheet_acts import DescribeDialog

        def make(given: Any) -> NonconformityAct:
            severity, description, cause, said = given
            return NonconformityDescribed(_NOBODY, sheet.number, severity, description, cause, said, "", utc_now())

        self._add(sheet, DescribeDialog(sheet, self.desk, self.page), make)

    def _attach(self, sheet: Nonconformity) -> None:
        def attach(document: KeptDocument) -> Future[None]:
            return self.desk.workshop.treatment.attach(sheet.number, document)

        self.ask_attachment(
            sheet.number, lambda name: self.desk.workshop.treatment.may_attach(sheet.number, name), attach
        )  # fmt: skip

    def _open(self, sheet: Nonconformity) -> None:
        self.choose_attached(attached(sheet.acts))

    def _contain(self, sheet: Nonconformity) -> None:
        from metroapp.gui.dialogs.sheet_acts import ContainDialog

        def make(given: Any) -> NonconformityAct:
            place, quantity = given
            return PiecesContained(_NOBODY, sheet.number, place, quantity, "", utc_now())

        self._add(sheet, ContainDialog(sheet, self.desk, self.page), make)

    def _concede(self, sheet: Nonconformity) -> None:
        from metroapp.gui.dialogs.concession_request import About

        self.ask_demand(About(sheet.raised.record, frozenset(sheet.pieces)))

    def _decide(self, sheet: Nonconformity) -> None:
        """What it may be decided with is read first: the dérogations of the part, and where the limits come from."""
        workspace, room = self.desk.workshop.workspace, self.desk.workshop.treatment

        def read(_task: Task) -> tuple[list[str], bool]:
            record = consultation.load(workspace, sheet.raised.record)
            key = part_key(record)
            activated = [one for one in room.files().result() if one.activation is not None and one.request.part == key]
            return [one.number for one in activated], beyond_general_tolerance(record, sheet)

        def show(found: tuple[list[str], bool]) -> None:
            from metroapp.gui.dialogs.treatment_decision import DecideDialog

            dialog = DecideDialog(sheet, found[0], self.desk, self.page, unaltered=found[1])
            self._add(sheet, dialog, make)

        def make(lines: Any) -> NonconformityAct:
            return TreatmentDecided(_NOBODY, sheet.number, lines, "", "", utc_now())

        self.desk.worker.do(read, show, self.refuse)

    def _reinspect(self, sheet: Nonconformity) -> None:
        """In its own record, or as a piece of another one of the same part."""
        workspace = self.desk.workshop.workspace

        def read(_task: Task) -> list[tuple[str, EntryId]]:
            own = sheet.raised.record
            _number, part = consultation.record_names(workspace, [own])[own]
            same_part = RecordSearch(criteria=(Criterion(Facet.PART, part),))
            lines = consultation.latest(workspace, same_part, _OFFERED, own)
            return [(line.number, line.id) for line in lines]

        def show(records: Sequence[tuple[str, EntryId]]) -> None:
            from metroapp.gui.dialogs.sheet_acts import ReinspectDialog

            self.ask(ReinspectDialog(sheet, records, self.desk, self.page), link, say)

        pieces: list[int] = []

        def link(given: tuple[int, EntryId, int], _signature: Signature | None) -> Future[bool]:
            piece, record, measured_as = given
            pieces[:] = [piece]
            return self.desk.workshop.treatment.reinspect(sheet.number, piece, record, measured_as, sheet.acts[-1].id)

        def say(good: bool) -> str:
            result = treatment_words.reinspected(sheet.line_of(pieces[0]), good=good)
            return words.REINSPECTED.format(number=sheet.number, piece=pieces[0], result=result)

        self.desk.worker.do(read, show, self.refuse)

    def _plan(self, sheet: Nonconformity) -> None:
        from metroapp.gui.dialogs.sheet_acts import PlanDialog

        def make(given: Any) -> NonconformityAct:
            action, owner, due = given
            return ActionPlanned(_NOBODY, sheet.number, owner, due, action, "", utc_now())

        self._add(sheet, PlanDialog(sheet, self.desk, self.page), make)

    def _check(self, sheet: Nonconformity) -> None:
        from metroapp.gui.dialogs.sheet_acts import CheckDialog

        def make(given: Any) -> NonconformityAct:
            action, effective, said = given
            return ActionChecked(_NOBODY, sheet.number, action, effective, said, "", utc_now())

        self._add(sheet, CheckDialog(sheet, self.desk, self.page), make)

    def _give_cost(self, sheet: Nonconformity) -> None:
        from metroapp.gui.dialogs.sheet_acts import CostDialog

        def make(given: Any) -> NonconformityAct:
            minutes, euros, remark = given
            return CostGiven(_NOBODY, sheet.number, minutes, euros, remark, "", utc_now())

        self._add(sheet, CostDialog(sheet, self.desk, self.page), make)

    def _release(self, sheet: Nonconformity) -> None:
        def make(statement: Any) -> NonconformityAct:
            return OthersReleased(_NOBODY, sheet.number, statement, "", "", utc_now())

        dialog = self._signed(sheet, words.RELEASE_TITLE, words.RELEASE_SAID, words.STATEMENT)
        self._add(sheet, dialog, make)

    def _close(self, sheet: Nonconformity) -> None:
        def make(_text: Any) -> NonconformityAct:
            return SheetClosed(_NOBODY, sheet.number, "", "", utc_now())

        self._add(sheet, self._signed(sheet, words.CLOSE_SHEET_TITLE, words.CLOSE_SHEET_SAID), make)

    def _cancel(self, sheet: Nonconformity) -> None:
        def make(reason: Any) -> NonconformityAct:
            return SheetCancelled(_NOBODY, sheet.number, reason, "", "", utc_now())

        self._add(sheet, self._signed(sheet, words.CANCEL_TITLE, words.CANCEL_SAID, words.REASON), make)

    def _signed(self, sheet: Nonconformity, title: str, said: str, name: str = "") -> SignedReason:
        numbered = title.format(number=sheet.number)
        return SignedReason(numbered, self.desk, Action.TREAT_SHEET, self.page, said=said, name=name)
