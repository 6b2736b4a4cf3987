"""The one way from other threads into the window: two signals, queued, received by methods of this object.

The listener is called in the recorder thread and only emits; everything that touches a widget runs in the GUI thread.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from metroapp.domain.message import Refusal
from metroapp.services.events import Event

_log = logging.getLogger(__name__)

Then = Callable[[Any], None]
Otherwise = Callable[[Refusal], None]


@dataclass(frozen=True, slots=True)
class _Call:
    """Something to be called in the GUI thread."""

    target: Callable[..., None]
    value: Any


class Bridge(QObject):
    """Lives in the GUI thread. `happened` carries each event of the workshop; `defect` each bug met on the way."""

    happened = Signal(object)
    defect = Signal(object)
    _event = Signal(object)
    _call = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._closed = False
        self._followed: list[Future[Any]] = []
        self._event.connect(self._relay, Qt.ConnectionType.QueuedConnection)
        self._call.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def take(self, event: Event) -> None:
        """The listener of the workshop: called in the recorder thread."""
        if not self._closed:
            self._event.emit(event)

    def post(self, target: Callable[..., None], value: Any) -> None:
        """Have `target(value)` called in the GUI thread; may be called from any thread."""
        if not self._closed:
            self._call.emit(_Call(target, value))

    def follow(self, future: Future[Any], then: Then | None = None, otherwise: Otherwise | None = None) -> None:
        """Have the result of `future` given to `then`, or its refusal to `otherwise`, in the GUI thread."""
        self._followed = [*(known for known in self._followed if not known.done()), future]

        def settled(done: Future[Any]) -> None:
            try:
                result = done.result()
            except CancelledError:
                return
            except Refusal as refusal:
                if otherwise is not None:
                    self.post(otherwise, refusal)
            except Exception as error:
                _log.exception("a work asked for by the window failed")
                self.post(self._report, error)
            else:
                if then is not None:
                    self.post(then, result)

        future.add_done_callback(settled)

    @property
    def is_waiting(self) -> bool:
        """Whether something followed is not done yet (asked by the GUI thread)."""
        return any(not future.done() for future in self._followed)

    def close(self) -> None:
        """Let nothing more through."""
        self._closed = True

    def _relay(self, event: Event) -> None:
        if not self._closed:
            self.happened.emit(event)

    def _deliver(self, call: _Call) -> None:
        if not self._closed:
            call.target(call.value)

    def _report(self, error: Exception) -> None:
        self.defect.emit(error)
