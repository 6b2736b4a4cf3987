"""The people of the workshop as the window and the command line ask for them: futures, done by the recorder thread."""

from __future__ import annotations

from collections.abc import Callable, Collection
from concurrent.futures import Future
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from metroapp.domain.message import Refusal
from metroapp.domain.people import Action, Person, Role, Signature
from metroapp.services import rights
from metroapp.services.events import Event, PeopleChanged
from metroapp.services.exam.codes import secret_of_code
from metroapp.services.people import People
from metroapp.services.presence import NOBODY, Presence, Who
from metroapp.services.recorder import Recorder
from metroapp.services.waiting_readings import WaitingReadings

if TYPE_CHECKING:
    from argon2 import PasswordHasher

    from metroapp.archive.secrets import SecretStore
    from metroapp.archive.store import Archive

T = TypeVar("T")


class Staff:
    """Who may be at the post, and who is. `open` comes first, in the recorder thread."""

    def __init__(
        self,
        recorder: Recorder,
        publish: Callable[[Event], None],
        clock: Callable[[], datetime],
        hasher: PasswordHasher | None = None,
    ) -> None:
        self._recorder = recorder
        self._publish = publish
        self._clock = clock
        self._hasher = hasher
        self._secrets: SecretStore | None = None
        self._people: People | None = None
        self._presence: Presence | None = None

    def open(self, archive: Archive, secrets: Path, waiting: WaitingReadings) -> None:
        """Read who there is; refuses as `SecretStore`."""
        # After the first paint: one loads a library of C, the other the database layer.
        from argon2 import PasswordHasher

        from metroapp.archive.secrets import SecretStore

        self._secrets = SecretStore(secrets)
        self._people = People(archive, self._secrets, self._clock, self._hasher or PasswordHasher())
        self._presence = Presence(self._people, waiting, self._publish)

    def close(self) -> None:
        if self._secrets is not None:
            self._secrets.close()

    @property
    def presence(self) -> Presence:
        """Used by the recorder thread only."""
        if self._presence is None:
            raise Refusal("workspace.not_open")
        return self._presence

    @property
    def people(self) -> People:
        """Used by the recorder thread only."""
        if self._people is None:
            raise Refusal("workspace.not_open")
        return self._people

    # -- who is here, for any thread ----------------------------------------------------------------------------------

    @property
    def who(self) -> Who:
        """Who is signed in now."""
        return NOBODY if self._presence is None else self._presence.who

    def everybody(self) -> Future[list[Person]]:
        """Everybody known to the archive, by name."""
        return self._recorder.submit(lambda: self.people.everybody())

    def lacks_administrator(self) -> Future[bool]:
        """Whether the first administrator is still to be entered: nobody can sign in before."""
        return self._recorder.submit(lambda: self.people.lacks_administrator())

    def check(self, action: Action) -> Future[Person]:
        """Whoever is signed in, if they may, for what is read outside the recorder; refuses as `Presence.require`."""
        return self._recorder.submit(lambda: self.presence.require(action))

    # -- at the door --------------------------------------------------------------------------------------------------

    def enter_administrator(self, name: str, roles: Collection[Role], secret: str) -> Future[Person]:
        """Enter the first administrator, with the other roles they also have, and sign them in.

        Refuses as `People.enter_administrator`.
        """

        def work() -> Person:
            person = self.people.enter_administrator(name, roles, secret)
            self.presence.welcome(person)
            return self._say(person)

        return self._recorder.submit(work)

    def sign_in(self, name: str, secret: str) -> Future[Person]:
        """Sign somebody in, in place of whoever was; refuses as `People.authenticate`."""
        return self._recorder.submit(lambda: self.presence.sign_in(name, secret))

    def sign_out(self) -> Future[None]:
        return self._recorder.submit(lambda: self.presence.sign_out())

    def lock(self) -> Future[None]:
        """Nothing is done in the name of whoever is signed in until `unlock`."""
        return self._recorder.submit(lambda: self.presence.lock())

    def unlock(self, secret: str) -> Future[Person]:
        """A candidate may type their whole code. Refuses `session.nobody`, and as `People.authenticate`."""

        def work() -> Person:
            person = self.presence.who.person
            is_candidate = person is not None and Role.CANDIDATE in person.roles
            return self.presence.unlock(secret_of_code(secret) if is_candidate else secret)

        return self._recorder.submit(work)

    # -- managing people ----------------------------------------------------------------------------------------------

    def enter(self, name: str, roles: Collection[Role], secret: str) -> Future[Person]:
        """Enter somebody; refuses as `Presence.require` and `People.enter`."""
        return self._manage(roles, lambda by: self.people.enter(by, name, roles, secret))

    def set_roles(self, name: str, roles: Collection[Role]) -> Future[Person]:
        """Give somebody other roles, or none; refuses as `Presence.require` and `People.set_roles`."""

        def work() -> Person:
            person = self.people.find(name)
            self._require_manager(person.roles, has_secret=person.has_secret)
            by = self._require_manager(roles)
            person = self._say(self.people.set_roles(by, name, roles))
            self.presence.refresh()
            return person

        return self._recorder.submit(work)

    def reset_secret(self, name: str, secret: str) -> Future[Person]:
        """Another secret for somebody; refuses as `Presence.require` and `People.reset_secret`."""

        def work() -> Person:
            person = self.people.find(name)
            by = self._require_manager(person.roles, has_secret=person.has_secret)
            return self._say(self.people.reset_secret(by, name, secret))

        return self._recorder.submit(work)

    def change_secret(self, old: str, new: str) -> Future[None]:
        """One's own secret; refuses as `Presence.require` and `People.change_secret`."""

        def work() -> None:
            person = self.presence.require(Action.CHANGE_OWN_SECRET)
            self.people.change_secret(person, old, new)
            self._say(self.people.current(person.id))

        return self._recorder.submit(work)

    # -- in the recorder thread ---------------------------------------------------------------------------------------

    def came_down(self) -> Person | None:
        """People came down from the home post: who is here stays here, with the roles they have there. One of those who
        are known now, if any."""
        self.people.came_down()
        self.presence.came_down()
        return next(iter(self.people.everybody()), None)

    def require(self, action: Action) -> Person:
        """Whoever is signed in, if they may; refuses as `Presence.require`."""
        return self.presence.require(action)

    def sign(self, signature: Signature, action: Action) -> Person:
        """Whoever signs, if they may; refuses as `Presence.sign`."""
        return self.presence.sign(signature, action)

    def _require_manager(self, roles: Collection[Role], *, has_secret: bool = False) -> Person:
        return self.presence.require(rights.to_manage(roles, has_secret=has_secret))

    def _manage(self, roles: Collection[Role], work: Callable[[Person], Person]) -> Future[Person]:
        return self._recorder.submit(lambda: self._say(work(self._require_manager(roles))))

    def _say(self, person: Person) -> Person:
        self._publish(PeopleChanged(person))
        return person
