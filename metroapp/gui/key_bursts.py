"""Barcode scanners and measuring interfaces are keyboards that type fast: their bursts are told from a hand.

A burst has less than 35 ms between its keys (or what the address of the interface says), looks like a code of ours or
like a line of an interface on the bench, and ends with Enter or Tab; it lands in no field and sets off no shortcut.
Only keys that may begin one are held back: each waits 50 ms at most for the next one. Without an interface on the bench
these are the first letters of our codes alone, so that figures are typed without a delay.

What turns out to be neither is given back whole and in order, a hand's keys as the text of another machine: from the
first key that does not fit until a pause, nothing is held any more. In a field for a password no code of ours is read,
what has neither a mark nor an end is given back, and what is refused is not shown.

A key of a hand that falls into a burst would make another value of it. It betrays itself, for it is still down when the
next key comes; what was typed so is refused, not read.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from shiboken6 import isValid

from metroapp.domain.message import Refusal
from metroapp.gui.key_shortcuts import set_off
from metroapp.services.commands import MOST_SIGNS, is_scan, may_begin_scan, read_scan
from metroapp.services.wedge import GAP_MS, Wedge

_MORE_MS = 10  # a key that may begin a burst waits so much longer for the next one, and the timer has its own delay
HOLD_MS = GAP_MS + _MORE_MS
CUT_MS = 300  # without its end, what is a burst for sure is over
BOUNCE_MS = 40  # the same line again so soon is the same press
_LATE_MS = 25  # a timer later than that: the window was busy, and keys may be waiting behind it
_HIDDEN = "•"
_NEVER = float("-inf")
_KEYS = frozenset({QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride})
_ENDS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab})
_SHIFTS = frozenset({Qt.Key.Key_Shift, Qt.Key.Key_CapsLock})
_FUNCTION_KEYS = range(Qt.Key.Key_F1.value, Qt.Key.Key_F35.value + 1)  # buttons and pedals: no part of any text
_TYPED_WITH = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier

Wedges = Callable[[], Mapping[str, Wedge]]


def _no_wedges() -> Mapping[str, Wedge]:
    return {}


@dataclass(frozen=True, slots=True)
class _Held:
    """A key that waits to be given back to whom it was for."""

    receiver: QObject
    event: QKeyEvent


class KeyBursts(QObject):
    """`scanned` carries a `Scan`, `typed` the line of an interface, `refused` the `Refusal` of a burst that is neither.

    `wedges` gives the interfaces that type on the bench now.
    """

    scanned = Signal(object)
    typed = Signal(object)
    refused = Signal(object)

    def __init__(self, wedges: Wedges = _no_wedges, parent: QObject | None = None) -> None:
        """Watch every key of the application, until `stop`."""
        super().__init__(parent)
        self._wedges = wedges
        self._text = ""  # of the burst so far
        self._held: list[_Held] = []  # its keys, while it may still be a hand
        self._down: set[int] = set()  # its keys that are not released yet
        self._mixed = False  # a key of a hand fell into it
        self._slow = False  # it had a gap that a hand may leave
        self._at_heels = False  # it began at once behind another key: it can only be one of our codes
        self._is_secret = False  # it began in a field for a password
        self._line = ("", _NEVER)  # the last one, and its end
        self._began_ms = self._last_ms = _NEVER  # its first key, and its last one
        self._other_ms = _NEVER  # the last key that was no part of a burst
        self._swallowed: set[int] = set()  # keys whose release is ours too
        self._passed: tuple[QObject, int, str] | None = None  # a press let through: its receivers' parents see it again
        self._giving_back = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._lapse)
        self._due_ms = _NEVER
        application = QGuiApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def stop(self) -> None:
        """Watch no more; what is held is given back."""
        application = QGuiApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        self._give_back()

    # -- the filter ---------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The class first: every event of the program passes here.
        if not isinstance(event, QKeyEvent) or event.type() not in _KEYS or self._giving_back:
            return False
        if event.key() in _SHIFTS or event.key() in _FUNCTION_KEYS:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            return self._keep_from_shortcuts(event)
        if event.type() == QEvent.Type.KeyRelease:
            self._passed = None
            return self._release(watched, event)
        return self._press(watched, event)

    def _keep_from_shortcuts(self, event: QKeyEvent) -> bool:
        """What belongs to a burst, or may, must reach us as a key rather than set off a shortcut."""
        self._passed = None
        if not self._goes_on(event):
            self._interrupt(event)  # what was held comes before what this key sets off
            if not self._begins(event):
                return False
        event.accept()
        return True

    def _release(self, watched: QObject, event: QKeyEvent) -> bool:
        key = event.key()
        if not event.isAutoRepeat():
            self._down.discard(key)
        if any(held.event.key() == key for held in self._held):
            self._held.append(_Held(watched, event.clone()))
            return True
        if key not in self._swallowed:
            return False
        if not event.isAutoRepeat():
            self._swallowed.discard(key)
        return True

    def _press(self, watched: QObject, event: QKeyEvent) -> bool:
        seen = (watched, event.key(), event.text())
        if self._passed is not None and self._passed[0] is not watched and self._passed[1:] == seen[1:]:
            return False  # the same key on its way from the window to a widget, or up to its parents
        self._passed = None
        if self._goes_on(event):
            self._take(watched, event)
            return True
        self._interrupt(event)
        if self._begins(event):
            self._at_heels = self._is_at_heels(event)
            self._is_secret = _is_for_a_password()
            self._take(watched, event)
            return True
        self._other_ms = _NEVER if event.key() in _ENDS else self._moment(event)
        self._passed = seen
        return False

    # -- the burst ----------------------------------------------------------------------------------------------------

    def _begins(self, event: QKeyEvent) -> bool:
        """Whether this key may begin a burst."""
        if not self._writes(event) or event.key() in _ENDS:
            return False
        text, is_secret = event.text(), _is_for_a_password()
        if not is_secret and may_begin_scan(text):
            return True
        wedges = self._wedges_for(at_heels=self._is_at_heels(event))
        return any(wedge.may_become(text) for wedge in wedges)

    def _goes_on(self, event: QKeyEvent) -> bool:
        """Whether this key is one more of the burst, or its end."""
        if not self._text or not self._writes(event):
            return False
        gap, is_end = self._gap(event), event.key() in _ENDS
        if self._is_scan(self._text):
            return gap < CUT_MS
        if gap >= (CUT_MS if self._is_sure() else self._longest_gap()):
            return False
        return self._is_line() if is_end else self._may_become(self._text + event.text())

    def _interrupt(self, event: QKeyEvent) -> None:
        """A key that is no part of the burst; at once behind it, it shows that it was none."""
        if not self._text:
            return
        if self._gap(event) < self._longest_gap() and not self._is_scan(self._text):
            self._other_ms = self._moment(event)
            self._give_back()
        else:
            self._break_off()

    def _is_at_heels(self, event: QKeyEvent) -> bool:
        return self._moment(event) - self._other_ms < GAP_MS

    def _writes(self, event: QKeyEvent) -> bool:
        if event.modifiers() & ~_TYPED_WITH or event.isAutoRepeat():
            return False
        return (bool(event.text()) and event.text().isprintable()) or event.key() in _ENDS

    def _wedges_for(self, *, at_heels: bool) -> list[Wedge]:
        return [] if at_heels else list(self._wedges().values())

    def _those(self) -> list[Wedge]:
        """The interfaces whose burst it may be."""
        return self._wedges_for(at_heels=self._at_heels)

    def _is_scan(self, text: str) -> bool:
        return not self._is_secret and is_scan(text)

    def _may_become(self, text: str) -> bool:
        if not self._is_secret and may_begin_scan(text):
            return True
        return any(wedge.may_become(text) for wedge in self._those())

    def _is_sure(self) -> bool:
        """No hand types so much of it so fast."""
        return self._is_scan(self._text) or any(wedge.is_sure(self._text) for wedge in self._those())

    def _is_line(self) -> bool:
        return any(wedge.is_line(self._text) for wedge in self._those())

    def _longest_gap(self) -> int:
        """Between its last key and the next one."""
        return max([GAP_MS, *(wedge.gap for wedge in self._those() if wedge.may_become(self._text))])

    def _take(self, watched: QObject, event: QKeyEvent) -> None:
        if self._text and self._gap(event) >= self._longest_gap():
            self._slow = True
        self._last_ms = self._moment(event)
        if not self._text:
            self._began_ms = self._last_ms
        key = event.key()
        if self._down - {key}:
            self._mixed = True  # an interface lets go of a key before it presses the next one
        if key in _ENDS:
            self._swallowed |= {*self._down, key}
            self._finish()
            return
        self._down.add(key)
        self._text = (self._text + event.text())[: MOST_SIGNS + 1]  # one more than can be read: refused, and bounded
        self._held.append(_Held(watched, event.clone()))
        self._wait(CUT_MS if self._is_sure() else self._longest_gap() + _MORE_MS)

    def _finish(self) -> None:
        """The end came: a code, or a line."""
        scans, mixed = self._is_scan(self._text), self._mixed
        began_ms, text = self._began_ms, self._forget()
        self._held.clear()
        (line, ended_ms), self._line = self._line, (text, self._last_ms)
        if scans:
            try:
                self.scanned.emit(read_scan(text))
            except Refusal as refusal:
                self.refused.emit(refusal)
        elif mixed:
            self.refused.emit(Refusal("wedge.mixed", text=self._shown(text)))
        elif text == line and began_ms - ended_ms < BOUNCE_MS:
            self.refused.emit(Refusal("wedge.repeated", text=self._shown(text)))
        else:
            self.typed.emit(text)

    def _break_off(self) -> None:
        """The burst ends here, without its end: a machine's is refused, a hand gets its keys back."""
        text = self._text
        if self._is_scan(text):
            self._drop()
            self.refused.emit(Refusal("scan.cut", text=text[:MOST_SIGNS]))
        elif not self._slow and self._is_cut(text):
            self._drop()
            self.refused.emit(Refusal("wedge.cut", text=self._shown(text)))
        else:
            self._give_back()

    def _is_cut(self, text: str) -> bool:
        """In a field for a password it may be the code, typed without its end: only a mark shows that it is not."""
        return any(wedge.is_cut(text) for wedge in self._those() if wedge.prefix or not self._is_secret)

    def _shown(self, text: str) -> str:
        """What a refusal may show of it: a key of a code may be in it."""
        return _HIDDEN * len(text[:MOST_SIGNS]) if self._is_secret else text[:MOST_SIGNS]

    def _drop(self) -> None:
        self._swallowed |= self._down
        self._forget()
        self._held.clear()

    def _forget(self) -> str:
        text, self._text = self._text, ""
        self._down.clear()
        self._mixed = self._slow = False
        self._timer.stop()
        return text

    def _give_back(self) -> None:
        self._forget()
        held, self._held = self._held, []
        self._giving_back = True
        try:
            for one in held:
                if isValid(one.receiver) and not set_off(one.receiver, one.event):
                    QCoreApplication.sendEvent(one.receiver, one.event)
        finally:
            self._giving_back = False

    # -- time ---------------------------------------------------------------------------------------------------------

    def _wait(self, milliseconds: int) -> None:
        self._due_ms = time.monotonic() * 1000 + milliseconds
        self._timer.start(milliseconds)

    def _lapse(self) -> None:
        """No key came in time; where the window was too busy to see one, those that wait are looked at first."""
        if time.monotonic() * 1000 - self._due_ms > _LATE_MS:
            self._wait(0)
        else:
            self._break_off()

    def _moment(self, event: QKeyEvent) -> float:
        """When the key was pressed, in ms: as the system says, so that a window late to look still tells a burst."""
        return float(event.timestamp()) or time.monotonic() * 1000

    def _gap(self, event: QKeyEvent) -> float:
        gap = self._moment(event) - self._last_ms
        return gap if gap >= 0 else float("inf")


def _is_for_a_password() -> bool:
    """Whether what has the focus hides what is typed: a password manager types fast too."""
    focused = QApplication.focusWidget()
    return isinstance(focused, QLineEdit) and focused.echoMode() is not QLineEdit.EchoMode.Normal
