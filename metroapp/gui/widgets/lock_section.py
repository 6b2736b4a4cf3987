"""When the post locks by itself."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from metroapp.domain.message import Refusal
from metroapp.domain.people import Action
from metroapp.gui.desk import Desk
from metroapp.gui.rights_shown import permit
from metroapp.gui.widgets.choice import Tick
from metroapp.gui.widgets.said import Said
from metroapp.gui.widgets.stepper import Stepper
from metroapp.services.lock_settings import LONGEST_MINUTES, LockSettings
from metroapp.wording import settings as words
from metroapp.wording.sentences import sentence


class LockSection(QFrame):
    """`changed` carries the settings now kept."""

    changed = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._desk = desk
        title = QLabel(words.LOCK_TITLE)
        title.setProperty("role", "heading")
        label = QLabel(words.LOCK_MINUTES)
        label.setWordWrap(True)
        self.minutes = Stepper(0, LONGEST_MINUTES, 0, words.LOCK_MINUTES)
        self.minutes.setFixedWidth(190)
        self.measuring = Tick(words.LOCK_MEASURING, desk.theme)
        note = QLabel(words.LOCK_NOTE)
        note.setWordWrap(True)
        note.setProperty("role", "small")
        self.said = Said()
        self.save = QPushButton(words.LOCK_SAVE)
        self.save.setProperty("role", "primary")
        self.save.setAccessibleName(words.LOCK_SAVE_NAME)
        self.save.clicked.connect(self._save)
        line = QHBoxLayout()
        line.addWidget(label, 1)
        line.addWidget(self.minutes)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 14)
        layout.setSpacing(6)
        layout.addWidget(title)
        layout.addLayout(line)
        layout.addWidget(self.measuring)
        layout.addWidget(note)
        layout.addWidget(self.said)
        layout.addWidget(self.save)

    def refresh(self) -> None:
        self._desk.bridge.follow(self._desk.workshop.lock_settings(), self._show, self._refuse)

    def _show(self, settings: LockSettings) -> None:
        self.minutes.set_value(settings.minutes)
        self.measuring.setChecked(settings.while_measuring)
        self.show_presence()

    def show_presence(self) -> None:
        for control in (self.minutes, self.measuring, self.save):
            permit(control, self._desk.who, Action.CONFIGURE_POST)

    def _save(self) -> None:
        settings = LockSettings(self.minutes.value(), self.measuring.isChecked())

        def kept(_nothing: object) -> None:
            self.said.say(words.LOCK_SAVED, "good")
            self.changed.emit(settings)

        self._desk.bridge.follow(self._desk.workshop.set_lock_settings(settings), kept, self._refuse)

    def _refuse(self, refusal: Refusal) -> None:
        self.said.say(sentence(refusal), "bad")
