"""The inspection record (relevé de contrôle): the grid of boxes, and the sorting that follows from it.

A record is the sum of its operations, applied in order; the screen, the archive, the PDF and the workbook all read
this one projection. A piece with an empty or impossible box is not sorted: nothing unmeasured is ever good.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import Enum
from itertools import chain

from metroapp.domain.acceptance import Verdict
from metroapp.domain.decision import NO_BONUS, Bonus, bonus_of, decide
from metroapp.domain.decision_rule import SIMPLE, DecisionRule
from metroapp.domain.instrument import Instrument
from metroapp.domain.measurement import BoxKey, EntryId, Input, Measurement, Role
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import Unit
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


Operation = Measurement | Impossible | ZeroSetting | Concession | Closing


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
    characteristics: tuple[Characteristic, ...] = field(init=False)  # one for each occurrence, in order
    _measurements: dict[BoxKey, list[Measurement]] = field(default_factory=dict)
    _impossible: dict[BoxKey, Impossible] = field(default_factory=dict)
    _dispositions: dict[int, Disposition] = field(default_factory=dict)
    _stale: set[int] = field(default_factory=set)  # pieces to be sorted again
    _counts: Counter[Disposition] = field(default_factory=Counter)
    _characteristics: dict[str, Characteristic] = field(init=False)
    _order: list[BoxKey] = field(init=False)
    _places: dict[BoxKey, int] = field(init=False)

    def __post_init__(self) -> None:
        self.characteristics = self.part.inspected
        self._characteristics = {found.balloon: found for found in self.characteristics}
        self._order = [
            BoxKey(piece, characteristic.balloon, code)
            for piece in self.pieces
            for characteristic in self.characteristics
            for code in characteristic.boxes
        ]
        self._places = {box: place for place, box in enumerate(self._order)}
        self._stale = set(self.pieces)

    @property
    def part(self) -> Part:
        return self.header.part

    @property
    def pieces(self) -> range:
        return range(1, self.header.pieces + 1)

    def apply(self, operation: Operation) -> None:
        """Take one recorded operation into account."""
        match operation:
            case Measurement():
                self._measurements.setdefault(operation.box, []).append(operation)
                self._impossible.pop(operation.box, None)
                self._stale.add(operation.box.piece)
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

    def characteristic(self, balloon: str) -> Characteristic:
        """The characteristic that bears `balloon`; KeyError if the part has none."""
        return self._characteristics[balloon]

    def boxes(self) -> Iterator[BoxKey]:
        """Every box in the order of inspection: piece by piece, characteristic by characteristic."""
        return iter(self._order)

    def history(self, box: BoxKey) -> tuple[Measurement, ...]:
        """All the measurements of a box, the first one first: none is ever forgotten."""
        return tuple(self._measurements.get(box, ()))

    def measurement(self, box: BoxKey) -> Measurement | None:
        """The measurement that decides: the last one."""
        history = self._measurements.get(box)
        return history[-1] if history else None

    def impossible(self, box: BoxKey) -> Impossible | None:
        return self._impossible.get(box)

    def verdict(self, box: BoxKey) -> Verdict | None:
        """The verdict of a box; None while nothing was measured."""
        measurement = self.measurement(box)
        return None if measurement is None else self.decide(measurement)

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
        if not self.characteristic(box.balloon).sampling.plans(box.piece, self.header.pieces):
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

    def next_box(self, after: BoxKey | None = None) -> BoxKey | None:
        """The next empty box after `after` in the order of inspection, then from the beginning; None when full."""
        begin = 0 if after is None else self._places[after] + 1
        for place in chain(range(begin, len(self._order)), range(begin)):
            if self.status(self._order[place]) is BoxStatus.NOT_MEASURED:
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
