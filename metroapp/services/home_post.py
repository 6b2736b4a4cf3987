"""What comes down from the home post, written by the recorder between its other works, and what follows at this post.

The thread of the server fetches some entries and digests them again; each batch is one work of the recorder: no reading
waits for more than that.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from metroapp.archive.state import State
from metroapp.domain.people import erased_name
from metroapp.services.events import (
    Event,
    ExamChanged,
    MeansChanged,
    PartsChanged,
    PeopleChanged,
    ProcessChanged,
    RuleChanged,
    TreatmentChanged,
)
from metroapp.services.staff import Staff

if TYPE_CHECKING:
    from metroapp.archive.server.pulling import Batch
    from metroapp.archive.store import Archive

TOGETHER, MOST_ROWS = 50, 300  # entries of one work of the recorder, and their rows


def forget_name(state: State, name: str, id: str) -> None:
    """What waits at a post names somebody: it goes on under the number that the name had."""
    for plain in (False, True):  # JSON with its accents, or without
        said, other = (json.dumps(text, ensure_ascii=plain) for text in (name, erased_name(id)))
        state.replace(said, other)


class HomePost:
    """Owned by the recorder thread."""

    def __init__(
        self,
        staff: Staff,
        archive: Callable[[], Archive],
        state: Callable[[], State],
        publish: Callable[[Event], None],
        clock: Callable[[], datetime],
    ) -> None:
        self._staff, self._archive, self._state = staff, archive, state
        self._publish, self._clock = publish, clock

    def take(self, batch: Batch) -> None:
        """Write it, then have those who show it read it again; refuses as `Archive.take`."""
        archive = self._archive()
        for id, name in archive.names_erased_by(batch).items():
            forget_name(self._state(), name, id)  # before it is written: nothing knows the name afterwards
        archive.take(batch, self._clock())
        self._say(batch)

    def _say(self, batch: Batch) -> None:
        archive = self._archive()
        if batch.tables & {"person", "person_role", "name_erasure"}:
            changed = self._staff.came_down()
            if changed is not None:
                self._publish(PeopleChanged(changed))
        means = dict.fromkeys(row["number"] for row in batch.of("instrument", "means_event"))
        if means or "gauge_block" in batch.tables:
            self._publish(MeansChanged(tuple(means)))
        for row in list(batch.of("part_revision"))[-1:]:
            key = (row["reference"], row["drawing"], row["revision"])
            revision = archive.current_part_revision(key)
            if revision is not None:
                self._publish(PartsChanged(revision))
        if "workshop_rule" in batch.tables:
            self._publish(RuleChanged(archive.rule()))
        for table, event in (("treatment_event", TreatmentChanged), ("process_event", ProcessChanged)):
            numbers = tuple(dict.fromkeys(row["number"] for row in batch.of(table)))
            if numbers:
                self._publish(event(numbers))
        for number in dict.fromkeys(row["number"] for row in batch.of("session_event")):
            self._publish(ExamChanged(number))
