"""The values of one characteristic record after record, within the limits that each record had.

Only the picture is computed in floating point. A value is a sign that its verdict gives, not a colour alone; one of a
simulated instrument has a square around it.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from metroapp.domain.acceptance import Verdict
from metroapp.domain.past_values import PastRecord, PastValue
from metroapp.gui.theme import RADIUS, Theme, font
from metroapp.wording import history as words

_MARGIN, _LEFT, _BELOW = 14, 92, 26  # px: around, for the figures, for the numbers of the records
_REACH = 14  # px from a value, for a finger
_AROUND = 9  # px from a value to the square of a simulated one


class HistoryPlot(QWidget):
    """`record_asked` carries the id of the record of the value that is pressed."""

    record_asked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._records: list[PastRecord] = []
        self._values: list[PastValue] = []
        self._places: list[tuple[QPointF, PastValue]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(words.PLOT)
        self.setMouseTracking(True)
        theme.changed.connect(lambda _tokens: self.update())

    def show_values(self, records: Sequence[PastRecord], values: Sequence[PastValue]) -> None:
        """Records from the last opened to the first; the plot goes the other way, as time does."""
        self._records = list(reversed(records))
        self._values = list(values)
        self.setAccessibleDescription(words.described(self._values, len(records)))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(900, 420)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QColor(tokens.line))
        painter.setBrush(QColor(tokens.surface))
        painter.drawRoundedRect(area, RADIUS, RADIUS)
        inner = area.adjusted(_LEFT, _MARGIN, -_MARGIN, -_MARGIN - _BELOW)
        self._places = []
        if not self._values:
            painter.setPen(QColor(tokens.soft))
            painter.setFont(font(18))
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, words.NOTHING_MEASURED)
            return
        low, high = self._ends()
        self._paint_limits(painter, inner, low, high)
        self._paint_scale(painter, inner, low, high)
        self._paint_values(painter, inner, low, high)

    def _ends(self) -> tuple[float, float]:
        shown = [float(one.quantity.value) for one in self._values]
        shown += [float(limit) for one in self._records for limit in (one.lower, one.upper) if limit is not None]
        low, high = min(shown), max(shown)
        room = (high - low) * 0.06 or abs(high) * 1e-6 or 1.0
        return low - room, high + room

    def _strip(self, inner: QRectF, place: int) -> QRectF:
        """The width of one record."""
        width = inner.width() / len(self._records)
        return QRectF(inner.left() + place * width, inner.top(), width, inner.height())

    def _paint_limits(self, painter: QPainter, inner: QRectF, low: float, high: float) -> None:
        painter.setPen(QPen(QColor(self._theme.tokens.bad), 2, Qt.PenStyle.DashLine))
        for place, record in enumerate(self._records):
            strip = self._strip(inner, place)
            for limit in (record.lower, record.upper):
                if limit is not None:
                    y = _height(inner, float(limit), low, high)
                    painter.drawLine(QPointF(strip.left(), y), QPointF(strip.right(), y))

    def _paint_scale(self, painter: QPainter, inner: QRectF, low: float, high: float) -> None:
        tokens = self._theme.tokens
        painter.setFont(font(13, narrow=True))
        last = self._records[-1]
        for limit in (last.lower, last.upper):
            if limit is not None:
                y = _height(inner, float(limit), low, high)
                painter.setPen(QColor(tokens.bad))
                place = QRectF(6, y - 10, _LEFT - 12, 20)
                painter.drawText(
                    place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words.figure(limit)
                )
        painter.setPen(QColor(tokens.soft))
        below = QRectF(inner.left(), inner.bottom() + 6, inner.width(), _BELOW)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, self._records[0].number)
        if len(self._records) > 1:
            painter.drawText(below, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, last.number)

    def _paint_values(self, painter: QPainter, inner: QRectF, low: float, high: float) -> None:
        tokens = self._theme.tokens
        of_record: dict[object, list[PastValue]] = {}
        for value in self._values:
            of_record.setdefault(value.record.id, []).append(value)
        for place, record in enumerate(self._records):
            strip = self._strip(inner, place)
            found = of_record.get(record.id, [])
            for rank, value in enumerate(found, 1):
                x = strip.left() + strip.width() * rank / (len(found) + 1)
                at = QPointF(x, _height(inner, float(value.quantity.value), low, high))
                self._places.append((at, value))
                _paint_sign(painter, at, value.verdict, QColor(tokens.good), QColor(tokens.bad), QColor(tokens.warn))
                if value.simulated:
                    painter.setPen(QPen(QColor(tokens.soft), 1.5))
                    painter.setBrush(Qt.BrushStyle.NoBrush)
                    painter.drawRect(QRectF(at.x() - _AROUND, at.y() - _AROUND, 2 * _AROUND, 2 * _AROUND))

    # -- pointing at a value ------------------------------------------------------------------------------------------

    def value_at(self, point: QPointF) -> PastValue | None:
        """The value under a finger."""
        near = ((abs(at.x() - point.x()) + abs(at.y() - point.y()), rank) for rank, (at, _) in enumerate(self._places))
        distance, rank = min(near, default=(float("inf"), 0))
        return self._places[rank][1] if distance <= _REACH else None

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            value = self.value_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), words.said(value) if value is not None else "", self)
            return True
        return super().event(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        value = self.value_at(event.position())
        if value is not None:
            self.record_asked.emit(value.record.id)


def _paint_sign(painter: QPainter, at: QPointF, verdict: Verdict, good: QColor, bad: QColor, warn: QColor) -> None:
    """A dot, a cross, a ring."""
    if verdict is Verdict.CONFORMING:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(good)
        painter.drawEllipse(at, 3, 3)
        return
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if verdict is Verdict.NONCONFORMING:
        painter.setPen(QPen(bad, 2.5))
        painter.drawLine(at + QPointF(-5, -5), at + QPointF(5, 5))
        painter.drawLine(at + QPointF(-5, 5), at + QPointF(5, -5))
        return
    painter.setPen(QPen(warn, 2.5))
    painter.drawEllipse(at, 5, 5)


def _height(inner: QRectF, value: float, low: float, high: float) -> float:
    return inner.bottom() - (value - low) / (high - low) * inner.height()
