"""Whether a sample may come from a normal law, and where its mean and its spread may lie."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log, sqrt

import numpy as np
from scipy.special import chdtri, log_ndtr, stdtrit

from metroapp.analysis.sample import Sample

FEWEST = 8  # values for the approximation of the Anderson–Darling p-value
_LARGEST_SHAPIRO = 5_000  # values: beyond, the approximation of its p-value was not studied


@dataclass(frozen=True, slots=True)
class NormalityTest:
    """A statistic and its p-value: small where a normal law would hardly give such a sample."""

    statistic: float
    p: float


def anderson_darling(sample: Sample) -> NormalityTest | None:
    """A² with mean and s of the sample, and its p-value (D'Agostino and Stephens, *Goodness-of-Fit Techniques*, 1986,
    table 4.9); None of fewer than 8 values, or where all are equal."""
    n = sample.n
    if n < FEWEST or sample.variance == 0:
        return None
    z = np.sort(sample.steps - float(sample.steps.mean())) * 10.0**-sample.decimals / sample.stdev
    ranks = 2 * np.arange(1, n + 1) - 1
    statistic = float(-n - np.mean(ranks * (log_ndtr(z) + log_ndtr(-z[::-1]))))
    return NormalityTest(statistic, _p_of(statistic * (1 + 0.75 / n + 2.25 / n**2)))


def _p_of(adjusted: float) -> float:
    if adjusted >= 10:
        return 0.0
    if adjusted >= 0.6:
        return exp(1.2937 - 5.709 * adjusted + 0.0186 * adjusted**2)
    if adjusted >= 0.34:
        return exp(0.9177 - 4.279 * adjusted - 1.38 * adjusted**2)
    if adjusted >= 0.2:
        return 1 - exp(-8.318 + 42.796 * adjusted - 59.938 * adjusted**2)
    return 1 - exp(-13.436 + 101.14 * adjusted - 223.73 * adjusted**2)


def shapiro_wilk(sample: Sample) -> NormalityTest | None:
    """W and its p-value (Royston 1995, as `scipy` has it); None of fewer than 3 or more than 5,000 values, or where all
    are equal."""
    from scipy.stats import shapiro  # heavy, and only asked for here

    if not 3 <= sample.n <= _LARGEST_SHAPIRO or sample.variance == 0:
        return None
    found = shapiro((sample.steps - sample.steps.mean()) * 10.0**-sample.decimals)
    return NormalityTest(float(found.statistic), float(found.pvalue))


@dataclass(frozen=True, slots=True)
class Interval:
    """Two ends of a confidence interval."""

    low: float
    high: float


def interval_of_mean(sample: Sample, level: float) -> Interval:
    """Student's; of two values at least, drawn from a normal law."""
    half = float(stdtrit(sample.n - 1, 1 - (1 - level) / 2)) * sample.stdev / sqrt(sample.n)
    return Interval(float(sample.mean) - half, float(sample.mean) + half)


def interval_of_stdev(sample: Sample, level: float) -> Interval:
    """From χ²; of two values at least, drawn from a normal law."""
    freedom, tail, s = sample.n - 1, (1 - level) / 2, sample.stdev
    return Interval(s * sqrt(freedom / chdtri(freedom, tail)), s * sqrt(freedom / chdtri(freedom, 1 - tail)))


def histogram_classes(sample: Sample) -> int:
    """How many classes a histogram of the sample is cut in: √n from 5 to 20; Sturges' below 25 values."""
    if sample.n < 25:
        return max(1, round(1 + log(sample.n, 2)))
    return min(20, max(5, round(sqrt(sample.n))))
