"""The normal distribution, on exact decimals: Φ and its inverse are read to far more digits than any decision needs."""

from __future__ import annotations

from decimal import Decimal, localcontext

from metroapp.domain.trigonometry import pi

_DIGITS = 40
_FAR = Decimal(12)  # beyond twelve standard deviations, Φ is 0 or 1 to thirty decimals
_SMALLEST = Decimal("1e-36")


def normal(z: Decimal) -> Decimal:
    """Φ(z), the probability that a standard normal variable is at most `z`.

    Series Φ(z) = ½ + φ(z)·(z + z³/3 + z⁵/(3·5) + …), all of whose terms have the sign of z (Marsaglia, 2004).
    """
    if z <= -_FAR:
        return Decimal(0)
    if z >= _FAR:
        return Decimal(1)
    # For z < 0 the two halves cancel: enough digits are kept for what is left.
    with localcontext(prec=_DIGITS + 40):
        term = total = z
        odd = 1
        while abs(term) > _SMALLEST * _SMALLEST:
            odd += 2
            term = term * z * z / odd
            total += term
        density = (-z * z / 2).exp() / (2 * pi()).sqrt()
        found = Decimal("0.5") + density * total
    with localcontext(prec=_DIGITS):
        return +min(max(found, Decimal(0)), Decimal(1))
