"""The people of a workshop and their secrets, in the recorder thread: who they are, and the proof that it is them.

A secret is hashed with argon2id; what is kept of it lies beside the archive, its digest in the journal. After three
failures in a row each further one makes the person wait longer.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from metroapp.domain.message import Refusal
from metroapp.domain.people import Person, Role, SecretChange, ordered, plain_name, require_secret

if TYPE_CHECKING:
    from argon2 import PasswordHasher

    from metroapp.archive.secrets import SecretStore
    from metroapp.archive.store import Archive

FREE_FAILURES = 3  # a mistyped code costs nothing
_FIRST_WAIT_S = 5
_LONGEST_WAIT_S = 300


def wait_after(failures: int) -> timedelta:
    """How long the person waits after so many failures in a row: 5 s after the third, then twice as long each time."""
    if failures < FREE_FAILURES:
        return timedelta()
    return timedelta(seconds=min(_LONGEST_WAIT_S, _FIRST_WAIT_S * 2 ** min(failures - FREE_FAILURES, 10)))


class People:
    """Everybody of one archive. The only writer: what is in memory is what the archive says."""

    def __init__(
        self, archive: Archive, secrets: SecretStore, clock: Callable[[], datetime], hasher: PasswordHasher
    ) -> None:
        self._archive = archive
        self._secrets = secrets
        self._clock = clock
        self._hasher = hasher
        self.came_down()

    def came_down(self) -> None:
        """Read who there is: people may have come down from the home post, or been erased there. Somebody whom this
        post let in before keeps their code here, where their roles at the home post are no more than those that they
        had here. Told by what is stored: a post that was stopped in between does it as it opens."""
        self._digests = self._archive.secret_digests()
        self._people = {person.id: person for person in self._archive.people()}
        for before, there in self._archive.known_before():
            self._keep_secret(before, there)
            self._secrets.forget(before.id)
        for id in self._archive.erased_people():
            self._secrets.forget(id)

    def _keep_secret(self, before: Person, there: str) -> None:
        person, sealed = self._people.get(there), self._digests.get(there)
        if sealed is not None:  # kept before; not in this file, where that came back from the server (`server_recover`)
            kept = self._secrets.get(before.id, sealed)
            if kept is not None:
                self._secrets.put(there, kept)
        if person is None or sealed is not None:
            return
        if not person.is_active or not {*person.roles} <= {*before.roles}:
            return  # whoever chose the code here had not to be trusted with these roles
        digest = self._digests.get(before.id)
        kept = None if digest is None else self._secrets.get(before.id, digest)
        if kept is not None:
            digest = self._secrets.put(person.id, kept)
            self._archive.write_person(person, person.id, self._clock(), (SecretChange.CHOSEN, digest), roles=False)
            self._took_secret(person, digest)

    def everybody(self) -> list[Person]:
        """By name, those without an account too."""
        return sorted(self._people.values(), key=lambda person: person.name.casefold())

    def current(self, id: str) -> Person:
        """The person as they are now: roles may have changed since they were last looked at."""
        return self._people[id]

    def find(self, name: str) -> Person:
        """The person of that name; refuses `person.unknown`."""
        person = self._namesake(plain_name(name))
        if person is None:
            raise Refusal("person.unknown", name=name)
        return person

    def known_as(self, name: str) -> Person | None:
        """The person of that name, if there is one."""
        return self._namesake(name)

    def _namesake(self, name: str) -> Person | None:
        return next((known for known in self._people.values() if same_name(known.name, name)), None)

    def lacks_administrator(self) -> bool:
        """Whether nobody could let anybody in: the first start, or the secrets of all administrators are lost."""
        return not any(
            Role.ADMINISTRATOR in person.roles and self._kept(person) is not None for person in self._people.values()
        )

    # -- entering people ----------------------------------------------------------------------------------------------

    def enter_administrator(self, name: str, roles: Collection[Role], secret: str) -> Person:
        """Let the first administrator in, by nobody but themselves.

        Where there were administrators, whose secrets are all lost, the journal says so, and the one let in has no role
        that they did not have: everybody else, and every other role, comes later and in somebody's name.

        Refuses `person.administrator_exists`, `person.not_administrator`, and as `enter`.
        """
        if not self.lacks_administrator():
            raise Refusal("person.administrator_exists")
        if not any(Role.ADMINISTRATOR in person.roles for person in self._people.values()):
            return self._enter(None, name, (*roles, Role.ADMINISTRATOR), secret, SecretChange.CHOSEN)
        namesake = self._namesake(plain_name(name))
        if namesake is None:
            self._archive.require_home()
            return self._enter(None, name, (Role.ADMINISTRATOR,), secret, SecretChange.RECOVERED)
        if Role.ADMINISTRATOR not in namesake.roles:
            raise Refusal("person.not_administrator", name=namesake.name)
        return self._enter(None, name, namesake.roles, secret, SecretChange.RECOVERED)

    def enter(self, by: Person, name: str, roles: Collection[Role], secret: str) -> Person:
        """Enter somebody with their roles and their first secret.

        Refuses `person.name_taken`, `person.roles_missing`, and as `plain_name`, `ordered`, `require_secret`.
        """
        return self._enter(by, name, roles, secret, SecretChange.CHOSEN)

    def _enter(
        self, by: Person | None, name: str, roles: Collection[Role], secret: str, change: SecretChange
    ) -> Person:
        name, granted = plain_name(name), ordered(roles)
        if not granted:
            raise Refusal("person.roles_missing")
        if change is SecretChange.CHOSEN:
            self._archive.require_home()
        namesake = self._namesake(name)
        if namesake is not None and (namesake.has_secret or namesake.is_active) and change is SecretChange.CHOSEN:
            raise Refusal("person.name_taken", name=namesake.name)
        # Somebody who measured here before there were accounts keeps their identity.
        name = namesake.name if namesake is not None else name
        require_secret(secret, name)
        person = Person(self._archive.person_id(name), name, granted)
        digest = self._hash(person, secret)
        recovers = bool(self._archive.home)  # with the roles that the home post gave
        by_id = by.id if by else person.id
        self._archive.write_person(person, by_id, self._clock(), (change, digest), roles=not recovers)
        return self._took_secret(person, digest)

    def set_roles(self, by: Person, name: str, roles: Collection[Role]) -> Person:
        """Give somebody these roles in place of theirs; none of them makes them act no more.

        Refuses `person.unknown`, `person.last_administrator`, and as `ordered`.
        """
        person, granted = self.find(name), ordered(roles)
        others = (other for other in self._people.values() if other.id != person.id)
        leaves = Role.ADMINISTRATOR in person.roles and Role.ADMINISTRATOR not in granted
        if leaves and not any(Role.ADMINISTRATOR in other.roles and self._kept(other) for other in others):
            raise Refusal("person.last_administrator", name=person.name)
        changed = replace(person, roles=granted)
        self._archive.write_person(changed, by.id, self._clock())
        self._people[changed.id] = changed
        return changed

    def erase(self, by: Person, person: Person, reason: str) -> bool:
        """Erase the name of a person, and forget their secret: somebody of the same name is another person from now on.

        As `Archive.erase_name`. Whether it may be done is decided by whoever asks.
        """
        is_overwritten = self._archive.erase_name(person.id, reason, by.name, self._clock())
        self._secrets.forget(person.id)
        del self._people[person.id]
        self._digests.pop(person.id, None)
        return is_overwritten

    # -- secrets ------------------------------------------------------------------------------------------------------

    def change_secret(self, person: Person, old: str, new: str) -> None:
        """The person's own secret, by the one before; refuses as `authenticate` and `require_secret`."""
        self.authenticate(person.name, old)
        self._set_secret(person, person, new, SecretChange.CHANGED)

    def reset_secret(self, by: Person, name: str, new: str) -> Person:
        """Another secret for somebody who lost theirs: written in the journal, under the name of whoever did it."""
        person = self.find(name)
        self._set_secret(by, person, new, SecretChange.RESET)
        return self.current(person.id)

    def _set_secret(self, by: Person, person: Person, secret: str, change: SecretChange) -> None:
        require_secret(secret, person.name)
        digest = self._hash(person, secret)
        self._archive.write_person(person, by.id, self._clock(), (change, digest), roles=False)
        self._took_secret(person, digest)

    def authenticate(self, name: str, secret: str) -> Person:
        """The person whose name and secret these are.

        Refuses `person.unknown`, `person.inactive`, `secret.none`, `secret.lost`, `secret.wait`, `secret.wrong`.
        """
        from argon2.exceptions import InvalidHashError, VerificationError

        person = self.find(name)
        if not person.is_active:
            raise Refusal("person.inactive", name=person.name)
        if person.id not in self._digests:
            raise Refusal("secret.none", name=person.name)
        kept = self._kept(person)
        if kept is None:
            raise Refusal("secret.lost", name=person.name)
        self._require_patience(person)
        try:
            self._hasher.verify(kept, _normal(secret))
        except (VerificationError, InvalidHashError):
            failures = self._secrets.count_failure(person.id, self._clock())
            wait = wait_after(failures)
            if wait:
                raise Refusal(
                    "secret.wrong_again", name=person.name, failures=failures, seconds=int(wait.total_seconds())
                ) from None
            raise Refusal("secret.wrong", name=person.name) from None
        self._secrets.forget_failures(person.id)
        return person

    def _require_patience(self, person: Person) -> None:
        failures, last = self._secrets.failures(person.id)
        if last is None:
            return
        # A clock set back makes the person wait from the beginning, never longer.
        left = wait_after(failures) - max(timedelta(), self._clock() - last)
        if left > timedelta():
            raise Refusal("secret.wait", name=person.name, failures=failures, seconds=-(-left // timedelta(seconds=1)))

    def _kept(self, person: Person) -> str | None:
        digest = self._digests.get(person.id)
        return None if digest is None else self._secrets.get(person.id, digest)

    def _hash(self, person: Person, secret: str) -> bytes:
        return self._secrets.put(person.id, self._hasher.hash(_normal(secret)))

    def _took_secret(self, person: Person, digest: bytes) -> Person:
        """The archive has sealed the new secret: the one before is forgotten."""
        self._digests[person.id] = digest
        self._secrets.keep_only(person.id, digest)
        self._secrets.forget_failures(person.id)
        self._people[person.id] = replace(person, has_secret=True)
        return self._people[person.id]


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same, however they were typed."""
    return _folded(one) == _folded(other)


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def _normal(secret: str) -> str:
    """The same letters typed on another keyboard are the same secret."""
    return unicodedata.normalize("NFC", secret)
