"""What the values of a chart say of the process: indices, histogram, law, parts per million, drift, life of the tool.

Of the values since the limits in force: before, the process was another. Nothing here is a verdict on a piece.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from metroapp.analysis.capability import Cnomo, Index, Spread, Tolerance, cnomo, expected_ppm
from metroapp.analysis.charts import ChartPair, charts
from metroapp.analysis.drift import FEWEST as FEWEST_FOR_DRIFT
from metroapp.analysis.drift import Drift, drift
from metroapp.analysis.normality import NormalityTest, anderson_darling, histogram_classes, shapiro_wilk
from metroapp.analysis.percentiles import PercentilePerformance, percentile_performance
from metroapp.analysis.process_figures import Floors, ProcessFigures, process_figures
from metroapp.analysis.sample import Sample
from metroapp.analysis.small_shifts import Reference, cusum, ewma
from metroapp.domain.callout import Kind
from metroapp.domain.chart_terms import DriftAdvice
from metroapp.domain.statistical_terms import NoIndex, RunRule
from metroapp.services.spc.chart_marks import MOVED, NEW_TOOL, Mark
from metroapp.services.spc.chart_reading import ChartView

Figures = NDArray[np.float64]
SMALL = 50  # values: a smaller sample is said to be small
NOT_NORMAL = 0.05  # p-value under which a normal law is not believed
_OF_A_MACHINE = ("cm", "cmk")
_CURVE = 121  # points of the law drawn over the histogram
_MOST_FOR_DRIFT = 50  # pieces: a tool that was changed without a word is soon behind them
_SOON = 10  # pieces before the exit


@dataclass(frozen=True, eq=False, slots=True)
class Histogram:
    """Classes of the same width, and the normal law with the mean and the spread of the values."""

    edges: Figures
    counts: NDArray[np.intp]
    curve_x: Figures
    curve_y: Figures  # in values by class


@dataclass(frozen=True, slots=True)
class ToolLife:
    """Pieces made between changes of tool, those of the present tool apart."""

    lives: tuple[int, ...]
    now: int
    is_known: bool = True  # False where no change was noted: how long the tool was there is not known

    @property
    def shortest(self) -> int | None:
        return min(self.lives, default=None)


@dataclass(frozen=True, slots=True)
class Shift:
    """What the charts of small and lasting shifts find in the points, against the limits in force: the points beyond,
    from 1, and about where the shift began."""

    ewma: tuple[int, ...]
    cusum: tuple[int, ...]
    began: int | None


@dataclass(frozen=True, eq=False, slots=True)
class Capability:
    """`ppm` expected of the overall spread, by a normal law or by the one that was found; `is_small`: few values."""

    sample: Sample
    tolerance: Tolerance
    first: int  # the first point taken, from 1
    subgroups: int
    indices: Mapping[str, Index]
    cnomo: Cnomo
    ppm: float | None
    anderson: NormalityTest | None
    shapiro: NormalityTest | None
    percentiles: PercentilePerformance | None
    histogram: Histogram
    drift: Drift | None
    drift_pieces: int  # that the drift is read on: those since the size was moved
    life: ToolLife
    advice: DriftAdvice
    shift: Shift

    @property
    def is_small(self) -> bool:
        return self.sample.n < SMALL

    @property
    def is_normal(self) -> bool | None:
        """None where there are too few values to say so."""
        return None if self.anderson is None else self.anderson.p >= NOT_NORMAL


def capability(view: ChartView, floors: Floors | None = None) -> Capability | None:
    """None of a chart with fewer than two points."""
    if view.stage is None:
        return None
    members = view.members[view.stage.first :]
    if len(members) < 2:
        return None
    series, opened = view.series, view.chart.opened
    sample, tolerance = series.sample(members.ravel()), series.tolerance
    within = charts(sample, opened.subgroup, opened.kind)
    figures = process_figures(
        sample, tolerance, subgroup=opened.subgroup, kind=opened.kind, rules=view.chart.rules, floors=floors,
        is_stable=_is_stable(view, within),
    )  # fmt: skip
    overall = Spread(float(sample.mean), sample.stdev, sample.n - 1, sample.n)
    instant = Spread(float(sample.mean), within.sigma, within.freedom, sample.n)
    anderson = anderson_darling(sample)
    from_zero = _begins_at_zero(view)
    percentiles = None
    if from_zero or (anderson is not None and anderson.p < NOT_NORMAL):
        percentiles = percentile_performance(sample, tolerance, from_zero=from_zero and sample.minimum >= 0)
    ppm = expected_ppm(tolerance, overall)
    if percentiles is not None:
        by_law = None if percentiles.chosen is None else percentiles.chosen.beyond
        ppm = None if by_law is None else by_law * 1e6
    if figures.indices["ppk"].value is None:
        ppm = None  # of too few values, it would only look like a figure
    since, tool_changes = _since_moved(view.marks), _changes(view.marks)
    count = min(len(series.values) - since, _MOST_FOR_DRIFT)
    found = drift(_last(view, count), tolerance) if count >= FEWEST_FOR_DRIFT else None
    life = _life(tool_changes, len(series.values))
    return Capability(
        sample, tolerance, view.stage.first + 1, len(members), _indices(view, figures), cnomo(tolerance, instant), ppm,
        anderson, shapiro_wilk(sample), percentiles, _histogram(sample, overall), found, count, life,
        _advice(found, life, is_named=_is_named(view, since)), _shift(view),
    )  # fmt: skip


def _indices(view: ChartView, figures: ProcessFigures) -> Mapping[str, Index]:
    """Those of a machine are of one run, where nothing else varied (ISO 22514-3): of one record."""
    assert view.stage is not None
    records = np.unique(view.series.of_record[view.members[view.stage.first :]])
    if len(records) == 1:
        return figures.indices
    given = (name for name in _OF_A_MACHINE if figures.indices[name].value is not None)
    held = {name: Index(reason=NoIndex.SEVERAL_RUNS) for name in given}
    return {**figures.indices, **held}


def _is_stable(view: ChartView, within: ChartPair) -> bool:
    """Whether no point is beyond the limits in force, nor beyond those of the values themselves, but for the points
    that the decision on the limits left out."""
    stage = view.stage
    assert stage is not None
    if any(RunRule.BEYOND_LIMITS in one.rules for one in view.recent):
        return False
    of_themselves = within.signals((RunRule.BEYOND_LIMITS,))
    return all(stage.leaves_out(one.chart, one.point + stage.first) for one in of_themselves)


def _shift(view: ChartView) -> Shift:
    stage, pair = view.stage, view.pair
    assert stage is not None and pair is not None
    if stage.sigma <= 0:
        return Shift((), (), None)
    reference = Reference(stage.location.centre, stage.sigma / sqrt(view.subgroup))
    points, first = pair.location.points[stage.first :], stage.first
    smooth, sums = ewma(points, reference), cusum(points, reference)
    began = None if sums.began is None else sums.began + first
    return Shift(tuple(one + first for one in smooth.out), tuple(one + first for one in sums.out), began)


def _begins_at_zero(view: ChartView) -> bool:
    """A form defect or a roughness: nature stops it at 0."""
    return view.series.callout.kind in (Kind.GEOMETRIC, Kind.ROUGHNESS)


def _histogram(sample: Sample, spread: Spread) -> Histogram:
    values = sample.values
    low, high = float(values.min()), float(values.max())
    if low == high:
        room = abs(low) * 1e-6 or 1e-6
        low, high = low - room, high + room
    counts, edges = np.histogram(values, bins=histogram_classes(sample), range=(low, high))
    x = np.linspace(spread.mean - 4 * spread.sigma, spread.mean + 4 * spread.sigma, _CURVE)
    width = edges[1] - edges[0]
    if spread.sigma > 0:
        y = np.exp(-(((x - spread.mean) / spread.sigma) ** 2) / 2) / (spread.sigma * np.sqrt(2 * np.pi))
    else:
        x = y = np.empty(0)
    return Histogram(edges, counts, x, y * sample.n * width)


# -- the tool ----------------------------------------------------------------------------------------------------------


def _since_moved(marks: tuple[Mark, ...]) -> int:
    """The place of the first value since the size was last moved, by a tool, a setting or a correction."""
    return max((mark.before for mark in marks if mark.kind in MOVED), default=0)


def _changes(marks: tuple[Mark, ...]) -> list[int]:
    return sorted({mark.before for mark in marks if mark.kind in NEW_TOOL})


def _life(changes: list[int], count: int) -> ToolLife:
    """The pieces before the first change are of a tool that may have made others: they count for nothing."""
    lives = tuple(int(one) for one in np.diff(changes)) if len(changes) > 1 else ()
    return ToolLife(lives, count - (changes[-1] if changes else 0), bool(changes))


def _last(view: ChartView, count: int) -> Sample:
    """The last values, in a sample of their own."""
    values = len(view.series.values)
    return view.series.sample(np.arange(values - count, values))


def _is_named(view: ChartView, since: int) -> bool:
    """Whether a point is named of values since a place."""
    return any(view.members[one.point - 1, -1] >= since for one in view.recent)


def _advice(found: Drift | None, life: ToolLife, *, is_named: bool) -> DriftAdvice:
    if found is None:
        return DriftAdvice.TOO_FEW
    if not found.is_proven:
        return DriftAdvice.LOOK if is_named else DriftAdvice.NONE
    if found.earliest_exit is None or found.earliest_exit > _SOON:
        return DriftAdvice.WATCH
    is_worn = life.shortest is not None and life.now >= life.shortest
    return DriftAdvice.CHANGE_TOOL if is_worn else DriftAdvice.CORRECT
