"""The facts for the jury: deviations, En, agreement, what was left; nothing where there is nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metroapp.domain.acceptance import Verdict
from metroapp.domain.declarations import BoxDeclared, MeansDeclared, PieceDeclared
from metroapp.domain.exam_accuracy import (
    AccuracyEvidence,
    ReferenceState,
    Standing,
    accuracy_evidence,
    normalized_error,
)
from metroapp.domain.exam_agreement import Agreement, AgreementTable, VerdictEvidence, verdict_evidence
from metroapp.domain.exam_criteria import Criterion, ExamCriteria, FactKind
from metroapp.domain.exam_evidence import candidate_evidence
from metroapp.domain.exam_figures import FIGURES, Figure, figures, side_by_side
from metroapp.domain.exam_means import means_evidence
from metroapp.domain.exam_recording import production_evidence, recording_evidence
from metroapp.domain.exam_session import ExamSession, PhaseState, sessions_of
from metroapp.domain.exam_timeline import EntryKind, RecordStory, timeline
from metroapp.domain.examination import Aid
from metroapp.domain.means_choice import MeansChosen
from metroapp.domain.means_objections import Ground, Objection
from metroapp.domain.measurement import BoxKey, EntryId, Measurement, Observation, Origin
from metroapp.domain.modification import SpecificationModified
from metroapp.domain.operations import Cancellation, Closing, Operation
from metroapp.domain.production import SetUpSheet, ToolLine
from metroapp.domain.quantity import Quantity
from metroapp.domain.record import InspectionRecord
from metroapp.domain.record_header import RecordHeader
from metroapp.domain.session_acts import (
    CandidateEntered,
    CandidateWithdrawn,
    ExamPhase,
    ModificationEntered,
    PhaseEnded,
    PhaseStarted,
    SessionAct,
    SessionOpened,
    SessionPrepared,
)
from metroapp.domain.sorting import Disposition
from metroapp.domain.specification import Means
from metroapp.domain.suitability import Fitness
from metroapp.domain.uncertainty import StandardUncertainty, UncertaintySource
from metroapp.domain.work_order_file import DossierSection, WorkOrderFile
from metroapp.wording import exam_evidence as words
from metroapp.wording.exam_facts import facts, standing
from metroapp.wording.exam_timeline import entry_line, place
from tests.workbench import characteristic, part

BEGUN = datetime(2026, 11, 28, 8, 0, tzinfo=UTC)
FINE, SEEN, RUN_OUT, ONE_SIDED = "Ø20 h7", "attribut", "battement 0,02 A", "12 max"
NOBODY = EntryId("", 0)


class Journal:
    """The entries of one post, one second apart."""

    def __init__(self) -> None:
        self.sequence = 0

    def stamp(self) -> tuple[EntryId, datetime]:
        self.sequence += 1
        return EntryId("P1", self.sequence), BEGUN + timedelta(seconds=self.sequence)


class Measured:
    """A record filled in by somebody: the candidate, or the trainer."""

    def __init__(self, journal: Journal, *callouts: str, pieces: int = 2, instrument: str = "M-02") -> None:
        self.journal, self.instrument = journal, instrument
        means = {SEEN: Means.VISUAL, RUN_OUT: Means.DIAL_INDICATOR}
        lines = [characteristic(str(n), text, means.get(text, Means.MICROMETER)) for n, text in enumerate(callouts, 1)]
        id, at = journal.stamp()
        self.header = RecordHeader(id, f"R-{id.sequence}", part(*lines), pieces, "07", at)
        self.record = InspectionRecord(self.header)
        self.operations: list[Operation] = []

    def do(self, kind: Any, *facts: Any, **named: Any) -> Any:
        id, at = self.journal.stamp()
        made = kind(id, *facts, **named, by="07", at=at)
        self.operations.append(made)
        self.record.apply(made)
        return made

    def value(self, piece: int, text: str, balloon: str = "1", *, u: str = "", **facts: Any) -> Measured:
        quantity = Quantity(Decimal(text))
        source = UncertaintySource.INSTRUMENT
        uncertainty = StandardUncertainty(Quantity(Decimal(u)), source) if u else None
        origin, instrument = facts.pop("origin", Origin.INSTRUMENT), facts.pop("instrument", self.instrument)
        self.do(
            Measurement, BoxKey(piece, balloon), quantity, None, origin, instrument, uncertainty=uncertainty, **facts
        )
        return self

    def see(self, piece: int, *, good: bool, balloon: str = "2") -> Measured:
        seen = Observation.CONFORMING if good else Observation.NONCONFORMING
        self.do(Measurement, BoxKey(piece, balloon), None, seen, Origin.OBSERVED, "OEIL")
        return self

    def declare(self, piece: int, *, good: bool, balloon: str = "1") -> Measured:
        box = BoxKey(piece, balloon)
        found = self.record.measurement(box)
        assert found is not None
        self.do(BoxDeclared, box, found.id, good)
        return self

    def close(self) -> Measured:
        self.do(Closing)
        return self

    def ended(self) -> PhaseEnded:
        id, at = self.journal.stamp()
        return PhaseEnded(id, "SE-2026-001", "07", "tournage", 1500, 1800, 0, 0, 0, "07", at)


def both(
    candidate: Measured, reference: Measured | None, ended: PhaseEnded
) -> tuple[AccuracyEvidence, VerdictEvidence]:
    other = None if reference is None else reference.record
    accuracy = accuracy_evidence(candidate.record, ended, other)
    return accuracy, verdict_evidence(candidate.record, other, accuracy.state)


# -- En ---------------------------------------------------------------------------------------------------------------


def test_the_en_scores_of_the_example_of_iso_13528() -> None:
    """ISO 13528:2022, E.4, laboratories L03 and L12, as quoted with its results by a public test of the En formula
    (`fct_entest_2values_unc`): 0.46 and 2.24. The standard itself was not at hand."""
    reference, of_reference = Decimal("0.044"), Decimal("0.0082")
    found = normalized_error(Decimal("0.037"), Decimal("0.013"), reference, of_reference)
    other = normalized_error(Decimal("0.0239"), Decimal("0.0036"), reference, of_reference)
    assert found is not None and other is not None
    assert (words.normalized_error(abs(found)), words.normalized_error(abs(other))) == ("0,46", "2,24")
    assert found < 0 and other < 0
    assert normalized_error(Decimal(1), Decimal(0), Decimal(2), Decimal(0)) is None


@given(st.integers(-(10**6), 10**6), st.integers(0, 10**5), st.integers(0, 10**5))
@settings(max_examples=60, deadline=None)
def test_en_times_the_combined_uncertainty_is_the_deviation(difference: int, one: int, other: int) -> None:
    found = normalized_error(Decimal(difference), Decimal(one), Decimal(0), Decimal(other))
    if found is None:
        assert one == other == 0
    else:
        both_of_them = Decimal(one**2 + other**2).sqrt()
        assert abs(found * both_of_them - difference) <= Decimal("1e-6") * both_of_them


# -- accuracy ---------------------------------------------------------------------------------------------------------


def test_a_deviation_is_given_in_millimetres_and_in_percent_of_the_interval() -> None:
    journal = Journal()
    candidate = Measured(journal, FINE, SEEN, RUN_OUT, ONE_SIDED)
    candidate.value(1, "19.990", u="0.001").value(2, "19.985", u="0.001").see(1, good=True)
    candidate.value(1, "0.012", "3", instrument="C-03").value(1, "11.90", "4")
    ended = candidate.ended()
    reference = Measured(journal, FINE, SEEN, RUN_OUT, ONE_SIDED, instrument="MMT-1")
    reference.value(1, "19.9879", u="0.0005").value(2, "19.985", u="0.0011").see(1, good=True)
    reference.value(1, "0.010", "3", u="0.001").value(1, "11.95", "4", u="0.001").close()
    accuracy, _ = both(candidate, reference, ended)
    assert accuracy.state is ReferenceState.USED
    one, run_out, one_sided, two = accuracy.boxes
    assert (one.deviation, one.percent, one.interval) == (Decimal("0.0021"), Decimal("10.0"), Decimal("0.021"))
    # U = 2·0.0005 = 0.001 ≤ 0.0021: counted; En = 0.0021/√(0.002² + 0.001²)
    assert (one.standing, one.reference_expanded) == (Standing.COUNTED, Decimal("0.0010"))
    assert one.en == Decimal("0.939149")
    # U = 0.0022 > 0.0021: an indication, counted nowhere
    assert (two.standing, two.deviation) == (Standing.UNCERTAIN, Decimal(0))
    # A geometrical deviation goes from zero to its limit: IT 0.02, U = 0.002 is just IT/10; no u, no En
    assert (run_out.standing, run_out.percent, run_out.en) == (Standing.COUNTED, Decimal("10.0"), None)
    # One limit: no IT, no percent
    assert (one_sided.standing, one_sided.percent) == (Standing.NO_INTERVAL, None)
    assert words.signed_percent(one_sided.percent) == words.NOTHING
    assert [(each.balloon, each.counted, each.indicative) for each in accuracy.by_characteristic] == [
        ("1", 1, 1), ("3", 1, 0), ("4", 0, 1),
    ]  # fmt: skip
    assert accuracy.by_characteristic[0].largest == accuracy.by_characteristic[0].mean == Decimal("0.0021")
    assert (accuracy.largest_percent, accuracy.mean_percent) == (Decimal("10.0"), Decimal("10.0"))


def test_no_en_with_the_instrument_of_the_candidate() -> None:
    journal = Journal()
    candidate = Measured(journal, FINE).value(1, "19.990", u="0.001")
    ended = candidate.ended()
    reference = Measured(journal, FINE).value(1, "19.990", u="0.001").close()
    accuracy, _ = both(candidate, reference, ended)
    assert (accuracy.boxes[0].en, accuracy.largest_en) == (None, None)
    assert accuracy.boxes[0].standing is Standing.COUNTED


def test_a_reference_that_is_missing_open_or_older_than_the_pieces_is_not_used() -> None:
    journal = Journal()
    older = Measured(journal, FINE, instrument="MMT-1").value(1, "19.990", u="0.0005").close()
    candidate = Measured(journal, FINE).value(1, "19.990").declare(1, good=True)
    ended = candidate.ended()
    unfinished = Measured(journal, FINE, instrument="MMT-1").value(1, "19.990", u="0.0005")
    for reference, state in (
        (None, ReferenceState.MISSING), (older, ReferenceState.OLDER), (unfinished, ReferenceState.OPEN),
    ):  # fmt: skip
        accuracy, verdicts = both(candidate, reference, ended)
        assert (accuracy.state, accuracy.boxes) == (state, ())
        assert [one.with_reference for one in verdicts.boxes] == [Agreement.NOT_COUNTED]
        assert words.reference_sentence(state, accuracy.reference).endswith(".")


def test_the_order_of_the_journal_says_what_is_older_even_where_a_clock_was_set_back() -> None:
    journal = Journal()
    candidate = Measured(journal, FINE).value(1, "19.990")
    ended = candidate.ended()
    reference = Measured(journal, FINE, instrument="MMT-1").value(1, "19.990", u="0.0005").close()
    late = PhaseEnded(ended.id, "", "07", "", 0, 0, 0, 0, 0, "07", BEGUN + timedelta(days=1))
    assert accuracy_evidence(candidate.record, late, reference.record).state is ReferenceState.USED


# -- verdicts ---------------------------------------------------------------------------------------------------------


def test_agreement_with_the_program_and_with_the_reference_by_hand() -> None:
    """Ø20 h7: 19.979 to 20. Each piece is one case."""
    journal = Journal()
    candidate = Measured(journal, FINE, pieces=6)
    cases = (  # what the candidate read, said, and what the reference reads
        ("19.990", True, "19.989"),  # good everywhere
        ("20.002", False, "20.003"),  # bad everywhere
        ("20.001", True, "19.999"),  # accepted against their own value; the reference is good
        ("19.990", False, "19.990"),  # refused wrongly
        ("19.999", True, "20.002"),  # their value is good, the piece is not
        ("19.990", None, "19.990"),
    )
    for piece, (text, said, _) in enumerate(cases, 1):
        candidate.value(piece, text)
        if said is not None:
            candidate.declare(piece, good=said)
    ended = candidate.ended()
    reference = Measured(journal, FINE, pieces=6, instrument="MMT-1")
    for piece, (_, _, text) in enumerate(cases, 1):
        reference.value(piece, text, u="0.0005")
    _, verdicts = both(candidate, reference.close(), ended)
    good, bad, accept, reject, none = (
        Agreement.BOTH_GOOD, Agreement.BOTH_BAD, Agreement.FALSE_ACCEPT, Agreement.FALSE_REJECT, Agreement.UNDECLARED,
    )  # fmt: skip
    assert [one.with_program for one in verdicts.boxes] == [good, bad, accept, reject, good, none]
    assert [one.with_reference for one in verdicts.boxes] == [good, bad, good, reject, accept, none]
    table = verdicts.boxes_with_reference
    assert (table.agreed, table.compared, table.count(accept), table.count(reject)) == (3, 5, 1, 1)


def test_what_is_undecided_is_never_counted_as_an_agreement() -> None:
    journal = Journal()
    candidate = Measured(journal, FINE, SEEN)
    candidate.value(1, "19.990").declare(1, good=True)
    candidate.do(PieceDeclared, 1, Disposition.CONFORMING)  # box 2 is empty: the program does not sort the piece
    candidate.do(PieceDeclared, 2, Disposition.CONCESSION)
    _, verdicts = both(candidate, None, candidate.ended())
    assert [one.with_program for one in verdicts.pieces] == [Agreement.INCOMPLETE, Agreement.INCOMPLETE]
    assert (verdicts.pieces_with_program.agreed, verdicts.pieces_with_program.compared) == (0, 0)


def test_a_piece_sorted_with_an_empty_box_is_incomplete_and_not_to_be_confirmed() -> None:
    journal = Journal()
    candidate = Measured(journal, FINE, SEEN, pieces=1).value(1, "19.990").declare(1, good=True)
    candidate.do(PieceDeclared, 1, Disposition.CONFORMING)
    ended = candidate.ended()
    # A reference with an empty box sorts nothing either: that is no difference of the candidate
    reference = Measured(journal, FINE, SEEN, pieces=1, instrument="MMT-1").value(1, "19.990", u="0.0005").close()
    _, verdicts = both(candidate, reference, ended)
    (piece,) = verdicts.pieces
    assert (piece.with_program, piece.with_reference) == (Agreement.INCOMPLETE, Agreement.NOT_COUNTED)
    table = verdicts.pieces_with_program
    assert (table.count(Agreement.INCOMPLETE), table.count(Agreement.UNDECIDED)) == (1, 0)


def test_attributes_are_compared_and_deviate_by_nothing() -> None:
    journal = Journal()
    candidate = Measured(journal, FINE, SEEN).see(1, good=True).see(2, good=False)
    candidate.declare(1, good=True, balloon="2").declare(2, good=True, balloon="2")
    ended = candidate.ended()
    reference = Measured(journal, FINE, SEEN, instrument="MMT-1").see(1, good=False).see(2, good=False).close()
    accuracy, verdicts = both(candidate, reference, ended)
    assert accuracy.boxes == () and accuracy.largest_percent is None
    assert [one.with_program for one in verdicts.boxes] == [Agreement.BOTH_GOOD, Agreement.FALSE_ACCEPT]
    assert [one.with_reference for one in verdicts.boxes] == [Agreement.FALSE_ACCEPT, Agreement.FALSE_ACCEPT]


def test_a_reference_too_uncertain_sorts_no_piece() -> None:
    journal = Journal()
    candidate = Measured(journal, FINE, pieces=1).value(1, "19.990").declare(1, good=True)
    candidate.do(PieceDeclared, 1, Disposition.CONFORMING)
    ended = candidate.ended()
    reference = Measured(journal, FINE, pieces=1, instrument="PC-01").value(1, "20.01", u="0.01").close()
    _, verdicts = both(candidate, reference, ended)
    assert verdicts.boxes[0].with_reference is verdicts.pieces[0].with_reference is Agreement.NOT_COUNTED
    assert verdicts.pieces[0].with_program is Agreement.BOTH_GOOD


def test_pieces_before_and_after_a_modification_are_each_judged_by_their_own_specification() -> None:
    journal = Journal()
    candidate, wanted = Measured(journal, FINE), part(characteristic("1", "Ø19,9 h7", Means.MICROMETER))

    def modify(one: Measured) -> None:
        one.do(SpecificationModified, "M1", wanted, 1, "demande du jury", "S")

    modify(candidate)
    candidate.value(1, "19.990").declare(1, good=True).value(2, "19.890", "1 M1").declare(2, good=True, balloon="1 M1")
    ended = candidate.ended()
    reference = Measured(journal, FINE, instrument="MMT-1")
    modify(reference)
    reference.value(1, "19.989", u="0.0005").value(2, "19.905", "1 M1", u="0.0005").close()
    accuracy, verdicts = both(candidate, reference, ended)
    assert [(one.box.piece, one.box.balloon, one.deviation) for one in accuracy.boxes] == [
        (1, "1", Decimal("0.001")), (2, "1 M1", Decimal("-0.015")),
    ]  # fmt: skip
    assert [one.reference for one in verdicts.boxes] == [Verdict.CONFORMING, Verdict.NONCONFORMING]
    assert [one.with_reference for one in verdicts.boxes] == [Agreement.BOTH_GOOD, Agreement.FALSE_ACCEPT]
    # Played again, the record is by one specification before the modification, by both after it
    story = RecordStory(candidate.header, {}, tuple(candidate.operations))
    assert [len(list(one.boxes())) for one in (story.until(candidate.header.id), story.until())] == [2, 4]
    assert story.until(candidate.header.id).modification is None and story.until().is_for("1 M1", 2)
    # A reference that knows nothing of the modification is compared where it asks for the same, and nowhere else
    plain = Measured(journal, FINE, instrument="MMT-1").value(1, "19.989", u="0.0005").value(2, "19.89", u="0.0005")
    accuracy, _ = both(candidate, plain.close(), ended)
    assert [one.box.piece for one in accuracy.boxes] == [1]
    assert accuracy.unreferenced == (BoxKey(2, "1 M1"),)


@given(st.lists(st.sampled_from(Agreement), max_size=30))
@settings(max_examples=40, deadline=None)
def test_every_declaration_is_in_one_column(found: list[Agreement]) -> None:
    table = AgreementTable.of(found)
    assert sum(number for _, number in table.counts) == len(found)
    assert table.agreed <= table.compared <= len(found)


# -- instruments and recording ----------------------------------------------------------------------------------------


def test_the_instruments_are_told_with_the_refusal_that_was_kept_from_the_candidate() -> None:
    candidate = Measured(Journal(), FINE, SEEN)
    candidate.do(MeansDeclared, "1", "M-02")
    candidate.value(1, "19.990", instrument="PC-01").value(2, "19.990")
    first, second = candidate.record.history(BoxKey(1, "1"))[0], candidate.record.history(BoxKey(2, "1"))[0]
    overdue = Objection(Ground.OVERDUE, due=date(2026, 1, 1))
    candidate.do(MeansChosen, first.id, "1", "PC-01", Fitness.UNFIT, (overdue,))
    candidate.do(MeansChosen, second.id, "1", "M-02", Fitness.GOOD, ())
    told = means_evidence(candidate.record, {})[0]
    assert [one.instrument for one in told.declared] == ["M-02"]
    caliper, micrometer = told.used
    assert (caliper.fitness, caliper.is_declared, micrometer.is_declared) == (Fitness.UNFIT, False, True)
    assert caliper.refusal is not None and caliper.refusal.code == "means.refused"
    assert micrometer.refusal is None and told.is_measured_undeclared


def test_what_was_retaken_cancelled_typed_and_left_is_told() -> None:
    candidate = Measured(Journal(), FINE, SEEN)
    candidate.value(1, "20.010").value(1, "19.990", origin=Origin.TYPED, reason="fil débranché").declare(1, good=True)
    candidate.value(2, "19.980")
    candidate.do(Cancellation, candidate.record.history(BoxKey(2, "1"))[0].id)
    candidate.see(1, good=True)
    told = recording_evidence(candidate.record)
    assert (told.planned, told.measured) == (4, 2)
    assert told.empty == (BoxKey(2, "1"), BoxKey(2, "2"))
    assert [one.box for one in told.retaken] == [BoxKey(1, "1")]
    assert [one.reason for one in told.typed] == ["fil débranché"]
    assert [found.box.piece for found, _ in told.cancelled] == [2]
    assert (told.undeclared, told.unsorted, told.without_means) == ((BoxKey(1, "2"),), (1, 2), ("1", "2"))


def test_a_set_up_sheet_says_what_is_filled_in_and_what_is_blank() -> None:
    candidate = Measured(Journal(), FINE)
    assert production_evidence(candidate.record).set_up.at is None
    tools = (ToolLine("T1", "D1", gauge_x=Decimal(1)), ToolLine("T2", "D2"))
    candidate.do(SetUpSheet, program="O1234", tools=tools)
    told = production_evidence(candidate.record)
    assert told.set_up.filled == ("program", "tools") and "origins" in told.set_up.blank
    assert (told.tools, told.tools_without_gauge) == (2, ("T2 D2",))
    assert words.fields(told.set_up.filled) == "programme, outils"


# -- a session --------------------------------------------------------------------------------------------------------

PHASE = ExamPhase("tournage", "Tournage", "ESSAI-01", "PL-1", "A", 2, 30)
CRITERIA = ExamCriteria(
    "essai", "Essai", date(2026, 1, 1), "essai",
    tuple(Criterion(kind.value, kind.value, (kind,)) for kind in FactKind), (DossierSection.DRAWING,),
)  # fmt: skip


def begun(journal: Journal, *more: SessionAct) -> ExamSession:
    def made(kind: Any, *facts: Any) -> SessionAct:
        id, at = journal.stamp()
        act: SessionAct = kind(id, "SE-2026-001", *facts, "R", at)
        return act

    acts = [
        made(SessionPrepared, "Titre", date(2026, 11, 28), "", "essai", (), (PHASE,)),
        made(CandidateEntered, "07", "07", "Tour 1", 33, "OF-7"),
        made(CandidateEntered, "08", "08", "Tour 2", 0, ""),
        made(SessionOpened, "R"),
    ]
    return sessions_of([*acts, *more])["SE-2026-001"]


def test_an_empty_record_a_candidate_withdrawn_and_one_who_did_not_begin_have_evidence() -> None:
    journal = Journal()
    session = begun(journal)
    id, at = journal.stamp()
    session.apply(CandidateWithdrawn(id, session.number, "08", "malade", "R", at))
    empty = Measured(journal, FINE, SEEN, RUN_OUT, ONE_SIDED)
    session.apply(PhaseStarted(*journal.stamp()[:1], session.number, "07", "tournage", empty.header.id, "07", at))
    now = BEGUN + timedelta(hours=1)
    started = candidate_evidence(session, "07", "tournage", CRITERIA, now=now, record=empty.record)
    gone = candidate_evidence(session, "08", "tournage", CRITERIA, now=now)
    assert (started.state, gone.state) == (PhaseState.RUNNING, PhaseState.WAITING)
    assert gone.withdrawn is not None and gone.withdrawn.reason == "malade"
    assert started.time.allotted == timedelta(seconds=2394)  # 30 min and 33 %
    assert started.time.overrun > timedelta() and gone.time.overrun == timedelta()
    assert started.recording.measured == 0 and len(started.recording.empty) == 8
    rows = dict(side_by_side([started, gone]))
    assert [one.key for one in rows] == [kind.value for kind in FactKind]
    shown = {row.figure: row.values for found in rows.values() for row in found}
    assert set(shown) == set(Figure) == {figure for of in FIGURES.values() for figure in of}
    assert shown[Figure.BOXES_PLANNED] == (8, None) and shown[Figure.TIME_TAKEN][1] is None
    assert all(words.name(figure) and words.figure(figure, value) for figure in shown for value in shown[figure])
    assert all(facts(started, kind) for kind in FactKind)
    assert [kind for kind in FactKind if facts(gone, kind)] == [FactKind.DOSSIER, FactKind.TIME, FactKind.JURY]
    assert [one.split(" : ")[-1] for one in standing(gone)] == ["il n'y a pas de relevé.", "malade."]
    shown_verdict = replace(started, aids=(Aid.VERDICT,))
    assert facts(shown_verdict, FactKind.VERDICTS)[0] == "Aides données au candidat : verdict."
    assert figures(started, FactKind.TIME)[Figure.TIME_SUSPENSIONS] == 0


def test_a_phase_not_begun_has_no_figures_side_by_side() -> None:
    """It read as faultless: nothing left empty, nothing wrongly accepted, no overrun."""
    journal = Journal()
    session = begun(journal)
    told = candidate_evidence(session, "07", "tournage", CRITERIA, now=BEGUN + timedelta(hours=1))
    shown = {row.figure: row.values[0] for _, rows in side_by_side([told]) for row in rows}
    known = {Figure.TIME_ALLOTTED, Figure.PAPERS_REQUIRED, Figure.PAPERS_MISSING}
    assert {figure for figure, value in shown.items() if value is not None} <= known
    assert shown[Figure.TIME_ALLOTTED] == timedelta(seconds=2394)
    assert figures(told, FactKind.RECORDING)[Figure.BOXES_EMPTY] is None
    assert words.state(told) == "non commencée"
    id, at = journal.stamp()
    session.apply(CandidateWithdrawn(id, session.number, "07", "malade", "R", at))
    gone = candidate_evidence(session, "07", "tournage", CRITERIA, now=BEGUN + timedelta(hours=1))
    assert words.state(gone) == "non commencée, candidat retiré"


def test_a_withdrawal_and_a_modification_are_said_before_the_facts_of_a_phase_with_a_record() -> None:
    journal = Journal()
    session = begun(journal)
    filled = Measured(journal, FINE)
    of = session.number, "07", "tournage"
    session.apply(PhaseStarted(filled.header.id, *of, filled.header.id, "07", BEGUN))
    session.apply(ModificationEntered(journal.stamp()[0], *of, "M1", "A-M1", 1, "longueur", "S", "S", BEGUN))
    session.apply(CandidateWithdrawn(journal.stamp()[0], session.number, "07", "malade", "R", BEGUN))
    told = candidate_evidence(session, "07", "tournage", CRITERIA, now=BEGUN, record=filled.record)
    state, gone, change = standing(told)
    assert state == "État de l'épreuve : interrompue, candidat retiré."
    assert gone.endswith(" : malade.") and change == "Modification M1 du jury, après la pièce 1 : longueur."
    assert any(facts(told, kind) for kind in FactKind)


def test_a_reason_given_twice_is_said_once() -> None:
    """That of a retake, and that of the value typed then."""
    typed = Measured(Journal(), FINE).value(1, "19.990", origin=Origin.TYPED, reason="câble · câble · copeau")
    told = candidate_evidence(begun(Journal()), "07", "tournage", CRITERIA, now=BEGUN, record=typed.record)
    said = facts(told, FactKind.RECORDING)
    assert "Saisie au clavier, pièce\u00a01 repère\u00a01 : câble · copeau." in said
    assert said[0] == "Cases mesurées : 1 sur 2."


def test_papers_that_are_not_looked_for_are_not_counted_absent() -> None:
    session = begun(Journal())
    alone = candidate_evidence(session, "08", "tournage", CRITERIA, now=BEGUN)
    assert facts(alone, FactKind.DOSSIER)[0].endswith("le dossier n'est pas cherché.")
    assert alone.dossier.missing is None and figures(alone, FactKind.DOSSIER)[Figure.PAPERS_MISSING] is None


def test_criteria_that_ask_for_no_paper_say_so() -> None:
    file = WorkOrderFile("OF-7")
    told = candidate_evidence(begun(Journal()), "07", "tournage", CRITERIA, now=BEGUN, file=file)
    assert told.dossier.missing == (DossierSection.DRAWING,)
    nothing = replace(CRITERIA, documents=())
    told = candidate_evidence(begun(Journal()), "07", "tournage", nothing, now=BEGUN, file=file)
    assert facts(told, FactKind.DOSSIER) == (
        "Dossier OF-7, toutes épreuves confondues. Présents : —.",
        "Les critères ne demandent aucun document.",
    )


def test_the_record_is_played_again_up_to_any_entry() -> None:
    journal = Journal()
    session = begun(journal)
    candidate = Measured(journal, FINE, SEEN)
    id, at = journal.stamp()
    session.apply(PhaseStarted(id, session.number, "07", "tournage", candidate.header.id, "07", at))
    candidate.value(1, "20.010").declare(1, good=False).value(1, "19.990").see(1, good=True)
    candidate.do(Cancellation, candidate.record.history(BoxKey(1, "1"))[1].id)
    session.apply(candidate.ended())
    story = RecordStory(candidate.header, {}, tuple(candidate.operations))
    entries = timeline(session, "07", [("tournage", story)])
    assert [one.id.sequence for one in entries] == sorted(one.id.sequence for one in entries)
    kinds = [one.kind for one in entries if one.phase]
    value, said, gesture, act = EntryKind.VALUE, EntryKind.DECLARATION, EntryKind.GESTURE, EntryKind.SESSION
    assert kinds == [act, value, said, value, value, gesture, act]
    lines = [entry_line(one) for one in entries]
    assert all(lines) and "{" not in "".join(lines)
    assert "déclarée non conforme (NC)" in lines
    told = {one.id: place(one) for one in entries}
    assert told[candidate.operations[-1].id] == "pièce\u00a01 repère\u00a01"  # where what was cancelled is

    def shown(after: int) -> str:
        found = story.until(candidate.operations[after].id).measurement(BoxKey(1, "1"))
        assert found is not None and found.quantity is not None
        return str(found.quantity.value)

    assert [shown(after) for after in range(5)] == ["20.010", "20.010", "19.990", "19.990", "20.010"]
    assert "08" not in {getattr(one.what, "candidate", "") for one in entries}


@pytest.mark.parametrize("code", [*FactKind, *ReferenceState, *Standing, *Agreement, *EntryKind, *Figure])
def test_every_code_of_the_evidence_has_a_french_name(code: Any) -> None:
    assert words.name(code)
