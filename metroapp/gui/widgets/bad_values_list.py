"""What is not good, in all records: nonconforming or *à confirmer*, the latest first. A fiche is born from one of them.

A page of lines is read at a time, in the worker; more come when the list is scrolled to its end, or by the button.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QSize, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from metroapp.domain.acceptance import Verdict
from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.people import Action
from metroapp.gui.desk import Desk
from metroapp.gui.icons import icon
from metroapp.gui.models.bad_values import CLOSE_WIDTHS, COLUMNS, LEFT_OUT, line_of
from metroapp.gui.models.rows import Row, RowsModel
from metroapp.gui.rights_shown import permit
from metroapp.gui.theme import Tokens
from metroapp.gui.widgets.choice import Tick
from metroapp.gui.widgets.paged_rows import PagedRows
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
        self.pages = PagedRows(desk, self.values, self.table, words.counted)
        self.count, self.more = self.pages.count, self.pages.more
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
        self.pages.searching.connect(self._show_searching)
        self.pages.found.connect(self._show_found)
        self.pages.refused.connect(self._refuse)
        self.table.activated.connect(self._open_line)
        self.table.selectionModel().currentRowChanged.connect(self._choose)
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
        below.addWidget(self.pages, 1)
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
        workspace = self._desk.workshop.workspace
        text, with_replaced = self.search.text(), self.replaced.isChecked()

        def find(before: EntryId | None) -> list[Row]:
            found = consultation.bad_values(workspace, text, with_replaced=with_replaced, before=before)
            return [line_of(value) for value in found]

        self.pages.search(find, PAGE)

    def _wait(self, _changed: object) -> None:
        self._pause.start()
        self.pages.wait()

    def _show_searching(self) -> None:
        self.said.say("", "soft")

    def _show_found(self) -> None:
        if not self.values.rows:
            self.said.say(words.NONE_FOUND if self.search.text().strip() else words.NONE, "soft")
        self._enable()

    def _refuse(self, refusal: Refusal) -> None:
        self.said.say(sentence(refusal), "bad")
        self._enable()

    # -- going to the record ------------------------------------------------------------------------------------------

    def _enable(self) -> None:
        value = self.value
        self.open.setEnabled(value is not None)
        bad = value is not None and value.verdict is Verdict.NONCONFORMING and not value.is_replaced
        permit(self.raise_sheet, self._desk.who, Action.RAISE_SHEET, possible=bad)

    @property
    def value(self) -> BadValue | None:
        """The value chosen."""
        chosen = self.pages.chosen
        return None if chosen is None else chosen.key

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
