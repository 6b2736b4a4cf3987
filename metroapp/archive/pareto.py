"""The bad values of a period, counted by characteristic: only those that still decide something.

The values come first, from the index of what is bad: SQLite counts them record by record as they stand there, and reads
each record that has some once.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from functools import cache
from typing import Any

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    String,
    and_,
    bindparam,
    func,
    literal_column,
    select,
    tuple_,
)

from metroapp.archive import nonconformities, queries, schema
from metroapp.archive.examinations import examined_records
from metroapp.archive.journal import to_microseconds
from metroapp.domain.acceptance import Verdict
from metroapp.domain.pareto import BadCount

# Written out: the index of what is bad is only found so, and not by a value given beside the statement.
_IS_BAD = schema.measurement.c.verdict == literal_column(f"'{Verdict.NONCONFORMING.value}'")
# Of each post, the first record and the last: what is asked of, given as one value.
_RANGES: Any = func.json_each(bindparam("ranges")).table_valued("value").alias("asked")


def bad_counts(
    connection: Connection, since: datetime | None = None, until: datetime | None = None, part: str = ""
) -> list[BadCount]:
    """Of the records opened from `since` and before `until`, of all parts or of one; simulated ones are left out."""
    line = schema.derived_record
    wanted = [
        *([] if since is None else [line.c.opened_at >= to_microseconds(since)]),
        *([] if until is None else [line.c.opened_at < to_microseconds(until)]),
        *([] if not part else [func.lower(line.c.part) == part.lower()]),
    ]
    if examined := examined_records(connection):
        wanted.append(tuple_(line.c.post, line.c.sequence).not_in(examined))
    # Records follow one another: what is outside of the period is left out before its values are looked at.
    bounds = select(line.c.post, func.min(line.c.sequence), func.max(line.c.sequence)).where(*wanted)
    ranges = [list(found) for found in connection.execute(bounds.group_by(line.c.post))]
    is_file = connection.dialect.name == "sqlite"
    query = _counts(queries.schema_version(connection), is_file=is_file).where(*wanted)
    values, records = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for asked in [{"ranges": msgspec.json.encode(ranges).decode()}] if is_file else [_of(*one) for one in ranges]:
        for of, balloon, bad, count in connection.execute(query, asked):
            values[of, balloon] += bad
            records[of, balloon] += count
    return [BadCount(*one, bad, records[one]) for one, bad in values.items()]


def _of(post: str, first: int, last: int) -> dict[str, Any]:
    return {"of_post": post, "first": first, "last": last}


@cache
def _counts(version: int, *, is_file: bool) -> Select[Any]:
    line, record = schema.derived_record, schema.record
    bad = _bad_by_record(version, is_file=is_file).subquery()
    # All of them, once: a record is long to find among others, whose parts are read on the way.
    simulated = select(record.c.post, record.c.sequence).where(record.c.simulated != 0)
    of_record = and_(line.c.post == bad.c.record_post, line.c.sequence == bad.c.record_sequence)
    return (
        select(line.c.part, bad.c.balloon, func.sum(bad.c.bad), func.count())
        .select_from(bad)
        .join(line, of_record)
        .where(
            line.c.nonconforming + line.c.concession + line.c.held + line.c.unsorted > 0,
            tuple_(line.c.post, line.c.sequence).not_in(simulated),
        )
        .group_by(line.c.part, bad.c.balloon)
    )


def _bad_by_record(version: int, *, is_file: bool) -> Select[Any]:
    """How many values of each characteristic of each record are bad, in the ranges of records that are asked: of all
    posts in a file, of one on a server. PostgreSQL reads every bad value where ranges are joined, whatever they are;
    SQLite leaves the index of what is bad where they are not."""
    table = schema.measurement
    place = (table.c.record_post, table.c.record_sequence, table.c.balloon)
    query = select(*place, func.count().label("bad")).group_by(*place)
    query = query.where(_IS_BAD, ~nonconformities.is_replaced(version))
    if is_file:
        first, last = _said(1, Integer), _said(2, Integer)
        in_range = and_(table.c.record_post == _said(0, String), table.c.record_sequence.between(first, last))
        return query.select_from(_RANGES).join(table, in_range)
    in_range = table.c.record_sequence.between(bindparam("first"), bindparam("last"))
    return query.where(table.c.record_post == bindparam("of_post"), in_range)


def _said(place: int, type: Any) -> ColumnElement[Any]:
    return func.json_extract(_RANGES.c.value, f"$[{place}]", type_=type)
