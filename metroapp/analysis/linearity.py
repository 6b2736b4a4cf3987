"""Bias of a measuring system against reference values, and how it changes with the size (linearity): AIAG MSA, 4th ed.,
chapter III, section B."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy.special import stdtr

from metroapp.domain.message import Refusal


@dataclass(frozen=True, slots=True)
class Bias:
    """Mean deviation from one reference value; `p` of the hypothesis that there is none."""

    mean: float
    stdev: float
    t: float | None
    p: float | None


def bias(values: Sequence[float], reference: float) -> Bias:
    """The bias of repeated readings of one piece. Refuses `linearity.too_few` (two readings at least)."""
    if len(values) < 2:
        raise Refusal("linearity.too_few")
    deviations = np.asarray(values) - reference
    mean, stdev = float(deviations.mean()), float(deviations.std(ddof=1))
    if stdev == 0:
        return Bias(mean, stdev, None, None)
    t = mean * sqrt(len(values)) / stdev
    return Bias(mean, stdev, t, _two_sided(t, len(values) - 1))


@dataclass(frozen=True, slots=True)
class Linearity:
    """The straight line bias = intercept + slope · reference, how much of the deviations it explains, and the p-values
    of a slope and of an intercept of 0."""

    slope: float
    intercept: float
    r_squared: float
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
    about = float(((y - y.mean()) ** 2).sum())
    variance = float(rest @ rest) / (n - 2)
    if variance <= 0:
        return Linearity(slope, intercept, 1.0, None, None, 0.0)
    t_slope = slope / sqrt(variance / spread)
    t_intercept = intercept / sqrt(variance * (1 / n + float(x.mean()) ** 2 / spread))
    return Linearity(
        slope,
        intercept,
        1 - float(rest @ rest) / about if about else 0.0,
        _two_sided(t_slope, n - 2),
        _two_sided(t_intercept, n - 2),
        sqrt(variance),
    )


def _two_sided(t: float, freedom: int) -> float:
    return float(2 * stdtr(freedom, -abs(t)))
