"""The means of the workshop: the register, the most urgent first, and the one chosen beside it.

Everything is read and written by the recorder; files are read and written in the worker.
"""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QModelIndex, QSize, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from drivers import utc_now
from metroapp.domain.due_dates import Due
from metroapp.domain.instrument import Instrument
from metroapp.domain.message import Refusal
from metroapp.domain.people import Action
from metroapp.gui.desk import Desk
from metroapp.gui.icons import icon
from metroapp.gui.means_actions import MeansActions
from metroapp.gui.models.means import COLUMNS, LAYOUTS, Kept, Line, kept, lines, row_of
from metroapp.gui.models.rows import RowsModel
from metroapp.gui.rights_shown import permit
from metroapp.gui.theme import Tokens
from metroapp.gui.verifying_actions import VerifyingActions
from metroapp.gui.widgets.list_beside_panel import filter_button, list_beside_panel
from metroapp.gui.widgets.means_panel import MeansPanel
from metroapp.gui.widgets.plain_table import PlainTable
from metroapp.gui.widgets.said import Said
from metroapp.services.means_room import Register
from metroapp.wording import means as words
from metroapp.wording.sentences import sentence

_PAUSE_MS = 250  # between the last letter typed and the search
_EVER = 10**6  # days: everything that has a due date
_FILTERS = (
    (Kept.OVERDUE, words.OVERDUE, words.OVERDUE_TIP),
    (Kept.WITHIN_30, words.WITHIN_30, words.WITHIN_30_TIP),
    (Kept.WITHIN_60, words.WITHIN_60, words.WITHIN_60_TIP),
    (Kept.ALL, words.ALL, words.ALL_TIP),
)


class MeansPage(QWidget):
    """`record_asked` carries the id of the record of a value measured with a means."""

    record_asked = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._register: Register | None = None
        self._lines: list[Line] = []
        self._chosen = ""
        self.rows = RowsModel(COLUMNS, self)
        self.table = PlainTable(self.rows, desk.theme, words.TABLE)
        self.table.setObjectName("narrow")
        self.panel = MeansPanel(desk.theme)
        self.deeds = MeansActions(desk, self)
        self.verifying = VerifyingActions(desk, self)
        self.deeds.verify_with(self.verifying.verify)
        self.search = QLineEdit()
        self.search.setPlaceholderText(words.SEARCH)
        self.search.setAccessibleName(words.SEARCH)
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(420)
        self.count, self.nothing, self.said = QLabel(), Said(), Said()
        self.count.setProperty("role", "soft")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setRange(0, 0)
        self.progress.hide()
        self._icons: list[tuple[QPushButton, str]] = []
        self.add = self._button(words.ADD, words.ADD_TIP, "plus")
        self.bring = self._button(words.IMPORT, words.IMPORT_TIP, "folder-open")
        self.export = self._button(words.EXPORT, words.EXPORT_TIP, "download")
        self.filters: dict[Kept, QPushButton] = {}
        self._group = QButtonGroup(self)
        for place, (which, text, tip) in enumerate(_FILTERS):
            self.filters[which] = self._filter_button(place, text, tip)
        self.filters[Kept.ALL].setChecked(True)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._build()
        self._connect()
        self._dress(desk.theme.tokens)
        self.show_presence()

    def _button(self, text: str, tip: str, picture: str) -> QPushButton:
        button = QPushButton(f" {text}")
        button.setIconSize(QSize(20, 20))
        button.setAccessibleName(text)
        button.setToolTip(tip)
        self._icons.append((button, picture))
        return button

    def _filter_button(self, place: int, text: str, tip: str) -> QPushButton:
        button = filter_button(text, tip)
        self._group.addButton(button, place)
        return button

    def _build(self) -> None:
        title = QLabel(words.TITLE)
        title.setProperty("role", "title")
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(title)
        top.addStretch(1)
        top.addWidget(self.search, 3)
        for button in (self.add, self.bring, self.export):
            top.addWidget(button)
        narrowed = QHBoxLayout()
        narrowed.setSpacing(6)
        for button in self.filters.values():
            narrowed.addWidget(button)
        narrowed.addStretch(1)
        narrowed.addWidget(self.count)
        splitter = list_beside_panel(narrowed, self.table, self.nothing, self.panel, (200, 100))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 8)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(self.progress)
        layout.addWidget(self.said)
        layout.addWidget(splitter, 1)

    def _connect(self) -> None:
        self._pause.timeout.connect(self._show_kept)
        self.search.textChanged.connect(self._wait)
        self.search.returnPressed.connect(self._show_kept)
        self._group.idClicked.connect(self._wait_no_more)
        self.table.selectionModel().currentRowChanged.connect(self._choose)
        self.add.clicked.connect(self._add)
        self.bring.clicked.connect(self.deeds.ask_import)
        self.export.clicked.connect(self.deeds.ask_export)
        self.panel.change_asked.connect(self._change)
        self.panel.verification_asked.connect(self.deeds.verify)
        self.panel.withdrawal_asked.connect(self.deeds.ask_withdrawal)
        self.panel.filing_asked.connect(self.deeds.ask_certificate)
        self.panel.uses_asked.connect(self.deeds.ask_uses_of)
        self.panel.opened.connect(self.deeds.open_certificate)
        self.deeds.said.connect(self._say)
        self.deeds.working.connect(self._show_working)
        self.deeds.entered.connect(self.choose)
        self.deeds.record_asked.connect(self.record_asked)
        self.panel.act_asked.connect(self.verifying.ask_act)
        self.panel.paper_asked.connect(self.verifying.write)
        self.verifying.said.connect(self._say)
        self.verifying.entered.connect(self.choose)
        self.verifying.uses_asked.connect(self.deeds.ask_uses_of)
        self._desk.theme.changed.connect(self._dress)

    def _dress(self, tokens: Tokens) -> None:
        for button, picture in self._icons:
            button.setIcon(icon(picture, tokens.accent, tokens.soft))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a small screen columns are closer, and some give way so that the others are whole."""
        super().resizeEvent(event)
        widths, left_out = next((widths, out) for least, widths, out in LAYOUTS if self.width() >= least)
        for place, width in enumerate(widths):
            self.table.setColumnHidden(place, place in left_out)
            if width:
                self.table.setColumnWidth(place, width)

    def show_presence(self) -> None:
        """What the person signed in may do here."""
        who = self._desk.who
        for button in (self.add, self.bring):
            permit(button, who, Action.EQUIP)
        permit(self.export, who, Action.EXPORT, possible=bool(self._lines))
        self.panel.show_presence(who, can_verify=self.deeds.can_verify)

    # -- reading ------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the register anew; the means chosen stays chosen."""
        means = self._desk.workshop.means

        def read(register: Register) -> None:
            self._register = register
            self._desk.bridge.follow(means.due(_EVER), self._show, self._refuse)

        self._desk.bridge.follow(means.register(), read, self._refuse)

    def _show(self, awaited: tuple[Due, ...]) -> None:
        if self._register is not None:
            self._lines = lines(self._register.means, awaited)
            self._show_kept()

    def _wait(self, _text: str) -> None:
        self._pause.start()

    def _wait_no_more(self, _place: int) -> None:
        self._show_kept()

    @property
    def filter(self) -> Kept:
        """Which means the list keeps."""
        return _FILTERS[self._group.checkedId()][0]

    def _show_kept(self) -> None:
        self._pause.stop()
        found = kept(self._lines, self.filter, self.search.text())
        self.rows.show([row_of(line) for line in found])
        self.count.setText(words.counted(len(found)) if found else "")
        self.nothing.say("" if found else self._nothing(), "soft")
        place = next((row for row, line in enumerate(found) if line.means.number == self._chosen), 0)
        if found:
            self.table.selectRow(place)
        else:
            self.panel.show_nothing()
        self.show_presence()

    def _nothing(self) -> str:
        if not self._lines:
            return words.NONE
        return words.NONE_FOUND if self.search.text().strip() else words.NONE_DUE

    def choose(self, number: str) -> None:
        """Have a means chosen when the register is next read, whatever was searched for."""
        self._chosen = number
        if not any(row.key == number for row in self.rows.rows):
            self.search.clear()
            self.filters[Kept.ALL].setChecked(True)

    def _choose(self, index: QModelIndex, _before: QModelIndex) -> None:
        if not index.isValid() or self._register is None:
            return
        self._chosen = self.rows.rows[index.row()].key
        line = next(line for line in self._lines if line.means.number == self._chosen)
        acts = [act for act in self._register.acts if act.instrument == self._chosen]
        blocks = [block for block in self._register.blocks if block.set == self._chosen]
        self.panel.show_means(line, acts, blocks, self._today())
        self.show_presence()

    # -- what is asked ------------------------------------------------------------------------------------------------

    def _today(self) -> date:
        return utc_now().astimezone().date()

    def _add(self) -> None:
        self._ask_form(None)

    def _change(self, means: Instrument) -> None:
        self._ask_form(means)

    def _ask_form(self, before: Instrument | None) -> None:
        register = {} if self._register is None else self._register.means
        self.deeds.ask_form(before, register, self._today())

    def _show_working(self, is_working: bool) -> None:
        self.progress.setVisible(is_working)

    def _say(self, said: tuple[str, str]) -> None:
        self.said.say(*said)

    def _refuse(self, refusal: Refusal) -> None:
        self.said.say(sentence(refusal), "bad")
