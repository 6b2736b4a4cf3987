"""What the records of a server are found by, derived again from its sealed rows and compared: nothing of it is trusted.

Some hundreds of records at a time are put in an archive in memory, where the code of any archive derives them. What the
server has not been given yet is counted and not compared: a post gives it with its next entries. A record that cannot
be read, which a post sealed as no program of ours would, is named, and hides nothing of the others: its line says what
can be read of it and no more, so that nobody makes a bad piece good by an entry that nobody reads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any, NamedTuple

import msgspec
import psycopg
from sqlalchemy import Connection, select

from metroapp.archive import facets, schema, seal
from metroapp.archive.chain_check import Broken
from metroapp.archive.connection import create_plan, open_in_memory
from metroapp.archive.derived_line import partly_read, read_values, with_nothing_good
from metroapp.archive.server.deriving import LONGEST
from metroapp.archive.signatures import OF_RECORD
from metroapp.domain.measurement import EntryId

_TOGETHER = 300  # records
_LINE = [column.name for column in schema.derived_record.c]
_SIGNED = set(_LINE) - {"post", "sequence", "place"}
_BESIDE = (schema.workshop, schema.instrument, schema.workshop_rule, schema.home_seen)  # of the post, for each record
_JOURNAL = {"seal_format": seal.SEAL_FORMAT, "kind": "", "actor": "", "previous": b"", "manifest": b"", "digest": b""}
Row = dict[str, Any]


class Derived(NamedTuple):
    """How many records wait to be given, and those that cannot be read."""

    waiting: int
    unread: tuple[EntryId, ...]


def check(
    server: psycopg.Connection[Any],
    signed: Mapping[EntryId, str],
    go_on: Callable[[], bool] = lambda: True,
) -> Derived:
    """Compare all of it, in the transaction of the caller. `signed`: the lines that posts signed, which need not be
    derived again. Raises `Broken` with the table and the record that differ."""
    waiting, unread = set(_waiting(server)), list[EntryId]()
    of_posts = server.execute("SELECT DISTINCT post FROM record ORDER BY post").fetchall()
    for (post,) in of_posts:
        beside = [(table, row) for table in _BESIDE for row in _rows(server, table, "")]
        last = place = 0
        while records := _next(server, post, last):
            with _archive(signed, beside, _of_records(server, post, records)) as (memory, read):
                unread += [one for one in records if one not in read]
                for id in [one for one in records if one not in waiting]:
                    place = _compare(server, memory, id, place, is_read=id in read)
            last = records[-1].sequence
            if not go_on():
                return Derived(len(waiting), tuple(unread))
    _require_no_more(server)
    return Derived(len(waiting), tuple(unread))


def _waiting(server: psycopg.Connection[Any]) -> Iterator[EntryId]:
    """The records that entries after the last one that is derived say something of."""
    own = "SELECT r.post, r.sequence FROM record r JOIN post ON code = r.post WHERE r.sequence > derived"
    written = (
        f"SELECT t.record_post, t.record_sequence FROM {table.name} t JOIN post ON code = t.post "
        "WHERE t.sequence > derived AND derived < entries"
        for table in OF_RECORD
    )
    for line in server.execute(" UNION ".join((own, *written))):
        yield EntryId(*line)


def _next(server: psycopg.Connection[Any], post: str, after: int) -> list[EntryId]:
    query = "SELECT post, sequence FROM record WHERE post = %s AND sequence > %s ORDER BY sequence LIMIT %s"
    return [EntryId(*line) for line in server.execute(query, (post, after, _TOGETHER))]


def _rows(server: psycopg.Connection[Any], table: Any, where: str, given: tuple[Any, ...] = ()) -> Iterator[Row]:
    names = [str(column.name) for column in table.c]
    quoted = ", ".join(f't."{name}"' for name in names)
    query = f"SELECT {quoted}, j.at FROM {table.name} t JOIN journal j ON j.post = t.post AND j.sequence = t.sequence"
    for line in server.execute(f"{query} {where}", given):
        yield dict(zip((*names, "entry_at"), line, strict=True))


def _of_records(server: psycopg.Connection[Any], post: str, records: list[EntryId]) -> Iterator[tuple[Any, Row]]:
    among = (post, records[0].sequence, records[-1].sequence)
    for row in _rows(server, schema.record, "WHERE t.post = %s AND t.sequence BETWEEN %s AND %s", among):
        yield schema.record, row
    where = "WHERE t.record_post = %s AND t.record_sequence BETWEEN %s AND %s"
    for table in OF_RECORD:
        for row in _rows(server, table, where, among):
            yield table, row
    given = schema.measurement_input
    for parent in (schema.measurement, schema.zero_setting):
        of_parent = f"JOIN {parent.name} p ON p.post = t.post AND p.sequence = t.sequence "
        for row in _rows(server, given, of_parent + where.replace("t.", "p."), among):
            yield given, row
    # A post names its own records alone: those that it knows.
    for row in _rows(server, schema.treatment_event, "WHERE t.post = %s", (post,)):
        yield schema.treatment_event, row


@contextmanager
def _archive(signed: Mapping[EntryId, str], *parts: Any) -> Iterator[tuple[Connection, set[EntryId]]]:
    """Rows in an archive in memory, and those of its records that can be read."""
    engine = open_in_memory()
    try:
        with engine.begin() as connection:
            create_plan(connection)
            entries: dict[tuple[str, int], Row] = {}
            rows: dict[Any, list[Row]] = {}
            for part in parts:
                for table, row in part:
                    place = (row["post"], row["sequence"])
                    entries[place] = {**_JOURNAL, "post": place[0], "sequence": place[1], "at": row["entry_at"]}
                    rows.setdefault(table, []).append({name: row[name] for name in row if name != "entry_at"})
            if entries:
                connection.execute(schema.journal.insert(), list(entries.values()))
            for table, of in rows.items():
                connection.execute(table.insert(), of)
            read = set[EntryId]()
            for place in connection.execute(select(schema.record.c.post, schema.record.c.sequence)).all():
                id = EntryId(*place)
                line = _signed_line(id, signed) or read_values(connection, id)
                if line is not None:
                    read.add(id)
                said = line or partly_read(connection, id) or {}
                connection.execute(schema.derived_record.insert(), {**said, "place": id.sequence})
            facets.derive_all(connection)
            yield connection, read
    finally:
        engine.dispose()


def _signed_line(id: EntryId, signed: Mapping[EntryId, str]) -> Row | None:
    """The line of a record as its post signed it; None where it signed none, or none that is one."""
    with suppress(ValueError, RecursionError):
        found = msgspec.json.decode(signed.get(id, ""), type=dict[str, Any])
        if found.keys() == _SIGNED:
            return {"post": id.post, "sequence": id.sequence, **found}
    return None


def _compare(server: psycopg.Connection[Any], memory: Connection, id: EntryId, after: int, *, is_read: bool) -> int:
    """The place of a record, once all that the server derives of it is as it is here; of one that cannot be read, its
    line alone, where there is one."""
    columns = ", ".join(f'"{name}"' for name in _LINE)
    line = server.execute(f"SELECT {columns} FROM derived_record WHERE post = %s AND sequence = %s", id).fetchone()
    if line is None:
        if not is_read:
            return after
        raise Broken("derived_differs", "derived_record", str(id))
    found = dict(zip(_LINE, line, strict=True))
    place: int = found.pop("place")
    own = schema.derived_record
    expected = dict(
        memory.execute(select(own).where(own.c.post == id.post, own.c.sequence == id.sequence)).mappings().one()
    )
    del expected["place"]
    may_say = [expected] if is_read else [expected, with_nothing_good(expected)]  # as posts give it, as they recover it
    if found not in may_say or place <= after:
        raise Broken("derived_differs", "derived_record", str(id))
    if not is_read:
        return place
    table = schema.derived_facet
    query = select(table.c.kind, table.c.value).where(table.c.place == id.sequence)
    said = {(kind, _as_compared(value)) for kind, value in memory.execute(query) if len(value) <= LONGEST}
    kept = server.execute("SELECT kind, value FROM derived_facet WHERE place = %s", (place,)).fetchall()
    if said != {(kind, _as_compared(value)) for kind, value in kept}:
        raise Broken("derived_differs", "derived_facet", str(id))
    words = server.execute(f"SELECT words FROM {schema.WORDS} WHERE rowid = %s", (place,)).fetchone()
    if words is None or words[0] != facets.words_without_names(memory, id.sequence, id):
        raise Broken("derived_differs", schema.WORDS, str(id))
    return place


def _as_compared(value: str) -> str:
    """Without regard to the capitals of ASCII, as both databases compare them."""
    return "".join(sign.lower() if sign.isascii() else sign for sign in value)


def _require_no_more(server: psycopg.Connection[Any]) -> None:
    """Nothing is derived of a record that is not there."""
    for table, column, missing in (
        (
            "derived_record",
            "of.post || '-' || of.sequence",
            "record r ON r.post = of.post AND r.sequence = of.sequence",
        ),
        ("derived_facet", "of.kind || ' ' || of.value", "derived_record r ON r.place = of.place"),
        (schema.WORDS, "of.rowid::text", "derived_record r ON r.place = of.rowid"),
    ):
        query = f"SELECT {column} FROM {table} of LEFT JOIN {missing} WHERE r.post IS NULL LIMIT 1"
        line = server.execute(query).fetchone()
        if line is not None:
            raise Broken("derived_differs", table, str(line[0]))
