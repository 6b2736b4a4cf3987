"""The line of `derived_record`: what a record comes to, for the lists, kept beside what implies it."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import Connection, and_, bindparam, func, select, update
from sqlalchemy.dialects.sqlite import Insert, insert

from metroapp.archive import queries, schema
from metroapp.archive.events import UNREAD
from metroapp.archive.journal import to_microseconds
from metroapp.domain.measurement import EntryId
from metroapp.domain.operations import Closing
from metroapp.domain.record import InspectionRecord


def derived_values(record: InspectionRecord) -> dict[str, Any]:
    """The line of `derived_record` that a record implies."""
    sorting, closing = record.sorting(), record.closing
    return {
        "post": record.header.id.post,
        "sequence": record.header.id.sequence,
        "number": record.header.number,
        "part": record.part.reference,
        "pieces": sorting.pieces,
        "conforming": sorting.conforming,
        "nonconforming": sorting.nonconforming,
        "concession": sorting.concession,
        "unsorted": sorting.unsorted,
        "held": sorting.held,
        "opened_at": to_microseconds(record.header.opened_at),
        "closed_at": to_microseconds(closing.at) if isinstance(closing, Closing) else None,
    }


def read_values(connection: Connection, id: EntryId) -> dict[str, Any] | None:
    """The line that a record of a post implies; None of one that cannot be read."""
    try:
        return derived_values(queries.load_record(connection, id))
    except UNREAD:
        return None


def line_of(connection: Connection, id: EntryId) -> dict[str, Any] | None:
    """The line of a record of a post; of one that cannot be read, what is known to be bad in it, and no piece that is
    good. None where it never was, and something is sealed of it all the same."""
    line = read_values(connection, id)
    if line is not None:
        return line
    partly = partly_read(connection, id)
    return None if partly is None else with_nothing_good(partly)


def partly_read(connection: Connection, id: EntryId) -> dict[str, Any] | None:
    """The line that what can be read of a record implies; None where it never was."""
    try:
        return derived_values(queries.load_partly(connection, id))
    except UNREAD:
        return _as_opened(connection, id)


def with_nothing_good(line: dict[str, Any]) -> dict[str, Any]:
    """A line of which the pieces that it accepts are yet to be sorted."""
    unsorted = line["unsorted"] + line["conforming"] + line["concession"]
    return {**line, "conforming": 0, "concession": 0, "unsorted": unsorted}


def _as_opened(connection: Connection, id: EntryId) -> dict[str, Any] | None:
    opened, journal = schema.record, schema.journal
    query = select(opened, journal.c.at).join(
        journal, and_(journal.c.post == opened.c.post, journal.c.sequence == opened.c.sequence)
    )
    found = connection.execute(query.where(opened.c.post == id.post, opened.c.sequence == id.sequence)).one_or_none()
    if found is None:
        return None
    counts = dict.fromkeys(("conforming", "nonconforming", "concession", "held"), 0)
    said = {"number": found.number, "part": found.reference, "pieces": found.pieces, "opened_at": found.at}
    return {"post": id.post, "sequence": id.sequence, **said, **counts, "unsorted": found.pieces, "closed_at": None}


def _upsert() -> Insert:
    """Built once: making the statement anew would cost as much as running it."""
    statement = insert(schema.derived_record)
    table = schema.derived_record
    columns = [column.name for column in table.columns if not column.primary_key]
    changed = {name: statement.excluded[name] for name in columns if name != table.c.place.name}
    values: dict[str, Any] = {column.name: bindparam(column.name) for column in table.columns}
    values["place"] = select(func.coalesce(func.max(table.c.place), 0) + 1).scalar_subquery()
    return statement.values(values).on_conflict_do_update(index_elements=["post", "sequence"], set_=changed)


_UPSERT = _upsert()


def write_derived(connection: Connection, record: InspectionRecord) -> None:
    """Bring the derived line of a record up to date."""
    connection.execute(_UPSERT, derived_values(record))


def leave_stale(connection: Connection, id: EntryId) -> None:
    """Leave the line of a record to be derived again: as soon as it is, what reads it derives it for itself."""
    line = schema.derived_record
    of_line = and_(line.c.post == id.post, line.c.sequence == id.sequence)
    if connection.execute(update(line).where(of_line).values(unsorted=schema.STALE)).rowcount:
        return
    opened = _as_opened(connection, id)
    if opened is not None:
        put_line(connection, {**opened, "unsorted": schema.STALE})


def put_line(connection: Connection, values: dict[str, Any]) -> None:
    """Write a line as `derived_values` gives it."""
    connection.execute(_UPSERT, values)


def as_signed(values: dict[str, Any]) -> str:
    """The line as a signature states it: what it comes to, without the record that it names."""
    said = {name: value for name, value in values.items() if name not in ("post", "sequence", "place")}
    return msgspec.json.encode(said, order="sorted").decode()
