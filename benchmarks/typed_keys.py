"""How long a figure that a hand types waits for its field, with an interface that types on the bench and without.

Both are measured in the same run, in a real window offscreen: the time from the key to the text of the field. With an
interface a figure waits until it can be no burst (50 ms at most); without one it is written at once. Beside them,
the time from the Enter of a line of an interface to its reading handed over. Nothing is asserted.
"""

from __future__ import annotations

import os
import statistics
import time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit

from metroapp.app import prepare
from metroapp.gui.key_bursts import HOLD_MS, KeyBursts
from metroapp.services.wedge import Wedge

KEYS, PACE_MS = 60, 80


def _press(field: QLineEdit, sign: str, at_ms: float) -> None:
    key = Qt.Key.Key_Return if sign == "\r" else QKeySequence(sign)[0].key()
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, sign)
        event.setTimestamp(round(at_ms))
        QApplication.sendEvent(field.window().windowHandle(), event)


def _delays(field: QLineEdit) -> list[float]:
    """Milliseconds from each key to its sign in the field."""
    found = []
    for place in range(KEYS):
        field.clear()
        begun = time.perf_counter()
        _press(field, str(place % 10), time.monotonic() * 1000)
        while not field.text():
            QCoreApplication.processEvents()
        found.append(1000 * (time.perf_counter() - begun))
        while time.perf_counter() - begun < PACE_MS / 1000:
            QCoreApplication.processEvents()
    return found


def _lines(field: QLineEdit, bursts: KeyBursts) -> list[float]:
    """Milliseconds from the last key of a line to its text handed over."""
    found: list[float] = []
    heard: list[str] = []
    bursts.typed.connect(heard.append)
    for _ in range(KEYS):
        at = time.monotonic() * 1000
        for place, sign in enumerate("12.345"):
            _press(field, sign, at + place)
        begun, before = time.perf_counter(), len(heard)
        _press(field, "\r", at + 6)
        while len(heard) == before:
            QCoreApplication.processEvents()
        found.append(1000 * (time.perf_counter() - begun))
    return found


def _say(what: str, found: list[float]) -> None:
    ranked = sorted(found)
    p95 = ranked[int(len(ranked) * 0.95)]
    print(f"{what:<58} {statistics.median(found):8.2f} {p95:8.2f} {ranked[-1]:8.2f}")


def main() -> None:
    prepare(offscreen=True)
    field = QLineEdit()
    field.show()
    field.activateWindow()
    field.setFocus()
    while not field.hasFocus():
        QCoreApplication.processEvents()
    on_bench: dict[str, Wedge] = {}
    bursts = KeyBursts(lambda: on_bench)
    print(f"{KEYS} keys, one every {PACE_MS} ms; ms{'':<35} {'median':>16} {'p95':>8} {'worst':>8}")
    _say("a figure, nothing that types on the bench", _delays(field))
    on_bench["CL-01"] = Wedge("M")
    _say("a figure, an interface with a prefix", _delays(field))
    on_bench["CL-01"] = Wedge()
    _say(f"a figure, an interface without a prefix (held {HOLD_MS} ms)", _delays(field))
    _say("a line of the interface, from its Enter", _lines(field, bursts))
    bursts.stop()


if __name__ == "__main__":
    main()
