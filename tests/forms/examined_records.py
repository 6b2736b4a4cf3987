"""A record of an examination for the tests of its papers: the acts and the declarations that a session writes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from types import MappingProxyType

from forms.blocks import Document
from forms.evidence_sheet import evidence_sheet
from metroapp.domain.declarations import BoxDeclared, DoubtNoted, MeansDeclared, PieceDeclared
from metroapp.domain.exam_criteria import Criterion, ExamCriteria, FactKind
from metroapp.domain.exam_evidence import candidate_evidence
from metroapp.domain.exam_means import SuitedMeans
from metroapp.domain.exam_session import ExamSession, sessions_of
from metroapp.domain.exam_timeline import RecordStory, timeline
from metroapp.domain.examination import Aid, Examination
from metroapp.domain.means_choice import MeansChosen
from metroapp.domain.means_objections import Ground, Objection
from metroapp.domain.measurement import BoxKey, EntryId, Origin
from metroapp.domain.modification import SpecificationModified
from metroapp.domain.operations import Event
from metroapp.domain.people import Role
from metroapp.domain.plausibility import Doubt
from metroapp.domain.record import InspectionRecord
from metroapp.domain.record_options import PLAIN
from metroapp.domain.session_acts import (
    CandidateEntered,
    ExamPhase,
    Interruption,
    PeopleNamed,
    PhaseCountersigned,
    PhaseEnded,
    PhaseInterrupted,
    PhaseResumed,
    PhaseStarted,
    PhaseSuspended,
    SessionAct,
    SessionOpened,
    SessionPrepared,
    SuspensionCause,
    TimeGranted,
)
from metroapp.domain.sorting import Disposition
from metroapp.domain.specification import BoxCode, Means
from metroapp.domain.suitability import Fitness
from metroapp.domain.work_order_file import DossierSection
from tests.forms.filling import CALIPER, CLOSED_BY, MICROMETER, OPENED, Filling, characteristic
from tests.forms.records import HEAD, ISSUED

SESSION, CANDIDATE, PHASE, SUPERVISOR = "SE-2026-001", "07", "tournage", "Alex Surveillant"
PART = (
    characteristic("1", "Diamètre de portée", "Ø20 h7", Means.MICROMETER),
    characteristic("2", "Diamètre de collet", "Ø32 ±0,05", Means.CALIPER),
    characteristic("3", "Longueur totale", "85,5 +0,1/-0,2", Means.CALIPER),
    characteristic("4", "Filetage d'extrémité", "M12x1,75-6g", Means.THREAD_RING),
)
SIZES = {
    1: ("19.991", "32.01", "85.52"),
    2: ("20.012", "32.04", "85.49"),  # 1 is too big: said to be good
    3: ("19.985", "32.00", "85.30"),
    4: ("19.990", "32.03", "84.98"),
    5: ("19.984", "31.99", "85.02"),
    6: ("19.988", "32.02", "85.31"),  # good by the specification of before alone
}


class Examined(Filling):
    """A record filled by a candidate, who declares what they think of it."""

    def __init__(
        self,
        *,
        aids: tuple[Aid, ...] = (),
        pieces: int = 6,
        number: str = "R-EXAMEN",
        first: int = 1,
        uncertainties: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        about = Examination(SESSION, CANDIDATE, PHASE, aids)
        options = replace(PLAIN, assists=False, examination=about)
        super().__init__(PART, pieces, number=number, options=options, uncertainties=uncertainties)
        self._sequence = first
        self.record.header = replace(self.record.header, id=EntryId("P1", first))

    def apply(self, cls: type[Event], **facts: object) -> None:
        id, at = self._stamp()
        self.record.apply(cls(id=id, by=CLOSED_BY, at=at, **facts))  # type: ignore[call-arg]

    def declare(self, piece: int, balloon: str, *, good: bool, box: BoxKey | None = None) -> None:
        box = box or BoxKey(piece, balloon)
        found = self.record.measurement(box)
        assert found is not None
        self.apply(BoxDeclared, box=box, about=found.id, is_conforming=good)

    def choose(self, balloon: str, instrument: str, fitness: Fitness, *objections: Objection) -> None:
        found = self.record.measurement(BoxKey(1, balloon))
        assert found is not None
        self.apply(MeansChosen, measurement=found.id, balloon=balloon, instrument=instrument, fitness=fitness,
                   objections=objections)  # fmt: skip

    def modify(self, after: int) -> None:
        line = characteristic("3", "Longueur totale", "85 ±0,1", Means.CALIPER)
        part = replace(self.record.part, characteristics=(*PART[:2], line, PART[3]))
        self.apply(SpecificationModified, mark="M1", part=part, after=after, reason="longueur demandée par le jury",
                   granted_by=SUPERVISOR)  # fmt: skip


def turned(*, aids: tuple[Aid, ...] = (), modified: bool = True, signed: bool = True) -> InspectionRecord:
    """Six pieces by candidate 07: a bad choice, a wrong C, a retake, a modification after piece 3, boxes left."""
    work = Examined(aids=aids)
    for balloon, means in (("1", CALIPER), ("2", CALIPER), ("3", CALIPER)):
        work.apply(MeansDeclared, balloon=balloon, instrument=means)
    for piece in range(1, 7):
        if piece == 4 and modified:
            work.modify(3)
        first, second, third = SIZES[piece]
        work.value(piece, "1", first, MICROMETER if piece > 1 else CALIPER)
        if piece == 1:
            work.choose("1", CALIPER, Fitness.UNFIT, Objection(Ground.OVERDUE, date(2026, 10, 1)))
            work.apply(MeansDeclared, balloon="1", instrument=MICROMETER)
        work.declare(piece, "1", good=True)
        work.value(piece, "2", second, origin=Origin.TYPED if piece == 3 else Origin.INSTRUMENT,
                   reason="câble débranché" if piece == 3 else "")  # fmt: skip
        work.declare(piece, "2", good=True)
        if piece == 6:
            continue  # the length of piece 6 is left empty
        work.value(piece, "3 M1" if modified and piece > 3 else "3", third)
        if piece != 5:
            work.declare(piece, "3 M1" if modified and piece > 3 else "3", good=True)
        work.apply(PieceDeclared, piece=piece, disposition=Disposition.NONCONFORMING if piece == 2 else
                   Disposition.CONFORMING)  # fmt: skip
    found = work.record.measurement(BoxKey(2, "2"))
    assert found is not None
    work.apply(DoubtNoted, measurement=found.id, doubt=Doubt.FAR)
    work.value(2, "2", "32.02", reason="copeau")
    work.gauge(1, "4")
    work.impossible(2, "4", "bague prise par un autre poste", BoxCode.GO)
    work.close(signed=signed)
    return work.record


def session(record: InspectionRecord, *, signed: bool = True) -> ExamSession:
    """The session in which the record was filled: suspended once, overrun, signed by both."""
    begin = OPENED
    times = iter(range(1, 100))

    def stamp(minutes: int) -> dict[str, object]:
        return {"id": EntryId("P1", 1000 + next(times)), "number": SESSION, "by": "Dominique Leroy",
                "at": begin + timedelta(minutes=minutes)}  # fmt: skip

    of = {"candidate": CANDIDATE, "phase": PHASE}
    part = record.part
    phase = ExamPhase(PHASE, "Tournage", part.reference, part.drawing, part.revision, 6, 30)
    acts: list[SessionAct] = [
        SessionPrepared(title="Titre TUAO, session de novembre", on=date(2026, 11, 24), template="titre",
                        criteria="tuao-2025", aids=(), phases=(phase,), **stamp(-60)),
        CandidateEntered(candidate=CANDIDATE, operator=CLOSED_BY, post="P1", extra=10, work_order="OF-2611",
                         **stamp(-50)),
        PeopleNamed(role=Role.JURY, operators=("Jury Un", "Jury Deux"), **stamp(-40)),
        PeopleNamed(role=Role.SUPERVISOR, operators=(SUPERVISOR,), **stamp(-40)),
        SessionOpened(granted_by="Dominique Leroy", **stamp(-10)),
        PhaseStarted(record=record.header.id, **of, **stamp(0)),
        PhaseSuspended(cause=SuspensionCause.BREAKDOWN, reason="liquide de coupe", granted_by=SUPERVISOR, **of,
                       **stamp(5)),
        PhaseResumed(granted_by=SUPERVISOR, **of, **stamp(12)),
        PhaseInterrupted(interruption=Interruption.RESTARTED, seconds=90, **of, **stamp(20)),
        TimeGranted(seconds=90, reason="poste redémarré", granted_by=SUPERVISOR, **of, **stamp(21)),
        PhaseEnded(elapsed=2220, allotted=2070, empty=11, undeclared=2, unsorted=1, **of, **stamp(44)),
    ]  # type: ignore[arg-type]  # fmt: skip
    if signed:
        acts.append(PhaseCountersigned(remark="candidat calme", granted_by=SUPERVISOR, **of, **stamp(46)))  # type: ignore[arg-type]
    return sessions_of(acts)[SESSION]


def reference_of(record: InspectionRecord) -> InspectionRecord:
    """The same pieces measured by the trainer afterwards, with another micrometer that knows its uncertainty."""
    work = Examined(number="R-REFERENCE", first=2000, uncertainties={MICROMETER: "0.0005", CALIPER: "0.012"})
    work.record.header = replace(work.record.header, options=PLAIN)
    work.modify(3)
    for piece, (first, second, third) in SIZES.items():
        work.value(piece, "1", str(Decimal(first) - Decimal("0.001")), MICROMETER)
        work.value(piece, "2", second)
        work.value(piece, "3 M1" if piece > 3 else "3", third)
    work.gauge(1, "4")
    work.close(signed=True)
    return work.record


EACH_KIND = tuple(
    Criterion(kind.value, f"Critère {kind.value}", (kind,), confirmed=kind is FactKind.TIME) for kind in FactKind
)


def sheet(
    record: InspectionRecord,
    of: ExamSession,
    each: tuple[Criterion, ...] = EACH_KIND,
    reference: InspectionRecord | None = None,
) -> Document:
    """The fiche de preuves of the candidate, by a criterion of each kind."""
    opened = replace(record, header=replace(record.header, part=replace(record.part, characteristics=PART)))
    asked = DossierSection.WORK_ORDER, DossierSection.SET_UP
    criteria = ExamCriteria("essai", "Critères d'essai", date(2026, 1, 1), "Essai.", each, asked)
    suited = {"1": (SuitedMeans(MICROMETER, "Micromètre", Fitness.GOOD),)}
    reference = reference or reference_of(record)
    evidence = candidate_evidence(
        of, CANDIDATE, PHASE, criteria, now=ISSUED, record=record, reference=reference, suited=suited
    )
    operations = sorted(
        (*record.gestures(), *(one for box in record.boxes() for one in record.history(box))),
        key=lambda one: one.id.sequence,
    )
    story = RecordStory(opened.header, record.instruments, tuple(operations))
    entries = timeline(of, CANDIDATE, [(PHASE, story)])
    return evidence_sheet(
        (evidence,), of, entries, workshop="Atelier d'essai", head=HEAD, issued_at=ISSUED, program="metroapp 0.1.0"
    )
