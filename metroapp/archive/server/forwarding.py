"""Entries of a post on their way to the server: read from its file as they are sealed, handed over in order.

What the server has is what it says it has: nothing is kept about it at the post, so that a server restored from a copy
is given again what it lost, and an entry whose acknowledgement was lost is not sent twice into the chain.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import msgspec
import psycopg
from sqlalchemy import Connection, select, tuple_

from metroapp.archive import queries, schema
from metroapp.archive.digested_rows import line_type
from metroapp.archive.server import contact, derived_forwarding, plan, receiving
from metroapp.domain.message import Refusal

TOGETHER = 500  # entries in one transaction
MOST_BYTES = 8_000_000  # of rows in one transaction, unless one entry alone has more: a sweep has 20,000 samples
_AT_ONCE = 500  # rows
_JOURNAL = "sequence, seal_format, kind, at, actor, previous, manifest, digest"
_encode = msgspec.json.Encoder().encode


@dataclass
class Batch:
    """Some entries of a post, as `receive` takes them."""

    post: str
    entries: list[tuple[Any, ...]]
    rows: dict[str, str] = field(default_factory=dict)  # of each table, as one JSON array
    people: list[str] = field(default_factory=list)  # whose names these entries seal

    @property
    def last(self) -> int:
        last: int = self.entries[-1][0]
        return last


def batches(connection: Connection, post: str, after: int, count: int = TOGETHER) -> Iterator[Batch]:
    """The entries of a post after one of them, in order, at most `count` at a time."""
    driver: Any = connection.connection.driver_connection
    tables = _tables(queries.schema_version(connection))
    most = count
    while True:
        found = driver.execute(
            f"SELECT {_JOURNAL} FROM journal WHERE post = ? AND sequence > ? ORDER BY sequence LIMIT ?",
            (post, after, most),
        ).fetchall()
        if not found:
            return
        batch = Batch(post, found)
        if not _add_rows(driver, batch, after, tables) and len(found) > 1:
            most = len(found) // 2
            continue
        yield batch
        after, most = batch.last, min(count, most * 2)


def _tables(version: int) -> list[tuple[str, str, Any]]:
    """Name, query and line of each table of sealed rows."""
    found = []
    for name, table in schema.tables(version).items():
        if table in schema.SEALED_ROWS:
            columns = tuple(sorted(str(column.name) for column in schema.columns(table, version)))
            quoted = ", ".join(f'"{column}"' for column in columns)
            query = f"SELECT {quoted} FROM {name} WHERE post = ? AND sequence > ? AND sequence <= ?"
            found.append((name, query, line_type(columns)))
    return found


def _add_rows(driver: Any, batch: Batch, after: int, tables: list[tuple[str, str, Any]]) -> bool:
    """The rows of these entries; False where they are too many bytes, which is seen before they are many more."""
    size = 0
    for name, query, make in tables:
        cursor, texts = driver.execute(query, (batch.post, after, batch.last)), []
        while lines := [make(*values) for values in cursor.fetchmany(_AT_ONCE)]:
            texts.append(_encode(lines)[1:-1])
            size += len(texts[-1])
            if size > MOST_BYTES and len(batch.entries) > 1:
                return False
            if name == schema.person.name:
                batch.people += [line.person_id for line in lines]
        if texts:
            batch.rows[name] = f"[{b','.join(texts).decode()}]"
    return True


def count_after(connection: Connection, post: str, after: int) -> int:
    """How many entries of a post wait, after the last one that the server has."""
    driver: Any = connection.connection.driver_connection
    line = driver.execute("SELECT max(sequence) FROM journal WHERE post = ?", (post,)).fetchone()
    return max(0, (line[0] or 0) - after)


def received(server: psycopg.Connection[Any], post: str) -> tuple[int, bytes]:
    """The number and the digest of the last entry of a post that the server has. Refuses `server.other_post` a post
    that was not added there."""
    with contact.within(server):
        line = server.execute(f"SELECT entries, head FROM {plan.SCHEMA}.post WHERE code = %s", (post,)).fetchone()
    if line is None:
        raise Refusal("server.other_post", entry=post)
    return line[0], bytes(line[1])


def require_same_past(connection: Connection, post: str, last: int, head: bytes) -> None:
    """Refuse (`server.differs`) a server whose last entry of the post is not the one of this file, and
    (`server.ahead`) one that has later ones: this file is an old copy of the archive, where it is one at all."""
    if last == 0:
        return
    driver: Any = connection.connection.driver_connection
    line = driver.execute("SELECT digest FROM journal WHERE post = ? AND sequence = ?", (post, last)).fetchone()
    if line is None:
        raise Refusal("server.ahead", entry=f"{post}-{last}")
    if bytes(line[0]) != head:
        raise Refusal("server.differs", entry=f"{post}-{last}")


def last_agreed(connection: Connection, server: psycopg.Connection[Any], post: str) -> int:
    """The last entry of a post that the server has, of the chain that this file has too. Refuses as `received` and
    `require_same_past`; a shorter file is an old copy where its own last entry is the one that the server has."""
    last, head = received(server, post)
    driver: Any = connection.connection.driver_connection
    query = "SELECT sequence, digest FROM journal WHERE post = ? ORDER BY sequence DESC LIMIT 1"
    own = driver.execute(query, (post,)).fetchone()
    if own is not None and own[0] < last:
        query = f"SELECT digest FROM {plan.SCHEMA}.journal WHERE post = %s AND sequence = %s"
        with contact.within(server):
            there = server.execute(query, (post, own[0])).fetchone()
        if there is not None and bytes(there[0]) != own[1]:
            raise Refusal("server.differs", entry=f"{post}-{own[0]}")
    require_same_past(connection, post, last, head)
    return last


# Arrays go as bytes: as texts, each quotation mark would be escaped, and read again.
_RECEIVE = (
    f"SELECT {plan.SCHEMA}.receive(%s, %b::bigint[], %b::int[], %b::text[], %b::bigint[], %b::text[], %b::bytea[], "
    "%b::bytea[], %b::bytea[], %b::text[], %b::text[])"
)


def hand_over(server: psycopg.Connection[Any], batch: Batch, names: dict[str, tuple[str, bytes]]) -> int:
    """Hand entries over in one transaction, with the names that they seal; the number of the last entry that the
    server has then. Raises psycopg.Error, what `receive` refuses among them."""
    entries = [list(column) for column in zip(*batch.entries, strict=True)]
    with server.transaction():
        line = server.execute(_RECEIVE, (batch.post, *entries, list(batch.rows), list(batch.rows.values()))).fetchone()
        for person in batch.people:
            if person in names:
                server.execute(f"SELECT {plan.SCHEMA}.know(%s, %s, %s)", (person, *names[person]))
    assert line is not None
    last: int = line[0]
    return last


def names_of(connection: Connection, people: list[str]) -> dict[str, tuple[str, bytes]]:
    """Name and salt of people whose name is known here."""
    if not people:
        return {}
    table = schema.person_identity
    found = connection.execute(select(table).where(tuple_(table.c.person_id).in_([(one,) for one in people])))
    return {line.person_id: (line.name, line.salt) for line in found}


def forward(
    connection: Connection,
    server: psycopg.Connection[Any],
    post: str,
    go_on: Callable[[int, int], bool] = lambda _sent, _of: True,
    count: int = TOGETHER,
) -> int:
    """Hand over what the server does not have yet, then what is derived of it; how many entries that were. `go_on`
    hears how many are there, of how many, and stops it where it says no.

    Refuses as `last_agreed`; raises psycopg.Error.
    """
    last = last_agreed(connection, server, post)
    total, sent = count_after(connection, post, last), 0
    for batch in batches(connection, post, last, count):
        for one in _taken(connection, server, batch):
            sent += len(one.entries)
            if not go_on(sent, total):
                return sent
    # This file and the server are now at the same entry: what is derived here is what the server may show.
    derived_forwarding.derive(connection, server, post, last + sent, lambda: go_on(sent, total))
    if not sent:
        derived_forwarding.derive_lost(connection, server, post)
    return sent


def _taken(connection: Connection, server: psycopg.Connection[Any], batch: Batch) -> Iterator[Batch]:
    """What the server took. Where it refuses one of some entries, those before it arrive, and the refusal names it."""
    try:
        with contact.within(server):
            hand_over(server, batch, names_of(connection, batch.people))
    except psycopg.Error as error:
        if len(batch.entries) == 1 or error.sqlstate not in (receiving.BROKEN, receiving.NEWER):
            raise
    else:
        yield batch
        return
    for one in batches(connection, batch.post, batch.entries[0][0] - 1, 1):
        if one.last > batch.last:
            return
        yield from _taken(connection, server, one)
