"""The time of a session as what is written tells it: that of the post, which goes on where its clock is set back.

The acts of a session bear that time; a record, its values and its gestures bear that of the clock.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from metroapp.domain.exam_session import Candidate, CandidatePhase, ExamSession, PhaseState
from metroapp.domain.measurement import EntryId
from metroapp.domain.record import InspectionRecord
from metroapp.domain.session_acts import Interruption, PhaseInterrupted
from metroapp.services.exam.standing import GOING_ON

_SECOND = timedelta(seconds=1)


def going_on(session: ExamSession) -> list[tuple[Candidate, CandidatePhase]]:
    """The candidates in the middle of a phase, running or suspended."""
    return [(one, phase) for one in session.taking_part for phase in one.phases.values() if phase.state in GOING_ON]


def begun(session: ExamSession) -> list[tuple[Candidate, CandidatePhase]]:
    """As `going_on`, with the candidates who were withdrawn in the middle of a phase: they may be readmitted to it."""
    left = [
        (one, phase) for one in session.candidates.values() for phase in one.phases.values()
        if phase.state is PhaseState.LEFT
    ]  # fmt: skip
    return [*going_on(session), *left]


def worth_reading(session: ExamSession, post: str) -> list[EntryId]:
    """The records that tell the time: those of the phases going on at a post, and the one begun last there."""
    started = [
        phase.started for one in session.candidates.values() for phase in one.phases.values()
        if phase.started is not None and phase.started.record.post == post
    ]  # fmt: skip
    last = max((one.record for one in started), default=None, key=lambda id: id.sequence)
    found = [phase.record for _, phase in going_on(session) if phase.record is not None and phase.record.post == post]
    return found if last is None or last in found else [*found, last]


def set_back(session: ExamSession, records: Mapping[EntryId, InspectionRecord]) -> timedelta:
    """By how much the clock was set back in the course of a session.

    It is noted once for all the phases begun. With none begun nothing notes it, but the next phase tells it: its record
    bears the clock, and its act the time of the session.
    """
    noted = _noted(session)
    starts = (
        phase.started for one in session.candidates.values() for phase in one.phases.values()
        if phase.started is not None and phase.started.record in records
    )  # fmt: skip
    told = (
        one.at - records[one.record].header.opened_at + _noted(session, one.id.sequence) for one in starts
    )  # fmt: skip
    found = max(told, default=timedelta())
    return max(noted, found) if found >= _SECOND else noted


def _noted(session: ExamSession, since: int = 0) -> timedelta:
    """What was noted of it after an entry of the post."""
    noted = {
        (act.at, act.seconds)
        for act in session.acts
        if isinstance(act, PhaseInterrupted) and act.interruption is Interruption.CLOCK_BACK
        and act.id.sequence > since
    }  # fmt: skip
    return timedelta(seconds=sum(seconds for _, seconds in noted))


def last_told(session: ExamSession, records: Mapping[EntryId, InspectionRecord]) -> datetime:
    """The latest time of the session that anything written since it was opened bears, all at the same post."""
    assert session.opened is not None
    since = session.opened.id.sequence
    acts = (act.at for act in session.acts if act.id.sequence >= since)
    return max((*acts, *(time for record in records.values() for time in times(session, record, records))))


def last_written(
    session: ExamSession, candidate: str, phase: CandidatePhase, records: Mapping[EntryId, InspectionRecord]
) -> datetime:
    """When the post last wrote anything of a candidate in a phase: an act of it, or a gesture or a value."""
    assert phase.started is not None
    acts = [
        act.at for act in session.acts
        if (getattr(act, "candidate", ""), getattr(act, "phase", "")) == (candidate, phase.phase.key)
    ]  # fmt: skip
    record = records.get(phase.started.record)
    found: list[datetime] = [*acts, *(() if record is None else times(session, record, records))]
    return max(found)


def times(
    session: ExamSession, record: InspectionRecord, records: Mapping[EntryId, InspectionRecord]
) -> Iterator[datetime]:
    """When each gesture and value of a record was written, by the time of the session."""
    back = set_back(session, records)
    written: Sequence[tuple[EntryId, datetime]] = [
        *((one.id, one.at) for one in record.gestures()),
        *((one.id, one.at) for box in record.boxes() for one in record.history(box)),
    ]
    for id, at in written:
        yield at + back - _noted(session, id.sequence)
