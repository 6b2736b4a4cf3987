"""What comes before the next reading: the pieces are clean, the first piece is signed, the piece lies on its datums.

One button, very large.
"""

from __future__ import annotations

from PySide6.QtCore import Signal

from metroapp.domain.people import Role
from metroapp.domain.record_options import Gate
from metroapp.gui.how_to import datum_picture
from metroapp.gui.theme import Theme
from metroapp.gui.widgets.big_button import BigButton
from metroapp.gui.widgets.turn_card import TurnCard
from metroapp.services.bench_views import Expectation
from metroapp.wording import geometric_methods as methods
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
        self.rested = BigButton(theme, methods.DATUM_SET, "check", "good", words.TAKE_KEY)
        for button in (self.cleaned, self.approve, self.rested):
            self.below.addWidget(button)
            button.clicked.connect(self.press)

    def ask(self, gate: Gate, role: Role | None, *, good: bool, expectation: Expectation | None = None) -> None:
        """Say what is to be done; `good`: the first piece may be signed for. `expectation`: what comes after."""
        self.gate = gate
        buttons = {Gate.CLEANING: self.cleaned, Gate.DATUM: self.rested}
        for button in (self.cleaned, self.approve, self.rested):
            button.setVisible(button is buttons.get(gate, self.approve))
        self.face.tone = "accent" if gate is not Gate.APPROVAL or good else "warn"
        self.face.picture = None
        if gate is Gate.CLEANING:
            self.face.say(words.CLEANING_TITLE, "", words.CLEANING_SAID)
        elif gate is Gate.DATUM and expectation is not None:
            asked = expectation.characteristic
            self.face.picture = datum_picture(asked)
            title = methods.DATUM_TITLE.format(datums=", ".join(asked.rests_on))
            self.face.say(title, "", methods.datum_said(asked, expectation.box.piece))
        else:
            said = words.APPROVAL_SAID.format(role=label(role) if role is not None else "")
            self.face.say(words.APPROVAL_TITLE, "", said if good else words.APPROVAL_BAD)
        self.update()

    def fit(self) -> None:
        for button in (self.cleaned, self.approve, self.rested):
            button.setFixedHeight(round(self.tall * 1.2))

    def press(self) -> None:
        """The button of the gate."""
        if self.gate is not None:
            self.passed.emit(self.gate)
