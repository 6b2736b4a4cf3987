"""Readings that are not recorded yet, in `state.sqlite` as soon as they wait: no crash and no power cut loses one."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from metroapp.domain.measurement import EntryId, Frame
from metroapp.domain.message import Refusal
from metroapp.domain.record import InspectionRecord
from metroapp.services.waiting import Waiting, from_text, to_text

if TYPE_CHECKING:
    from metroapp.archive.state import State

_log = logging.getLogger(__name__)
_PREFIX = "waiting."


class WaitingReadings:
    """Those of every record, the first one first. Owned by the recorder thread."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._all: list[Waiting] = []
        for key, text in state.under(_PREFIX).items():
            try:
                number = int(key.removeprefix(_PREFIX))
                self._all.append(from_text(text, number))
            except (ValueError, TypeError, KeyError, ArithmeticError):
                _log.exception("a waiting reading of state.sqlite is not readable: %s", key)
        self._last = max((one.number for one in self._all), default=0)

    def of(self, record: EntryId) -> tuple[Waiting, ...]:
        """What waits for a record."""
        return tuple(one for one in self._all if one.record == record)

    def add(self, waiting: Waiting) -> None:
        """Keep one more reading. It waits in any case; refuses as `State.put` where a crash would lose it."""
        self._last += 1
        kept = replace(waiting, number=self._last)
        self._all.append(kept)
        self._state.put(_key(kept), to_text(kept))

    def settled(self, waiting: Waiting) -> None:
        """It was recorded or dropped: it waits no more."""
        self._all.remove(waiting)
        try:
            self._state.remove(_key(waiting))
        except Refusal:
            # It comes back when the record is opened again; `settle_recorded` knows it by its frame.
            _log.exception("a reading that was settled stays in state.sqlite")

    def settle_recorded(self, record: InspectionRecord) -> None:
        """Forget what was recorded, or held then proposed, by a program stopped before it could forget it."""
        waiting = self.of(record.header.id)
        if not waiting:
            return
        inputs = [given for box in record.boxes() for one in record.history(box) for given in one.inputs]
        inputs += [setting.zero for setting in record.zero_settings]
        recorded = {_identity(given.frame) for given in inputs if given.frame is not None}
        proposed = {_identity(one.frame) for one in waiting if one.box is not None}
        for one in waiting:
            known = recorded if one.box is not None else recorded | proposed
            if _identity(one.frame) in known:
                self.settled(one)


def _key(waiting: Waiting) -> str:
    return f"{_PREFIX}{waiting.number:012d}"


def _identity(frame: Frame) -> tuple[object, ...]:
    return frame.instrument, frame.raw, frame.received_at
