"""What a study found, as a picture: its bars, and under them the ranges of each operator, piece by piece.

Only the picture is computed in floating point. Grades are words in the sentence above; colours only repeat them.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from metroapp.gui.theme import RADIUS, Theme, fitted, font
from metroapp.services.spc.study_figures import Grade, SaidBars, StudySaid
from metroapp.wording import studies as words

_MARGIN, _STEP, _BAR = 12, 25, 13  # px
_TITLE, _MARKS = 24, 16
_NAMES, _FIGURES = 150, 84
_RANGES = 132


class StudyPicture(QWidget):
    """Nothing is shown of a study that says nothing."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._said: StudySaid | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(lambda _tokens: self.update())

    def show_said(self, said: StudySaid | None) -> None:
        self._said = said
        self.setVisible(said is not None and (said.bars is not None or bool(said.ranges)))
        if said is not None and said.bars is not None:
            self.setAccessibleName(said.bars.title)
            self.setAccessibleDescription(", ".join(f"{one.name} {one.figure}" for one in said.bars.bars))
        self.setFixedHeight(self._high())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(400, self._high())

    def _high(self) -> int:
        said = self._said
        if said is None:
            return 0
        bars = 0 if said.bars is None else _TITLE + len(said.bars.bars) * _STEP + _MARKS
        return bars + (_TITLE + _RANGES if said.ranges else 0) + 2 * _MARGIN

    def paintEvent(self, _event: QPaintEvent) -> None:
        said, tokens = self._said, self._theme.tokens
        if said is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QColor(tokens.line))
        painter.setBrush(QColor(tokens.surface))
        painter.drawRoundedRect(area, RADIUS, RADIUS)
        inner = area.adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        if said.bars is not None:
            inner.setTop(self._paint_bars(painter, inner, said.bars))
        if said.ranges:
            self._paint_ranges(painter, inner, said)

    def _title(self, painter: QPainter, area: QRectF, text: str) -> float:
        painter.setPen(QColor(self._theme.tokens.ink))
        painter.setFont(fitted(text, 14, area.width(), bold=True))
        painter.drawText(QRectF(area.left(), area.top(), area.width(), _TITLE), Qt.AlignmentFlag.AlignTop, text)
        return area.top() + _TITLE

    # -- bars ---------------------------------------------------------------------------------------------------------

    def _paint_bars(self, painter: QPainter, area: QRectF, found: SaidBars) -> float:
        tokens = self._theme.tokens
        top = self._title(painter, area, found.title)
        full = max(found.full, *(one.length for one in found.bars), *found.marks)
        left, room = area.left() + _NAMES, area.width() - _NAMES - _FIGURES
        inks = {Grade.BAD: tokens.bad_fill, Grade.FAIR: tokens.warn_fill}
        for place, one in enumerate(found.bars):
            y = top + place * _STEP
            line = QRectF(area.left(), y, _NAMES - 8, _STEP)
            painter.setPen(QColor(tokens.ink))
            painter.setFont(fitted(one.name, 14, line.width(), narrow=True))
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, one.name)
            bar = QRectF(left, y + (_STEP - _BAR) / 2, room, _BAR)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.raised))
            painter.drawRect(bar)
            bar.setWidth(max(1.0, room * one.length / full))
            painter.setBrush(QColor(inks.get(one.grade, tokens.accent)))
            painter.drawRect(bar)
            painter.setPen(QColor(tokens.ink))
            painter.setFont(font(14, bold=True))
            figure = QRectF(left + room + 8, y, _FIGURES - 8, _STEP)
            painter.drawText(figure, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, one.figure)
        bottom = top + len(found.bars) * _STEP
        painter.setFont(font(12, narrow=True))
        for mark in found.marks:
            x = left + room * mark / full
            painter.setPen(QPen(QColor(tokens.soft), 1, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(x, top), QPointF(x, bottom))
            place_of = QRectF(x - 40, bottom, 80, _MARKS)
            painter.drawText(place_of, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, words.shown(mark))
        return bottom + _MARKS

    # -- ranges -------------------------------------------------------------------------------------------------------

    def _paint_ranges(self, painter: QPainter, area: QRectF, said: StudySaid) -> None:
        """A strip for each operator, a stroke for each piece, the limit across."""
        tokens = self._theme.tokens
        names = list(dict.fromkeys(one.operator for one in said.ranges))
        top = self._title(painter, area, words.RANGES.format(unit=said.unit))
        plot = QRectF(area.left(), top, area.width(), area.bottom() - top - 18)
        highest = max(said.limit, *(one.value for one in said.ranges)) * 1.08 or 1.0
        share = plot.width() / len(names)
        y = plot.bottom() - plot.height() * said.limit / highest
        for place, name in enumerate(names):
            strip = QRectF(plot.left() + place * share, plot.top(), share - 8, plot.height())
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.raised))
            painter.drawRect(strip)
            own = [one for one in said.ranges if one.operator == name]
            wide = strip.width() / len(own)
            for rank, one in enumerate(own):
                high = max(1.5, strip.height() * one.value / highest)
                bar = QRectF(strip.left() + rank * wide + wide * 0.2, strip.bottom() - high, wide * 0.6, high)
                painter.setBrush(QColor(tokens.bad_fill if one.is_out else tokens.accent))
                painter.drawRect(bar)
                if one.is_out:
                    painter.setPen(QColor(tokens.bad))
                    painter.setFont(font(13, bold=True))
                    beside = QRectF(bar.right() + 3, strip.top(), 40, 16)
                    painter.drawText(beside, Qt.AlignmentFlag.AlignLeft, words.PIECE_SHORT.format(piece=one.piece))
                    painter.setPen(Qt.PenStyle.NoPen)
            painter.setPen(QColor(tokens.soft))
            painter.setFont(fitted(name, 13, strip.width(), narrow=True))
            below = QRectF(strip.left(), strip.bottom() + 2, strip.width(), 16)
            painter.drawText(below, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, name)
            painter.setPen(QPen(QColor(tokens.bad), 1.5, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(strip.left(), y), QPointF(strip.right(), y))
