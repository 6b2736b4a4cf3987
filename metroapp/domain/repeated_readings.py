"""Whether readings repeated at the same place agree as far as the repeatability of their instrument lets expect.

The test of the range: the largest minus the smallest of n readings stays within the critical range f(n)·s at a
probability of 95 % (ISO 5725-6:1994, 4.1.4). The text of the standard was not at hand: the factors are the 0,95
quantiles of the range of n normal values of standard deviation 1, rounded half-even to the tenth as it prints them.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

_FACTORS = "2.8 3.3 3.6 3.9 4.0 4.2 4.3 4.4 4.5 4.6 4.6 4.7 4.7 4.8 4.8 4.9 4.9 5.0 5.0"  # n = 2 to 20
_CRITICAL = {count: Decimal(factor) for count, factor in enumerate(_FACTORS.split(), start=2)}


def critical_range(count: int, repeatability: Decimal) -> Decimal:
    """The largest range that `count` readings (2 to 20) may have, in the unit of `repeatability`."""
    return _CRITICAL[count] * repeatability


def concordant(readings: Sequence[Decimal], repeatability: Decimal) -> bool:
    """Whether the range of 2 to 20 readings stays within its critical range; all in one unit, as they were shown.

    Neighbours on the display agree: an instrument cannot repeat better than its last digit lets it say.
    """
    exponents = [exponent for reading in readings if isinstance(exponent := reading.as_tuple().exponent, int)]
    last_digit = Decimal(1).scaleb(min(exponents))
    return max(readings) - min(readings) <= max(critical_range(len(readings), repeatability), last_digit)
