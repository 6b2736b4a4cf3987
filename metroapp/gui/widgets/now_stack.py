"""What is to be done now, in one place: answer, pass a gate, or measure the box expected."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from metroapp.domain.measurement import BoxKey
from metroapp.domain.people import Role
from metroapp.domain.record_options import Gate
from metroapp.gui.theme import Theme
from metroapp.gui.widgets.expected_card import ExpectedCard
from metroapp.gui.widgets.gate_card import GateCard
from metroapp.gui.widgets.question_card import QuestionCard
from metroapp.services.events import Asked


class NowStack(QStackedWidget):
    """The question goes before the gate, the gate before the box; what is under comes back as it was."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.expected = ExpectedCard(theme)
        self.question = QuestionCard(theme)
        self.gates = GateCard(theme)
        self.gate: Gate | None = None
        for card in (self.expected, self.question, self.gates):
            self.addWidget(card)
        self.question.left.connect(self._left)

    @property
    def is_asked(self) -> bool:
        """Whether a value waits for its answer."""
        return self.question.asks

    @property
    def asks_why(self) -> bool:
        """Whether the reasons of a retake are shown."""
        return self.currentWidget() is self.question and self.question.asks_why

    def ask(self, asked: Asked) -> None:
        self.question.ask(asked)
        self._show()

    def ask_why(self, box: BoxKey) -> None:
        """Only the reason of a retake."""
        self.question.ask_why(box)
        self._turn_to(self.question)

    def pass_gate(self, gate: Gate | None, role: Role | None, *, good: bool) -> None:
        """The gate before the box now expected, if any."""
        self.gate = gate if gate in (Gate.CLEANING, Gate.APPROVAL, Gate.DATUM) else None
        if self.gate is not None:
            self.gates.ask(self.gate, role, good=good, expectation=self.expected.expectation)
        self._show()

    def _left(self, _nothing: object) -> None:
        self._show()

    def _show(self) -> None:
        shown: QWidget = self.expected
        if self.question.asks:
            shown = self.question
        elif self.gate is not None:
            shown = self.gates
        self._turn_to(shown)

    def _turn_to(self, shown: QWidget) -> None:
        """Show a card; no button of it takes the focus, for a key must not fall on it."""
        if shown is self.currentWidget():
            return
        focused = QApplication.focusWidget()
        here = focused is not None and self.isAncestorOf(focused)
        if here:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setCurrentWidget(shown)
        if shown is self.expected and (here or focused is self):
            self.expected.take_focus()
