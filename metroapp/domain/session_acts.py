"""The acts of an examination session: prepared, opened, phases begun, suspended and ended, closed.

Each is one entry of the journal and is known by the number of its session (`SE-2026-001`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import get_args

from metroapp.domain.examination import Aid
from metroapp.domain.measurement import EntryId
from metroapp.domain.people import Role


@dataclass(frozen=True, slots=True)
class ExamPhase:
    """One phase that every candidate goes through: a part, its frozen revision, and the time allotted."""

    key: str  # short, unique in the session: tournage
    title: str
    reference: str
    drawing: str
    revision: str
    pieces: int
    minutes: int
    operation: str = ""
    machine: str = ""


@dataclass(frozen=True, slots=True)
class SessionPrepared:
    """What a session is; written again while it is being prepared, the last one stands."""

    id: EntryId
    number: str
    title: str
    on: date
    template: str  # the key of the session template that it was begun from, empty for none
    criteria: str  # the key of the dated criteria that the jury judges by
    aids: tuple[Aid, ...]
    phases: tuple[ExamPhase, ...]
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CandidateEntered:
    """A candidate of the session; entered again, the last one stands. `operator` is the person with the code."""

    id: EntryId
    number: str
    candidate: str  # 07
    operator: str
    post: str  # where they are to work, as it is called
    extra: int  # % of the time allotted, more (aménagement)
    work_order: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CandidateWithdrawn:
    """A candidate does not take part, or does no more; what they did stays."""

    id: EntryId
    number: str
    candidate: str
    reason: str
    by: str
    at: datetime
    granted_by: str | None = None  # nobody signed it in the first sessions


@dataclass(frozen=True, slots=True)
class CandidateReadmitted:
    """A candidate who was withdrawn takes part again, under their number; a phase that ran waits to be resumed."""

    id: EntryId
    number: str
    candidate: str
    reason: str
    granted_by: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PeopleNamed:
    """Who sits in the jury, or supervises; the last one of each role stands."""

    id: EntryId
    number: str
    role: Role  # JURY or SUPERVISOR
    operators: tuple[str, ...]
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SessionOpened:
    """The session begins: what it is changes no more, but by acts of its own."""

    id: EntryId
    number: str
    granted_by: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PhaseStarted:
    """A candidate begins a phase: their record is open, their time runs."""

    id: EntryId
    number: str
    candidate: str
    phase: str
    record: EntryId
    by: str
    at: datetime


class SuspensionCause(Enum):
    """Why a phase is suspended."""

    SAFETY = "safety"
    BREAKDOWN = "breakdown"  # of the machine, of an instrument, of the post
    REFERENT = "referent"  # the technical referent steps in
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class PhaseSuspended:
    """The time of a candidate stops."""

    id: EntryId
    number: str
    candidate: str
    phase: str
    cause: SuspensionCause
    reason: str
    granted_by: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PhaseResumed:
    """It runs again."""

    id: EntryId
    number: str
    candidate: str
    phase: str
    granted_by: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class TimeGranted:
    """So many seconds more for a candidate in a phase: lost by a restart, by a clock set back, by a visit."""

    id: EntryId
    number: str
    candidate: str
    phase: str
    seconds: int
    reason: str
    granted_by: str
    by: str
    at: datetime


class Interruption(Enum):
    """What happened to the post in the middle of a phase, by itself."""

    RESTARTED = "restarted"  # the program stopped, and is back
    CLOCK_BACK = "clock_back"  # the clock was set back


@dataclass(frozen=True, slots=True)
class PhaseInterrupted:
    """The post was away, or its clock went back, for so many seconds: whether they are given is for the supervisor."""

    id: EntryId
    number: str
    candidate: str
    phase: str
    interruption: Interruption
    seconds: int
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ModificationEntered:
    """What the jury asked for: a session revision of the specification, for the pieces after `after`."""

    id: EntryId
    number: str
    candidate: str
    phase: str
    mark: str  # M1
    revision: str  # index of the session revision of the part
    after: int
    reason: str
    granted_by: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PhaseEnded:
    """A candidate signed their record: what it took, what was allotted, what was left empty or undeclared."""

    id: EntryId
    number: str
    candidate: str
    phase: str
    elapsed: int  # s, without the suspensions
    allotted: int  # s, with all that was granted
    empty: int  # boxes
    undeclared: int  # boxes measured and not declared C or NC
    unsorted: int  # pieces without a declared sorting
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PhaseCountersigned:
    """The supervisor signed after the candidate."""

    id: EntryId
    number: str
    candidate: str
    phase: str
    remark: str
    granted_by: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ReferenceChosen:
    """A record of the trainer, of the same pieces, measured after the candidate: what accuracy is judged against.

    Chosen again, the last one stands."""

    id: EntryId
    number: str
    candidate: str
    phase: str
    record: EntryId
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SessionClosed:
    """The session is over: nothing of it changes any more."""

    id: EntryId
    number: str
    remark: str  # what was left, as it was said to whoever closed it
    granted_by: str
    by: str
    at: datetime


SessionAct = (
    SessionPrepared
    | CandidateEntered
    | CandidateWithdrawn
    | CandidateReadmitted
    | PeopleNamed
    | SessionOpened
    | PhaseStarted
    | PhaseSuspended
    | PhaseResumed
    | TimeGranted
    | PhaseInterrupted
    | ModificationEntered
    | PhaseEnded
    | PhaseCountersigned
    | ReferenceChosen
    | SessionClosed
)
SESSION_ACTS: tuple[type, ...] = get_args(SessionAct)
