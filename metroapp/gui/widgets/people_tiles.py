"""The people who may sign in, as tiles that a gloved finger finds: initials, name, roles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from metroapp.domain.people import Person
from metroapp.gui.theme import RADIUS, Theme, font
from metroapp.wording import presence as words

Index = QModelIndex | QPersistentModelIndex
_HEIGHT, _LEAST_WIDTH, _GAP = 92, 250, 5
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class _People(QAbstractListModel):
    """Replaced as a whole; Person in the user role."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.people: list[Person] = []

    def show(self, people: Sequence[Person]) -> None:
        self.beginResetModel()
        self.people = list(people)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.people)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        person = self.people[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return person.name
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return words.PERSON_IN_WORDS.format(name=person.name, roles=roles_line(person))
        return person if role == Qt.ItemDataRole.UserRole else None


class _Painter(QStyledItemDelegate):
    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return self._view.gridSize()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tokens, person = self._theme.tokens, index.data(Qt.ItemDataRole.UserRole)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = self._view.hasFocus() and index == self._view.currentIndex()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(option.rect).adjusted(_GAP, _GAP, -_GAP, -_GAP)
        painter.setBrush(QColor(tokens.accent_soft if chosen else tokens.raised))
        painter.setPen(QPen(QColor(tokens.accent if chosen or focused else tokens.line), 3 if focused or chosen else 1))
        painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        side = 46.0
        disc = QRectF(area.x() + 14, area.center().y() - side / 2, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.accent if chosen else tokens.rail))
        painter.drawEllipse(disc)
        painter.setPen(QColor(tokens.on_accent if chosen else tokens.rail_ink))
        painter.setFont(font(17, bold=True))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, words.initials(person.name))
        left = disc.right() + 14
        room = QRectF(left, disc.y() - 1, area.right() - left - 10, side / 2 + 1)
        for text, letters, ink in (
            (person.name, font(18, bold=True), tokens.ink),
            (roles_line(person), font(14, narrow=True), tokens.soft),
        ):
            painter.setFont(letters)
            painter.setPen(QColor(ink))
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()))
            painter.drawText(room, _LEFT, shown)
            room.translate(0, room.height())
        painter.restore()


class PeopleTiles(QListView):
    """`chosen` carries the Person under the cursor; `typed` a digit meant for the code."""

    chosen = Signal(object)
    typed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people = _People(self)
        self.setModel(self._people)
        self.setObjectName("tiles")
        self.setAccessibleName(words.PEOPLE)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_Painter(theme, self))
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)
        theme.changed.connect(self._dress)

    @property
    def people(self) -> list[Person]:
        """Those shown."""
        return self._people.people

    def show_people(self, people: Sequence[Person], name: str = "") -> None:
        """Show these, with the one of that name under the cursor where there is one."""
        self._people.show(people)
        row = next((row for row, person in enumerate(people) if person.name == name), -1)
        if row >= 0:
            self.setCurrentIndex(self._people.index(row))
        elif people:
            # The cursor shows where the arrows begin; nobody is chosen yet.
            cursor = QItemSelectionModel.SelectionFlag.NoUpdate
            self.selectionModel().setCurrentIndex(self._people.index(0), cursor)

    def choose(self, name: str) -> None:
        """As a finger on the tile of that name."""
        row = next(row for row, person in enumerate(self.people) if person.name == name)
        self.setCurrentIndex(self._people.index(row))
        self._choose(self._people.index(row))

    def _choose(self, index: Index) -> None:
        if index.isValid():
            self.chosen.emit(self.people[index.row()])

    def resizeEvent(self, event: QResizeEvent) -> None:
        # Qt wraps as if the scroll bar were always there.
        width = self.width() - self.verticalScrollBar().sizeHint().width() - 4
        columns = max(1, width // _LEAST_WIDTH)
        self.setGridSize(QSize(width // columns, _HEIGHT))
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().isdecimal():
            self.typed.emit(event.text())
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _dress(self, _tokens: object) -> None:
        self.viewport().update()


def roles_line(person: Person) -> str:
    """The roles, and that somebody cannot sign in for want of a code."""
    said = words.roles_of(person)
    return said if person.has_secret else words.WITHOUT_CODE.format(roles=said)
