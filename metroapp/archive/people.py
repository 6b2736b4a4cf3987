"""People in the archive: their roles and the history of their secrets, as last sealed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, and_, select

from metroapp.archive import homes, rows, schema
from metroapp.archive.folding import folded
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
    """Everybody whose name is known, by name, with their roles as last written; none in an archive of before roles.

    Who the home post knows is who they are there: somebody of the same name whom this post knew before is them.
    """
    known = names(connection)
    for id in namesakes(connection):
        known.pop(id, None)
    roles: dict[str, tuple[Role, ...]] = {}
    if _has_people(connection):
        table = schema.person_role
        query = select(table.c.person_id, table.c.roles).order_by(table.c.sequence, table.c.row)
        for line in connection.execute(query):
            roles[line.person_id] = tuple(Role(value) for value in _ROLES(line.roles))
    with_secret = secret_digests(connection)
    found = [Person(id, name, roles.get(id, ()), id in with_secret) for id, name in known.items()]
    return sorted(found, key=lambda person: person.name.casefold())


def namesakes(connection: Connection) -> dict[str, str]:
    """People whom a post knew before the home post said who is who, and who they are there: by id, the id there."""
    home = homes.home_of(connection)
    if not home:
        return {}
    table, known = schema.person, names(connection)
    at_home = set(connection.execute(select(table.c.person_id).where(table.c.post == home)).scalars())
    there = {_called(known[id]): id for id in at_home if id in known}
    return {id: there[_called(name)] for id, name in known.items() if id not in at_home and _called(name) in there}


def _called(name: str) -> str:
    return " ".join(folded(name).split())


def ids(connection: Connection) -> dict[str, str]:
    """The id under which what somebody does is written from now on, by what is shown of them."""
    are = namesakes(connection)
    return {name: are.get(id, id) for id, name in shown_names(connection).items()}


def is_of(connection: Connection, person_id: str, post: str) -> bool:
    """Whether a post entered somebody."""
    table = schema.person
    query = select(table.c.row).where(table.c.person_id == person_id, table.c.post == post)
    return connection.execute(query.limit(1)).first() is not None


def erased_with(connection: Connection, erasures: Iterable[dict[str, Any]], post: str) -> Iterator[dict[str, Any]]:
    """The rows that erase whom a post knew by the names of people whom the home post erases."""
    are = namesakes(connection)
    for row in erasures:
        for id, there in are.items():
            if there == row["person_id"] and is_of(connection, id, post):
                yield {"person_id": id, "reason": row["reason"], "person": row["person"]}


def roles_of(connection: Connection, person_id: str) -> frozenset[Role]:
    """The roles of one id, as last written."""
    table = schema.person_role
    query = select(table.c.roles).where(table.c.person_id == person_id)
    found = connection.execute(query.order_by(table.c.sequence.desc(), table.c.row.desc()).limit(1))
    return frozenset(Role(value) for value in _ROLES(found.scalar_one_or_none() or "[]"))


def secret_digests(connection: Connection) -> dict[str, bytes]:
    """Digest of the secret of each person, as last sealed: at a post that is not the home post, by that post alone,
    since what a digest is of never leaves a post."""
    if not _has_people(connection):
        return {}
    table = schema.secret_change
    query = select(table.c.person_id, table.c.digest).order_by(table.c.sequence, table.c.row)
    if homes.home_of(connection):
        query = query.where(table.c.post == select(schema.this_post.c.post).scalar_subquery())
    return {line.person_id: bytes(line.digest) for line in connection.execute(query)}


def secret_events(connection: Connection) -> list[SecretEvent]:
    """The history of secrets, the first line first."""
    if not _has_people(connection):
        return []
    table, journal = schema.secret_change, schema.journal
    of_entry = and_(journal.c.post == table.c.post, journal.c.sequence == table.c.sequence)
    query = select(table, journal.c.at).join(journal, of_entry)
    query = query.order_by(*homes.at_home_first(connection, table), table.c.post, table.c.sequence, table.c.row)
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
