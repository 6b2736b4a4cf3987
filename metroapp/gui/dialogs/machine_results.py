"""The results of a measuring machine before they are recorded: line by line, what will be, what asks, what is left."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFileDialog, QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from metroapp.domain.acceptance import Verdict
from metroapp.domain.instrument import InstrumentKind
from metroapp.domain.machine_results import Asks, LeftOut
from metroapp.domain.message import Refusal
from metroapp.domain.people import Action
from metroapp.domain.record_header import RecordHeader
from metroapp.gui.desk import Desk
from metroapp.gui.dialogs.result_profile import ResultProfileDialog
from metroapp.gui.models.rows import RIGHT, Column, Row, RowsModel
from metroapp.gui.rights_shown import permit
from metroapp.gui.widgets.choice import Choice
from metroapp.gui.widgets.picture_button import PictureButton
from metroapp.gui.widgets.plain_table import PlainTable
from metroapp.gui.widgets.record_head import ElidedLabel
from metroapp.gui.widgets.said import Said
from metroapp.services.result_files import said_of_plan
from metroapp.services.result_files.as_values import Plan, PlannedValue
from metroapp.services.result_files.desk import AskedResults
from metroapp.services.result_files.opened_file import OpenedResults, needs_profile, open_results
from metroapp.services.result_files.profile import ResultProfile
from metroapp.services.result_files.taking import Taken
from metroapp.wording import machine_results as words
from metroapp.wording import window
from metroapp.wording.sentences import sentence

_COLUMNS = (
    Column(words.TICK, width=72),
    Column(words.LINE, RIGHT, 58),
    Column(words.IN_FILE, width=116),
    Column(words.BALLOON, width=72),
    Column(words.PIECE, RIGHT, 58),
    Column(words.REQUIRED, width=116),
    Column(words.VALUE, RIGHT, 116),
    Column(words.VERDICT, width=122),
    Column(words.WHAT),
)
_VERDICT = 7
_TINTS = {Verdict.CONFORMING: "good", Verdict.NONCONFORMING: "bad", Verdict.UNDECIDED: "warn"}
_SIZE = QSize(1180, 700)


class MachineResultsDialog(QDialog):
    """Not modal: the file is read in the worker, planned and recorded in the recorder thread. `recorded` carries what
    to say of it."""

    recorded = Signal(object)

    def __init__(self, path: Path, header: RecordHeader, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words.TITLE)
        self._path, self._desk, self._header = path, desk, header
        self._profiles: dict[str, ResultProfile] = {}
        self._opened: OpenedResults | None = None
        self._plan: Plan | None = None
        self._asked: AskedResults | None = None
        self._links: dict[str, str] = {}
        self._ticked: set[int] = set()
        self._is_busy = False
        self.file = ElidedLabel()
        self.choose = PictureButton(desk.theme, words.CHOOSE_FILE, "folder-open", self.ask_file)
        self.profile, self.piece, self.machine, self.link = (Choice(desk.theme) for _ in range(4))
        self.describe = PictureButton(desk.theme, words.DESCRIBE, "pencil", self.ask_profile, words.PROFILE_TITLE)
        self.rows = RowsModel(_COLUMNS, self)
        self.table = PlainTable(self.rows, desk.theme, words.TITLE)
        self.why_again = QLineEdit()
        self.detail = QLabel()  # the whole of what the table cuts on a small screen
        self.detail.setWordWrap(True)
        self.detail.setTextFormat(Qt.TextFormat.PlainText)  # what a file says is no markup
        self.said = Said()
        self.record = PictureButton(desk.theme, words.RECORD_NONE, "download", self.take, is_accent=True)
        self.record.setProperty("role", "primary")
        self.confirm_all = PictureButton(
            desk.theme, words.CONFIRM_ALL, "list-checks", self._tick_all, words.CONFIRM_ALL_TIP
        )
        self.confirm_all.hide()
        self.close_button = PictureButton(desk.theme, window.CLOSE, "x", self.close)
        self._build()
        self._connect()
        self._desk.bridge.follow(desk.workshop.instruments(), self._show_machines)
        self._look_for_profiles("")

    def _build(self) -> None:
        title = QLabel(words.TITLE)
        title.setProperty("role", "title")
        self.file.setProperty("role", "soft")
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(title)
        head.addWidget(self.file, 1)
        head.addWidget(self.choose)
        self.piece.addItem(words.PIECE_ASKED, None)
        for piece in range(1, self._header.pieces + 1):
            self.piece.addItem(str(piece), piece)
        self.link.addItem(words.NO_LINK, "")
        for one in self._header.part.inspected:
            self.link.addItem(f"{one.balloon} · {one.callout.text}", one.balloon)
        self._profile_field = _named(words.PROFILE, self.profile, 220, self.describe)
        self._machine_field = _named(words.MACHINE, self.machine, 160)
        self._link_field = _named(words.LINK, self.link, 220)
        self._why_field = _named(words.WHY_AGAIN, self.why_again, 260)
        choices, below = QHBoxLayout(), QHBoxLayout()
        for row, fields in (
            (choices, (self._profile_field, _named(words.OF_PIECE, self.piece, 150), self._machine_field)),
            (below, (self._link_field, self._why_field)),
        ):
            row.setSpacing(16)
            for field in fields:
                row.addWidget(field)
        choices.addStretch(1)
        below.addWidget(self.detail, 1)
        card = QFrame()
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.table)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addWidget(self.said, 1)
        foot.addStretch(0)
        foot.addWidget(self.confirm_all)
        foot.addWidget(self.record)
        foot.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 14, 20, 14)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addLayout(choices)
        layout.addWidget(card, 1)
        layout.addLayout(below)
        layout.addLayout(foot)
        self._link_field.hide()
        self._why_field.hide()
        parent = self.parentWidget()
        self.resize(_SIZE if parent is None else _SIZE.boundedTo(parent.window().size()))

    def _connect(self) -> None:
        self.profile.currentIndexChanged.connect(self._read)
        for choice in (self.piece, self.machine):
            choice.currentIndexChanged.connect(self.look)
        self.link.activated.connect(self._link)
        self.table.clicked.connect(self._touch)
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):  # a double click is `activated` as well
            pressed = QShortcut(QKeySequence(key), self.table)
            pressed.setContext(Qt.ShortcutContext.WidgetShortcut)
            pressed.activated.connect(lambda: self._touch(self.table.currentIndex()))
        self.table.selectionModel().currentRowChanged.connect(self._select)
        self.why_again.textChanged.connect(self._enable)
        self.look()

    # -- what is read -------------------------------------------------------------------------------------------------

    def ask_file(self) -> None:
        """Another file."""
        dialog = file_dialog(self, self._path.parent)
        dialog.fileSelected.connect(lambda path: self.show_file(Path(path)))
        dialog.open()

    def show_file(self, path: Path) -> None:
        """Look at a file in the place of the one shown."""
        self._path = path
        self._links.clear()
        self._read()

    def ask_profile(self) -> None:
        """How files of the machine are read; a profile that is kept is used at once."""
        known = self._profiles.get(self.profile.currentData() or "")
        dialog = ResultProfileDialog(self._path, known, self._desk, self)
        dialog.kept.connect(self._look_for_profiles)
        dialog.show()

    def _look_for_profiles(self, chosen: str) -> None:
        def show(found: dict[str, ResultProfile]) -> None:
            if not isValid(self):
                return
            self._profiles = found
            wanted = chosen or self.profile.currentData() or (next(iter(found)) if len(found) == 1 else "")
            self.profile.blockSignals(True)
            self.profile.clear()
            self.profile.addItem(words.NO_PROFILE_YET, "")
            for name in found:
                self.profile.addItem(name, name)
            self.profile.setCurrentIndex(max(0, self.profile.findData(wanted)))
            self.profile.blockSignals(False)
            self._read()

        self._desk.bridge.follow(self._desk.workshop.results.profiles(), show, self._refuse)

    def _show_machines(self, found: dict[str, object]) -> None:
        if not isValid(self):
            return
        machines = [number for number, one in found.items() if getattr(one, "kind", None) is InstrumentKind.CMM]
        self.machine.blockSignals(True)
        if len(machines) > 1:
            self.machine.addItem(words.MACHINE_ASKED, "")
        for number in machines:
            self.machine.addItem(number, number)
        self.machine.blockSignals(False)
        self._machine_field.setVisible(len(machines) > 1)
        self.look()

    def _read(self, _index: int = 0) -> None:
        """Read the file again, in the worker."""
        path, profile = self._path, self._profiles.get(self.profile.currentData() or "")
        self.file.say(path.name)
        self._profile_field.setVisible(needs_profile(path))
        self._opened = None
        if needs_profile(path) and profile is None:
            self._show_nothing(words.SAY_PROFILE, "soft")
            return
        self._show_nothing(words.LOOKING, "soft")

        def show(opened: OpenedResults) -> None:
            if isValid(self) and path == self._path:
                self._opened = opened
                self.look()

        self._desk.worker.do(lambda _task: open_results(path, profile), show, self._refuse)

    def look(self, _index: int = 0) -> None:
        """Plan what would be recorded, as things are now."""
        if self._opened is None:
            return
        asked = AskedResults(
            self._opened, self.piece.currentData(), self.machine.currentData() or "", dict(self._links)
        )
        self._asked = asked

        def show(plan: Plan) -> None:
            if isValid(self) and asked is self._asked:
                self._show(plan)

        self._desk.bridge.follow(self._desk.workshop.results.plan(asked), show, self._refuse)

    def _show(self, plan: Plan) -> None:
        before = self.table.currentIndex().row()
        self._ticked = {place for place, one in enumerate(plan.values) if one.is_ready or self._stays(place, plan)}
        self._plan = plan
        self._fill()
        if 0 <= before < len(self.rows.rows):
            self.table.selectRow(before)
        self.piece.setItemText(0, words.PIECE_IN_FILE if plan.pieces else words.PIECE_ASKED)
        asks_piece = any(one.left is LeftOut.NO_PIECE for one in plan.values)
        counted = words.PLANNED.format(ready=len(plan.ready), asking=len(plan.asking), left=len(plan.left_out))
        self.confirm_all.setVisible(len(plan.asking) > 1)
        if asks_piece:
            self.said.say(words.SAY_PIECE, "bad")
        elif plan.other_part:
            self.said.say(words.JOINED.join((words.OTHER_PART.format(said=plan.other_part), counted)), "bad")
        else:
            self.said.say(f"{counted} {words.TICK_HELP}" if plan.asking else counted, "soft")
        self._enable()

    def _stays(self, place: int, plan: Plan) -> bool:
        """Whether somebody said yes to this very line before another one was linked."""
        last = self._plan
        if last is None or last.opened is not plan.opened or place not in self._ticked:
            return False
        return last.values[place] == plan.values[place]

    def _fill(self) -> None:
        assert self._plan is not None
        self.rows.show([_row(place, one, place in self._ticked) for place, one in enumerate(self._plan.values)])

    def _show_nothing(self, why: str, role: str) -> None:
        self._plan = self._asked = None
        self.detail.clear()
        self._ticked.clear()
        self.confirm_all.hide()
        self.rows.show([])
        self.said.say(why, role)
        self._enable()

    def _refuse(self, refusal: Refusal) -> None:
        if isValid(self):
            self._is_busy = False
            self._show_nothing(sentence(refusal), "bad")

    # -- what somebody says of it -------------------------------------------------------------------------------------

    def _touch(self, index: QModelIndex) -> None:
        """A line that asks is recorded too, or not."""
        if self._plan is None:
            return
        place = index.row()
        if place < 0:
            return
        one = self._plan.values[place]
        if one.left is None and one.asks:
            self._ticked ^= {place}
            row = self.table.currentIndex().row()
            self._fill()
            self.table.selectRow(row)
        self._enable()

    def _tick_all(self) -> None:
        """All lines that ask; none of them where all are ticked."""
        if self._plan is None:
            return
        asking = {place for place, one in enumerate(self._plan.values) if one.left is None and one.asks}
        self._ticked = self._ticked - asking if asking <= self._ticked else self._ticked | asking
        row = self.table.currentIndex().row()
        self._fill()
        self.table.selectRow(row)
        self._enable()

    def _select(self, index: QModelIndex, _before: QModelIndex) -> None:
        """The balloon of a line that nothing links for sure can be said."""
        one = None if self._plan is None or not index.isValid() else self._plan.values[index.row()]
        may = one is not None and (
            one.left is LeftOut.UNLINKED or Asks.LINK in one.asks or one.said.characteristic.name in self._links
        )
        self._link_field.setVisible(may)
        self.detail.setText("" if one is None else said_of_plan.what(one))
        if may and one is not None:
            balloon = self._links.get(one.said.characteristic.name) or (one.box.balloon if one.box else "")
            self.link.setCurrentIndex(max(0, self.link.findData(balloon)))

    def _link(self, _index: int) -> None:
        if self._plan is None or not self.table.currentIndex().isValid():
            return
        name, balloon = (
            self._plan.values[self.table.currentIndex().row()].said.characteristic.name,
            self.link.currentData(),
        )
        if balloon:
            self._links[name] = balloon
        else:
            self._links.pop(name, None)
        self.look()

    def _enable(self, _text: str = "") -> None:
        values = [] if self._plan is None else [self._plan.values[place] for place in sorted(self._ticked)]
        again = any(Asks.MEASURED in one.asks for one in values)
        self._why_field.setVisible(again)
        count = len(values)
        self.record.setText(f" {words.record_button(count)}")
        self.record.setAccessibleName(words.record_button(count))
        possible = bool(count) and not self._is_busy and (not again or bool(self.why_again.text().strip()))
        permit(self.record, self._desk.who, Action.MEASURE, possible=possible)

    # -- recorded -----------------------------------------------------------------------------------------------------

    def take(self) -> None:
        """Record what is ticked."""
        if self._plan is None or self._asked is None or self._is_busy:
            return
        self._is_busy = True
        self._enable()
        plan, wanted = self._plan, tuple(sorted(self._ticked))
        future = self._desk.workshop.results.take(self._asked, plan, wanted, self.why_again.text())

        def done(taken: Taken) -> None:
            said = words.done(len(taken.recorded), plan.opened.name)
            if taken.stopped:
                said = f"{said} {words.STOPPED.format(count=len(taken.stopped))}"
            self._is_busy = False
            if isValid(self):
                self.recorded.emit(said)
                self.close()

        self._desk.bridge.follow(future, done, self._refuse_taking)

    def _refuse_taking(self, refusal: Refusal) -> None:
        """What was looked at stays: somebody answers what is asked on the page, and records it then."""
        if isValid(self):
            self._is_busy = False
            self.said.say(sentence(refusal), "bad")
            self._enable()
            if refusal.message.code == "results.changed":
                self.look()


def file_dialog(parent: QWidget, folder: Path) -> QFileDialog:
    """To choose a file of results."""
    dialog = QFileDialog(parent, words.CHOOSE_TITLE, str(folder), words.FILES)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return dialog


def _named(text: str, field: QWidget, width: int, beside: QWidget | None = None) -> QWidget:
    """A field and its name on its left."""
    whole, name = QWidget(), QLabel(text)
    name.setProperty("role", "small")
    name.setBuddy(field)
    field.setAccessibleName(text)
    field.setMinimumWidth(width)
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(name)
    row.addWidget(field)
    if beside is not None:
        row.addWidget(beside)
    return whole


def _row(place: int, one: PlannedValue, is_ticked: bool) -> Row:
    said = one.said
    mark = words.NONE if one.left is not None else words.TICKED if is_ticked else words.UNTICKED
    piece = said.piece if one.box is None else str(one.box.piece)
    texts = (
        mark,
        str(said.line) if said.line else words.NONE,
        said.characteristic.name or words.NONE,
        words.NONE if one.box is None else one.box.balloon,
        piece or words.NONE,
        words.NONE if one.required is None else one.required.text,
        said_of_plan.value(one),
        said_of_plan.verdict(one),
        said_of_plan.what(one),
    )
    return Row(texts, place, None if one.verdict is None else (_VERDICT, _TINTS[one.verdict]))
