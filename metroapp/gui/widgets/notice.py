"""One sentence about what goes on, with something to press: it blocks nothing."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from metroapp.gui.icons import icon, pixmap
from metroapp.gui.theme import Theme, Tokens
from metroapp.wording import gestures as words


class Notice(QFrame):
    """Hidden when there is nothing to say. Its button does `action` (`pressed`), else puts the sentence away."""

    pressed = Signal(object)

    def __init__(self, theme: Theme, picture: str, action: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = picture
        self._action = action
        self.setProperty("role", "notice")
        self._mark = QLabel()
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.said.setProperty("role", "heading")
        self.button = QPushButton(action)
        self.button.setProperty("role", "primary" if action else "flat")
        self.button.setAccessibleName(action or words.DISMISS)
        self.button.setToolTip(action or words.DISMISS)
        self.button.setIconSize(QSize(20, 20))
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.clicked.connect(self._press)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 4, 8, 4)
        layout.setSpacing(12)
        layout.addWidget(self._mark)
        layout.addWidget(self.said, 1)
        layout.addWidget(self.button)
        theme.changed.connect(self._dress)
        self._dress(theme.tokens)
        self.hide()

    def say(self, text: str) -> None:
        """Say it; nothing hides it."""
        self.said.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))

    def _press(self) -> None:
        if self._action:
            self.pressed.emit(None)
        else:
            self.hide()

    def _dress(self, tokens: Tokens) -> None:
        self._mark.setPixmap(pixmap(self._picture, tokens.accent, 28))
        if not self._action:
            self.button.setIcon(icon("x", tokens.accent, tokens.soft))
