"""The gestures of a record beside its values: undo, confirm, call, sign, and the follow-up of the series.

`Gestures` is what the window and the command line ask for, from any thread; what each does is done by the recorder
thread on the open record, in the name of whoever is signed in.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from decimal import Decimal

from metroapp.domain.cutoff import Trace
from metroapp.domain.entered_text import LONGEST_COMMENT, require_text
from metroapp.domain.examination import Aid
from metroapp.domain.first_piece import require_approvable
from metroapp.domain.measurement import BoxKey, Frame
from metroapp.domain.message import Refusal
from metroapp.domain.operations import (
    Approval,
    Call,
    Cancellation,
    Confirmation,
    DatumSet,
    Preparation,
    TemperatureTaken,
    Visa,
)
from metroapp.domain.people import Action, Signature
from metroapp.domain.production import EventKind, FollowUp, ProductionEvent, SetUpSheet
from metroapp.domain.record_options import Gate
from metroapp.domain.temperature import Material, Temperature
from metroapp.services import at_machine, attribution, comparing, on_plate, traces, values
from metroapp.services.allowed_means import allow, require_allowance
from metroapp.services.exam.declaring import declare_means
from metroapp.services.geometric_readings import take_back_last
from metroapp.services.inspection import Inspection
from metroapp.services.means_in_hand import use_means
from metroapp.services.not_taken import drop
from metroapp.services.record_views import production_changed
from metroapp.services.staff import Staff
from metroapp.services.waiting import Waiting, is_passing

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

        What is under way goes first: the elementary readings of the box expected, kept as not taken (just the last one
        of a geometric method), or the zero of
        its comparator. Refuses `undo.nothing`.
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
            inspection.changing(visa, box, *(inspection.left_over() if inspection.expected_box == box else ()))
            if inspection.expected_box == box:
                inspection.expect(inspection.record.next_box(box))

        return self._do(work, None)

    # -- readings that wait for a confirmation ------------------------------------------------------------------------

    def take_proposed(self, number: int | None = None) -> Future[None]:
        """Record a reading that waits, the first one by default, in the box proposed for it.

        Refuses `proposal.none`, `proposal.other_role`, and as `Inspection.require_passed` and
        `Inspection.require_nothing_begun`: it goes on waiting. Refused as `Inspection.go_to` or `values.take`, it
        waits no more: it is kept as not taken.
        """
        return self._do(lambda inspection: _take_proposed(inspection, number), Action.MEASURE)

    def drop_proposed(self, number: int | None = None) -> Future[None]:
        """Drop a reading that waits: it is kept with the record as not taken. Refuses `proposal.none`."""
        return self._do(lambda inspection: _drop_proposed(inspection, number), Action.MEASURE)

    # -- means ---------------------------------------------------------------------------------------------------------

    def use_means(self, balloon: str, number: str) -> Future[None]:
        """Take a means that no frame identifies for what is seen or typed for a balloon; refuses as `use_means`. In an
        examination it is declared."""

        def work(inspection: Inspection) -> None:
            if inspection.record.options.wants_declared_means:
                declare_means(inspection, balloon, number)
            else:
                use_means(inspection, balloon, number)

        return self._do(work, Action.MEASURE)

    def allow_means(self, balloon: str, number: str, reason: str, signature: Signature) -> Future[None]:
        """Allow a refused means for one characteristic of the record.

        Refuses `exam.no_allowance` where an examination refuses no means: asked of each, it would tell which it would
        refuse. And as `require_allowance`, `Presence.sign`.
        """

        def work(inspection: Inspection) -> None:
            if not inspection.record.options.offers(Aid.MEANS_REFUSAL):
                raise Refusal("exam.no_allowance")
            asked = require_allowance(inspection, balloon, number, reason)
            allow(inspection, asked, self._staff.sign(signature, Action.ALLOW_MEANS).name)

        return self._do(work, None)

    def declare_trace(self, balloon: str, trace: Trace, spacing: Decimal | None = None) -> Future[None]:
        """Say how the roughness tester is set for a balloon; refuses as `traces.declare`."""
        return self._do(lambda inspection: traces.declare(inspection, balloon, trace, spacing), Action.MEASURE)

    # -- gates --------------------------------------------------------------------------------------------------------

    def prepare(self) -> Future[None]:
        """Say that the pieces are clean and deburred; refuses `preparation.done`."""
        return self._do(_prepare, Action.MEASURE)

    def set_datum(self) -> Future[None]:
        """Say that the piece expected rests on its datums; refuses `datum.not_asked`."""
        return self._do(_set_datum, Action.MEASURE)

    def approve(self, signature: Signature) -> Future[None]:
        """Sign the first piece (bon à produire): the series may be measured.

        Refuses as `require_approvable`, `approval.other_role`, and as `Presence.sign`.
        """

        def work(inspection: Inspection) -> None:
            require_approvable(inspection.record)
            role = inspection.record.options.approval
            found = self._staff.people.find(signature.name)
            if role not in found.roles:
                raise Refusal("approval.other_role", name=found.name, role=role)
            signer = self._staff.sign(signature, Action.APPROVE_FIRST_PIECE).name
            inspection.write(Approval(inspection.next_id, signer, signer, inspection.now()))
            inspection.answered()

        return self._do(work, None)

    # -- comparators --------------------------------------------------------------------------------------------------

    def declare_displacement(self, size: str, factor: str = "1") -> Future[None]:
        """Say the known displacement (mm, signed) that proves the mounting expected, and its factor; empty: it is to be
        found. Refuses as `comparing.declare_displacement`."""
        return self._do(lambda inspection: comparing.declare_displacement(inspection, size, factor), Action.MEASURE)

    def recheck_zero(self, balloon: str | None = None) -> Future[None]:
        """Read the zero of a characteristic once more now; refuses as `comparing.ask_recheck`."""
        return self._do(lambda inspection: comparing.ask_recheck(inspection, balloon), Action.MEASURE)

    def set_zero(self, balloon: str | None = None, *, mounting: bool = False) -> Future[None]:
        """Set the comparator of a characteristic anew, mounted anew or not; refuses as `comparing.ask_zero`."""
        return self._do(lambda inspection: comparing.ask_zero(inspection, balloon, mounting=mounting), Action.MEASURE)

    def lose_zero(self, reason: str, balloon: str | None = None) -> Future[None]:
        """Say why a zero cannot be read once more: what was compared with it is to be taken again. Refuses as
        `comparing.lose_zero`."""
        return self._do(lambda inspection: comparing.lose_zero(inspection, balloon, reason), Action.MEASURE)

    # -- height columns -----------------------------------------------------------------------------------------------

    def touch_plate(self) -> Future[None]:
        """Have the zero of the column taken on the plate again; refuses as `on_plate.ask_zero`."""
        return self._do(on_plate.ask_zero, Action.MEASURE)

    def verify_constant(self) -> Future[None]:
        """Find the probe constant on its gauge now; refuses as `on_plate.ask_constant`."""
        return self._do(on_plate.ask_constant, Action.MEASURE)

    def choose_gauge(self, number: str) -> Future[None]:
        """Take this gauge for the probe constant; refuses as `on_plate.choose_gauge`."""
        return self._do(lambda inspection: on_plate.choose_gauge(inspection, number), Action.MEASURE)

    def lose_constant(self, reason: str) -> Future[None]:
        """Say why the probe constant cannot be found any more: what was measured with it is to be taken again. Refuses
        as `on_plate.lose_constant`."""
        return self._do(lambda inspection: on_plate.lose_constant(inspection, reason), Action.MEASURE)

    def lose_reference(self) -> Future[None]:
        """Say that the column was moved, or switched off; refuses as `on_plate.declare_lost`."""
        return self._do(on_plate.declare_lost, Action.MEASURE)

    def change_ball(self) -> Future[None]:
        """Say that the column has another ball; refuses as `on_plate.change_ball`."""
        return self._do(on_plate.change_ball, Action.MEASURE)

    # -- the follow-up of the series ----------------------------------------------------------------------------------

    def take_temperature(
        self, part: Temperature, room: Temperature, material: Material | None = None, *, corrects: bool = False
    ) -> Future[None]:
        """Note the temperatures of the parts and of the room; `corrects`: bring the lengths measured from now on back
        to 20 °C. Refuses `temperature.material_missing`."""

        def work(inspection: Inspection) -> None:
            if corrects and material is None:
                raise Refusal("temperature.material_missing")
            width = max(part.half_width, room.half_width)
            inspection.write(
                TemperatureTaken(
                    inspection.next_id, part.value, room.value, width, material, corrects,
                    inspection.operator, inspection.now(),
                )
            )  # fmt: skip
            inspection.publish(production_changed(inspection.record))

        return self._do(work, Action.MEASURE)

    def note(self, kind: EventKind, text: str, tool: str = "") -> Future[None]:
        """Note an event at the machine, after the last piece reached.

        Refuses `production.text_missing`, and as `require_text`.
        """

        def work(inspection: Inspection) -> None:
            if not (text.strip() or tool.strip()):
                raise Refusal("production.text_missing")
            require_text(tool)
            require_text(text, most=LONGEST_COMMENT)
            after = at_machine.piece_reached(inspection.record)
            event = ProductionEvent(
                inspection.next_id, kind, after, tool.strip(), text.strip(), inspection.operator, inspection.now()
            )
            at_machine.tell(inspection, event)

        return self._do(work, Action.MEASURE)

    def fill_follow_up(self, filled: FollowUp) -> Future[None]:
        """Fill in the quantities and times; refuses as `FollowUp.require_possible`."""

        def work(inspection: Inspection) -> None:
            filled.require_possible()
            written = replace(filled, id=inspection.next_id, by=inspection.operator, at=inspection.now())
            at_machine.tell(inspection, written)

        return self._do(work, Action.MEASURE)

    def fill_set_up(self, filled: SetUpSheet) -> Future[None]:
        """Fill in the set-up sheet of the machine and its tools; refuses as `SetUpSheet.require_possible`."""

        def work(inspection: Inspection) -> None:
            filled.require_possible()
            written = replace(filled, id=inspection.next_id, by=inspection.operator, at=inspection.now())
            at_machine.tell(inspection, written)

        return self._do(work, Action.MEASURE)


# -- in the recorder thread -------------------------------------------------------------------------------------------


def _undo(inspection: Inspection) -> None:
    if take_back_last(inspection) or inspection.abandon() or on_plate.undo(inspection) or comparing.undo(inspection):
        return
    last = inspection.record.last_live
    if last is None:
        raise Refusal("undo.nothing")
    undone = Cancellation(inspection.next_id, last.id, inspection.operator, inspection.now())
    inspection.changing(undone, last.box)
    inspection.expect(last.box, last.reason if last.replaces else "")


def _confirm(inspection: Inspection) -> None:
    question = inspection.record.question()
    if question is None:
        raise Refusal("question.none")
    inspection.write(Confirmation(inspection.next_id, question.id, inspection.operator, inspection.now()))
    inspection.answered()


def _call(inspection: Inspection) -> None:
    about = inspection.record.question() or inspection.record.last_live
    if about is None:
        raise Refusal("question.none")
    inspection.write(Call(inspection.next_id, about.id, inspection.operator, inspection.now()))
    inspection.answered()


def _take_proposed(inspection: Inspection, number: int | None) -> None:
    inspection.record.require_open()
    one, box = inspection.waiting.proposal(number)
    before = inspection.expected_box
    asked = inspection.question()
    if asked is None or asked.id != one.replaces:  # measured again, a bad value has its answer
        inspection.require_passed(box)
    if box != before:
        inspection.require_nothing_begun()
    try:
        if box != before:
            _go_to(inspection, one, box)
        _require_role(inspection, one, box)
        values.take(inspection, one.quantity, _frame_of(inspection, one), simulated=one.simulated, doubt=one.doubt)
    except Refusal as refusal:
        if inspection.expected_box != before:
            inspection.expect(before)
        if not is_passing(refusal):
            drop(inspection, one)
        raise
    inspection.waiting.settled(one)
    attribution.send_on(inspection, one)


def _frame_of(inspection: Inspection, one: Waiting) -> Frame:
    """Its frame, which says what was confirmed; in an examination the doubt is noted beside the value, the same whether
    it was asked about or not."""
    return (one if inspection.record.options.examination is None else replace(one, doubt=None)).marked_frame


def _go_to(inspection: Inspection, one: Waiting, box: BoxKey) -> None:
    """Expect the box of a reading that waits: again, where it was to replace the value that is still there."""
    last = inspection.record.measurement(box)
    if last is not None and last.id == one.replaces:
        inspection.expect_again(box, one.reason, one.repeated)
    else:
        inspection.go_to(box)


def _require_role(inspection: Inspection, one: Waiting, box: BoxKey) -> None:
    """Refuse (`proposal.other_role`) what was measured for something else than what its box expects now."""
    expectation = inspection.expectation()
    if expectation is None or one.role is None or (one.role, one.variable) == (expectation.role, expectation.variable):
        return
    raise Refusal("proposal.other_role", piece=box.piece, balloon=box.balloon, role=one.role, expected=expectation.role)


def _drop_proposed(inspection: Inspection, number: int | None) -> None:
    inspection.record.require_open()
    one, _box = inspection.waiting.proposal(number)
    drop(inspection, one)


def _prepare(inspection: Inspection) -> None:
    if inspection.record.preparation is not None:
        raise Refusal("preparation.done")
    inspection.write(Preparation(inspection.next_id, inspection.operator, inspection.now()))
    inspection.answered()


def _set_datum(inspection: Inspection) -> None:
    box = inspection.expected_box
    if box is None or inspection.gate(box) is not Gate.DATUM:
        raise Refusal("datum.not_asked")
    datums = inspection.record.characteristic(box.balloon).rests_on
    inspection.write(DatumSet(inspection.next_id, box, datums, inspection.operator, inspection.now()))
    inspection.answered()
