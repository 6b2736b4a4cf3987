"""What comes before the next reading: the pieces are clean, the first piece is signed. One button, very large."""

from __future__ import annotations

from PySide6.QtCore import Signal

from metroapp.domain.people import Role
from metroapp.domain.record_options import Gate
from metroapp.gui.theme import Theme
from metroapp.gui.widgets.big_button import BigButton
from metroapp.gui.widgets.turn_card import TurnCard
from metroapp.wording import gestures as words
from metroapp.wording.labels import label


class GateCard(TurnCard):
    """`passed` carries the Gate whose button was pressed."""

    passed = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.gate: Gate | None = None
        self.cleaned = BigButton(theme, words.CLEANED, "check", "good", words.TAKE_KEY)
        self.approve = BigButton(theme, words.APPROVE, "pencil", "accent")
        for button in (self.cleaned, self.approve):
            self.below.addWidget(button)
            button.clicked.connect(self.press)

    def ask(self, gate: Gate, role: Role | None, *, good: bool) -> None:
        """Say what is to be done; `good`: the first piece may be signed for."""
        self.gate = gate
        cleaning = gate is Gate.CLEANING
        self.cleaned.setVisible(cleaning)
        self.approve.setVisible(not cleaning)
        self.face.tone = "accent" if cleaning or good else "warn"
        if cleaning:
            self.face.say(words.CLEANING_TITLE, "", words.CLEANING_SAID)
        else:
            said = words.APPROVAL_SAID.format(role=label(role) if role is not None else "")
            self.face.say(words.APPROVAL_TITLE, "", said if good else words.APPROVAL_BAD)
        self.update()

    def fit(self) -> None:
        for button in (self.cleaned, self.approve):
            button.setFixedHeight(round(self.tall * 1.2))

    def press(self) -> None:
        """The button of the gate."""
        if self.gate is not None:
            self.passed.emit(self.gate)
