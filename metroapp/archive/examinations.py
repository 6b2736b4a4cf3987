"""The records of examinations, which are no production: their verdicts are for the jury, and count in no figure of the
workshop."""

from __future__ import annotations

from sqlalchemy import Connection

from metroapp.archive import queries
from metroapp.domain.session_acts import PhaseStarted


def examined_records(connection: Connection) -> list[tuple[str, int]]:
    """Post and sequence of each; none in an archive of before there were sessions."""
    started = (act for act in queries.session_acts(connection) if isinstance(act, PhaseStarted))
    return [(act.record.post, act.record.sequence) for act in started]
