"""One relevé being filled in: which box is expected, what a reading does, what is recorded.

Owned by the recorder thread. Every method either records durably and publishes what changed, or refuses and leaves
everything as it was. A reading goes to the box expected, and only from an instrument fit for that box.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from metroapp.domain import computation
from metroapp.domain.callout import Nature
from metroapp.domain.decision import answers
from metroapp.domain.instrument import GaugeBlock, Instrument
from metroapp.domain.justification import Advice, justify
from metroapp.domain.measurement import (
    BoxKey,
    EntryId,
    Frame,
    Input,
    Measurement,
    Observation,
    Origin,
    Role,
)
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import Quantity
from metroapp.domain.record import (
    Impossible,
    InspectionRecord,
    Operation,
    ZeroSetting,
)
from metroapp.domain.record_options import Gate
from metroapp.domain.specification import BoxCode, Characteristic, Procedure
from metroapp.domain.uncertainty import standard_uncertainty
from metroapp.services import readings_needed as needed
from metroapp.services.events import (
    Asked,
    BoxRecorded,
    Event,
    Expectation,
    Expected,
    SortProposed,
    ZeroRecorded,
)
from metroapp.services.proposals import Proposals, Waiting
from metroapp.services.record_views import box_view, record_opened
from metroapp.wording import measuring as words

if TYPE_CHECKING:
    from metroapp.archive.store import Archive

MOST_REPEATED = 20
Publish = Callable[[Event], None]
Clock = Callable[[], datetime]


class Inspection:
    """The open record, the box expected, and the indications already taken for it."""

    def __init__(
        self,
        archive: Archive,
        record: InspectionRecord,
        gauge_blocks: Iterable[GaugeBlock],
        publish: Publish,
        clock: Clock,
        *,
        resumed: bool = False,
    ) -> None:
        self._archive = archive
        self._gauge_blocks = tuple(gauge_blocks)
        self.publish = publish
        self._clock = clock
        self.record = record
        self.operator = record.header.operator  # whoever is signed in when something is recorded
        self._taken: list[Input] = []
        self._repeated = 0  # how many readings at the same place are wanted for one mean; 0 for no mean
        self._retake_reason = ""
        self._typed_because: list[str] = []  # of the elementary readings typed so far
        self._took_simulated = False  # one of the elementary readings came from a simulated instrument
        self._zero_again: set[str] = set()  # balloons whose comparator must be set once more
        self._retaken: EntryId | None = None  # the bad value that is being taken again
        self.proposals = Proposals(publish)
        self._box, self._retake_reason = self._where_it_was()
        publish(record_opened(record, resumed=resumed))
        self._ask()
        self._publish_expected()

    def _where_it_was(self) -> tuple[BoxKey | None, str]:
        """The box after the last one measured, as before a crash; the same one while it waits for a second reading."""
        last = self.record.last_live
        if self.record.closing is not None:
            return None, ""
        if last is not None and self.record.awaits_second(last.box):
            return last.box, words.SECOND_READING
        return self.record.next_box(last.box if last else None), ""

    @property
    def next_id(self) -> EntryId:
        """The identity of the operation about to be written."""
        return self._archive.next_id

    def now(self) -> datetime:
        return self._clock()

    # -- what is expected ---------------------------------------------------------------------------------------------

    @property
    def expected_box(self) -> BoxKey | None:
        return self._box

    def expectation(self) -> Expectation | None:
        """The next gesture, in full."""
        if self._box is None:
            return None
        characteristic = self.record.characteristic(self._box.balloon)
        roles = self._roles(characteristic, self._box.code)
        stack = None
        if roles and roles[0] is Role.ZERO:
            stack = needed.stack_for(characteristic, self._gauge_blocks)
        return Expectation(
            box=self._box,
            characteristic=characteristic,
            role=roles[len(self._taken)] if roles else None,
            step=len(self._taken) + 1,
            steps=max(1, len(roles)),
            instruments=tuple(self._fitting(characteristic)) if self._box.code is not BoxCode.ENVELOPE else (),
            stack=stack,
            variable=needed.variable_name(characteristic, len(self._taken)),
            unit=needed.unit_of(characteristic, len(self._taken)) if roles else None,
            received=tuple(taken.quantity for taken in self._taken),
            retake_reason=self._retake_reason,
        )

    def go_to(self, box: BoxKey) -> None:
        """Expect `box` next; a box already measured is only reached by a retake."""
        self.record.require_open()
        self.record.require_box(box)
        if self.record.measurement(box) is not None:
            raise Refusal("record.box_filled")
        self.expect(box)

    def retake(self, box: BoxKey, reason: str, *, zero_again: bool = False) -> None:
        """Expect `box` again: the next value replaces the last one, which is kept and printed.

        `zero_again` asks for the comparator's zero first, where the box is measured by comparison.
        """
        self.record.require_open()
        self.record.require_box(box)
        if not reason.strip():
            raise Refusal("record.reason_missing")
        if self.record.measurement(box) is None:
            raise Refusal("record.box_empty")
        if zero_again:
            self._zero_again.add(box.balloon)
        question = self.question()
        if question is not None and question.box == box:
            self._retaken = question.id
        self.expect(box, reason.strip())
        if question is not None:
            self._ask()

    def average(self, box: BoxKey, count: int) -> None:
        """Expect `box` again as the mean of `count` readings at the same place, where only that can prove something.

        Refuses `repeat.count_out_of_bounds`, `repeat.not_useful`: readings are not repeated until one is good.
        """
        self.record.require_open()
        self.record.require_box(box)
        if not 2 <= count <= MOST_REPEATED:
            raise Refusal("repeat.count_out_of_bounds", most=MOST_REPEATED)
        last = self.record.measurement(box)
        if last is None:
            raise Refusal("record.box_empty")
        if justify(self.record, last).advice is not Advice.MORE_READINGS:
            raise Refusal("repeat.not_useful", piece=box.piece, balloon=box.balloon)
        self.expect(box, words.MEAN_OF.format(count=count))
        self._repeated = count
        self._publish_expected()

    # -- what is found ------------------------------------------------------------------------------------------------

    def accept(self, number: str, quantity: Quantity, frame: Frame, *, simulated: bool) -> None:
        """A reading arrived from an instrument: take it for the box expected, or refuse it with the reason."""
        place = self._place_elsewhere(number)
        if place is not None:
            self.proposals.add(Waiting(number, quantity, frame, simulated, place))
            return
        box, characteristic = self._expected_or_refuse()
        if characteristic.procedure_of(box.code) is Procedure.OBSERVATION:
            raise Refusal("reading.observation_expected", instrument=number, balloon=characteristic.balloon)
        self._require_fitting(number, characteristic)
        role = self._roles(characteristic, box.code)[len(self._taken)]
        taken = Input(role, quantity.to(needed.unit_of(characteristic, len(self._taken))), frame)
        simulated = simulated or self._took_simulated
        match taken.role:
            case Role.ZERO:
                self._record_zero(characteristic, number, taken, simulated)
            case Role.READING | Role.REPEATED | Role.VARIABLE:
                if role is not Role.VARIABLE:  # those of a formula may be offsets or heights
                    needed.require_possible(characteristic, taken.quantity.value)
                self._take_one_of_several(box, characteristic, number, taken, simulated)
            case Role.DEVIATION:
                self._record_comparison(box, characteristic, number, taken, simulated)
            case Role.PROBING_1 | Role.MAXIMUM:
                self._keep(taken, simulated)
            case _:
                self._record_computed(box, characteristic, number, taken, simulated)

    def _place_elsewhere(self, number: str) -> BoxKey | None:
        """Where a reading of this instrument would go when it is not for the box expected, or not yet; else None.

        It is never guessed from the value: the next empty box that the instrument measures.
        """
        box = self._box
        if box is None or self.record.closing is not None or number not in self.record.instruments:
            return None
        fits = self._takes(box, number)
        if self.question() is None and (fits or self._taken or self._retake_reason):
            return None
        taken = {waiting.box for waiting in self.proposals.all}
        if fits and box not in taken:
            return box
        free = self.record.next_box(box, lambda found: found not in taken and self._takes(found, number))
        return free or (box if fits else None)

    def _takes(self, box: BoxKey, number: str) -> bool:
        """Whether a reading of this instrument can go into a box."""
        characteristic = self.record.characteristic(box.balloon)
        if characteristic.procedure_of(box.code) is Procedure.OBSERVATION:
            return False
        return any(instrument.number == number for instrument in self._fitting(characteristic))

    def forget_partial(self) -> bool:
        """Forget the elementary readings already taken for the box expected; whether there were any."""
        if not self._taken:
            return False
        self.expect(self._box, self._retake_reason)
        return True

    def type_value(self, text: str, reason: str, at: BoxKey | None = None) -> None:
        """A value typed by the operator: flagged as typed, with the reason.

        `at` is the box that the operator was looking at: a reading may have filled it in the meantime.
        """
        box, characteristic = self._expected_or_refuse(at)
        procedure = characteristic.procedure_of(box.code)
        if procedure is Procedure.OBSERVATION:
            raise Refusal("observation.unexpected", observation=text, balloon=characteristic.balloon)
        quantity = needed.typed(text, needed.unit_of(characteristic, len(self._taken)))
        if not reason.strip():
            raise Refusal("record.reason_missing")
        if quantity.value < 0 and procedure is not Procedure.FORMULA:
            raise Refusal("reading.negative_size", value=quantity.value)
        instruments = self._fitting(characteristic)
        without_cable = [instrument.number for instrument in instruments if not instrument.has_cable]
        number = without_cable[0] if len(without_cable) == 1 else None
        if self._repeated or procedure in (Procedure.SEVERAL, Procedure.FORMULA):
            self._typed_because.append(reason.strip())
            taken = Input(self._roles(characteristic, box.code)[len(self._taken)], quantity)
            self._take_one_of_several(box, characteristic, number, taken, self._took_simulated)
            return
        self._record_value(box, quantity, Origin.TYPED, number, (), False, typed_because=reason.strip())

    def observe(self, observation: Observation, at: BoxKey | None = None) -> None:
        """What the operator saw with a gauge or with the eye, in the box `at` that was shown."""
        box, characteristic = self._expected_or_refuse(at)
        is_observed = characteristic.procedure_of(box.code) is Procedure.OBSERVATION
        if not is_observed or observation not in answers(box.code):
            raise Refusal("observation.unexpected", observation=observation, balloon=characteristic.balloon)
        by_own_means = box.code in (BoxCode.SINGLE, BoxCode.GO, BoxCode.NO_GO)
        gauges = [instrument.number for instrument in self._fitting(characteristic)] if by_own_means else []
        self._record(
            Measurement(
                id=self.next_id,
                box=box,
                quantity=None,
                observation=observation,
                origin=Origin.OBSERVED,
                instrument=gauges[0] if len(gauges) == 1 else None,
                by=self.operator,
                at=self.now(),
                reason=self._retake_reason,
                replaces=self._replaced(box),
            )
        )

    def declare_impossible(self, reason: str, at: BoxKey | None = None) -> None:
        """The box expected (`at`, as it was shown) cannot be measured; its piece will not be sorted."""
        box, _ = self._expected_or_refuse(at)
        if not reason.strip():
            raise Refusal("record.reason_missing")
        if self.record.measurement(box) is not None:
            raise Refusal("record.box_measured")
        self._record(Impossible(self.next_id, box, reason.strip(), self.operator, self.now()))

    # -- how it is done -----------------------------------------------------------------------------------------------

    def _expected_or_refuse(self, at: BoxKey | None = None) -> tuple[BoxKey, Characteristic]:
        self.record.require_open()
        if self._box is None:
            raise Refusal("record.full")
        if at is not None and at != self._box:
            raise Refusal("record.box_moved", piece=at.piece, balloon=at.balloon)
        self._require_passed(self._box)
        return self._box, self.record.characteristic(self._box.balloon)

    def question(self) -> Measurement | None:
        """The bad value that waits for an answer; taking it again is one."""
        question = self.record.question()
        return None if question is None or question.id == self._retaken else question

    def gate(self, box: BoxKey) -> Gate | None:
        """What must be done before a reading is taken for a box."""
        return self.record.gate(box, answered=self.question() is None)

    def _require_passed(self, box: BoxKey) -> None:
        """Refuse (`gate.cleaning`, `gate.answer`, `gate.approval`) what comes before its gate was passed."""
        match self.gate(box):
            case Gate.CLEANING:
                raise Refusal("gate.cleaning")
            case Gate.ANSWER:
                raise Refusal("gate.answer")
            case Gate.APPROVAL:
                assert self.record.options.approval is not None
                raise Refusal("gate.approval", role=self.record.options.approval)

    def expect_nothing(self) -> None:
        """The record is closed."""
        self._box = None
        self._publish_expected()

    def expect(self, box: BoxKey | None, retake_reason: str = "") -> None:
        """Expect a box from now on, with why it is measured again."""
        self._box = box
        self._repeated = 0
        self._taken.clear()
        self._typed_because.clear()
        self._took_simulated = False
        self._retake_reason = retake_reason
        self._publish_expected()

    def _publish_expected(self) -> None:
        gate = None if self._box is None else self.gate(self._box)
        self.publish(Expected(self.expectation(), gate))

    def _roles(self, characteristic: Characteristic, code: BoxCode) -> tuple[Role, ...]:
        if self._repeated:
            return (Role.REPEATED,) * self._repeated
        zeroed = characteristic.balloon in self.record.zeros and characteristic.balloon not in self._zero_again
        return needed.roles_of(characteristic, code, zeroed=zeroed)

    def _fitting(self, characteristic: Characteristic) -> list[Instrument]:
        return needed.fitting(characteristic, self.record.instruments.values())

    def _require_fitting(self, number: str, characteristic: Characteristic) -> Instrument:
        if number not in self.record.instruments:
            raise Refusal("reading.unknown_instrument", instrument=number)
        for instrument in self._fitting(characteristic):
            if instrument.number == number:
                return instrument
        raise Refusal(
            "reading.other_instrument",
            instrument=number,
            balloon=characteristic.balloon,
            means=characteristic.means,
        )

    def _record_zero(self, characteristic: Characteristic, number: str, zero: Input, simulated: bool) -> None:
        stack = needed.stack_for(characteristic, self._gauge_blocks)
        self.write(
            ZeroSetting(
                id=self.next_id,
                balloon=characteristic.balloon,
                instrument=number,
                certified=stack.certified,
                blocks=stack.blocks,
                zero=zero,
                by=self.operator,
                at=self.now(),
                simulated=simulated,
            )
        )
        self._zero_again.discard(characteristic.balloon)
        self.publish(ZeroRecorded(characteristic.balloon, stack.certified, zero.quantity))
        self._publish_expected()

    def _record_comparison(
        self, box: BoxKey, characteristic: Characteristic, number: str, deviation: Input, simulated: bool
    ) -> None:
        zero = self.record.zeros[characteristic.balloon]
        size = computation.by_comparison(zero.certified, zero.zero.quantity.value, deviation.quantity.value)
        inputs = (Input(Role.CERTIFIED, Quantity(zero.certified)), zero.zero, deviation)
        self._record_value(box, Quantity(size), Origin.COMPARISON, number, inputs, simulated or zero.simulated)

    def _keep(self, taken: Input, simulated: bool) -> None:
        """One of the elementary readings that a box needs: the next one is expected."""
        self._taken.append(taken)
        self._took_simulated = simulated
        self._publish_expected()

    def _take_one_of_several(
        self, box: BoxKey, characteristic: Characteristic, number: str | None, taken: Input, simulated: bool
    ) -> None:
        """One reading of a size, or of a formula; the last one needed makes the value. All are kept."""
        inputs = (*self._taken, taken)
        if len(inputs) < len(self._roles(characteristic, box.code)):
            self._keep(taken, simulated)
            return
        typed = " · ".join(dict.fromkeys(self._typed_because))
        try:
            if taken.role is Role.REPEATED:
                quantity, origin = needed.by_mean(characteristic, inputs), Origin.COMPUTED
            elif characteristic.procedure is Procedure.FORMULA:
                quantity, origin = needed.by_formula(characteristic, inputs), Origin.COMPUTED
            else:
                quantity, origin = needed.by_readings(characteristic, inputs), Origin.INSTRUMENT
        except Refusal:
            # These readings give no value, or a size below zero: they are asked for again from the first one.
            self.expect(box, self._retake_reason)
            raise
        self._record_value(box, quantity, Origin.TYPED if typed else origin, number, inputs, simulated, typed)

    def _record_computed(
        self, box: BoxKey, characteristic: Characteristic, number: str, second: Input, simulated: bool
    ) -> None:
        inputs = (*self._taken, second)
        values = inputs[0].quantity.value, second.quantity.value
        if characteristic.procedure is Procedure.SWEEP:
            value = computation.from_sweep(*values)
        else:
            constant = self._require_fitting(number, characteristic).probe_constant or Decimal(0)
            value = computation.from_probings(*values, characteristic.nature, constant)
            if characteristic.nature in (Nature.INTERNAL, Nature.EXTERNAL):
                inputs = (*inputs, Input(Role.PROBE_CONSTANT, Quantity(constant)))
        self._record_value(box, Quantity(value), Origin.COMPUTED, number, inputs, simulated)

    def _record_value(
        self,
        box: BoxKey,
        quantity: Quantity,
        origin: Origin,
        number: str | None,
        inputs: tuple[Input, ...],
        simulated: bool,
        typed_because: str = "",
    ) -> None:
        reasons = [reason for reason in (self._retake_reason, typed_because) if reason]
        self._record(
            Measurement(
                id=self.next_id,
                box=box,
                quantity=quantity,
                observation=None,
                origin=origin,
                instrument=number,
                by=self.operator,
                at=self.now(),
                inputs=inputs,
                reason=" · ".join(reasons),
                replaces=self._replaced(box),
                simulated=simulated,
                uncertainty=standard_uncertainty(
                    self.record.characteristic(box.balloon), inputs, number, self.record.instruments
                ),
            )
        )

    def _replaced(self, box: BoxKey) -> EntryId | None:
        last = self.record.measurement(box)
        return last.id if last else None

    def _record(self, operation: Measurement | Impossible) -> None:
        """Write what fills a box, say so, and expect the next one."""
        box = operation.box
        self.changing(operation, box)
        if self.record.awaits_second(box):
            self.expect(box, words.SECOND_READING)
        else:
            self.expect(self.record.next_box(box))

    def changing(self, operation: Operation, box: BoxKey) -> None:
        """Write what changes a box, and say everything that changes with it."""
        asked, before = self.record.question(), self.record.widened(box.balloon)
        self.write(operation)
        added = sorted(self.record.widened(box.balloon) - before)
        others = {piece for piece in self.record.widened(box.balloon) ^ before if piece != box.piece}
        widened = [BoxKey(piece, box.balloon, box.code) for piece in sorted(others)]
        sorting = self.record.sorting()
        for changed in (box, *self.record.dependents(box), *widened):
            self.publish(BoxRecorded(box_view(self.record, changed), self.record.disposition(changed.piece), sorting))
        if added:
            self.publish(SortProposed(box.balloon, tuple(added)))
        if asked is not None or self.record.question() is not None:
            self._ask()

    def _ask(self) -> None:
        """Ask for the answer to a bad value, or say that it is given."""
        question = self.question()
        if question is None:
            self.publish(Asked(None))
        else:
            reaction = self.record.characteristic(question.box.balloon).reaction
            self.publish(Asked(box_view(self.record, question.box), reaction))

    def answered(self) -> None:
        """Something was written that may be an answer: say what is asked and expected now."""
        self._ask()
        self._publish_expected()

    def write(self, operation: Operation) -> None:
        """Record one operation durably, or leave everything as it was and raise."""
        try:
            self._archive.write(self.record, operation)
        except Exception:
            # Nothing was committed: the projection, which was ahead, is read again; what was taken so far is kept.
            self.record = self._archive.load(self.record.header.id)
            raise
