"""What the readings of a geometric method give, exactly. Millimetres.

A minimum zone is found from points by `metroapp.analysis`, which works in floating point: its width is first cleaned of
what floating point adds (rounded at 10⁻⁹). What is not exact is rounded up, two decimals beyond those of the readings:
nothing is proven by rounding, and nothing is shown that nobody could read.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_CEILING, Decimal, localcontext

from metroapp.domain.callout import Symbol
from metroapp.domain.geometric_method import GeometricMethod, Way, is_judged_together
from metroapp.domain.quantity import STORED_DECIMALS, decimals_of, rounded, shortest

MORE_DECIMALS = 2  # more than the readings show
_EXACT = Decimal(1).scaleb(-30)


def value_of(method: GeometricMethod, symbol: Symbol | None, readings: Sequence[Decimal]) -> Decimal:
    """The value of a method that is no minimum zone, from its readings in order; rounded up, two decimals beyond them,
    where its arithmetic is not exact."""
    if method.way is Way.CO_ORDINATES:
        return _position(readings, method.places)
    if method.way is Way.TURNED_OVER:
        before, after = readings[: method.sections], readings[method.sections :]
        return max(abs(one - other) for one, other in zip(before, after, strict=True))
    range_ = max(_ranges(method, symbol, readings))
    match method.way:
        case Way.DIAMETERS:
            return _shown(range_ / 2, readings)
        case Way.V_BLOCK:
            with localcontext(prec=50):
                return _shown(range_ / method.factor, readings)
    return range_


def deciding_section(method: GeometricMethod, symbol: Symbol | None, readings: Sequence[Decimal]) -> int | None:
    """The section whose readings decide, from 1; None where there is only one, or all make one value together."""
    if method.sections == 1 or is_judged_together(symbol) or method.way.is_zone:
        return None
    if method.way is Way.TURNED_OVER:
        spans = [abs(one - readings[method.sections + place]) for place, one in enumerate(readings[: method.sections])]
    else:
        spans = _ranges(method, symbol, readings)
    return spans.index(max(spans)) + 1


def rounded_zone(width: Decimal, readings: Sequence[Decimal]) -> Decimal:
    """The width of a minimum zone as it is recorded: rounded up, two decimals beyond the readings."""
    shown = min(max(map(decimals_of, readings), default=0) + MORE_DECIMALS, STORED_DECIMALS)
    return rounded(width).quantize(Decimal(1).scaleb(-shown), rounding=ROUND_CEILING)


def _ranges(method: GeometricMethod, symbol: Symbol | None, readings: Sequence[Decimal]) -> list[Decimal]:
    """Maximum − minimum of each section, or of all of them together."""
    size = len(readings) if is_judged_together(symbol) else method.per_section
    sections = [readings[start : start + size] for start in range(0, len(readings), size)]
    return [max(one) - min(one) for one in sections]


def _position(readings: Sequence[Decimal], places: Sequence[Decimal]) -> Decimal:
    """Twice the distance of the measured place to the true one (ISO 1101:2017, 17)."""
    with localcontext(prec=50):
        squares = sum(((read - true) ** 2 for read, true in zip(readings, places, strict=True)), Decimal(0))
        return _shown(2 * squares.sqrt(), readings)


def _shown(value: Decimal, readings: Sequence[Decimal]) -> Decimal:
    """Rounded up two decimals beyond the readings, and with no fewer than they have; what an irrational factor leaves
    of an exact value (0.01/2.000…01) is no remainder."""
    decimals = max(map(decimals_of, readings), default=0)
    with localcontext(prec=60):
        step = Decimal(1).scaleb(-min(decimals + MORE_DECIMALS, STORED_DECIMALS))
        found = shortest(value.quantize(_EXACT).quantize(step, rounding=ROUND_CEILING))
    return found if decimals_of(found) >= decimals else found.quantize(Decimal(1).scaleb(-decimals))
