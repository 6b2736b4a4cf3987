"""The records of examinations, which are no production: their verdicts are for the jury, and count in no figure of the
workshop."""

from __future__ import annotations

from sqlalchemy import Connection, select

from metroapp.archive import events, queries, rows, schema
from metroapp.domain.session_acts import PhaseStarted


def examined_records(connection: Connection) -> list[tuple[str, int]]:
    """Post and sequence of each; none in an archive of before there were sessions."""
    table = schema.session_event
    if table.name not in schema.tables(queries.schema_version(connection)):
        return []
    started = connection.execute(select(table).where(table.c.kind == events.kind_of(PhaseStarted))).mappings()
    acts = (rows.session_from(dict(line), 0, str) for line in started)
    return [(act.record.post, act.record.sequence) for act in acts if isinstance(act, PhaseStarted)]
