"""The tab of the tool offsets: the registers that are followed, and what is to be typed in the one chosen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from metroapp.domain.message import Refusal
from metroapp.domain.people import Action
from metroapp.gui.desk import Desk
from metroapp.gui.dialogs.offset_typed import OffsetTypedDialog
from metroapp.gui.models.rows import LEFT, Column, Row, RowsModel
from metroapp.gui.rights_shown import permit
from metroapp.gui.spc.register_panel import RegisterPanel
from metroapp.gui.tasks import Task
from metroapp.gui.widgets.list_beside_panel import list_beside_panel
from metroapp.gui.widgets.picture_button import PictureButton
from metroapp.gui.widgets.plain_table import PlainTable
from metroapp.gui.widgets.said import Said
from metroapp.services.events import BoxRecorded, Event, RecordClosed, RecordOpened
from metroapp.services.formats import Format
from metroapp.services.spc import tool_registers
from metroapp.services.spc.tool_registers import RegisterView
from metroapp.wording import corrections as words
from metroapp.wording.sentences import sentence

_COLUMNS = (
    Column(words.COLUMNS["register"], LEFT, 88), Column(words.COLUMNS["machine"], LEFT),
    Column(words.COLUMNS["state"], LEFT, 108),
)  # fmt: skip
_STATE = 2  # column
_PAUSE_MS = 300  # after a value, so that several are read at once
_TINTS = {"propose": "bad", "stuck": "bad", "quiet": "good", "empty": "soft", "left": "soft", "silent": "soft"}


class OffsetsTab(QWidget):
    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._views: list[RegisterView] = []
        self._number = ""
        self._silent: frozenset[str] = frozenset()  # registers of which the record on the bench tells nothing
        self.rows = RowsModel(_COLUMNS, self)
        self.table = PlainTable(self.rows, desk.theme, words.LIST_NAME)
        self.table.setObjectName("narrow")
        self.nothing, self.said = Said(), Said()
        self.panel = RegisterPanel(desk.theme)
        theme = desk.theme
        self.add = PictureButton(theme, words.FOLLOW, "plus", self._ask_register, words.FOLLOW_TIP)
        self.sizes = PictureButton(theme, words.SIZES, "settings", self._ask_sizes, words.SIZES_TIP)
        self.pdf = PictureButton(theme, words.PDF, "download", lambda: self._export(Format.PDF), words.PDF_TIP)
        self.xlsx = PictureButton(
            theme, words.XLSX, "file-spreadsheet", lambda: self._export(Format.XLSX), words.XLSX_TIP
        )
        self.csv = PictureButton(theme, words.CSV, "table", lambda: self._export(Format.CSV), words.CSV_TIP)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.refresh)
        self._build()
        self.table.selectionModel().currentRowChanged.connect(self._choose)
        self.panel.typed.clicked.connect(self._ask_typed)

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(6)
        for button in (self.add, self.sizes):
            top.addWidget(button)
        top.addStretch(1)
        for button in (self.pdf, self.xlsx, self.csv):
            top.addWidget(button)
        narrowed = QHBoxLayout()
        splitter = list_beside_panel(narrowed, self.table, self.nothing, self.panel, (284, 656))
        self.table.setMinimumWidth(280)
        splitter.setStretchFactor(0, 0)
        splitter.setStretchFactor(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(self.said)
        layout.addWidget(splitter, 1)

    # -- reading ------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read every register anew; the one chosen stays chosen."""
        workspace, workshop = self._desk.workshop.workspace, self._desk.workshop

        def read(silent: frozenset[str]) -> None:
            self._silent = silent
            self._desk.worker.do(lambda _task: tool_registers.views(workspace), self._show, self._refuse)

        self._desk.bridge.follow(workshop.corrections.silent_on_bench(), read, self._refuse)

    def follow(self, event: Event) -> None:
        """A value is recorded while the page is looked at: the proposal follows, once for several of them."""
        if isinstance(event, BoxRecorded | RecordClosed | RecordOpened):
            self._pause.start()

    def _show(self, views: list[RegisterView]) -> None:
        helped = self._desk.who.may(Action.KEEP_PROCESS)  # whoever prepares sees what would be proposed
        said = [one.silenced() if one.register.number in self._silent and not helped else one for one in views]
        self._views = sorted(said, key=lambda view: view.register.left is not None)
        self.rows.show([_row(view) for view in self._views])
        place = next((row for row, view in enumerate(self._views) if view.register.number == self._number), 0)
        if views:
            self.table.selectRow(place)
        self._show_chosen(self._views[place] if views else None)

    def _choose(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid() and index.row() < len(self._views):
            self._show_chosen(self._views[index.row()])

    def _show_chosen(self, view: RegisterView | None) -> None:
        self._number = "" if view is None else view.register.number
        self.panel.show_view(view)
        self.show_presence()

    def show_presence(self) -> None:
        who, view = self._desk.who, self.panel.view
        in_use = view is not None and view.register.left is None
        permit(self.add, who, Action.KEEP_PROCESS)
        permit(self.sizes, who, Action.KEEP_PROCESS, possible=in_use)
        permit(self.panel.typed, who, Action.NOTE_PROCESS, possible=in_use)
        for button in (self.pdf, self.xlsx, self.csv):
            permit(button, who, Action.EXPORT, possible=view is not None)

    # -- deeds --------------------------------------------------------------------------------------------------------

    def _ask_typed(self) -> None:
        view, bench = self.panel.view, self._desk.workshop.corrections
        if view is None:
            return

        def ask(pieces: tuple[int, int] | None) -> None:
            dialog = OffsetTypedDialog(view, self._desk, self, pieces)
            dialog.confirmed.connect(self._written)
            dialog.show()

        self._desk.bridge.follow(bench.on_bench(view.register.number), ask, self._refuse)

    def _ask_register(self) -> None:
        self._ask(None)

    def _ask_sizes(self) -> None:
        self._ask(self.panel.view)

    def _ask(self, view: RegisterView | None) -> None:
        from metroapp.services.spc.linkable import LinkableParts, linkable_parts

        workspace = self._desk.workshop.workspace

        def ask(known: LinkableParts) -> None:
            from metroapp.gui.dialogs.tool_register import ToolRegisterDialog

            dialog = ToolRegisterDialog(None if view is None else view.register, known, self._desk, self)
            dialog.confirmed.connect(self._kept)
            dialog.show()

        self._desk.worker.do(lambda _task: linkable_parts(workspace), ask, self._refuse)

    def _kept(self, number: str) -> None:
        self._number = number
        self.said.say("", "good")
        self.refresh()

    def _written(self, _act: object) -> None:
        self.said.say("", "good")
        self.refresh()

    def _export(self, to: Format) -> None:
        workspace, number = self._desk.workshop.workspace, self._number

        def write(_task: Task) -> Path:
            from metroapp.services.spc import correction_papers  # heavy: in the worker, on first use

            return correction_papers.export(workspace, to, number if to is Format.PDF else "")

        self._desk.worker.do(write, self._say_written, self._refuse)

    def _say_written(self, path: Path) -> None:
        self.said.say(words.WRITTEN.format(path=path), "good")
        if path.suffix == ".pdf":
            from metroapp.gui.dialogs.paper_preview import show_written

            show_written(path, self._desk, self)

    def _refuse(self, refusal: Refusal) -> None:
        self.said.say(sentence(refusal), "bad")


def state_of(view: RegisterView) -> str:
    """One of `words.STATES`; `stuck`: a size is off, and this register alone cannot bring it back."""
    if view.register.left is not None:
        return "left"
    if view.is_silent:
        return "silent"
    if view.advice.offset is None:
        return "empty"
    if view.advice.offset.correction is not None:
        return "propose"
    return "stuck" if view.advice.stands_out else "quiet"


def _row(view: RegisterView) -> Row:
    kept, state = view.register.kept, state_of(view)
    texts = (words.register_of(kept), kept.machine, words.STATES[state])
    return Row(texts, view.register.number, (_STATE, _TINTS[state]))
