"""What is not good, in all records: nonconforming or *à confirmer*, the latest first. A fiche is born from one of them.

A page of lines is read at a time, in the worker; more come when the list is scrolled to its end, or by the button.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QSize, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from metroapp.domain.acceptance import Verdict
from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.people import Action
from metroapp.gui.desk import Desk
from metroapp.gui.icons import icon
from metroapp.gui.models.bad_values import CLOSE_WIDTHS, COLUMNS, LEFT_OUT, line_of
from metroapp.gui.models.rows import Row, RowsModel
from metroapp.gui.rights_shown import permit
from metroapp.gui.tasks import Task
from metroapp.gui.theme import Tokens
from metroapp.gui.widgets.choice import Tick
from metroapp.gui.widgets.plain_table import PlainTable
from metroapp.gui.widgets.said import Said
from metroapp.services import consultation
from metroapp.wording import nonconformities as words
from metroapp.wording import treatment_window, window
from metroapp.wording.sentences import sentence

if TYPE_CHECKING:
    from metroapp.archive.nonconformities import BadValue

PAGE = 100  # lines read at a time
_ROOM = 1140  # px
_PAUSE_MS = 250  # between the last letter typed and the search


class BadValuesList(QWidget):
    """`record_asked` carries the id of the record of a value, `sheet_asked` the value that a fiche is opened about."""

    record_asked = Signal(object)
    sheet_asked = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._asked = 0  # which search the lines coming back belong to
        self._is_reading = False
        self._is_all = True
        self.values = RowsModel(COLUMNS, self)
        self.table = PlainTable(self.values, desk.theme, words.TABLE)
        self.table.setObjectName("narrow")
        self.table.horizontalHeader().setMinimumSectionSize(36)
        self.search = QLineEdit()
        self.search.setPlaceholderText(words.SEARCH)
        self.search.setAccessibleName(words.SEARCH)
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(420)
        self.replaced = Tick(words.WITH_REPLACED, desk.theme)
        self.refresh_button = self._button(window.REFRESH, window.REFRESH)
        self.open = self._button(words.OPEN, words.OPEN_TIP)
        self.raise_sheet = self._button(treatment_window.RAISE, treatment_window.RAISE_TIP)
        self.more = self._button(words.MORE, words.MORE)
        self.count = QLabel()
        self.count.setProperty("role", "soft")
        self.said = Said()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._build()
        self._pause.timeout.connect(self.refresh)
        self.search.textChanged.connect(self._wait)
        self.search.returnPressed.connect(self.refresh)
        self.replaced.toggled.connect(self._wait)
        self.refresh_button.clicked.connect(self.refresh)
        self.open.clicked.connect(self._open)
        self.raise_sheet.clicked.connect(self._raise)
        self.more.clicked.connect(self._read_more)
        self.table.activated.connect(self._open_line)
        self.table.selectionModel().currentRowChanged.connect(self._choose)
        self.table.verticalScrollBar().valueChanged.connect(self._scrolled)
        desk.theme.changed.connect(self._dress)
        self._dress(desk.theme.tokens)
        self._enable()

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.search, 2)
        top.addWidget(self.replaced)
        top.addStretch(1)
        top.addWidget(self.refresh_button)
        below = QHBoxLayout()
        below.setSpacing(12)
        below.addWidget(self.count)
        below.addStretch(1)
        below.addWidget(self.more)
        below.addWidget(self.open)
        below.addWidget(self.raise_sheet)
        card = QFrame()
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(self.said)
        layout.addWidget(card, 1)
        layout.addLayout(below)

    def _button(self, text: str, tip: str) -> QPushButton:
        button = QPushButton(f" {text}")
        button.setIconSize(QSize(20, 20))
        button.setAccessibleName(text)
        button.setToolTip(tip)
        return button

    def _dress(self, tokens: Tokens) -> None:
        pictures = (
            (self.refresh_button, "refresh-cw"),
            (self.open, "archive"),
            (self.raise_sheet, "clipboard-list"),
            (self.more, "chevron-down"),
        )
        for button, picture in pictures:
            button.setIcon(icon(picture, tokens.accent, tokens.soft))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a small screen columns are closer, and some give way so that the others are whole."""
        super().resizeEvent(event)
        is_close = self.width() < _ROOM
        for place in LEFT_OUT:
            self.table.setColumnHidden(place, is_close)
        for place, column in enumerate(COLUMNS):
            if column.width:
                self.table.setColumnWidth(place, CLOSE_WIDTHS[place] if is_close else column.width)

    def show_presence(self) -> None:
        """Everybody may read it; who measures opens a fiche."""
        self._enable()

    # -- reading ------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the first page anew."""
        self._pause.stop()
        self._asked += 1
        self._read(None)

    def _wait(self, _changed: object) -> None:
        self._pause.start()

    def _read_more(self) -> None:
        if not self._is_all and not self._is_reading and self.values.rows:
            self._read(self.values.rows[-1].key.id)

    def _scrolled(self, value: int) -> None:
        if value and value >= self.table.verticalScrollBar().maximum():
            self._read_more()

    def _read(self, before: EntryId | None) -> None:
        workspace, asked = self._desk.workshop.workspace, self._asked
        text, with_replaced = self.search.text(), self.replaced.isChecked()
        self._is_reading = True

        def read(_task: Task) -> list[BadValue]:
            return consultation.bad_values(workspace, text, with_replaced=with_replaced, before=before)

        def show(found: list[BadValue]) -> None:
            if asked == self._asked:
                self._show(found, is_first=before is None)

        self._desk.worker.do(read, show, self._refuse)

    def _show(self, found: list[BadValue], *, is_first: bool) -> None:
        self._is_reading = False
        self._is_all = len(found) < PAGE
        lines = [line_of(value) for value in found]
        if is_first:
            self._show_first(lines)
        else:
            self.values.add(lines)
        shown = len(self.values.rows)
        if shown:
            self.said.say("", "soft")
            self.count.setText(words.counted(shown, is_all=self._is_all))
        else:
            self.count.setText("")
            self.said.say(words.NONE_FOUND if self.search.text().strip() else words.NONE, "soft")
        self._enable()

    def _show_first(self, lines: list[Row]) -> None:
        """The line chosen stays chosen, if it is still there."""
        index = self.table.currentIndex()
        chosen = self.values.rows[index.row()].key.id if index.isValid() else None
        self.values.show(lines)
        place = next((row for row, line in enumerate(lines) if line.key.id == chosen), 0)
        if lines:
            self.table.selectRow(place)

    def _refuse(self, refusal: Refusal) -> None:
        self._is_reading = False
        self.said.say(sentence(refusal), "bad")

    # -- going to the record ------------------------------------------------------------------------------------------

    def _enable(self) -> None:
        self.more.setEnabled(not self._is_all)
        value = self.value
        self.open.setEnabled(value is not None)
        bad = value is not None and value.verdict is Verdict.NONCONFORMING and not value.is_replaced
        permit(self.raise_sheet, self._desk.who, Action.RAISE_SHEET, possible=bad)

    @property
    def value(self) -> BadValue | None:
        """The value chosen."""
        index = self.table.currentIndex()
        return self.values.rows[index.row()].key if index.isValid() else None

    def _raise(self) -> None:
        if self.value is not None:
            self.sheet_asked.emit(self.value)

    def _choose(self, _index: QModelIndex, _before: QModelIndex) -> None:
        self._enable()

    def _open(self) -> None:
        self._open_line(self.table.currentIndex())

    def _open_line(self, index: QModelIndex) -> None:
        if index.isValid():
            self.record_asked.emit(self.values.rows[index.row()].key.record)
