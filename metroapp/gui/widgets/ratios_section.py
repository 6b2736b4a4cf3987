"""From which ratios the workshop calls a means good or accepted for a cote: three figures, each with a sentence."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from metroapp.domain.message import Refusal
from metroapp.domain.people import Action
from metroapp.domain.quantity import parse_number
from metroapp.domain.suitability import Criteria
from metroapp.gui.desk import Desk
from metroapp.gui.rights_shown import permit
from metroapp.gui.widgets.said import Said
from metroapp.wording import suitability as words
from metroapp.wording.numbers import significant
from metroapp.wording.sentences import sentence


class RatiosSection(QFrame):
    """Nothing changes before the button is pressed."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._desk = desk
        self.good, self.accepted, self.steps = QLineEdit(), QLineEdit(), QLineEdit()
        self.said = Said()
        self.save = QPushButton(words.SAVE)
        self.save.setProperty("role", "primary")
        self.save.setAccessibleName(words.SAVE_NAME)
        self.save.clicked.connect(self._save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 14)
        layout.setSpacing(4)
        title = QLabel(words.RATIOS_TITLE)
        title.setProperty("role", "heading")
        layout.addWidget(title)
        note = QLabel(words.RATIOS_NOTE)
        note.setWordWrap(True)
        note.setProperty("role", "small")
        layout.addWidget(note)
        for name, line in ((words.GOOD, self.good), (words.ACCEPTED, self.accepted), (words.STEPS, self.steps)):
            line.setAccessibleName(name)
            line.setMaxLength(8)
            line.setFixedWidth(96)
            label = QLabel(name)
            label.setWordWrap(True)
            label.setBuddy(line)
            across = QHBoxLayout()
            across.addWidget(label, 1)
            across.addWidget(line)
            layout.addLayout(across)
        layout.addSpacing(4)
        layout.addWidget(self.said)
        layout.addWidget(self.save)

    def refresh(self) -> None:
        self._desk.bridge.follow(self._desk.workshop.criteria(), self._show, self._refuse)

    def _show(self, criteria: Criteria) -> None:
        self.good.setText(significant(criteria.good))
        self.accepted.setText(significant(criteria.accepted))
        self.steps.setText(significant(criteria.steps))
        self.show_presence()

    def show_presence(self) -> None:
        for control in (self.good, self.accepted, self.steps, self.save):
            permit(control, self._desk.who, Action.CHOOSE_OPTIONS)

    def _save(self) -> None:
        try:
            good, accepted, steps = (parse_number(line.text()) for line in (self.good, self.accepted, self.steps))
            chosen = Criteria(good, accepted, steps)
        except Refusal as refusal:
            self._refuse(refusal)
            return
        self._desk.bridge.follow(self._desk.workshop.set_criteria(chosen), self._saved, self._refuse)

    def _saved(self, _nothing: object) -> None:
        self.said.say(words.SAVED, "good")

    def _refuse(self, refusal: Refusal) -> None:
        self.said.say(sentence(refusal), "bad")
