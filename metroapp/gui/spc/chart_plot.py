"""The two plots of a control chart, one above the other: points, limits, points that a rule names, what happened.

Only the picture is computed here. A named point is a square, not a colour alone; whatever the number of points, what is
drawn is what the width of the screen can show. Limits of the drawing bound values: they are on a chart of individual
values, and on no other.
"""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from metroapp.domain.chart_terms import ChartState
from metroapp.domain.statistical_terms import ChartKind
from metroapp.gui.spc.plots import Plot, pen, scatter
from metroapp.gui.theme import Theme, Tokens, font
from metroapp.gui.widgets.list_beside_panel import filter_button
from metroapp.services.spc.chart_marks import Mark
from metroapp.services.spc.chart_reading import ChartView
from metroapp.wording import charts as words

LATEST = 40  # points of a first look
_SIGNS_UP_TO = 250  # points in view: beyond, a line says as much as dots
_MOST_NAMED = 12  # marks in view that are named; the others are lines
_MARGIN = 0.08  # of the height, above and below
_TICKS = 8  # px
_EDGE = 0.06  # of the width: the name of a mark there begins or ends at its line
_BESIDE = 0.75  # of a point, left and right of what is shown

Figures = NDArray[np.float64]
Step = tuple[float, float, float, float, float]  # of a stage: first and last place, centre, lower and upper limit


class OneChart(Plot):
    """The chart of the location or of the spread; `touched` carries the place along the chart, from 1."""

    touched = Signal(object)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        self.line = pg.PlotDataItem(autoDownsample=True, downsampleMethod="peak", clipToView=True, skipFiniteCheck=True)
        self.centre, self.limits = pg.PlotCurveItem(connect="finite"), pg.PlotCurveItem(connect="finite")
        self.happened, self.tolerance = pg.PlotCurveItem(connect="pairs"), pg.PlotCurveItem(connect="pairs")
        self.dots, self.named, self.picked = scatter("o", 7), scatter("s", 11), scatter("o", 17)
        self._x: Figures = np.empty(0)
        self._y: Figures = np.empty(0)
        self._bad: Figures = np.empty(0)
        self._marks: tuple[Mark, ...] = ()
        self._steps: list[Step] = []
        self._tolerance: list[float] = []
        self._labels: list[pg.TextItem] = []
        self.names_marks = True
        super().__init__(theme, name, parent)
        for item in (
            self.happened,
            self.tolerance,
            self.limits,
            self.centre,
            self.line,
            self.dots,
            self.named,
            self.picked,
        ):
            self.addItem(item)
        self.setMouseEnabled(x=True, y=False)
        self.disableAutoRange()
        self.getViewBox().sigXRangeChanged.connect(self._show_signs)
        self.scene().sigMouseClicked.connect(self._touch)

    def dress(self, tokens: Tokens) -> None:
        super().dress(tokens)
        self.line.setPen(pen(tokens.accent))
        self.centre.setPen(pen(tokens.soft))
        self.limits.setPen(pen(tokens.bad, Qt.PenStyle.DashLine))
        self.tolerance.setPen(pen(tokens.ink, Qt.PenStyle.DashDotLine))
        self.happened.setPen(pen(tokens.warn, Qt.PenStyle.DotLine))
        self.dots.setPen(None)
        self.dots.setBrush(QColor(tokens.accent))
        self.named.setPen(None)
        self.named.setBrush(QColor(tokens.bad))
        self.picked.setPen(pg.mkPen(tokens.ink, width=2))
        self.picked.setBrush(None)
        for label in self._labels:
            label.setColor(QColor(tokens.warn))

    def show_chart(
        self,
        x: Figures,
        y: Figures,
        bad: Figures,
        steps: list[Step],
        marks: tuple[Mark, ...],
        tolerance: list[float],
    ) -> None:
        """`bad`: the places named; `tolerance`: limits of the drawing, of individual values alone."""
        self._x, self._y, self._bad, self._marks = x, y, bad, marks
        self._steps, self._tolerance = steps, tolerance
        self.line.setData(x, y)
        low = min([float(y.min()), *(step[3] for step in steps), *tolerance])
        high = max([float(y.max()), *(step[4] for step in steps), *tolerance])
        room = (high - low) * _MARGIN or abs(high) * 1e-6 or 1.0
        self.setYRange(low - room, high + room * (4 if marks and self.names_marks else 1), padding=0)
        heights = self.getViewBox().viewRange()[1]
        places = np.repeat([mark.x for mark in marks], 2) if marks else np.empty(0)
        self.happened.setData(places, np.tile(heights, len(marks)))
        self.picked.clear()
        self._show_signs()

    def clear_chart(self) -> None:
        """Nothing is shown any more."""
        self._x = self._y = self._bad = np.empty(0)
        self._marks, self._steps, self._tolerance = (), [], []
        for item in (self.line, self.centre, self.limits, self.tolerance, self.happened):
            item.setData([], [])
        for signs in (self.dots, self.named, self.picked):
            signs.clear()
        self._name_marks([])

    def pick(self, point: int) -> None:
        """A ring around a point."""
        at = np.flatnonzero(self._x == point)
        self.picked.setData(self._x[at], self._y[at])

    def _show_signs(self, *_range: object) -> None:
        """Dots where there is room for them, the named points of each column of pixels, the marks by their names."""
        if not len(self._x):
            return  # nothing was shown yet
        low, high = self.getViewBox().viewRange()[0]
        self._show_limits(low, high)
        first, end = np.searchsorted(self._x, (low, high))
        if end - first <= _SIGNS_UP_TO:
            self.dots.setData(self._x[first:end], self._y[first:end])
        else:
            self.dots.clear()
        bad = self._bad[(self._bad >= low) & (self._bad <= high)]
        if len(bad) > _SIGNS_UP_TO:
            columns = ((bad - low) * max(self.width(), 1) / (high - low)).astype(np.intp) // 4
            bad = bad[np.unique(columns, return_index=True)[1]]
        places = np.searchsorted(self._x, bad)
        self.named.setData(self._x[places], self._y[places])
        self._name_marks([mark for mark in self._marks if low <= mark.x <= high])

    def _show_limits(self, low: float, high: float) -> None:
        """Only what is in view: the dashes of a line a hundred thousand points long take longer than the points."""
        seen = [(max(step[0], low), min(step[1], high), *step[2:]) for step in self._steps]
        seen = [step for step in seen if step[0] < step[1]]
        nothing = float("nan")
        along = [one for first, last, *_ in seen for one in (first, last, nothing)]
        self.centre.setData(along, [one for step in seen for one in (step[2], step[2], nothing)])
        bounds = [one for side in (3, 4) for step in seen for one in (step[side], step[side], nothing)]
        self.limits.setData(along * 2, bounds)
        ends = np.tile([max(float(self._x[0]), low), min(float(self._x[-1]), high)], len(self._tolerance))
        self.tolerance.setData(ends, np.repeat(self._tolerance, 2))

    def _name_marks(self, seen: list[Mark]) -> None:
        seen = seen if self.names_marks and len(seen) <= _MOST_NAMED else []
        while len(self._labels) < len(seen):
            label = pg.TextItem(color=QColor(self.theme.tokens.warn), anchor=(0.5, 0))
            label.setFont(font(13, bold=True, narrow=True))
            self.addItem(label, ignoreBounds=True)
            self._labels.append(label)
        (low, high), (_, top) = self.getViewBox().viewRange()
        for label, mark in zip(self._labels, seen, strict=False):
            label.setText(words.SHORT_MARKS[mark.kind])
            share = (mark.x - low) / (high - low)
            label.setAnchor((0 if share < _EDGE else 1 if share > 1 - _EDGE else 0.5, 0))
            label.setPos(mark.x, top)
        for place, label in enumerate(self._labels):
            label.setVisible(place < len(seen))

    def _touch(self, event: object) -> None:
        where = event.scenePos()  # type: ignore[attr-defined]
        if self.getViewBox().sceneBoundingRect().contains(where):
            self.touched.emit(float(self.getViewBox().mapSceneToView(where).x()))


class ChartPlot(QWidget):
    """`point_touched` carries (name of the chart, point from 1), `mark_touched` a Mark."""

    point_touched = Signal(object)
    mark_touched = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(words.PLOT)
        self.all, self.latest = filter_button(words.ALL, words.ALL_TIP), filter_button(words.LATEST, words.LATEST_TIP)
        self.view: ChartView | None = None
        self._picked = 0  # the point that was touched
        self.location, self.spread = OneChart(theme, words.PLOT), OneChart(theme, words.PLOT)
        self.titles = (QLabel(), QLabel())
        self.spread.setXLink(self.location)
        along = self.location.getAxis("bottom")  # said once, under both
        along.setStyle(showValues=False)
        along.setHeight(_TICKS)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 4, 6, 2)
        layout.setSpacing(0)
        top = QHBoxLayout()
        top.setSpacing(4)
        top.addWidget(self.titles[0], 1)
        for button in (self.latest, self.all):
            button.setCheckable(False)
            top.addWidget(button)
        layout.addLayout(top)
        layout.addWidget(self.location, 3)
        layout.addWidget(self.titles[1])
        layout.addWidget(self.spread, 2)
        for title in self.titles:
            title.setProperty("role", "small")
        self.all.clicked.connect(lambda: self.see_all())
        self.latest.clicked.connect(lambda: self.see_latest())
        for chart in (self.location, self.spread):
            chart.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.location.touched.connect(lambda x: self._touch(x, is_location=True))
        self.spread.touched.connect(lambda x: self._touch(x, is_location=False))

    def show_view(self, view: ChartView) -> None:
        """Another chart is shown by its last points; the same one stays where it was looked at, or follows its end."""
        before, self.view = self.view, view
        pair = view.pair
        if pair is None:
            self._clear()
            return
        for chart, shown in ((pair.location, self.location), (pair.spread, self.spread)):
            is_location = shown is self.location
            x = np.arange(len(chart.points), dtype=np.float64) + chart.first
            bad = np.array([one.point for one in view.named if one.chart == chart.name], dtype=np.float64)
            steps = []
            for stage in view.stages:
                limits = stage.location if is_location else stage.spread
                steps.append((stage.first + 0.5, stage.end + 0.5, limits.centre, limits.lower, limits.upper))
            shown.names_marks = is_location
            shown.show_chart(x, chart.points, bad, steps, view.marks, self._tolerance(view) if is_location else [])
        decimals = view.series.decimals + 1
        assert view.stage is not None
        for title, name, limits in zip(
            self.titles, (pair.location.name, pair.spread.name), (view.stage.location, view.stage.spread), strict=True
        ):
            said = words.LIMITS if limits.lower > 0 or name in ("xbar", "i") else words.LIMITS_ONE
            text = said.format(
                name=words.NAMES[name], ucl=words.figure(limits.upper, decimals),
                center=words.figure(limits.centre, decimals), lcl=words.figure(limits.lower, decimals),
            )  # fmt: skip
            if name == "i":
                tolerance = view.series.tolerance
                ends = (tolerance.lower, tolerance.upper)
                text = words.with_tolerance(
                    text, *("" if end is None else words.figure(end, view.series.decimals) for end in ends)
                )
            title.setText(text)
        self.setAccessibleDescription(
            words.PLOT_SAID.format(count=view.points, state=words.state(view.state, len(view.recent)))
        )
        if before is None or before.number != view.number or before.pair is None:
            self._picked = 0
            self.see_latest()
        elif view.points > before.points and self.location.viewRange()[0][1] >= before.points:
            low, high = self.location.viewRange()[0]
            more = view.points - before.points
            self.see(low + more if low > 1 else low, high + more)

    @staticmethod
    def _tolerance(view: ChartView) -> list[float]:
        """Of individual values alone."""
        if view.chart.opened.kind is not ChartKind.INDIVIDUALS:
            return []
        return [one for one in (view.series.tolerance.lower, view.series.tolerance.upper) if one is not None]

    def _clear(self) -> None:
        for chart, title in zip((self.location, self.spread), self.titles, strict=True):
            chart.clear_chart()
            title.clear()
        self.setAccessibleDescription(words.NOT_ENOUGH)

    def see(self, first: float, last: float) -> None:
        self.location.setXRange(first - _BESIDE, last + _BESIDE, padding=0)

    def see_all(self) -> None:
        if self.view is not None:
            self.see(1, max(self.view.points, 2))

    def see_latest(self) -> None:
        if self.view is not None:
            self.see(max(1, self.view.points - LATEST + 1), max(self.view.points, 2))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows go from point to point, as a finger does."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None or self.view is None or self.view.pair is None:
            super().keyPressEvent(event)
            return
        last = self.view.points
        point = min(max((self._picked or last) + step, 1), last)
        low, high = self.location.viewRange()[0]
        if not low <= point <= high:
            self.see(low + _BESIDE + step, high - _BESIDE + step)
        self.point_touched.emit((self.view.pair.location.name, point))

    def pick(self, point: int) -> None:
        self._picked = point
        self.location.pick(point)
        self.spread.pick(point)

    @property
    def is_empty(self) -> bool:
        return self.view is None or self.view.state is ChartState.EMPTY

    def _touch(self, x: float, *, is_location: bool) -> None:
        if self.view is None or self.view.pair is None:
            return
        point = min(max(round(x), 1), self.view.points)
        near = min(self.view.marks, key=lambda mark: abs(mark.x - x), default=None)
        if near is not None and abs(near.x - x) < abs(point - x) and abs(near.x - x) < 0.25:
            self.mark_touched.emit(near)
            return
        chart = self.view.pair.location if is_location else self.view.pair.spread
        self.point_touched.emit((chart.name, max(point, chart.first)))
