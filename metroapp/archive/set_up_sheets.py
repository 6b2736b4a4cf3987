"""The set-up sheets that records were given: every one of them, or the last."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, and_, select

from metroapp.archive import events, given_records, queries, rows, schema
from metroapp.domain.measurement import EntryId
from metroapp.domain.production import SetUpSheet


def every(connection: Connection, records: Collection[EntryId]) -> list[tuple[EntryId, SetUpSheet]]:
    """Those of these records, each with its record, as they were filled in."""
    if not _are_kept(connection):
        return []
    found = connection.execute(_query(), given_records.as_value(records)).mappings()
    names = queries.shown_names(connection)
    return [(EntryId(line["record_post"], line["record_sequence"]), _sheet(line, names)) for line in found]


def last(connection: Connection, records: Collection[EntryId]) -> tuple[str, SetUpSheet] | None:
    """The one that was filled in last of these records, with the number of its record."""
    if not _are_kept(connection):
        return None
    table, journal = schema.record_event, schema.journal
    latest = _query().order_by(None).order_by(journal.c.at.desc(), table.c.sequence.desc()).limit(1)
    line = connection.execute(latest, given_records.as_value(records)).mappings().first()
    return None if line is None else (line["number"], _sheet(line, queries.shown_names(connection)))


def _are_kept(connection: Connection) -> bool:
    return schema.record_event.name in schema.tables(queries.schema_version(connection))


@cache
def _query() -> Select[Any]:
    table, record, journal = schema.record_event, schema.record, schema.journal
    return (
        select(table, journal.c.at.label("entry_at"), record.c.number)
        .select_from(given_records.GIVEN)
        .join(table, given_records.is_of_given(table))
        .join(journal, and_(journal.c.post == table.c.post, journal.c.sequence == table.c.sequence))
        .join(record, and_(record.c.post == table.c.record_post, record.c.sequence == table.c.record_sequence))
        .where(table.c.kind == events.kind_of(SetUpSheet))
        .order_by(journal.c.at, table.c.sequence, table.c.post)
    )


def _sheet(line: Any, names: dict[str, str]) -> SetUpSheet:
    found = rows.event_from(dict(line), line["entry_at"], lambda person: names.get(person, ""))
    assert isinstance(found, SetUpSheet)
    return found
