"""The end of an examination session: the reference measurements of the trainer, and the closing."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import replace

from metroapp.domain import exam_rules
from metroapp.domain.exam_reference import require_reference
from metroapp.domain.exam_session import CandidatePhase, ExamSession, PhaseState
from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.people import Action, Person, Signature
from metroapp.domain.record_header import RecordHeader
from metroapp.domain.session_acts import ReferenceChosen, SessionClosed
from metroapp.services.exam.staff_room import StaffRoom
from metroapp.services.new_record import NewRecord
from metroapp.services.spc.process_room import NOBODY
from metroapp.wording import exam_left as words


class Concluding(StaffRoom):
    """Each method gives a future."""

    def open_reference(self, number: str, candidate: str, phase: str) -> Future[RecordHeader]:
        """Put a record on the bench for the same pieces, with the same specification, modified or not: what it measures
        is the reference, once it is closed. The act is written when it is opened, so that no crash loses which record
        it is; asked for again before it is closed, the same record comes back.

        Refuses as `Presence.require`, `exam_rules.after_phase`, `exam.phase_state`.
        """

        def work(by: Person) -> RecordHeader:
            session = self._sessions.known(number)
            one = exam_rules.after_phase(session, candidate, phase)
            exam_rules.require_state(one, candidate, PhaseState.ENDED, PhaseState.SIGNED)
            assert one.record is not None
            if one.reference is not None and self._record(one.reference.record).closing is None:
                return self._resume_record(one.reference.record, by)
            return self._begin_reference(session, one, candidate, by)

        return self._as(Action.MEASURE_REFERENCE, work)

    def _begin_reference(self, session: ExamSession, one: CandidatePhase, candidate: str, by: Person) -> RecordHeader:
        assert one.record is not None
        measured, key = self._archive().load(one.record), one.phase.key
        part = self._archive().current_part_revision((one.phase.reference, one.phase.drawing, one.phase.revision))
        assert part is not None
        lot = words.REFERENCE_LOT.format(session=session.number, candidate=candidate, phase=one.phase.title)
        header = self._open_record(NewRecord(
            part.part, measured.header.pieces, session.candidates[candidate].entered.work_order, lot,
            measured.header.operation, measured.header.machine,
        ), by)  # fmt: skip
        inspection = self._inspection()
        assert inspection is not None
        now = self._sessions.now()
        act = ReferenceChosen(NOBODY, session.number, candidate, key, header.id, by.name, now)
        modified = measured.modification
        if modified is None:
            self._sessions.write(act)
        else:
            self._write_with(act, inspection.record, replace(modified, by=by.name, at=now))
        return header

    def choose_reference(self, number: str, candidate: str, phase: str, record: EntryId) -> Future[ExamSession]:
        """Say that a record measured already, and closed, is the reference; refuses as `require_reference` and
        `open_reference`."""

        def work(by: Person) -> ExamSession:
            session = self._sessions.known(number)
            one = exam_rules.after_phase(session, candidate, phase)
            exam_rules.require_state(one, candidate, PhaseState.ENDED, PhaseState.SIGNED)
            assert one.record is not None
            require_reference(session, one, self._archive().load(one.record), self._archive().load(record))
            return self._write(ReferenceChosen(NOBODY, number, candidate, phase, record, by.name, self._sessions.now()))

        return self._as(Action.MEASURE_REFERENCE, work)

    def close(self, number: str, signature: Signature) -> Future[ExamSession]:
        """The session is over; what was left (boxes empty, phases not begun) is written with it.

        Refuses `exam.not_open`, `exam.closed`, `exam.phase_going_on`, `exam.reference_open` (finished later, it would
        change what the jury was told), and as `Presence.require` and `Presence.sign`.
        """

        def work(by: Person) -> ExamSession:
            session = self._sessions.known(number)
            exam_rules.require_open(session)
            exam_rules.require_none_going_on(session)
            self._require_references_finished(session)
            signer = self._staff.sign(signature, Action.PREPARE_SESSION)
            left = " ".join(self._left(session))
            return self._write(SessionClosed(NOBODY, number, left, signer.name, by.name, self._sessions.now()))

        return self._as(Action.PREPARE_SESSION, work)

    def what_is_left(self, number: str) -> Future[Sequence[str]]:
        """What would be left, as sentences, if the session were closed now; for whoever supervises."""
        return self._as(Action.SUPERVISE, lambda _by: self._left(self._sessions.known(number)))

    def _require_references_finished(self, session: ExamSession) -> None:
        for one in session.candidates.values():
            for phase in one.phases.values():
                for chosen in phase.references:
                    record = self._record(chosen.record)
                    if record.closing is None:
                        raise Refusal(
                            "exam.reference_open", record=record.header.number, candidate=one.number,
                            phase=phase.phase.title,
                        )  # fmt: skip

    def _left(self, session: ExamSession) -> list[str]:
        """Of whoever takes part, and of what was signed before its candidate was withdrawn."""
        found: list[str] = []
        for one in session.of_everybody:
            for phase in one.phases.values():
                if one.withdrawn is None or phase.ended is not None:
                    finished = (self._record(chosen.record).closing is not None for chosen in phase.references)
                    found += words.left_of(one.number, phase, reference=any(finished))
        return found
