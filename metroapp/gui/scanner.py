"""The barcode scanner: a keyboard that types fast. Its bursts are told from a hand, and land in no field.

A hand never types the prefix of our codes with less than 35 ms between keys. Only keys that may begin the prefix are
held back, for 50 ms at most, and given back as they came when it was a hand after all. Hence no shortcut of the
window may be one of those keys alone: M, comma, question mark, colon, semicolon.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from shiboken6 import isValid

from metroapp.domain.message import Refusal
from metroapp.services.commands import FOREIGN_PREFIXES, MOST_SIGNS, PREFIX, read_scan

GAP_MS = 35  # between two keys of a scanner, at most, while it may still be a hand
HOLD_MS = 50  # how long a key that may begin a scan waits for the next one
CUT_MS = 300  # without its end, a scan is over
_PREFIXES = (PREFIX, *FOREIGN_PREFIXES)
_KEYS = frozenset({QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride})
_ENDS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab})
_SHIFTS = frozenset({Qt.Key.Key_Shift, Qt.Key.Key_CapsLock})
_TYPED_WITH = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


@dataclass(frozen=True, slots=True)
class _Held:
    """A key that waits to be given back to whom it was for."""

    receiver: QObject
    event: QKeyEvent


class ScannerWatch(QObject):
    """`scanned` carries a `Scan`, `refused` the `Refusal` of a burst that is none of our codes."""

    scanned = Signal(object)
    refused = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Watch every key of the application, until `stop`."""
        super().__init__(parent)
        self._text = ""  # of the burst so far
        self._held: list[_Held] = []  # its keys, while it may still be a hand
        self._last_ms = 0.0
        self._swallowed: set[int] = set()  # keys whose release is ours too
        self._passed: tuple[QObject, int, str] | None = None  # a press let through: its receivers' parents see it again
        self._giving_back = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._lapse)
        application = QGuiApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def stop(self) -> None:
        """Watch no more; what is held is given back."""
        application = QGuiApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        self._give_back()

    def _is_scan(self) -> bool:
        """Whether the prefix is complete: no hand types so fast."""
        return self._text[: len(PREFIX)] in _PREFIXES

    # -- the filter ---------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in _KEYS or self._giving_back or not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            return self._keep_from_shortcuts(event)
        if event.type() == QEvent.Type.KeyRelease:
            self._passed = None
            return self._release(event)
        return self._press(watched, event)

    def _keep_from_shortcuts(self, event: QKeyEvent) -> bool:
        """What belongs to a scan, or may, must reach us as a key rather than set off a shortcut."""
        self._passed = None
        if not self._would_take(event):
            return False
        event.accept()
        return True

    def _release(self, event: QKeyEvent) -> bool:
        if event.key() not in self._swallowed:
            return False
        if not event.isAutoRepeat():
            self._swallowed.discard(event.key())
        return True

    def _press(self, watched: QObject, event: QKeyEvent) -> bool:
        seen = (watched, event.key(), event.text())
        if self._passed is not None and self._passed[0] is not watched and self._passed[1:] == seen[1:]:
            return False  # the same key on its way from the window to a widget, or up to its parents
        self._passed = None
        if event.key() in _SHIFTS:
            return False
        if not self._would_take(event):
            self._break_off()
            if not self._would_take(event):
                self._passed = seen
                return False
        self._take(watched, event)
        return True

    # -- the burst ----------------------------------------------------------------------------------------------------

    def _would_take(self, event: QKeyEvent) -> bool:
        """Whether this key goes on the burst, or may begin one."""
        if event.modifiers() & ~_TYPED_WITH or event.isAutoRepeat():
            return False
        if self._is_scan():
            return self._gap(event) < CUT_MS and (bool(event.text()) or event.key() in _ENDS)
        in_time = not self._text or self._gap(event) < GAP_MS
        longer = (self._text + event.text()).upper()
        return bool(event.text()) and in_time and any(prefix.startswith(longer) for prefix in _PREFIXES)

    def _take(self, watched: QObject, event: QKeyEvent) -> None:
        self._last_ms = self._moment(event)
        if self._is_scan():
            self._swallowed.add(event.key())
            if event.key() in _ENDS:
                self._finish()
            else:
                self._more_of_the_scan(event.text())
            return
        self._text = (self._text + event.text()).upper()
        self._held.append(_Held(watched, event.clone()))
        if self._is_scan():
            self._swallowed.update(held.event.key() for held in self._held)
            self._held.clear()
        self._timer.start(CUT_MS if self._is_scan() else HOLD_MS)

    def _more_of_the_scan(self, text: str) -> None:
        self._text = (self._text + text)[: MOST_SIGNS + 1]  # one more than can be read: refused, and bounded
        self._timer.start(CUT_MS)

    def _finish(self) -> None:
        text = self._forget()
        try:
            scan = read_scan(text)
        except Refusal as refusal:
            self.refused.emit(refusal)
        else:
            self.scanned.emit(scan)

    def _break_off(self) -> None:
        """The burst ends here, without its end: a scan is refused, a hand gets its keys back."""
        if self._is_scan():
            self.refused.emit(Refusal("scan.cut", text=self._forget()[:MOST_SIGNS]))
        else:
            self._give_back()

    def _lapse(self) -> None:
        self._break_off()

    def _forget(self) -> str:
        text, self._text = self._text, ""
        self._timer.stop()
        return text

    def _give_back(self) -> None:
        self._forget()
        held, self._held = self._held, []
        self._giving_back = True
        try:
            for key in held:
                if isValid(key.receiver):
                    QCoreApplication.sendEvent(key.receiver, key.event)
        finally:
            self._giving_back = False

    # -- time ---------------------------------------------------------------------------------------------------------

    def _moment(self, event: QKeyEvent) -> float:
        """When the key was pressed, in ms: as the system says, so that a window late to look still tells a scanner."""
        return float(event.timestamp()) or time.monotonic() * 1000

    def _gap(self, event: QKeyEvent) -> float:
        gap = self._moment(event) - self._last_ms
        return gap if gap >= 0 else float("inf")
