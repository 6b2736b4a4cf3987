"""The recorder: the one thread that owns the services and every write to the archive.

A flush to the disk takes from a fraction of a millisecond to tens of them; the window, the instruments and the
command line all hand their work to this thread and none of them waits in its own.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from metroapp.domain.message import Refusal

_log = logging.getLogger(__name__)
_IDLE_S = 2.0

T = TypeVar("T")


class Work(Future[T]):
    """What was handed in. `done_at` (ns of `time.monotonic_ns`) is its place among the events of the recorder.

    Who begins to follow it once it is done may have been told of later events already.
    """

    done_at: int | None = None


class Recorder:
    """Runs what it is given, in order, in one thread. `on_idle` runs there too, once after each burst of work."""

    def __init__(self, on_idle: Callable[[], None] | None = None) -> None:
        self._queue: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._on_idle = on_idle
        self._thread = threading.Thread(target=self._run, name="recorder", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def submit(self, work: Callable[..., T], *arguments: Any) -> Work[T]:
        """Have `work` done; the future gives its result or its refusal, `text.unreadable` among them."""
        future: Work[T] = Work()

        def refuse(why: BaseException) -> None:
            future.done_at = time.monotonic_ns()
            future.set_exception(why)

        def run() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                result = work(*arguments)
            except UnicodeEncodeError as error:  # half a sign, wherever it was typed, got as far as a file
                refusal = Refusal("text.unreadable")
                refusal.__cause__ = error
                refuse(refusal)
            except BaseException as error:
                refuse(error)
            else:
                future.done_at = time.monotonic_ns()
                future.set_result(result)

        self._queue.put(run)
        return future

    def post(self, work: Callable[..., None], *arguments: Any) -> None:
        """Have `work` done without waiting for anything; a defect in it is logged and the next work goes on."""
        self._queue.put(lambda: work(*arguments))

    def stop(self) -> None:
        """Finish what was handed in, then end the thread. Idempotent."""
        if self._thread.is_alive():
            self._queue.put(None)
            self._thread.join()

    def _run(self) -> None:
        worked = False
        while True:
            try:
                work = self._queue.get(timeout=_IDLE_S if worked else None)
            except queue.Empty:
                worked = False
                work = self._on_idle or (lambda: None)
            else:
                worked = True
            if work is None:
                return
            try:
                work()
            except Exception:
                _log.exception("a work of the recorder failed")
