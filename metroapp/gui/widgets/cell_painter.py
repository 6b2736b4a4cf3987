"""Paints the cells of the relevé: glyph, value, marks, tint; the box expected is outlined strongly."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from metroapp.domain.sorting import BoxStatus
from metroapp.gui.models.releve import ReleveModel
from metroapp.gui.theme import Theme, Tokens, font

_CENTRE = Qt.AlignmentFlag.AlignCenter


class CellPainter(QStyledItemDelegate):
    """Colours and fonts are made once for each appearance."""

    def __init__(self, model: ReleveModel, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._bold = font(16, bold=True, narrow=True)
        self._plain = font(16, narrow=True)
        self._small = font(14, narrow=True)
        theme.changed.connect(self._dress)
        self._dress(theme.tokens)

    def _dress(self, tokens: Tokens) -> None:
        self._grounds = {
            BoxStatus.CONFORMING: QColor(tokens.good_soft),
            BoxStatus.NONCONFORMING: QColor(tokens.bad_soft),
            BoxStatus.UNDECIDED: QColor(tokens.warn_soft),
            BoxStatus.IMPOSSIBLE: QColor(tokens.warn_soft),
            BoxStatus.NOT_MEASURED: QColor(tokens.surface),
            BoxStatus.TAKEN: QColor(tokens.surface),
            BoxStatus.NOT_PLANNED: QColor(tokens.raised),
        }
        self._inks = {
            BoxStatus.CONFORMING: QColor(tokens.good),
            BoxStatus.NONCONFORMING: QColor(tokens.bad),
            BoxStatus.UNDECIDED: QColor(tokens.warn),
            BoxStatus.IMPOSSIBLE: QColor(tokens.warn),
            BoxStatus.NOT_MEASURED: QColor(tokens.soft),
            BoxStatus.TAKEN: QColor(tokens.ink),
            BoxStatus.NOT_PLANNED: QColor(tokens.soft),
        }
        self._ink = QColor(tokens.ink)
        self._line = QPen(QColor(tokens.line), 1)
        self._outline = QPen(QColor(tokens.accent), 4)
        self._cursor = QPen(QColor(tokens.ink), 1, Qt.PenStyle.DashLine)
        self._expected = QColor(tokens.accent_soft)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        cell = self._model.cell_at(index)
        status = cell.view.status
        expected = cell.view.key == self._model.expected
        area = option.rect
        painter.save()
        empty = status is BoxStatus.NOT_MEASURED
        painter.fillRect(area, self._expected if expected and empty else self._grounds[status])
        painter.setPen(self._line)
        painter.drawLine(area.topRight(), area.bottomRight())
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        room = QRectF(area).adjusted(5, 0, -5, 0)
        painter.setPen(self._inks[status])
        if cell.view.measurement is not None:
            painter.setFont(self._bold)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cell.glyph)
            bad = status is BoxStatus.NONCONFORMING
            # A word is longer than figures, and needs less to be read.
            painter.setFont(self._small if cell.view.measurement.observation else self._bold if bad else self._plain)
            painter.setPen(self._inks[status] if bad else self._ink)
            painter.drawText(room.adjusted(17 if cell.glyph else 0, 0, -14 if cell.marks else 0, 0), _CENTRE, cell.text)
            if cell.marks:
                painter.setFont(self._small)
                painter.setPen(self._ink)
                painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, cell.marks)
        elif cell.text:
            painter.setFont(self._small)
            painter.drawText(room, _CENTRE, cell.text)
        if expected:
            painter.setPen(self._outline)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(area).adjusted(2, 2, -3, -3))
        elif option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(self._cursor)
            painter.drawRect(QRectF(area).adjusted(2, 2, -3, -3))
        painter.restore()
