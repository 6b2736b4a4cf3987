"""Signals found in the times of a record: a rhythm too regular, times that the session cannot have."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise

from metroapp.domain.column_acts import ConstantVerified, PlateZero
from metroapp.domain.measurement import BoxKey, Measurement, Role
from metroapp.domain.operations import Impossible, MountingProven, Operation, ZeroRechecked, ZeroSetting
from metroapp.domain.record import InspectionRecord
from metroapp.domain.signals.facts import Signal, SignalKind, Where, boxes_of

SHORTEST_RHYTHM = 10  # measurements: a practised hand keeps a steady pace over a few pieces
STEADY = 10  # the intervals differ by less than a tenth of their mean: picking up a piece by hand varies by more
CLOCK_CORRECTION = timedelta(seconds=1)  # a clock kept right by the network is moved by less than that
_MICROSECOND = timedelta(microseconds=1)


def rhythm(ordered: list[Measurement]) -> Iterator[Signal]:
    """Stretches of measurements one after the other whose intervals hardly vary, each as long as it stays so."""
    received = [_received(found) for found in ordered]
    gaps = [(after - before) // _MICROSECOND for before, after in pairwise(received)]
    begin = 0
    while (end := begin + SHORTEST_RHYTHM - 1) <= len(gaps):
        if not _steady(gaps[begin:end]):
            begin += 1
            continue
        while end < len(gaps) and _steady(gaps[begin : end + 1]):
            end += 1
        kept, found = gaps[begin:end], ordered[begin : end + 1]
        yield Signal(
            SignalKind.RHYTHM,
            len(found),
            len(ordered),
            boxes_of(found),
            intervals=(_seconds(min(kept)), _seconds(sum(kept) // len(kept)), _seconds(max(kept))),
            times=(received[begin], received[end]),
        )
        begin = end


def times(record: InspectionRecord, ordered: list[Measurement]) -> Iterator[Signal]:
    """Operations dated, or with a reading received, before the opening or after the closing; clocks set back."""
    operations = sorted(_operations(record, ordered), key=lambda operation: operation.id.sequence)
    opened, closing = record.header.opened_at, record.closing
    early = [(found, when) for found in operations if (when := min(_moments(found))) < opened - CLOCK_CORRECTION]
    if early:
        yield _outside(Where.BEFORE_OPENING, early, len(operations), opened, min(when for _, when in early))
    if closing is not None:
        last = closing.at + CLOCK_CORRECTION
        late = [(found, when) for found in operations if (when := max(_moments(found))) > last]
        if late:
            yield _outside(Where.AFTER_CLOSING, late, len(operations), closing.at, max(when for _, when in late))
    for before, after in pairwise(operations):
        if after.at < before.at - CLOCK_CORRECTION:
            yield _outside(Where.EARLIER, [(after, after.at)], len(operations), before.at, after.at)


def _received(found: Measurement) -> datetime:
    """When the last reading of a value arrived; when it was recorded, for lack of a frame."""
    return max((given.frame.received_at for given in found.inputs if given.frame), default=found.at)


def _steady(gaps: list[int]) -> bool:
    return min(gaps) > 0 and (max(gaps) - min(gaps)) * STEADY * len(gaps) <= sum(gaps)


def _seconds(microseconds: int) -> Decimal:
    return Decimal(microseconds).scaleb(-6)


def _operations(record: InspectionRecord, ordered: list[Measurement]) -> Iterator[Operation]:
    yield from ordered
    yield from record.declared_impossible
    yield from record.zero_settings
    yield from record.concessions
    yield from record.gestures()
    if record.closing is not None:
        yield record.closing


def _moments(operation: Operation) -> Iterator[datetime]:
    """The times that an operation bears. The zero of a comparison counts once, with its own operation."""
    yield operation.at
    match operation:
        case Measurement():
            inputs = [given for given in operation.inputs if given.role not in (Role.ZERO, Role.PLATE)]
        case ZeroSetting() | MountingProven() | PlateZero() | ConstantVerified():
            inputs = [*operation.readings]
        case ZeroRechecked(reading=reading) if reading is not None:
            inputs = [reading]
        case _:
            inputs = []
    yield from (given.frame.received_at for given in inputs if given.frame)


def _outside(
    where: Where, found: list[tuple[Operation, datetime]], of: int, bound: datetime, farthest: datetime
) -> Signal:
    boxes: dict[BoxKey, None] = {}
    for operation, _ in found:
        if isinstance(operation, Measurement | Impossible):
            boxes[operation.box] = None
    return Signal(SignalKind.TIMES, len(found), of, tuple(boxes), where=where, times=(bound, farthest))
