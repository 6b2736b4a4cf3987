"""The end of a phase: what is left, by balloon and piece, then the code of the candidate. Nothing is forced."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from metroapp.domain.message import Refusal
from metroapp.domain.people import Signature
from metroapp.gui.dialogs.question import Question
from metroapp.gui.theme import Theme
from metroapp.gui.widgets.keypad import Keypad
from metroapp.gui.widgets.secret_entry import secret_line
from metroapp.wording import exam_clock as words


class EndingDialog(Question):
    """`confirmed` carries the Signature of `name`; what is left comes a moment after the dialog (`show_left`)."""

    def __init__(self, phase: str, name: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(words.END_TITLE.format(phase=phase), words.END, parent)
        self.setMinimumWidth(860)
        self._name = name
        self.left = QLabel(words.END_READING)
        self.left.setWordWrap(True)
        self.left.setTextFormat(Qt.TextFormat.PlainText)
        final = QLabel(words.END_FINAL)
        final.setWordWrap(True)
        final.setProperty("role", "heading")
        label = QLabel(words.END_CODE)
        self.secret = secret_line(words.END_CODE)
        self.secret.setProperty("role", "secret")
        label.setBuddy(self.secret)
        self.keypad = Keypad(self.secret, theme)
        facts = QVBoxLayout()
        facts.setSpacing(12)
        facts.addWidget(self.left)
        facts.addStretch(1)
        facts.addWidget(final)
        code = QVBoxLayout()
        code.setSpacing(8)
        for widget in (label, self.secret, self.keypad):
            code.addWidget(widget)
        code.addStretch(1)
        across = QHBoxLayout()
        across.setSpacing(28)
        across.addLayout(facts, 1)
        across.addLayout(code)
        self.body.addLayout(across)
        self.secret.setFocus()

    def show_left(self, left: Sequence[str]) -> None:
        """What is left, a paragraph each; nothing of it stops the signature."""
        self.left.setText("\n\n".join((words.LEFT_TITLE, *left)) if left else words.NOTHING_LEFT)
        self.fit()

    def accept_answer(self) -> None:
        self.said.clear()
        self.confirm.setEnabled(False)  # one press, one signature
        self.confirmed.emit(Signature(self._name, self.secret.text()))

    def refuse(self, refusal: Refusal) -> None:
        super().refuse(refusal)
        self.confirm.setEnabled(True)
        self.secret.clear()
        self.secret.setFocus()
