"""The list of revisions: reference and index, what it is, its state by shape, word and colour, when and by whom."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from metroapp.gui.models.revisions import Entry, Index, RevisionsModel
from metroapp.gui.theme import Theme, Tokens, font
from metroapp.wording import parts as words

_HEIGHT = 88
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class _Painter(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bold, self._plain = font(16, bold=True), font(14, narrow=True)
        self._state = font(14, bold=True, narrow=True)
        theme.changed.connect(self._dress)
        self._dress(theme.tokens)

    def _dress(self, tokens: Tokens) -> None:
        self._inks = {name: QColor(getattr(tokens, name)) for name in ("ink", "soft", "good", "bad", "warn", "accent")}
        self._ground, self._chosen = QColor(tokens.surface), QColor(tokens.accent_soft)
        self._line = QColor(tokens.line)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(200, _HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = index.data(Qt.ItemDataRole.UserRole)
        area = QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(area, self._chosen if chosen else self._ground)
        painter.fillRect(QRectF(area.x(), area.bottom() - 1, area.width(), 1), self._line)
        if chosen:
            painter.fillRect(QRectF(area.x(), area.y(), 4, area.height()), self._inks["accent"])
        room = area.adjusted(14, 6, -10, -6)
        step = room.height() / 4
        state, tint = entry.state
        lines = (
            (entry.title, self._bold, "ink"),
            (entry.detail, self._plain, "ink"),
            (state, self._state, tint),
            (entry.when, self._plain, "soft"),
        )
        for place, (text, letters, ink) in enumerate(lines):
            painter.setFont(letters)
            painter.setPen(self._inks[ink])
            line = QRectF(room.x(), room.y() + place * step, room.width(), step)
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()))
            painter.drawText(line, _LEFT, shown)
        painter.restore()


class RevisionList(QListView):
    """`chosen` carries the name of the line under the cursor."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._quiet = False
        self.entries = RevisionsModel()
        self.setModel(self.entries)
        self.setItemDelegate(_Painter(theme, self))
        self.setAccessibleName(words.REVISIONS)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        theme.changed.connect(self._dress)

    def show_entries(self, found: list[Entry], name: str | None) -> None:
        """Show the list with one of its lines chosen, without saying so."""
        self._quiet = True
        self.entries.show(found)
        row = self.entries.row_of(name)
        if row >= 0:
            index = self.entries.index(row)
            self.setCurrentIndex(index)
            self.scrollTo(index)
        self._quiet = False

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if not self._quiet and current.isValid():
            self.chosen.emit(self.entries.entries[current.row()].name)

    def _dress(self, _tokens: object) -> None:
        self.viewport().update()
