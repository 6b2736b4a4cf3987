"""Checking the archive, both ways: every entry's rows are unchanged, and every sealed row belongs to one entry.

Also: the chain itself, the signatures of closed records, the triggers, the derived tables (recomputed; of a record that
is signed, against what was signed) and the names against their salted digests.
What no such check can see is a cut tail: compare the head with one held elsewhere, for instance on a printed record.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import msgspec
from sqlalchemy import Connection, Table, func, select, text
from sqlalchemy.exc import SQLAlchemyError

from metroapp.archive import facets, queries, schema, seal
from metroapp.archive.derived_line import derived_values
from metroapp.archive.signature_check import SAYS, Forged, FoundKey, SignatureCheck
from metroapp.archive.upgrade import STALE
from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal

Progress = Callable[[int, int], bool]  # entries checked, entries in all → whether to go on
_EVERY = 500


@dataclass(frozen=True, slots=True)
class Break:
    """The first thing found wrong: what (`code`), in which table, at which row."""

    code: str
    table: str
    row: str


@dataclass(frozen=True, slots=True)
class Report:
    """Outcome of a check. `heads` are the digests of the last entry of each post; `signed` counts the closed records
    whose signature covers everything, and `keys` are those that signed; `erased` counts the names that were."""

    entries: int
    rows: int
    heads: dict[str, str] = field(default_factory=dict)
    break_: Break | None = None
    cancelled: bool = False
    signed: int = 0
    keys: tuple[FoundKey, ...] = ()
    erased: int = 0

    @property
    def sound(self) -> bool:
        return self.break_ is None and not self.cancelled


class _Broken(Exception):
    def __init__(self, code: str, table: str, row: str) -> None:
        self.found = Break(code, table, row)


class _Cancelled(Exception):
    pass


def verify(connection: Connection, progress: Progress | None = None) -> Report:
    """Check the whole archive and report the first break."""
    checker = _Checker(connection, progress)
    try:
        checker.tables()
        checker.triggers()
        checker.chain()
        checker.identities()
        checker.derived()
    except _Broken as broken:
        return Report(checker.entries, checker.rows, checker.heads, broken.found)
    except _Cancelled:
        return Report(checker.entries, checker.rows, checker.heads, cancelled=True)
    except (SQLAlchemyError, sqlite3.Error, TypeError, ValueError, OverflowError, msgspec.MsgspecError):
        # A damaged file, or a value of a kind that this program never writes: reading it fails where it stands.
        return Report(checker.entries, checker.rows, checker.heads, Break("file_damaged", *checker.place))
    signatures = checker.signatures
    signed, keys = len(signatures.lines), tuple(signatures.keys)
    return Report(checker.entries, checker.rows, checker.heads, signed=signed, keys=keys, erased=checker.erased)


class _Stream:
    """The rows of one sealed table in the order of the journal, one ahead."""

    def __init__(self, connection: Connection, table: Table, version: int) -> None:
        self.table = table
        query = select(*schema.columns(table, version)).order_by(table.c.post, table.c.sequence, table.c.row)
        self._rows: Iterator[Any] = iter(connection.execution_options(yield_per=1000).execute(query).mappings())
        self.next: Any = None

    def take(self) -> dict[str, Any]:
        row = dict(self.next)
        self.advance()
        return row

    def advance(self) -> None:
        self.next = next(self._rows, None)


class _Checker:
    def __init__(self, connection: Connection, progress: Progress | None) -> None:
        self._connection = connection
        self._progress = progress
        self._version = 0
        self.entries = 0
        self.rows = 0
        self.heads: dict[str, str] = {}
        self.erased = 0
        self.signatures = SignatureCheck()
        self.place = ("sqlite_master", "")  # what is being read, should reading it fail

    def tables(self) -> None:
        """The tables of the plan, of the version that the file says, and no other."""
        self.place = ("schema_version", "1")
        self._version = queries.schema_version(self._connection)
        self.place = ("sqlite_master", "")
        planned = schema.tables(self._version)
        query = text(
            "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%' ORDER BY name"
        )
        present = self._connection.execute(query).scalars().all()
        kept = (schema.WORDS, *schema.WORDS_KEPT_IN) if self._version >= schema.WORDS_SINCE else ()
        for name in present:
            if name not in planned and name not in kept:
                raise _Broken("unknown_table", name, "")
        for name in planned:
            if name not in present:
                raise _Broken("file_damaged", name, "1")
            columns = {line.name for line in self._connection.execute(text(f"PRAGMA table_info({name})"))}
            if columns != {column.name for column in schema.columns(planned[name], self._version)}:
                raise _Broken("columns_changed", name, "")

    def triggers(self) -> None:
        query = text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        found = {line.name: line.sql for line in self._connection.execute(query)}
        planned = schema.triggers(self._version)
        for name in sorted(planned.keys() | found.keys()):
            if found.get(name) != planned.get(name):
                raise _Broken("trigger_changed", "sqlite_master", name)

    def chain(self) -> None:
        total = self._connection.execute(select(func.count()).select_from(schema.journal)).scalar_one()
        streams: dict[str, _Stream] = {}
        planned = schema.tables(self._version)
        for table in (table for table in schema.SEALED_ROWS if table.name in planned):
            self.place = (str(table.name), "1")
            streams[table.name] = _Stream(self._connection, table, self._version)
            streams[table.name].advance()
        query = select(schema.journal).order_by(schema.journal.c.post, schema.journal.c.sequence)
        previous: dict[str, tuple[int, bytes]] = {}
        for line in self._connection.execution_options(yield_per=1000).execute(query).mappings():
            entry = dict(line)
            id = EntryId(entry["post"], entry["sequence"])
            self.place = ("journal", str(id))
            sequence, digest = previous.get(id.post, (0, seal.FIRST))
            if id.sequence != sequence + 1:
                raise _Broken("entry_missing", "journal", str(EntryId(id.post, sequence + 1)))
            if entry["previous"] != digest or _digest(entry) != entry["digest"]:
                raise _Broken("entry_changed", "journal", str(id))
            self._rows_of(id, entry, streams)
            previous[id.post] = (id.sequence, entry["digest"])
            self.entries += 1
            if self._progress is not None and self.entries % _EVERY == 0 and not self._progress(self.entries, total):
                raise _Cancelled
        for stream in streams.values():
            if stream.next is not None:
                raise _Broken("row_not_sealed", stream.table.name, _row_name(stream.next))
        unsigned = self.signatures.missing()
        if unsigned is not None:
            raise _Broken("signature_missing", "journal", str(unsigned))
        self.heads = {post: digest.hex() for post, (_, digest) in previous.items()}

    def _rows_of(self, id: EntryId, entry: dict[str, Any], streams: dict[str, _Stream]) -> None:
        for stream in streams.values():
            if stream.next is not None and (stream.next["post"], stream.next["sequence"]) < id:
                raise _Broken("row_not_sealed", stream.table.name, _row_name(stream.next))
        try:
            sealed = seal.read_manifest(entry["manifest"])
        except msgspec.DecodeError:
            raise _Broken("entry_changed", "journal", str(id)) from None
        is_followed = False
        for table, number, digest in sealed:
            key = (id.post, id.sequence, number)
            if table not in streams or streams[table].next is None or _key(streams[table].next) > key:
                raise _Broken("row_missing", table, f"{id}-{number}")
            stream = streams[table]
            self.place = (table, f"{id}-{number}")
            if _key(stream.next) < key:
                raise _Broken("row_not_sealed", table, _row_name(stream.next))
            row = stream.take()
            if seal.row_digest(table, row).hex() != digest:
                raise _Broken("row_changed", table, f"{id}-{number}")
            self.rows += 1
            if table in SAYS and not is_followed:
                is_followed = True
                try:
                    self.signatures.follow(id, entry["digest"], table, row)
                except Forged as forged:
                    raise _Broken(forged.args[0], table, f"{id}-{number}") from None

    def identities(self) -> None:
        self.place = ("person_identity", "")
        digests = {
            line.person_id: line.name_digest
            for line in self._connection.execute(select(schema.person.c.person_id, schema.person.c.name_digest))
        }
        named = set()
        for line in self._connection.execute(select(schema.person_identity)):
            if digests.get(line.person_id) != seal.name_digest(line.name, line.salt):
                raise _Broken("name_changed", "person_identity", line.person_id)
            named.add(line.person_id)
        erased = queries.erased(self._connection)
        for person_id in sorted(digests.keys() - named - erased):
            raise _Broken("identity_missing", "person_identity", person_id)
        self.erased = len(erased)

    def derived(self) -> None:
        table = schema.derived_record
        self.place = (str(table.name), "")
        stored = {EntryId(line["post"], line["sequence"]): dict(line) for line in self._all(table)}
        opened = [EntryId(line["post"], line["sequence"]) for line in self._all(schema.record)]
        for id in opened:
            expected = self._expected(id)
            if self._version < 3:  # there was no other word for what is held
                expected["unsorted"] += expected.pop("held")
            found = stored.pop(id, None)
            if found is not None:
                found.pop("place", None)
            if found is not None and found["unsorted"] == STALE:
                continue  # says nothing: an upgrade was stopped before it could sort again
            if found != expected:
                raise _Broken("derived_differs", table.name, str(id))
        for id in stored:
            raise _Broken("derived_differs", table.name, str(id))
        if self._version >= schema.WORDS_SINCE and not facets.are_to_be_made(self._connection):
            self.place = (schema.WORDS, "")
            differs = facets.difference(self._connection)
            if differs is not None:
                raise _Broken("derived_differs", *differs)

    def _expected(self, id: EntryId) -> dict[str, Any]:
        """The derived line that a record should have: as it was signed, else as it is derived again."""
        signed = self.signatures.lines.get(id)
        if signed is not None:
            return {"post": id.post, "sequence": id.sequence, **msgspec.json.decode(signed, type=dict[str, Any])}
        try:
            return derived_values(queries.load_record(self._connection, id))
        except (Refusal, ValueError, KeyError, msgspec.ValidationError) as error:
            raise _Broken("record_unreadable", "record", str(id)) from error

    def _all(self, table: Table) -> list[Any]:
        query = select(*schema.columns(table, self._version)).order_by(table.c.post, table.c.sequence)
        return list(self._connection.execute(query).mappings())


def _digest(entry: dict[str, Any]) -> bytes | None:
    """The digest that an entry should have; None when its seal format is not known."""
    return seal.entry_digest(entry) if entry["seal_format"] == seal.SEAL_FORMAT else None


def _key(row: Any) -> tuple[str, int, int]:
    return row["post"], row["sequence"], row["row"]


def _row_name(row: Any) -> str:
    return f"{row['post']}-{row['sequence']}-{row['row']}"
