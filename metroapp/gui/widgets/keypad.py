"""Digits under the finger, gloves on: they type into the line of the code as the keyboard does."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QWidget

from metroapp.gui.icons import icon
from metroapp.gui.theme import Theme, Tokens
from metroapp.wording import presence as words

_WIDTH, _HEIGHT = 92, 62  # px: over 16 mm at 96 dpi, a gloved thumb


class Keypad(QWidget):
    """Its keys never take the focus: the cursor stays in the line."""

    def __init__(self, line: QLineEdit, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = line
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        self.digits: dict[str, QPushButton] = {}
        for place, digit in enumerate("123456789"):
            layout.addWidget(self._digit(digit), *divmod(place, 3))
        self.clear = self._key(words.CLEAR_SIGN, words.CLEAR)
        self.clear.clicked.connect(self._clear)
        self.erase = self._key("", words.ERASE)
        self.erase.setIconSize(QSize(30, 30))
        self.erase.setAutoRepeat(True)
        self.erase.clicked.connect(self._erase)
        layout.addWidget(self.clear, 3, 0)
        layout.addWidget(self._digit("0"), 3, 1)
        layout.addWidget(self.erase, 3, 2)
        theme.changed.connect(self._dress)
        self._dress(theme.tokens)

    def _digit(self, digit: str) -> QPushButton:
        button = self._key(digit, words.DIGIT.format(digit=digit))
        button.clicked.connect(lambda _checked=False: self._type(digit))
        self.digits[digit] = button
        return button

    def _key(self, text: str, name: str) -> QPushButton:
        button = QPushButton(text)
        button.setProperty("role", "key")
        button.setAccessibleName(name)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setFixedSize(_WIDTH, _HEIGHT)
        return button

    def _type(self, digit: str) -> None:
        if self._line.isEnabled():
            self._line.setFocus(Qt.FocusReason.OtherFocusReason)
            self._line.insert(digit)

    def _erase(self) -> None:
        self._line.backspace()

    def _clear(self) -> None:
        self._line.clear()

    def _dress(self, tokens: Tokens) -> None:
        self.erase.setIcon(icon("delete", tokens.ink, tokens.soft))
