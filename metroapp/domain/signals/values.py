"""Signals found in the values of one balloon: the same ones in a row, on the nominal, with few last digits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from metroapp.domain.callout import Callout
from metroapp.domain.decision import value_of
from metroapp.domain.measurement import Measurement
from metroapp.domain.quantity import STORED_DECIMALS, Quantity
from metroapp.domain.record import InspectionRecord
from metroapp.domain.signals.facts import Signal, SignalKind, Where, boxes_of
from metroapp.domain.signals.steps import chance_of, fullest_share, possible_last_digits, readings_of

# What chance gives less often than this is told, for one balloon: with the dozen balloons of a part, an honest record
# shows such a fact about once in ten.
RARE = Fraction(1, 100)
RARE_ON_TARGET = Fraction(1, 500)  # stricter: machines are set for the target, and honest values gather there
SHORTEST_RUN = 4  # pieces: three alike in a row are met every day, however fine the reading
FEWEST_ON_TARGET = 3  # values: the machine was set for the nominal, and one or two pieces come out exactly there
LARGEST_SHARE_ON_TARGET = Fraction(1, 4)  # even of a fine reading: up to one in four is a well centred process
FEWEST_DIGITS = 10  # readings: ten honest last digits keep to two of ten about once in 200 000 times (45 × 0.2¹⁰)
MOST_LAST_DIGITS = 2  # 0 and 5: what rounding by eye leaves
SPREAD_VALUES = 2  # distinct values beyond the last digits: a tight lot (12.00, 12.01) and a bad 12.31 round nothing


def identical(record: InspectionRecord, values: list[Measurement]) -> Iterator[Signal]:
    """Runs of one value, with the same decimals, longer than chance gives among as many pieces.

    Among n pieces, n × share^(run − 1) bounds the chance of a run: 5 of 10 for the 21 steps of Ø20 h7 read to 0.001.
    """
    balloon, callout = _looked_at(record, values)
    pieces = len({found.box.piece for found in values})
    for _, group in groupby(values, key=_shown):
        run = list(group)
        count = len({found.box.piece for found in run})
        if count < SHORTEST_RUN:
            continue
        share = fullest_share(record, run, callout, among=values)
        if share is not None and pieces * share ** (count - 1) <= RARE:
            yield Signal(SignalKind.IDENTICAL, count, pieces, boxes_of(run), balloon, run[0].quantity)


def at_target(record: InspectionRecord, values: list[Measurement]) -> Iterator[Signal]:
    """Values exactly on the nominal, where it is inside the limits, and those exactly in the middle of the limits."""
    balloon, callout = _looked_at(record, values)
    for where, target in _targets(callout):
        there = [found for found in values if found.quantity and value_of(found.quantity, callout) == target]
        count, of = len(there), len(values)
        if count < FEWEST_ON_TARGET or Fraction(count, of) <= LARGEST_SHARE_ON_TARGET:
            continue
        share = fullest_share(record, values, callout, among=values)
        if share is not None and chance_of(count, of, share) <= RARE_ON_TARGET:
            yield Signal(SignalKind.NOMINAL, count, of, boxes_of(there), balloon, there[0].quantity, where)


def last_digits(record: InspectionRecord, values: list[Measurement]) -> Iterator[Signal]:
    """Readings with the same number of decimals that end with one or two digits only, of instruments that show more."""
    balloon, _ = _looked_at(record, values)
    by_decimals: dict[int, list[tuple[int, Quantity, Measurement]]] = defaultdict(list)
    total = 0
    for found in values:
        for shown, instrument in readings_of(record, found):
            total += 1
            if possible_last_digits(shown, instrument) > MOST_LAST_DIGITS:
                last_place = shown.amount // 10 ** (STORED_DECIMALS - shown.decimals)
                by_decimals[shown.decimals].append((last_place, shown, found))
    for _, read in sorted(by_decimals.items()):
        different = {place for place, _, _ in read}
        digits = tuple(sorted({abs(place) % 10 for place in different}))
        spread = len(different) >= len(digits) + SPREAD_VALUES
        if len(read) >= FEWEST_DIGITS and len(digits) <= MOST_LAST_DIGITS and spread:
            boxes = boxes_of(found for _, _, found in read)
            yield Signal(SignalKind.DIGITS, len(read), total, boxes, balloon, read[0][1], digits=digits)


def _looked_at(record: InspectionRecord, values: list[Measurement]) -> tuple[str, Callout]:
    balloon = values[0].box.balloon
    return balloon, record.characteristic(balloon).callout


def _shown(found: Measurement) -> tuple[Quantity, int]:
    assert found.quantity is not None
    return found.quantity, found.quantity.decimals


def _targets(callout: Callout) -> Iterator[tuple[Where, Decimal]]:
    lower, upper, nominal, middle = callout.lower_limit, callout.upper_limit, callout.nominal, callout.mid_limit
    if lower is None or upper is None or middle is None:
        return
    if nominal is not None and lower <= nominal <= upper:
        yield Where.NOMINAL, nominal
    if nominal != middle:
        yield Where.MIDDLE, middle
