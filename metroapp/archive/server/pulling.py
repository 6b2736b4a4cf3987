"""Entries of posts brought down from the server into a file: a copy that is read with the pages of any archive, or what
comes down from the home post into the file of another post.

Nothing is taken on trust: each row and each entry is digested again before it is written, and follows the one before.
What is derived (lists, facets, words) is made here, so that the file is searched as fast as that of one post.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import psycopg
from sqlalchemy import Connection, func, select, tuple_

from metroapp.archive import erasure, facets, schema, seal
from metroapp.archive.derived_line import line_of, put_line
from metroapp.archive.journal import Entry, from_microseconds
from metroapp.archive.server import contact, plan
from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal

TOGETHER = 500  # entries in one transaction
_OF_A_ROW = 80  # bytes of a manifest, at least
_JOURNAL = ("post", "sequence", "seal_format", "kind", "at", "actor", "previous", "manifest", "digest")
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Batch:
    """Entries of a post that follow one another, digested again; their rows by entry and in their order, and the names
    that they seal (id, name, salt)."""

    post: str
    after: int
    head: bytes  # the digest of the entry that they follow
    entries: list[Row]
    rows: dict[int, list[tuple[str, Row]]]
    names: list[tuple[str, str, bytes]]

    @property
    def last(self) -> int:
        last: int = self.entries[-1]["sequence"]
        return last

    @property
    def tip(self) -> bytes:
        """The digest of the last one."""
        return bytes(self.entries[-1]["digest"])

    def of(self, *tables: str) -> Iterator[Row]:
        """Its rows of some tables, in their order."""
        for entry in self.entries:
            for table, row in self.rows.get(entry["sequence"], []):
                if table in tables:
                    yield row

    @property
    def tables(self) -> set[str]:
        return {table for rows in self.rows.values() for table, _ in rows}

    @property
    def says_more(self) -> bool:
        """Whether it has rows that are of no record: what comes down."""
        of_records = {
            schema.record.name,
            *(name for name, table in schema.tables().items() if "record_post" in table.c),
        }
        return bool(self.tables - of_records)

    @property
    def records(self) -> list[EntryId]:
        """The records that were written of."""
        touched: dict[EntryId, None] = {}
        for rows in self.rows.values():
            for table, row in rows:
                if table == schema.record.name:
                    touched[EntryId(row["post"], row["sequence"])] = None
                elif "record_post" in row:
                    touched[EntryId(row["record_post"], row["record_sequence"])] = None
        return list(touched)


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

    Refuses as `fetch`; raises psycopg.Error and SQLAlchemyError.
    """
    pulled = 0
    while True:
        last, head = last_of(connection, post)
        connection.rollback()
        batch = fetch(server, post, last, head, TOGETHER)
        if batch is None:
            return pulled
        with connection.begin():
            write(connection, batch)
            derive(connection, batch)
            say(connection, batch)
        pulled += len(batch.entries)
        if not go_on(pulled):
            return pulled


def fetch(
    server: psycopg.Connection[Any], post: str, last: int, head: bytes, count: int, most: int = 0
) -> Batch | None:
    """The next entries of a post after the one of this number and digest, at most `count`; None where there are none.
    Of `most` rows at most, unless one entry alone has more.

    Refuses `server.pulled_broken` (what the server holds does not follow), `server.pulled_differs` (the file has
    another past of that post than the server); raises psycopg.Error.
    """
    with contact.within(server):
        entries = list(_entries(server, post, last, count))
        if not entries:
            _require_same(server, post, last, head)
            return None
        if most:
            entries = _as_many(entries, most)
        rows = _rows(server, post, last, entries[-1]["sequence"])
        people = [row["person_id"] for of in rows.values() for table, row in of if table == schema.person.name]
        batch = Batch(post, last, head, entries, rows, _names(server, people))
    for entry in entries:
        _check(entry, rows.get(entry["sequence"], []), last, head)
        last, head = entry["sequence"], entry["digest"]
    return batch


def write(connection: Connection, batch: Batch, *, at_once: bool = True) -> None:
    """Write what was fetched, in the transaction of the caller; refuses `server.pulled_differs` where the file does not
    end with what it follows. `at_once` as for `erasure.forget`."""
    if last_of(connection, batch.post) != (batch.after, batch.head):
        raise Refusal("server.pulled_differs", entry=f"{batch.post}-{batch.after}")
    connection.execute(schema.journal.insert(), batch.entries)
    of_table: dict[str, list[Row]] = {}
    for rows in batch.rows.values():
        for table, row in rows:
            of_table.setdefault(table, []).append(row)
    for name, written in of_table.items():
        columns = [str(column.name) for column in schema.metadata.tables[name].c]
        lines = [{column: row.get(column) for column in columns} for row in written]
        connection.execute(schema.metadata.tables[name].insert(), lines)
    erased = {row["person_id"] for row in batch.of(schema.name_erasure.name)}
    for id, name, salt in batch.names:
        if id not in erased:
            _know(connection, id, name, salt)
    for id in erased:
        if _is_of_post(connection, id, batch.post):
            erasure.forget(connection, id, at_once=at_once)


def derive(connection: Connection, batch: Batch) -> None:
    """The lines of the records that were written of."""
    for id in batch.records:
        line = line_of(connection, id)
        if line is not None:
            put_line(connection, line)


def say(connection: Connection, batch: Batch) -> None:
    """What the records that were written of are found by, once their lines are there."""
    written = [
        Entry(
            entry["kind"],
            entry["actor"],
            from_microseconds(entry["at"]),
            [(schema.metadata.tables[table], row) for table, row in batch.rows.get(entry["sequence"], [])],
        )
        for entry in batch.entries
    ]
    table = schema.derived_record
    there = tuple_(table.c.post, table.c.sequence).in_(batch.records)
    records = [EntryId(*line) for line in connection.execute(select(table.c.post, table.c.sequence).where(there))]
    facets.bring_up_to_date(connection, EntryId(batch.post, batch.entries[0]["sequence"]), written, records)


def _entries(server: psycopg.Connection[Any], post: str, after: int, count: int) -> Iterator[Row]:
    query = f"SELECT {', '.join(_JOURNAL)} FROM {plan.SCHEMA}.journal WHERE post = %s AND sequence > %s "
    for line in server.execute(query + "ORDER BY sequence LIMIT %s", (post, after, count)):
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


def _as_many(entries: list[Row], most: int) -> list[Row]:
    """The first ones, as their manifests say how many rows they have."""
    rows = 0
    for place, entry in enumerate(entries):
        rows += len(entry["manifest"]) // _OF_A_ROW
        if rows > most and place:
            return entries[:place]
    return entries


def _check(entry: Row, rows: list[tuple[str, Row]], last: int, head: bytes) -> None:
    follows = entry["sequence"] == last + 1 and entry["previous"] == head
    same = seal.manifest(rows) == entry["manifest"] and seal.entry_digest(entry) == entry["digest"]
    own = all(row.get("record_post", entry["post"]) == entry["post"] for _, row in rows)  # a post writes in no other's
    if not (follows and same and own and entry["seal_format"] == seal.SEAL_FORMAT):
        raise Refusal("server.pulled_broken", entry=f"{entry['post']}-{entry['sequence']}")


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
        facets.name_changed(connection, person)  # records of another post may name them already


def _require_same(server: psycopg.Connection[Any], post: str, last: int, head: bytes) -> None:
    """Refuse a file with entries that the server does not have, or has otherwise."""
    if last == 0:
        return
    query = f"SELECT digest FROM {plan.SCHEMA}.journal WHERE post = %s AND sequence = %s"
    line = server.execute(query, (post, last)).fetchone()
    if line is None or bytes(line[0]) != head:
        raise Refusal("server.pulled_differs", entry=f"{post}-{last}")
