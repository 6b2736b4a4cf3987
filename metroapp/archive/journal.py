"""The journal: each operation of the workshop is one transaction and one sealed entry."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, Table, select
from sqlalchemy.exc import SQLAlchemyError

from metroapp.archive import schema, seal
from metroapp.archive.connection import storage_refusal
from metroapp.domain.measurement import EntryId

Row = tuple[Table, Mapping[str, Any]]

_INSERTS = {table.name: table.insert() for table in schema.SEALED}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def to_microseconds(at: datetime) -> int:
    """Microseconds since 1970 UTC, exact (no float in between)."""
    since = at - _EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def from_microseconds(at: int) -> datetime:
    return _EPOCH + timedelta(microseconds=at)


@dataclass(frozen=True, slots=True)
class Entry:
    """What is about to be written as one entry."""

    kind: str
    actor: str
    at: datetime
    rows: Sequence[Row]


class Journal:
    """Appends entries to the chain of one post. Owned by one thread."""

    def __init__(self, engine: Engine, post: str) -> None:
        self._connection = engine.connect()
        self.post = post
        self._sequence, self._head = self._last()

    def _last(self) -> tuple[int, bytes]:
        query = (
            select(schema.journal.c.sequence, schema.journal.c.digest)
            .where(schema.journal.c.post == self.post)
            .order_by(schema.journal.c.sequence.desc())
            .limit(1)
        )
        with self._connection.begin():
            last = self._connection.execute(query).first()
        return (last.sequence, last.digest) if last else (0, seal.FIRST)

    @property
    def head(self) -> bytes:
        """Digest of the last entry."""
        return self._head

    @property
    def next_id(self) -> EntryId:
        """The identity that the next entry will have."""
        return EntryId(self.post, self._sequence + 1)

    def append(
        self,
        kind: str,
        actor: str,
        at: datetime,
        rows: Sequence[Row],
        beside: Callable[[Connection], None] | None = None,
    ) -> EntryId:
        """Write `rows`, seal them in one entry, and return once the whole is durable.

        `beside` writes what is not sealed (derived tables, identities) in the same transaction. On failure nothing
        is written and the chain stays where it was; refuses `workspace.full`, `workspace.read_only`,
        `workspace.disk_error`.
        """
        return self.append_together([Entry(kind, actor, at, rows)], beside)

    def append_together(
        self,
        entries: Sequence[Entry],
        beside: Callable[[Connection], None] | None = None,
        signed: Callable[[Connection], Sequence[Entry]] | None = None,
    ) -> EntryId:
        """Write several entries in one transaction: all of them or none; gives the first. Otherwise as `append`.

        `signed` gives the entries that sign them, once they are written: written too, after what is beside.
        """
        first, head = self.next_id, self._head
        try:
            with self._connection.begin():
                sequence, head = self._insert_all(entries, self._sequence, head)
                if beside is not None:
                    beside(self._connection)
                if signed is not None:
                    sequence, head = self._insert_all(signed(self._connection), sequence, head)
        except SQLAlchemyError as error:
            raise storage_refusal(error) from error
        self._sequence, self._head = sequence, head
        return first

    def _insert_all(self, entries: Sequence[Entry], sequence: int, head: bytes) -> tuple[int, bytes]:
        """Insert entries after the one of this number and digest; the number and the digest of the last."""
        for entry in entries:
            sequence += 1
            head = self._insert(EntryId(self.post, sequence), entry, head)
        return sequence, head

    def _insert(self, id: EntryId, given: Entry, previous: bytes) -> bytes:
        """Insert one entry and its rows; its digest."""
        numbered = [
            (table, {"post": id.post, "sequence": id.sequence, "row": number, **row})
            for number, (table, row) in enumerate(given.rows)
        ]
        entry: dict[str, Any] = {
            "post": id.post,
            "sequence": id.sequence,
            "seal_format": seal.SEAL_FORMAT,
            "kind": given.kind,
            "at": to_microseconds(given.at),
            "actor": given.actor,
            "previous": previous,
            "manifest": seal.manifest([(str(table.name), row) for table, row in numbered]),
        }
        digest = seal.entry_digest(entry)
        self._connection.execute(_INSERTS[schema.journal.name], {**entry, "digest": digest})
        for table, row in numbered:
            self._connection.execute(_INSERTS[table.name], row)
        return digest

    def checkpoint(self) -> None:
        """Move the write-ahead log into the file; called when the bench is idle."""
        self.driver.execute("PRAGMA wal_checkpoint(PASSIVE)").close()

    @property
    def driver(self) -> sqlite3.Connection:
        """The driver's own connection: what cannot run inside a transaction, not even an empty one, runs there."""
        driver: sqlite3.Connection | None = self._connection.connection.driver_connection
        assert driver is not None
        return driver

    def close(self) -> None:
        self._connection.close()
