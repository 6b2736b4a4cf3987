"""The inspection record (relevé de contrôle): the grid of boxes, and the sorting that follows from it.

A record is the sum of its operations, applied in order; the screen, the archive, the PDF and the workbook all read
this one projection. A piece with an empty or impossible box is not sorted: nothing unmeasured is ever good.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import Enum
from itertools import chain

from metroapp.domain.acceptance import Verdict
from metroapp.domain.decision import NO_BONUS, Bonus, bonus_of, decide
from metroapp.domain.decision_rule import SIMPLE, DecisionRule
from metroapp.domain.inspection_plan import boxes_in_order, widened
from metroapp.domain.instrument import Instrument
from metroapp.domain.measurement import BoxKey, EntryId, Input, Measurement, Role
from metroapp.domain.message import Refusal
from metroapp.domain.operations import (
    Approval,
    Call,
    Cancellation,
    Confirmation,
    DroppedReading,
    Preparation,
    Visa,
)
from metroapp.domain.production import EventKind, FollowUp, ProductionEvent, SetUpSheet
from metroapp.domain.quantity import Unit
from metroapp.domain.record_options import PLAIN, Gate, RecordOptions
from metroapp.domain.specification import BoxCode, Characteristic, Part


class BoxStatus(Enum):
    """State of one box of the relevé."""

    NOT_PLANNED = "not_planned"
    NOT_MEASURED = "not_measured"
    IMPOSSIBLE = "impossible"
    CONFORMING = "conforming"
    NONCONFORMING = "nonconforming"
    UNDECIDED = "undecided"


_WORST_FIRST = (
    BoxStatus.NONCONFORMING,
    BoxStatus.UNDECIDED,
    BoxStatus.IMPOSSIBLE,
    BoxStatus.NOT_MEASURED,
    BoxStatus.CONFORMING,
)


class Disposition(Enum):
    """Sorting of one piece."""

    CONFORMING = "conforming"
    NONCONFORMING = "nonconforming"
    CONCESSION = "concession"
    HELD = "held"  # à confirmer: kept with the nonconforming pieces until something is proven
    UNSORTED = "unsorted"


@dataclass(frozen=True, slots=True)
class RecordHeader:
    """What is known when the record is opened. The part is a copy: later revisions do not reach it."""

    id: EntryId
    number: str
    part: Part
    pieces: int
    operator: str
    opened_at: datetime
    work_order: str = ""
    lot: str = ""
    operation: str = ""
    machine: str = ""
    simulated: bool = False
    rule: DecisionRule = SIMPLE  # of the workshop, when the record was opened
    options: RecordOptions = PLAIN


@dataclass(frozen=True, slots=True)
class Impossible:
    """A box that cannot be measured, with the reason."""

    id: EntryId
    box: BoxKey
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ZeroSetting:
    """A comparator set on a gauge-block stack for one characteristic: values measured after it refer to it."""

    id: EntryId
    balloon: str
    instrument: str
    certified: Decimal  # mm
    blocks: tuple[str, ...]  # serial numbers
    zero: Input
    by: str
    at: datetime
    simulated: bool = False


@dataclass(frozen=True, slots=True)
class Concession:
    """A piece accepted *en dérogation* for the characteristics named."""

    id: EntryId
    number: str
    piece: int
    balloons: tuple[str, ...]
    reason: str
    granted_by: str
    by: str
    at: datetime
    signed: bool = False  # whoever granted it gave their secret


@dataclass(frozen=True, slots=True)
class Closing:
    """The signature under the finished record; `signed` with a secret, since there are any."""

    id: EntryId
    by: str
    at: datetime
    signed: bool = False


Event = (
    Cancellation
    | Confirmation
    | Call
    | Visa
    | Preparation
    | Approval
    | DroppedReading
    | ProductionEvent
    | FollowUp
    | SetUpSheet
)
Operation = Measurement | Impossible | ZeroSetting | Concession | Closing | Event


@dataclass(frozen=True, slots=True)
class Sorting:
    """Counts of the lot."""

    pieces: int
    conforming: int
    nonconforming: int
    concession: int
    unsorted: int
    held: int = 0  # à confirmer: with the nonconforming pieces, never among the good ones


@dataclass
class InspectionRecord:
    """One record and the operations applied to it, in order."""

    header: RecordHeader
    instruments: dict[str, Instrument] = field(default_factory=dict)
    closing: Closing | None = None
    zeros: dict[str, ZeroSetting] = field(default_factory=dict)
    zero_settings: list[ZeroSetting] = field(default_factory=list)
    declared_impossible: list[Impossible] = field(default_factory=list)
    concessions: list[Concession] = field(default_factory=list)
    cancelled: dict[EntryId, Cancellation] = field(default_factory=dict)  # by what was cancelled
    confirmed: dict[EntryId, Confirmation] = field(default_factory=dict)
    calls: dict[EntryId, Call] = field(default_factory=dict)
    visas: dict[EntryId, Visa] = field(default_factory=dict)
    preparation: Preparation | None = None
    approval: Approval | None = None
    dropped: list[DroppedReading] = field(default_factory=list)
    production: list[ProductionEvent] = field(default_factory=list)
    follow_up: FollowUp | None = None
    set_up: SetUpSheet | None = None
    characteristics: tuple[Characteristic, ...] = field(init=False)  # one for each occurrence, in order
    _measurements: dict[BoxKey, list[Measurement]] = field(default_factory=dict)
    _impossible: dict[BoxKey, Impossible] = field(default_factory=dict)
    _dispositions: dict[int, Disposition] = field(default_factory=dict)
    _stale: set[int] = field(default_factory=set)  # pieces to be sorted again
    _counts: Counter[Disposition] = field(default_factory=Counter)
    _characteristics: dict[str, Characteristic] = field(init=False)
    _order: list[BoxKey] = field(init=False)
    _places: dict[BoxKey, int] = field(init=False)
    _last: Measurement | None = None  # recorded, whatever its box
    _widened: dict[str, frozenset[int]] = field(default_factory=dict)  # pieces to be measured after a bad sample
    _ever_widened: dict[str, frozenset[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.characteristics = self.part.inspected
        self._characteristics = {found.balloon: found for found in self.characteristics}
        self._order = list(boxes_in_order(self.characteristics, self.pieces, self.options))
        self._places = {box: place for place, box in enumerate(self._order)}
        self._stale = set(self.pieces)

    @property
    def part(self) -> Part:
        return self.header.part

    @property
    def options(self) -> RecordOptions:
        return self.header.options

    @property
    def pieces(self) -> range:
        return range(1, self.header.pieces + 1)

    def apply(self, operation: Operation) -> None:
        """Take one recorded operation into account."""
        match operation:
            case Measurement():
                self._measurements.setdefault(operation.box, []).append(operation)
                self._impossible.pop(operation.box, None)
                self._last = operation
                self._changed(operation.box)
            case Impossible():
                self._impossible[operation.box] = operation
                self.declared_impossible.append(operation)
                self._stale.add(operation.box.piece)
            case ZeroSetting():
                self.zeros[operation.balloon] = operation
                self.zero_settings.append(operation)
            case Concession():
                self.concessions.append(operation)
                self._stale.add(operation.piece)
            case Closing():
                self.closing = operation
            case _:
                self._apply_event(operation)

    def _apply_event(self, event: Event) -> None:
        match event:
            case Cancellation(cancels=id):
                self.cancelled[id] = event
                self._changed(self._box_of(id))
            case Confirmation(confirms=id):
                self.confirmed[id] = event
            case Call(about=id):
                self.calls[id] = event
            case Visa(accepts=id):
                self.visas[id] = event
                self._changed(self._box_of(id))
            case Preparation():
                self.preparation = event
            case Approval():
                self.approval = event
            case DroppedReading():
                self.dropped.append(event)
            case ProductionEvent():
                self.production.append(event)
                self._stale.add(min(event.after + 1, self.header.pieces))
            case FollowUp():
                self.follow_up = event
            case SetUpSheet():
                self.set_up = event

    def gestures(self) -> list[Event]:
        """What was done beside the values, in the order of the journal: of what is filled in again, the last one."""
        found: list[Event] = [*self.cancelled.values(), *self.confirmed.values(), *self.calls.values()]
        found += [*self.visas.values(), *self.dropped, *self.production]
        found += [one for one in (self.preparation, self.approval, self.follow_up, self.set_up) if one is not None]
        return sorted(found, key=lambda event: event.id.sequence)

    def _box_of(self, id: EntryId) -> BoxKey:
        """The box of a measurement; KeyError for one that this record does not have."""
        for box, found in self._measurements.items():
            if any(one.id == id for one in found):
                return box
        raise KeyError(id)

    def _changed(self, box: BoxKey) -> None:
        """A value of a box is other than it was: its piece is sorted again, and what its sample asks for is."""
        self._stale.add(box.piece)
        characteristic = self.characteristic(box.balloon)
        if self.options.widens and not characteristic.sampling.is_every_piece:
            before = self._widened.get(box.balloon, frozenset())
            after = widened(self, characteristic)
            self._widened[box.balloon] = after
            self._ever_widened[box.balloon] = self._ever_widened.get(box.balloon, frozenset()) | after
            self._stale |= before ^ after

    def characteristic(self, balloon: str) -> Characteristic:
        """The characteristic that bears `balloon`; KeyError if the part has none."""
        return self._characteristics[balloon]

    def boxes(self) -> Iterator[BoxKey]:
        """Every box in the order of inspection: piece by piece, characteristic by characteristic."""
        return iter(self._order)

    def history(self, box: BoxKey) -> tuple[Measurement, ...]:
        """All the measurements of a box, the first one first: none is ever forgotten."""
        return tuple(self._measurements.get(box, ()))

    def live(self, box: BoxKey) -> list[Measurement]:
        """The measurements of a box that were not cancelled, the first one first."""
        found = self._measurements.get(box, [])
        return [one for one in found if one.id not in self.cancelled] if self.cancelled else found

    def measurement(self, box: BoxKey) -> Measurement | None:
        """The measurement that decides: the last one that was not cancelled."""
        live = self.live(box)
        return live[-1] if live else None

    def impossible(self, box: BoxKey) -> Impossible | None:
        return self._impossible.get(box)

    def verdict(self, box: BoxKey) -> Verdict | None:
        """The verdict of a box; None while nothing was measured."""
        measurement = self.measurement(box)
        if measurement is None:
            return None
        return Verdict.UNDECIDED if self.awaits_second(box) else self.decide(measurement)

    def awaits_second(self, box: BoxKey) -> bool:
        """Whether the last value is good after a bad one, and neither a second good one nor a visa bears it out.

        A cancelled bad value counts too: it was seen. The mean of repeated readings bears itself out.
        """
        live = self.live(box)
        if not self.options.concordant or not live or self.decide(live[-1]) is not Verdict.CONFORMING:
            return False
        last = live[-1]
        if last.id in self.visas or any(given.is_repeated for given in last.inputs):
            return False
        history = self._measurements[box]
        bad = [place for place, one in enumerate(history) if one is not last and self._is_bad(one)]
        if not bad:
            return False
        since = [one for one in history[bad[-1] + 1 :] if one.id not in self.cancelled]
        return len(since) < 2  # both good ones come after the last bad one, cancelled or not

    def _is_bad(self, measurement: Measurement) -> bool:
        verdict = self.decide(measurement)
        if measurement.observation is not None:  # an envelope not demonstrated was not found bad
            return verdict is Verdict.NONCONFORMING
        return verdict is not Verdict.CONFORMING

    @property
    def last_live(self) -> Measurement | None:
        """The latest measurement that was not cancelled, in the order of the journal."""
        if self._last is not None and self._last.id not in self.cancelled:
            return self._last
        live = (found[-1] for box in self._measurements if (found := self.live(box)))
        return max(live, key=lambda found: found.id.sequence, default=None)

    def question(self) -> Measurement | None:
        """The bad value that waits for an answer: retake, confirm, or call; None where nothing does."""
        last = self._last
        if not self.options.asks or last is None or self.closing is not None:
            return None
        answered = last.id in self.cancelled or last.id in self.confirmed or last.id in self.calls
        return None if answered or not self._is_bad(last) else last

    def gate(self, box: BoxKey, *, answered: bool = False) -> Gate | None:
        """What must be done before a reading is taken for a box; `answered`: a bad value is being taken again."""
        if self.options.cleaning and self.preparation is None:
            return Gate.CLEANING
        if not answered and self.question() is not None:
            return Gate.ANSWER
        if self.options.approval is not None and self.approval is None and box.piece > 1:
            return Gate.APPROVAL
        return None

    def is_planned(self, box: BoxKey) -> bool:
        """Whether a box is to be filled: by its sampling, after a bad sample, or after a tool change."""
        sampling = self.characteristic(box.balloon).sampling
        if sampling.plans(box.piece, self.header.pieces) or box.piece in self._widened.get(box.balloon, ()):
            return True
        changes = (event for event in self.production if event.kind is EventKind.TOOL_CHANGE)
        return any(event.after + 1 == box.piece for event in changes)

    def widened(self, balloon: str) -> frozenset[int]:
        """The pieces that a bad sample of a characteristic makes to be measured."""
        return self._widened.get(balloon, frozenset())

    def ever_widened(self, balloon: str) -> frozenset[int]:
        """The pieces that a bad sample of a characteristic makes or once made to be measured.

        A piece measured for that, and good, is no more in doubt: `widened` forgets it.
        """
        return self._ever_widened.get(balloon, frozenset())

    def decide(self, measurement: Measurement) -> Verdict:
        """The verdict of one measurement of this record, with the bonus that its piece gives it now."""
        box = measurement.box
        characteristic = self.characteristic(box.balloon)
        return decide(measurement, characteristic.callout, self.bonus(box), self.rule(characteristic))

    def rule(self, characteristic: Characteristic) -> DecisionRule:
        """The decision rule in force: of the characteristic, else of the part, else of the workshop."""
        return characteristic.rule or self.part.rule or self.header.rule

    def bonus(self, box: BoxKey) -> Bonus:
        """What Ⓜ or Ⓛ adds in a box, from the size of the toleranced feature on the same piece."""
        characteristic = self.characteristic(box.balloon)
        modifier, balloon = characteristic.callout.material_modifier, characteristic.size_balloon
        if modifier is None or not balloon:
            return NO_BONUS
        size = self.characteristic(balloon)
        found = self.measurement(BoxKey(box.piece, balloon))
        return bonus_of(modifier, size.nature, size.callout, () if found is None else _local_sizes(found))

    def dependents(self, box: BoxKey) -> tuple[BoxKey, ...]:
        """The boxes whose bonus comes from the size measured in `box`."""
        return tuple(
            BoxKey(box.piece, found.balloon)
            for found in self.characteristics
            if found.size_balloon == box.balloon and box.code is BoxCode.SINGLE
        )

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
        statuses = {self.status(BoxKey(piece, characteristic.balloon, code)) for code in characteristic.boxes}
        for status in _WORST_FIRST:
            if status in statuses:
                return status
        return BoxStatus.NOT_PLANNED

    def disposition(self, piece: int) -> Disposition:
        """Sorting of one piece.

        Bad beats unfinished: a piece found nonconforming is nonconforming even with boxes still empty, but a
        concession releases it only once every other box is measured. Measured everywhere and proven bad nowhere else,
        it is held while one value is *à confirmer*.
        """
        if piece in self._stale:
            self._stale.discard(piece)
            if piece in self._dispositions:
                self._counts[self._dispositions[piece]] -= 1
            self._dispositions[piece] = self._sort(piece)
            self._counts[self._dispositions[piece]] += 1
        return self._dispositions[piece]

    def _sort(self, piece: int) -> Disposition:
        granted = {
            balloon for concession in self.concessions if concession.piece == piece for balloon in concession.balloons
        }
        boxes = [
            (characteristic.balloon, self.status(BoxKey(piece, characteristic.balloon, code)))
            for characteristic in self.characteristics
            for code in characteristic.boxes
        ]
        bad = {balloon for balloon, status in boxes if status is BoxStatus.NONCONFORMING}
        found = {status for _, status in boxes}
        if bad - granted:
            return Disposition.NONCONFORMING
        if found & {BoxStatus.NOT_MEASURED, BoxStatus.IMPOSSIBLE}:
            return Disposition.UNSORTED
        if BoxStatus.UNDECIDED in found:
            return Disposition.HELD
        if bad:
            return Disposition.CONCESSION
        # A piece on which nothing was foreseen was not looked at: it is not sorted.
        return Disposition.CONFORMING if BoxStatus.CONFORMING in found else Disposition.UNSORTED

    def sorting(self) -> Sorting:
        """Counts of the lot; only the pieces touched since the last time are sorted again."""
        for piece in tuple(self._stale):
            self.disposition(piece)
        return Sorting(
            pieces=self.header.pieces,
            conforming=self._counts[Disposition.CONFORMING],
            nonconforming=self._counts[Disposition.NONCONFORMING],
            concession=self._counts[Disposition.CONCESSION],
            unsorted=self._counts[Disposition.UNSORTED],
            held=self._counts[Disposition.HELD],
        )

    def next_box(self, after: BoxKey | None = None, fits: Callable[[BoxKey], bool] = lambda box: True) -> BoxKey | None:
        """The next empty box after `after` in the order of inspection, then from the beginning; None when full.

        Only those that `fits` accepts.
        """
        begin = 0 if after is None else self._places[after] + 1
        for place in chain(range(begin, len(self._order)), range(begin)):
            if self.status(self._order[place]) is BoxStatus.NOT_MEASURED and fits(self._order[place]):
                return self._order[place]
        return None

    def require_box(self, box: BoxKey) -> Characteristic:
        """The characteristic of a box; refuses (`record.unknown_box`) a box that the record does not have."""
        try:
            characteristic = self.characteristic(box.balloon)
        except KeyError:
            characteristic = None
        if characteristic is None or box.piece not in self.pieces or box.code not in characteristic.boxes:
            raise Refusal("record.unknown_box", piece=box.piece, balloon=box.balloon)
        return characteristic

    def require_open(self) -> None:
        if self.closing is not None:
            raise Refusal("record.closed", number=self.header.number)

    def require_concession(self, piece: int, balloons: tuple[str, ...]) -> None:
        """Refuse a concession that covers nothing, or a characteristic that is not nonconforming on that piece."""
        if piece not in self.pieces:
            raise Refusal("record.unknown_piece", piece=piece)
        if not balloons:
            raise Refusal("concession.no_characteristic")
        for balloon in balloons:
            try:
                characteristic = self.characteristic(balloon)
            except KeyError:
                raise Refusal("record.unknown_box", piece=piece, balloon=balloon) from None
            if self.characteristic_status(piece, characteristic) is not BoxStatus.NONCONFORMING:
                raise Refusal("concession.not_nonconforming", piece=piece, balloon=balloon)


def _local_sizes(found: Measurement) -> tuple[Decimal, ...]:
    """Every local size behind a measurement (mm): the readings kept, or the value itself."""
    readings = [given.quantity for given in found.inputs if given.role is Role.READING]
    if not readings and found.quantity is not None:
        readings = [found.quantity]
    return tuple(reading.to(Unit.MM).value for reading in readings)
