"""The logo that the documents of the workshop bear."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from metroapp.domain.message import Refusal
from metroapp.domain.people import Action
from metroapp.gui.desk import Desk
from metroapp.gui.rights_shown import permit
from metroapp.gui.tasks import Task
from metroapp.gui.widgets.said import Said
from metroapp.wording import papers as words
from metroapp.wording.sentences import sentence


class LogoSection(QFrame):
    """A picture that cannot be printed is refused when it is chosen, and the logo stays what it was."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._desk = desk
        title = QLabel(words.LOGO)
        title.setProperty("role", "heading")
        note = QLabel(words.LOGO_NOTE)
        note.setWordWrap(True)
        note.setProperty("role", "small")
        self.said = Said()
        self.choose = QPushButton(words.LOGO_CHOOSE)
        self.choose.setAccessibleName(words.LOGO_CHOOSE_NAME)
        self.choose.clicked.connect(self._ask)
        self.remove = QPushButton(words.LOGO_REMOVE)
        self.remove.setAccessibleName(words.LOGO_REMOVE_NAME)
        self.remove.clicked.connect(self._remove)
        both = QHBoxLayout()
        both.setSpacing(8)
        both.addWidget(self.choose, 1)
        both.addWidget(self.remove)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 14)
        layout.setSpacing(6)
        for widget in (title, note, self.said):
            layout.addWidget(widget)
        layout.addLayout(both)

    def refresh(self) -> None:
        self.show_presence()

    def show_presence(self) -> None:
        for control in (self.choose, self.remove):
            permit(control, self._desk.who, Action.CHOOSE_OPTIONS)

    def _ask(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, words.LOGO_CHOOSE_NAME, "", words.LOGO_FILTER)
        if path:
            self.take(Path(path))

    def take(self, path: Path) -> None:
        """Make a picture ready in the worker, then choose it."""
        workspace = self._desk.workshop.workspace

        def prepare(_task: Task) -> str:
            from metroapp.services import workshop_logo  # heavy: in the worker, on first use

            return workshop_logo.prepare(workspace, path)

        self.said.say(words.LOGO_READING.format(file=path.name), "soft")
        chosen = words.LOGO_CHOSEN.format(file=path.name)
        self._desk.worker.do(prepare, lambda digest: self._choose(digest, chosen), self._refuse)

    def _remove(self) -> None:
        self._choose("", words.LOGO_NONE)

    def _choose(self, digest: str, said: str) -> None:
        self._desk.bridge.follow(
            self._desk.workshop.set_logo(digest), lambda _nothing: self.said.say(said, "good"), self._refuse
        )

    def _refuse(self, refusal: Refusal) -> None:
        self.said.say(sentence(refusal), "bad")
