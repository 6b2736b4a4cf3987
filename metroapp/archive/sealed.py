"""Entries of the journal taken out of the archive with what proves them, as JSON: what a document carries and what is
handed to another workshop.

Each entry has the head and the rows that its digest covers, so whoever holds it digests them again (`archive.seal`);
the signatures of a record cover the digests of its entries (`archive.signatures`), and the public key comes with them.
Bytes are in base64, digests of the chain in hexadecimal, null columns left out. Names are beside, with their salts:
sealed rows hold their digests only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from sqlalchemy import Column, Connection, Select, Table, and_, select

from metroapp.archive import heads, queries, schema
from metroapp.archive.signatures import OF_RECORD
from metroapp.domain.measurement import EntryId

FORMAT = "metroapp sealed 1"
_encode = msgspec.json.Encoder(order="deterministic").encode


_WANTED = "wanted_entries"
_MAKE_WANTED = (
    f"CREATE TEMP TABLE IF NOT EXISTS {_WANTED} (post TEXT, sequence INTEGER, PRIMARY KEY (post, sequence))",
    f"DELETE FROM temp.{_WANTED}",
)


def of_record(connection: Connection, id: EntryId) -> bytes:
    """A record: its own entries and signatures, and those that say who acted and with which means."""
    return _sealed(connection, str(id), ids_of_record(connection, id))


def ids_of_record(connection: Connection, id: EntryId) -> list[EntryId]:
    """The entries that say all of a record."""
    own = [id, *_naming(connection, [*OF_RECORD, schema.record_signature], id)]
    return sorted({*own, *_around(connection, own)})


def of_treatment(connection: Connection, number: str) -> bytes:
    """A fiche or a dérogation: its acts."""
    table = schema.treatment_event
    query = select(table.c.post, table.c.sequence).where(table.c.number == number)
    own = _ids(connection, query)
    return _sealed(connection, number, [*own, *_around(connection, own)])


def of_process(connection: Connection, number: str) -> bytes:
    """A study or a series of lots: its acts."""
    table = schema.process_event
    own = _ids(connection, select(table.c.post, table.c.sequence).where(table.c.number == number))
    return _sealed(connection, number, [*own, *_around(connection, own)])


def of_order(connection: Connection, number: str, records: Iterable[EntryId]) -> bytes:
    """A work order: the acts on its papers, and the opening of its records."""
    table = schema.work_order_event
    own = list(records)
    if table.name in schema.tables(queries.schema_version(connection)):
        own += _ids(connection, select(table.c.post, table.c.sequence).where(table.c.number == number))
    return _sealed(connection, number, [*own, *_around(connection, own)])


def of_records(connection: Connection, subject: str, records: Iterable[EntryId]) -> bytes:
    """Several records, all of each, as what one paper is about."""
    return _sealed(connection, subject, {one for id in records for one in ids_of_record(connection, id)})


def of_entry(connection: Connection, id: EntryId) -> bytes:
    """One entry, such as a verification."""
    return _sealed(connection, str(id), [id, *_around(connection, [id])])


def _sealed(connection: Connection, subject: str, ids: Iterable[EntryId]) -> bytes:
    wanted = sorted(set(ids))
    entries = _entries(connection, wanted)
    named = {row["person_id"] for entry in entries for row in entry["rows"] if row["table"] == schema.person.name}
    table = schema.person_identity
    people = {
        line.person_id: {"name": line.name, "salt": line.salt}
        for line in connection.execute(select(table).where(table.c.person_id.in_(sorted(named))))
    }
    head = heads.printed(connection, wanted[-1].post)
    return _encode({"format": FORMAT, "subject": subject, "head": head, "entries": entries, "people": people})


def _entries(connection: Connection, ids: Iterable[EntryId]) -> list[dict[str, Any]]:
    """Entries with their rows, in the order of the journal."""
    version = queries.schema_version(connection)
    known = schema.tables(version)
    driver: Any = connection.connection.driver_connection
    for statement in _MAKE_WANTED:
        driver.execute(statement)
    driver.executemany(f"INSERT OR IGNORE INTO temp.{_WANTED} VALUES (?, ?)", ids)
    rows: defaultdict[EntryId, list[dict[str, Any]]] = defaultdict(list)
    for table in (table for table in schema.SEALED_ROWS if table.name in known):
        for row in _wanted(driver, str(table.name), schema.columns(table, version)):
            id = EntryId(row.pop("post"), row.pop("sequence"))
            rows[id].append({"table": str(table.name), **row})
    found = []
    for entry in _wanted(driver, str(schema.journal.name), schema.columns(schema.journal, version)):
        del entry["manifest"]  # made again from the rows
        id = EntryId(entry["post"], entry["sequence"])
        entry |= {"previous": entry["previous"].hex(), "digest": entry["digest"].hex()}
        found.append(entry | {"rows": sorted(rows[id], key=lambda row: row["row"])})
    return found


def _wanted(driver: Any, table: str, columns: Iterable[Column[Any]]) -> Iterator[dict[str, Any]]:
    """The rows of a table that are of the entries wanted, without what is null."""
    names = [str(column.name) for column in columns]
    quoted = ", ".join(f'"{name}"' for name in names)
    query = f"SELECT {quoted} FROM {table} JOIN temp.{_WANTED} USING (post, sequence) ORDER BY post, sequence"
    for values in driver.execute(query):
        yield {name: value for name, value in zip(names, values, strict=True) if value is not None}


def _around(connection: Connection, own: list[EntryId]) -> list[EntryId]:
    """The entries without which those of a subject say less: the workshop, its people, its means, the keys.

    Of the means, the last line before the first entry of the subject for each that it names: its state then.
    """
    found = _ids(connection, select(schema.workshop.c.post, schema.workshop.c.sequence))
    entries = _entries(connection, own)
    said = {text for entry in entries for row in entry["rows"] for text in _texts(row)}
    people, means, keys = schema.person, schema.instrument, schema.signing_key
    found += _ids(connection, select(people.c.post, people.c.sequence).where(people.c.person_id.in_(sorted(said))))
    first = min(own)
    for number in queries.instruments(connection, before=first).keys() & said:
        query = select(means.c.post, means.c.sequence).where(
            means.c.number == number, means.c.post == first.post, means.c.sequence < first.sequence
        )
        found += _ids(connection, query.order_by(means.c.sequence.desc()).limit(1))
    if keys.name in schema.tables(queries.schema_version(connection)):
        found += _ids(connection, select(keys.c.post, keys.c.sequence))
    return found


def _texts(value: Any) -> Iterable[str]:
    """Every text of a row, those of its JSON columns too: an id of a person, a number of a means."""
    if isinstance(value, str):
        yield value
        if value[:1] in "[{":
            try:
                yield from _texts(msgspec.json.decode(value))
            except msgspec.DecodeError:
                return
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)


def _naming(connection: Connection, tables: Iterable[Table], record: EntryId) -> list[EntryId]:
    """The entries with a row of a record."""
    known = schema.tables(queries.schema_version(connection))
    found: list[EntryId] = []
    for table in tables:
        if table.name in known:
            of_record = and_(table.c.record_post == record.post, table.c.record_sequence == record.sequence)
            found += _ids(connection, select(table.c.post, table.c.sequence).where(of_record))
    return found


def _ids(connection: Connection, query: Select[Any]) -> list[EntryId]:
    return [EntryId(line.post, line.sequence) for line in connection.execute(query)]
