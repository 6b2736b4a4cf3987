"""Long work of the window: one plain thread that does one thing after the other, with progress and cancel."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from metroapp.gui.bridge import Bridge, Otherwise, Then

OnProgress = Callable[[tuple[int, int]], None]
_LAST_WORK_S = 10.0


class Task:
    """One work handed in; `go_on` is what the work calls to report and to learn whether it is still wanted."""

    def __init__(self, bridge: Bridge, on_progress: OnProgress | None) -> None:
        self._bridge = bridge
        self._on_progress = on_progress
        self._cancelled = threading.Event()
        self.future: Future[Any] = Future()

    def cancel(self) -> None:
        self._cancelled.set()
        self.future.cancel()

    def go_on(self, done: int, total: int) -> bool:
        """Called in the thread of the worker."""
        if self._on_progress is not None:
            self._bridge.post(self._on_progress, (done, total))
        return not self._cancelled.is_set()


class Worker:
    """Does works in order. Results come back through the bridge, in the GUI thread."""

    def __init__(self, bridge: Bridge, name: str) -> None:
        self._bridge = bridge
        self._queue: queue.SimpleQueue[tuple[Task, Callable[[Task], Any]] | None] = queue.SimpleQueue()
        self._pending: set[Task] = set()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    @property
    def is_busy(self) -> bool:
        """Whether something handed in is not done yet (asked by the GUI thread)."""
        return any(not task.future.done() for task in tuple(self._pending))

    def do(
        self,
        work: Callable[[Task], Any],
        then: Then | None = None,
        otherwise: Otherwise | None = None,
        on_progress: OnProgress | None = None,
    ) -> Task:
        """Have `work(task)` done; `then` gets its result, `otherwise` its refusal."""
        self._pending = {task for task in self._pending if not task.future.done()}
        task = Task(self._bridge, on_progress)
        self._pending.add(task)
        self._bridge.follow(task.future, then, otherwise)
        self._queue.put((task, work))
        return task

    def stop(self) -> None:
        """Give up what has not begun, let the present work end, end the thread. Idempotent."""
        for task in tuple(self._pending):
            task.cancel()
        self._queue.put(None)
        self._thread.join(_LAST_WORK_S)

    def _run(self) -> None:
        while (given := self._queue.get()) is not None:
            task, work = given
            if not task.future.set_running_or_notify_cancel():
                continue
            try:
                result = work(task)
            except BaseException as error:
                task.future.set_exception(error)
            else:
                task.future.set_result(result)
