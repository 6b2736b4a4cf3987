"""The archive at a glance: how much is in it, and where its chains stand."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from metroapp.archive import queries, schema


@dataclass(frozen=True, slots=True)
class Summary:
    """`heads` are the digests, in hexadecimal, of the last entry of each post."""

    schema: int
    records: int
    entries: int
    heads: dict[str, str]


def summary(connection: Connection) -> Summary:
    """Count what is in the archive; the chain itself is not checked."""
    journal = schema.journal
    counted = connection.execute(select(journal.c.post, func.count()).group_by(journal.c.post)).all()
    return Summary(
        schema=queries.schema_version(connection),
        records=connection.execute(select(func.count()).select_from(schema.derived_record)).scalar_one(),
        entries=sum(count for _, count in counted),
        heads={post: queries.head(connection, post).hex() for post, _ in counted},
    )
