"""The people of an archive as its writer knows them: their ids, and what is written of them."""

from __future__ import annotations

import secrets
import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine

from metroapp.archive import erasure, people, schema, seal
from metroapp.archive.at_post import AtPost
from metroapp.archive.journal import Journal, Row
from metroapp.domain.people import Person, SecretChange


class PeopleWritten(AtPost):
    """A new name is entered in the journal by its salted digest, then known by a random id."""

    def __init__(self, engine: Engine, journal: Journal) -> None:
        super().__init__(engine, journal)
        self._read_ids()

    def _read_ids(self) -> None:
        with self._engine.connect() as connection:
            self._person_ids = people.ids(connection)

    def _came_down(self) -> None:
        self._read_ids()

    def people(self) -> list[Person]:
        """Everybody whose name is known, by name."""
        with self._engine.connect() as connection:
            return people.people(connection)

    def secret_digests(self) -> dict[str, bytes]:
        """Digest of what is kept of each person's secret, by person id."""
        with self._engine.connect() as connection:
            return people.secret_digests(connection)

    def person_id(self, name: str) -> str:
        """The id of a person; a new name has none yet, and gets it from `write_person`."""
        return self._person_ids.get(name) or uuid.uuid4().hex

    def write_person(
        self,
        person: Person,
        by: str,
        at: datetime,
        secret: tuple[SecretChange, bytes] | None = None,
        *,
        roles: bool = True,
    ) -> None:
        """One entry for a person: the name where it is new, the roles, and the digest of a new secret.

        `by` is the id of whoever does it. Refuses `post.elsewhere` but for the secret of somebody who is known.
        """
        if roles or person.name not in self._person_ids:
            self.require_home()
        written: list[Row] = []
        identity: dict[str, Any] | None = None
        if person.name not in self._person_ids:
            identity = {"person_id": person.id, "name": person.name, "salt": secrets.token_bytes(16)}
            digest = seal.name_digest(person.name, identity["salt"])
            written.append((schema.person, {"person_id": person.id, "name_digest": digest}))
        if roles:
            written.append(people.role_row(person.id, person.roles, by))
        if secret is not None:
            written.append(people.secret_row(person.id, *secret, by))

        def beside(connection: Connection) -> None:
            if identity is not None:
                connection.execute(schema.person_identity.insert(), identity)

        self._journal.append("people", by, at, written, beside)
        self._person_ids[person.name] = person.id

    def recorded(self, person_id: str) -> list[erasure.RecordedRows]:
        """What is recorded of a person, by kind."""
        with self._engine.connect() as connection:
            return erasure.recorded(connection, person_id)

    def _person(self, name: str, at: datetime) -> str:
        """The random id of a person; a new name is first entered in the journal by its salted digest."""
        if name not in self._person_ids:
            person_id, salt = uuid.uuid4().hex, secrets.token_bytes(16)
            row: Row = (schema.person, {"person_id": person_id, "name_digest": seal.name_digest(name, salt)})

            def beside(connection: Connection) -> None:
                values = {"person_id": person_id, "name": name, "salt": salt}
                connection.execute(schema.person_identity.insert(), values)

            self._journal.append("person", person_id, at, [row], beside)
            self._person_ids[name] = person_id
        return self._person_ids[name]
