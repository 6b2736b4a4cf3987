"""Garbage comes by the thousand, and each piece is a fault: what is reported of it is bounded; readings never are."""

from __future__ import annotations

from dataclasses import replace

from drivers.reading import Fault, FaultCode, LinkEvent

MOST_EACH_SECOND = 10

_GARBAGE = frozenset({FaultCode.FRAMING, FaultCode.FORMAT})


class Quiet:
    """Lets through ten faults of garbage a second; the next one says how many were kept quiet."""

    def __init__(self) -> None:
        self._second = -1
        self._said = 0
        self._unsaid = 0

    def filter(self, event: LinkEvent, at: float) -> LinkEvent | None:
        """The event as it is to be reported, or None; `at` in seconds of a monotonic clock."""
        if not isinstance(event, Fault) or event.code not in _GARBAGE:
            return event
        if int(at) != self._second:
            self._second, self._said = int(at), 0
        if self._said >= MOST_EACH_SECOND:
            self._unsaid += 1
            return None
        self._said += 1
        unsaid, self._unsaid = self._unsaid, 0
        return replace(event, unsaid=unsaid) if unsaid else event
