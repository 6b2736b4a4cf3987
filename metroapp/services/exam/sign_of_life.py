"""When anything was last written of a phase that goes on, as the supervisor sees it from afar. It only reads."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from metroapp.domain.exam_session import ExamSession
from metroapp.domain.measurement import EntryId
from metroapp.services import consultation
from metroapp.services.exam.sessions import set_back
from metroapp.services.workspace import Workspace


def last_written(workspace: Workspace, session: ExamSession, records: Iterable[EntryId]) -> dict[EntryId, datetime]:
    """By record: the last value or gesture of it, by the time of the session."""
    back = set_back(session)
    found: dict[EntryId, datetime] = {}
    for id in records:
        record = consultation.load(workspace, id)
        times = [one.at for one in record.gestures()]
        times += [one.at for box in record.boxes() for one in record.history(box)]
        found[id] = max(times, default=record.header.opened_at) + back
    return found
