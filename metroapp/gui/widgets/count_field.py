"""A number of pieces or of minutes with its name above and what is wrong below; big enough for a glove."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from metroapp.gui.widgets.said import Said
from metroapp.gui.widgets.stepper import Stepper
from metroapp.wording import follow_up as words

_LARGEST = 999_999
_GLOVE = 60  # px: 16 mm at 96 dpi


class CountField(QWidget):
    """It may stay empty: nothing is not zero. `typed` carries the text, whoever wrote it."""

    typed = Signal(object)

    def __init__(self, title: str, *, step: int = 1, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stepper = Stepper(0, _LARGEST, 0, title, step=step)
        self.line = self.stepper.line
        # A sign can be typed: what cannot be is said beside the field, not refused key by key.
        self.line.setValidator(QIntValidator(-_LARGEST, _LARGEST, self))
        self.line.setMaxLength(8)
        self.line.clear()
        self.line.setProperty("role", "count")
        for button, name in zip(self.stepper.buttons, (words.FEWER, words.MORE), strict=True):
            button.setProperty("role", "key")
            button.setFixedWidth(_GLOVE)
            button.setAccessibleName(name.format(name=title))
            button.setToolTip(name.format(name=title))
        self.wrong = Said()
        label = QLabel(title)
        label.setProperty("role", "small")
        label.setBuddy(self.line)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for widget in (label, self.stepper, self.wrong):
            layout.addWidget(widget)
        layout.addStretch(1)
        self.line.textChanged.connect(self._tell)

    def text(self) -> str:
        return self.line.text()

    def show_text(self, text: str) -> None:
        if text != self.line.text():
            self.line.setText(text)

    def say(self, sentence: str) -> None:
        """What is wrong; nothing where it is right."""
        self.wrong.say(words.WRONG.format(sentence=sentence) if sentence else "", "wrong")
        self.line.setAccessibleDescription(sentence)

    def set_read_only(self, read_only: bool) -> None:
        self.line.setReadOnly(read_only)
        for button in self.stepper.buttons:
            button.setEnabled(not read_only)

    def _tell(self, text: str) -> None:
        self.typed.emit(text)
