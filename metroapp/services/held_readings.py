"""Readings that arrived while nobody could take them: each is offered with its record, to whoever it came for."""

from __future__ import annotations

from collections.abc import Callable

from metroapp.domain.measurement import EntryId, Frame
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import Quantity
from metroapp.services.events import Event, HeldChanged, ReadingHeld, Refused
from metroapp.services.waiting import Waiting
from metroapp.services.waiting_readings import WaitingReadings

MOST_HELD = 1000


class HeldReadings:
    """Those of the record on the bench. Owned by the recorder thread."""

    def __init__(self, waiting: WaitingReadings, publish: Callable[[Event], None]) -> None:
        self._waiting = waiting
        self._publish = publish
        self._record: EntryId | None = None
        self._person: str | None = None  # id of whoever is signed in, even locked
        self._said: tuple[Waiting, ...] = ()

    def hold(self, quantity: Quantity, frame: Frame, *, simulated: bool) -> None:
        """Keep a reading for whoever unlocks the post.

        Refuses `session.too_many_held` beyond a thousand, and as `WaitingReadings.add`.
        """
        if self._record is None:
            raise Refusal("reading.no_record", instrument=frame.instrument)
        if len(self.offered) >= MOST_HELD:
            raise Refusal("session.too_many_held", most=MOST_HELD)
        try:
            self._waiting.add(Waiting(self._record, quantity, frame, simulated, person=self._person))
        finally:
            self.say()
            self._publish(ReadingHeld(frame.instrument, quantity, len(self.offered)))

    @property
    def offered(self) -> tuple[Waiting, ...]:
        """What whoever is here may take; with nobody here, whatever waits."""
        return tuple(one for one in self._all if self._person is None or one.person in (None, self._person))

    @property
    def _all(self) -> tuple[Waiting, ...]:
        if self._record is None:
            return ()
        return tuple(one for one in self._waiting.of(self._record) if one.box is None)

    def settled(self, held: Waiting) -> None:
        """It was recorded, proposed, refused or dropped: it is held no more."""
        self._waiting.settled(held)

    def use_record(self, record: EntryId) -> None:
        """Another record is on the bench: what was held for the one before goes on waiting with it."""
        self._record = record
        self.say()
        self._say_for_another()

    def welcome(self, person: str | None) -> None:
        """Somebody is here, or nobody any more: what was held for another person is not offered to this one."""
        before, self._person = self._person, person
        self.say()
        if person != before:
            self._say_for_another()

    def say(self) -> None:
        """Publish what is offered, where it changed."""
        if self.offered != self._said:
            self._said = self.offered
            self._publish(HeldChanged(tuple((one.instrument, one.quantity) for one in self._said)))

    def _say_for_another(self) -> None:
        count = len(self._all) - len(self.offered)
        if count:
            self._publish(Refused(Refusal("session.held_for_another", count=count).message))
