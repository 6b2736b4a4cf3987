"""The distribution of Student, on exact decimals, and the coverage factor that a level of confidence asks for.

Levels are in percent and two-sided, as in table G.2 of the GUM (JCGM 100:2008); `dof` is a whole number of degrees of
freedom, None for infinitely many.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from functools import lru_cache

from metroapp.domain.message import Refusal
from metroapp.domain.probability import normal
from metroapp.domain.trigonometry import atan, pi

LOWEST_LEVEL, HIGHEST_LEVEL = Decimal(50), Decimal("99.99")  # percent

_SIGMAS = {Decimal("68.27"): Decimal(1), Decimal("95.45"): Decimal(2), Decimal("99.73"): Decimal(3)}  # G.2, note a
_DIGITS = 50
_SETTLED = Decimal("1e-12")  # how near a quantile is found
_MANY = 200  # degrees of freedom above which the expansion is closer than 10⁻⁶, and the finite sums long
_PRINTED = (Decimal("0.01"), Decimal("0.001"))  # table G.2: two decimals, three from 100 degrees of freedom
_THREE_DECIMALS_FROM = 100


def coverage_factor(level: Decimal, dof: int | None) -> Decimal:
    """k = t_p(ν), with the decimals of table G.2 of the GUM; for p = 95,45 % and many degrees of freedom, 2,000.

    Refuses `budget.level` outside 50 … 99,99 %.
    """
    step = _PRINTED[dof is None or dof >= _THREE_DECIMALS_FROM]
    return quantile(level, dof).quantize(step, rounding=ROUND_HALF_EVEN)


@lru_cache(maxsize=4096)
def quantile(level: Decimal, dof: int | None) -> Decimal:
    """t such that |T| is at most t with the probability `level`, to six decimals at the least.

    68,27 %, 95,45 % and 99,73 % stand for one, two and three standard deviations of a normal distribution. Refuses
    `budget.level`, and `budget.dof_too_small` under one degree of freedom.
    """
    if not (level.is_finite() and LOWEST_LEVEL <= level <= HIGHEST_LEVEL):
        raise Refusal("budget.level", level=level, lowest=LOWEST_LEVEL, highest=HIGHEST_LEVEL)
    if dof is not None and dof < 1:
        raise Refusal("budget.dof_too_small", dof=Decimal(dof))
    with localcontext(prec=_DIGITS):
        sigmas = _SIGMAS.get(level)
        if sigmas is not None and dof is None:
            return sigmas
        probability = level / 100 if sigmas is None else 2 * normal(sigmas) - 1
        if dof is None:
            return _crossing(lambda z: 2 * normal(z) - 1, probability)
        if dof > _MANY:
            return _expansion(quantile(level, None), dof)
        return _crossing(lambda t: within(t, dof), probability)


def within(t: Decimal, dof: int) -> Decimal:
    """P(|T| ≤ t), t ≥ 0, by the finite sums of Abramowitz & Stegun (1964), 26.7.3 and 26.7.4."""
    with localcontext(prec=_DIGITS):
        square = dof / (dof + t * t)  # cos²θ, with tan θ = t / √ν
        sine = t / (dof + t * t).sqrt()
        odd = dof % 2
        term = total = square.sqrt() if odd else Decimal(1)
        # Odd: cos θ + 2/3 cos³θ + 2·4/(3·5) cos⁵θ…; even: 1 + 1/2 cos²θ + 1·3/(2·4) cos⁴θ…
        for power in range(2 + odd, dof - 1, 2):
            term *= square * (power - 1) / power
            total += term
        if not odd:
            return sine * total
        angle = atan(t / Decimal(dof).sqrt())
        return 2 / pi() * (angle if dof == 1 else angle + sine * total)


def _expansion(z: Decimal, dof: int) -> Decimal:
    """t from the normal quantile, by the expansion in 1/ν of Abramowitz & Stegun, 26.7.5, to its third term."""
    return (
        z
        + (z**3 + z) / (4 * dof)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * dof**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * dof**3)
    )


def _crossing(probability: Callable[[Decimal], Decimal], level: Decimal) -> Decimal:
    """Where an increasing probability crosses `level`, by doubling and then halving."""
    near, far = Decimal(0), Decimal(1)
    while probability(far) < level:
        near, far = far, 2 * far
    while far - near > _SETTLED:
        middle = (near + far) / 2
        near, far = (middle, far) if probability(middle) < level else (near, middle)
    return (near + far) / 2
