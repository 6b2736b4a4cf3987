"""The operations of one record, read from its rows: what opening a record costs.

A record is opened at every click of a list, so the statements are made once for each version of the archive, and each
table is read once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Connection, Select, Table, and_, bindparam, select

from metroapp.archive import rows, schema
from metroapp.domain.measurement import EntryId, Input
from metroapp.domain.operations import Operation

_Name = Callable[[str], str]
_WITH_INPUTS: tuple[tuple[Table, Callable[[rows.Columns, tuple[Input, ...], int, _Name], Operation]], ...] = (
    (schema.measurement, rows.measurement_from),
    (schema.zero_setting, rows.zero_from),
)
_ALONE: tuple[tuple[Table, Callable[[rows.Columns, int, _Name], Operation]], ...] = (
    (schema.impossible, rows.impossible_from),
    (schema.concession, rows.concession_from),
    (schema.closing, rows.closing_from),
    (schema.record_event, rows.event_from),
)
_POST: BindParameter[str] = bindparam("of_post")  # of the record
_SEQUENCE: BindParameter[int] = bindparam("of_sequence")


def header(connection: Connection, id: EntryId, version: int) -> dict[str, Any] | None:
    """The row that opened a record."""
    return next(_rows_of(connection, _opening(version), id), None)


def operations(
    connection: Connection, id: EntryId, version: int, name: _Name, passing_over: tuple[type[Exception], ...] = ()
) -> list[Operation]:
    """What was done on a record, in the order of the journal, but for the rows of which reading comes to
    `passing_over`; people by what they are called."""
    found: list[Operation] = []
    inputs = _inputs(connection, id, version)
    for table, with_inputs in _WITH_INPUTS:
        for row in _rows_of(connection, _of_record(table, version), id):
            with suppress(*passing_over):
                given = tuple(map(rows.input_from, inputs[row["post"], row["sequence"]]))
                found.append(with_inputs(row, given, row["entry_at"], name))
    known = schema.tables(version)
    for table, alone in _ALONE:
        if table.name in known:
            for row in _rows_of(connection, _of_record(table, version), id):
                with suppress(*passing_over):
                    found.append(alone(row, row["entry_at"], name))
    return sorted(found, key=lambda operation: operation.id.sequence)


def _inputs(connection: Connection, id: EntryId, version: int) -> defaultdict[tuple[str, int], list[dict[str, Any]]]:
    found: defaultdict[tuple[str, int], list[dict[str, Any]]] = defaultdict(list)
    for parent, _ in _WITH_INPUTS:
        for row in _rows_of(connection, _inputs_of(parent, version), id):
            found[row["post"], row["sequence"]].append(row)
    return found


def _rows_of(connection: Connection, query: Select[Any], id: EntryId) -> Iterator[dict[str, Any]]:
    found = connection.execute(query, {"of_post": id.post, "of_sequence": id.sequence})
    names = tuple(found.keys())
    return (dict(zip(names, line, strict=True)) for line in found.all())


@cache
def _opening(version: int) -> Select[Any]:
    table = schema.record
    return _with_time(table, version).where(table.c.post == _POST, table.c.sequence == _SEQUENCE)


@cache
def _of_record(table: Table, version: int) -> Select[Any]:
    return _with_time(table, version).where(*_is_of_record(table))


def _with_time(table: Table, version: int) -> Select[Any]:
    journal = schema.journal
    of_entry = and_(journal.c.post == table.c.post, journal.c.sequence == table.c.sequence)
    return select(*schema.columns(table, version), journal.c.at.label("entry_at")).join(journal, of_entry)


@cache
def _inputs_of(parent: Table, version: int) -> Select[Any]:
    given = schema.measurement_input
    of_parent = and_(parent.c.post == given.c.post, parent.c.sequence == given.c.sequence)
    query = select(*schema.columns(given, version)).join(parent, of_parent).where(*_is_of_record(parent))
    return query.order_by(given.c.post, given.c.sequence, given.c.row)


def _is_of_record(table: Table) -> tuple[Any, Any]:
    return table.c.record_post == _POST, table.c.record_sequence == _SEQUENCE
