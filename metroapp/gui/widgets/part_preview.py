"""The characteristics of the part chosen, with their limits, before anything is begun."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QLabel, QTableView, QVBoxLayout, QWidget

from metroapp.domain.specification import Part
from metroapp.gui.models import characteristics
from metroapp.gui.models.characteristics import CharacteristicsModel, lines_of
from metroapp.wording import window as words

_WIDTHS = {
    characteristics.BALLOON: 50,
    characteristics.CALLOUT: 110,
    characteristics.LOWER: 66,
    characteristics.UPPER: 66,
    characteristics.MEANS: 120,
    characteristics.SAMPLING: 106,
}

_ROOM = 600  # px: below, how often a characteristic is measured gives way to what it is


class PartPreview(QFrame):
    """Title and table."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.model = CharacteristicsModel(self)
        self.title = QLabel(words.READING_SHEETS)
        self.title.setProperty("role", "heading")
        self.title.setWordWrap(True)
        self.title.setContentsMargins(18, 0, 18, 4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 14, 1, 1)
        layout.addWidget(self.title)
        self.table = self._table()
        layout.addWidget(self.table, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.table.setColumnHidden(characteristics.SAMPLING, self.width() < _ROOM)

    def show_part(self, part: Part | None) -> None:
        if part is None:
            self.model.show([])
            self.title.setText(words.CHOOSE_PART)
            return
        self.model.show(lines_of(part))
        said = words.RECORD_PART.format(
            designation=part.designation, reference=part.reference, drawing=part.drawing, revision=part.revision
        )
        self.title.setText(said)

    def _table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.model)
        table.setObjectName("narrow")
        table.setAccessibleName(words.CHOOSE_PART)
        table.setShowGrid(False)
        table.setAlternatingRowColors(True)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(42)
        table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for column, width in _WIDTHS.items():
            table.setColumnWidth(column, width)
        table.setColumnHidden(characteristics.MIDDLE, True)
        table.horizontalHeader().setSectionResizeMode(characteristics.DESIGNATION, QHeaderView.ResizeMode.Stretch)
        return table
