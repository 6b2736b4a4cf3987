"""What a record keeps of the operations applied to it: its values, box by box, and everything done beside them.

Only what was written; what follows from it is `metroapp.domain.record`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from metroapp.domain.column_watch import ColumnWatch
from metroapp.domain.datums import Datums
from metroapp.domain.decision_rule import DecisionRule
from metroapp.domain.declarations import Declarations
from metroapp.domain.instrument import Instrument
from metroapp.domain.means_choice import MeansOfRecord
from metroapp.domain.measurement import BoxKey, EntryId, Input, Measurement
from metroapp.domain.message import Refusal
from metroapp.domain.modification import SpecificationModified, with_modification
from metroapp.domain.operations import (
    Approval,
    Call,
    Cancellation,
    Closing,
    Concession,
    ConcessionEnded,
    Confirmation,
    DroppedReading,
    Event,
    Impossible,
    MountingProven,
    PieceLeft,
    Preparation,
    ResultsTaken,
    SweepRecorded,
    TemperatureTaken,
    Visa,
    ZeroRechecked,
    ZeroSetting,
)
from metroapp.domain.production import FollowUp, ProductionEvent, SetUpSheet
from metroapp.domain.record_header import RecordHeader
from metroapp.domain.record_options import RecordOptions
from metroapp.domain.specification import Characteristic, Part
from metroapp.domain.traces import TracesOfRecord


@dataclass
class Recorded:
    """The operations of one record, each where it is looked for."""

    header: RecordHeader
    instruments: dict[str, Instrument] = field(default_factory=dict)
    closing: Closing | None = None
    zeros: dict[str, ZeroSetting] = field(default_factory=dict)  # by balloon, those that stand
    zero_settings: list[ZeroSetting] = field(default_factory=list)
    mountings: dict[str, MountingProven] = field(default_factory=dict)  # by balloon, those that stand
    mountings_proven: list[MountingProven] = field(default_factory=list)
    rechecks: list[ZeroRechecked] = field(default_factory=list)
    declared_impossible: list[Impossible] = field(default_factory=list)
    concessions: list[Concession] = field(default_factory=list)
    ended_concessions: list[ConcessionEnded] = field(default_factory=list)
    left: dict[int, PieceLeft] = field(default_factory=dict)  # pieces shipped or scrapped
    cancelled: dict[EntryId, Cancellation] = field(default_factory=dict)  # by what was cancelled
    confirmed: dict[EntryId, Confirmation] = field(default_factory=dict)
    calls: dict[EntryId, Call] = field(default_factory=dict)
    visas: dict[EntryId, Visa] = field(default_factory=dict)
    preparation: Preparation | None = None
    datums: Datums = field(default_factory=Datums)
    approvals: list[Approval] = field(default_factory=list)
    dropped: list[DroppedReading] = field(default_factory=list)
    sweeps: list[SweepRecorded] = field(default_factory=list)
    result_files: list[ResultsTaken] = field(default_factory=list)
    means: MeansOfRecord = field(default_factory=MeansOfRecord)
    temperatures: list[TemperatureTaken] = field(default_factory=list)
    traces: TracesOfRecord = field(default_factory=TracesOfRecord)
    production: list[ProductionEvent] = field(default_factory=list)
    follow_up: FollowUp | None = None
    set_up: SetUpSheet | None = None
    columns: ColumnWatch = field(default_factory=ColumnWatch)
    declarations: Declarations = field(default_factory=Declarations)
    modification: SpecificationModified | None = None
    characteristics: tuple[Characteristic, ...] = field(init=False)  # one for each occurrence, in order
    _measurements: dict[BoxKey, list[Measurement]] = field(default_factory=dict)
    _impossible: dict[BoxKey, Impossible] = field(default_factory=dict)
    _characteristics: dict[str, Characteristic] = field(init=False)
    _box_by_id: dict[EntryId, BoxKey] = field(default_factory=dict)
    _last: Measurement | None = None  # recorded, whatever its box
    _pieces_of: dict[str, range] = field(default_factory=dict)  # of the lines that a modification limits

    def __post_init__(self) -> None:
        self.characteristics = self.header.inspected
        self._characteristics = {found.balloon: found for found in self.characteristics}

    def _modify(self, event: SpecificationModified) -> None:
        """Both specifications from now on, each for its pieces."""
        modified = with_modification(self.part, event, self.header.pieces)
        self.modification, self._pieces_of = event, modified.pieces
        self.header = replace(self.header, part=modified.part)
        Recorded.__post_init__(self)

    def is_for(self, balloon: str, piece: int) -> bool:
        """Whether a line of the specification is for a piece: a modification limits what it changes."""
        return piece in self._pieces_of.get(balloon, (piece,))

    def pieces_of(self, balloon: str) -> range:
        """The pieces that a line of the specification is for."""
        return self._pieces_of.get(balloon, self.pieces)

    @property
    def part(self) -> Part:
        return self.header.part

    @property
    def options(self) -> RecordOptions:
        return self.header.options

    @property
    def pieces(self) -> range:
        return range(1, self.header.pieces + 1)

    def characteristic(self, balloon: str) -> Characteristic:
        """The characteristic that bears `balloon`; KeyError if the part has none."""
        return self._characteristics[balloon]

    def boxes_of(self, piece: int) -> Iterator[BoxKey]:
        """The boxes of one piece."""
        return (BoxKey(piece, found.balloon, code) for found in self.characteristics for code in found.boxes)

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

    def rule(self, characteristic: Characteristic) -> DecisionRule:
        """The decision rule in force: of the characteristic, else of the part, else of the workshop."""
        return characteristic.rule or self.part.rule or self.header.rule

    @property
    def temperature(self) -> TemperatureTaken | None:
        """The temperatures of the series, as last taken."""
        return self.temperatures[-1] if self.temperatures else None

    def gestures(self) -> list[Event]:
        """What was done beside the values, in the order of the journal: of what is filled in again, the last one."""
        found: list[Event] = [*self.cancelled.values(), *self.confirmed.values(), *self.calls.values()]
        found += [*self.visas.values(), *self.approvals, *self.datums.declared]
        found += [*self.dropped, *self.sweeps, *self.temperatures]
        found += self.traces.events
        found += [*self.mountings_proven, *self.rechecks, *self.columns.acts, *self.result_files]
        found += [*self.means.chosen, *self.means.allowed, *self.ended_concessions, *self.left.values()]
        found += self.production
        found += self.declarations.events
        found += [] if self.modification is None else [self.modification]
        found += [one for one in (self.preparation, self.follow_up, self.set_up) if one is not None]
        return sorted(found, key=lambda event: event.id.sequence)

    def read_on_stacks(self) -> Iterator[Input]:
        """Every reading that is not on a piece: on stacks, on the plate, on the gauges of columns."""
        for proven in self.mountings_proven:
            yield from proven.readings
        for setting in self.zero_settings:
            yield from setting.readings
        yield from (one.reading for one in self.rechecks if one.reading is not None)
        yield from self.columns.read_elsewhere()

    @property
    def last_live(self) -> Measurement | None:
        """The latest measurement that was not cancelled, in the order of the journal."""
        if self._last is not None and self._last.id not in self.cancelled:
            return self._last
        live = (found[-1] for box in self._measurements if (found := self.live(box)))
        return max(live, key=lambda found: found.id.sequence, default=None)

    def require_box(self, box: BoxKey) -> Characteristic:
        """The characteristic of a box; refuses (`record.unknown_box`) a box that the record does not have."""
        try:
            characteristic = self.characteristic(box.balloon)
        except KeyError:
            characteristic = None
        is_there = characteristic is not None and box.piece in self.pieces and box.code in characteristic.boxes
        if characteristic is None or not is_there or not self.is_for(box.balloon, box.piece):
            raise Refusal("record.unknown_box", piece=box.piece, balloon=box.balloon)
        return characteristic

    def require_open(self) -> None:
        if self.closing is not None:
            raise Refusal("record.closed", number=self.header.number)

    def require_present(self, piece: int) -> None:
        """Refuse (`piece.left`) what would change a piece that was shipped or scrapped."""
        if piece in self.left:
            raise Refusal("piece.left", piece=piece, departure=self.left[piece].departure)
