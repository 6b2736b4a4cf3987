"""The workshop: what the window and the command line hold in their hand.

Every method may be called from any thread and returns a future; the work itself is done by the recorder thread,
which alone touches the archive and the open record. What happened is published to the listeners, in that thread.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from drivers import utc_now
from metroapp.domain.justification import Justification, justify
from metroapp.domain.measurement import BoxKey, EntryId, Observation
from metroapp.domain.message import Refusal
from metroapp.domain.people import Action, Person, Signature
from metroapp.domain.record import InspectionRecord
from metroapp.domain.record_header import RecordHeader
from metroapp.domain.record_options import PLAIN, RecordOptions
from metroapp.domain.sweep import Given
from metroapp.services import closing, comparing, geometric_readings, on_plate, values
from metroapp.services.bench_desk import BenchDesk
from metroapp.services.events import ArchiveUpgrading, Event, MeansChanged, Refused, TreatmentChanged
from metroapp.services.exam.admission import Admission, require_no_candidate, require_own
from metroapp.services.gestures import Gestures
from metroapp.services.inspection import Inspection, leave
from metroapp.services.kept_awaited import KeptAwaited
from metroapp.services.means_advice import MeansAdvice
from metroapp.services.new_record import NewRecord
from metroapp.services.pre_request import instrument_to_ask
from metroapp.services.premises import T
from metroapp.services.record_views import require_limits_said, require_verdict_said
from metroapp.services.treatment_room import TreatmentRoom
from metroapp.services.waiting_readings import WaitingReadings
from metroapp.services.workspace import Workspace

if TYPE_CHECKING:
    from argon2 import PasswordHasher

    from metroapp.domain.session_acts import PhaseStarted
    from metroapp.services.exam.candidate_desk import CandidateDesk
    from metroapp.services.exam.exam_room import ExamRoom
    from metroapp.services.exam.sessions import Sessions
    from metroapp.services.result_files.desk import ResultsDesk
    from metroapp.services.spc.correction_room import CorrectionRoom


class Workshop(BenchDesk):
    """One workspace opened for writing, its bench and the record on it."""

    def __init__(
        self,
        workspace: Workspace,
        clock: Callable[[], datetime] = utc_now,
        hasher: PasswordHasher | None = None,
        arrivals: Callable[[], datetime] = utc_now,
    ) -> None:
        """Take the workspace, as `BenchDesk` does; `open` comes next."""
        self._shown = PLAIN  # the options of the record on the bench
        super().__init__(workspace, clock, hasher, arrivals)
        workspace.reads_evidence = lambda: self.staff.who.may(Action.READ_EVIDENCE)
        workspace.require_reader = lambda operator: require_own(self.staff.who.person, operator)
        self._admission = Admission(lambda: self._sessions)
        self.subscribe(self._admission.look)
        self._waiting: WaitingReadings | None = None
        self.gestures = Gestures(self._of_the_record, self.staff)
        self.treatment = TreatmentRoom(
            self._recorder, self.staff, lambda: self._archive, lambda: self._inspection, self._publish, clock,
            self._safety_allowed,
        )  # fmt: skip
        advice = MeansAdvice(lambda: self._archive.instruments().values(), self._criteria, self._publish, clock)
        self.subscribe(advice.look, is_told_all=True)
        self.subscribe(self._look_at_zeros)
        self.subscribe(self._look_at_withdrawn)

    @cached_property
    def corrections(self) -> CorrectionRoom:
        """The registers of the tools, and what was typed in there."""
        from metroapp.services.spc.correction_room import CorrectionRoom

        return CorrectionRoom(self._premise, lambda: self._inspection)

    @cached_property
    def exams(self) -> ExamRoom:
        """The examination sessions."""
        from metroapp.services.exam.criteria_files import criteria_of
        from metroapp.services.exam.exam_room import ExamRoom

        return ExamRoom(
            self._premise, self._sessions, lambda: self._inspection, self._open_record, self._resume,
            lambda key: criteria_of(self.workspace, key),
        )  # fmt: skip

    @cached_property
    def _sessions(self) -> Sessions:
        """The acts of the examination sessions, and the time by which they run."""
        from metroapp.services.exam.sessions import Sessions

        return Sessions(self._premise)

    @cached_property
    def candidate(self) -> CandidateDesk:
        """The examination of whoever is signed in as a candidate."""
        from metroapp.services.exam.candidate_desk import CandidateDesk

        return CandidateDesk(
            self._premise, self._sessions, lambda: self._inspection, self._options, self._open_record,
            lambda id, by: self._resume(id, by, in_phase=True), self._of_the_record,
        )  # fmt: skip

    @cached_property
    def results(self) -> ResultsDesk:
        """The files of measuring machines, and what of them becomes values."""
        from metroapp.services.result_files.desk import ResultsDesk

        return ResultsDesk(
            self.workspace, self._recorder, self.staff, lambda: self._archive, lambda: self._kept_texts,
            lambda: self._inspection, self._of_the_record,
        )  # fmt: skip

    def open(self) -> Future[None]:
        """Open the archive, in the recorder thread: a window paints first and asks for it then.

        Refuses as `OpenedWorkspace.open` says; close the workshop in that case.
        """

        def work() -> None:
            self._opened.open(lambda percent: self._publish(ArchiveUpgrading(percent)))
            self._waiting = WaitingReadings(self._opened.state, self._publish)
            self.staff.open(self._opened.archive, self.workspace.secrets, self._waiting)
            self._read_bench()
            self._verifying.put_aside_failed()
            if self._archive.home:
                self.treatment.end_withdrawn()  # where the program was stopped before it could
            self.watched.begin()
            self.server.begin()

        return self._recorder.submit(work)

    def close(self) -> None:
        """Free the ports, finish what was handed in, release the workspace. Idempotent.

        What still waits for a confirmation goes on waiting with its record.
        """
        self._bench.close()
        self.watched.stop()
        self.server.stop()
        self._recorder.stop()
        self.staff.close()
        self._opened.close()

    # -- the record ---------------------------------------------------------------------------------------------------

    def open_record(self, new: NewRecord) -> Future[RecordHeader]:
        """Open a record in the name of whoever is signed in, and put it on the bench."""

        def work(by: Person) -> RecordHeader:
            require_no_candidate(by)
            return self._open_record(new, by)

        return self._as(Action.MEASURE, work)

    def _open_record(
        self, new: NewRecord, by: Person, options: RecordOptions | None = None, started: PhaseStarted | None = None
    ) -> RecordHeader:
        """`options` are those of the workshop where none are given; `started` is the phase of an examination."""
        new.require_possible()
        self._leave_bench(by)
        simulated, chosen = bool(self._bench.simulated), options or self._options()
        header = new.header(by.name, self._clock(), self._archive.rule(), chosen, simulated=simulated)
        record = self._archive.open_record(header, started)
        self._put_on_bench(record)
        return record.header

    def resume(self, id: EntryId) -> Future[RecordHeader]:
        """Put a record back on the bench; refuses `exam.only_in_session` to a candidate, who begins a phase, and
        `exam.other_person` a record that only its candidate fills."""

        def work(by: Person) -> RecordHeader:
            require_no_candidate(by)
            return self._resume(id, by)

        return self._as(Action.MEASURE, work)

    def _resume(self, id: EntryId, by: Person, *, in_phase: bool = False) -> RecordHeader:
        """`in_phase`: the candidate comes back to the record of their phase."""
        record = self._archive.load(id)
        if id.post != self._archive.next_id.post:
            raise Refusal("record.other_post", number=record.header.number, post=id.post)
        examination = record.options.examination
        if examination is not None and not in_phase:
            raise Refusal("exam.other_person", candidate=examination.candidate)
        if self._leave_bench(by):  # it may be this very record
            record = self._archive.load(id)
        self._put_on_bench(record, resumed=True)
        assert self._inspection is not None
        self._inspection.operator = by.name
        comparing.lose_zeros_set_elsewhere(self._inspection, self._archive)
        on_plate.distrust(self._inspection)
        geometric_readings.distrust(self._inspection)
        return record.header

    def _look_at_zeros(self, event: Event) -> None:
        """Something was written of means, in the recorder thread: a comparator that was adjusted or verified has no
        zero any more. What fails here is said, and takes nothing back of what was written."""
        if not isinstance(event, MeansChanged) or self._inspection is None:
            return
        try:
            person = self.staff.presence.who.person
            if person is not None:
                self._inspection.operator = person.name
            comparing.lose_zeros_set_elsewhere(self._inspection, self._archive)
        except Refusal as refusal:
            self._publish(Refused(refusal.message))

    def _look_at_withdrawn(self, event: Event) -> None:
        """In the recorder thread: a dérogation of the home post may be withdrawn, and cover nothing here any more."""
        if isinstance(event, TreatmentChanged) and self._archive.home:
            self.treatment.end_withdrawn()

    def _leave_bench(self, by: Person) -> bool:
        """Another record comes: the elementary readings taken for the box expected are kept as not taken, if there are
        any; whether there were.

        Refuses `sweep.running`, and as `Inspection.abandon`.
        """
        self._sweeping.require_none()
        if self._inspection is None:
            return False
        self._inspection.operator = by.name
        return self._inspection.abandon()

    def _put_on_bench(self, record: InspectionRecord, *, resumed: bool = False) -> None:
        """What still waits for the record before goes on waiting, and comes back with it."""
        assert self._waiting is not None
        self._shown, is_examined = record.options, record.options.examination is not None
        self._inspection = Inspection(
            self._archive,
            record,
            self._waiting,
            KeptAwaited(self._kept_texts, record.header.id),
            self._publish,
            self._clock,
            criteria=self._criteria,
            consider=leave if is_examined else self.treatment.consider,
            admit=self._admission.require,
            resumed=resumed,
        )
        self._waiting.say_opened()
        self._sweeping.offer()

    def type_value(self, text: str, reason: str, at: BoxKey | None = None) -> Future[None]:
        return self._of_the_record(lambda inspection: values.type_value(inspection, text, reason, at))

    def observe(self, observation: Observation, at: BoxKey | None = None) -> Future[None]:
        return self._of_the_record(lambda inspection: values.observe(inspection, observation, at))

    def declare_impossible(self, reason: str, at: BoxKey | None = None) -> Future[None]:
        return self._of_the_record(lambda inspection: values.declare_impossible(inspection, reason, at))

    def go_to(self, box: BoxKey) -> Future[None]:
        return self._of_the_record(lambda inspection: inspection.go_to(box))

    def retake(self, box: BoxKey, reason: str, *, zero_again: bool = False) -> Future[None]:
        return self._of_the_record(lambda inspection: inspection.retake(box, reason, zero_again=zero_again))

    def average(self, box: BoxKey, count: int) -> Future[None]:
        return self._of_the_record(lambda inspection: inspection.average(box, count))

    def ask_expected(self) -> Future[str]:
        """Ask for its value the instrument that measures the box expected; which one it is.

        Refuses as `pre_request.instrument_to_ask`, `record.none_open`, `verification.running`, `study.going_on`, and as
        `Presence.require`.
        """

        def work(inspection: Inspection) -> str:
            number = instrument_to_ask(inspection, self._bench)
            self._verifying.require_not(number)
            self._studying.require_none(number)
            self._bench.request(number)
            return number

        return self._of_the_record(work)

    def begin_sweep(self, number: str | None = None) -> Future[None]:
        """Have an instrument sweep for the box expected; refuses as `Sweeping.begin`, and `verification.running`."""

        def work(inspection: Inspection) -> None:
            self._verifying.require_none()
            self._studying.require_none(number)
            self._sweeping.begin(inspection, number)

        return self._of_the_record(work)

    def end_sweep(self, gives: Given | None = None) -> Future[None]:
        """End the sweep and record what it gives; refuses as `Sweeping.end`."""
        return self._of_the_record(lambda inspection: self._sweeping.end(inspection, gives), sweeps=True)

    def cancel_sweep(self) -> Future[None]:
        """Abandon the sweep, which is noted with the record; refuses as `Sweeping.cancel`."""
        return self._of_the_record(lambda _inspection: self._sweeping.cancel(), sweeps=True)

    def close_record(self, signature: Signature) -> Future[None]:
        """Sign and close the record; refuses as `Presence.sign` says."""

        def work(inspection: Inspection) -> None:
            if inspection.record.options.examination is not None:
                raise Refusal("exam.end_by_signing")
            closing.close(inspection, self.staff.sign(signature, Action.CLOSE_RECORD).name)

        return self._of_the_record(work, action=None)

    def justify(self, box: BoxKey) -> Future[Justification]:
        """Why the value that decides a box has its verdict: only read, by whoever is signed in.

        Refuses `record.none_open`, `record.box_empty`, and as `Presence.require_somebody`, `require_own`,
        `InspectionRecord.require_box`, `require_verdict_said` and `require_limits_said` say.
        """

        def work() -> Justification:
            person = self.staff.presence.require_somebody()
            if self._inspection is None:
                raise Refusal("record.none_open")
            require_own(person, self._inspection.record.header.operator)
            require_verdict_said(self._inspection.record)
            require_limits_said(self._inspection.record)
            self._inspection.record.require_box(box)
            measurement = self._inspection.record.measurement(box)
            if measurement is None:
                raise Refusal("record.box_empty")
            return justify(self._inspection.record, measurement)

        return self._recorder.submit(work)

    def take_held(self) -> Future[int]:
        """Take the readings held while the post was locked, as if they arrived now; gives how many were accepted.

        Refuses as `Reception.take_held`.
        """
        return self._as(Action.MEASURE, lambda _by: self._reception.take_held())

    def drop_held(self) -> Future[int]:
        """Drop the readings held while the post was locked, kept as not taken; gives how many there were."""
        return self._as(Action.MEASURE, self._reception.drop_held)

    # -- in the recorder thread ---------------------------------------------------------------------------------------

    def _of_the_record(
        self,
        work: Callable[[Inspection], T],
        action: Action | None = Action.MEASURE,
        *,
        sweeps: bool = False,
    ) -> Future[T]:
        """Have `work` done on the open record; what is signed asks for its own right.

        Refuses `record.closed`, and `sweep.running` while an instrument sweeps, but to what `sweeps` says belongs to
        that.
        """

        def run() -> T:
            if self._inspection is None:
                raise Refusal("record.none_open")
            try:
                if action is None:
                    self._inspection.require_filled_by(self.staff.presence.require_somebody())
                else:
                    self._inspection.fill_as(self.staff.require(action))
                self._inspection.record.require_open()
                if not sweeps:
                    self._sweeping.require_none()
                return work(self._inspection)
            except Refusal as refusal:
                self._publish(Refused(refusal.message))
                if self._shown.examination is None:
                    raise
                from metroapp.services.exam.as_seen import refusal_seen

                seen = refusal_seen(refusal.message, self._shown)
                raise Refusal(seen.code, **seen.fields) from None

        return self._recorder.submit(run)

    def _seen(self, event: Event) -> Event | None:
        """Of a record of an examination, only what its candidate is told is said."""
        if self._shown.examination is None:
            return event
        from metroapp.services.exam.as_seen import as_seen

        return as_seen(event, self._shown)
