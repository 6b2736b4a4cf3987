"""The facts for the jury about one candidate in one phase, criterion by criterion. No score: the jury decides.

A candidate who was withdrawn, or did not begin, has evidence too: what there is, and nothing where there is nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from metroapp.domain.exam_accuracy import NO_ACCURACY, AccuracyEvidence, accuracy_evidence
from metroapp.domain.exam_agreement import NO_VERDICTS, VerdictEvidence, verdict_evidence
from metroapp.domain.exam_criteria import ExamCriteria
from metroapp.domain.exam_means import MeansEvidence, SuitedMeans, means_evidence
from metroapp.domain.exam_recording import (
    NO_PRODUCTION,
    NO_RECORDING,
    ProductionEvidence,
    RecordingEvidence,
    production_evidence,
    recording_evidence,
)
from metroapp.domain.exam_session import CandidatePhase, ExamSession, PhaseState
from metroapp.domain.examination import Aid
from metroapp.domain.measurement import EntryId
from metroapp.domain.record import InspectionRecord
from metroapp.domain.session_acts import (
    CandidateWithdrawn,
    ExamPhase,
    ModificationEntered,
    PhaseCountersigned,
    PhaseInterrupted,
    PhaseResumed,
    PhaseSuspended,
    TimeGranted,
)
from metroapp.domain.work_order_file import DossierSection, WorkOrderFile


@dataclass(frozen=True, slots=True)
class DossierEvidence:
    """The papers of the work order of a candidate. `present`: how many were attached, and how many the program makes of
    the records of the candidate in all phases, by section; `missing`: of those that the criteria ask for, None without
    a work order: they are not looked for."""

    work_order: str = ""
    required: tuple[DossierSection, ...] = ()
    present: tuple[tuple[DossierSection, int, int], ...] = ()
    missing: tuple[DossierSection, ...] | None = None


@dataclass(frozen=True, slots=True)
class TimeEvidence:
    """Time in one phase; `taken` runs on until `at` while the phase is not ended."""

    minutes: int
    extra: int  # %
    allotted: timedelta
    taken: timedelta
    at: datetime
    started: datetime | None = None
    ended: datetime | None = None
    first_value: datetime | None = None
    last_value: datetime | None = None
    suspensions: tuple[tuple[PhaseSuspended, PhaseResumed | None], ...] = ()
    granted: tuple[TimeGranted, ...] = ()
    interruptions: tuple[PhaseInterrupted, ...] = ()

    @property
    def overrun(self) -> timedelta:
        """By how much the time allotted was exceeded; zero where it was not."""
        return max(timedelta(), self.taken - self.allotted)


@dataclass(frozen=True, slots=True)
class CandidateEvidence:
    """One candidate in one phase. `record` is the number of the relevé, empty where the phase was not begun."""

    session: str
    title: str
    on: date
    candidate: str
    operator: str
    post: str
    phase: ExamPhase
    state: PhaseState
    aids: tuple[Aid, ...]
    criteria: ExamCriteria
    record_id: EntryId | None
    record: str
    simulated: bool
    dossier: DossierEvidence
    time: TimeEvidence
    means: tuple[MeansEvidence, ...] = ()
    accuracy: AccuracyEvidence = NO_ACCURACY
    verdicts: VerdictEvidence = NO_VERDICTS
    production: ProductionEvidence = NO_PRODUCTION
    recording: RecordingEvidence = NO_RECORDING
    withdrawn: CandidateWithdrawn | None = None
    modification: ModificationEntered | None = None
    countersigned: PhaseCountersigned | None = None

    @property
    def is_beside_reference(self) -> bool:
        """Whether anything of the candidate has a reference beside it, certain enough or not."""
        return bool(self.accuracy.boxes) or any(each.reference is not None for each in self.verdicts.boxes)


def dossier_evidence(
    file: WorkOrderFile | None, required: tuple[DossierSection, ...], records: Sequence[EntryId]
) -> DossierEvidence:
    """`records` are those of the candidate: what the program makes of others, of a reference say, is not theirs."""
    if file is None:
        return DossierEvidence(required=required)
    own = replace(file, made=tuple(one for one in file.made if one.record in records))
    present = [(one, len(own.papers_of(one)), len(own.made_of(one))) for one in DossierSection]
    return DossierEvidence(
        file.number, required, tuple(one for one in present if one[1] or one[2]), own.lacking(required)
    )


def time_evidence(one: CandidatePhase, record: InspectionRecord | None, now: datetime) -> TimeEvidence:
    """What the acts of a phase say of its time."""
    values = [] if record is None else [found.at for box in record.boxes() for found in record.history(box)]
    return TimeEvidence(
        one.phase.minutes,
        one.extra,
        one.allotted,
        one.elapsed(now),
        now,
        None if one.started is None else one.started.at,
        None if one.ended is None else one.ended.at,
        min(values, default=None),
        max(values, default=None),
        tuple(one.suspensions),
        tuple(one.granted),
        tuple(one.interruptions),
    )


def candidate_evidence(
    session: ExamSession,
    candidate: str,
    phase: str,
    criteria: ExamCriteria,
    *,
    now: datetime,
    record: InspectionRecord | None = None,
    reference: InspectionRecord | None = None,
    suited: Mapping[str, tuple[SuitedMeans, ...]] | None = None,
    file: WorkOrderFile | None = None,
) -> CandidateEvidence:
    """`record` and `reference` as the archive holds them, `suited` the fit means by balloon, `file` the dossier of the
    work order. KeyError where the session has no such candidate or phase."""
    of, one = session.candidates[candidate], session.of(candidate, phase)
    own = [found.record for found in of.phases.values() if found.record is not None]
    found = CandidateEvidence(
        session=session.number,
        title=session.prepared.title,
        on=session.prepared.on,
        candidate=candidate,
        operator=of.entered.operator,
        post=of.entered.post,
        phase=one.phase,
        state=one.state,
        aids=session.prepared.aids,
        criteria=criteria,
        record_id=one.record,
        record="" if record is None else record.header.number,
        simulated=record is not None and record.header.simulated,
        dossier=dossier_evidence(file, criteria.documents, own),
        time=time_evidence(one, record, now),
        withdrawn=of.withdrawn,
        modification=one.modification,
        countersigned=one.countersigned,
    )
    if record is None:
        return found
    accuracy = accuracy_evidence(record, one.ended, reference)
    return replace(
        found,
        means=means_evidence(record, suited or {}),
        accuracy=accuracy,
        verdicts=verdict_evidence(record, reference, accuracy.state),
        production=production_evidence(record),
        recording=recording_evidence(record),
    )
