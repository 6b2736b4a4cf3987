"""A code to type, with the digits under the finger: whose it is, the line, the keypad, and one big button."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from metroapp.domain.people import LONGEST_SECRET
from metroapp.gui.icons import icon
from metroapp.gui.theme import Theme, Tokens
from metroapp.gui.widgets.keypad import Keypad
from metroapp.wording import presence as words


class SecretEntry(QWidget):
    """`entered` carries the secret, which is asked again after each try: it never stays on the screen."""

    entered = Signal(object)

    def __init__(self, text: str, picture: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = picture
        self._name = ""
        self.setFixedWidth(312)
        self.label = QLabel(words.CODE)
        self.label.setWordWrap(True)
        self.line = secret_line(words.CODE)
        self.line.setProperty("role", "secret")
        self.label.setBuddy(self.line)
        self.keypad = Keypad(self.line, theme)
        self.button = QPushButton(f" {text}")
        self.button.setProperty("role", "big")
        self.button.setAccessibleName(text)
        self.button.setIconSize(QSize(26, 26))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.label)
        layout.addWidget(self.line)
        layout.addWidget(self.keypad, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self.button)
        self.line.returnPressed.connect(self.submit)
        self.line.textChanged.connect(self._enable)
        self.button.clicked.connect(self.submit)
        theme.changed.connect(self._dress)
        self._dress(theme.tokens)
        self.ask("")

    def ask(self, name: str) -> None:
        """Ask for the code of somebody; of nobody, nothing can be typed."""
        self._name = name
        said = words.CODE_OF.format(name=name) if name else words.CODE
        self.label.setText(said)
        self.line.setAccessibleName(said)
        self.line.clear()
        self._enable("")
        if name:
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> None:
        """Hand the code over, once: the answer enables the entry again."""
        if self.button.isEnabled():
            secret = self.line.text()
            self.setEnabled(False)
            self.entered.emit(secret)

    def ask_again(self) -> None:
        """The answer came back."""
        self.setEnabled(True)
        self.ask(self._name)

    def _enable(self, _text: str) -> None:
        self.line.setEnabled(bool(self._name))
        self.keypad.setEnabled(bool(self._name))
        self.button.setEnabled(bool(self._name and self.line.text()))

    def _dress(self, tokens: Tokens) -> None:
        self.button.setIcon(icon(self._picture, tokens.on_accent, tokens.soft))


def secret_line(name: str) -> QLineEdit:
    """A line that shows dots; what is typed in it is neither remembered nor suggested."""
    line = QLineEdit()
    line.setEchoMode(QLineEdit.EchoMode.Password)
    line.setInputMethodHints(
        Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
    )
    line.setMaxLength(LONGEST_SECRET)
    line.setAccessibleName(name)
    return line
