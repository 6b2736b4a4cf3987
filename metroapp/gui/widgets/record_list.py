"""The records found in the archive, the last opened first: a page at a time, read in the worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.record_search import PAGE, Criterion, RecordSearch
from metroapp.gui.desk import Desk
from metroapp.gui.icons import icon
from metroapp.gui.models.found_records import COLUMNS, LEFT_OUT, line_of
from metroapp.gui.models.rows import Row, RowsModel
from metroapp.gui.tasks import Task
from metroapp.gui.theme import Tokens
from metroapp.gui.widgets.plain_table import PlainTable
from metroapp.gui.widgets.record_finder import RecordFinder
from metroapp.services import consultation
from metroapp.wording import finding as words
from metroapp.wording import window

if TYPE_CHECKING:
    from metroapp.archive.search import FoundRecord

_ROOM = 1300  # px


class RecordList(QWidget):
    """`chosen` carries the line of a record, or None where none is found; `refused` why nothing could be read."""

    chosen = Signal(object)
    refused = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._asked = 0  # which search the lines coming back belong to
        self._is_reading = False
        self._is_all = True
        self._wanted: EntryId | None = None  # the record to be chosen
        self.finder = RecordFinder(desk.theme)
        self.records = RowsModel(COLUMNS, self)
        self.table = PlainTable(self.records, desk.theme, window.RECORDS)
        self.more = QPushButton(f" {words.MORE}")
        self.more.setIconSize(QSize(20, 20))
        self.more.setAccessibleName(words.MORE)
        self.count = QLabel()
        self.count.setProperty("role", "soft")
        self._build()
        self.finder.asked.connect(self.refresh)
        self.finder.typed.connect(self._propose)
        self.more.clicked.connect(self._read_more)
        self.table.selectionModel().currentRowChanged.connect(self._choose)
        self.table.verticalScrollBar().valueChanged.connect(self._scrolled)
        desk.theme.changed.connect(self._dress)
        self._dress(desk.theme.tokens)
        self._show_count()

    def _build(self) -> None:
        below = QHBoxLayout()
        below.addWidget(self.count)
        below.addStretch(1)
        below.addWidget(self.more)
        card = QFrame()
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.finder)
        layout.addWidget(card, 1)
        layout.addLayout(below)

    def _dress(self, tokens: Tokens) -> None:
        self.more.setIcon(icon("chevron-down", tokens.accent, tokens.soft))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a small screen some columns give way so that the others are whole."""
        super().resizeEvent(event)
        for place in LEFT_OUT:
            self.table.setColumnHidden(place, self.width() < _ROOM)

    def refresh(self) -> None:
        """Read the first page anew; the record chosen stays chosen if it is found."""
        self._asked += 1
        self._read(None)

    def choose(self, id: EntryId) -> None:
        """Have a record found and chosen, whatever was searched for."""
        self._wanted = id
        workspace = self._desk.workshop.workspace

        def read(_task: Task) -> str:
            return consultation.record_names(workspace, [id])[id][0]

        self.finder.clear()
        self._desk.worker.do(read, self._look_for, self._refuse)

    def _look_for(self, number: str) -> None:
        """However far down the list it is, its number finds it."""
        self.finder.look_for(number)

    # -- reading ------------------------------------------------------------------------------------------------------

    def _read_more(self) -> None:
        if not self._is_all and not self._is_reading and self.records.rows:
            self._read(self.records.rows[-1].key.id)

    def _scrolled(self, value: int) -> None:
        if value and value >= self.table.verticalScrollBar().maximum():
            self._read_more()

    def _read(self, before: EntryId | None) -> None:
        workspace, asked, search = self._desk.workshop.workspace, self._asked, self.finder.asked_for
        self._is_reading = True

        def read(_task: Task) -> list[FoundRecord]:
            return consultation.find(workspace, search, before)

        def show(found: list[FoundRecord]) -> None:
            if asked == self._asked:
                self._show([line_of(one) for one in found], search, is_first=before is None)

        self._desk.worker.do(read, show, self._refuse)

    def _show(self, lines: list[Row], search: RecordSearch, *, is_first: bool) -> None:
        self._is_reading = False
        self._is_all = len(lines) < PAGE
        if not is_first:
            self.records.add(lines)
        else:
            before = self._line
            wanted = self._wanted or (before.key.id if before else None)
            self.records.show(lines)
            if lines:
                self.table.selectRow(next((row for row, line in enumerate(lines) if line.key.id == wanted), 0))
                if self._line is not None and self._line.key.id == self._wanted:
                    self._wanted = None
            else:
                self.chosen.emit(None)
        self._show_count(search)

    def _show_count(self, search: RecordSearch | None = None) -> None:
        shown = len(self.records.rows)
        if shown:
            self.count.setText(words.counted(shown, is_all=self._is_all))
        elif search is not None:
            self.count.setText(window.NO_RECORD if search == RecordSearch() else words.NONE_FOUND)
        self.more.setVisible(not self._is_all)

    def _refuse(self, refusal: Refusal) -> None:
        self._is_reading = False
        self.refused.emit(refusal)

    def _propose(self, begins: str) -> None:
        workspace = self._desk.workshop.workspace

        def read(_task: Task) -> list[tuple[Criterion, str]]:
            return consultation.proposals(workspace, begins)

        def show(found: list[tuple[Criterion, str]]) -> None:
            self.finder.propose(begins, found)

        if begins:
            self._desk.worker.do(read, show, self._refuse)

    # -- choosing -----------------------------------------------------------------------------------------------------

    @property
    def _line(self) -> Row | None:
        index = self.table.currentIndex()
        return self.records.rows[index.row()] if index.isValid() else None

    def _choose(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self.records.rows[index.row()].key)
