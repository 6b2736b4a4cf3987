"""What is to be done now in a verification, in one big sentence; beside it, what the instrument shows."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QSizePolicy, QWidget

from metroapp.domain.quantity import Quantity, Unit
from metroapp.gui.widgets.record_head import ElidedLabel
from metroapp.wording import verifying as words
from metroapp.wording.numbers import UNIT_SYMBOLS, quantity


class VerifyingCard(QFrame):
    """The sentence, the standard under it, and the live reading of the instrument."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice")
        self.sentence, self.live, self.instrument = QLabel(), QLabel(words.NO_LIVE), QLabel()
        self.sentence.setProperty("role", "title")
        self.sentence.setWordWrap(True)
        self.under = ElidedLabel()
        self.live.setProperty("role", "no-reading")
        self.instrument.setProperty("role", "small")
        layout = QGridLayout(self)
        layout.setContentsMargins(16, 8, 16, 8)
        layout.setHorizontalSpacing(20)
        layout.setVerticalSpacing(2)
        layout.addWidget(self.sentence, 0, 0)
        layout.addWidget(self.under, 1, 0)
        layout.addWidget(self.live, 0, 1)
        layout.addWidget(self.instrument, 1, 1)
        layout.setColumnStretch(0, 1)
        layout.setRowStretch(0, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(104)

    def show_means(self, number: str) -> None:
        self.instrument.setText(words.LIVE.format(number=number))

    def say(self, sentence: str, under: str) -> None:
        self.sentence.setText(sentence)
        self.sentence.setAccessibleName(sentence)
        self.under.say(under)

    def end(self, sentence: str) -> None:
        """Nothing is read any more."""
        self.say(sentence, "")
        self.live.hide()
        self.instrument.hide()

    def show_live(self, found: Quantity) -> None:
        self.live.setText(quantity(found))
        self.live.setAccessibleName(f"{self.instrument.text()} {self.live.text()}")
        if self.live.property("role") != "reading":
            self.live.setProperty("role", "reading")
            self.live.style().unpolish(self.live)
            self.live.style().polish(self.live)


class TypedReading(QWidget):
    """A reading that is typed: for an instrument without a cable, or whose cable says nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line, self.button = QLineEdit(), QPushButton(words.TAKE)
        self.line.setObjectName("tall")
        self.button.setObjectName("tall")
        self.line.setAccessibleName(words.TYPED)
        self.line.setMaxLength(24)
        self.line.setMaximumWidth(150)
        self.button.setAccessibleName(words.TAKE)
        self.button.setAutoDefault(False)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.line)
        layout.addWidget(self.button)

    def ask(self, unit: Unit) -> None:
        self.line.setPlaceholderText(words.TYPED_HINT.format(unit=UNIT_SYMBOLS[unit]))

    def taken(self) -> str:
        """What was typed; the line is left empty for the next one."""
        text = self.line.text().strip()
        self.line.clear()
        self.line.setFocus()
        return text
