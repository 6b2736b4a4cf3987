"""Histogram with its law and the limits of the drawing, beside the indices, the drift and the life of the tool."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from metroapp.gui.spc.plots import Plot, pen
from metroapp.gui.theme import Theme, Tokens, font
from metroapp.gui.widgets.scrolled import Scrolled
from metroapp.services.spc.chart_capability import Capability
from metroapp.wording import charts as words
from metroapp.wording.chart_capability import ADVICE_TONES, Line

_ROOM = 0.06


class HistogramPlot(Plot):
    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self.bars = pg.BarGraphItem(x0=[0], x1=[1], height=[0])
        self.curve = pg.PlotCurveItem()
        self.limits = pg.PlotCurveItem(connect="pairs")
        self.labels = [pg.TextItem(anchor=(side, 0)) for side in (0, 1)]  # inside of the tolerance
        super().__init__(theme, words.HISTOGRAM, parent)
        for item in (self.bars, self.curve, self.limits, *self.labels):
            self.addItem(item)
        for label in self.labels:
            label.setFont(font(13, bold=True, narrow=True))
        self.setMouseEnabled(x=False, y=False)
        self.disableAutoRange()

    def dress(self, tokens: Tokens) -> None:
        super().dress(tokens)
        self.bars.setOpts(brush=QColor(tokens.accent_soft), pen=pen(tokens.accent))
        self.curve.setPen(pen(tokens.ink))
        self.limits.setPen(pen(tokens.bad))
        for label in self.labels:
            label.setColor(QColor(tokens.bad))

    def show_figures(self, found: Capability, decimals: int) -> None:
        shape, bounds = found.histogram, (found.tolerance.lower, found.tolerance.upper)
        self.bars.setOpts(x0=shape.edges[:-1], x1=shape.edges[1:], height=shape.counts)
        self.curve.setData(shape.curve_x, shape.curve_y)
        shown = [one for one in bounds if one is not None]
        top = float(max(shape.counts.max(), shape.curve_y.max(initial=0))) * 1.15
        self.limits.setData(np.repeat(shown, 2), np.tile([0, top], len(shown)))
        low = min([float(shape.edges[0]), *shape.curve_x[:1].tolist(), *shown])
        high = max([float(shape.edges[-1]), *shape.curve_x[-1:].tolist(), *shown])
        room = (high - low) * _ROOM
        self.setRange(xRange=(low - room, high + room), yRange=(0, top), padding=0)
        said = (words.LOWER, words.UPPER)
        for label, text, bound in zip(self.labels, said, bounds, strict=True):
            label.setVisible(bound is not None)
            if bound is not None:
                label.setText(text.format(value=words.figure(bound, decimals)))
                label.setPos(bound, top)


class CapabilityPanel(QFrame):
    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plot = HistogramPlot(theme)
        self.advice, self.small = QLabel(), QLabel()
        for label in (self.advice, self.small):
            label.setWordWrap(True)
        self.small.setProperty("role", "warn")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 7)
        column = QVBoxLayout()
        column.setContentsMargins(8, 4, 8, 4)
        column.addWidget(self.advice)
        column.addWidget(self.small)
        column.addLayout(self._grid)
        column.addStretch(1)
        self.figures = Scrolled(column)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(self.plot, 2)
        layout.addWidget(self.figures, 3)
        self.show_nothing(words.COMPUTING)

    def show_nothing(self, said: str = words.NOT_ENOUGH) -> None:
        """Neither a figure nor a picture of the chart before, and why: too few points unless said."""
        self.advice.setText(said)
        _dress(self.advice, "soft")
        self.small.hide()
        self.plot.hide()
        self._show_lines(())

    def show_figures(self, found: Capability, lines: Sequence[Line], decimals: int) -> None:
        self.plot.show()
        self.plot.show_figures(found, decimals)
        self.advice.setText(words.ADVICE[found.advice])
        _dress(self.advice, ADVICE_TONES[found.advice])
        self.small.setText(words.SMALL.format(n=found.sample.n))
        self.small.setVisible(found.is_small)
        self._show_lines(lines)

    def _show_lines(self, lines: Sequence[Line]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for row, line in enumerate(lines):
            title, text = QLabel(line.title), QLabel(line.text)
            title.setProperty("role", "soft")
            title.setAlignment(Qt.AlignmentFlag.AlignTop)
            title.setWordWrap(True)
            text.setWordWrap(True)
            text.setTextFormat(Qt.TextFormat.PlainText)
            text.setProperty("role", line.tone or "strong")
            text.setAccessibleName(line.title)
            self._grid.addWidget(title, row, 0)
            self._grid.addWidget(text, row, 1)


def _dress(label: QLabel, role: str) -> None:
    label.setProperty("role", role)
    label.style().unpolish(label)
    label.style().polish(label)
