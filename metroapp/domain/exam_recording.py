"""How a candidate recorded: what was retaken, cancelled, typed or left; the data of set-up and production."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from metroapp.domain.declarations import DoubtNoted
from metroapp.domain.measurement import BoxKey, Measurement, Origin
from metroapp.domain.operations import Cancellation, Closing, DroppedReading, Impossible
from metroapp.domain.production import QUANTITIES, TIMES, EventKind, FollowUp, ProductionEvent, SetUpSheet
from metroapp.domain.record import InspectionRecord
from metroapp.domain.signals import Signal, signals
from metroapp.domain.sorting import BoxStatus

SET_UP_FIELDS = ("program", "program_revision", "origins", "clamping", "comment", "tools")
FOLLOW_UP_FIELDS = (*QUANTITIES, *TIMES, "comment")


@dataclass(frozen=True, slots=True)
class Retaken:
    """A box with more than one value, the first one first: the last one that was not cancelled decides."""

    box: BoxKey
    values: tuple[Measurement, ...]


@dataclass(frozen=True, slots=True)
class RecordingEvidence:
    """`planned` counts the boxes that were to be filled, `measured` those that have a value."""

    planned: int = 0
    measured: int = 0
    empty: tuple[BoxKey, ...] = ()
    impossible: tuple[Impossible, ...] = ()
    undeclared: tuple[BoxKey, ...] = ()  # measured, and said neither C nor NC
    unsorted: tuple[int, ...] = ()  # pieces
    without_means: tuple[str, ...] = ()  # balloons measured without any instrument declared
    retaken: tuple[Retaken, ...] = ()
    cancelled: tuple[tuple[Measurement, Cancellation], ...] = ()
    typed: tuple[Measurement, ...] = ()
    doubts: tuple[tuple[Measurement, DoubtNoted], ...] = ()
    dropped: tuple[DroppedReading, ...] = ()
    void: tuple[BoxKey, ...] = ()  # to be taken again after a drift
    signals: tuple[Signal, ...] = ()
    closing: Closing | None = None


@dataclass(frozen=True, slots=True)
class FilledIn:
    """A sheet as last filled in: the names of its fields, filled and blank."""

    filled: tuple[str, ...]
    blank: tuple[str, ...]
    by: str = ""
    at: datetime | None = None  # None: it was never filled in


@dataclass(frozen=True, slots=True)
class ProductionEvidence:
    """`tools_without_gauge`: the tools whose line says no length."""

    set_up: FilledIn = FilledIn((), SET_UP_FIELDS)
    tools: int = 0
    tools_without_gauge: tuple[str, ...] = ()
    follow_up: FilledIn = FilledIn((), FOLLOW_UP_FIELDS)
    events: tuple[ProductionEvent, ...] = ()

    def count(self, kind: EventKind) -> int:
        return sum(one.kind is kind for one in self.events)


NO_RECORDING, NO_PRODUCTION = RecordingEvidence(), ProductionEvidence()


def recording_evidence(record: InspectionRecord) -> RecordingEvidence:
    """What the record shows of how it was filled."""
    boxes = list(record.boxes())
    status = {box: record.status(box) for box in boxes}
    measured = [box for box in boxes if record.measurement(box) is not None]
    values = {one.id: one for box in boxes for one in record.history(box)}
    said = record.declarations
    doubts = [event for event in said.events if isinstance(event, DoubtNoted) and event.measurement in values]
    return RecordingEvidence(
        planned=sum(found is not BoxStatus.NOT_PLANNED for found in status.values()),
        measured=len(measured),
        empty=tuple(box for box in boxes if status[box] is BoxStatus.NOT_MEASURED),
        impossible=tuple(
            one for box in boxes if status[box] is BoxStatus.IMPOSSIBLE and (one := record.impossible(box)) is not None
        ),
        undeclared=tuple(box for box in measured if _is_undeclared(record, box)),
        unsorted=tuple(piece for piece in record.pieces if said.piece(piece) is None),
        without_means=tuple(dict.fromkeys(box.balloon for box in measured if said.means(box.balloon) is None)),
        retaken=tuple(Retaken(box, found) for box in boxes if len(found := record.history(box)) > 1),
        cancelled=tuple((values[id], act) for id, act in record.cancelled.items() if id in values),
        typed=tuple(one for one in values.values() if one.origin is Origin.TYPED),
        doubts=tuple((values[event.measurement], event) for event in doubts),
        dropped=tuple(record.dropped),
        void=tuple(record.void_boxes()),
        signals=signals(record),
        closing=record.closing,
    )


def _is_undeclared(record: InspectionRecord, box: BoxKey) -> bool:
    value = record.measurement(box)
    return value is not None and record.declarations.box(box, value.id) is None


def production_evidence(record: InspectionRecord) -> ProductionEvidence:
    """What is filled in, and what is blank."""
    sheet, follow_up = record.set_up, record.follow_up
    tools = () if sheet is None else sheet.tools
    return ProductionEvidence(
        _filled_in(sheet, SET_UP_FIELDS),
        len(tools),
        tuple(f"{one.tool} {one.offset}".rstrip() for one in tools if one.gauge_x is None and one.gauge_z is None),
        _filled_in(follow_up, FOLLOW_UP_FIELDS),
        tuple(record.production),
    )


def _filled_in(sheet: SetUpSheet | FollowUp | None, fields: tuple[str, ...]) -> FilledIn:
    if sheet is None:
        return FilledIn((), fields)
    filled = tuple(name for name in fields if getattr(sheet, name) not in (None, "", ()))
    return FilledIn(filled, tuple(name for name in fields if name not in filled), sheet.by, sheet.at)
