"""A tab of what is done about bad pieces: the list, what narrows it, and the panel of the line chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from metroapp.gui.models.rows import Column, RowsModel
from metroapp.gui.models.treatment import Line, kept
from metroapp.gui.theme import Theme
from metroapp.gui.widgets.list_beside_panel import filter_button, list_beside_panel
from metroapp.gui.widgets.plain_table import PlainTable
from metroapp.gui.widgets.said import Said
from metroapp.gui.widgets.treatment_panel import TreatmentPanel
from metroapp.wording import treatment_window as words

_ROOM = 1140  # px: below, some columns give way
_PAUSE_MS = 250  # between the last letter typed and the search


class TreatmentTab(QWidget):
    """`chosen` carries the fiche or the dérogation of the line chosen, None without one."""

    chosen = Signal(object)

    def __init__(
        self,
        theme: Theme,
        columns: Sequence[Column],
        left_out: Sequence[int],
        close_widths: Sequence[int],
        name: str,
        search: str,
        none: str,
        panel: TreatmentPanel,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._lines: list[Line] = []
        self._left_out = left_out
        self._close_widths = close_widths
        self._none = none
        self._number = ""
        self.panel = panel
        self.rows = RowsModel(columns, self)
        self.table = PlainTable(self.rows, theme, name)
        self.table.setObjectName("narrow")
        self.search = QLineEdit()
        self.search.setPlaceholderText(search)
        self.search.setAccessibleName(search)
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(150)
        self.search.setMaximumWidth(340)
        self.count, self.nothing = QLabel(), Said()
        self.count.setProperty("role", "soft")
        self._group = QButtonGroup(self)
        self.ongoing = self._filter(0, words.ONGOING, words.ONGOING_TIP)
        self.all = self._filter(1, words.ALL, words.ALL_TIP)
        self.all.setChecked(True)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._build()
        self._pause.timeout.connect(self._show_kept)
        self.search.textChanged.connect(self._wait)
        self.search.returnPressed.connect(self._show_kept)
        self._group.idClicked.connect(self._filtered)
        self.table.selectionModel().currentRowChanged.connect(self._choose)

    def _filter(self, place: int, text: str, tip: str) -> QPushButton:
        button = filter_button(text, tip)
        self._group.addButton(button, place)
        return button

    def _build(self) -> None:
        narrowed = QHBoxLayout()
        narrowed.setSpacing(6)
        for widget in (self.ongoing, self.all):
            narrowed.addWidget(widget)
        narrowed.addWidget(self.search, 100)
        narrowed.addStretch(1)
        narrowed.addWidget(self.count)
        splitter = list_beside_panel(narrowed, self.table, self.nothing, self.panel, (200, 130))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(splitter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a small screen columns are closer, and some give way so that the others are whole."""
        super().resizeEvent(event)
        is_close = self.width() < _ROOM
        for place in self._left_out:
            self.table.setColumnHidden(place, is_close)
        for place, column in enumerate(self.rows.columns):
            if column.width:
                self.table.setColumnWidth(place, self._close_widths[place] if is_close else column.width)

    # -- what is shown ------------------------------------------------------------------------------------------------

    def show_lines(self, lines: list[Line]) -> None:
        """Read anew; the line chosen stays chosen."""
        self._lines = lines
        self._show_kept()

    def choose(self, number: str) -> None:
        """Have a line chosen, now or when the list is next read, whatever was searched for."""
        self._number = number
        self.search.clear()
        self.all.setChecked(True)
        self._show_kept()

    def _wait(self, _text: str) -> None:
        self._pause.start()

    def _filtered(self, _place: int) -> None:
        self._show_kept()

    def _show_kept(self) -> None:
        self._pause.stop()
        found = kept(self._lines, self.search.text(), ongoing=self.ongoing.isChecked())
        self.rows.show([line.row for line in found])
        self.count.setText(words.counted(len(found)) if found else "")
        nothing = words.NONE_FOUND if self._lines else self._none
        self.nothing.say("" if found else nothing, "soft")
        if found:
            self.table.selectRow(next((row for row, line in enumerate(found) if line.number == self._number), 0))
        else:
            self.chosen.emit(None)

    def _choose(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            row = self.rows.rows[index.row()]
            self._number = row.texts[0]
            self.chosen.emit(row.key)
