"""What a scanner or an interface types, with times of its own: a busy machine stretches no burst of a test."""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from metroapp.services.commands import Scan, code_of
from tests.gui.bench_window import Bench

_GAP_MS = 4


def type_fast(bench: Bench, text: str, end: str = "\r") -> None:
    """Its keys, into whatever window has the focus."""
    window = QApplication.activeWindow()
    assert window is not None
    _type(window, text + end)
    bench.until_quiet()


def scan(bench: Bench, read: Scan) -> None:
    """A code, as a scanner types it, into the window of the program."""
    bench.window.activateWindow()
    _type(bench.window, code_of(read) + "\r")
    bench.until_quiet()


def _type(window: QWidget, text: str) -> None:
    at = round(time.monotonic() * 1000)
    for place, sign in enumerate(text):
        key = Qt.Key.Key_Return if sign == "\r" else QKeySequence(sign)[0].key()
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, sign)
            event.setTimestamp(at + _GAP_MS * place)
            QApplication.sendEvent(window.windowHandle(), event)
