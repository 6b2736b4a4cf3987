"""The bad values of a period, counted by characteristic: only those that still decide something."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, and_, false, func, literal_column, or_, select

from metroapp.archive import nonconformities, queries, schema
from metroapp.archive.journal import to_microseconds
from metroapp.domain.acceptance import Verdict
from metroapp.domain.pareto import BadCount

# Written out: the index of what is bad is only found so, and not by a value given beside the statement.
_IS_BAD = schema.measurement.c.verdict == literal_column(f"'{Verdict.NONCONFORMING.value}'")


def bad_counts(
    connection: Connection, since: datetime | None = None, until: datetime | None = None, part: str = ""
) -> list[BadCount]:
    """Of the records opened from `since` and before `until`, of all parts or of one; simulated ones are left out."""
    version = queries.schema_version(connection)
    table, line, record = schema.measurement, schema.derived_record, schema.record
    # What is added to has no index: whatever is asked, SQLite begins with the values of the index of what is bad.
    of_line = and_(line.c.post == table.c.record_post, line.c.sequence == table.c.record_sequence + 0)
    of_record = and_(record.c.post == line.c.post, record.c.sequence == line.c.sequence + 0)
    query = (
        select(
            line.c.part,
            table.c.balloon,
            func.count().label("bad"),
            func.count(line.c.sequence.distinct()).label("records"),
        )
        .select_from(table)
        .join(line, of_line)
        .join(record, of_record)
        .where(
            _IS_BAD,
            line.c.nonconforming + line.c.concession + line.c.held + line.c.unsorted > 0,
            record.c.simulated == 0,
            ~nonconformities.is_replaced(version),
        )
        .group_by(line.c.part, table.c.balloon)
    )
    opened = line.c.opened_at
    period = [
        *([] if since is None else [opened >= to_microseconds(since)]),
        *([] if until is None else [opened < to_microseconds(until)]),
    ]
    if period:
        # Records follow one another: what is outside of the period is left out before its record is read.
        bounds = select(line.c.post, func.min(line.c.sequence), func.max(line.c.sequence)).where(*period)
        inside = [
            and_(table.c.record_post.concat("") == post, (table.c.record_sequence + 0).between(first, last))
            for post, first, last in connection.execute(bounds.group_by(line.c.post))
        ]
        within = [
            *([] if since is None else [opened + 0 >= to_microseconds(since)]),
            *([] if until is None else [opened + 0 < to_microseconds(until)]),
        ]
        query = query.where(or_(*inside) if inside else false(), *within)
    if part:
        query = query.where(func.lower(line.c.part) == part.lower())
    return [BadCount(*found) for found in connection.execute(query)]
