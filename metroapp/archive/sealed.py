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
from functools import cache
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, Table, and_, select

from metroapp.archive import given_records, heads, homes, queries, schema
from metroapp.archive.signatures import OF_RECORD
from metroapp.domain.measurement import EntryId

FORMAT = "metroapp sealed 1"
_encode = msgspec.json.Encoder(order="deterministic").encode


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
    home = homes.home_of(connection)  # its entries are beside those of a subject of another post
    post = next((id.post for id in reversed(wanted) if id.post != home), home)
    head = heads.printed(connection, post)
    return _encode({"format": FORMAT, "subject": subject, "head": head, "entries": entries, "people": people})


def _entries(connection: Connection, ids: Iterable[EntryId]) -> list[dict[str, Any]]:
    """Entries with their rows, in the order of the journal."""
    version = queries.schema_version(connection)
    known = schema.tables(version)
    given = given_records.as_value(sorted(set(ids)))
    rows: defaultdict[EntryId, list[dict[str, Any]]] = defaultdict(list)
    for table in (table for table in schema.SEALED_ROWS if table.name in known):
        for row in _wanted(connection, table, version, given):
            id = EntryId(row.pop("post"), row.pop("sequence"))
            rows[id].append({"table": str(table.name), **row})
    found = []
    for entry in _wanted(connection, schema.journal, version, given):
        del entry["manifest"]  # made again from the rows
        id = EntryId(entry["post"], entry["sequence"])
        entry |= {"previous": entry["previous"].hex(), "digest": entry["digest"].hex()}
        found.append(entry | {"rows": sorted(rows[id], key=lambda row: row["row"])})
    return found


def _wanted(connection: Connection, table: Table, version: int, given: dict[str, str]) -> Iterator[dict[str, Any]]:
    """The rows of a table that are of the entries given, without what is null."""
    found = connection.execute(_wanted_query(table, version), given)
    names = tuple(found.keys())
    for values in found:
        yield {name: value for name, value in zip(names, values, strict=True) if value is not None}


@cache
def _wanted_query(table: Table, version: int) -> Select[Any]:
    columns = schema.columns(table, version)
    query = select(*columns).select_from(given_records.GIVEN).join(table, given_records.is_given(table))
    return query.order_by(table.c.post, table.c.sequence)


def _around(connection: Connection, own: list[EntryId]) -> list[EntryId]:
    """The entries without which those of a subject say less: the workshop, its people, its means, the keys.

    Of the means, the last line before the first entry of the subject for each that it names: its state then.
    """
    found = _ids(connection, select(schema.workshop.c.post, schema.workshop.c.sequence))
    entries = _entries(connection, own)
    said = {text for entry in entries for row in entry["rows"] for text in _texts(row)}
    people, means, keys = schema.person, schema.instrument, schema.signing_key
    found += _ids(connection, select(people.c.post, people.c.sequence).where(people.c.person_id.in_(sorted(said))))
    first, order = min(own), homes.order(connection)
    for number in queries.instruments(connection, before=first).keys() & said:
        query = select(means.c.post, means.c.sequence, means.c.row).where(means.c.number == number)
        lines = connection.execute(query.where(homes.before(means, first, order)).order_by(means.c.sequence))
        found += [EntryId(line.post, line.sequence) for line in order.sorted(lines)[-1:]]
    found += _seen_around(connection, [*own, *found])
    if keys.name in schema.tables(queries.schema_version(connection)):
        found += _ids(connection, select(keys.c.post, keys.c.sequence))
    return found


def _seen_around(connection: Connection, ids: list[EntryId]) -> list[EntryId]:
    """The entries by which the posts of these had what they name of the home post: they say its order."""
    order = homes.order(connection)
    if not order:
        return []
    last = {post: max(id.sequence for id in ids if id.post == post) for post in {id.post for id in ids}}
    found = {
        order.known_at(post, id.sequence) for id in ids if id.post == order.home for post in last if post != order.home
    }
    return [id for id in found if id.sequence <= last[id.post]]


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
