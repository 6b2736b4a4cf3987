"""Bars from the most to the least, one line each with its name, and the cumulated share: read without turning the head.

Only the picture is computed in floating point.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from metroapp.domain.pareto import Ranked, shortened
from metroapp.gui.theme import SMALL, TEXT, Theme, font
from metroapp.wording import production_report as words
from metroapp.wording.numbers import number

_ROW, _GAP = 38, 8  # px
_NAME, _FIGURE = 0.30, 176  # share of the width, px
MOST = 40


class ParetoChart(QWidget):
    """`show_lines` gives what is drawn; nothing is drawn of none."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.lines: list[Ranked] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(words.CHART)
        theme.changed.connect(lambda _tokens: self.update())

    def show_lines(self, lines: Sequence[Ranked]) -> None:
        self.lines = shortened(lines, MOST, words.OTHERS)
        self.setFixedHeight(max(1, len(self.lines)) * (_ROW + _GAP) + _GAP)
        self.setAccessibleDescription("\n".join(map(described, self.lines)))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(720, max(1, len(self.lines)) * (_ROW + _GAP) + _GAP)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self.lines:
            return
        tokens, painter = self._theme.tokens, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        names = self.width() * _NAME
        room = self.width() - names - _FIGURE - 16
        largest = float(max(one.count for one in self.lines))  # the others together may be the largest
        cumulated: list[QPointF] = []
        for place, one in enumerate(self.lines):
            top = _GAP + place * (_ROW + _GAP)
            name = QRectF(0, top, names - 10, _ROW)
            painter.setFont(font(TEXT))
            painter.setPen(QColor(tokens.ink))
            elided = painter.fontMetrics().elidedText(one.name, Qt.TextElideMode.ElideMiddle, int(name.width()))
            painter.drawText(name, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, elided)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.raised))
            painter.drawRoundedRect(QRectF(names, top, room, _ROW), 5, 5)
            painter.setBrush(QColor(tokens.accent))
            painter.drawRoundedRect(QRectF(names, top, max(4.0, room * float(one.count) / largest), _ROW), 5, 5)
            cumulated.append(QPointF(names + room * float(one.cumulated) / 100, top + _ROW / 2))
            figure = QRectF(names + room + 12, top, _FIGURE, _ROW)
            painter.setPen(QColor(tokens.ink))
            painter.setFont(font(TEXT, narrow=True))
            painter.drawText(figure, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, f"{number(one.count)}")
            painter.setPen(QColor(tokens.soft))
            painter.setFont(font(SMALL, narrow=True))
            painter.drawText(
                figure,
                Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom,
                words.SHARES.format(share=number(one.share), cumulated=number(one.cumulated)),
            )
        self._paint_cumulated(painter, cumulated)

    def _paint_cumulated(self, painter: QPainter, points: list[QPointF]) -> None:
        tokens = self._theme.tokens
        painter.setPen(QPen(QColor(tokens.warn), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(points)
        painter.setBrush(QColor(tokens.surface))
        for point in points:
            painter.drawEllipse(point, 4, 4)


def described(one: Ranked) -> str:
    """One line, for who does not see it."""
    return words.BAR.format(
        name=one.name, count=number(one.count), share=number(one.share), cumulated=number(one.cumulated)
    )
