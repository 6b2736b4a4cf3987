"""The records in the order in which they were closed, which is another one than that in which they were opened."""

from __future__ import annotations

from sqlalchemy import Connection, and_, select

from metroapp.archive import schema
from metroapp.domain.measurement import EntryId


def closed_after(connection: Connection, after: EntryId, count: int) -> list[tuple[EntryId, EntryId, str]]:
    """The next records that a post closed after an entry of its journal: the closing, the record, its number."""
    closing, record = schema.closing, schema.record
    is_its = and_(record.c.post == closing.c.record_post, record.c.sequence == closing.c.record_sequence)
    query = (
        select(closing.c.sequence, record.c.post, record.c.sequence.label("opened"), record.c.number)
        .join(record, is_its)
        .where(closing.c.post == after.post, closing.c.sequence > after.sequence)
        .order_by(closing.c.sequence)
        .limit(count)
    )
    return [
        (EntryId(after.post, line.sequence), EntryId(line.post, line.opened), line.number)
        for line in connection.execute(query)
    ]
