"""The box expected, in `state.sqlite` as it changes: no crash loses a jump, the reason of a retake or a reading.

What the record says by itself, the box after the last value, is not kept: an ordinary value costs nothing here.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from metroapp.domain.comparing import Displacement
from metroapp.domain.measurement import EntryId, Input
from metroapp.domain.message import Refusal
from metroapp.domain.record import InspectionRecord
from metroapp.services.awaited import Awaited
from metroapp.services.columns import Columns
from metroapp.services.comparators import Comparators

if TYPE_CHECKING:
    from metroapp.archive.state import State

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Kept:
    before: EntryId  # the operation that came next: of what was written since, this knows nothing
    awaited: Awaited
    zero_again: tuple[str, ...]
    mounting_again: tuple[str, ...] = ()
    displacements: dict[str, Displacement] = field(default_factory=dict)
    plate_again: tuple[str, ...] = ()
    constant_again: tuple[str, ...] = ()
    gauge: str = ""


class KeptAwaited:
    """Of one record. Owned by the recorder thread."""

    def __init__(self, state: State, record: EntryId) -> None:
        self._state = state
        self._key = f"awaited.{record}"
        self._text = state.get(self._key)

    def read(self, record: InspectionRecord) -> tuple[Awaited | None, Comparators, Columns]:
        """The box that was expected, None where the record says it by itself; what its comparators and its
        columns are to be set up for."""
        if not self._text:
            return None, Comparators(), Columns()
        from metroapp.archive.lines import from_line  # loaded with the archive, after the window is painted

        try:
            kept = from_line(self._text, _Kept)
            if kept.awaited.box is not None:
                record.require_box(kept.awaited.box)
        except (ValueError, Refusal):
            _log.exception("the box expected in state.sqlite is not readable: %s", self._key)
            return None, Comparators(), Columns()
        since = kept.before.sequence
        zeroed = {one.balloon for one in record.zero_settings if one.id.sequence >= since}
        proven = {one.balloon for one in record.mountings_proven if one.id.sequence >= since}
        declared = {balloon: moved for balloon, moved in kept.displacements.items() if balloon not in proven}
        comparators = Comparators(set(kept.zero_again) - zeroed, set(kept.mounting_again) - proven, declared)
        done = {one.instrument for one in record.columns.acts if one.id.sequence >= since}
        columns = Columns(set(kept.plate_again) - done, set(kept.constant_again) - done, kept.gauge)
        return _still_expected(record, kept.awaited, since), comparators, columns

    def keep(self, before: EntryId, awaited: Awaited, comparators: Comparators, columns: Columns) -> None:
        """`before` is the operation that comes next. Refuses as `State.put`."""
        from metroapp.archive.lines import to_line

        again = tuple(sorted(comparators.zero_again)), tuple(sorted(comparators.mounting_again))
        touched = tuple(sorted(columns.zero_again)), tuple(sorted(columns.constant_again))
        text = to_line(_Kept(before, awaited, *again, comparators.displacements, *touched, gauge=columns.gauge))
        self._state.put(self._key, text)
        self._text = text

    def forget(self) -> None:
        """The record says by itself which box is expected; refuses as `State.remove`."""
        if self._text:
            self._state.remove(self._key)
            self._text = ""


def _still_expected(record: InspectionRecord, awaited: Awaited, since: int) -> Awaited | None:
    """None where a value was recorded or cancelled since, by a program stopped before it could keep what follows."""
    written = [one.id for box in record.boxes() for one in record.history(box)]
    written += [one.id for one in record.declared_impossible]
    written += [one.id for one in record.cancelled.values()]
    written += [one.id for one in record.rechecks]
    written += [one.id for one in record.columns.acts]
    if record.closing is not None or awaited.box is None or any(id.sequence >= since for id in written):
        return None
    dropped = {(one.instrument, one.raw) for one in record.dropped if one.id.sequence >= since}
    if awaited.taken and all(_identity(given) in dropped for given in awaited.taken):
        awaited.begin_again()  # they were kept as not taken
    return awaited


def _identity(given: Input) -> tuple[str, bytes]:
    return ("", b"") if given.frame is None else (given.frame.instrument, given.frame.raw)
