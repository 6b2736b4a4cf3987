"""The workspace and its archive: where it is, what is in it, and its verification."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from metroapp.domain.message import Refusal
from metroapp.gui.desk import Desk
from metroapp.gui.icons import icon
from metroapp.gui.tasks import Task
from metroapp.gui.theme import Tokens
from metroapp.gui.widgets.facts import Facts
from metroapp.gui.widgets.said import Said
from metroapp.services import about, consultation
from metroapp.services.about import ArchiveState
from metroapp.wording import about as words
from metroapp.wording import window
from metroapp.wording.integrity import verification
from metroapp.wording.numbers import moment
from metroapp.wording.sentences import sentence

_SHORT = 16  # digits of a digest that are compared by eye
_NAMES = (words.SCHEMA, words.RECORDS, words.ENTRIES, words.SIZE, words.BACKUP, words.HEAD)


class ArchiveSection(QFrame):
    """Read in the worker; the verification can be cancelled."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._desk = desk
        self._check: Task | None = None
        self.path = QLabel(str(desk.workshop.workspace.root))
        self.path.setWordWrap(True)
        self.path.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.folder = self._button(words.OPEN_FOLDER)
        self.facts = Facts(_NAMES)
        self.verify_button = self._button(window.VERIFY)
        self.cancel_button = self._button(window.CANCEL)
        self.cancel_button.hide()
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(window.VERIFYING)
        self.progress.hide()
        self.said = Said()
        self._build()
        self.folder.clicked.connect(self._open_folder)
        self.verify_button.clicked.connect(self.verify)
        self.cancel_button.clicked.connect(self._cancel)
        desk.theme.changed.connect(self._dress)
        self._dress(desk.theme.tokens)

    def _build(self) -> None:
        place = QHBoxLayout()
        place.addWidget(self.path, 1)
        place.addWidget(self.folder, 0, Qt.AlignmentFlag.AlignTop)
        proof = QHBoxLayout()
        proof.addWidget(self.verify_button)
        proof.addWidget(self.cancel_button)
        proof.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 14)
        layout.setSpacing(8)
        layout.addWidget(_heading(words.WORKSPACE))
        layout.addLayout(place)
        layout.addWidget(_heading(words.ARCHIVE))
        layout.addWidget(self.facts)
        layout.addLayout(proof)
        layout.addWidget(self.progress)
        layout.addWidget(self.said)

    def _button(self, text: str) -> QPushButton:
        button = QPushButton(f" {text}")
        button.setIconSize(QSize(20, 20))
        button.setAccessibleName(text)
        return button

    def _dress(self, tokens: Tokens) -> None:
        pictures = ((self.folder, "folder-open"), (self.verify_button, "shield-check"), (self.cancel_button, "x"))
        for button, picture in pictures:
            button.setIcon(icon(picture, tokens.accent, tokens.soft))

    def refresh(self) -> None:
        workspace = self._desk.workshop.workspace

        def read(_task: Task) -> ArchiveState:
            return about.archive_state(workspace)

        self._desk.worker.do(read, self._show, self._refuse)

    def _show(self, state: ArchiveState) -> None:
        found = state.summary
        heads = [words.HEAD_VALUE.format(post=post, digest=digest[:_SHORT]) for post, digest in found.heads.items()]
        self.facts.show_values(
            (
                words.SCHEMA_VALUE.format(version=found.schema),
                str(found.records),
                str(found.entries),
                words.size(state.size),
                moment(state.backed_up_at) if state.backed_up_at else words.NO_BACKUP,
                ", ".join(heads) or words.NO_HEAD,
            )
        )

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(self.path.text()))

    # -- proof --------------------------------------------------------------------------------------------------------

    def verify(self) -> None:
        workspace = self._desk.workshop.workspace

        def check(task: Task) -> Any:
            return consultation.verify(workspace, task.go_on)

        self._check = self._desk.worker.do(check, self._show_report, self._refuse, self._advance)
        self.progress.setRange(0, 0)
        self._show_checking(True)
        self.said.say(window.VERIFYING, "soft")

    def _advance(self, counts: tuple[int, int]) -> None:
        self.progress.setRange(0, max(1, counts[1]))
        self.progress.setValue(counts[0])

    def _cancel(self) -> None:
        if self._check is not None:
            self._check.cancel()
            if self._check.future.cancelled():  # it had not begun: nothing will come back
                self._show_checking(False)
                self.said.say("", "soft")

    def _show_report(self, report: Any) -> None:
        self._show_checking(False)
        self.said.say(verification(report), "good" if report.sound else "soft" if report.cancelled else "bad")

    def _show_checking(self, checking: bool) -> None:
        self.progress.setVisible(checking)
        self.cancel_button.setVisible(checking)
        self.verify_button.setVisible(not checking)

    def _refuse(self, refusal: Refusal) -> None:
        self._show_checking(False)
        self.said.say(sentence(refusal), "bad")


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "heading")
    return label
