"""A sample of exact values, and the figures that sum it up.

Values are held as whole numbers of steps from the first one, so that values alike but for their last digits lose none
of them: the certified results of the NIST StRD univariate sets come out to their last digit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from math import isqrt

import numpy as np
from numpy.typing import NDArray

_MOST_STEPS = 2**62  # between two values: what 64 bits hold, and any difference of two of them
_EXACT_UP_TO = 20_000  # values: sums of whole numbers of any size; beyond, of 64 and 53 bits
_LONGEST = 100  # digits of a value
_ROOT_DIGITS = 10**40


@dataclass(frozen=True, eq=False)
class Sample:
    """Values in the order in which they were taken. `steps`: whole numbers of 10⁻ᵈᵉᶜⁱᵐᵃˡˢ above `origin`."""

    steps: NDArray[np.int64]
    origin: int
    decimals: int

    @classmethod
    def of(cls, values: Sequence[Decimal]) -> Sample:
        """A sample of decimals; ValueError where there is none, OverflowError where they are 10¹⁸ apart.

        Values that differ by more than 18 figures are rounded there: their floating point says no more.
        """
        if not values:
            raise ValueError("an empty sample")
        decimals = max(0, *(-exponent for value in values if isinstance(exponent := value.as_tuple().exponent, int)))
        with localcontext(prec=_LONGEST):
            amounts = [int(value.scaleb(decimals)) for value in values]
        spread, cut = max(amounts) - min(amounts), 0
        while cut < decimals and spread // 10**cut >= _MOST_STEPS:
            cut += 1
        if cut:
            step = 10**cut
            amounts, decimals = [(one + step // 2) // step for one in amounts], decimals - cut
        return cls(np.array([one - amounts[0] for one in amounts], dtype=np.int64), amounts[0], decimals)

    @classmethod
    def of_amounts(cls, amounts: NDArray[np.int64], decimals: int) -> Sample:
        """A sample of whole numbers of 10⁻ᵈᵉᶜⁱᵐᵃˡˢ, as the archive holds them."""
        return cls(amounts - amounts[0], int(amounts[0]), decimals)

    @property
    def n(self) -> int:
        return len(self.steps)

    @cached_property
    def mean(self) -> Fraction:
        """Exact."""
        return Fraction(self.origin * self.n + self._total, self.n) * self._step

    @property
    def minimum(self) -> Fraction:
        return (self.origin + int(self.steps.min())) * self._step

    @property
    def maximum(self) -> Fraction:
        return (self.origin + int(self.steps.max())) * self._step

    @cached_property
    def variance(self) -> Fraction:
        """Of the population that it was drawn from (n − 1); ValueError of fewer than two values."""
        if self.n < 2:
            raise ValueError("one value has no variance")
        return self._squares * self._step**2 / (self.n - 1)

    @property
    def stdev(self) -> float:
        """s, with n − 1."""
        return root(self.variance)

    @cached_property
    def autocorrelation(self) -> float | None:
        """Of each value with the next one: Σ(xᵢ−x̄)(xᵢ₊₁−x̄) / Σ(xᵢ−x̄)²; None where all are equal."""
        squares = self._squares
        if squares == 0:
            return None
        if self._is_small:
            steps, mean = self.steps.tolist(), self._mean_step
            total = sum(steps)
            ends = (total - steps[-1]) + (total - steps[0])
            products = sum(one * other for one, other in pairwise(steps))
            return float((products - mean * ends + mean * mean * (self.n - 1)) / squares)
        centred = self._centred
        return float(np.dot(centred[:-1], centred[1:]) / float(squares))

    @cached_property
    def values(self) -> NDArray[np.float64]:
        """The values in floating point."""
        return (self.steps.astype(np.float64) + self.origin) / 10.0**self.decimals

    @property
    def _step(self) -> Fraction:
        return Fraction(1, 10**self.decimals)

    @cached_property
    def _total(self) -> int:
        high, low = self.steps >> 32, self.steps & 0xFFFFFFFF  # a sum that does not leave 64 bits
        return (int(high.sum()) << 32) + int(low.sum())

    @property
    def _is_small(self) -> bool:
        return self.n <= _EXACT_UP_TO

    @property
    def _mean_step(self) -> Fraction:
        return Fraction(self._total, self.n)

    @cached_property
    def _centred(self) -> NDArray[np.float64]:
        return np.asarray(self.steps - float(self._mean_step), dtype=np.float64)

    @cached_property
    def _squares(self) -> Fraction:
        """Σ(xᵢ−x̄)², in squared steps."""
        if self._is_small:
            steps = self.steps.tolist()
            return Fraction(sum(one * one for one in steps)) - Fraction(sum(steps) ** 2, self.n)
        centred = self._centred
        return Fraction(float(np.dot(centred, centred)))


def root(value: Fraction) -> float:
    """The square root of an exact number, rounded once."""
    scale = _ROOT_DIGITS
    while value and value * scale * scale < 10**40:
        scale *= _ROOT_DIGITS
    return float(Fraction(isqrt(int(value * scale * scale)), scale))
