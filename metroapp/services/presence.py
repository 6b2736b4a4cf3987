"""Who is at the post: signed in, locked, gone; what arrives while nobody can take it is held.

Owned by the recorder thread; `who` is a frozen fact that any thread may read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from metroapp.domain.message import Refusal
from metroapp.domain.people import Action, Person, Signature
from metroapp.services import rights
from metroapp.services.events import Event, PresenceChanged
from metroapp.services.people import People
from metroapp.services.waiting_readings import WaitingReadings


@dataclass(frozen=True, slots=True)
class Who:
    """Who is signed in; locked, they must give their secret again before anything is done in their name."""

    person: Person | None = None
    locked: bool = False

    def may(self, action: Action) -> bool:
        """Whether it would be accepted now, for the window: the services ask again when it is done."""
        return not self.locked and rights.may(self.person, action)


NOBODY = Who()


class Presence:
    """One post, one person at a time."""

    def __init__(self, people: People, waiting: WaitingReadings, publish: Callable[[Event], None]) -> None:
        self._people = people
        self._publish = publish
        self.who = NOBODY
        self.waiting = waiting

    def sign_in(self, name: str, secret: str) -> Person:
        """Sign somebody in, in place of whoever was; refuses as `People.authenticate`."""
        person = self._people.authenticate(name, secret)
        self.welcome(person)
        return person

    def welcome(self, person: Person) -> None:
        """Somebody is here; what was held for another person is not offered to this one."""
        self._set(Who(person))

    def sign_out(self) -> None:
        self._set(NOBODY)

    def lock(self) -> None:
        if self.who.person is not None and not self.who.locked:
            self._set(Who(self.who.person, locked=True))

    def unlock(self, secret: str) -> Person:
        """The same person is back; refuses `session.nobody`, and as `People.authenticate`."""
        if self.who.person is None:
            raise Refusal("session.nobody")
        return self.sign_in(self.who.person.name, secret)

    def require(self, action: Action) -> Person:
        """Whoever is signed in, with the roles they have now.

        Refuses `session.nobody`, `session.locked`, `person.not_allowed`.
        """
        person = self.require_somebody()
        rights.require(person, action)
        return person

    def require_somebody(self) -> Person:
        """Whoever is signed in, as they are now; refuses `session.nobody`, `session.locked`."""
        if self.who.person is None:
            raise Refusal("session.nobody")
        if self.who.locked:
            raise Refusal("session.locked", name=self.who.person.name)
        return self._people.current(self.who.person.id)

    def sign(self, signature: Signature, action: Action) -> Person:
        """Whoever signs, who may be somebody else than the person signed in: a signature asks for the secret again.

        Refuses `session.nobody`, `session.locked`, `person.not_allowed`, and as `People.authenticate`.
        """
        self.require_somebody()
        rights.require(self._people.find(signature.name), action)
        return self._people.authenticate(signature.name, signature.secret)

    def refresh(self) -> None:
        """Roles changed: what the window shows follows; somebody without a role any more is signed out."""
        if self.who.person is not None:
            person = self._people.current(self.who.person.id)
            self._set(Who(person, self.who.locked) if person.is_active else NOBODY)

    def came_down(self) -> None:
        """Who is here may have another identity, other roles, or no name any more."""
        if self.who.person is not None:
            person = self._people.known_as(self.who.person.name)
            is_here = person is not None and person.is_active
            if person != self.who.person or not is_here:
                self._set(Who(person, self.who.locked) if is_here else NOBODY)

    @property
    def takes_readings(self) -> bool:
        return self.who.person is not None and not self.who.locked

    def _set(self, who: Who) -> None:
        self.who = who
        self.waiting.welcome(who.person.id if who.person else None)
        self._publish(PresenceChanged(who.person, who.locked, len(self.waiting.offered)))
