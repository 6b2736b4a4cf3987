"""A candidate who does not take part, or does no more; and one who does again, withdrawn by mistake."""

from __future__ import annotations

from concurrent.futures import Future

from metroapp.domain import exam_rules
from metroapp.domain.entered_text import require_reason
from metroapp.domain.exam_session import ExamSession
from metroapp.domain.people import Action, Person, Signature
from metroapp.domain.session_acts import CandidateReadmitted, CandidateWithdrawn
from metroapp.services.exam.staff_room import StaffRoom
from metroapp.services.spc.process_room import NOBODY


class Withdrawing(StaffRoom):
    """Each method gives a future, signed by somebody who supervises the session; refuses as `Presence.require`,
    `Presence.sign`, `require_reason`, `exam.closed` and `exam.not_supervisor`."""

    def withdraw(self, number: str, candidate: str, reason: str, signature: Signature) -> Future[ExamSession]:
        """A candidate does not take part, or does no more: what they did stays. Refuses as `taking_part`."""

        def work(by: Person) -> ExamSession:
            session = self._sessions.known(number)
            exam_rules.require_unclosed(session)
            exam_rules.taking_part(session, candidate)
            said = require_reason(reason)
            signer, now = self._sign(session, signature), self._sessions.now()
            return self._write(CandidateWithdrawn(NOBODY, number, candidate, said, by.name, now, signer))

        return self._as(Action.PREPARE_SESSION, work)

    def readmit(self, number: str, candidate: str, reason: str, signature: Signature) -> Future[ExamSession]:
        """A candidate who was withdrawn takes part again, where they were and with the time that they had left. A phase
        that ran then is suspended, and the supervisor has it resumed.

        Refuses as `exam_rules.withdrawn`, and as `require_free` and `_require_candidate` where their number or they
        themselves were entered elsewhere since.
        """

        def work(by: Person) -> ExamSession:
            session = self._sessions.known(number)
            exam_rules.require_unclosed(session)
            operator = exam_rules.withdrawn(session, candidate).entered.operator
            exam_rules.require_free(session, candidate, operator)
            self._require_candidate(session, self._staff.people.find(operator))
            said = require_reason(reason)
            signer, now = self._sign(session, signature), self._sessions.now()
            return self._write(CandidateReadmitted(NOBODY, number, candidate, said, signer, by.name, now))

        return self._as(Action.PREPARE_SESSION, work)
