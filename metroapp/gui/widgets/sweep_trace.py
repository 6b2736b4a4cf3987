"""The live trace of a sweep: what was shown against time, each column of the picture from its lowest to its highest.

Only the picture is computed in floating point. However long a sweep is, a few thousand numbers are kept of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from metroapp.gui.theme import RADIUS, Theme, font
from metroapp.wording import sweeps as words

_MOST_BINS = 2048  # more than a screen is wide
_FIRST_BIN_MS = 4
_LEAST_SHOWN_MS = 2000
_MARGIN = 10  # px

Limits = tuple[tuple[float, str], ...]  # where a line is drawn, and what is written on it


class Bins:
    """Lowest and highest sample of each slice of time; the slices double when there are too many."""

    def __init__(self) -> None:
        self.slice_ms = _FIRST_BIN_MS
        self.ends_ms = 0
        self.bins: dict[int, tuple[float, float]] = {}

    def add(self, at_ms: int, value: float) -> None:
        self.ends_ms = max(self.ends_ms, at_ms)
        while at_ms // self.slice_ms >= _MOST_BINS:
            self._double()
        self._widen(at_ms // self.slice_ms, value, value)

    def columns(self, width: int) -> dict[int, tuple[float, float]]:
        """Lowest and highest of each pixel column, by its number; those without a sample are absent."""
        shown = max(_LEAST_SHOWN_MS, self.ends_ms)
        found = Bins()
        for place, ends in self.bins.items():
            found._widen(min(width - 1, place * self.slice_ms * width // shown), *ends)
        return found.bins

    def _double(self) -> None:
        before, self.bins = self.bins, {}
        self.slice_ms *= 2
        for place, ends in before.items():
            self._widen(place // 2, *ends)

    def _widen(self, place: int, low: float, high: float) -> None:
        known = self.bins.get(place)
        self.bins[place] = (low, high) if known is None else (min(known[0], low), max(known[1], high))


class SweepTrace(QWidget):
    """`limits` are drawn as lines where they are not too far from what was shown."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.limits: Limits = ()
        self.clear()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(words.TRACE)
        theme.changed.connect(self._repaint)

    def clear(self) -> None:
        self.bins = Bins()
        self.low = self.high = 0.0
        self.limits = ()
        self.setAccessibleDescription(words.WAITING)
        self.update()

    def add(self, fresh: Iterable[tuple[int, Decimal]]) -> None:
        """More samples, each with its ms since the first one."""
        for at_ms, exact in fresh:
            value = float(exact)
            empty = not self.bins.bins
            self.low = value if empty else min(self.low, value)
            self.high = value if empty else max(self.high, value)
            self.bins.add(at_ms, value)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(400, 160)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 40)

    def shown_limits(self) -> Limits:
        """The limits that are near enough for the trace to keep its shape."""
        span = self.high - self.low
        return tuple(one for one in self.limits if self.low - 2 * span <= one[0] <= self.high + 2 * span)

    def _repaint(self, _tokens: object) -> None:
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QColor(tokens.line))
        painter.setBrush(QColor(tokens.raised))
        painter.drawRoundedRect(area, RADIUS, RADIUS)
        inner = area.adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        if not self.bins.bins:
            painter.setPen(QColor(tokens.soft))
            painter.setFont(font(max(13.0, min(22.0, area.height() * 0.14))))
            painter.drawText(inner, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, words.WAITING)
            return
        limits = self.shown_limits()
        low = min(self.low, *(at for at, _ in limits)) if limits else self.low
        high = max(self.high, *(at for at, _ in limits)) if limits else self.high
        self._paint_trace(painter, inner, low, high)
        self._paint_limits(painter, inner, limits, low, high)

    def _paint_limits(self, painter: QPainter, inner: QRectF, limits: Limits, low: float, high: float) -> None:
        tokens = self._theme.tokens
        size = max(12.0, min(18.0, inner.height() * 0.12))
        painter.setFont(font(size, bold=True, narrow=True))
        for at, text in limits:
            y = _height(inner, at, low, high)
            painter.setPen(QPen(QColor(tokens.bad), 2, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(inner.left(), y), QPointF(inner.right(), y))
            above = y - size * 1.3 if y > inner.center().y() else y + 2
            width = QFontMetricsF(painter.font()).horizontalAdvance(text)
            place = QRectF(inner.right() - width, above, width, size * 1.3)
            painter.fillRect(place, QColor(tokens.raised))  # the trace passes behind
            painter.setPen(QColor(tokens.bad))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_trace(self, painter: QPainter, inner: QRectF, low: float, high: float) -> None:
        line = QPolygonF()
        for column, (least, most) in sorted(self.bins.columns(max(1, int(inner.width()))).items()):
            x = inner.left() + column
            line.append(QPointF(x, _height(inner, most, low, high)))
            if most != least:
                line.append(QPointF(x, _height(inner, least, low, high)))
        painter.setPen(QPen(QColor(self._theme.tokens.accent), 2))
        painter.drawPolyline(line)


def _height(inner: QRectF, value: float, low: float, high: float) -> float:
    """Where a value is drawn; in the middle while everything is equal."""
    share = (value - low) / (high - low) if high > low else 0.5
    return inner.bottom() - share * inner.height()
