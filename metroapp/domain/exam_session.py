"""An examination session as its acts make it: its candidates, where each is in each phase, the time that is left."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum

from metroapp.domain.measurement import EntryId
from metroapp.domain.people import Role
from metroapp.domain.session_acts import (
    CandidateEntered,
    CandidateReadmitted,
    CandidateWithdrawn,
    ExamPhase,
    ModificationEntered,
    PeopleNamed,
    PhaseCountersigned,
    PhaseEnded,
    PhaseInterrupted,
    PhaseResumed,
    PhaseStarted,
    PhaseSuspended,
    ReferenceChosen,
    SessionAct,
    SessionClosed,
    SessionOpened,
    SessionPrepared,
    SuspensionCause,
    TimeGranted,
)

LETTERS = "SE"


class SessionState(Enum):
    """Where a session is."""

    PREPARING = "preparing"
    OPEN = "open"
    CLOSED = "closed"


class PhaseState(Enum):
    """Where a candidate is in a phase."""

    WAITING = "waiting"
    RUNNING = "running"
    SUSPENDED = "suspended"
    ENDED = "ended"  # signed by the candidate
    SIGNED = "signed"  # and by the supervisor
    LEFT = "left"  # the candidate was withdrawn in the middle of it

    @property
    def is_over(self) -> bool:
        """Whether its time runs no more."""
        return self in (PhaseState.ENDED, PhaseState.SIGNED, PhaseState.LEFT)


@dataclass
class CandidatePhase:
    """One candidate in one phase: what was done, and the time that it takes."""

    phase: ExamPhase
    extra: int = 0  # % of the time allotted
    started: PhaseStarted | None = None
    suspensions: list[tuple[PhaseSuspended, PhaseResumed | None]] = field(default_factory=list)
    granted: list[TimeGranted] = field(default_factory=list)
    interruptions: list[PhaseInterrupted] = field(default_factory=list)
    modification: ModificationEntered | None = None
    ended: PhaseEnded | None = None
    countersigned: PhaseCountersigned | None = None
    references: list[ReferenceChosen] = field(default_factory=list)  # what is used is the last one that is finished
    left_at: datetime | None = None  # the candidate was withdrawn

    @property
    def state(self) -> PhaseState:
        if self.started is None:
            return PhaseState.WAITING
        if self.ended is not None:
            return PhaseState.ENDED if self.countersigned is None else PhaseState.SIGNED
        if self.left_at is not None:
            return PhaseState.LEFT
        return PhaseState.SUSPENDED if self.suspensions and self.suspensions[-1][1] is None else PhaseState.RUNNING

    @property
    def reference(self) -> ReferenceChosen | None:
        """The one begun or chosen last."""
        return self.references[-1] if self.references else None

    @property
    def record(self) -> EntryId | None:
        return None if self.started is None else self.started.record

    @property
    def allotted(self) -> timedelta:
        """With the allowance of the candidate, to the second above, and all that was granted."""
        seconds = -(-self.phase.minutes * 60 * (100 + self.extra) // 100)
        return timedelta(seconds=seconds + sum(one.seconds for one in self.granted))

    def until(self, now: datetime) -> datetime:
        """When its time stopped: signed, or its candidate withdrawn; `now` where it goes on."""
        if self.ended is not None:
            return self.ended.at
        return now if self.left_at is None else self.left_at

    def suspended(self, now: datetime) -> timedelta:
        """How long it was suspended."""
        until = self.until(now)
        lasted = ((until if resumed is None else resumed.at) - one.at for one, resumed in self.suspensions)
        return sum((max(timedelta(), one) for one in lasted), timedelta())

    def elapsed(self, now: datetime) -> timedelta:
        """The time taken, without the suspensions; a clock that went back takes none of it away."""
        if self.started is None:
            return timedelta()
        return max(timedelta(), self.until(now) - self.started.at - self.suspended(now))

    def left(self, now: datetime) -> timedelta:
        """What is left; negative once it is overrun, which is noted and forces nothing."""
        return self.allotted - self.elapsed(now)


@dataclass
class Candidate:
    """A candidate of a session, in each of its phases."""

    entered: CandidateEntered
    phases: dict[str, CandidatePhase]
    withdrawn: CandidateWithdrawn | None = None

    @property
    def number(self) -> str:
        return self.entered.candidate


@dataclass
class ExamSession:
    """The sum of its acts, in order."""

    prepared: SessionPrepared
    acts: list[SessionAct] = field(default_factory=list)
    candidates: dict[str, Candidate] = field(default_factory=dict)
    named: dict[Role, PeopleNamed] = field(default_factory=dict)
    opened: SessionOpened | None = None
    closed: SessionClosed | None = None

    @property
    def number(self) -> str:
        return self.prepared.number

    @property
    def state(self) -> SessionState:
        if self.closed is not None:
            return SessionState.CLOSED
        return SessionState.PREPARING if self.opened is None else SessionState.OPEN

    @property
    def taking_part(self) -> list[Candidate]:
        """Those who were not withdrawn, in the order of their numbers."""
        return sorted((one for one in self.candidates.values() if one.withdrawn is None), key=lambda one: one.number)

    @property
    def of_everybody(self) -> list[Candidate]:
        """Those who take part, then those who were withdrawn: a number or a person of theirs may have been entered
        again."""
        return [*self.taking_part, *(one for one in self.candidates.values() if one.withdrawn is not None)]

    def people(self, role: Role) -> tuple[str, ...]:
        """Who sits in the jury, or supervises."""
        named = self.named.get(role)
        return () if named is None else named.operators

    def phase(self, key: str) -> ExamPhase:
        """One of its phases; KeyError where it has none of that name."""
        return {one.key: one for one in self.prepared.phases}[key]

    def of(self, candidate: str, phase: str) -> CandidatePhase:
        """A candidate in a phase; KeyError where the session has none."""
        return self.candidates[candidate].phases[phase]

    def apply(self, act: SessionAct) -> None:
        """Take one act into account."""
        self.acts.append(act)
        match act:
            case SessionPrepared():
                self.prepared = act
                for one in self.candidates.values():
                    one.phases = self._phases(one.entered)
            case CandidateEntered():
                self.candidates[act.candidate] = Candidate(act, self._phases(act))
            case CandidateWithdrawn():
                self._withdraw(self.candidates[act.candidate], act)
            case CandidateReadmitted():
                self._readmit(self.candidates[act.candidate])
            case PeopleNamed():
                self.named[act.role] = act
            case SessionOpened():
                self.opened = act
            case SessionClosed():
                self.closed = act
            case _:
                self._in_phase(self.of(act.candidate, act.phase), act)

    def _phases(self, entered: CandidateEntered) -> dict[str, CandidatePhase]:
        return {phase.key: CandidatePhase(phase, entered.extra) for phase in self.prepared.phases}

    def _withdraw(self, candidate: Candidate, act: CandidateWithdrawn) -> None:
        candidate.withdrawn = act
        for phase in candidate.phases.values():
            phase.left_at = act.at

    def _readmit(self, candidate: Candidate) -> None:
        """Back where they were: a phase that ran is suspended since they were withdrawn, until it is resumed."""
        withdrawn, candidate.withdrawn = candidate.withdrawn, None
        for phase in candidate.phases.values():
            phase.left_at = None
            if withdrawn is not None and phase.state is PhaseState.RUNNING:
                phase.suspensions.append((_as_suspension(withdrawn, phase.phase.key), None))

    def _in_phase(self, one: CandidatePhase, act: SessionAct) -> None:
        match act:
            case PhaseStarted():
                one.started = act
            case PhaseSuspended():
                one.suspensions.append((act, None))
            case PhaseResumed():
                one.suspensions[-1] = (one.suspensions[-1][0], act)
            case TimeGranted():
                one.granted.append(act)
            case PhaseInterrupted():
                one.interruptions.append(act)
            case ModificationEntered():
                one.modification = act
            case PhaseEnded():
                one.ended = act
            case PhaseCountersigned():
                one.countersigned = act
            case ReferenceChosen():
                one.references.append(act)


def _as_suspension(one: CandidateWithdrawn, phase: str) -> PhaseSuspended:
    """What a withdrawal that was taken back was for a phase that ran."""
    return PhaseSuspended(
        one.id, one.number, one.candidate, phase, SuspensionCause.OTHER, one.reason, one.granted_by or one.by, one.by,
        one.at,
    )  # fmt: skip


def sessions_of(acts: Iterable[SessionAct]) -> dict[str, ExamSession]:
    """Every session, by number, in the order in which they were begun."""
    found: dict[str, ExamSession] = {}
    for act in acts:
        if isinstance(act, SessionPrepared) and act.number not in found:
            found[act.number] = ExamSession(act)
        found[act.number].apply(act)
    return found
