"""The inspection record (relevé de contrôle): the grid of boxes, and the sorting that follows from it.

A record is the sum of its operations, applied in order; the screen, the archive, the PDF and the workbook all read
this one projection. A piece with an empty or impossible box is not sorted: nothing unmeasured is ever good.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import chain

from metroapp.domain.acceptance import Verdict
from metroapp.domain.column_acts import ConstantVerified, PlateZero, ReferenceLost
from metroapp.domain.concessions import Covered
from metroapp.domain.decision import NO_BONUS, Bonus, bonus_of, decide
from metroapp.domain.declarations import BoxDeclared, DoubtNoted, MeansDeclared, PieceDeclared
from metroapp.domain.inspection_plan import boxes_in_order
from metroapp.domain.means_choice import MeansAllowed, MeansChosen
from metroapp.domain.measurement import BoxKey, Measurement, Origin
from metroapp.domain.modification import SpecificationModified
from metroapp.domain.operations import (
    Approval,
    Call,
    Cancellation,
    Closing,
    Concession,
    ConcessionEnded,
    Confirmation,
    DatumSet,
    DroppedReading,
    Event,
    Impossible,
    MountingProven,
    Operation,
    PieceLeft,
    Preparation,
    ResultsTaken,
    SweepRecorded,
    TemperatureTaken,
    TraceDeclared,
    TraceRecorded,
    Visa,
    ZeroRechecked,
    ZeroSetting,
)
from metroapp.domain.production import EventKind, FollowUp, ProductionEvent, SetUpSheet
from metroapp.domain.quantity import Unit
from metroapp.domain.reading_step import digit_of
from metroapp.domain.record_options import Gate
from metroapp.domain.recorded import Recorded
from metroapp.domain.seen_bad import SeenBad
from metroapp.domain.sorting import BoxStatus, Disposition, KeptSorting, Sorting, worst
from metroapp.domain.specification import BoxCode, Characteristic
from metroapp.domain.widening import Widening
from metroapp.domain.zero_watch import ZeroWatch


@dataclass
class InspectionRecord(Recorded):
    """One record and the operations applied to it, in order."""

    _verdicts: dict[BoxKey, Verdict] = field(default_factory=dict)  # of boxes that were not touched since
    _sorting: KeptSorting = field(init=False)
    _order: list[BoxKey] = field(init=False)
    _places: dict[BoxKey, int] = field(init=False)
    _dependents: dict[str, list[str]] = field(init=False)  # by the balloon that gives the size
    _seen_bad: SeenBad = field(default_factory=SeenBad)
    _covered: Covered = field(default_factory=Covered)
    _widening: Widening = field(default_factory=Widening)
    _zero_watch: ZeroWatch = field(default_factory=ZeroWatch)
    _is_approved: bool = False  # piece 1 is as it was when it was signed

    def __post_init__(self) -> None:
        super().__post_init__()
        self._plan_boxes()

    def _plan_boxes(self) -> None:
        """The boxes in the order of inspection, from the lines of the specification as they are now."""
        self._order = list(boxes_in_order(self.characteristics, self.pieces, self.options))
        self._places = {box: place for place, box in enumerate(self._order)}
        self._sorting = KeptSorting(self.pieces)
        self._dependents = {}
        for found in self.characteristics:
            if found.size_balloon:
                self._dependents.setdefault(found.size_balloon, []).append(found.balloon)

    def apply(self, operation: Operation) -> None:
        """Take one recorded operation into account."""
        match operation:
            case Measurement():
                self._measurements.setdefault(operation.box, []).append(operation)
                self._box_by_id[operation.id] = operation.box
                self._impossible.pop(operation.box, None)
                self._last = operation
                if operation.origin is Origin.COMPARISON:
                    self._zero_watch.measured(operation)
                if self.options.column.verifies_constant:
                    self.columns.measured(operation)
                self._decides_anew(operation.box)
            case Impossible():
                self._impossible[operation.box] = operation
                self.declared_impossible.append(operation)
                self._sorting.box_changed(operation.box)
            case ZeroSetting():
                others = [one for one in self.zeros.values() if one.balloon != operation.balloon]
                self._zero_watch.comparator_set(others, operation, self.drift_limit(operation))
                self.zeros[operation.balloon] = operation
                self.zero_settings.append(operation)
                for box in self._zero_watch.set(operation, rechecks=self.options.comparing.rechecks):
                    self._decides_anew(box)
            case Concession():
                self.concessions.append(operation)
                self._covered.grant(self, operation)
                self._sorting.grant_changed(operation.piece)
            case Closing():
                self.closing = operation
            case _:
                self._apply_event(operation)

    def _apply_event(self, event: Event) -> None:
        match event:
            case Cancellation(cancels=id):
                self.cancelled[id] = event
                self._decides_anew(self._box_by_id[id])
            case Confirmation(confirms=id):
                self.confirmed[id] = event
                self._seen_bad.follow(self, self._box_by_id[id])
            case Call(about=id):
                self.calls[id] = event
                self._seen_bad.follow(self, self._box_by_id[id])
            case Visa(accepts=id):
                self.visas[id] = event
                self._seen_bad.accept(id)
                self._changed(self._box_by_id[id])
            case Preparation():
                self.preparation = event
            case DatumSet():
                self.datums.apply(event)
            case Approval():
                self.approvals.append(event)
                self._is_approved = True
            case DroppedReading():
                self.dropped.append(event)
            case SweepRecorded():
                self.sweeps.append(event)
            case ResultsTaken():
                self.result_files.append(event)
            case ConcessionEnded(concession=id):
                self.ended_concessions.append(event)
                for piece in self._covered.end(id):
                    self._sorting.grant_changed(piece)
            case PieceLeft():
                self.left[event.piece] = event
            case MeansChosen() | MeansAllowed():
                self.means.apply(event)
            case MountingProven():
                before = self.zeros.values(), self.mountings.values()
                for balloon in self._zero_watch.comparator_mounted(*before, event):
                    self.mountings.pop(balloon, None)
                self.mountings[event.balloon] = event
                self.zeros.pop(event.balloon, None)  # a zero set on another mounting serves no more
                self.mountings_proven.append(event)
            case ZeroRechecked():
                self.rechecks.append(event)
                if event.has_drifted:
                    self.zeros.pop(event.balloon, None)
                for box in self._zero_watch.checked(event):
                    self._decides_anew(box)
            case PlateZero() | ConstantVerified() | ReferenceLost():
                void, proven = self.columns.take(event)
                for box in void:
                    self._decides_anew(box)
                for box in proven:
                    self._changed(box)
            case TemperatureTaken():
                self.temperatures.append(event)
            case TraceDeclared() | TraceRecorded():
                self.traces.apply(event)
            case ProductionEvent():
                self.production.append(event)
                self._sorting.piece_changed(min(event.after + 1, self.header.pieces))
            case MeansDeclared() | BoxDeclared() | PieceDeclared() | DoubtNoted():
                self.declarations.apply(event)
            case SpecificationModified():
                self._modify(event)
                self._verdicts.clear()
                self._plan_boxes()
            case FollowUp():
                self.follow_up = event
            case SetUpSheet():
                self.set_up = event

    def _decides_anew(self, box: BoxKey) -> None:
        """Another value decides in a box; the first piece signed was not this one."""
        self._changed(box)
        if box.piece == 1:
            self._is_approved = False

    def _changed(self, box: BoxKey) -> None:
        """The verdict of a box may be another one, and with it those of the boxes that its size gives a bonus."""
        for each in (box, *self.dependents(box)):
            self._verdicts.pop(each, None)
            self._sorting.box_changed(each)
            self._seen_bad.follow(self, each)
            self._covered.follow(self, each)
            characteristic = self.characteristic(each.balloon)
            if self.options.widens and not characteristic.sampling.is_every_piece:
                for piece in self._widening.follow(self, each):
                    for code in characteristic.boxes:
                        self._sorting.box_changed(BoxKey(piece, each.balloon, code))

    def boxes(self) -> Iterator[BoxKey]:
        """Every box in the order of inspection: piece by piece, characteristic by characteristic."""
        return iter(self._order)

    def verdict(self, box: BoxKey) -> Verdict | None:
        """The verdict of a box; None while nothing was measured. Kept until something changes it."""
        if box not in self._verdicts:
            measurement = self.measurement(box)
            if measurement is None:
                return None
            held = self.awaits_second(box)
            self._verdicts[box] = Verdict.UNDECIDED if held else self.verdict_of(measurement)
        return self._verdicts[box]

    def awaits_second(self, box: BoxKey) -> bool:
        """Whether the last value is good after a bad one, and neither a second good one nor a visa bears it out."""
        return self.options.concordant and self._seen_bad.awaits_second(self, box)

    def verdict_of(self, measurement: Measurement) -> Verdict:
        """The verdict of one measurement alone: undecided where it is to be taken again, never good before its probe
        constant is found once more."""
        if self.is_void(measurement):
            return Verdict.UNDECIDED
        found = self.decide(measurement)
        is_good = found is Verdict.CONFORMING
        return Verdict.UNDECIDED if is_good and self.awaits_constant(measurement) else found

    def awaits_constant(self, measurement: Measurement) -> bool:
        """Whether a probe constant is to be found once more: its own, or that of the size whose bonus it needs."""
        if self.columns.is_open(measurement.id):
            return True
        characteristic = self.characteristic(measurement.box.balloon)
        size = self._size_of(measurement.box, characteristic)
        if size is None or not self.columns.is_open(size.id):
            return False
        rule = self.rule(characteristic)
        return decide(measurement, characteristic.callout, NO_BONUS, rule) is not Verdict.CONFORMING

    def is_void(self, measurement: Measurement) -> bool:
        """Whether a value is to be taken again: nothing proves its zero, or its probe constant, any more."""
        return self._zero_watch.is_void(measurement.id) or self.columns.is_void(measurement.id)

    def void_boxes(self) -> list[BoxKey]:
        """The boxes to be taken again after a drift, in the order of inspection."""
        void = {*self._zero_watch.void_boxes(self), *self.columns.void_boxes(self)}
        return sorted(void, key=self._places.__getitem__)

    def taken_back(self, recheck: ZeroRechecked) -> tuple[BoxKey, ...]:
        """The boxes whose value a re-check of the zero took back."""
        return self._zero_watch.taken_back(recheck)

    def unproven(self, balloon: str) -> tuple[Measurement, ...]:
        """The values by comparison of a characteristic that no re-check of the zero has closed yet."""
        return tuple(self._zero_watch.open(self, balloon))

    def zero_has_moved(self, balloon: str) -> bool:
        """Whether the zero of a characteristic serves no more: its comparator was set otherwise, or mounted anew."""
        return self._zero_watch.has_moved(balloon)

    def is_dismounted(self, balloon: str) -> bool:
        """Whether the comparator of a characteristic was mounted for another one since: how is to be proven anew."""
        return self._zero_watch.is_dismounted(balloon)

    def drift_limit(self, zero: ZeroSetting) -> Decimal:
        """How far a zero may be read from where it was set, mm on either side."""
        digit = digit_of(self.instruments.get(zero.instrument), zero.zero.quantity)
        return self.options.comparing.drift_limit * digit

    def question(self) -> Measurement | None:
        """The bad value that waits for an answer: retake, confirm, or call; None where nothing does.

        The latest one that decides in its box: neither cancelled nor replaced.
        """
        asks = self.options.asks and self.closing is None
        return self._seen_bad.question() if asks else None

    def gate(self, box: BoxKey, *, answered: bool = False) -> Gate | None:
        """What must be done before a reading is taken for a box; `answered`: a bad value is being taken again."""
        if self.options.cleaning and self.preparation is None:
            return Gate.CLEANING
        if not answered and self.question() is not None:
            return Gate.ANSWER
        if box.piece > 1 and self.approval is None and self.asks_approval:
            return Gate.APPROVAL
        return Gate.DATUM if self.datums.asks(self.characteristic(box.balloon), box, self.history(box)) else None

    @property
    def approval(self) -> Approval | None:
        """The signature of the first piece, while every value of that piece is the one that was signed for."""
        return self.approvals[-1] if self._is_approved else None

    @property
    def asks_approval(self) -> bool:
        """Whether the first piece is to be signed: there is nothing to sign where nothing is planned or measured."""
        if self.options.approval is None:
            return False
        return any(self.is_planned(box) or self.measurement(box) is not None for box in self.boxes_of(1))

    def was_bad(self, box: BoxKey) -> bool:
        """Whether a bad value was ever seen in a box, even one cancelled since."""
        return self._seen_bad.was_bad(box)

    def was_nonconforming(self, box: BoxKey) -> bool:
        """Whether a value beyond doubt was ever seen in a box, even one cancelled since."""
        return self._seen_bad.was_nonconforming(box)

    def is_planned(self, box: BoxKey) -> bool:
        """Whether a box is to be filled: by its sampling, after a bad sample or value, or after a tool change."""
        if not self.is_for(box.balloon, box.piece):
            return False
        sampling, of = self.characteristic(box.balloon).sampling, self.pieces_of(box.balloon)
        if sampling.plans(box.piece - of.start + 1, len(of)) or box.piece in self.widened(box.balloon):
            return True
        if self.was_bad(box):  # a bad value taken back is not forgotten
            return True
        changes = (event for event in self.production if event.kind is EventKind.TOOL_CHANGE)
        return any(event.after + 1 == box.piece for event in changes)

    def widened(self, balloon: str) -> frozenset[int]:
        """The pieces that a bad sample of a characteristic makes to be measured."""
        return self._widening.pieces(balloon)

    def ever_widened(self, balloon: str) -> frozenset[int]:
        """The pieces that a bad sample of a characteristic makes or once made to be measured.

        A piece measured for that, and good, is no more in doubt: `widened` forgets it.
        """
        return self._widening.ever(balloon)

    def decide(self, measurement: Measurement) -> Verdict:
        """The verdict of one measurement of this record, with the bonus that its piece gives it now."""
        box = measurement.box
        characteristic = self.characteristic(box.balloon)
        return decide(measurement, characteristic.callout, self.bonus(box), self.rule(characteristic))

    def bonus(self, box: BoxKey) -> Bonus:
        """What Ⓜ or Ⓛ adds in a box, from the size of the toleranced feature on the same piece."""
        characteristic = self.characteristic(box.balloon)
        modifier, balloon = characteristic.callout.material_modifier, characteristic.size_balloon
        if modifier is None or not balloon:
            return NO_BONUS
        size, found = self.characteristic(balloon), self._size_of(box, characteristic)
        return bonus_of(
            modifier, size.nature, size.callout, () if found is None or self.is_void(found) else _in_mm(found)
        )

    def _size_of(self, box: BoxKey, characteristic: Characteristic) -> Measurement | None:
        """The value of the size that gives a box its bonus."""
        if characteristic.callout.material_modifier is None or not characteristic.size_balloon:
            return None
        return self.measurement(BoxKey(box.piece, characteristic.size_balloon))

    def dependents(self, box: BoxKey) -> tuple[BoxKey, ...]:
        """The boxes whose bonus comes from the size measured in `box`."""
        if box.code is not BoxCode.SINGLE:
            return ()
        return tuple(BoxKey(box.piece, balloon) for balloon in self._dependents.get(box.balloon, ()))

    def status(self, box: BoxKey) -> BoxStatus:
        verdict = self.verdict(box)
        if verdict is not None:
            return BoxStatus(verdict.value)
        if box in self._impossible:
            return BoxStatus.IMPOSSIBLE
        if not self.is_planned(box):
            return BoxStatus.NOT_PLANNED
        return BoxStatus.NOT_MEASURED

    def characteristic_status(self, piece: int, characteristic: Characteristic) -> BoxStatus:
        """The worst of the boxes of one characteristic on one piece."""
        return worst(self.status(BoxKey(piece, characteristic.balloon, code)) for code in characteristic.boxes)

    def conceded(self, box: BoxKey) -> Concession | None:
        """The concession that covers the value of a box: granted for that very value, with the bonus of then."""
        return self._covered.by(box)

    def granted(self, piece: int) -> frozenset[str]:
        """The balloons for which a piece is *en dérogation* as it is now."""
        return self._covered.balloons(self, piece)

    def disposition(self, piece: int) -> Disposition:
        """Sorting of one piece."""
        return self._sorting.disposition(self, piece)

    def sorting(self) -> Sorting:
        """Counts of the lot."""
        return self._sorting.of_lot(self)

    def next_box(self, after: BoxKey | None = None, fits: Callable[[BoxKey], bool] = lambda box: True) -> BoxKey | None:
        """The next empty box after `after` in the order of inspection, then from the beginning; None when full.

        Only those that `fits` accepts.
        """
        begin = 0 if after is None else self._places[after] + 1
        for place in chain(range(begin, len(self._order)), range(begin)):
            box = self._order[place]
            if box.piece not in self.left and self.status(box) is BoxStatus.NOT_MEASURED and fits(box):
                return box
        return None

    def standing(self, number: str) -> frozenset[int]:
        """The pieces that a dérogation covers now."""
        return self._covered.pieces(number)


def _in_mm(found: Measurement) -> tuple[Decimal, ...]:
    return tuple(size.to(Unit.MM).value for size in found.local_sizes)
