"""Measurement systems: the crossed study of repeatability and reproducibility, by two methods (AIAG MSA, 4th ed.).

The average-range method uses the four-digit constants that AIAG prints (K = 1/d₂*), and computes those that it does not
print. The analysis of variance puts the interaction with the error where its p is above 0.25; where it stays, it is a
line of its own as in AIAG: AV² = σ²ₒ, and GRR² = EV² + AV² + INT². All spreads are one standard deviation, in the unit
of the values.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.special import fdtrc

from metroapp.analysis.chart_factors import factors
from metroapp.domain.message import Refusal

POOLED_ABOVE = 0.25
_CATEGORIES = 1.41  # √2, as AIAG prints it
# 1/d₂* for one range of m values (m from 2), and 1/d₂ for the mean of many ranges of r trials (r from 2).
_ONE_RANGE = (0.7071, 0.5231, 0.4467, 0.4030, 0.3742, 0.3534, 0.3375, 0.3249, 0.3146)
_MANY_RANGES = (0.8862, 0.5908, 0.4857, 0.4299, 0.3946, 0.3698, 0.3512, 0.3367, 0.3249)
_MOST = 1_000  # operators, parts or trials
_NOISE = 1e-15  # of a value: what its floating point may be off by
Study = NDArray[np.float64]  # operator × part × trial


@dataclass(frozen=True, slots=True)
class Variation:
    """Standard deviations: equipment (EV), operators (AV), measuring system (GRR: both, and their interaction with the
    parts), parts (PV) and all together (TV)."""

    ev: float
    av: float
    grr: float
    pv: float
    tv: float

    @property
    def percent_grr(self) -> float | None:
        """Of the total variation; None where nothing varies."""
        return 100 * self.grr / self.tv if self.tv else None

    @property
    def ndc(self) -> int | None:
        """Number of distinct categories, truncated; None of a measuring system that shows no variation of its own."""
        return int(_CATEGORIES * self.pv / self.grr) if self.grr else None

    def percent_tolerance(self, tolerance: float) -> float:
        """Of a tolerance interval, taken as six standard deviations."""
        return 100 * 6 * self.grr / tolerance


@dataclass(frozen=True, slots=True)
class AnovaLine:
    """One source of variation; F and p where it is tested against another."""

    source: str
    df: int
    ss: float
    ms: float | None = None
    f: float | None = None
    p: float | None = None


@dataclass(frozen=True, slots=True)
class Anova:
    """The table of variances and what it comes to; operators and parts are tested against the interaction, or against
    the error where that is pooled."""

    table: tuple[AnovaLine, ...]
    pooled: bool  # the interaction, with the error
    interaction: float  # standard deviation
    variation: Variation


def study_of(values: Mapping[tuple[str, str, str], float]) -> Study:
    """A crossed study from values by operator, part and trial: each operator measures each part as often.

    Refuses `msa.incomplete`, `msa.too_small` (two of each at least) and `msa.too_large`.
    """
    operators, parts, trials = (list(dict.fromkeys(key[at] for key in values)) for at in range(3))
    shape = len(operators), len(parts), len(trials)
    if min(shape) < 2:
        raise Refusal("msa.too_small", operators=shape[0], parts=shape[1], trials=shape[2])
    if max(shape) > _MOST:
        raise Refusal("msa.too_large", count=max(shape), most=_MOST)
    if len(values) != shape[0] * shape[1] * shape[2]:
        missing = next((one, two, three) for one in operators for two in parts for three in trials
                       if (one, two, three) not in values)  # fmt: skip
        raise Refusal("msa.incomplete", operator=missing[0], part=missing[1], trial=missing[2])
    return np.array([[[values[one, two, three] for three in trials] for two in parts] for one in operators])


def average_range(study: Study) -> Variation:
    """The average-range method."""
    operators, parts, trials = study.shape
    spread = _seen(float((study.max(axis=2) - study.min(axis=2)).mean()), study)
    ev = spread * _many_ranges(trials)
    between = _seen(float(np.ptp(study.mean(axis=(1, 2)))), study) * _one_range(operators)
    av = sqrt(max(0.0, between**2 - ev**2 / (parts * trials)))
    pv = _seen(float(np.ptp(study.mean(axis=(0, 2)))), study) * _one_range(parts)
    grr = sqrt(ev**2 + av**2)
    return Variation(ev, av, grr, pv, sqrt(grr**2 + pv**2))


def _many_ranges(count: int) -> float:
    return _MANY_RANGES[count - 2] if count - 2 < len(_MANY_RANGES) else 1 / factors(count).d2


def _one_range(count: int) -> float:
    if count - 2 < len(_ONE_RANGE):
        return _ONE_RANGE[count - 2]
    known = factors(count)
    return 1 / sqrt(known.d2**2 + known.d3**2)


def _seen(width: float, study: Study) -> float:
    """A difference of values, unless it is the noise of their floating point."""
    return width if width > 4 * _NOISE * float(np.abs(study).max()) else 0.0


def analysis_of_variance(study: Study) -> Anova:
    """The analysis of variance of a crossed study, operators and parts at random."""
    o, p, r = study.shape
    noise = study.size * (4 * _NOISE * float(np.abs(study).max())) ** 2
    study = study - study.mean()  # so that squares lose nothing to the size itself
    cells, by_operator, by_part = study.mean(axis=2), study.mean(axis=(1, 2)), study.mean(axis=(0, 2))
    ss_operator, ss_part = p * r * float((by_operator**2).sum()), o * r * float((by_part**2).sum())
    ss_both = r * float(((cells - by_operator[:, None] - by_part[None, :]) ** 2).sum())
    ss_error = float(((study - cells[:, :, None]) ** 2).sum())
    ss_total = float((study**2).sum())
    ss_operator, ss_part, ss_both, ss_error, ss_total = (
        ss if ss > noise else 0.0 for ss in (ss_operator, ss_part, ss_both, ss_error, ss_total)
    )
    df_operator, df_part, df_both, df_error = o - 1, p - 1, (o - 1) * (p - 1), o * p * (r - 1)
    ms_both, ms_error = ss_both / df_both, ss_error / df_error
    both = _tested("interaction", df_both, ss_both, ms_error, df_error)
    error = [AnovaLine("repeatability", df_error, ss_error, ms_error)]
    pooled = both.ss == 0 or (both.p is not None and both.p > POOLED_ABOVE)
    if pooled:
        df_below, ss_below = df_error + df_both, ss_error + ss_both
        ms_error = ms_both = ss_below / df_below
        error.append(AnovaLine("pooled_error", df_below, ss_below, ms_error))
        interaction = 0.0
    else:
        df_below, interaction = df_both, max(0.0, (ms_both - ms_error) / r)
    operator = _tested("operator", df_operator, ss_operator, ms_both, df_below)
    part = _tested("part", df_part, ss_part, ms_both, df_below)
    assert operator.ms is not None and part.ms is not None
    between_operators = max(0.0, (operator.ms - ms_both) / (p * r))
    between_parts = max(0.0, (part.ms - ms_both) / (o * r))
    grr = ms_error + between_operators + interaction
    table = (operator, part, both, *error, AnovaLine("total", o * p * r - 1, ss_total))
    variation = Variation(
        sqrt(ms_error), sqrt(between_operators), sqrt(grr), sqrt(between_parts), sqrt(grr + between_parts)
    )
    return Anova(table, pooled, sqrt(interaction), variation)


def _tested(source: str, df: int, ss: float, ms_below: float, df_below: int) -> AnovaLine:
    ms = ss / df
    if ms_below <= 0:
        return AnovaLine(source, df, ss, ms)
    f = ms / ms_below
    return AnovaLine(source, df, ss, ms, f, float(fdtrc(df, df_below, f)))
