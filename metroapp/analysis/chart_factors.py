"""The factors of control charts for samples of a normal law, computed to full precision for any size of subgroup.

d₂ and d₃: mean and standard deviation of the range of n values of standard deviation 1, from its distribution
P(R ≤ r) = n ∫ φ(x) [Φ(x+r) − Φ(x)]ⁿ⁻¹ dx; c₄ = √(2/(n−1)) Γ(n/2)/Γ((n−1)/2) (ISO 7870-2, annex; ASTM STP 15D).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import exp, lgamma, sqrt

import numpy as np
from scipy.special import ndtr

_REACH = 9.0  # standard deviations: what lies beyond is below the last digit
_NODES = 160


@dataclass(frozen=True, slots=True)
class ChartFactors:
    """Of one size of subgroup, under the names of the standards."""

    n: int
    d2: float
    d3: float
    c4: float

    @property
    def a2(self) -> float:
        return 3 / (self.d2 * sqrt(self.n))

    @property
    def lower_range(self) -> float:
        """D₃: never below 0."""
        return max(0.0, 1 - 3 * self.d3 / self.d2)

    @property
    def upper_range(self) -> float:
        """D₄."""
        return 1 + 3 * self.d3 / self.d2

    @property
    def a3(self) -> float:
        return 3 / (self.c4 * sqrt(self.n))

    @property
    def lower_stdev(self) -> float:
        """B₃: never below 0."""
        return max(0.0, 1 - 3 * sqrt(1 - self.c4**2) / self.c4)

    @property
    def upper_stdev(self) -> float:
        """B₄."""
        return 1 + 3 * sqrt(1 - self.c4**2) / self.c4


@lru_cache
def factors(n: int) -> ChartFactors:
    """The factors for subgroups of `n` values; ValueError below 2."""
    if n < 2:
        raise ValueError(n)
    mean, second = _range_moments(n)
    return ChartFactors(n, mean, sqrt(second - mean * mean), _c4(n))


def _c4(n: int) -> float:
    return sqrt(2 / (n - 1)) * exp(lgamma(n / 2) - lgamma((n - 1) / 2))


def _range_moments(n: int) -> tuple[float, float]:
    """The first two moments of the range: ∫ P(R > r) dr and 2 ∫ r P(R > r) dr."""
    nodes, weights = np.polynomial.legendre.leggauss(_NODES)
    x, x_weights = nodes * _REACH, weights * _REACH
    r, r_weights = (nodes + 1) * _REACH, weights * _REACH
    density = np.exp(-x * x / 2) / sqrt(2 * np.pi)
    inside = ndtr(x[:, None] + r) - ndtr(x[:, None])
    beyond = 1 - n * ((x_weights * density) @ inside ** (n - 1))
    return float(r_weights @ beyond), float(2 * (r_weights * r) @ beyond)
