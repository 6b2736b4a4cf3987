"""One relevé being filled in: which box is expected, what stands before it, what is written and said.

Owned by the recorder thread. Every method either records durably and publishes what changed, or refuses and leaves
everything as it was. `attribution` says where a reading goes, `values` how it is recorded.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from metroapp.domain.entered_text import require_reason
from metroapp.domain.instrument import Instrument
from metroapp.domain.justification import Advice, justify
from metroapp.domain.measurement import BoxKey, EntryId, Input, Measurement, Role
from metroapp.domain.message import Message, Refusal
from metroapp.domain.operations import DroppedReading, Operation
from metroapp.domain.people import Person
from metroapp.domain.record import InspectionRecord
from metroapp.domain.record_options import Gate
from metroapp.domain.specification import Characteristic, Procedure
from metroapp.domain.suitability import Criteria
from metroapp.services import column_at_hand, traces, zeros_in_the_way
from metroapp.services import readings_needed as needed
from metroapp.services.archived_record import ArchivedRecord
from metroapp.services.awaited import Awaited
from metroapp.services.bench_views import Expectation
from metroapp.services.columns import GAUGE
from metroapp.services.events import Asked, BoxRecorded, Event, Expected, Refused, SortProposed
from metroapp.services.kept_awaited import KeptAwaited
from metroapp.services.means_in_use import MeansInUse
from metroapp.services.next_gesture import expectation_of
from metroapp.services.record_views import box_view, record_opened, require_verdict_said
from metroapp.services.stacks import Stacks
from metroapp.services.waiting import mark_of
from metroapp.services.waiting_readings import WaitingReadings
from metroapp.wording import measuring as words
from metroapp.wording.numbers import quantity as shown

if TYPE_CHECKING:
    from metroapp.archive.store import Archive
    from metroapp.domain.session_acts import SessionAct

_log = logging.getLogger(__name__)
MOST_REPEATED = 20
Publish = Callable[[Event], None]
Clock = Callable[[], datetime]


def leave(*_told: object) -> None:
    """Nothing covers a piece, nobody is refused."""


class Inspection:
    """The open record, the box expected, and the readings that wait for a confirmation."""

    def __init__(
        self,
        archive: Archive,
        record: InspectionRecord,
        waiting: WaitingReadings,
        kept: KeptAwaited,
        publish: Publish,
        clock: Clock,
        *,
        criteria: Callable[[], Criteria] = Criteria,
        consider: Callable[[Inspection, int], None] = leave,
        admit: Callable[[InspectionRecord, Person], None] = leave,
        resumed: bool = False,
    ) -> None:
        """`consider` is told of each piece that has a new value: a dérogation may cover it. `admit` refuses whoever may
        not fill this record now."""
        self._archive = archive
        self._archived = ArchivedRecord(archive, record, lambda: self._say_opened(resumed=True))
        self._kept = kept
        self.publish = publish
        self._clock = clock
        self.consider = consider
        self._admit = admit
        self.means = MeansInUse(archive, lambda: self.record, criteria, clock)
        self.stacks = Stacks(archive.gauge_blocks, self.means, lambda: self.record, clock)
        self.operator = record.header.operator  # whoever is signed in when something is recorded
        self.waiting = waiting
        was_expected, self.comparators, self.columns = kept.read(record)
        self.awaited = was_expected or Awaited()
        if was_expected is None:
            self.awaited = zeros_in_the_way.cleared(self, self._where_it_was())
        if self.awaited.box is not None:
            taken, roles = tuple(one.role for one in self.awaited.taken), self.roles(self.awaited.box)
            if len(taken) >= len(roles) or taken != roles[: len(taken)]:
                self.awaited.begin_again()
        waiting.use_record(record, self.awaited.taken)
        self._say_opened(resumed=resumed)

    @property
    def record(self) -> InspectionRecord:
        """The projection of what the archive holds; refuses as `ArchivedRecord.now`."""
        return self._archived.now

    def _say_opened(self, *, resumed: bool) -> None:
        self.publish(record_opened(self.record, resumed=resumed, waiting=len(self.waiting.of(self.record.header.id))))
        self._ask()
        self.publish_expected()

    def show_again(self) -> None:
        """Somebody came back to the record on the bench: say it whole once more, with what waits for it."""
        self.waiting.use_record(self.record, self.awaited.taken)
        self._say_opened(resumed=True)
        self.waiting.say_opened()

    def _where_it_was(self) -> Awaited:
        """The box after the last one measured; before it, what waits for a second reading: the same one, or one whose
        bonus its size gives."""
        last = self.record.last_live
        if self.record.closing is not None:
            return Awaited()
        for box in () if last is None else (last.box, *self.record.dependents(last.box)):
            if self.record.awaits_second(box):
                return Awaited(box, words.SECOND_READING)
        for box in self.record.void_boxes():
            if box.piece not in self.record.left:
                return Awaited(box, column_at_hand.why_again(self, box))
        next_box = self.record.next_box(last.box if last else None)
        return Awaited(next_box) if next_box is not None else self.last_recheck() or Awaited()

    def last_recheck(self) -> Awaited | None:
        """The zero, or the probe constant, to be found once more before the record ends; None where each was."""
        record = self.record
        for characteristic in record.characteristics if record.options.comparing.rechecks else ():
            if unproven := record.unproven(characteristic.balloon):
                return Awaited(unproven[-1].box, rechecks=True)
        unproven = record.columns.unproven(record)
        return Awaited(unproven[-1].box, rechecks=True) if unproven else None

    @property
    def next_id(self) -> EntryId:
        """The identity of the operation about to be written."""
        return self._archive.next_id

    def now(self) -> datetime:
        return self._clock()

    def fill_as(self, person: Person) -> None:
        """What is recorded from now on is in the name of this person; refuses whoever may not fill the record now."""
        self.require_filled_by(person)
        self.operator = person.name

    def require_filled_by(self, person: Person) -> None:
        """Refuse whoever may not fill the record now, as `admit`."""
        self._admit(self.record, person)

    # -- what is expected ---------------------------------------------------------------------------------------------

    @property
    def expected_box(self) -> BoxKey | None:
        return self.awaited.box

    def expectation(self) -> Expectation | None:
        """The next gesture, in full."""
        return expectation_of(self)

    def go_to(self, box: BoxKey) -> None:
        """Expect `box` next; a box already measured is only reached by a retake.

        A bad value that was to be taken again asks for its answer once more.
        """
        self.record.require_open()
        self.record.require_box(box)
        self.record.require_present(box.piece)
        is_void = box in self.record.void_boxes()
        if self.record.measurement(box) is not None and not is_void:
            raise Refusal("record.box_filled")
        self.abandon()
        self.expect(box, column_at_hand.why_again(self, box) if is_void else "")

    def retake(self, box: BoxKey, reason: str, *, zero_again: bool = False) -> None:
        """Expect `box` again: the next value replaces the last one, which is kept and printed.

        `zero_again` asks for the comparator's zero first, where the box is measured by comparison.
        """
        self.record.require_open()
        self.record.require_box(box)
        self.record.require_present(box.piece)
        reason = require_reason(reason)
        if self.record.measurement(box) is None:
            raise Refusal("record.box_empty")
        self.abandon()
        if zero_again:
            self.comparators.zero_again.add(box.balloon)
        self.expect_again(box, reason)

    def average(self, box: BoxKey, count: int) -> None:
        """Expect `box` again as the mean of `count` readings at the same place, where only that can prove something.

        Refuses `repeat.count_out_of_bounds`, `repeat.not_useful`: readings are not repeated until one is good; and as
        `require_verdict_said`: what can be proven tells the verdict.
        """
        self.record.require_open()
        require_verdict_said(self.record)
        self.record.require_box(box)
        self.record.require_present(box.piece)
        if not 2 <= count <= MOST_REPEATED:
            raise Refusal("repeat.count_out_of_bounds", most=MOST_REPEATED)
        last = self.record.measurement(box)
        if last is None:
            raise Refusal("record.box_empty")
        if justify(self.record, last).advice is not Advice.MORE_READINGS:
            raise Refusal("repeat.not_useful", piece=box.piece, balloon=box.balloon)
        self.abandon()
        self.expect_again(box, words.MEAN_OF.format(count=count), count)

    def expect_again(self, box: BoxKey, reason: str, repeated: int = 0) -> None:
        """Taking a bad value again is an answer to it, as long as its box is the one expected."""
        asked = self.record.question()
        retaken = asked.id if asked is not None and asked.box == box else None
        self._await(Awaited(box, reason, repeated, retaken))

    def expect(self, box: BoxKey | None, reason: str = "") -> None:
        """Expect a box from now on, with why it is measured again."""
        self._await(Awaited(box, reason))

    def expect_recheck(self, box: BoxKey) -> None:
        """Expect the zero, or the probe constant, of a box to be found once more, then the box as it was expected."""
        before = self.awaited
        if before.box != box:
            self._await(Awaited(box, rechecks=True, then=before.then if before.rechecks else before))
            return
        self._await(Awaited(box, before.reason, before.repeated, before.retaken, rechecks=True, then=before.then))

    def pieces_left(self) -> None:
        """Pieces were shipped or scrapped: none of their boxes is expected any more."""
        box = self.expected_box
        if box is not None and box.piece in self.record.left:
            self.abandon()
            self.expect_next()

    def expect_next(self) -> None:
        """A value was recorded: the record says by itself which box comes next."""
        self._await(self._where_it_was(), by_itself=True)

    def _await(self, awaited: Awaited, *, by_itself: bool = False) -> None:
        if self._archived.is_lost:  # said once the record can be read again
            self.awaited = awaited
            return
        asked = self.question()
        self.awaited = awaited = zeros_in_the_way.cleared(self, awaited)
        try:
            if by_itself and self.comparators.is_idle and self.columns.is_idle:
                self._kept.forget()
            else:
                self.keep_expected()
        except Refusal:
            # It is expected in any case: only a crash would come back to another box.
            _log.exception("the box expected is not kept in state.sqlite")
        self.publish_expected()
        if self.question() != asked:
            self._ask()

    def keep_expected(self) -> None:
        """Keep what is expected and taken so far, for a crash; refuses as `KeptAwaited.keep`."""
        self._kept.keep(self.next_id, self.awaited, self.comparators, self.columns)

    def expect_nothing(self) -> None:
        """The record is closed."""
        self._await(Awaited(), by_itself=True)

    def abandon(self, *others: Input) -> bool:
        """Take the elementary readings of the box expected back, with `others` that came after them: they are kept with
        the record as not taken, and asked for again from the first one. Whether there were any."""
        dropped = self.left_over(*others)
        if not dropped:
            return False
        self.write(*dropped)
        self._await(replace(self.awaited, taken=[], sweeps=[], typed_because=[], doubts=[], simulated=False))
        return True

    def left_over(self, *others: Input, used: tuple[Input, ...] = ()) -> list[Operation]:
        """What keeps as not taken the elementary readings taken so far, and `others`, but for those that a value
        uses."""
        return [
            DroppedReading(
                id=self.next_id,
                instrument="" if one.frame is None else one.frame.instrument,
                shown=shown(one.quantity) if one.frame else words.TYPED.format(value=shown(one.quantity)),
                raw=b"" if one.frame is None else one.frame.raw,
                box=self.awaited.box,
                by=self.operator,
                at=self.now(),
                waiting="" if one.frame is None else mark_of(one.frame) or "",
            )
            for one in (*self.awaited.taken, *others)
            if one not in used
        ]

    def begin_again(self, of: Awaited | None = None) -> None:
        """The first elementary reading of the box expected is asked for again, or that of one expected before."""
        awaited = of or self.awaited
        self._await(Awaited(awaited.box, awaited.reason, awaited.repeated, awaited.retaken))

    def publish_expected(self) -> None:
        box, expectation = self.awaited.box, self.expectation()
        if not self.awaited.taken:
            self.awaited.stack = None if expectation is None else expectation.stack
        self.publish(Expected(expectation, None if box is None else self.gate(box)))
        if expectation is None:
            self.waiting.expect(None, None, "")
        else:
            self.waiting.expect(box, expectation.role, expectation.variable)

    # -- what stands before it ----------------------------------------------------------------------------------------

    def question(self) -> Measurement | None:
        """The bad value that waits for an answer; taking it again is one."""
        question = self.record.question()
        return None if question is None or question.id == self.awaited.retaken else question

    def gate(self, box: BoxKey) -> Gate | None:
        """What must be done before a reading is taken for a box."""
        return self.record.gate(box, answered=self.question() is None)

    def require_passed(self, box: BoxKey) -> None:
        """Refuse (`gate.cleaning`, `gate.answer`, `gate.approval`, `gate.datum`) what comes before its gate."""
        match self.gate(box):
            case Gate.CLEANING:
                raise Refusal("gate.cleaning")
            case Gate.ANSWER:
                raise Refusal("gate.answer")
            case Gate.APPROVAL:
                assert self.record.options.approval is not None
                raise Refusal("gate.approval", role=self.record.options.approval)
            case Gate.DATUM:
                datums = self.record.characteristic(box.balloon).rests_on
                raise Refusal("gate.datum", piece=box.piece, balloon=box.balloon, datums=datums)

    def require_expected(self, at: BoxKey | None = None) -> tuple[BoxKey, Characteristic]:
        """The box expected, where something may be recorded now.

        `at` is the box that the operator was looking at: a reading may have filled it in the meantime. Refuses
        `record.closed`, `record.full`, `record.box_moved`, and as `require_passed`.
        """
        self.record.require_open()
        box = self.awaited.box
        if box is None:
            raise Refusal("record.full")
        if at is not None and at != box:
            raise Refusal("record.box_moved", piece=at.piece, balloon=at.balloon)
        self.require_passed(box)
        return box, self.record.characteristic(box.balloon)

    def require_nothing_begun(self) -> None:
        """Refuse (`proposal.partial`, `proposal.retake`) to leave a box in the middle of its readings or its retake."""
        box = self.awaited.box
        if box is None:
            return
        if self.awaited.taken:
            raise Refusal("proposal.partial", piece=box.piece, balloon=box.balloon)
        if self.record.measurement(box) is not None:
            raise Refusal("proposal.retake", piece=box.piece, balloon=box.balloon)

    # -- with what it is measured -------------------------------------------------------------------------------------

    def roles(self, box: BoxKey, taken: tuple[Input, ...] | None = None) -> tuple[Role, ...]:
        """The elementary readings that a box needs, in order; empty for an observation. `taken`: those that are there,
        where they are not just those of the box expected."""
        characteristic = self.record.characteristic(box.balloon)
        procedure = characteristic.procedure_of(box.code)
        if box == self.awaited.box and self.awaited.rechecks:
            return GAUGE if procedure is Procedure.PROBINGS else (Role.RECHECK,)
        if box == self.awaited.box and self.awaited.repeated:
            return (Role.REPEATED,) * self.awaited.repeated
        before: tuple[Role, ...] = ()
        if procedure is Procedure.COMPARISON:
            before = self.comparators.before(self.record, box.balloon)
        else:
            before = column_at_hand.before(self, box)
        there = self.awaited.taken if box == self.awaited.box else ()
        return needed.roles_of(characteristic, box.code, before, there if taken is None else taken)

    def fitting(self, box: BoxKey) -> list[Instrument]:
        """The instruments of the register that may fill a box: once it is begun with one of them, that one alone."""
        found = self.means.fitting(box)
        begun = self.begun_with(box)
        return [one for one in found if begun in (None, one.number)]

    def choices(self, box: BoxKey) -> list[Instrument]:
        """The instruments that a value typed in a box may be said to be of, refused or not; of an examination, all that
        give such a value."""
        if self.record.options.wants_declared_means:
            return self.means.able(box)
        return self.fitting(box)

    def begun_with(self, box: BoxKey) -> str | None:
        """The instrument of the readings taken for a box so far, or of the zero that it refers to.

        None before the first one, and for a formula: each of its lengths and angles has its own instrument.
        """
        procedure = self.record.characteristic(box.balloon).procedure_of(box.code)
        if procedure is Procedure.FORMULA:
            return None
        if box == self.awaited.box and self.awaited.begun_with is not None:
            return self.awaited.begun_with
        if procedure is Procedure.PROBINGS:
            return column_at_hand.number(self, box)
        return self.comparators.instrument(self.record, box.balloon) if procedure is Procedure.COMPARISON else None

    def takes(self, box: BoxKey, number: str, parameter: str = "") -> bool:
        """Whether a reading of this instrument can go into a box; `parameter` of a roughness, where it says one."""
        characteristic = self.record.characteristic(box.balloon)
        if characteristic.procedure_of(box.code) is Procedure.OBSERVATION:
            return False
        return traces.wants(characteristic, parameter) and any(one.number == number for one in self.fitting(box))

    def require_fitting(self, number: str, box: BoxKey) -> Instrument:
        """The instrument of a reading for a box.

        Refuses `reading.unknown_instrument`, `reading.begun_with_other`, `reading.other_instrument`, and as
        `MeansInUse.require_accepted`.
        """
        if number not in self.record.instruments:
            raise Refusal("reading.unknown_instrument", instrument=number)
        for instrument in self.fitting(box):
            if instrument.number == number:
                self.means.require_accepted(box, number)
                return instrument
        characteristic, begun = self.record.characteristic(box.balloon), self.begun_with(box)
        if begun is not None and number in (one.number for one in self.means.fitting(box)):
            raise Refusal("reading.begun_with_other", instrument=number, balloon=box.balloon, begun=begun)
        if not any(one.ground.is_other_kind for one in self.means.standing(box, number)):
            self.means.require_accepted(box, number)
        raise Refusal(
            "reading.other_instrument", instrument=number, balloon=characteristic.balloon, means=characteristic.means
        )

    # -- what is written and said -------------------------------------------------------------------------------------

    def changing(self, operation: Operation, box: BoxKey, *beside: Operation) -> None:
        """Write what changes a box, with what belongs to it, and say everything that changes with it."""
        self.record.require_present(box.piece)
        self.changing_all((operation, *beside), (box,))

    def changing_all(self, operations: Iterable[Operation], boxes: Collection[BoxKey]) -> None:
        """Write what changes boxes, and say everything that changes with them."""
        record, asked = self.record, self.record.question()
        touched = dict.fromkeys(each for box in boxes for each in (box, *record.dependents(box)))
        before = {each.balloon: record.widened(each.balloon) for each in touched}
        self.write(*operations)
        told = {box.piece for box in boxes}
        for balloon, pieces in before.items():
            codes = record.characteristic(balloon).boxes
            moved = sorted(piece for piece in record.widened(balloon) ^ pieces if piece not in told)
            touched |= dict.fromkeys(BoxKey(piece, balloon, code) for piece in moved for code in codes)
        sorting = record.sorting()
        for changed in touched:
            self.publish(BoxRecorded(box_view(record, changed), record.disposition(changed.piece), sorting))
        for balloon, pieces in before.items():
            added = sorted(record.widened(balloon) - pieces - record.left.keys())
            if added:
                self.publish(SortProposed(balloon, tuple(added)))
        if asked is not None or record.question() is not None:
            self._ask()
        for piece in sorted({changed.piece for changed in touched}):
            self._say_changed(piece)

    def _say_changed(self, piece: int) -> None:
        """A piece may be covered now. What fails here is said, and takes nothing back of what was recorded."""
        try:
            self.consider(self, piece)
        except Refusal as refusal:
            self.publish(Refused(refusal.message))
        except Exception:
            _log.exception("whether a dérogation covers piece %s could not be told", piece)
            self.publish(Refused(Message("concession_file.not_written", {"piece": piece})))

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
        self.publish_expected()

    def write(self, *operations: Operation, acts: Sequence[SessionAct] = ()) -> None:
        """Record operations durably and together, with acts of an examination, or leave everything as it was and
        raise."""
        self._archived.write(*operations, acts=acts)

    def read_again(self) -> None:
        """Nothing was committed: the projection, which was ahead, is read again; what was taken so far is kept."""
        self._archived.read_again()
