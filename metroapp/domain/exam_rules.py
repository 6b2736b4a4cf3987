"""What may follow what in an examination session: refusals, each with a way out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import timedelta

from metroapp.domain.entered_text import require_text
from metroapp.domain.exam_session import Candidate, CandidatePhase, ExamSession, PhaseState, SessionState
from metroapp.domain.message import Refusal
from metroapp.domain.people import Person, Role
from metroapp.domain.record_options import LONGEST_MINUTES
from metroapp.domain.session_acts import ExamPhase

LEAST_JURY = 2  # "a jury of two": standards of the title, see the mission
MOST_PIECES = 1000
MOST_EXTRA = 200  # % of the time allotted
LONGEST_GRANT = timedelta(hours=8)
SIGNING = frozenset({Role.TRAINER, Role.SESSION_MANAGER})  # who supervise any session
_NUMBER = re.compile(r"[A-Z0-9]{1,8}", re.ASCII)


# -- while it is being prepared ---------------------------------------------------------------------------------------


def require_preparing(session: ExamSession) -> None:
    """Refuse (`exam.not_preparing`) to change what an open or a closed session is."""
    if session.state is not SessionState.PREPARING:
        raise Refusal("exam.not_preparing", number=session.number, state=session.state)


def require_phases(title: str, phases: Collection[ExamPhase]) -> None:
    """Refuse what no session is: `exam.untitled`, `exam.phases_missing`, `.phase_unnamed`, `.phase_repeated`,
    `.phase_pieces`, `.phase_minutes`, and as `require_text`. Which part a phase is about may still be open."""
    require_text(title)
    if not title.strip():
        raise Refusal("exam.untitled")
    if not phases:
        raise Refusal("exam.phases_missing")
    seen: set[str] = set()
    for one in phases:
        require_text(one.key, one.title, one.operation, one.machine)
        if not one.key.strip() or not one.title.strip():
            raise Refusal("exam.phase_unnamed")
        if one.key in seen:
            raise Refusal("exam.phase_repeated", phase=one.title)
        seen.add(one.key)
        if not 1 <= one.pieces <= MOST_PIECES:
            raise Refusal("exam.phase_pieces", phase=one.title, most=MOST_PIECES)
        if not 1 <= one.minutes <= LONGEST_MINUTES:
            raise Refusal("exam.phase_minutes", phase=one.title, most=LONGEST_MINUTES)


def candidate_number(text: str) -> str:
    """The number of a candidate as it is kept: without spaces, in capitals; refuses `exam.candidate_number`. It is the
    beginning of what they sign in with, up to the hyphen."""
    number = "".join(text.split()).upper()
    if not _NUMBER.fullmatch(number):
        raise Refusal("exam.candidate_number")
    return number


def same_number(one: str, other: str) -> bool:
    """Whether two numbers are read as one: 7 and 07."""
    return one.lstrip("0") == other.lstrip("0")


def require_free(session: ExamSession, candidate: str, operator: str) -> None:
    """Refuse a number that another person has (`exam.number_taken`), or read as one that another has; and somebody who
    is in the session under another number (`exam.person_twice`)."""
    for one in session.taking_part:
        same_person = one.entered.operator == operator
        if same_number(one.number, candidate) and not (same_person and one.number == candidate):
            raise Refusal("exam.number_taken", candidate=one.number, name=one.entered.operator)
        if same_person and one.number != candidate:
            raise Refusal("exam.person_twice", candidate=one.number, name=operator)


def require_extra(percent: int) -> None:
    """Refuses `exam.extra_out_of_bounds`."""
    if not 0 <= percent <= MOST_EXTRA:
        raise Refusal("exam.extra_out_of_bounds", most=MOST_EXTRA)


def require_ready(session: ExamSession, others: Iterable[ExamSession], people: dict[str, Person]) -> None:
    """Refuse to open a session that lacks somebody: `exam.other_open`, `.candidates_missing`, `.code_missing`,
    `.jury_missing`, `.supervisor_missing`, `.role_lost`. Its parts are looked at apart."""
    require_preparing(session)
    for other in others:
        if other.state is SessionState.OPEN:
            raise Refusal("exam.other_open", number=other.number)
    if not session.taking_part:
        raise Refusal("exam.candidates_missing")
    for one in session.taking_part:
        person = people.get(one.entered.operator)
        if person is None or not person.has_secret or Role.CANDIDATE not in person.roles:
            raise Refusal("exam.code_missing", candidate=one.number)
    for role in (Role.JURY, Role.SUPERVISOR):
        require_named(role, session.people(role))
    for role in (Role.JURY, Role.SUPERVISOR):
        for name in session.people(role):
            if name not in people or role not in people[name].roles:
                raise Refusal("exam.role_lost", name=name, role=role)


def require_named(role: Role, names: Collection[str]) -> None:
    """Refuse too few of those that a session needs: `exam.jury_missing`, `exam.supervisor_missing`."""
    if role is Role.JURY and len(names) < LEAST_JURY:
        raise Refusal("exam.jury_missing", count=len(names), least=LEAST_JURY)
    if role is Role.SUPERVISOR and not names:
        raise Refusal("exam.supervisor_missing")


# -- while it is open -------------------------------------------------------------------------------------------------


def require_open(session: ExamSession) -> None:
    """Refuse what is done in a session alone: `exam.not_open` before it begins, `exam.closed` once it is over."""
    if session.state is SessionState.PREPARING:
        raise Refusal("exam.not_open", number=session.number)
    require_unclosed(session)


def require_unclosed(session: ExamSession) -> None:
    """Refuse (`exam.closed`) whatever is done of a session that is over."""
    if session.state is SessionState.CLOSED:
        raise Refusal("exam.closed", number=session.number)


def taking_part(session: ExamSession, candidate: str) -> Candidate:
    """A candidate who was not withdrawn; refuses `exam.candidate_unknown`, `exam.withdrawn`."""
    found = session.candidates.get(candidate)
    if found is None:
        raise Refusal("exam.candidate_unknown", candidate=candidate, number=session.number)
    if found.withdrawn is not None:
        raise Refusal("exam.withdrawn", candidate=candidate)
    return found


def withdrawn(session: ExamSession, candidate: str) -> Candidate:
    """A candidate who was withdrawn; refuses `exam.candidate_unknown`, `exam.not_withdrawn`."""
    found = session.candidates.get(candidate)
    if found is None:
        raise Refusal("exam.candidate_unknown", candidate=candidate, number=session.number)
    if found.withdrawn is None:
        raise Refusal("exam.not_withdrawn", candidate=candidate)
    return found


def in_phase(session: ExamSession, candidate: str, phase: str) -> CandidatePhase:
    """A candidate in a phase of an open session; refuses `exam.phase_unknown`, and as `require_open`, `taking_part`."""
    require_open(session)
    return _phase(session, taking_part(session, candidate), phase)


def after_phase(session: ExamSession, candidate: str, phase: str) -> CandidatePhase:
    """As `in_phase`, of what the candidate may have signed before they were withdrawn: it stays what it is."""
    require_open(session)
    one = session.candidates.get(candidate)
    if one is None or phase not in one.phases or one.phases[phase].ended is None:
        return in_phase(session, candidate, phase)
    return one.phases[phase]


def _phase(session: ExamSession, candidate: Candidate, phase: str) -> CandidatePhase:
    found = candidate.phases.get(phase)
    if found is None:
        raise Refusal("exam.phase_unknown", phase=phase, number=session.number)
    return found


def require_state(one: CandidatePhase, candidate: str, *states: PhaseState) -> None:
    """Refuse (`exam.phase_state`) what comes too early or too late in a phase."""
    if one.state not in states:
        raise Refusal("exam.phase_state", candidate=candidate, phase=one.phase.title, state=one.state)


def require_free_post(session: ExamSession, candidate: str, post: str) -> None:
    """Refuse (`exam.post_in_use`) a post where the phase of another candidate runs."""
    for other in session.taking_part:
        running = (one for one in other.phases.values() if one.state is PhaseState.RUNNING)
        if other.number != candidate and any(one.record is not None and one.record.post == post for one in running):
            raise Refusal("exam.post_in_use")


def require_supervising(session: ExamSession, person: Person) -> None:
    """Refuse (`exam.not_supervisor`) whoever does not supervise this session."""
    if person.name not in session.people(Role.SUPERVISOR) and SIGNING.isdisjoint(person.roles):
        raise Refusal("exam.not_supervisor", name=person.name, number=session.number)


def require_grant(seconds: int) -> None:
    """Refuses `exam.grant_out_of_bounds`."""
    most = int(LONGEST_GRANT.total_seconds())
    if not 1 <= seconds <= most:
        raise Refusal("exam.grant_out_of_bounds", most=most // 60)


def require_none_going_on(session: ExamSession) -> None:
    """Refuse (`exam.phase_going_on`) to close a session in which somebody still works."""
    for one in session.taking_part:
        for phase in one.phases.values():
            if phase.state in (PhaseState.RUNNING, PhaseState.SUSPENDED):
                raise Refusal("exam.phase_going_on", candidate=one.number, phase=phase.phase.title, state=phase.state)
