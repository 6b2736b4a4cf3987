"""Readings that are not recorded yet: held while nobody could take them, or proposed for a box.

Each has one line in `state.sqlite` as soon as it waits: no crash and no power cut loses one.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from metroapp.domain.measurement import BoxKey, EntryId, Frame, Input, Role
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import Quantity
from metroapp.domain.record import InspectionRecord
from metroapp.services.events import Event, HeldChanged, Proposal, ProposalsChanged, ReadingHeld, Refused
from metroapp.services.waiting import Waiting, from_text, mark_of, to_text

if TYPE_CHECKING:
    from metroapp.archive.state import State

MOST_WAITING = 1000  # for one record
MOST_SAID = 20  # of them in one event: the others are counted
_log = logging.getLogger(__name__)
_PREFIX = "waiting."

Wanted = tuple[BoxKey | None, Role | None, str]


class WaitingReadings:
    """Those of every record; what is shown and offered is of the record on the bench. Owned by the recorder thread."""

    def __init__(self, state: State, publish: Callable[[Event], None]) -> None:
        self._state = state
        self._publish = publish
        self._record: EntryId | None = None
        self._person: str | None = None  # id of whoever is signed in, even locked
        self._wanted: Wanted = (None, None, "")
        self._said_proposed: tuple[Waiting, ...] = ()
        self._said_offered: tuple[Waiting, ...] = ()
        self._unsaid: list[Refusal] = []  # what was found wrong before anybody could be told
        if state.set_aside is not None:
            self._unsaid.append(Refusal("waiting.set_aside", path=state.set_aside))
        self._all: list[Waiting] = []
        self._last = 0
        self._read()

    def _read(self) -> None:
        unreadable = 0
        for key, text in self._state.under(_PREFIX).items():
            number = key.removeprefix(_PREFIX)
            if number.isascii() and number.isdigit():
                self._last = max(self._last, int(number))  # even unreadable: its line is written over by no other
            try:
                self._all.append(from_text(text, int(number)))
            except Exception:  # whatever a damaged line says, the others are read
                _log.exception("a waiting reading of state.sqlite is not readable: %s", key)
                unreadable += 1
        if unreadable:
            self._unsaid.append(Refusal("waiting.unreadable", count=unreadable))
        self._all.sort(key=lambda one: one.number)

    def of(self, record: EntryId) -> tuple[Waiting, ...]:
        """What waits for a record, in the order of arrival."""
        return tuple(one for one in self._all if one.record == record)

    # -- what happens around it ---------------------------------------------------------------------------------------

    def use_record(self, record: InspectionRecord, taken: Iterable[Input] = ()) -> None:
        """Another record comes on the bench, with the elementary readings `taken` for the box expected: what waits for
        the one before goes on waiting with it.

        `say_opened` comes once the record has been shown.
        """
        self._record = record.header.id
        self._settle_recorded(record, taken)
        self._wanted, self._said_proposed = (None, None, ""), ()

    def say_opened(self) -> None:
        """The record on the bench is shown: say what waits for it, and once what could not be read."""
        self.say()
        self._say_for_another()
        while self._unsaid:
            self._publish(Refused(self._unsaid.pop(0).message))

    def welcome(self, person: str | None) -> None:
        """Somebody is here, or nobody any more: what was held for another person is not offered to this one."""
        before, self._person = self._person, person
        self.say()
        if person != before:
            self._say_for_another()

    def expect(self, box: BoxKey | None, role: Role | None, variable: str) -> None:
        """Those proposed for what is expected now come first."""
        self._wanted = (box, role, variable)
        self.say()

    # -- proposed for a box -------------------------------------------------------------------------------------------

    @property
    def proposed(self) -> tuple[Waiting, ...]:
        """In the order in which they are asked about."""
        return tuple(sorted((one for one in self._current if one.box is not None), key=self._rank))

    def proposal(self, number: int | None = None) -> tuple[Waiting, BoxKey]:
        """The one with this number, the first one by default, and its box; refuses `proposal.none`."""
        for one in self.proposed:
            if one.box is not None and number in (None, one.number):
                return one, one.box
        raise Refusal("proposal.none")

    def _rank(self, one: Waiting) -> int:
        box, role, variable = self._wanted
        if one.box != box:
            return 2
        return 0 if (one.role, one.variable) == (role, variable) else 1

    # -- held for somebody --------------------------------------------------------------------------------------------

    @property
    def offered(self) -> tuple[Waiting, ...]:
        """What whoever is here may take; with nobody here, whatever is held."""
        return tuple(one for one in self._held if self._person is None or one.person in (None, self._person))

    def hold(self, quantity: Quantity, frame: Frame, *, simulated: bool) -> None:
        """Keep a reading for whoever is here, or comes. Refuses as `add`, and `reading.no_record`."""
        if self._record is None:
            raise Refusal("reading.no_record", instrument=frame.instrument)
        try:
            self.add(Waiting(self._record, quantity, frame, simulated, self._person))
        except Refusal as refusal:
            if refusal.message.code == "waiting.too_many":
                raise
            self._publish(ReadingHeld(frame.instrument, quantity, len(self.offered)))
            raise
        self._publish(ReadingHeld(frame.instrument, quantity, len(self.offered)))

    @property
    def _held(self) -> tuple[Waiting, ...]:
        return tuple(one for one in self._current if one.box is None)

    @property
    def _current(self) -> tuple[Waiting, ...]:
        return () if self._record is None else self.of(self._record)

    # -- one more, one less -------------------------------------------------------------------------------------------

    def add(self, waiting: Waiting) -> None:
        """Keep one more reading. Refuses `waiting.too_many`.

        It waits in any case otherwise; refuses as `State.put` where a crash would lose it.
        """
        if len(self.of(waiting.record)) >= MOST_WAITING:
            raise Refusal("waiting.too_many", most=MOST_WAITING)
        self._last += 1
        kept = replace(waiting, number=self._last, mark=secrets.token_hex(8))
        self._all.append(kept)
        try:
            self._state.put(_key(kept), to_text(kept))
        finally:
            self.say()

    def change(self, waiting: Waiting, changed: Waiting) -> None:
        """A held reading becomes a proposed one, or is proposed for another box: in its own line, and at its place.

        Refuses as `State.put`: then it waits as it did.
        """
        self._state.put(_key(changed), to_text(changed))
        self._all[self._all.index(waiting)] = changed
        self.say()

    def settled(self, *settled: Waiting) -> None:
        """They were recorded or dropped: they wait no more."""
        for waiting in settled:
            self._forget(waiting)
        self.say()

    def _forget(self, waiting: Waiting) -> None:
        self._all.remove(waiting)
        try:
            self._state.remove(_key(waiting))
        except Refusal:
            # It comes back when the record is opened again; `_settle_recorded` knows it by its mark.
            _log.exception("a reading that was settled stays in state.sqlite")

    def _settle_recorded(self, record: InspectionRecord, taken: Iterable[Input]) -> None:
        """Forget what was recorded or dropped by a program stopped before it could forget it."""
        waiting = self.of(record.header.id)
        if not waiting:
            return
        inputs = [*taken, *record.read_on_stacks()]
        inputs += [given for box in record.boxes() for one in record.history(box) for given in one.inputs]
        known = {mark_of(given.frame) for given in inputs if given.frame is not None}
        known |= {dropped.waiting for dropped in record.dropped}
        for one in waiting:
            if one.mark in known:
                self._forget(one)
            elif one.box is not None and not _is_of(record, one.box):  # a damaged line: it is asked about as it came
                held = Waiting(one.record, one.quantity, one.frame, one.simulated, number=one.number, mark=one.mark)
                self._all[self._all.index(one)] = held

    # -- what is said -------------------------------------------------------------------------------------------------

    def say(self) -> None:
        """Publish what is proposed and what is offered, each where it changed."""
        proposed, offered = self.proposed, self.offered
        if proposed != self._said_proposed:
            self._said_proposed = proposed
            first = (
                Proposal(one.number, one.instrument, one.quantity, one.box, one.doubt, one.role, one.variable)
                for one in proposed[:MOST_SAID]
                if one.box is not None
            )
            self._publish(ProposalsChanged(tuple(first), len(proposed)))
        if offered != self._said_offered:
            self._said_offered = offered
            shown = tuple((one.instrument, one.quantity) for one in offered[:MOST_SAID])
            self._publish(HeldChanged(shown, len(offered)))

    def _say_for_another(self) -> None:
        count = len(self._held) - len(self.offered)
        if count:
            self._publish(Refused(Refusal("session.held_for_another", count=count).message))


def _is_of(record: InspectionRecord, box: BoxKey) -> bool:
    try:
        record.require_box(box)
    except Refusal:
        return False
    return True


def _key(waiting: Waiting) -> str:
    return f"{_PREFIX}{waiting.number:012d}"
