"""Circular functions of exact decimals, in radians, without a float.

Everything is computed with guard digits and given back with 45 decimals, so that what is zero or one half on paper is
zero or one half here. Series and reductions: Abramowitz & Stegun, *Handbook of Mathematical Functions* (1964), §4.3
and §4.4. An argument where a function has no value is refused (`formula.domain`, which names the function).
"""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Context, Decimal, DivisionByZero, InvalidOperation, Overflow, localcontext
from functools import cache

from metroapp.domain.message import Refusal

LARGEST_ARGUMENT = Decimal(10) ** 30  # radians: beyond, the digits of π kept here no longer reduce the argument

_STEP = Decimal("1e-45")
_TRAPS = [InvalidOperation, DivisionByZero, Overflow]
_PUBLISHED = Context(prec=50, rounding=ROUND_HALF_EVEN, Emin=-999999, Emax=999999, traps=_TRAPS)
_WORKING = Context(prec=100, rounding=ROUND_HALF_EVEN, Emin=-999999, Emax=999999, traps=_TRAPS)


def pi() -> Decimal:
    """π to 50 significant digits."""
    return _PUBLISHED.plus(_long_pi())


@cache
def _long_pi() -> Decimal:
    """π to 100 digits by the formula of Machin (1706): π/4 = 4 arctan(1/5) − arctan(1/239)."""
    with localcontext(_WORKING) as context:
        context.prec += 10
        quarter = 4 * _gregory(1 / Decimal(5)) - _gregory(1 / Decimal(239))
        return _WORKING.plus(4 * quarter)


def sin(angle: Decimal) -> Decimal:
    """Sine of an angle in radians. Refuses (`formula.domain`) an angle of 10³⁰ rad or more."""
    return _settled(_sine_and_cosine(angle, "sin")[0])


def cos(angle: Decimal) -> Decimal:
    """Cosine of an angle in radians. Refuses (`formula.domain`) an angle of 10³⁰ rad or more."""
    return _settled(_sine_and_cosine(angle, "cos")[1])


def tan(angle: Decimal) -> Decimal:
    """Tangent of an angle in radians. Refuses (`formula.domain`) its poles, the odd multiples of π/2."""
    sine, cosine = _sine_and_cosine(angle, "tan")
    if cosine.copy_abs() < _STEP:
        raise Refusal("formula.domain", function="tan")
    return _settled(_WORKING.divide(sine, cosine))


def asin(ratio: Decimal) -> Decimal:
    """Angle in [−π/2, π/2] rad whose sine is `ratio`: 2 arctan(x / (1 + √(1 − x²))); else `formula.domain`."""
    if not (ratio.is_finite() and -1 <= ratio <= 1):
        raise Refusal("formula.domain", function="asin")
    with localcontext(_WORKING):
        return _settled(2 * _arctangent(ratio / (1 + ((1 - ratio) * (1 + ratio)).sqrt())))


def acos(ratio: Decimal) -> Decimal:
    """Angle in [0, π] rad whose cosine is `ratio` in [−1, 1]: 2 arctan √((1 − x) / (1 + x)); else `formula.domain`."""
    if not (ratio.is_finite() and -1 <= ratio <= 1):
        raise Refusal("formula.domain", function="acos")
    with localcontext(_WORKING):
        return _settled(2 * _arctangent(((1 - ratio) / (1 + ratio)).sqrt()) if 1 + ratio else _long_pi())


def atan(ratio: Decimal) -> Decimal:
    """Angle in ]−π/2, π/2[ rad whose tangent is `ratio`. Refuses (`formula.domain`) what is not finite."""
    if not ratio.is_finite():
        raise Refusal("formula.domain", function="atan")
    with localcontext(_WORKING):
        return _settled(_arctangent(ratio))


def sqrt(value: Decimal) -> Decimal:
    """Square root to 50 significant digits. Refuses (`formula.domain`) a negative value."""
    if not value.is_finite() or value < 0:
        raise Refusal("formula.domain", function="racine")
    return value.sqrt(_PUBLISHED)


def _settled(value: Decimal) -> Decimal:
    """At most 45 decimals and 50 significant digits; the guard digits go."""
    return _PUBLISHED.plus(value if value.copy_abs() > 10**5 else value.quantize(_STEP, context=_WORKING))


def _sine_and_cosine(angle: Decimal, function: str) -> tuple[Decimal, Decimal]:
    """Both, by the series of Taylor (A&S 4.3.65, 4.3.66) on [−π/4, π/4] after removing whole quarter turns."""
    if not angle.is_finite() or angle.copy_abs() >= LARGEST_ARGUMENT:
        raise Refusal("formula.domain", function=function)
    with localcontext(_WORKING):
        quarter = _long_pi() / 2
        turns = int((angle / quarter).to_integral_value())
        rest = angle - turns * quarter
        sine, cosine = _taylor(rest, rest * rest, 1), _taylor(Decimal(1), rest * rest, 0)
        return ((sine, cosine), (cosine, -sine), (-sine, -cosine), (-cosine, sine))[turns % 4]


def _taylor(first: Decimal, square: Decimal, index: int) -> Decimal:
    """Sum of the series whose term n + 2 is −x²/((n + 1)(n + 2)) times term n, until it no longer changes."""
    total, term, before = first, first, None
    while total != before:
        before = total
        term *= -square / ((index + 1) * (index + 2))
        total, index = total + term, index + 2
    return total


def _arctangent(ratio: Decimal) -> Decimal:
    """Any arctangent: π/2 − arctan(1/x) above 1 (A&S 4.4.6), then the angle is halved five times for the series."""
    if ratio.copy_abs() > 1:
        return (_long_pi() / 2).copy_sign(ratio) - _arctangent(1 / ratio)
    for _ in range(5):
        ratio /= 1 + (1 + ratio * ratio).sqrt()
    return 32 * _gregory(ratio)


def _gregory(ratio: Decimal) -> Decimal:
    """Series of Gregory (A&S 4.4.42): x − x³/3 + x⁵/5…, for a small x."""
    total, power, before, odd = ratio, ratio, None, 1
    while total != before:
        before = total
        power, odd = power * -ratio * ratio, odd + 2
        total += power / odd
    return total
