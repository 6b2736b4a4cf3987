"""Whether this workshop departs from characteristics of safety."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from metroapp.domain.message import Refusal
from metroapp.domain.people import Action
from metroapp.gui.desk import Desk
from metroapp.gui.rights_shown import permit
from metroapp.gui.widgets.choice import Tick
from metroapp.gui.widgets.said import Said
from metroapp.services.concession_settings import ConcessionSettings
from metroapp.wording import settings as words
from metroapp.wording.sentences import sentence


class ConcessionSection(QFrame):
    """Whoever grants dérogations chooses; nothing changes before the button is pressed."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._desk = desk
        title = QLabel(words.CONCESSIONS_TITLE)
        title.setProperty("role", "heading")
        self.safety = Tick(words.SAFETY_REFUSED, desk.theme)
        note = QLabel(words.SAFETY_NOTE)
        note.setWordWrap(True)
        note.setProperty("role", "small")
        self.said = Said()
        self.save = QPushButton(words.CONCESSIONS_SAVE)
        self.save.setProperty("role", "primary")
        self.save.setAccessibleName(words.CONCESSIONS_SAVE_NAME)
        self.save.clicked.connect(self._save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 14)
        layout.setSpacing(6)
        for widget in (title, self.safety, note, self.said, self.save):
            layout.addWidget(widget)

    def refresh(self) -> None:
        self._desk.bridge.follow(self._desk.workshop.concession_settings(), self._show, self._refuse)

    def _show(self, settings: ConcessionSettings) -> None:
        self.safety.setChecked(settings.safety_refused)
        self.show_presence()

    def show_presence(self) -> None:
        for control in (self.safety, self.save):
            permit(control, self._desk.who, Action.GRANT_CONCESSION)

    def _save(self) -> None:
        settings = ConcessionSettings(self.safety.isChecked())

        def kept(_nothing: object) -> None:
            self.said.say(words.CONCESSIONS_SAVED, "good")

        self._desk.bridge.follow(self._desk.workshop.set_concession_settings(settings), kept, self._refuse)

    def _refuse(self, refusal: Refusal) -> None:
        self.said.say(sentence(refusal), "bad")
