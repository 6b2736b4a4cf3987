"""The door of the candidate: a code proves who they are, and the post takes one phase at a time.

Used by the recorder thread. Whatever is wrong with a code, the sentence does not say whether its number exists.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NoReturn

from metroapp.domain.exam_rules import require_free_post, same_number, taking_part
from metroapp.domain.exam_session import Candidate, CandidatePhase, ExamSession
from metroapp.domain.message import Refusal
from metroapp.domain.people import Person
from metroapp.services.exam.codes import split_code
from metroapp.services.exam.sessions import Sessions
from metroapp.services.exam.standing import GOING_ON
from metroapp.services.people import wait_after
from metroapp.services.spc.process_room import Premise


class CandidateDoor:
    """Who may come in with which code."""

    def __init__(self, premise: Premise, sessions: Sessions) -> None:
        self._premise = premise
        self._sessions = sessions
        self._wrong: dict[str, tuple[int, datetime]] = {}  # numbers that nobody has: failures, and the last one

    def come_in(self, code: str) -> Person:
        """As `CandidateDesk.come_in`."""
        session = self._sessions.opened()
        if session is None:
            raise Refusal("exam.none_open")
        number, secret = split_code(code) or _joined(session, code)
        if not number:
            raise Refusal("exam.code_unknown")
        found = next((one for one in session.of_everybody if same_number(one.number, number)), None)
        person = self._proven(found, number, secret)
        candidate = taking_part(session, found.number if found is not None else "")
        if all(one.ended is not None for one in candidate.phases.values()):
            raise Refusal("exam.all_ended")
        who = self._premise.staff.who
        if who.person is not None and who.person.id == person.id and not who.locked:
            raise Refusal("exam.code_in_use")
        for phase in candidate.phases.values():
            self.require_here(phase)
        self.require_free_post(session, candidate)
        self._premise.staff.presence.welcome(person)
        return person

    def _proven(self, found: Candidate | None, number: str, secret: str) -> Person:
        """The person whose secret this is; whatever is wrong, the sentence does not say whether the number exists."""
        if found is None:
            self._refuse_unknown(number)
        try:
            return self._premise.staff.people.authenticate(found.entered.operator, secret)
        except Refusal as refusal:
            if not refusal.message.code.startswith(("secret.", "person.")):
                raise
            raise _unproven(refusal.message.fields.get("seconds", 0)) from None

    def _refuse_unknown(self, number: str) -> NoReturn:
        """A number that nobody has makes wait like that of a candidate."""
        failures, last = self._wrong.get(number, (0, None))
        now = self._premise.clock()
        left = timedelta() if last is None else wait_after(failures) - max(timedelta(), now - last)
        if left <= timedelta():
            self._wrong[number] = (failures + 1, now)
            left = wait_after(failures + 1)
        raise _unproven(-(-left // timedelta(seconds=1)))

    def require_here(self, phase: CandidatePhase) -> None:
        """Refuse (`exam.code_in_use`) a candidate who is in the middle of a phase at another post."""
        post = self._premise.archive().next_id.post
        if phase.state in GOING_ON and phase.record is not None and phase.record.post != post:
            raise Refusal("exam.code_in_use")

    def require_free_post(self, session: ExamSession, candidate: Candidate) -> None:
        """As `exam_rules.require_free_post`, of this post."""
        require_free_post(session, candidate.number, self._premise.archive().next_id.post)


def _joined(session: ExamSession, code: str) -> tuple[str, str]:
    """A code typed with the keys of digits alone, without its hyphen: 074831."""
    text = "".join(code.split())
    numbers = (one.number for one in session.of_everybody if text.startswith(one.number))
    number = max(numbers, key=len, default=text[:2] if text.isdigit() else "")
    secret = text[len(number) :]
    return (number, secret) if secret else ("", "")


def _unproven(seconds: int) -> Refusal:
    return Refusal("exam.code_wait", seconds=seconds) if seconds else Refusal("exam.code_unknown")
