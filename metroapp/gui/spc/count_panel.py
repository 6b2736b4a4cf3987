"""The sorting of the pieces of a part, record after record: p, np, c or u with the limits of each point."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from metroapp.domain.chart_terms import CountKind
from metroapp.gui.spc.plots import Plot, pen, scatter
from metroapp.gui.theme import Theme, Tokens
from metroapp.gui.widgets.choice import Choice
from metroapp.services.spc.count_charts import CountView
from metroapp.wording import charts as words
from metroapp.wording.numbers import moment

_LEAST = 0.1  # height of a plot on which nothing is bad


class CountPlot(Plot):
    """`touched` carries a point, from 1."""

    touched = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self.line, self.limits, self.centre = pg.PlotCurveItem(), pg.PlotCurveItem(connect="finite"), pg.PlotCurveItem()
        self.dots, self.named = scatter("o", 8), scatter("s", 12)
        self._count = 0
        super().__init__(theme, words.BAD_PIECES_TIP, parent)
        for item in (self.limits, self.centre, self.line, self.dots, self.named):
            self.addItem(item)
        self.setMouseEnabled(x=True, y=False)
        self.disableAutoRange()
        self.scene().sigMouseClicked.connect(self._touch)

    def dress(self, tokens: Tokens) -> None:
        super().dress(tokens)
        self.line.setPen(pen(tokens.accent))
        self.limits.setPen(pen(tokens.bad, Qt.PenStyle.DashLine))
        self.centre.setPen(pen(tokens.soft))
        for item, colour in ((self.dots, tokens.accent), (self.named, tokens.bad)):
            item.setPen(None)
            item.setBrush(QColor(colour))

    def show_view(self, view: CountView) -> None:
        points = view.chart.points
        self._count = len(points)
        x = np.arange(1, len(points) + 1, dtype=np.float64)
        y = np.array([point.value for point in points])
        bounds = [np.array([getattr(point, side) for point in points]) for side in ("lower", "upper")]
        steps = np.column_stack([x - 0.5, x + 0.5]).ravel()
        levels = [np.repeat(bound, 2) for bound in bounds]
        gap = np.array([np.nan])
        self.limits.setData(np.concatenate([steps, gap, steps]), np.concatenate([levels[0], gap, levels[1]]))
        self.centre.setData([0.5, len(points) + 0.5], [view.chart.centre] * 2)
        self.line.setData(x, y)
        self.dots.setData(x, y)
        out = np.array(view.chart.out, dtype=np.intp) - 1
        self.named.setData(x[out], y[out])
        top = max(float(y.max()), float(bounds[1].max())) * 1.1 or _LEAST
        self.setRange(xRange=(0.25, len(points) + 0.75), yRange=(-top * 0.04, top), padding=0)

    def _touch(self, event: object) -> None:
        where = event.scenePos()  # type: ignore[attr-defined]
        if self._count and self.getViewBox().sceneBoundingRect().contains(where):
            x = float(self.getViewBox().mapSceneToView(where).x())
            self.touched.emit(min(max(round(x), 1), self._count))


class CountPanel(QFrame):
    """`kind_asked` carries the CountKind that is wanted."""

    kind_asked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view: CountView | None = None
        self.kind = Choice(theme)
        self.kind.setAccessibleName(words.COUNT_KIND)
        self.kind.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToContents)
        self.plot = CountPlot(theme)
        self.said = QLabel(words.TOUCH)
        self.said.setWordWrap(True)
        top = QHBoxLayout()
        top.addWidget(self.kind)
        top.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addLayout(top)
        layout.addWidget(self.plot, 1)
        layout.addWidget(self.said)
        self.kind.activated.connect(lambda _place: self.kind_asked.emit(self.kind.currentData()))
        self.plot.touched.connect(self.say)

    @property
    def wanted(self) -> CountKind:
        return self.kind.currentData() or CountKind.SHARE

    def show_view(self, view: CountView) -> None:
        self.view = view
        self.kind.clear()
        for kind in view.kinds:
            self.kind.addItem(words.COUNTS[kind], kind)
        self.kind.setCurrentIndex(view.kinds.index(view.kind))
        self.plot.show()
        self.plot.show_view(view)
        chart = view.chart
        self.said.setText(words.count_said(view.kind, chart.centre, len(chart.points), len(chart.out)))

    def show_nothing(self, said: str) -> None:
        """Why there is no chart of this part."""
        self.view = None
        self.plot.hide()
        self.said.setText(said)

    def say(self, point: int) -> None:
        if self.view is None:
            return
        record = self.view.records[point - 1]
        is_of_values = self.view.kind in (CountKind.COUNT, CountKind.RATE)
        bad = record.bad_values if is_of_values else record.bad_pieces
        said = words.COUNT_POINT.format(
            point=point, record=record.number, bad=bad, sorted=record.sorted, at=moment(record.opened_at)
        )
        is_out = point in self.view.chart.out
        self.said.setText(words.COUNT_OUT.format(point=said) if is_out else said)
