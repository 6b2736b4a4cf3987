"""The gestures of a record beside its values: undo, confirm, call, sign, and the follow-up of the series.

`Gestures` is what the window and the command line ask for, from any thread; what each does is done by the recorder
thread on the open record, in the name of whoever is signed in.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace

from metroapp.domain.first_piece import require_approvable
from metroapp.domain.measurement import BoxKey
from metroapp.domain.message import Refusal
from metroapp.domain.operations import (
    Approval,
    Call,
    Cancellation,
    Closing,
    Concession,
    Confirmation,
    DroppedReading,
    Preparation,
    Visa,
)
from metroapp.domain.people import Action, Signature
from metroapp.domain.production import (
    LONGEST_COMMENT,
    LONGEST_TEXT,
    EventKind,
    FollowUp,
    ProductionEvent,
    SetUpSheet,
    text_refusal,
)
from metroapp.services import values
from metroapp.services.events import BoxRecorded, PieceSorted, RecordClosed
from metroapp.services.inspection import Inspection
from metroapp.services.record_views import box_view, production_changed
from metroapp.services.staff import Staff
from metroapp.services.waiting import Waiting
from metroapp.wording.numbers import quantity as shown

# Runs work on the open record: with the right to measure, or (None) with the one that its signature asks for.
OfTheRecord = Callable[[Callable[[Inspection], None], Action | None], Future[None]]


class Gestures:
    """Each method gives a future; each refuses `record.none_open`, `record.closed`, and as `Presence.require`."""

    def __init__(self, of_the_record: OfTheRecord, staff: Staff) -> None:
        self._do = of_the_record
        self._staff = staff

    # -- after a reading ----------------------------------------------------------------------------------------------

    def undo(self) -> Future[None]:
        """Take the last reading back: it is kept, printed as cancelled, and its box is expected again.

        Refuses `undo.nothing`.
        """
        return self._do(_undo, Action.MEASURE)

    def confirm(self) -> Future[None]:
        """Confirm the bad value that asks for an answer; refuses `question.none`."""
        return self._do(_confirm, Action.MEASURE)

    def call(self) -> Future[None]:
        """Call somebody about the bad value that asks, or about the last one; refuses `question.none`."""
        return self._do(_call, Action.MEASURE)

    def give_visa(self, box: BoxKey, signature: Signature) -> Future[None]:
        """Bear out a value that became good after a bad one; refuses `visa.not_needed`, and as `Presence.sign`."""

        def work(inspection: Inspection) -> None:
            measurement = inspection.record.measurement(box)
            if measurement is None or not inspection.record.awaits_second(box):
                raise Refusal("visa.not_needed", piece=box.piece, balloon=box.balloon)
            signer = self._staff.sign(signature, Action.GIVE_VISA).name
            visa = Visa(inspection.next_id, measurement.id, signer, signer, inspection.now())
            inspection.changing(visa, box)
            if inspection.expected_box == box:
                inspection.expect(inspection.record.next_box(box))

        return self._do(work, None)

    # -- readings that wait for a confirmation ------------------------------------------------------------------------

    def take_proposed(self) -> Future[None]:
        """Record the first reading that waits, in the box proposed for it.

        Refuses `proposal.none`, and as `Inspection.require_passed`, `Inspection.require_nothing_begun`: it goes on
        waiting. Refused as `Inspection.go_to` or `values.take`, it waits no more: it is kept as not taken.
        """
        return self._do(_take_proposed, Action.MEASURE)

    def drop_proposed(self) -> Future[None]:
        """Drop the first reading that waits: it is kept with the record as not taken. Refuses `proposal.none`."""
        return self._do(_drop_proposed, Action.MEASURE)

    # -- gates --------------------------------------------------------------------------------------------------------

    def prepare(self) -> Future[None]:
        """Say that the pieces are clean and deburred; refuses `preparation.done`."""
        return self._do(_prepare, Action.MEASURE)

    def approve(self, signature: Signature) -> Future[None]:
        """Sign the first piece (bon à produire): the series may be measured.

        Refuses as `require_approvable`, `approval.other_role`, and as `Presence.sign`.
        """

        def work(inspection: Inspection) -> None:
            inspection.record.require_open()
            require_approvable(inspection.record)
            role = inspection.record.options.approval
            found = self._staff.people.find(signature.name)
            if role not in found.roles:
                raise Refusal("approval.other_role", name=found.name, role=role)
            signer = self._staff.sign(signature, Action.APPROVE_FIRST_PIECE).name
            inspection.write(Approval(inspection.next_id, signer, signer, inspection.now()))
            inspection.answered()

        return self._do(work, None)

    # -- the follow-up of the series ----------------------------------------------------------------------------------

    def note(self, kind: EventKind, text: str, tool: str = "") -> Future[None]:
        """Note an event at the machine, after the last piece measured.

        Refuses `production.text_missing`, and as `production.text_refusal`.
        """

        def work(inspection: Inspection) -> None:
            if not (text.strip() or tool.strip()):
                raise Refusal("production.text_missing")
            for said, most in ((tool, LONGEST_TEXT), (text, LONGEST_COMMENT)):
                if (refusal := text_refusal(said, most)) is not None:
                    raise refusal
            last = inspection.record.last_live
            after = last.box.piece if last else 0
            event = ProductionEvent(
                inspection.next_id, kind, after, tool.strip(), text.strip(), inspection.operator, inspection.now()
            )
            _note(inspection, event)

        return self._do(work, Action.MEASURE)

    def fill_follow_up(self, filled: FollowUp) -> Future[None]:
        """Fill in the quantities and times; refuses as `FollowUp.require_possible`."""

        def work(inspection: Inspection) -> None:
            filled.require_possible()
            _note(inspection, replace(filled, id=inspection.next_id, by=inspection.operator, at=inspection.now()))

        return self._do(work, Action.MEASURE)

    def fill_set_up(self, filled: SetUpSheet) -> Future[None]:
        """Fill in the set-up sheet of the machine and its tools; refuses as `SetUpSheet.require_possible`."""

        def work(inspection: Inspection) -> None:
            filled.require_possible()
            _note(inspection, replace(filled, id=inspection.next_id, by=inspection.operator, at=inspection.now()))

        return self._do(work, Action.MEASURE)


# -- in the recorder thread -------------------------------------------------------------------------------------------


def _undo(inspection: Inspection) -> None:
    inspection.record.require_open()
    if inspection.begin_again():
        return
    last = inspection.record.last_live
    if last is None:
        raise Refusal("undo.nothing")
    undone = Cancellation(inspection.next_id, last.id, inspection.operator, inspection.now())
    inspection.changing(undone, last.box)
    inspection.expect(last.box, last.reason if last.replaces else "")


def _confirm(inspection: Inspection) -> None:
    inspection.record.require_open()
    question = inspection.record.question()
    if question is None:
        raise Refusal("question.none")
    inspection.write(Confirmation(inspection.next_id, question.id, inspection.operator, inspection.now()))
    inspection.answered()


def _call(inspection: Inspection) -> None:
    inspection.record.require_open()
    about = inspection.record.question() or inspection.record.last_live
    if about is None:
        raise Refusal("question.none")
    inspection.write(Call(inspection.next_id, about.id, inspection.operator, inspection.now()))
    inspection.answered()


def _take_proposed(inspection: Inspection) -> None:
    inspection.record.require_open()
    waiting, box = inspection.proposals.first()
    before = inspection.expected_box
    inspection.require_passed(box)
    if box != before:
        inspection.require_nothing_begun()
    try:
        if box != before:
            inspection.go_to(box)
        values.take(inspection, waiting.quantity, waiting.confirmed_frame, simulated=waiting.simulated)
    except Refusal as refusal:
        if inspection.expected_box != before:
            inspection.expect(before)
        # With a full disk it goes on waiting; refused for good, it is kept as not taken.
        if not refusal.message.code.startswith("workspace."):
            drop(inspection, waiting)
            inspection.proposals.settled(waiting)
        raise
    inspection.proposals.settled(waiting)


def _drop_proposed(inspection: Inspection) -> None:
    inspection.record.require_open()
    waiting, _box = inspection.proposals.first()
    drop(inspection, waiting)
    inspection.proposals.settled(waiting)


def _prepare(inspection: Inspection) -> None:
    inspection.record.require_open()
    if inspection.record.preparation is not None:
        raise Refusal("preparation.done")
    inspection.write(Preparation(inspection.next_id, inspection.operator, inspection.now()))
    inspection.answered()


# -- what the workshop asks for in its own words ----------------------------------------------------------------------


def require_concession(inspection: Inspection, piece: int, balloons: tuple[str, ...], number: str, reason: str) -> None:
    """Refuse a concession that says nothing (`concession.incomplete`), or as `InspectionRecord` says."""
    if not (number.strip() and reason.strip()):
        raise Refusal("concession.incomplete")
    inspection.record.require_concession(piece, balloons)


def grant_concession(
    inspection: Inspection, piece: int, balloons: tuple[str, ...], number: str, reason: str, granted_by: str
) -> None:
    """Put a piece *en dérogation* for the characteristics named; `granted_by` has signed."""
    require_concession(inspection, piece, balloons, number, reason)
    record = inspection.record
    granted = Concession(
        id=inspection.next_id,
        number=number.strip(),
        piece=piece,
        balloons=balloons,
        reason=reason.strip(),
        granted_by=granted_by,
        by=inspection.operator,
        at=inspection.now(),
        signed=True,
    )
    inspection.write(granted)
    inspection.publish(PieceSorted(piece, record.disposition(piece), record.sorting(), record.concessions[-1]))


def close(inspection: Inspection, by: str) -> None:
    """Close the record, which `by` has signed; empty boxes stay *non mesuré* and their pieces unsorted.

    A reading that still waits, proposed or held, is kept with the record as not taken.
    """
    inspection.record.require_open()
    inspection.operator = by
    for waiting in inspection.waiting.of(inspection.record.header.id):
        drop(inspection, waiting)
        inspection.waiting.settled(waiting)
    inspection.proposals.say()
    inspection.write(Closing(inspection.next_id, by, inspection.now(), signed=True))
    inspection.publish(RecordClosed(inspection.record.header, inspection.record.sorting()))
    inspection.expect_nothing()


def drop(inspection: Inspection, waiting: Waiting) -> None:
    """Keep with the record a reading that was not taken."""
    inspection.write(
        DroppedReading(
            id=inspection.next_id,
            instrument=waiting.instrument,
            shown=shown(waiting.quantity),
            raw=waiting.frame.raw,
            box=waiting.box,
            by=inspection.operator,
            at=inspection.now(),
        )
    )


def _note(inspection: Inspection, operation: ProductionEvent | FollowUp | SetUpSheet) -> None:
    """Write what happened at the machine, and say what it changes."""
    record = inspection.record
    planned = {box for box in record.boxes() if record.is_planned(box)}
    inspection.write(operation)
    inspection.publish(production_changed(record))
    sorting = record.sorting()
    for box in record.boxes():
        if box not in planned and record.is_planned(box):
            inspection.publish(BoxRecorded(box_view(record, box), record.disposition(box.piece), sorting))
    if inspection.expected_box is None:
        inspection.expect(record.next_box())
