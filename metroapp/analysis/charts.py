"""Control charts for measured values: X̄–R, X̄–s and individuals with moving ranges (ISO 7870-2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from metroapp.analysis.chart_factors import factors
from metroapp.analysis.run_rules import OUT, broken
from metroapp.analysis.sample import Sample
from metroapp.domain.message import Refusal
from metroapp.domain.statistical_terms import ChartKind, RunRule

Points = NDArray[np.float64]
LARGEST_RANGE = 9  # values of a subgroup: beyond, the range says less than the standard deviation
LARGEST_SUBGROUP = 1_000
_SAME = 1e-12  # of a size: what floating point adds to equal ones
_FAR = 1e9  # standard deviations


def usual(subgroup: int) -> ChartKind:
    """The chart of a size of subgroup: individuals of 1, ranges of 2 to 9, standard deviations above."""
    if subgroup == 1:
        return ChartKind.INDIVIDUALS
    return ChartKind.RANGE if subgroup <= LARGEST_RANGE else ChartKind.STDEV


@dataclass(frozen=True, eq=False, slots=True)
class Chart:
    """One chart: its points, in order, and limits that come from them alone. A point on a limit is within it."""

    name: str  # xbar, r, s, i, mr
    points: Points
    centre: float
    lower: float
    upper: float
    first: int = 1  # number of the first point: a moving range belongs to the second of its values

    @property
    def has_width(self) -> bool:
        """False where nothing varied within subgroups: the limits are one line."""
        return self.upper > self.centre

    @property
    def distances(self) -> Points:
        """How far each point is from the central line, in thirds of the way to the upper limit; far, wherever it is
        off the line of a chart without width."""
        away = self.points - self.centre
        if self.has_width:
            return away / ((self.upper - self.centre) / 3)
        is_off = np.abs(away) > _SAME * np.abs(self.points).max()
        return np.where(is_off, np.copysign(_FAR, away), 0.0)


@dataclass(frozen=True, slots=True)
class Signal:
    """One point that a rule names; points are numbered from 1."""

    chart: str
    rule: int
    point: int


@dataclass(frozen=True, eq=False, slots=True)
class ChartPair:
    """The chart of the location and that of the spread; `sigma` is the standard deviation within subgroups, and
    `freedom` its degrees of freedom."""

    location: Chart
    spread: Chart
    sigma: float
    freedom: int
    subgroups: int
    drawn: int  # values

    def signals(self, rules: tuple[RunRule, ...]) -> tuple[Signal, ...]:
        """Every point that a rule names; the spread is only asked to stay within its limits."""
        return tuple(sorted(self._signals(rules), key=lambda found: (found.point, found.chart, found.rule)))

    def _signals(self, rules: tuple[RunRule, ...]) -> Iterator[Signal]:
        location = self.location
        z = location.distances
        for rule in rules if location.has_width else (RunRule.BEYOND_LIMITS,):
            yield from (Signal(location.name, rule.number, int(at) + location.first) for at in broken(rule, z))
        spread = self.spread
        room = _SAME * abs(spread.upper)  # a point computed to lie on its limit
        outside = (spread.points > spread.upper + room) | (spread.points < spread.lower - room)
        yield from (Signal(spread.name, OUT, int(at) + spread.first) for at in np.flatnonzero(outside))

    @property
    def is_stable(self) -> bool:
        """Whether no point of either chart is beyond its limits."""
        return not any(found.rule == OUT for found in self.signals((RunRule.BEYOND_LIMITS,)))


def charts(sample: Sample, subgroup: int, kind: ChartKind | None = None) -> ChartPair:
    """The charts of a sample cut in subgroups of the same size, in order; values left over at its end are not drawn.

    Refuses `stats.subgroup`, `stats.chart` (a chart that goes with another size) and `stats.too_few_subgroups`.
    """
    if not 1 <= subgroup <= LARGEST_SUBGROUP:
        raise Refusal("stats.subgroup", most=LARGEST_SUBGROUP)
    kind = kind or usual(subgroup)
    if (kind is ChartKind.INDIVIDUALS) != (subgroup == 1):
        raise Refusal("stats.chart", chart=kind.value, subgroup=subgroup)
    count = sample.n // subgroup
    if count < 2:
        raise Refusal("stats.too_few_subgroups", count=count)
    if kind is ChartKind.INDIVIDUALS:
        return _individuals(sample)
    table = (sample.steps[: count * subgroup].reshape(count, subgroup)).astype(np.float64)
    unit = 10.0**-sample.decimals
    means = (table.mean(axis=1) + sample.origin) * unit
    if kind is ChartKind.RANGE:
        return _means("r", means, (table.max(axis=1) - table.min(axis=1)) * unit, subgroup)
    return _means("s", means, table.std(axis=1, ddof=1) * unit, subgroup)


def _means(name: str, means: Points, spreads: Points, n: int) -> ChartPair:
    known, centre, spread = factors(n), float(means.mean()), float(spreads.mean())
    if name == "r":
        width, low, high, sigma = known.a2, known.lower_range, known.upper_range, spread / known.d2
    else:
        width, low, high, sigma = known.a3, known.lower_stdev, known.upper_stdev, spread / known.c4
    return ChartPair(
        Chart("xbar", means, centre, centre - width * spread, centre + width * spread),
        Chart(name, spreads, spread, low * spread, high * spread),
        sigma,
        len(means) * (n - 1),
        len(means),
        len(means) * n,
    )


def _individuals(sample: Sample) -> ChartPair:
    known, unit = factors(2), 10.0**-sample.decimals
    moving = np.abs(np.diff(sample.steps)).astype(np.float64) * unit
    spread, centre = float(moving.mean()), float(sample.mean)
    sigma = spread / known.d2
    return ChartPair(
        Chart("i", sample.values, centre, centre - 3 * sigma, centre + 3 * sigma),
        Chart("mr", moving, spread, known.lower_range * spread, known.upper_range * spread, first=2),
        sigma,
        sample.n - 1,
        sample.n,
        sample.n,
    )
