"""Keys of a page that a text field keeps for itself: Enter, Escape and Backspace are first of all for writing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)


def takes_text(widget: QWidget | None) -> bool:
    """Whether a key pressed in this widget would be written somewhere, or choose something in a list."""
    return isinstance(widget, QLineEdit | QAbstractSpinBox | QTextEdit | QPlainTextEdit | QComboBox)


class FreeKeys(QObject):
    """Shortcuts of the window of `page`, at rest while the focus is where their key has another meaning."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._keys: list[tuple[QShortcut, bool]] = []
        self._allowed: dict[QShortcut, Callable[[], bool]] = {}
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._look)

    def add(self, key: str, act: Callable[[], None], allowed: Callable[[], bool], *, presses: bool = False) -> None:
        """`act` when `key` is pressed and `allowed`; `presses`: on a button with the focus it means that button."""
        shortcut = QShortcut(QKeySequence(key), self._page)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(act)
        self._keys.append((shortcut, presses))
        self._allowed[shortcut] = allowed
        self.look()

    def look(self) -> None:
        """What is allowed may have changed."""
        self._look(None, QApplication.focusWidget())

    def _look(self, _before: QWidget | None, now: QWidget | None) -> None:
        writes = takes_text(now)
        on_button = isinstance(now, QAbstractButton)
        for shortcut, presses in self._keys:
            free = not writes and not (presses and on_button)
            shortcut.setEnabled(free and self._allowed[shortcut]())
