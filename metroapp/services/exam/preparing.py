"""An examination session before it begins: what it is, its candidates, its jury and its supervisors."""

from __future__ import annotations

from collections.abc import Collection
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import date

from metroapp.domain import exam_rules
from metroapp.domain.entered_text import require_text
from metroapp.domain.exam_session import ExamSession, SessionState
from metroapp.domain.examination import Aid
from metroapp.domain.message import Refusal
from metroapp.domain.people import Action, Person, Role, Signature, plain_name, require_secret
from metroapp.domain.revision import RevisionState
from metroapp.domain.session_acts import (
    CandidateEntered,
    ExamPhase,
    PeopleNamed,
    SessionOpened,
    SessionPrepared,
)
from metroapp.services.events import PeopleChanged
from metroapp.services.exam.admission import require_no_candidate
from metroapp.services.exam.codes import plain_secret
from metroapp.services.exam.staff_room import StaffRoom
from metroapp.services.spc.process_room import NOBODY


@dataclass(frozen=True, slots=True)
class NewSession:
    """What is filled in to prepare a session. `number` is empty for a new one."""

    title: str
    on: date
    phases: tuple[ExamPhase, ...]
    criteria: str
    template: str = ""
    aids: tuple[Aid, ...] = ()
    number: str = ""


@dataclass(frozen=True, slots=True)
class NewCandidate:
    """A candidate to enter: `code` is their secret, empty to keep the one they have. `name` may be empty or their
    number: the person is then called by their number and that of the session, `07 (SE-2026-001)`."""

    candidate: str
    name: str
    code: str
    post: str = ""
    extra: int = 0
    work_order: str = ""


class Preparing(StaffRoom):
    """Each method gives a future, and refuses as `Presence.require` and `exam.unknown`."""

    def sessions(self) -> Future[list[ExamSession]]:
        """Every session, the last begun first; refuses (`exam.only_in_session`) a candidate, who is told theirs by
        `CandidateDesk`."""

        def work() -> list[ExamSession]:
            require_no_candidate(self._staff.presence.require_somebody())
            return list(self._sessions.all().values())[::-1]

        return self._recorder.submit(work)

    def prepare(self, new: NewSession) -> Future[ExamSession]:
        """Begin a session, or change one that is being prepared; refuses `exam.not_preparing`, and as
        `exam_rules.require_phases` and `_criteria`."""

        def work(by: Person) -> ExamSession:
            if new.number:
                exam_rules.require_preparing(self._sessions.known(new.number))
            exam_rules.require_phases(new.title, new.phases)
            require_text(new.template, new.criteria)
            criteria = self._criteria(new.criteria)
            return self._write(SessionPrepared(
                NOBODY, new.number or self._sessions.next_number(), new.title.strip(), new.on, new.template,
                criteria, tuple(aid for aid in Aid if aid in new.aids), new.phases, by.name, self._clock(),
            ))  # fmt: skip

        return self._as(Action.PREPARE_SESSION, work)

    def _criteria(self, key: str) -> str:
        """The key of what the jury judges by; where none is said, of the latest, so that a later file changes nothing.

        Refuses `exam.criteria_not_here`, `exam.criteria_damaged`.
        """
        try:
            found = self._criteria_of(key)
        except Refusal as refusal:
            if refusal.message.code != "exam.criteria_unknown":
                raise
            raise Refusal("exam.criteria_not_here", key=key) from None
        return key or found.key

    def enter(self, number: str, new: NewCandidate) -> Future[ExamSession]:
        """Enter a candidate, or change what is said of one: a person whose only role is `Role.CANDIDATE`, of this
        session or of one that is over.

        Refuses `exam.not_preparing`, `exam.name_of_staff`, `exam.person_elsewhere`, `exam.code_missing`, and as
        `candidate_number`, `require_free`, `require_extra`, `require_text`, `require_secret`, `plain_name`.
        """

        def work(by: Person) -> ExamSession:
            session = self._sessions.known(number)
            exam_rules.require_preparing(session)
            candidate = exam_rules.candidate_number(new.candidate)
            is_number = not new.name.strip() or new.name.strip().upper() == candidate
            name = plain_name(f"{candidate} ({number})" if is_number else new.name)
            exam_rules.require_extra(new.extra)
            require_text(new.post, new.work_order)
            person, code = self._staff.people.known_as(name), plain_secret(new.code)
            name = name if person is None else person.name
            exam_rules.require_free(session, candidate, name)
            if person is not None:
                self._require_candidate(session, person)
            if code:
                require_secret(code, name)
            elif person is None or not person.has_secret:
                raise Refusal("exam.code_missing", candidate=candidate)
            self._give_code(by, person, name, code)
            return self._write(CandidateEntered(
                NOBODY, number, candidate, name, new.post.strip(), new.extra, new.work_order.strip(), by.name,
                self._clock(),
            ))  # fmt: skip

        return self._as(Action.PREPARE_SESSION, work)

    def _give_code(self, by: Person, person: Person | None, name: str, code: str) -> None:
        """The account comes before the act: one without the other opens nothing, and is found again."""
        if not code:
            return
        if person is None or not person.is_active:
            given = self._staff.people.enter(by, name, (Role.CANDIDATE,), code)
        else:
            given = self._staff.people.reset_secret(by, name, code)
        self._publish(PeopleChanged(given))

    def replace_code(self, number: str, candidate: str, code: str) -> Future[ExamSession]:
        """Another code for a candidate who lost theirs, in an open session too; the journal says who gave it. Refuses
        `exam.closed`, and as `taking_part` and `require_secret`."""

        def work(by: Person) -> ExamSession:
            session = self._sessions.known(number)
            exam_rules.require_unclosed(session)
            name, secret = exam_rules.taking_part(session, candidate).entered.operator, plain_secret(code)
            require_secret(secret, name)
            self._give_code(by, self._staff.people.find(name), name, secret)
            return session

        return self._as(Action.PREPARE_SESSION, work)

    def name_people(self, number: str, role: Role, names: Collection[str]) -> Future[ExamSession]:
        """Say who sits in the jury (`Role.JURY`), or supervises (`Role.SUPERVISOR`); each has that role. Whoever falls
        ill is replaced in an open session too.

        Refuses `exam.closed`, `exam.role_lost`, `person.unknown`, and to leave an open session without them as
        `require_ready` does.
        """

        def work(by: Person) -> ExamSession:
            session = self._sessions.known(number)
            exam_rules.require_unclosed(session)
            people = [self._staff.people.find(name) for name in names]
            for person in people:
                if role not in person.roles:
                    raise Refusal("exam.role_lost", name=person.name, role=role)
            named = tuple(dict.fromkeys(person.name for person in people))
            if session.state is SessionState.OPEN:
                exam_rules.require_named(role, named)
            return self._write(PeopleNamed(NOBODY, number, role, named, by.name, self._clock()))

        return self._as(Action.PREPARE_SESSION, work)

    def open(self, number: str, signature: Signature) -> Future[ExamSession]:
        """The session begins: parts validated, candidates with a code, jury and supervisor named, criteria still there.

        Refuses `exam.part_not_validated`, as `exam_rules.require_ready`, `_criteria`,
        `Part.require_complete` and `Presence.sign`.
        """

        def work(by: Person) -> ExamSession:
            session = self._sessions.known(number)
            exam_rules.require_preparing(session)
            people = {person.name: person for person in self._staff.people.everybody()}
            exam_rules.require_ready(session, self._sessions.here(), people)
            for phase in session.prepared.phases:
                self._require_part(phase)
            self._criteria(session.prepared.criteria)
            signer = self._staff.sign(signature, Action.PREPARE_SESSION)
            return self._write(SessionOpened(NOBODY, number, signer.name, by.name, self._clock()))

        return self._as(Action.PREPARE_SESSION, work)

    def _require_part(self, phase: ExamPhase) -> None:
        found = self._archive().current_part_revision((phase.reference, phase.drawing, phase.revision))
        if found is None or found.state is not RevisionState.VALIDATED:
            raise Refusal("exam.part_not_validated", phase=phase.title)
        found.part.require_complete()
