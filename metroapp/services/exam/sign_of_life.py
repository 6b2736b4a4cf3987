"""When anything was last written of a phase that goes on, as the supervisor sees it from afar. It only reads."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from metroapp.domain.exam_session import ExamSession
from metroapp.domain.measurement import EntryId
from metroapp.services import consultation
from metroapp.services.exam.session_time import times
from metroapp.services.workspace import Workspace


def last_written(workspace: Workspace, session: ExamSession, records: Iterable[EntryId]) -> dict[EntryId, datetime]:
    """By record: the last value or gesture of it, by the time of the session."""
    found = {id: consultation.load(workspace, id) for id in records}
    return {id: max(times(session, one, found), default=one.header.opened_at) for id, one in found.items()}
