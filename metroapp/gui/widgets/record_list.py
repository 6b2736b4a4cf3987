"""The records found in the archive, the last opened first, below what is looked for."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.record_search import PAGE, Criterion, RecordSearch
from metroapp.gui.desk import Desk
from metroapp.gui.models.found_records import COLUMNS, LEFT_OUT, line_of
from metroapp.gui.models.rows import Row, RowsModel
from metroapp.gui.tasks import Task
from metroapp.gui.widgets.paged_rows import PagedRows
from metroapp.gui.widgets.plain_table import PlainTable
from metroapp.gui.widgets.record_finder import RecordFinder
from metroapp.services import consultation
from metroapp.wording import finding as words
from metroapp.wording import window

_ROOM = 1300  # px


class RecordList(QWidget):
    """`chosen` carries the line of a record, or None where none is found; `refused` why nothing could be read."""

    chosen = Signal(object)
    refused = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.finder = RecordFinder(desk.theme)
        self.records = RowsModel(COLUMNS, self)
        self.table = PlainTable(self.records, desk.theme, window.RECORDS)
        self.table.setSelectionMode(PlainTable.SelectionMode.ExtendedSelection)
        self.pages = PagedRows(desk, self.records, self.table, words.counted)
        self.count, self.more = self.pages.count, self.pages.more
        self._foot = QHBoxLayout()
        self._build()
        self.finder.asked.connect(self.refresh)
        self.finder.typed.connect(self._propose)
        self.finder.search.textChanged.connect(self.pages.wait)
        self.pages.found.connect(self._show_found)
        self.pages.refused.connect(self._refuse)
        self.table.selectionModel().currentRowChanged.connect(self._choose)

    def _build(self) -> None:
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
        self._foot.addWidget(self.pages, 1)
        layout.addLayout(self._foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a small screen some columns give way so that the others are whole."""
        super().resizeEvent(event)
        for place in LEFT_OUT:
            self.table.setColumnHidden(place, self.width() < _ROOM)

    def refresh(self) -> None:
        """Read the first page anew; the record chosen stays chosen if it is found."""
        workspace, search = self._desk.workshop.workspace, self.finder.asked_for

        def find(before: EntryId | None) -> list[Row]:
            return [line_of(one) for one in consultation.find(workspace, search, before)]

        self._search = search
        self.pages.search(find, PAGE)

    def add_to_foot(self, widget: QWidget) -> None:
        """What is done with the records found stands beside how many there are."""
        self._foot.addWidget(widget)

    @property
    def asked_for(self) -> RecordSearch:
        """What the records shown are found by."""
        return self.finder.asked_for

    @property
    def selected(self) -> list[tuple[EntryId, str]]:
        """The records selected, each with its number, in the order of the list."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return [(line.id, line.number) for line in (self.records.rows[row].key for row in rows)]

    def choose(self, id: EntryId) -> None:
        """Have a record found and chosen, whatever was searched for."""
        self.pages.wanted = id
        workspace = self._desk.workshop.workspace

        def read(_task: Task) -> str:
            return consultation.record_names(workspace, [id])[id][0]

        self.finder.clear()
        self._desk.worker.do(read, self._look_for, self._refuse)

    def _look_for(self, number: str) -> None:
        """However far down the list it is, its number finds it."""
        if isValid(self):
            self.finder.look_for(number)

    def _show_found(self) -> None:
        if not self.records.rows:
            self.count.setText(window.NO_RECORD if self._search == RecordSearch() else words.NONE_FOUND)
            self.chosen.emit(None)

    def _refuse(self, refusal: Refusal) -> None:
        if isValid(self):
            if not self.records.rows:
                self.chosen.emit(None)
            self.refused.emit(refusal)

    def _propose(self, begins: str) -> None:
        workspace = self._desk.workshop.workspace

        def read(_task: Task) -> list[tuple[Criterion, str]]:
            return consultation.proposals(workspace, begins)

        def show(found: list[tuple[Criterion, str]]) -> None:
            if isValid(self):
                self.finder.propose(begins, found)

        if begins:
            self._desk.worker.do(read, show, self._refuse)

    def _choose(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self.records.rows[index.row()].key)
