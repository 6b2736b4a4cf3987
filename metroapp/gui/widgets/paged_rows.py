"""What is found, a page at a time, read in the worker: the foot of a table, which says how many lines it shows and
whether they answer what is asked now. More come by its button, or when the table is scrolled to its end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget
from shiboken6 import isValid

from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal
from metroapp.gui.desk import Desk
from metroapp.gui.icons import icon, pixmap
from metroapp.gui.models.rows import Row, RowsModel
from metroapp.gui.tasks import Task
from metroapp.gui.theme import Tokens
from metroapp.gui.widgets.plain_table import PlainTable
from metroapp.wording import finding as words

Find = Callable[[EntryId | None], list[Row]]  # in the worker: the lines that come after one, each with its key


class Counted(Protocol):
    """How so many lines are said."""

    def __call__(self, count: int, *, is_all: bool) -> str: ...


class PagedRows(QWidget):
    """`searching` says that the lines are of a search before, `found` that the first page is shown, `added` that more
    lines are; `refused` carries why nothing could be read."""

    searching = Signal()
    found = Signal()
    added = Signal()
    refused = Signal(object)

    def __init__(self, desk: Desk, rows: RowsModel, table: PlainTable, counted: Counted) -> None:
        super().__init__()
        self._desk, self._rows, self._table, self._counted = desk, rows, table, counted
        self._find: Find | None = None  # what the lines shown were found with, and more of them are
        self._page = 0
        self._asked = 0  # which search the lines coming back belong to
        self._is_reading = False
        self._is_to_come = False  # another search, once the typing stops
        self._is_all = True
        self.wanted: EntryId | None = None  # the line to be chosen as soon as it is found
        self.more = QPushButton(f" {words.MORE}")
        self.more.setIconSize(QSize(20, 20))
        self.more.setAccessibleName(words.MORE)
        self.count, self._sign = QLabel(), QLabel()
        self.count.setProperty("role", "soft")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._sign)
        layout.addWidget(self.count)
        layout.addStretch(1)
        layout.addWidget(self.more)
        self.more.clicked.connect(self._read_more)
        table.verticalScrollBar().valueChanged.connect(self._scrolled)
        desk.theme.changed.connect(self._dress)
        self._dress(desk.theme.tokens)
        self._show_state()

    @property
    def chosen(self) -> Row | None:
        """The line chosen."""
        index = self._table.currentIndex()
        return self._rows.rows[index.row()] if index.isValid() else None

    def wait(self) -> None:
        """What is looked for changed, and is soon asked: what is shown is of before."""
        self._is_to_come = True
        self._show_state()
        self.searching.emit()

    def search(self, find: Find, page: int) -> None:
        """Read the first page, of so many lines; the line chosen stays chosen if it is found again."""
        self._asked += 1
        self._find, self._page, self._is_to_come = find, page, False
        self._read(None)
        self._show_state()
        self.searching.emit()

    # -- reading ------------------------------------------------------------------------------------------------------

    def _read_more(self) -> None:
        if not (self._is_all or self._is_reading or self._is_to_come) and self._rows.rows:
            self._read(self._rows.rows[-1].key.id)

    def _scrolled(self, value: int) -> None:
        if value and value >= self._table.verticalScrollBar().maximum():
            self._read_more()

    def _read(self, before: EntryId | None) -> None:
        find, asked = self._find, self._asked
        assert find is not None
        self._is_reading = True

        def read(_task: Task) -> list[Row]:
            return find(before)

        def show(lines: list[Row]) -> None:
            if isValid(self) and asked == self._asked:
                self._show(lines, is_first=before is None)

        def refuse(refusal: Refusal) -> None:
            if isValid(self) and asked == self._asked:
                self._refuse(refusal, is_first=before is None)

        self._desk.worker.do(read, show, refuse)

    def _show(self, lines: list[Row], *, is_first: bool) -> None:
        self._is_reading = False
        self._is_all = len(lines) < self._page
        if is_first:
            wanted = self.wanted or (self.chosen.key.id if self.chosen else None)
            self._rows.show(lines)
            if lines:
                self._table.selectRow(next((row for row, line in enumerate(lines) if line.key.id == wanted), 0))
                if self.chosen is not None and self.chosen.key.id == self.wanted:
                    self.wanted = None
        else:
            self._rows.add(lines)
        self._show_state()
        (self.found if is_first else self.added).emit()

    def _refuse(self, refusal: Refusal, *, is_first: bool) -> None:
        self._is_reading = False
        if is_first:  # the lines answered something else
            self._is_all = True
            self._rows.show([])
        self._show_state()
        self.refused.emit(refusal)

    # -- what is shown ------------------------------------------------------------------------------------------------

    def _show_state(self) -> None:
        is_stale, shown = self._is_to_come or self._is_reading, len(self._rows.rows)
        self._sign.setVisible(is_stale)
        if is_stale:
            self.count.setText(words.SEARCHING)
        else:
            self.count.setText(self._counted(shown, is_all=self._is_all) if shown else "")
        self.more.setVisible(not self._is_all)
        self.more.setEnabled(not self._is_all and not is_stale)

    def _dress(self, tokens: Tokens) -> None:
        self.more.setIcon(icon("chevron-down", tokens.accent, tokens.soft))
        self._sign.setPixmap(pixmap("search", tokens.soft, 18, self.devicePixelRatioF()))
