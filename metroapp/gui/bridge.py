"""The one way from other threads into the window: one queue, emptied in the GUI thread in the order of the calls.

The listener is called in the recorder thread and only queues; everything that touches a widget runs in the GUI thread.
Events that follow each other closely are delivered together, and painted once; a result that was asked for does not
wait, nor what came before it. A result that was there before anybody followed it takes its place among the events: what
happened after it would be hidden by what was true before.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from metroapp.domain.message import Refusal
from metroapp.services.events import Event
from metroapp.services.recorder import Work

_log = logging.getLogger(__name__)
_REST_MS = 33  # between two deliveries of events: nobody sees more pictures a second
_LONGEST_S = 0.015  # of a delivery, before the window may paint and hear its keys

Then = Callable[[Any], None]
Otherwise = Callable[[Refusal], None]


class Bridge(QObject):
    """Lives in the GUI thread. `happened` carries each event of the workshop; `defect` each bug met on the way."""

    happened = Signal(object)
    defect = Signal(object)
    _woken = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._closed = False
        self._followed: list[Future[Any]] = []
        self._home = threading.get_ident()
        self._queue: deque[tuple[int, Callable[..., None], Any]] = deque()  # since when (ns), what is called, with what
        self._is_asleep = True  # the next event wakes it up
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._deliver)
        self._woken.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def take(self, event: Event) -> None:
        """The listener of the workshop: called in the recorder thread."""
        if self._closed:
            return
        self._queue.append((time.monotonic_ns(), self.happened.emit, event))
        if self._is_asleep:
            self._is_asleep = False
            self._woken.emit()

    def post(self, target: Callable[..., None], value: Any) -> None:
        """Have `target(value)` called in the GUI thread; may be called from any thread."""
        if not self._closed:
            self._queue.append((time.monotonic_ns(), target, value))
            self._woken.emit()

    def _post_of(self, work: Future[Any], target: Callable[..., None], value: Any) -> None:
        """Post a result where it belongs: in this thread it was there before it was followed."""
        done_at = work.done_at if isinstance(work, Work) else None
        if self._closed or done_at is None or threading.get_ident() != self._home:
            self.post(target, value)
            return
        # Other threads append only: this place stays the same while it is looked for.
        place = next((place for place, (at, *_) in enumerate(tuple(self._queue)) if at > done_at), len(self._queue))
        self._queue.insert(place, (done_at, target, value))
        self._woken.emit()

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
                    self._post_of(done, otherwise, refusal)
            except Exception as error:
                _log.exception("a work asked for by the window failed")
                self.post(self._report, error)
            else:
                if then is not None:
                    self._post_of(done, then, result)

        future.add_done_callback(settled)

    @property
    def is_waiting(self) -> bool:
        """Whether something followed is not done yet, or not delivered (asked by the GUI thread)."""
        return bool(self._queue) or any(not future.done() for future in self._followed)

    def close(self) -> None:
        """Let nothing more through."""
        self._closed = True

    def _deliver(self) -> None:
        """Call what is queued; once nothing came during a rest, sleep."""
        if self._closed:
            return
        if not self._queue:
            self._is_asleep = True
            if not self._queue:  # else it was queued just before
                return
            self._is_asleep = False
        self._rest.start(_REST_MS)  # first: a dialog that one of them opens goes on receiving
        end = time.monotonic() + _LONGEST_S
        while self._queue and not self._closed and time.monotonic() < end:
            _, target, value = self._queue.popleft()
            target(value)
        if self._queue:
            self._rest.start(0)

    def _report(self, error: Exception) -> None:
        self.defect.emit(error)
