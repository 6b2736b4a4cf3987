"""What every deed of the staff on examination sessions works with."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING

from metroapp.domain import exam_rules
from metroapp.domain.exam_criteria import ExamCriteria
from metroapp.domain.exam_session import CandidatePhase, ExamSession, SessionState
from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.modification import SpecificationModified
from metroapp.domain.people import Action, Person, Role, Signature
from metroapp.domain.record import InspectionRecord
from metroapp.domain.record_header import RecordHeader
from metroapp.domain.session_acts import SessionAct
from metroapp.services.events import ExamChanged
from metroapp.services.exam.sessions import Sessions
from metroapp.services.new_record import NewRecord
from metroapp.services.spc.process_room import Premise, T

if TYPE_CHECKING:
    from metroapp.services.inspection import Inspection


class StaffRoom:
    """`open_record` and `resume_record` put a record on the bench in the name of somebody; `criteria_of` finds what a
    jury judges by, and refuses what is not known here."""

    def __init__(
        self,
        premise: Premise,
        sessions: Sessions,
        inspection: Callable[[], Inspection | None],
        open_record: Callable[[NewRecord, Person], RecordHeader],
        resume_record: Callable[[EntryId, Person], RecordHeader],
        criteria_of: Callable[[str], ExamCriteria],
    ) -> None:
        self._recorder = premise.recorder
        self._staff = premise.staff
        self._archive = premise.archive
        self._publish = premise.publish
        self._clock = premise.clock
        self._sessions = sessions
        self._inspection = inspection
        self._open_record = open_record
        self._resume_record = resume_record
        self._criteria_of = criteria_of

    def _as(self, action: Action, work: Callable[[Person], T]) -> Future[T]:
        """Have `work` done in the name of whoever is signed in, if they may."""
        return self._recorder.submit(lambda: work(self._staff.require(action)))

    def _write(self, act: SessionAct) -> ExamSession:
        self._sessions.write(act)
        return self._sessions.known(act.number)

    def _supervised(
        self,
        number: str,
        candidate: str,
        phase: str,
        signature: Signature,
        check: Callable[[CandidatePhase], None],
        act: Callable[[str, str], SessionAct],
        find: Callable[[ExamSession, str, str], CandidatePhase] = exam_rules.in_phase,
    ) -> Future[ExamSession]:
        """Write what a supervisor signs for a candidate in a phase, once `check` lets it; `act` is made of who signs
        and of who is at the post."""

        def work() -> ExamSession:
            session = self._sessions.known(number)
            check(find(session, candidate, phase))
            signer = self._sign(session, signature)
            return self._write(act(signer, self._staff.presence.require_somebody().name))

        return self._recorder.submit(work)

    def _require_candidate(self, session: ExamSession, person: Person) -> None:
        """Refuse somebody who has another account, or who is examined in a session that is not over."""
        is_new = not person.roles and not person.has_secret  # known by what they measured, before there were accounts
        if not is_new and person.roles != (Role.CANDIDATE,):
            raise Refusal("exam.name_of_staff", name=person.name)
        for other in self._sessions.all().values():
            if other.number == session.number or other.state is SessionState.CLOSED:
                continue
            if any(one.entered.operator == person.name for one in other.taking_part):
                raise Refusal("exam.person_elsewhere", name=person.name, number=other.number)

    def _sign(self, session: ExamSession, signature: Signature) -> str:
        """Who signs as supervisor of a session, whoever is signed in; refuses as `Presence.sign` and
        `require_supervising`."""
        signer = self._staff.presence.sign(signature, Action.SUPERVISE)
        exam_rules.require_supervising(session, signer)
        return signer.name

    def _record(self, id: EntryId) -> InspectionRecord:
        """A record as it is now: the one on the bench is ahead of nothing."""
        inspection = self._inspection()
        if inspection is not None and inspection.record.header.id == id:
            return inspection.record
        return self._archive().load(id)

    def _write_with(self, act: SessionAct, record: InspectionRecord, modified: SpecificationModified) -> None:
        """Write an act with the modification of a record, both or none. On the bench, what was taken so far for the box
        expected is kept as not taken, and the record goes on with its new boxes."""
        inspection = self._inspection()
        if inspection is None or inspection.record.header.id != record.header.id:
            self._sessions.write(act, changed=[(record, [modified])])
            return
        inspection.abandon()
        inspection.write(modified, acts=[act])
        inspection.expect_next()
        inspection.show_again()
        self._publish(ExamChanged(act.number))
