"""A table in a narrow panel: its texts are whole, on as many lines as they need, and it says when it has none."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtWidgets import QHeaderView, QLabel, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from metroapp.gui.models.rows import Column, RowsModel
from metroapp.gui.theme import Theme
from metroapp.gui.widgets.plain_table import PlainTable

_PADDING = 8  # px, on each side of a text of a table


class _Wrapped(QStyledItemDelegate):
    """Makes a line high enough for its text: Qt forgets the padding of the style sheet when it counts the lines."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        option.rect.setWidth(option.rect.width() - 2 * _PADDING)
        return super().sizeHint(option, index)


class PanelTable(QWidget):
    """A table of one face, and what is said where it has no line."""

    def __init__(self, columns: Sequence[Column], theme: Theme, name: str, nothing: str) -> None:
        super().__init__()
        self.rows = RowsModel(columns, self)
        self.table = PlainTable(self.rows, theme, name)
        self.table.setObjectName("narrow")
        self.table.setWordWrap(True)
        self.table.setItemDelegate(_Wrapped(self.table))
        self.table.verticalHeader().setMinimumSectionSize(38)
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.horizontalHeader().sectionResized.connect(self._fit)  # lines of text follow from the width
        self.nothing = QLabel(nothing)
        self.nothing.setProperty("role", "soft")
        self.nothing.setWordWrap(True)
        self.nothing.setContentsMargins(16, 4, 16, 4)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(6)
        self.body.addWidget(self.nothing)
        self.body.addWidget(self.table, 1)
        self._rest = QWidget()
        self.body.addWidget(self._rest, 1)

    def _fit(self, _place: int, _before: int, _now: int) -> None:
        self.table.resizeRowsToContents()

    def look(self) -> None:
        """Show the table where it has lines."""
        self.table.setVisible(bool(self.rows.rows))
        for widget in (self.nothing, self._rest):
            widget.setVisible(not self.rows.rows)
