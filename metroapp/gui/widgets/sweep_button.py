"""The button that begins a sweep, in the card of the box expected."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

from metroapp.gui.icons import icon
from metroapp.gui.theme import Theme, Tokens
from metroapp.wording import sweeps as words
from metroapp.wording import window

_KEY = Qt.Key.Key_F12


class SweepButton(QPushButton):
    """It takes the focus by the keyboard only."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        key = QKeySequence(_KEY)
        named = window.KEYED.format(text=words.SWEEP, key=key.toString(QKeySequence.SequenceFormat.NativeText))
        super().__init__(f" {named}", parent)
        self.setAccessibleName(words.SWEEP)
        self.setProperty("role", "primary")
        self.setIconSize(QSize(22, 22))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        # Not the button's own: that one holds the button down for a tenth of a second before it acts.
        shortcut = QShortcut(key, self)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(self.click)
        theme.changed.connect(self._dress)
        self._dress(theme.tokens)

    def _dress(self, tokens: Tokens) -> None:
        self.setIcon(icon("chart-line", tokens.on_accent, tokens.soft))
