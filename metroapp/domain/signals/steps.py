"""How finely values were read, and what an honest process gives by chance at that fineness."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal, localcontext
from fractions import Fraction
from math import comb, gcd

from metroapp.domain.callout import Callout, Kind
from metroapp.domain.instrument import Instrument
from metroapp.domain.measurement import Measurement, Role
from metroapp.domain.quantity import Quantity
from metroapp.domain.reading_step import step_of
from metroapp.domain.record import InspectionRecord

# Where nothing else tells, a process with Cp = 1.33 is taken to be ordinary: it has σ = T/8, and one step of the
# reading then holds at most 8/√2π ≈ 3.2 steps/T of its values.
_FULLEST_STEP = Fraction(16, 5)
_FULLEST_OF_SPREAD = Fraction(2, 5)  # 1/√2π: of a process whose spread the values themselves show


def readings_of(record: InspectionRecord, found: Measurement) -> Iterator[tuple[Quantity, Instrument | None]]:
    """What was really read for a value, with its instrument: the deviation of a comparison, each place of several.

    The zero of a comparator is the same under many values: it is not one of their readings.
    """
    read = [given for given in found.inputs if not given.is_given and given.role not in (Role.ZERO, Role.PLATE)]
    for given in read:
        number = given.frame.instrument if given.frame else found.instrument
        yield given.quantity, record.instruments.get(number or "")
    if not read and found.quantity is not None:
        yield found.quantity, record.instruments.get(found.instrument or "")


def possible_last_digits(shown: Quantity, instrument: Instrument | None) -> int:
    """How many last digits the instrument can show with the decimals of a reading: a step of 0.005 shows 0 and 5."""
    step = step_of(shown, instrument)
    if step is None:
        return 0
    count = Fraction(step) * 10**shown.decimals
    return 10 // gcd(count.numerator, 10) if count.denominator == 1 else 10


def fullest_share(
    record: InspectionRecord, values: Iterable[Measurement], callout: Callout, among: Iterable[Measurement]
) -> Fraction | None:
    """The largest share of its values that an ordinary process gives to a single one; None where nothing tells.

    A capable machine gives a wide tolerance few different values: the spread of all the values found (`among`) counts
    where it is narrower than an ordinary one. A value of a formula has no step of its own, nor has a value without
    limits any spread to be expected.
    """
    interval = _expected_spread(callout)
    if not interval:
        return None
    coarsest = Decimal(0)
    for found in values:
        if any(given.role is Role.VARIABLE for given in found.inputs):
            return None
        for shown, instrument in readings_of(record, found):
            step = step_of(shown, instrument)
            if step is None:
                return None
            coarsest = max(coarsest, step)
    share = _FULLEST_STEP * Fraction(coarsest) / Fraction(interval)
    unit = callout.reading_unit
    spread = _spread([found.quantity.to(unit).value for found in among if found.quantity is not None])
    if spread:
        share = max(share, _FULLEST_OF_SPREAD * Fraction(coarsest) / spread)
    return min(share, Fraction(1))


def _spread(values: list[Decimal]) -> Fraction:
    """Standard deviation of values in one unit; 0 where fewer than two, or all alike, show none."""
    if len(values) < 2:
        return Fraction(0)
    exact = [Fraction(value) for value in values]
    mean = sum(exact, Fraction(0)) / len(exact)
    variance = sum(((value - mean) ** 2 for value in exact), Fraction(0)) / (len(exact) - 1)
    with localcontext(prec=40):
        return Fraction((Decimal(variance.numerator) / Decimal(variance.denominator)).sqrt())


def _expected_spread(callout: Callout) -> Decimal | None:
    """The tolerance interval in the unit of the readings; a deviation bounded by zero keeps to half of its zone."""
    if callout.tolerance_interval is not None:
        return callout.in_reading_unit(callout.tolerance_interval)
    if callout.kind in (Kind.GEOMETRIC, Kind.ROUGHNESS) and callout.upper_limit is not None:
        return callout.upper_limit / 2
    return None


def chance_of(count: int, of: int, share: Fraction) -> Fraction:
    """The chance of at least `count` out of `of`, when each has the chance `share` (binomial law), exactly."""
    yes, no, whole = share.numerator, share.denominator - share.numerator, share.denominator
    favourable = sum(comb(of, each) * yes**each * no ** (of - each) for each in range(count, of + 1))
    return Fraction(favourable, whole**of)
