"""Performance of values that no normal law gives: Pp and Ppk from X0.135 %, X50 % and X99.865 % (ISO 22514-2, -4).

Pp = (U − L) / (X99.865 − X0.135); Ppk is the smaller of (U − X50) / (X99.865 − X50) and (X50 − L) / (X50 − X0.135).
Of a one-sided tolerance, or of a form defect or a roughness that nature stops at 0, there is no Pp and one side of Ppk.

What a law is worth is found by drawing samples from it, always the same ones: p is the share of them that go with their
own fit less well than the values do, the interval of an index what they give of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, sqrt

import numpy as np
from numpy.typing import NDArray

from metroapp.analysis.capability import Index, Tolerance
from metroapp.analysis.laws import FORMS, Parameters, statistic
from metroapp.analysis.sample import Sample
from metroapp.domain.message import Refusal
from metroapp.domain.statistical_terms import Law, NoIndex

SHARES = (0.00135, 0.5, 0.99865)
FEWEST = 50  # values for a law: an extreme is foretold from them
FEWEST_FOR_RANKS = 740  # values: of fewer, 0.135 % is before the first rank
REFUSED_UNDER = 0.05
_DRAWS = 299
_MOST_DRAWN = 1_000  # values of a sample that is drawn; intervals narrow as 1/√n beyond
_SEED = 1
# The first that the values do not refuse is taken: the one that fits best of many would fit by chance.
_ORDER = (Law.NORMAL, Law.LOGNORMAL, Law.WEIBULL)
_ORDER_FROM_ZERO = (Law.FOLDED_NORMAL, Law.RAYLEIGH, Law.WEIBULL, Law.LOGNORMAL)
_Drawn = NDArray[np.float64]  # percentiles of each sample drawn


@dataclass(frozen=True, slots=True)
class Fit:
    """A law on a sample: its parameters, its percentiles, and how it goes with the values. Of the ranks themselves,
    there is no parameter and nothing to refuse."""

    law: Law
    percentiles: tuple[float, float, float]
    parameters: Mapping[str, float]
    a2: float | None = None
    p: float | None = None
    beyond: float | None = None  # share of the law outside of the tolerance

    @property
    def is_refused(self) -> bool:
        return self.p is not None and self.p < REFUSED_UNDER


@dataclass(frozen=True, slots=True)
class PercentilePerformance:
    """Pp and Ppk by percentiles, the law that gave them, and every law that was tried, with its reason where it could
    not be."""

    pp: Index
    ppk: Index
    chosen: Fit | None
    tried: tuple[Fit, ...]
    impossible: Mapping[Law, NoIndex]


def percentile_performance(
    sample: Sample,
    tolerance: Tolerance,
    law: Law | None = None,
    *,
    from_zero: bool = False,
    fewest: int = FEWEST,
    level: float = 0.95,
) -> PercentilePerformance:
    """By the law asked for, refused by the values or not; without one, by the first of those usual that they do not
    refuse, else by their own ranks where there are enough. Refuses `stats.negative` (under a natural zero)."""
    if from_zero:
        if sample.minimum < 0:
            raise Refusal("stats.negative")
        tolerance = Tolerance(None, tolerance.upper)
    if sample.n < 2 or sample.variance == 0:
        return _without(NoIndex.NO_SPREAD if sample.n > 1 else NoIndex.TOO_FEW)
    if sample.n < fewest and law is not Law.EMPIRICAL:
        return _without(NoIndex.TOO_FEW)
    asked = (law,) if law is not None else _ORDER_FROM_ZERO if from_zero else _ORDER
    tried: list[tuple[Fit, _Drawn | None]] = []
    impossible: dict[Law, NoIndex] = {}
    for one in asked:
        reason = _impossible(one, sample)
        if reason is None:
            tried.append(_ranked(sample, tolerance) if one is Law.EMPIRICAL else _fitted(one, sample, tolerance))
        else:
            impossible[one] = reason
    chosen = next((found for found in tried if law is not None or not found[0].is_refused), None)
    if chosen is None and law is None and sample.n >= FEWEST_FOR_RANKS:
        chosen = _ranked(sample, tolerance)
        tried.append(chosen)
    fits = tuple(fit for fit, _ in tried)
    if chosen is None:
        reason = impossible.get(law, NoIndex.NO_LAW) if law is not None else NoIndex.NO_LAW
        return PercentilePerformance(Index(reason=reason), Index(reason=reason), None, fits, impossible)
    fit, drawn = chosen
    shrunk = sqrt(min(1.0, _MOST_DRAWN / sample.n))
    return PercentilePerformance(
        *_indices(tolerance, fit.percentiles, drawn, shrunk, level), chosen=fit, tried=fits, impossible=impossible
    )


def _without(reason: NoIndex) -> PercentilePerformance:
    return PercentilePerformance(Index(reason=reason), Index(reason=reason), None, (), {})


def _impossible(law: Law, sample: Sample) -> NoIndex | None:
    if law is Law.EMPIRICAL:
        return NoIndex.TOO_FEW_FOR_RANKS if sample.n < FEWEST_FOR_RANKS else None
    form = FORMS[law]
    if form.least is None:
        return None
    least = float(sample.minimum)
    is_under = least <= form.least if form.has_least else least < form.least
    return NoIndex.NOT_POSITIVE if is_under else None


def _ranked(sample: Sample, tolerance: Tolerance) -> tuple[Fit, None]:
    """Percentiles of rank p(n + 1), between two values where it is (NIST e-Handbook 7.2.6.2)."""
    low, middle, high = np.quantile(sample.values, SHARES, method="weibull").tolist()
    values, beyond = sample.values, 0
    if tolerance.upper is not None:
        beyond += int((values > tolerance.upper).sum())
    if tolerance.lower is not None:
        beyond += int((values < tolerance.lower).sum())
    return Fit(Law.EMPIRICAL, (low, middle, high), {}, beyond=beyond / sample.n), None


def _fitted(law: Law, sample: Sample, tolerance: Tolerance) -> tuple[Fit, _Drawn]:
    form, values = FORMS[law], sample.values[None, :]
    given = form.fit(values)
    a2 = float(statistic(form, values, given)[0])
    rng, size = np.random.default_rng(_SEED), min(sample.n, _MOST_DRAWN)
    drawn = form.quantile(rng.random((_DRAWS, size)), given)
    again = form.fit(drawn)
    p = (1 + int((statistic(form, drawn, again) >= a2).sum())) / (_DRAWS + 1)
    shares = np.array([SHARES])
    low, middle, high = form.quantile(shares, given)[0].tolist()
    named = {name: float(value[0, 0]) for name, value in zip(form.names, given, strict=True)}
    beyond = _beyond(law, given, tolerance)
    return Fit(law, (low, middle, high), named, a2, p, beyond), form.quantile(shares, again)


def _beyond(law: Law, given: Parameters, tolerance: Tolerance) -> float:
    share, form = 0.0, FORMS[law]
    for limit, tail in ((tolerance.lower, 0), (tolerance.upper, 1)):
        if limit is None:
            continue
        if form.least is not None and limit <= form.least:
            share += 0.0 if tail == 0 else 1.0
        else:
            share += exp(float(form.tails(np.array([[limit]]), given)[tail][0, 0]))
    return share


def _indices(
    tolerance: Tolerance, found: tuple[float, float, float], drawn: _Drawn | None, shrunk: float, level: float
) -> tuple[Index, Index]:
    lower, upper = tolerance.lower, tolerance.upper
    if lower is None and upper is None:
        return Index(reason=NoIndex.NO_LIMITS), Index(reason=NoIndex.NO_LIMITS)

    def both(three: _Drawn) -> tuple[_Drawn, _Drawn]:
        low, middle, high = three[:, 0], three[:, 1], three[:, 2]
        width = (upper - lower) / (high - low) if upper is not None and lower is not None else np.full(len(low), np.nan)
        sides = []
        if upper is not None:
            sides.append((upper - middle) / (high - middle))
        if lower is not None:
            sides.append((middle - lower) / (middle - low))
        return width, np.min(sides, axis=0)

    values = both(np.array([found]))
    again = (None, None) if drawn is None else both(drawn)
    indices = [_index(float(one[0]), other, shrunk, level) for one, other in zip(values, again, strict=True)]
    if tolerance.width is None:
        indices[0] = Index(reason=NoIndex.ONE_SIDED)
    return indices[0], indices[1]


def _index(value: float, again: _Drawn | None, shrunk: float, level: float) -> Index:
    if again is None:
        return Index(value)
    tail = (1 - level) / 2
    low, high = np.quantile(again, (tail, 1 - tail)).tolist()
    return Index(value, value + (low - value) * shrunk, value + (high - value) * shrunk)
