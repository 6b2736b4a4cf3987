"""What a control chart says now: its points, the limits that each is judged by, the points that a rule names.

The limits are those that were frozen, computed again from their values to be sure that they still follow; before any
are, those of the values themselves, which are provisional. A run is of points made alike: it begins anew where a tool,
a setting or a correction moved the size.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from metroapp.analysis.charts import Chart, ChartPair, charts
from metroapp.domain.chart_acts import LimitsFrozen
from metroapp.domain.chart_terms import ChartState
from metroapp.domain.correction_acts import OffsetTyped, RegisterKept, SizeLinked
from metroapp.domain.kept_chart import CHART_ACTS, KeptChart, kept_charts
from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.statistical_terms import ChartKind, RunRule
from metroapp.services.consultation import reading
from metroapp.services.spc.chart_marks import MOVED, Mark, chart_marks, corrections
from metroapp.services.spc.series import Places, Series, read_series
from metroapp.services.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy import Connection

Points = NDArray[np.float64]
ENOUGH = 20  # subgroups: fewer give limits that are still provisional
_SAME = 1e-9  # of the width of the limits: what floating point may add from one computer to another
_RULES = tuple(RunRule)
_MOVING = "mr"


@dataclass(frozen=True, slots=True)
class Limits:
    """Of one chart."""

    centre: float
    lower: float
    upper: float


@dataclass(frozen=True, slots=True)
class Stage:
    """Points from `first` up to `end` (from 0, not included) that are judged by the same limits.

    `follows`: whether frozen limits are still those of their values; True of provisional ones.
    """

    first: int
    end: int
    location: Limits
    spread: Limits
    sigma: float
    frozen: LimitsFrozen | None = None
    follows: bool = True
    period: tuple[int, int] | None = None  # points that the limits come from, from 1, both ends within
    excluded: tuple[int, ...] = ()

    def leaves_out(self, chart: str, point: int) -> bool:
        """Whether the decision on the limits left a point out, or the value before that its moving range is from."""
        return point in self.excluded or (chart == _MOVING and point - 1 in self.excluded)


@dataclass(frozen=True, slots=True)
class NamedPoint:
    """A point, from 1, of the chart of the location or of the spread, with the rules that name it."""

    chart: str  # xbar, r, s, i, mr
    point: int
    rules: tuple[RunRule, ...]


@dataclass(frozen=True, eq=False, slots=True)
class ChartView:
    """A chart as read. `members`: for each point, the places of its values in the series."""

    chart: KeptChart
    series: Series
    members: Places
    pair: ChartPair | None
    stages: tuple[Stage, ...]
    named: tuple[NamedPoint, ...]
    marks: tuple[Mark, ...]
    left_over: int  # values that fill no subgroup yet, or never will
    by_point: Mapping[tuple[str, int], NamedPoint] = field(default_factory=dict)

    @property
    def number(self) -> str:
        return self.chart.number

    @property
    def subgroup(self) -> int:
        return self.chart.opened.subgroup

    @property
    def points(self) -> int:
        return len(self.members)

    @property
    def stage(self) -> Stage | None:
        """The one in force."""
        return self.stages[-1] if self.stages else None

    @property
    def recent(self) -> tuple[NamedPoint, ...]:
        """The points named since the limits in force, but for those that the decision on them left out."""
        stage = self.stage
        if stage is None:
            return ()
        return tuple(
            one for one in self.named if one.point > stage.first and not stage.leaves_out(one.chart, one.point)
        )

    @property
    def state(self) -> ChartState:
        if self.stage is None:
            return ChartState.EMPTY
        if self.recent:
            return ChartState.SIGNALS
        return ChartState.PROVISIONAL if self.stage.frozen is None else ChartState.STABLE

    def value_ids(self, point: int) -> tuple[EntryId, ...]:
        """The values of a point, from 1."""
        return tuple(self.series.values[place].id for place in self.members[point - 1])


def all_charts(connection: Connection) -> dict[str, KeptChart]:
    from metroapp.archive import queries

    return kept_charts(queries.process_acts(connection, kinds=CHART_ACTS))


def read_chart(workspace: Workspace, number: str) -> ChartView:
    """Refuses `chart.absent`, and as `read_series`."""
    with reading(workspace) as connection:
        return chart_view(connection, number)


def read_charts(workspace: Workspace) -> list[ChartView]:
    """All of them, the first opened first."""
    with reading(workspace) as connection:
        return [chart_view(connection, number) for number in all_charts(connection)]


def chart_view(connection: Connection, number: str) -> ChartView:
    from metroapp.archive import queries

    chart = all_charts(connection).get(number)
    if chart is None:
        raise Refusal("chart.absent", number=number)
    opened = chart.opened
    series = read_series(connection, opened.reference, opened.balloon, opened.machine, opened.simulated)
    typed = queries.process_acts(connection, kinds=(RegisterKept, SizeLinked, OffsetTyped))
    return view_of(chart, series, corrections(typed, opened))


def view_of(chart: KeptChart, series: Series, typed: tuple[OffsetTyped, ...] = ()) -> ChartView:
    """The chart of a series already read; `typed`: what was typed in the registers that the size follows."""
    members, left_over = subgroups(series, chart.opened.subgroup)
    marks = tuple(sorted(chart_marks(chart, series, members, typed), key=lambda mark: (mark.before, mark.at)))
    if len(members) < 2:
        return ChartView(chart, series, members, None, (), (), marks, left_over)
    pair = pair_of(series, members, chart.opened.kind)
    stages = tuple(_stages(chart, series, members, pair))
    moved = sorted({int(mark.x) for mark in marks if mark.kind in MOVED})
    named = tuple(_named(pair, stages, chart.rules, moved))
    by_point = {(one.chart, one.point): one for one in named}
    return ChartView(chart, series, members, pair, stages, named, marks, left_over, by_point)


def subgroups(series: Series, size: int) -> tuple[Places, int]:
    """The places of the values of each subgroup, in order, and how many values are left over: a subgroup holds
    consecutive values of one record."""
    count = len(series.values)
    if size == 1:
        return np.arange(count).reshape(count, 1), 0
    order = np.argsort(series.of_record, kind="stable")
    record = series.of_record[order]
    begins = np.flatnonzero(np.r_[True, record[1:] != record[:-1]]) if count else np.empty(0, dtype=np.intp)
    sizes = np.diff(np.r_[begins, count])
    rank = np.arange(count) - np.repeat(begins, sizes)
    kept = order[rank < np.repeat(sizes // size * size, sizes)]
    members = kept.reshape(-1, size)
    return members[np.argsort(members[:, 0], kind="stable")], count - len(kept)


def pair_of(series: Series, members: Places, kind: ChartKind) -> ChartPair:
    """Refuses as `charts`."""
    return charts(series.sample(members.ravel()), members.shape[1], kind)


def limits_of(chart: Chart) -> Limits:
    return Limits(chart.centre, chart.lower, chart.upper)


# -- frozen limits -----------------------------------------------------------------------------------------------------


def figures_of(pair: ChartPair) -> tuple[tuple[str, str], ...]:
    """The limits by name, as they are kept."""
    found = []
    for chart in (pair.location, pair.spread):
        for name, value in (("center", chart.centre), ("lcl", chart.lower), ("ucl", chart.upper)):
            found.append((f"{chart.name}.{name}", _text(value)))
    return (*found, ("sigma", _text(pair.sigma)))


def _text(value: float) -> str:
    return format(Decimal(repr(value)), "f")


def reference_pair(
    series: Series, members: Places, kind: ChartKind, first: int, last: int, excluded: tuple[int, ...] = ()
) -> ChartPair:
    """The chart of points from `first` to `last` (from 1, both within) but for some; refuses as `charts`."""
    kept = [point for point in range(first, last + 1) if point not in set(excluded)]
    if len(kept) < 2:
        raise Refusal("stats.too_few_subgroups", count=len(kept))
    return pair_of(series, members[np.array(kept) - 1], kind)


def _stages(chart: KeptChart, series: Series, members: Places, pair: ChartPair) -> Iterator[Stage]:
    count = len(members)
    if not chart.frozen:
        yield Stage(0, count, limits_of(pair.location), limits_of(pair.spread), pair.sigma)
        return
    begins = [_period(act, series, members) for act in chart.frozen]
    for place, (act, (first, last, is_whole)) in enumerate(zip(chart.frozen, begins, strict=True)):
        begin = 0 if place == 0 else first - 1
        end = min((later[0] - 1 for later in begins[place + 1 :]), default=count)
        if end <= begin:
            continue  # a later one begins no later: its limits came instead
        known = {name: float(text) for name, text in act.figures}
        location, spread = (
            Limits(*(known[f"{one.name}.{name}"] for name in ("center", "lcl", "ucl")))
            for one in (pair.location, pair.spread)
        )
        excluded = _points_of(act.excluded, series, members)
        follows = is_whole and len(excluded) == len(act.excluded)
        follows = follows and _follows(act, series, members, chart.opened.kind, first, last, excluded)
        yield Stage(begin, end, location, spread, known["sigma"], act, follows, (first, last), excluded)


def _period(act: LimitsFrozen, series: Series, members: Places) -> tuple[int, int, bool]:
    """The points of the period, and whether both its ends still stand; where one was replaced, that of its box."""
    places, points = series.places, _points(series, members)
    is_whole = act.first in places and act.last in places
    after = points[series.begins_at(act.first) :]
    before = points[: series.ends_at(act.last) + 1]
    first = int(after[after > 0][0]) if (after > 0).any() else len(members)
    last = int(before[before > 0][-1]) if (before > 0).any() else 1
    return first, max(first, last), is_whole


def _points(series: Series, members: Places) -> Places:
    """The point, from 1, that the value of each place is in; 0: in none."""
    found = np.zeros(len(series.values), dtype=np.intp)
    found[members] = np.arange(1, len(members) + 1).reshape(-1, 1)
    return found


def _points_of(ids: tuple[EntryId, ...], series: Series, members: Places) -> tuple[int, ...]:
    points, places = _points(series, members), series.places
    return tuple(int(points[places[id]]) for id in ids if id in places and points[places[id]])


def _follows(
    act: LimitsFrozen,
    series: Series,
    members: Places,
    kind: ChartKind,
    first: int,
    last: int,
    excluded: tuple[int, ...],
) -> bool:
    try:
        again = dict(figures_of(reference_pair(series, members, kind, first, last, excluded)))
    except Refusal:
        return False
    known = dict(act.figures)
    width = max(abs(float(text)) for name, text in known.items() if name == "sigma") or 1.0
    return again.keys() == known.keys() and all(
        abs(float(again[name]) - float(known[name])) <= _SAME * width for name in known
    )


# -- named points ------------------------------------------------------------------------------------------------------


def _named(
    pair: ChartPair, stages: tuple[Stage, ...], rules: tuple[RunRule, ...], moved: list[int]
) -> Iterator[NamedPoint]:
    """`moved`: how many points come before each time that the size was moved."""
    found: dict[tuple[int, str], list[RunRule]] = {}
    for stage, first, end in _alike(stages, moved):
        location = _within(pair.location, pair.location.points[first:end], stage.location, first + 1)
        skipped = pair.spread.first - 1  # the first value has no moving range
        begin = max(first - skipped, 0)
        spread = _within(pair.spread, pair.spread.points[begin : end - skipped], stage.spread, begin + 1 + skipped)
        for signal in replace(pair, location=location, spread=spread).signals(rules):
            found.setdefault((signal.point, signal.chart), []).append(_RULES[signal.rule - 1])
    for (point, chart), named in sorted(found.items()):
        yield NamedPoint(chart, point, tuple(named))


def _alike(stages: tuple[Stage, ...], moved: list[int]) -> Iterator[tuple[Stage, int, int]]:
    for stage in stages:
        inside = (place for place in moved if stage.first < place < stage.end)
        for first, end in pairwise((stage.first, *inside, stage.end)):
            yield stage, first, end


def _within(chart: Chart, points: Points, limits: Limits, first: int) -> Chart:
    return Chart(chart.name, points, limits.centre, limits.lower, limits.upper, first)
