"""Capability and performance indices with their confidence intervals, or the reason why there is none.

Cp, Cpk with the standard deviation within subgroups, Pp, Ppk with that of all values (ISO 22514-2), Cm, Cmk of one
short run of a machine (ISO 22514-3), Cpm about the target. A one-sided tolerance has no Cp, and one Cpk.
Intervals: χ² for Cp; Bissell's for Cpk (Applied Statistics 39, 1990), as Montgomery prints it; Boyles' for Cpm.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from scipy.special import chdtri, ndtr, ndtri

from metroapp.domain.statistical_terms import NoIndex


@dataclass(frozen=True, slots=True)
class Index:
    """A capability index and its interval; `reason` where it is not given."""

    value: float | None = None
    low: float | None = None
    high: float | None = None
    reason: NoIndex | None = None


@dataclass(frozen=True, slots=True)
class Tolerance:
    """The limits of a characteristic, and where it is aimed at: the middle unless said."""

    lower: float | None = None
    upper: float | None = None
    target: float | None = None

    @property
    def aimed_at(self) -> float | None:
        if self.target is not None or self.lower is None or self.upper is None:
            return self.target
        return (self.lower + self.upper) / 2

    @property
    def width(self) -> float | None:
        return None if self.lower is None or self.upper is None else self.upper - self.lower


@dataclass(frozen=True, slots=True)
class Spread:
    """A standard deviation, its degrees of freedom, the mean beside it and how many values gave that."""

    mean: float
    sigma: float
    freedom: int
    n: int


def potential(tolerance: Tolerance, spread: Spread, level: float) -> Index:
    """Cp, Pp or Cm: T / 6σ."""
    if tolerance.width is None:
        is_bare = tolerance.lower is None and tolerance.upper is None
        return Index(reason=NoIndex.NO_LIMITS if is_bare else NoIndex.ONE_SIDED)
    if spread.sigma <= 0:
        return Index(reason=NoIndex.NO_SPREAD)
    return _chi_squared(tolerance.width / (6 * spread.sigma), spread.freedom, level)


def centred(tolerance: Tolerance, spread: Spread, level: float) -> Index:
    """Cpk, Ppk or Cmk: the smaller of (Ts − x̄)/3σ and (x̄ − Ti)/3σ; the one that there is of a one-sided tolerance."""
    if tolerance.lower is None and tolerance.upper is None:
        return Index(reason=NoIndex.NO_LIMITS)
    if spread.sigma <= 0:
        return Index(reason=NoIndex.NO_SPREAD)
    sides = []
    if tolerance.upper is not None:
        sides.append((tolerance.upper - spread.mean) / (3 * spread.sigma))
    if tolerance.lower is not None:
        sides.append((spread.mean - tolerance.lower) / (3 * spread.sigma))
    value = min(sides)
    half = _normal(level) * sqrt(1 / (9 * spread.n) + value**2 / (2 * spread.freedom))
    return Index(value, value - half, value + half)


def about_target(tolerance: Tolerance, spread: Spread, level: float) -> Index:
    """Cpm: T / 6√(σ² + (x̄ − target)²)."""
    width, target = tolerance.width, tolerance.aimed_at
    if width is None:
        is_bare = tolerance.lower is None and tolerance.upper is None
        return Index(reason=NoIndex.NO_LIMITS if is_bare else NoIndex.ONE_SIDED)
    if target is None:
        return Index(reason=NoIndex.NO_TARGET)
    if spread.sigma <= 0:
        return Index(reason=NoIndex.NO_SPREAD)
    away = ((spread.mean - target) / spread.sigma) ** 2
    freedom = spread.n * (1 + away) ** 2 / (1 + 2 * away)
    return _chi_squared(width / (6 * spread.sigma * sqrt(1 + away)), freedom, level)


def expected_ppm(tolerance: Tolerance, spread: Spread) -> float | None:
    """Parts per million beyond the limits, of a normal law with this mean and this spread; None without either."""
    if spread.sigma <= 0 or (tolerance.lower is None and tolerance.upper is None):
        return None
    above = 0.0 if tolerance.upper is None else float(ndtr((spread.mean - tolerance.upper) / spread.sigma))
    below = 0.0 if tolerance.lower is None else float(ndtr((tolerance.lower - spread.mean) / spread.sigma))
    return 1e6 * (above + below)


@dataclass(frozen=True, slots=True)
class Cnomo:
    """CAM and Cpk as CNOMO names them, apart from the indices of ISO; `reason` where there are none."""

    cam: float | None = None
    cpk: float | None = None
    reason: NoIndex | None = None


def cnomo(tolerance: Tolerance, instant: Spread) -> Cnomo:
    """CAM (coefficient d'aptitude du moyen) = T / 6σ and Cpk = min(Ts − x̄, x̄ − Ti) / 3σ, with the instantaneous σ: that
    within subgroups. They are measured against what a customer asks: no threshold is theirs."""
    if tolerance.width is None:
        is_bare = tolerance.lower is None and tolerance.upper is None
        return Cnomo(reason=NoIndex.NO_LIMITS if is_bare else NoIndex.ONE_SIDED)
    assert tolerance.lower is not None and tolerance.upper is not None
    if instant.sigma <= 0:
        return Cnomo(reason=NoIndex.NO_SPREAD)
    nearest = min(tolerance.upper - instant.mean, instant.mean - tolerance.lower)
    return Cnomo(tolerance.width / (6 * instant.sigma), nearest / (3 * instant.sigma))


def _chi_squared(value: float, freedom: float, level: float) -> Index:
    tail = (1 - level) / 2
    low, high = chdtri(freedom, 1 - tail), chdtri(freedom, tail)  # of the upper tail
    return Index(value, value * sqrt(low / freedom), value * sqrt(high / freedom))


def _normal(level: float) -> float:
    return float(ndtri(1 - (1 - level) / 2))
