"""Entries of posts brought down from the server into a file: a copy that is read with the pages of any archive.

Nothing is taken on trust: each row and each entry is digested again before it is written, and follows the one before.
What is derived (lists, facets, words) is made here, so that the copy is searched as fast as the file of a post.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import psycopg
from sqlalchemy import Connection, func, select

from metroapp.archive import erasure, facets, queries, schema, seal
from metroapp.archive.derived_line import write_derived
from metroapp.archive.journal import Entry, from_microseconds
from metroapp.archive.server import plan
from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal

TOGETHER = 500  # entries in one transaction
_JOURNAL = ("post", "sequence", "seal_format", "kind", "at", "actor", "previous", "manifest", "digest")
Row = dict[str, Any]


def last_of(connection: Connection, post: str) -> tuple[int, bytes]:
    """The number and the digest of the last entry of a post in a file; those of before the first where it has none."""
    table = schema.journal
    query = select(table.c.sequence, table.c.digest).where(table.c.post == post)
    line = connection.execute(query.order_by(table.c.sequence.desc()).limit(1)).first()
    return (0, seal.FIRST) if line is None else (line.sequence, bytes(line.digest))


def pull(
    connection: Connection,
    server: psycopg.Connection[Any],
    post: str,
    go_on: Callable[[int], bool] = lambda _pulled: True,
) -> int:
    """Bring down the entries of a post that the file does not have, some hundreds to a transaction; how many.

    Refuses `server.pulled_broken` (what the server holds does not follow), `server.pulled_differs` (the file has
    another past of that post than the server); raises psycopg.Error and SQLAlchemyError.
    """
    pulled = 0
    while True:
        last, head = last_of(connection, post)
        connection.rollback()
        entries = list(_entries(server, post, last))
        if not entries:
            _require_same(server, post, last, head)
            return pulled
        rows = _rows(server, post, last, entries[-1]["sequence"])
        names = _names(server, [row["person_id"] for of in rows.values() for table, row in of if table == "person"])
        with connection.begin():
            for entry in entries:
                _check(entry, rows.get(entry["sequence"], []), last, head)
                last, head = entry["sequence"], entry["digest"]
                _write(connection, entry, rows.get(last, []))
            for id, name, salt in names:
                _know(connection, id, name, salt)
            _derive(connection, post, entries, rows)
        pulled += len(entries)
        if not go_on(pulled):
            return pulled


def _entries(server: psycopg.Connection[Any], post: str, after: int) -> Iterator[Row]:
    query = f"SELECT {', '.join(_JOURNAL)} FROM {plan.SCHEMA}.journal WHERE post = %s AND sequence > %s "
    for line in server.execute(query + "ORDER BY sequence LIMIT %s", (post, after, TOGETHER)):
        yield dict(zip(_JOURNAL, line, strict=True))


def _rows(server: psycopg.Connection[Any], post: str, after: int, until: int) -> dict[int, list[tuple[str, Row]]]:
    """The rows of these entries, by entry, in their order."""
    found: dict[int, list[tuple[str, Row]]] = {}
    for table in schema.SEALED_ROWS:
        names = [str(column.name) for column in table.columns]
        quoted = ", ".join(f'"{name}"' for name in names)
        query = f"SELECT {quoted} FROM {plan.SCHEMA}.{table.name} WHERE post = %s AND sequence BETWEEN %s AND %s"
        for line in server.execute(query, (post, after + 1, until)):
            row = {name: value for name, value in zip(names, line, strict=True) if value is not None}
            found.setdefault(row["sequence"], []).append((str(table.name), row))
    for rows in found.values():
        rows.sort(key=lambda one: one[1]["row"])
    return found


def _check(entry: Row, rows: list[tuple[str, Row]], last: int, head: bytes) -> None:
    follows = entry["sequence"] == last + 1 and entry["previous"] == head
    same = seal.manifest(rows) == entry["manifest"] and seal.entry_digest(entry) == entry["digest"]
    if not (follows and same and entry["seal_format"] == seal.SEAL_FORMAT):
        raise Refusal("server.pulled_broken", entry=f"{entry['post']}-{entry['sequence']}")


def _write(connection: Connection, entry: Row, rows: list[tuple[str, Row]]) -> None:
    connection.execute(schema.journal.insert(), entry)
    for table, row in rows:
        connection.execute(schema.metadata.tables[table].insert(), row)
        if table == schema.name_erasure.name and _is_of_post(connection, row["person_id"], entry["post"]):
            erasure.forget(connection, row["person_id"])


def _is_of_post(connection: Connection, person: str, post: str) -> bool:
    """Whether a post knows somebody: it erases no name of another."""
    table = schema.person
    query = select(func.count()).select_from(table).where(table.c.post == post, table.c.person_id == person)
    return connection.execute(query).scalar_one() > 0


def _names(server: psycopg.Connection[Any], people: list[str]) -> list[tuple[str, str, bytes]]:
    if not people:
        return []
    query = f"SELECT person_id, name, salt FROM {plan.SCHEMA}.person_identity WHERE person_id = ANY (%s)"
    return [(line[0], line[1], bytes(line[2])) for line in server.execute(query, (people,))]


def _know(connection: Connection, person: str, name: str, salt: bytes) -> None:
    """Keep a name that gives the digest that the journal seals."""
    table, known = schema.person, schema.person_identity
    digests = connection.execute(select(table.c.name_digest).where(table.c.person_id == person)).scalars()
    if seal.name_digest(name, salt) not in {bytes(digest) for digest in digests}:
        raise Refusal("server.pulled_broken", entry=person)
    if connection.execute(select(func.count()).select_from(known).where(known.c.person_id == person)).scalar_one() == 0:
        connection.execute(known.insert(), {"person_id": person, "name": name, "salt": salt})


def _derive(connection: Connection, post: str, entries: list[Row], rows: dict[int, list[tuple[str, Row]]]) -> None:
    """The lines of the records that were written of, then what they are found by."""
    touched: dict[EntryId, None] = {}
    for entry in entries:
        for table, row in rows.get(entry["sequence"], []):
            if table == schema.record.name:
                touched[EntryId(row["post"], row["sequence"])] = None
            elif "record_post" in row:
                touched[EntryId(row["record_post"], row["record_sequence"])] = None
    for id in touched:
        write_derived(connection, queries.load_record(connection, id))
    written = [
        Entry(
            entry["kind"],
            entry["actor"],
            from_microseconds(entry["at"]),
            [(schema.metadata.tables[table], row) for table, row in rows.get(entry["sequence"], [])],
        )
        for entry in entries
    ]
    facets.bring_up_to_date(connection, EntryId(post, entries[0]["sequence"]), written, touched)


def _require_same(server: psycopg.Connection[Any], post: str, last: int, head: bytes) -> None:
    """Refuse a file with entries that the server does not have, or has otherwise."""
    if last == 0:
        return
    query = f"SELECT digest FROM {plan.SCHEMA}.journal WHERE post = %s AND sequence = %s"
    line = server.execute(query, (post, last)).fetchone()
    if line is None or bytes(line[0]) != head:
        raise Refusal("server.pulled_differs", entry=f"{post}-{last}")
