"""Readings of the open record that wait for one confirmation each: of another instrument, or before a gate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from metroapp.domain.measurement import BoxKey, EntryId
from metroapp.domain.message import Refusal
from metroapp.services.events import Event, Proposal, ProposalsChanged
from metroapp.services.waiting import Waiting
from metroapp.services.waiting_readings import WaitingReadings

MOST_PROPOSED = 1000


class Proposals:
    """First come, first asked about."""

    def __init__(self, record: EntryId, waiting: WaitingReadings, publish: Callable[[Event], None]) -> None:
        self._record = record
        self._waiting = waiting
        self._publish = publish

    def add(self, waiting: Waiting) -> None:
        """Refuses `proposal.too_many` beyond a thousand, and as `WaitingReadings.add`."""
        if len(self.all) >= MOST_PROPOSED:
            raise Refusal("proposal.too_many", most=MOST_PROPOSED)
        try:
            self._waiting.add(waiting)
        finally:
            self.say()

    def first(self) -> tuple[Waiting, BoxKey]:
        """The first one, and the box proposed for it; refuses `proposal.none`."""
        for one in self.all:
            if one.box is not None:
                return one, one.box
        raise Refusal("proposal.none")

    @property
    def all(self) -> tuple[Waiting, ...]:
        return tuple(one for one in self._waiting.of(self._record) if one.box is not None)

    def by_box(self) -> Counter[BoxKey]:
        """How many readings wait for each box."""
        return Counter(one.box for one in self.all if one.box is not None)

    def settled(self, waiting: Waiting) -> None:
        """It was recorded or dropped: it waits no more."""
        self._waiting.settled(waiting)
        self.say()

    def say(self) -> None:
        """Publish those that wait now."""
        shown = (Proposal(one.instrument, one.quantity, one.box, one.doubt) for one in self.all if one.box is not None)
        self._publish(ProposalsChanged(tuple(shown)))
