"""The examination sessions of an archive and the time by which they run: one for the staff and the candidate.

Used by the recorder thread, but for `now`.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from metroapp.domain.exam_session import CandidatePhase, ExamSession, SessionState, sessions_of
from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Message, Refusal
from metroapp.domain.session_acts import Interruption, PhaseInterrupted, SessionAct
from metroapp.domain.yearly_numbers import next_number
from metroapp.services.events import ExamChanged, Refused
from metroapp.services.exam.session_time import begun, going_on, last_told, last_written, set_back, worth_reading
from metroapp.services.spc.process_room import NOBODY, Premise

if TYPE_CHECKING:
    from metroapp.domain.operations import Operation
    from metroapp.domain.record import InspectionRecord

LETTERS = "SE"
_SECOND = timedelta(seconds=1)


class Sessions:
    """Read from the acts each time: nothing about a session is kept elsewhere."""

    def __init__(self, premise: Premise) -> None:
        self._premise = premise
        self._lock = threading.Lock()
        self._of = ""  # the session whose time runs
        self._seen: datetime | None = None  # the latest time given
        self._back = timedelta()  # by how much the clock of the post was set back in the course of that session
        self._worked: dict[EntryId, timedelta] = {}  # of the phases going on when the program started, by their record

    # -- what there is ------------------------------------------------------------------------------------------------

    def all(self) -> dict[str, ExamSession]:
        """Every session, by number, in the order in which they were begun."""
        found = sessions_of(self._premise.archive().session_acts())
        for session in found.values():
            self._follow(session)
        return found

    def known(self, number: str) -> ExamSession:
        """One session; refuses `exam.unknown`."""
        session = sessions_of(self._premise.archive().session_acts(number)).get(number)
        if session is None:
            raise Refusal("exam.unknown", number=number)
        self._follow(session)
        return session

    def opened(self) -> ExamSession | None:
        """The session that is open at this post; there is one at a time. One that came down is run where it was
        opened."""
        return next((one for one in self.here() if one.state is SessionState.OPEN), None)

    def here(self) -> list[ExamSession]:
        """Those that were not opened at another post: what this one has to do with."""
        return [one for one in self.all().values() if not self._elsewhere(one)]

    def _elsewhere(self, session: ExamSession) -> str:
        """The post at which a session was opened, where that is another one."""
        post = "" if session.opened is None else session.opened.id.post
        return "" if post == self._premise.archive().next_id.post else post

    def next_number(self) -> str:
        today = self._premise.clock().astimezone().date()
        return next_number(LETTERS, self._premise.archive().next_id.post, today.year, self.all())

    # -- what is written ----------------------------------------------------------------------------------------------

    def write(
        self, *acts: SessionAct, changed: Sequence[tuple[InspectionRecord, Sequence[Operation]]] = ()
    ) -> tuple[SessionAct, ...]:
        """Write acts with what follows on records, all or none, then say so; refuses `post.elsewhere` a session opened
        at another post, and as `Archive.examine`."""
        for number in dict.fromkeys(act.number for act in acts):
            session = sessions_of(self._premise.archive().session_acts(number)).get(number)
            if session is not None and (elsewhere := self._elsewhere(session)):
                raise Refusal("post.elsewhere", home=elsewhere)
        written = self._premise.archive().examine(*acts, changed=changed)
        for number in dict.fromkeys(act.number for act in written):
            self._premise.publish(ExamChanged(number))
        return written

    # -- the time -----------------------------------------------------------------------------------------------------

    def now(self) -> datetime:
        """The time by which phases run, and that their acts bear, from any thread: that of the post, which goes on
        where its clock is set back. That is then noted once with each phase begun (`PhaseInterrupted`), and said."""
        with self._lock:
            now = self._premise.clock() + self._back
            behind = timedelta() if self._seen is None else max(timedelta(), self._seen - now)
            self._back += behind
            self._seen = now + behind
        if behind >= _SECOND:
            self._premise.recorder.post(self._note_set_back, behind // _SECOND)
        return now + behind

    def _follow(self, session: ExamSession) -> None:
        """The time of an open session is never before what is written last, even where the clock was set back while the
        program was away. One opened at another post has no time here."""
        if session.opened is None or session.closed is not None or self._elsewhere(session):
            return
        post = self._premise.archive().next_id.post
        records: dict[EntryId, InspectionRecord] = {}
        if self._of != session.number:  # the first time since the program started: what it wrote before tells
            load = self._premise.archive().load
            records = {id: load(id) for id in worth_reading(session, post)}
            self._worked = {
                phase.started.record: phase.elapsed(last_written(session, one.number, phase, records))
                for one, phase in going_on(session)
                if phase.started is not None and phase.started.record in records
            }
        last, back = last_told(session, records), set_back(session, records)
        with self._lock:
            if self._of != session.number:
                self._of, self._seen, self._back = session.number, None, timedelta()
            self._back = max(self._back, back)
            self._seen = last if self._seen is None else max(last, self._seen)

    def _note_set_back(self, seconds: int) -> None:
        session = self.opened()
        if session is None:
            return
        at, person = self.now(), self._premise.staff.presence.who.person
        acts = [
            PhaseInterrupted(
                NOBODY, session.number, one.number, phase.phase.key, Interruption.CLOCK_BACK, seconds,
                one.entered.operator if person is None else person.name, at,
            )
            for one, phase in begun(session)
        ]  # fmt: skip
        if acts:
            self.write(*acts)
            self._premise.publish(Refused(Message("exam.clock_back", {"seconds": seconds})))

    def away(self, phase: CandidatePhase) -> timedelta:
        """How long a phase ran on while the program was away: nothing was written of it from then until now, whatever
        was written of others; without its suspensions."""
        assert phase.started is not None
        now = self.now()
        return max(timedelta(), phase.elapsed(now) - self._worked.get(phase.started.record, phase.elapsed(now)))
