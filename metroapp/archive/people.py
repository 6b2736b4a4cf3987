"""People in the archive: their roles and the history of their secrets, as last sealed."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection, and_, select

from metroapp.archive import rows, schema
from metroapp.archive.journal import Row, from_microseconds
from metroapp.archive.queries import names, schema_version, shown_names
from metroapp.domain.measurement import EntryId
from metroapp.domain.people import Person, Role, SecretChange, SecretEvent

_ROLES = msgspec.json.Decoder(list[str]).decode


def role_row(person_id: str, roles: Sequence[Role], by: str) -> Row:
    written = rows.to_json([role.value for role in roles])
    return schema.person_role, {"person_id": person_id, "roles": written, "person": by}


def secret_row(person_id: str, change: SecretChange, digest: bytes, by: str) -> Row:
    return schema.secret_change, {"person_id": person_id, "kind": change.value, "digest": digest, "person": by}


def people(connection: Connection) -> list[Person]:
    """Everybody whose name is known, by name, with their roles as last written; none in an archive of before roles."""
    known = names(connection)
    roles: dict[str, tuple[Role, ...]] = {}
    if _has_people(connection):
        table = schema.person_role
        query = select(table.c.person_id, table.c.roles).order_by(table.c.sequence, table.c.row)
        for line in connection.execute(query):
            roles[line.person_id] = tuple(Role(value) for value in _ROLES(line.roles))
    with_secret = secret_digests(connection)
    found = [Person(id, name, roles.get(id, ()), id in with_secret) for id, name in known.items()]
    return sorted(found, key=lambda person: person.name.casefold())


def secret_digests(connection: Connection) -> dict[str, bytes]:
    """Digest of the secret of each person, as last sealed."""
    if not _has_people(connection):
        return {}
    table = schema.secret_change
    query = select(table.c.person_id, table.c.digest).order_by(table.c.sequence, table.c.row)
    return {line.person_id: bytes(line.digest) for line in connection.execute(query)}


def secret_events(connection: Connection) -> list[SecretEvent]:
    """The history of secrets, the first line first."""
    if not _has_people(connection):
        return []
    table, journal = schema.secret_change, schema.journal
    of_entry = and_(journal.c.post == table.c.post, journal.c.sequence == table.c.sequence)
    query = select(table, journal.c.at).join(journal, of_entry).order_by(table.c.sequence, table.c.row)
    known = shown_names(connection)
    return [
        SecretEvent(
            id=EntryId(line.post, line.sequence),
            name=known.get(line.person_id, ""),
            change=SecretChange(line.kind),
            by=known.get(line.person, ""),
            at=from_microseconds(line.at),
        )
        for line in connection.execute(query)
    ]


def _has_people(connection: Connection) -> bool:
    return schema.person_role.name in schema.tables(schema_version(connection))
