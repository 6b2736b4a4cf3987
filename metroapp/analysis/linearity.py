"""Bias of a measuring system against reference values, and how it changes with the size (linearity): AIAG MSA, 4th ed.,
chapter III, section B."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy.special import stdtr

from metroapp.domain.message import Refusal

_NOISE = 1e-15  # of a size: what its floating point may be off by


@dataclass(frozen=True, slots=True)
class Bias:
    """Mean deviation from one reference value; `p` of the hypothesis that there is none: 0 where readings that are all
    alike are off, None where they are right."""

    mean: float
    stdev: float
    t: float | None
    p: float | None


def bias(values: Sequence[float], reference: float) -> Bias:
    """The bias of repeated readings of one piece. Refuses `bias.too_few` (two readings at least)."""
    if len(values) < 2:
        raise Refusal("bias.too_few")
    deviations = np.asarray(values) - reference
    if np.ptp(deviations) == 0:
        always = float(deviations[0])
        return Bias(always, 0.0, None, 0.0 if always else None)
    mean, stdev = float(deviations.mean()), float(deviations.std(ddof=1))
    t = mean * sqrt(len(values)) / stdev
    return Bias(mean, stdev, t, _two_sided(t, len(values) - 1))


@dataclass(frozen=True, slots=True)
class Linearity:
    """The straight line bias = intercept + slope · reference, how much of the deviations it explains (None where they
    are all alike), and the p-values of a slope and of an intercept of 0, as those of `Bias`."""

    slope: float
    intercept: float
    r_squared: float | None
    p_slope: float | None
    p_intercept: float | None
    s: float  # standard deviation about the line

    def at(self, reference: float) -> float:
        """The bias that the line gives at a size."""
        return self.intercept + self.slope * reference


def linearity(references: Sequence[float], readings: Sequence[float]) -> Linearity:
    """The line through the deviations of readings of several references. Refuses `linearity.too_few` (three readings,
    of two references at least)."""
    x, y = np.asarray(references, dtype=np.float64), np.asarray(readings) - np.asarray(references)
    if len(x) < 3 or len(x) != len(y) or len(set(references)) < 2:
        raise Refusal("linearity.too_few")
    n, centred = len(x), x - x.mean()
    spread = float(centred @ centred)
    slope = float(centred @ y) / spread
    intercept = float(y.mean() - slope * x.mean())
    rest = y - intercept - slope * x
    noise = 4 * _NOISE * float(np.abs(readings).max(initial=np.abs(x).max()))
    if np.abs(rest).max() <= noise:  # on the line
        slope, intercept = (
            value if abs(value) * reach > noise else 0.0 for value, reach in ((slope, np.ptp(x)), (intercept, 1))
        )
        p_slope, p_intercept = (0.0 if value else None for value in (slope, intercept))
        return Linearity(slope, intercept, 1.0 if slope else None, p_slope, p_intercept, 0.0)
    about = float(((y - y.mean()) ** 2).sum())
    variance = float(rest @ rest) / (n - 2)
    t_slope = slope / sqrt(variance / spread)
    t_intercept = intercept / sqrt(variance * (1 / n + float(x.mean()) ** 2 / spread))
    return Linearity(
        slope,
        intercept,
        1 - float(rest @ rest) / about,
        _two_sided(t_slope, n - 2),
        _two_sided(t_intercept, n - 2),
        sqrt(variance),
    )


def _two_sided(t: float, freedom: int) -> float:
    return float(2 * stdtr(freedom, -abs(t)))
