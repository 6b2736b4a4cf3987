"""Honesty signals of a record: facts that somebody who answers for quality may want to look at.

None of them accuses: each can have an ordinary cause, and a few values say nothing. Everything is exact: times are
whole microseconds, shares and chances are fractions.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from metroapp.domain.acceptance import Verdict
from metroapp.domain.measurement import Measurement, Origin
from metroapp.domain.record import InspectionRecord
from metroapp.domain.signals.facts import Signal, SignalKind, Where, boxes_of
from metroapp.domain.signals.times import rhythm, times
from metroapp.domain.signals.values import at_target, identical, last_digits

__all__ = ["Signal", "SignalKind", "Where", "signals"]


def signals(record: InspectionRecord) -> tuple[Signal, ...]:
    """Every signal of a record, kind by kind in the order of `SignalKind`, then balloon by balloon."""
    ordered = sorted((found for box in record.boxes() for found in record.history(box)), key=_sequence)
    by_balloon: dict[str, list[Measurement]] = {each.balloon: [] for each in record.characteristics}
    for found in ordered:
        if found.quantity is not None:
            by_balloon[found.box.balloon].append(found)
    measured = [values for values in by_balloon.values() if values]
    return (
        *_typed(ordered),
        *chain.from_iterable(identical(record, values) for values in measured),
        *chain.from_iterable(at_target(record, values) for values in measured),
        *rhythm(ordered),
        *chain.from_iterable(last_digits(record, values) for values in measured),
        *_retaken(record),
        *_undone(record, ordered),
        *times(record, ordered),
    )


def _sequence(found: Measurement) -> int:
    return found.id.sequence


def _typed(ordered: list[Measurement]) -> Iterator[Signal]:
    values = [found for found in ordered if found.quantity is not None]
    typed = [found for found in values if found.origin is Origin.TYPED]
    if typed:
        yield Signal(SignalKind.TYPED, len(typed), len(values), boxes_of(typed))


def _retaken(record: InspectionRecord) -> Iterator[Signal]:
    """Boxes whose value conforms, after one or more tries that did not; in the order of inspection.

    A cancelled value was a try too. The mean of repeated readings after values that proved nothing is none: it is
    asked for where it can prove what one reading cannot.
    """
    for box in record.boxes():
        kept = record.measurement(box)
        if kept is None or record.decide(kept) is not Verdict.CONFORMING:
            continue
        history = record.history(box)
        tries = history[: history.index(kept) + 1]
        verdicts = [record.decide(found) for found in tries]
        if any(given.is_repeated for given in kept.inputs) and Verdict.NONCONFORMING not in verdicts:
            continue
        refused = sum(verdict is not Verdict.CONFORMING for verdict in verdicts)
        if refused:
            yield Signal(SignalKind.RETAKEN, refused, len(tries), (box,), box.balloon, kept.quantity)


def _undone(record: InspectionRecord, ordered: list[Measurement]) -> Iterator[Signal]:
    undone = [found for found in ordered if found.id in record.cancelled]
    if undone:
        yield Signal(SignalKind.UNDONE, len(undone), len(ordered), boxes_of(undone))
