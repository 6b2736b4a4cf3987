"""A package of another workshop: checked against its seals, shown, and received by those who may."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from metroapp.domain.message import Refusal
from metroapp.domain.people import Action
from metroapp.domain.received_package import ReceivedPackage
from metroapp.gui.desk import Desk
from metroapp.gui.icons import icon
from metroapp.gui.models.rows import Column, Row, RowsModel
from metroapp.gui.rights_shown import permit
from metroapp.gui.tasks import Task
from metroapp.gui.theme import Tokens
from metroapp.gui.widgets.plain_table import PlainTable
from metroapp.gui.widgets.said import Said
from metroapp.wording import exports as words
from metroapp.wording import window
from metroapp.wording.sentences import sentence

if TYPE_CHECKING:
    from metroapp.services.record_files import ProvenRecord

_COLUMNS = (
    Column(words.NUMBER, width=170),
    Column(words.PART),
    Column(words.WORKSHOP, width=220),
    Column(words.KEY, width=220),
)
_SIZE = QSize(940, 520)
Proven = tuple[list["ProvenRecord"], str]  # the records, and the workshop of the package


class ReceivedPackageDialog(QDialog):
    """Not modal; the package is read in the worker, and received in the recorder thread."""

    def __init__(self, path: Path, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words.RECEIVE_TITLE)
        self._path, self._desk = path, desk
        self._task: Task | None = None
        self._may_be_received = False
        self.rows = RowsModel(_COLUMNS, self)
        self.table = PlainTable(self.rows, desk.theme, words.PACKAGE_TABLE)
        self.table.setObjectName("narrow")
        self.said = Said()
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(words.RECEIVE_TITLE)
        self.receive, self.close_button = QPushButton(f" {words.IMPORT}"), QPushButton(f" {window.CLOSE}")
        for button, name in ((self.receive, words.IMPORT), (self.close_button, window.CLOSE)):
            button.setIconSize(QSize(20, 20))
            button.setAccessibleName(name)
            button.setAutoDefault(False)
        self.receive.setToolTip(words.IMPORT_TIP)
        self.receive.setProperty("role", "primary")
        self._build()
        self.receive.clicked.connect(self._receive)
        self.close_button.clicked.connect(self.close)
        desk.theme.changed.connect(self._dress)
        self._dress(desk.theme.tokens)
        self._check()

    def _build(self) -> None:
        title, file = QLabel(words.RECEIVE_TITLE), QLabel(str(self._path))
        title.setProperty("role", "title")
        file.setProperty("role", "soft")
        file.setWordWrap(True)
        card = QFrame()
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.table)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addStretch(1)
        foot.addWidget(self.receive)
        foot.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 14, 20, 14)
        layout.setSpacing(10)
        for widget in (title, file, self.progress, self.said):
            layout.addWidget(widget)
        layout.addWidget(card, 1)
        layout.addLayout(foot)
        self.resize(_SIZE)

    def _dress(self, tokens: Tokens) -> None:
        self.receive.setIcon(icon("package", tokens.on_accent, tokens.soft))
        self.close_button.setIcon(icon("x", tokens.accent, tokens.soft))

    # -- checked ------------------------------------------------------------------------------------------------------

    def _check(self) -> None:
        path = self._path

        def work(task: Task) -> Proven | None:
            from metroapp.services import exchange, received_packages  # heavy: in the worker, on first use

            try:
                return received_packages.prove(path, task.go_on), received_packages.manifest_of(path).workshop
            except exchange.GivenUp:
                return None

        self._task = self._desk.worker.do(work, self._show, self._refuse, self._advance)
        self.progress.setRange(0, 0)
        self._enable()

    def _advance(self, counts: tuple[int, int]) -> None:
        if isValid(self) and self._task is not None:
            done, total = counts
            self.progress.setRange(0, max(1, total))
            self.progress.setValue(done)
            self.said.say(words.CHECKING.format(done=min(done + 1, total), total=total), "soft")

    def _show(self, proven: Proven | None) -> None:
        if proven is None or not isValid(self):
            return
        self._task = None
        records, workshop = proven
        self.rows.show([_row(one) for one in records])
        unsigned = sum(not one.proof.key for one in records)
        if records:
            said = words.proven(len(records), records[0].workshop, unsigned)
        else:
            said = words.OF_EVERYTHING.format(workshop=workshop)
        self._may_be_received = bool(records)
        self.said.say(said, "soft" if unsigned else "good")
        self._enable()

    def _enable(self) -> None:
        self.progress.setVisible(self._task is not None)
        permit(self.receive, self._desk.who, Action.RECEIVE, possible=self._may_be_received)

    # -- received -----------------------------------------------------------------------------------------------------

    def _receive(self) -> None:
        self._may_be_received = False
        self._enable()
        self._desk.bridge.follow(self._desk.workshop.receive_package(self._path), self._received, self._refuse)

    def _received(self, found: ReceivedPackage) -> None:
        if isValid(self):
            self.said.say(words.imported(len(found.records), found.workshop), "good")

    def _refuse(self, refusal: Refusal) -> None:
        if isValid(self):
            self._task = None
            self.said.say(sentence(refusal), "bad")
            self._enable()

    def done(self, result: int) -> None:
        """However it is closed."""
        if self._task is not None:
            self._task.cancel()
        super().done(result)


def _row(found: ProvenRecord) -> Row:
    header, key = found.record.header, found.proof.key
    signed = words.SIGNED_WITH.format(key=key) if key else words.NOT_SIGNED
    return Row((header.number, f"{header.part.designation} · {header.part.reference}", found.workshop, signed), found)
