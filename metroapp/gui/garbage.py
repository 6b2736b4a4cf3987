"""Garbage is collected in the GUI thread only.

Python collects cycles in whichever thread allocates last. A closed dialog is often part of a cycle: collected by the
recorder thread, its Qt half is destroyed outside the GUI thread and the process dies.

A full collection stops the window for as long as it walks through what is alive. The modules and tables of the program
are most of that and never die: they are left out.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 1000


class _Collector(QObject):
    """Does from a timer what the interpreter would have done: each generation when its count asks for it."""

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self._collect)
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def _collect(self) -> None:
        for generation, (count, threshold) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)):
            if count > threshold:
                gc.collect(generation)


@contextmanager
def collected_in_this_thread() -> Iterator[None]:
    """Around everything that makes widgets, in the GUI thread."""
    was_enabled = gc.isenabled()
    gc.disable()
    gc.collect()
    gc.freeze()
    collector = _Collector()
    try:
        yield
    finally:
        collector.stop()
        gc.unfreeze()
        gc.collect()
        if was_enabled:
            gc.enable()
