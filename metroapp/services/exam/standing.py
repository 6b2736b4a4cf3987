"""What a candidate is told of where they are: their phases, their time, what is left to declare."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from metroapp.domain.exam_session import Candidate, CandidatePhase, ExamSession, PhaseState
from metroapp.domain.measurement import BoxKey
from metroapp.domain.record import InspectionRecord
from metroapp.domain.session_acts import ExamPhase
from metroapp.domain.sorting import BoxStatus
from metroapp.wording.exam_desk import notice
from metroapp.wording.labels import label

GOING_ON = (PhaseState.RUNNING, PhaseState.SUSPENDED)


@dataclass(frozen=True, slots=True)
class PhaseStanding:
    """Where the candidate is in one phase; `left` at the time `at`, negative once overrun."""

    phase: ExamPhase
    state: PhaseState
    allotted: timedelta
    left: timedelta
    at: datetime
    why_suspended: str = ""
    ended_at: datetime | None = None  # when the candidate signed
    is_modified: bool = False  # the jury asked for its modification, which is entered


@dataclass(frozen=True, slots=True)
class Standing:
    """What the candidate signed in is told of their session. `current` is the phase running or suspended, if any."""

    session: str
    title: str
    candidate: str
    work_order: str
    phases: tuple[PhaseStanding, ...]
    current: str = ""
    notice: str = ""  # a sentence: the post restarted, its clock was set back


@dataclass(frozen=True, slots=True)
class LeftToDeclare:
    """What a candidate leaves if they end now."""

    empty: tuple[BoxKey, ...]
    undeclared: tuple[BoxKey, ...]
    unsorted: tuple[int, ...]
    without_means: tuple[str, ...] = ()  # balloons measured without any instrument declared


def standing_of(session: ExamSession, candidate: Candidate, now: datetime) -> Standing:
    """What a candidate is told at a time."""
    going_on = next((one for one in candidate.phases.values() if one.state in GOING_ON), None)
    return Standing(
        session.number,
        session.prepared.title,
        candidate.number,
        candidate.entered.work_order,
        tuple(_phase_standing(one, now) for one in candidate.phases.values()),
        "" if going_on is None else going_on.phase.key,
        "" if going_on is None else _notice(going_on),
    )


def _phase_standing(one: CandidatePhase, now: datetime) -> PhaseStanding:
    is_suspended = one.state is PhaseState.SUSPENDED
    return PhaseStanding(
        one.phase,
        one.state,
        one.allotted,
        one.left(now),
        now,
        label(one.suspensions[-1][0].cause) if is_suspended else "",
        None if one.ended is None else one.ended.at,
        one.modification is not None,
    )


def _notice(one: CandidatePhase) -> str:
    """The last thing that befell the post in a phase, until time was granted after it."""
    last = one.interruptions[-1] if one.interruptions else None
    if last is None or any(granted.id.sequence > last.id.sequence for granted in one.granted):
        return ""
    return notice(last.interruption, last.seconds)


def left_in(record: InspectionRecord) -> LeftToDeclare:
    """What a record leaves empty, undeclared, unsorted."""
    declared = record.declarations
    measured = [(box, found) for box in record.boxes() if (found := record.measurement(box)) is not None]
    return LeftToDeclare(
        tuple(box for box in record.boxes() if record.status(box) is BoxStatus.NOT_MEASURED),
        tuple(box for box, found in measured if declared.box(box, found.id) is None),
        tuple(piece for piece in record.pieces if declared.piece(piece) is None and piece not in record.left),
        tuple(dict.fromkeys(box.balloon for box, _ in measured if declared.means(box.balloon) is None)),
    )
