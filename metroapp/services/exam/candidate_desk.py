"""The examination as the candidate at the post lives it: sign in with a code, begin a phase, declare, end.

Futures, done by the recorder thread. Nothing given here tells of other candidates, of the archives or of references.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, NoReturn

from metroapp.domain.exam_rules import in_phase
from metroapp.domain.exam_session import Candidate, CandidatePhase, ExamSession, PhaseState
from metroapp.domain.examination import Aid, Examination
from metroapp.domain.instrument import Instrument
from metroapp.domain.measurement import BoxKey, EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.people import Action, Person, Role, Signature
from metroapp.domain.record_header import RecordHeader
from metroapp.domain.record_options import RecordOptions
from metroapp.domain.session_acts import Interruption, PhaseEnded, PhaseInterrupted, PhaseStarted
from metroapp.domain.sorting import Disposition
from metroapp.services import closing
from metroapp.services.events import ExamChanged
from metroapp.services.exam import declaring
from metroapp.services.exam.as_seen import header_seen
from metroapp.services.exam.candidate_door import CandidateDoor
from metroapp.services.exam.codes import secret_typed
from metroapp.services.exam.sessions import Sessions
from metroapp.services.exam.standing import GOING_ON, LeftToDeclare, Standing, left_in, standing_of
from metroapp.services.new_record import NewRecord
from metroapp.services.spc.process_room import NOBODY, Premise

if TYPE_CHECKING:
    from metroapp.services.gestures import OfTheRecord
    from metroapp.services.inspection import Inspection

_SECOND = timedelta(seconds=1)


class CandidateDesk:
    """Each method gives a future.

    The phases are begun in any order, one at a time: two candidates change machines. What is measured in a phase is one
    record, opened together with the act that begins it. What a candidate is told of where they are is in `standing`.
    """

    def __init__(
        self,
        premise: Premise,
        sessions: Sessions,
        inspection: Callable[[], Inspection | None],
        options: Callable[[], RecordOptions],
        open_record: Callable[[NewRecord, Person, RecordOptions, PhaseStarted], RecordHeader],
        resume: Callable[[EntryId, Person], RecordHeader],
        of_the_record: OfTheRecord,
    ) -> None:
        """`options` are those of the workshop; `open_record` and `resume` put a record on the bench; `of_the_record`
        has something done on it."""
        self._premise = premise
        self._sessions = sessions
        self._inspection = inspection
        self._options = options
        self._open_record = open_record
        self._resume = resume
        self._do = of_the_record
        self._here: set[EntryId] = set()  # the records that were on the bench since the program started
        self._door = CandidateDoor(premise, sessions)

    # -- at the door --------------------------------------------------------------------------------------------------

    def is_expected(self) -> Future[bool]:
        """Whether a session is open at this post: the door then offers to sign in with a code."""
        return self._premise.recorder.submit(lambda: self._sessions.opened() is not None)

    def come_in(self, code: str) -> Future[Person]:
        """Sign a candidate in with the code given to them: their number, then their secret (`07-4831`).

        Refuses `exam.none_open`, `exam.code_unknown`, `exam.code_wait`, `exam.withdrawn`, `exam.all_ended`,
        `exam.code_in_use`, `exam.post_in_use`.
        """
        return self._premise.recorder.submit(lambda: self._door.come_in(code))

    # -- where they are -----------------------------------------------------------------------------------------------

    def standing(self) -> Future[Standing | None]:
        """What the candidate signed in is told; None for anybody else."""

        def work() -> Standing | None:
            found = self._found(self._premise.staff.who.person)
            return None if found is None else standing_of(*found, self._sessions.now())

        return self._premise.recorder.submit(work)

    def _found(self, person: Person | None) -> tuple[ExamSession, Candidate] | None:
        """The open session of a candidate, and them in it."""
        if person is None or Role.CANDIDATE not in person.roles:
            return None
        session = self._sessions.opened()
        if session is None:
            return None
        mine = (one for one in session.of_everybody if one.entered.operator == person.name)
        found = next(mine, None)
        return None if found is None else (session, found)

    def begin(self, phase: str) -> Future[RecordHeader]:
        """Begin a phase, or come back to it: its record is put on the bench, its time runs from the first time on.

        Refuses `exam.not_a_candidate`, `exam.phase_ended`, `exam.phase_running`, `exam.part_missing`, and as
        `exam_rules.in_phase`, `come_in`, `Presence.require`.
        """

        def work() -> RecordHeader:
            person = self._premise.staff.require(Action.MEASURE)
            session, candidate = self._found(person) or _no_candidate()
            one = in_phase(session, candidate.number, phase)
            if one.ended is not None:
                raise Refusal("exam.phase_ended", phase=one.phase.title)
            for other in candidate.phases.values():
                if other is not one and other.state in GOING_ON:
                    raise Refusal("exam.phase_running", phase=other.phase.title)
            self._door.require_free_post(session, candidate)
            self._door.require_here(one)
            if one.record is None:
                return header_seen(self._begin(session, candidate, one, person))
            return header_seen(self._come_back(session, candidate, one, one.record, person))

        return self._premise.recorder.submit(work)

    def _begin(self, session: ExamSession, candidate: Candidate, one: CandidatePhase, person: Person) -> RecordHeader:
        phase = one.phase
        revision = self._premise.archive().current_part_revision((phase.reference, phase.drawing, phase.revision))
        if revision is None:
            raise Refusal("exam.part_missing", reference=phase.reference, revision=phase.revision)
        new = NewRecord(
            revision.part, phase.pieces, candidate.entered.work_order, "", phase.operation, phase.machine, minutes=0
        )
        examination = Examination(session.number, candidate.number, phase.key, session.prepared.aids)
        started = PhaseStarted(
            NOBODY, session.number, candidate.number, phase.key, NOBODY, person.name, self._sessions.now()
        )
        header = self._open_record(new, person, examined(self._options(), examination), started)
        self._here.add(header.id)
        self._premise.publish(ExamChanged(session.number))
        return header

    def _come_back(
        self, session: ExamSession, candidate: Candidate, one: CandidatePhase, record: EntryId, person: Person
    ) -> RecordHeader:
        """The record is where it was; that the program was away is noted once, with how long nothing was written."""
        inspection = self._inspection()
        if inspection is not None and inspection.record.header.id == record:
            inspection.operator = person.name
            inspection.show_again()
            return inspection.record.header
        header = self._resume(record, person)
        if record not in self._here and one.state is PhaseState.RUNNING:
            seconds, now = self._sessions.away(one) // _SECOND, self._sessions.now()
            self._sessions.write(
                PhaseInterrupted(
                    NOBODY, session.number, candidate.number, one.phase.key, Interruption.RESTARTED, seconds,
                    person.name, now,
                )
            )  # fmt: skip
        self._here.add(record)
        return header

    # -- what they declare --------------------------------------------------------------------------------------------

    def instruments(self) -> Future[list[Instrument]]:
        """Every instrument and gauge of the register, by number: the choice is what is examined. Of the record on the
        bench, whose means are those of when it was opened."""

        def work() -> list[Instrument]:
            self._premise.staff.presence.require_somebody()
            inspection = self._inspection()
            register = self._premise.archive().instruments() if inspection is None else inspection.record.instruments
            return sorted((one for one in register.values() if not one.kind.is_standard), key=lambda one: one.number)

        return self._premise.recorder.submit(work)

    def declare_means(self, balloon: str, number: str) -> Future[None]:
        """Say which instrument is used for a characteristic, whatever it is fit for; refuses as
        `declaring.declare_means`, and as `Admission.require` like all that follows."""
        return self._examined(lambda inspection: declaring.declare_means(inspection, balloon, number))

    def declare_box(self, box: BoxKey, *, conforming: bool) -> Future[None]:
        """Say that a value is good or bad; refuses `exam.nothing_measured` for an empty box."""
        return self._examined(lambda inspection: declaring.declare_box(inspection, box, conforming=conforming))

    def declare_piece(self, piece: int, disposition: Disposition) -> Future[None]:
        """Sort a piece; refuses as `declaring.declare_piece`."""
        return self._examined(lambda inspection: declaring.declare_piece(inspection, piece, disposition))

    def left_to_declare(self) -> Future[LeftToDeclare]:
        """What is left before the end; it forces nothing. Refuses `exam.not_begun`."""

        def work() -> LeftToDeclare:
            person, inspection = self._premise.staff.presence.require_somebody(), self._inspection()
            if inspection is None or inspection.record.options.examination is None:
                raise Refusal("exam.not_begun")
            if inspection.record.header.operator != person.name:
                raise Refusal("exam.other_person", candidate=inspection.record.options.examination.candidate)
            return left_in(inspection.record)

        return self._premise.recorder.submit(work)

    def end(self, signature: Signature) -> Future[None]:
        """Sign and close the record, with the time that it took; empty boxes stay *non mesuré*.

        Their secret signs, or their whole code. Refuses as `closing.close`, `Presence.sign`.
        """

        def work(inspection: Inspection) -> None:
            examination = inspection.record.options.examination
            if examination is None:
                raise Refusal("exam.not_begun")
            typed = Signature(signature.name, secret_typed(signature.secret, examination.candidate))
            by = self._premise.staff.sign(typed, Action.CLOSE_RECORD).name
            if by != inspection.record.header.operator:
                raise Refusal("exam.other_person", candidate=examination.candidate)
            session = self._sessions.known(examination.session)
            one, now = session.of(examination.candidate, examination.phase), self._sessions.now()
            left = left_in(inspection.record)
            closing.close(
                inspection,
                by,
                (
                    PhaseEnded(
                        NOBODY, session.number, examination.candidate, examination.phase,
                        one.elapsed(now) // _SECOND, one.allotted // _SECOND,
                        len(left.empty), len(left.undeclared), len(left.unsorted), by, now,
                    ),
                ),
            )  # fmt: skip
            self._premise.publish(ExamChanged(session.number))

        return self._do(work, None)

    def _examined(self, work: Callable[[Inspection], None]) -> Future[None]:
        def run(inspection: Inspection) -> None:
            if inspection.record.options.examination is None:
                raise Refusal("exam.not_begun")
            work(inspection)

        return self._do(run, Action.MEASURE)


def examined(options: RecordOptions, examination: Examination) -> RecordOptions:
    """How a record of an examination is filled: nothing is asked, and no switch changes what is recorded."""
    return replace(
        options,
        asks=False,
        concordant=False,
        widens=False,
        approval=None,
        offers_corrections=False,
        assists=examination.offers(Aid.MEANS_REFUSAL),
        minutes=None,  # the time is that of the phase, with its suspensions
        examination=examination,
    )


def _no_candidate() -> NoReturn:
    raise Refusal("exam.not_a_candidate")
