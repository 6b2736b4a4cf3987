"""What the rooms of statistical process control share: who acts, the archive, and how an act is written.

Futures, done by the recorder thread; each act is one entry of the journal, durable before its event is published.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from metroapp.domain.measurement import EntryId
from metroapp.domain.process_acts import ProcessAct
from metroapp.services.events import Event, ProcessChanged
from metroapp.services.recorder import Recorder
from metroapp.services.staff import Staff

if TYPE_CHECKING:
    from metroapp.archive.store import Archive

NOBODY = EntryId("", 0)  # of an act until it is written
_ORDINAL = re.compile(r"[0-9]{3,9}", re.ASCII)


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

    def _next_number(self, known: Iterable[str], today: date) -> str:
        """The number after the last one of the year: `CC-2026-003`."""
        begun = f"{self.LETTERS}-{today.year}-"
        ends = (number.removeprefix(begun) for number in known if number.startswith(begun))
        last = max((int(end) for end in ends if _ORDINAL.fullmatch(end)), default=0)
        return f"{begun}{last + 1:03d}"
