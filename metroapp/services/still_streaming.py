"""An instrument that goes on sending after its sweep: what it says then is no press on DATA, and fills no box.

Owned by the recorder thread.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from drivers import LinkState, Reading
from metroapp.domain.message import Message, Refusal
from metroapp.services.bench import Bench

_A_HAND = timedelta(milliseconds=300)  # nobody presses DATA sooner after the last value
_MOST = timedelta(seconds=1)  # between two values of a slow output
_ON_ITS_WAY = timedelta(seconds=1)  # what was sent before the instrument heard that it was to stop
_QUIET = timedelta(seconds=10)  # it has stopped


class StillStreaming:
    """`remember` keeps the numbers, one a line, of those that may not know yet that they are to stop."""

    def __init__(self, bench: Bench, remember: Callable[[str], None]) -> None:
        self._bench = bench
        self._remember = remember
        self._unstopped: list[str] = []
        self._last: dict[str, datetime] = {}  # frame of each one that is watched
        self._since: dict[str, datetime] = {}  # it should have stopped
        self._least: dict[str, timedelta] = {}  # between the last frame and a press
        self._said: set[str] = set()

    def begin(self, number: str) -> None:
        """It is about to sweep; refuses as `remember`."""
        self._keep([*(one for one in self._unstopped if one != number), number])
        self._forget(number)

    def ended(self, number: str, period: float) -> None:
        """It was told to stop, where its port is open; it gave a value each `period` ms. Refuses as `remember`."""
        if number in self._last:
            self._since[number] = self._last[number]
        self._least[number] = min(_MOST, max(_A_HAND, timedelta(milliseconds=2 * period)))
        if self._bench.state_of(number) in (LinkState.READY, LinkState.SILENT):
            self._keep([one for one in self._unstopped if one != number])

    def connected(self, left: str, staying: Collection[str]) -> None:
        """The bench has just been connected, but for those `staying` as they were: they were told, or sweep. `left` is
        what was remembered, by a program that was killed too."""
        self._unstopped = list(dict.fromkeys((*self._unstopped, *left.splitlines())))
        for number in (one for one in self._unstopped if one not in staying):
            self._bench.stream(number, on=False)

    def opened(self, number: str, at: datetime) -> None:
        """Its port is open: it can be told to stop. Refuses as `remember`."""
        if number not in self._unstopped:
            return
        self._bench.stream(number, on=False)
        self._last[number] = self._since[number] = at
        self._keep([one for one in self._unstopped if one != number])

    def look(self, number: str, reading: Reading, *, sweeps: bool) -> tuple[bool, Message | None]:
        """Whether a value came too soon to be a press, and what is to be said of it, once."""
        at, before = reading.received_at, self._last.get(number)
        if sweeps:
            self._last[number] = at
            return False, None
        if before is None or at - before > _QUIET:
            self._forget(number)
            return False, None
        self._last[number] = at
        if not timedelta(0) <= at - before < self._least.get(number, _A_HAND):
            self._said.discard(number)
            return False, None
        if number in self._said or at - self._since.get(number, at) < _ON_ITS_WAY:
            return True, None
        self._said.add(number)
        self._bench.stream(number, on=False)  # once more: it may not have heard
        return True, Refusal("sweep.still_streaming", instrument=number).message

    def _forget(self, number: str) -> None:
        for watched in (self._last, self._since, self._least):
            watched.pop(number, None)
        self._said.discard(number)

    def _keep(self, unstopped: list[str]) -> None:
        self._unstopped = unstopped
        self._remember("\n".join(unstopped))
