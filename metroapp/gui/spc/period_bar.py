"""The reference period chosen on the chart: a band with two edges to drag, and points left out by a touch."""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtCore import Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from metroapp.domain.statistical_terms import RunRule
from metroapp.gui.spc.chart_plot import ChartPlot
from metroapp.gui.spc.plots import scatter
from metroapp.services.spc.chart_reading import ChartView
from metroapp.wording import charts as words

_GRIP = 24  # px around an edge that a finger takes it by


class PeriodBar(QFrame):
    """`confirmed` carries (first, last, excluded), points from 1; `ended` says that the period is no longer chosen."""

    confirmed = Signal(object)
    ended = Signal(object)

    def __init__(self, plot: ChartPlot) -> None:
        super().__init__()
        self.setProperty("role", "notice")
        self._plot = plot
        self._view: ChartView | None = None
        self._excluded: set[int] = set()
        self.band = pg.LinearRegionItem(movable=True)
        self.crosses = scatter("x", 13)
        self.said, self.out = QLabel(), QLabel()
        for label in (self.said, self.out):
            label.setWordWrap(True)
        self.out.setProperty("role", "bad")
        self.cancel, self.go_on = QPushButton(words.CANCEL), QPushButton(words.GO_ON)
        self.go_on.setProperty("role", "primary")
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self.said)
        texts.addWidget(self.out)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 4, 6, 4)
        row.addLayout(texts, 1)
        for button in (self.cancel, self.go_on):
            button.setAccessibleName(button.text())
            row.addWidget(button)
        self.band.sigRegionChanged.connect(self._say)
        self.cancel.clicked.connect(lambda: self.end())
        self.go_on.clicked.connect(lambda: self.confirmed.emit(self.period))
        self.hide()

    @property
    def is_open(self) -> bool:
        return self._view is not None

    @property
    def period(self) -> tuple[int, int, tuple[int, ...]]:
        """Its first and last points, and those left out."""
        low, high = self.band.getRegion()
        most = self._view.points if self._view is not None else 1
        first = min(max(1, round(low + 0.5)), most)
        last = max(first, min(most, round(high - 0.5)))
        return first, last, tuple(sorted(point for point in self._excluded if first <= point <= last))

    def begin(self, view: ChartView) -> None:
        """All the points of the stage in force to begin with."""
        self.end()
        self._view = view
        tokens = self._plot.location.theme.tokens
        colour = QColor(tokens.accent)
        colour.setAlpha(40)
        self.band.setBrush(colour)
        for edge in self.band.lines:
            edge.setPen(pg.mkPen(tokens.accent, width=3))
            edge.setHoverPen(pg.mkPen(tokens.accent, width=_GRIP))
        self.crosses.setPen(pg.mkPen(tokens.bad, width=2))
        self._plot.location.addItem(self.band, ignoreBounds=True)
        self._plot.location.addItem(self.crosses)
        stage = view.stage
        self.band.setBounds((0.5, view.points + 0.5))
        self.band.setRegion(((stage.first if stage is not None else 0) + 0.5, view.points + 0.5))
        self._plot.see_all()
        self.show()
        self._say()

    def follow(self, view: ChartView) -> None:
        """The chart was read anew while its period is chosen: what is said of the period is of the points shown."""
        if self._view is None or view.pair is None:
            return
        self._view = view
        self._excluded = {point for point in self._excluded if point <= view.points}
        self.band.setBounds((0.5, view.points + 0.5))
        self._say()

    def end(self) -> None:
        if self._view is not None:
            self._plot.location.removeItem(self.band)
            self._plot.location.removeItem(self.crosses)
        self._view, self._excluded = None, set()
        self.hide()
        self.ended.emit(None)

    def choose(self, first: int, last: int) -> None:
        self.band.setRegion((first - 0.5, last + 0.5))

    def toggle(self, point: int) -> None:
        """Leave a point out, or take it back."""
        self._excluded ^= {point}
        self._say()

    def _say(self, _band: object = None) -> None:
        view = self._view
        if view is None or view.pair is None:
            return
        first, last, excluded = self.period
        said = words.PERIOD.format(first=first, last=last, count=last - first + 1 - len(excluded))
        if excluded:
            said = f"{said} {words.EXCLUDED.format(points=words.points(excluded))}"
        self.said.setText(said)
        out = sorted({
            one.point for one in view.named
            if RunRule.BEYOND_LIMITS in one.rules and first <= one.point <= last and one.point not in excluded
        })  # fmt: skip
        self.out.setText(words.OUT_OF_PERIOD.format(points=words.points(out)) if out else "")
        self.out.setVisible(bool(out))
        location = view.pair.location
        self.crosses.setData(list(excluded), [float(location.points[point - 1]) for point in excluded])
        self.go_on.setEnabled(last - first + 1 - len(excluded) >= 2)
