"""The head of each piece's column: its number, its sorting by shape and word, under it what a candidate declared."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QWidget

from metroapp.domain.sorting import Disposition
from metroapp.gui.models.releve import PIECE_GLYPHS, ReleveModel
from metroapp.gui.theme import Theme, fitted, font
from metroapp.wording import window as words
from metroapp.wording.labels import mark

HEIGHT = 52
DECLARED = 20  # px more where what a candidate declared is shown under the sorting


class PieceHeader(QHeaderView):
    """Painted: the style sheet cannot colour one section differently from the next."""

    def __init__(self, model: ReleveModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._model = model
        self._theme = theme
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(True)  # what can be done about a bad piece

    def sizeHint(self) -> QSize:
        return QSize(0, self.tall)  # its width is that of the grid; Qt would ask every section for its own

    @property
    def tall(self) -> int:
        return HEIGHT + (DECLARED if self._model.declared_sorts else 0)

    def paintSection(self, painter: QPainter, area: QRect, section: int) -> None:
        tokens = self._theme.tokens
        disposition = self._model.dispositions[section]
        expected = self._model.expected is not None and self._model.expected.piece == section + 1
        painter.save()
        painter.fillRect(area, QColor(tokens.accent_soft if expected else tokens.raised))
        painter.setPen(QPen(QColor(tokens.line), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        room = QRectF(area)
        if self._model.declared_sorts:  # in plain ink and after the sorting, as after the value in a cell
            painter.setPen(QColor(tokens.ink))
            said, under = self._model.declared_sorts[section], room.adjusted(2, room.height() - DECLARED - 3, -2, -3)
            painter.setFont(fitted(said, 14, under.width(), narrow=True))
            painter.drawText(under, Qt.AlignmentFlag.AlignCenter, said)
            room.adjust(0, 0, 0, -DECLARED)
        painter.setPen(QColor(tokens.accent if expected else tokens.ink))
        painter.setFont(font(15, bold=True, narrow=True))
        top = room.adjusted(0, 4, 0, -room.height() / 2)
        painter.drawText(top, Qt.AlignmentFlag.AlignCenter, words.PIECE_SHORT.format(piece=section + 1))
        inks = {
            Disposition.CONFORMING: tokens.good,
            Disposition.NONCONFORMING: tokens.bad,
            Disposition.HELD: tokens.warn,
            Disposition.CONCESSION: tokens.warn,
            Disposition.UNSORTED: tokens.soft,
        }
        painter.setPen(QColor(inks[disposition]))
        unsorted = disposition is Disposition.UNSORTED
        painter.setFont(font(13 if unsorted else 15, bold=not unsorted, narrow=True))
        bottom = room.adjusted(0, room.height() / 2 - 2, 0, -4)
        painter.drawText(bottom, Qt.AlignmentFlag.AlignCenter, f"{PIECE_GLYPHS[disposition]} {mark(disposition)}")
        painter.restore()
