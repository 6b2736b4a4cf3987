"""Charts that find a small and lasting shift: the exponentially weighted moving average, and the cumulative sums.

Their points are those of a chart of the location (`ChartPair.location`), their σ that of one of these points.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from metroapp.analysis.charts import ChartPair
from metroapp.domain.message import Refusal

Points = NDArray[np.float64]
_SAME = 1e-12  # of a size: what floating point adds to equal ones
WEIGHT, WIDTH = 0.2, 3.0
SLACK, INTERVAL = 0.5, 5.0


@dataclass(frozen=True, slots=True)
class Reference:
    """What points are compared with: a central value, and the standard deviation of one point."""

    centre: float
    sigma: float

    @classmethod
    def of(cls, pair: ChartPair) -> Reference:
        """The centre of the chart and, of its points, the standard deviation that the subgroups show within."""
        return cls(pair.location.centre, pair.sigma / (pair.drawn / pair.subgroups) ** 0.5)


@dataclass(frozen=True, eq=False, slots=True)
class Ewma:
    """zᵢ = λxᵢ + (1 − λ)zᵢ₋₁ from z₀ = centre, with the limits of each point."""

    weight: float
    width: float
    centre: float
    points: Points
    lower: Points
    upper: Points

    @property
    def out(self) -> tuple[int, ...]:
        """The points beyond their limits, from 1."""
        room = _SAME * np.abs(self.points).max()
        return _numbers((self.points > self.upper + room) | (self.points < self.lower - room))


def ewma(points: Points, reference: Reference, weight: float = WEIGHT, width: float = WIDTH) -> Ewma:
    """The chart with the exact variance of each point: σ² λ/(2 − λ) [1 − (1 − λ)²ⁱ] (ISO 7870-6; Montgomery 9.2).

    Refuses `stats.weight` (not above 0 and up to 1) and `stats.width`.
    """
    if not 0 < weight <= 1:
        raise Refusal("stats.weight")
    if not 0 < width <= 10:
        raise Refusal("stats.width")
    seen = accumulate(points.tolist(), lambda z, x: weight * x + (1 - weight) * z, initial=reference.centre)
    ranks = np.arange(1, len(points) + 1)
    half = width * reference.sigma * np.sqrt(weight / (2 - weight) * (1 - (1 - weight) ** (2.0 * ranks)))
    centre = reference.centre
    return Ewma(weight, width, centre, np.array(list(seen)[1:]), centre - half, centre + half)


@dataclass(frozen=True, eq=False, slots=True)
class Cusum:
    """Sums of what exceeds the centre by more than a slack, upwards and downwards; both count from 0 up."""

    centre: float
    slack: float  # K, in the unit of the points
    interval: float  # H, in the unit of the points: a sum beyond it is a signal
    above: Points
    below: Points

    @property
    def out(self) -> tuple[int, ...]:
        """The points where a sum is beyond the decision interval, from 1."""
        return _numbers((self.above > self.interval) | (self.below > self.interval))

    @property
    def began(self) -> int | None:
        """The point from which the first sum that signalled has not come back to 0: about where the shift began."""
        if not self.out:
            return None
        last = self.out[0] - 1
        sums = self.above if self.above[last] > self.interval else self.below
        zeros = np.flatnonzero(sums[:last] == 0)
        return int(zeros[-1]) + 2 if len(zeros) else 1


def cusum(points: Points, reference: Reference, slack: float = SLACK, interval: float = INTERVAL) -> Cusum:
    """The tabular chart; slack k and interval h are given in standard deviations of a point (ISO 7870-4; Montgomery
    9.1). Refuses `stats.slack` and `stats.interval`."""
    if not 0 <= slack <= 10:
        raise Refusal("stats.slack")
    if not 0 < interval <= 100:
        raise Refusal("stats.interval")
    k, h = slack * reference.sigma, interval * reference.sigma
    off = points - reference.centre
    away = np.where(np.abs(off) > _SAME * np.abs(points).max(), off, 0.0).tolist()
    above = list(accumulate(away, lambda total, one: max(0.0, total + one - k), initial=0.0))[1:]
    below = list(accumulate(away, lambda total, one: max(0.0, total - one - k), initial=0.0))[1:]
    return Cusum(reference.centre, k, h, np.array(above), np.array(below))


def _numbers(places: NDArray[np.bool_]) -> tuple[int, ...]:
    return tuple(int(place) + 1 for place in np.flatnonzero(places))
