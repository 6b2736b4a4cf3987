"""What every plot of the page shares: French figures on its axes, the colours of the look, one finger that pans it."""

from __future__ import annotations

from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QWidget

from metroapp.gui.theme import Theme, Tokens, font

AXIS = 64  # px: figures of both charts begin on the same line


_NAMED_TICKS = 2  # levels of ticks, the finer of which may have no room for its figures


class FrenchAxis(pg.AxisItem):  # type: ignore[misc]
    """Figures with a comma, a real minus and as many decimals as the finest of them."""

    _finest = 0.0

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        found: list[tuple[float, list[float]]] = super().tickValues(low, high, size)
        self._finest = min((spacing for spacing, values in found[:_NAMED_TICKS] if len(values)), default=0.0)
        return found

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        spacing = min(spacing, self._finest) or spacing
        return [text.replace(".", ",").replace("-", "−") for text in super().tickStrings(values, scale, spacing)]


class Plot(pg.PlotWidget):  # type: ignore[misc]
    """One plot without menus; `dress` follows the look."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        left, bottom = FrenchAxis("left"), FrenchAxis("bottom")
        super().__init__(parent, axisItems={"left": left, "bottom": bottom})
        self.theme = theme
        self.setAccessibleName(name)
        self.setMenuEnabled(False)
        self.hideButtons()
        self.setFrameShape(pg.PlotWidget.Shape.NoFrame)
        left.enableAutoSIPrefix(False)
        bottom.enableAutoSIPrefix(False)
        left.setWidth(AXIS)
        for axis in (left, bottom):
            axis.setStyle(tickFont=font(13, narrow=True), tickLength=4)
        theme.changed.connect(self._follow)
        self.dress(theme.tokens)

    def _follow(self, tokens: Tokens) -> None:
        self.dress(tokens)

    def dress(self, tokens: Tokens) -> None:
        self.setBackground(QColor(tokens.surface))
        for side in ("left", "bottom"):
            axis = self.getAxis(side)
            axis.setPen(pen(tokens.line))
            axis.setTextPen(pen(tokens.soft))


def pen(colour: str, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    """One pixel wide whatever the scale: a wider one repaints ten times slower."""
    made = QPen(QColor(colour), 1, style)
    made.setCosmetic(True)
    return made


def scatter(symbol: str, size: int) -> Any:
    """Points as signs, of which the colours come with the look."""
    return pg.ScatterPlotItem(symbol=symbol, size=size, pxMode=True)
