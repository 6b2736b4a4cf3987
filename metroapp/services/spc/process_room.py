"""What the rooms of statistical process control share: who acts, the archive, and how an act is written.

Futures, done by the recorder thread; each act is one entry of the journal, durable before its event is published.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeVar

from metroapp.domain.measurement import EntryId
from metroapp.domain.yearly_numbers import next_number
from metroapp.services.events import Event, ProcessChanged
from metroapp.services.recorder import Recorder
from metroapp.services.staff import Staff

if TYPE_CHECKING:
    from metroapp.archive.store import Archive
    from metroapp.domain.process_acts import ProcessAct

T = TypeVar("T")
U = TypeVar("U")

NOBODY = EntryId("", 0)  # of an act until it is written


@dataclass(frozen=True, slots=True)
class Premise:
    """What every room works with."""

    recorder: Recorder
    staff: Staff
    archive: Callable[[], Archive]
    publish: Callable[[Event], None]
    clock: Callable[[], datetime]


class ProcessRoom:
    """A room for one kind of thing that is kept; `LETTERS` begin the numbers of these things."""

    LETTERS = ""

    def __init__(self, premise: Premise) -> None:
        self._recorder = premise.recorder
        self._staff = premise.staff
        self._archive = premise.archive
        self._publish = premise.publish
        self._clock = premise.clock

    def _write(self, *acts: ProcessAct) -> tuple[ProcessAct, ...]:
        """In the recorder thread: write acts, all or none, then say so."""
        written = self._archive().master(*acts)
        self._publish(ProcessChanged(tuple(dict.fromkeys(act.number for act in written))))
        return written

    def _read_between(self, check: Callable[[], None], read: Callable[[], T], write: Callable[[T], U]) -> Future[U]:
        """`check` and `write` in the recorder thread; between them `read`, in a thread of its own: what the instruments
        send does not wait while a long series is read. `write` checks again what may have changed meanwhile."""
        done: Future[U] = Future()

        def work() -> None:
            try:
                self._recorder.submit(check).result()
                done.set_result(self._recorder.submit(write, read()).result())
            except BaseException as error:
                done.set_exception(error)

        threading.Thread(target=work, name="series", daemon=True).start()
        return done

    def _next_number(self, known: Iterable[str], today: date) -> str:
        """The number after the last one of the year: `CC-2026-003`."""
        return next_number(self.LETTERS, self._archive().next_id.post, today.year, known)
