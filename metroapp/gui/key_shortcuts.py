"""The shortcut of a key that was held back: the system looks for one only when it brings the key itself."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget


def set_off(receiver: QObject, event: QKeyEvent) -> bool:
    """Do what the system does with a key before it reaches `receiver`; whether a shortcut took it.

    Only keys that write something are held back, so that Ctrl, Alt and the shortcuts of buttons do not come here.
    """
    if event.type() != QEvent.Type.KeyPress:
        return False
    focused = QApplication.focusWidget()
    override = QKeyEvent(QEvent.Type.ShortcutOverride, event.key(), event.modifiers(), event.text())
    override.ignore()
    QCoreApplication.sendEvent(receiver if focused is None else focused, override)
    if override.isAccepted():
        return False  # a field writes it
    shortcut = _shortcut(event.key())
    if shortcut is not None:
        shortcut.activated.emit()
    return shortcut is not None


def _shortcut(key: int) -> QShortcut | None:
    window = QApplication.activeModalWidget() or QApplication.activeWindow()
    if window is None:
        return None
    wanted = QKeySequence(key)
    for shortcut in window.findChildren(QShortcut):
        place = shortcut.parent()
        if shortcut.key() != wanted or not shortcut.isEnabled() or not isinstance(place, QWidget):
            continue
        if shortcut.context() in (Qt.ShortcutContext.WindowShortcut, Qt.ShortcutContext.ApplicationShortcut) and (
            place.isVisible() and place.isEnabled() and place.window() is window
        ):
            return shortcut
    return None
