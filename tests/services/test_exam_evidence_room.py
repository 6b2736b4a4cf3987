"""The evidence of an examination as the jury reads it from the archive, and nobody else at the post."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal

import pytest

from forms import evidence_tables, exam_json
from metroapp.domain.exam_accuracy import ReferenceState, Standing
from metroapp.domain.exam_agreement import Agreement
from metroapp.domain.exam_criteria import FactKind
from metroapp.domain.exam_figures import side_by_side
from metroapp.domain.exam_session import PhaseState
from metroapp.domain.examination import Aid
from metroapp.domain.measurement import BoxKey
from metroapp.domain.message import Refusal
from metroapp.domain.people import Role, Signature
from metroapp.domain.quantity import Quantity
from metroapp.domain.record import InspectionRecord
from metroapp.domain.session_acts import ReferenceChosen
from metroapp.domain.sorting import Disposition
from metroapp.domain.specification import Means
from metroapp.domain.suitability import Criteria, Fitness
from metroapp.services import consultation
from metroapp.services.exam import evidence, evidence_papers
from metroapp.services.new_record import NewRecord
from metroapp.services.spc.process_room import NOBODY
from metroapp.services.workspace import Workspace
from metroapp.wording.exam_facts import facts
from metroapp.wording.exam_timeline import entry_line
from metroapp.wording.sentences import sentence
from tests.services import examined
from tests.workbench import CALIPER, CAMILLE, INSTRUMENTS, MICROMETER, SIGNED_BY_CAMILLE, Shop, characteristic, part

SHEET = part(characteristic("1", "Ø20 h7", Means.MICROMETER), characteristic("2", "35 ±0,1", Means.CALIPER))
SESSION, PHASE, FINER = "SE-2026-001", "tournage", "M-03"
JURY, SECRET = "Juré", "jury-4831"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """A phase played by 07: an unfit instrument, a wrong declaration; then the reference of the trainer."""
    shop = Shop(tmp_path_factory.mktemp("atelier"))
    workshop, desk = shop.workshop, shop.workshop.candidate
    known = {one.number: one for one in INSTRUMENTS}
    micrometer = replace(known[MICROMETER], uncertainty=Quantity(Decimal("0.001")), resolution=Decimal("0.001"))
    finer = replace(micrometer, number=FINER, uncertainty=Quantity(Decimal("0.0005")))
    caliper = replace(known[CALIPER], uncertainty=Quantity(Decimal("0.02")), resolution=Decimal("0.01"))
    workshop.means.enter([micrometer, finer, caliper], []).result()
    workshop.save_draft(SHEET).result()
    workshop.validate_part((SHEET.reference, SHEET.drawing, SHEET.revision)).result()
    examined.enter_candidates(shop)
    by = workshop.staff.who.person
    assert by is not None
    workshop._recorder.submit(workshop.staff.people.enter, by, JURY, (Role.JURY,), SECRET).result()
    examined.open_session(shop, SESSION, examined.phase(SHEET, PHASE))
    examined.come_in(shop)
    desk.begin(PHASE).result()
    desk.declare_means("1", CALIPER).result()
    workshop.type_value("20,01", "sans câble").result()  # with a caliper, and out of its limits
    desk.declare_box(BoxKey(1, "1"), conforming=True).result()  # wrongly
    shop.read(CALIPER, "35.02")
    desk.declare_box(BoxKey(1, "2"), conforming=True).result()
    shop.read(MICROMETER, "19.991")
    desk.declare_piece(1, Disposition.CONFORMING).result()
    desk.end(Signature(examined.name_of("07"), "07-4831")).result()
    workshop.staff.sign_out().result()
    shop.sign_in(CAMILLE)
    workshop.open_record(NewRecord(SHEET, 2, work_order="OF-07")).result()
    reference = workshop._inspection.record.header.id  # type: ignore[union-attr]
    shop.read(FINER, "20.003")
    workshop.type_value("35,01", "sans câble").result()
    shop.read(FINER, "19.989")
    workshop.close_record(SIGNED_BY_CAMILLE).result()
    examined.write(shop, ReferenceChosen(NOBODY, SESSION, "07", PHASE, reference, CAMILLE, shop.clock()))
    yield shop
    shop.close()


def test_the_jury_reads_the_facts_of_a_phase_from_the_archive(shop: Shop) -> None:
    (told,) = evidence.evidence_of(held(shop), SESSION, "07", shop.clock())
    assert (told.state, told.candidate, told.criteria.key) == (PhaseState.ENDED, "07", "tuao-2025")
    diameter, length = told.means
    assert [one.instrument for one in diameter.declared] == [CALIPER]
    caliper, micrometer = diameter.used
    assert (caliper.instrument, caliper.fitness) == (CALIPER, Fitness.UNFIT)
    assert caliper.refusal is not None and sentence(caliper.refusal)
    assert (micrometer.is_declared, micrometer.refusal) == (False, None)
    assert FINER in {one.number for one in diameter.suited} and CALIPER not in {one.number for one in diameter.suited}
    assert [one.instrument for one in length.used] == [CALIPER]
    assert told.accuracy.state is ReferenceState.USED
    by_box = {one.box: one for one in told.accuracy.boxes}
    wrong = by_box[BoxKey(1, "1")]
    assert (wrong.deviation, wrong.percent, wrong.standing) == (Decimal("0.007"), Decimal("33.3"), Standing.COUNTED)
    assert wrong.fitness is Fitness.UNFIT and wrong.en is not None and abs(wrong.en) < 1  # En beside the fitness
    verdicts = {one.box: one for one in told.verdicts.boxes}
    assert verdicts[BoxKey(1, "1")].with_program is Agreement.FALSE_ACCEPT
    assert verdicts[BoxKey(1, "1")].with_reference is Agreement.FALSE_ACCEPT
    assert verdicts[BoxKey(2, "1")].with_program is Agreement.UNDECLARED
    (sorted_,) = [one for one in told.verdicts.pieces if one.piece == 1]
    assert sorted_.with_program is Agreement.FALSE_ACCEPT
    assert told.recording.empty == (BoxKey(2, "2"),) and len(told.recording.typed) == 1
    # The relevé of the reference, of the same OF, is none of the candidate's papers
    assert {section.value: made for section, _, made in told.dossier.present} == {"records": 1}
    assert facts(told, FactKind.ACCURACY)[1] == (
        "Repère 1, Ø20 h7. Écarts comptés : 2 ; plus grand |écart| 0,007\u00a0mm (33,3\u00a0% de l'IT), "
        "écart moyen (signé) +0,0045\u00a0mm, moyenne des |écarts| 21,4\u00a0% de l'IT. À titre indicatif : 0."
    )
    assert "Repère 1 : plus grand |En| 0,17, avec PC-01 (inapte)." in facts(told, FactKind.ACCURACY)
    assert told.time.ended is not None and told.time.overrun.total_seconds() == 0


def test_means_of_unknown_fitness_are_not_said_unfit(shop: Shop) -> None:
    """With one limit there is no IT to hold U against: « Aucun moyen apte » would be false."""
    record = consultation.load(held(shop), evidence.replay_of(held(shop), SESSION, "07").stories[PHASE].header.id)
    header = replace(record.header, part=part(characteristic("1", "12 max", Means.CALIPER)))
    suited = evidence.suited_means(InspectionRecord(header, record.instruments), Criteria())
    assert {one.fitness for one in suited["1"]} == {Fitness.UNKNOWN}
    (told,) = evidence.evidence_of(held(shop), SESSION, "07", shop.clock())
    unproven = replace(told, means=(replace(told.means[0], suited=suited["1"]),))
    said = facts(unproven, FactKind.MEANS)
    assert said[-1].startswith("Aptitude non démontrable ce jour-là : ") and CALIPER in said[-1]
    assert "démontrable" in str(evidence_tables.means(unproven).rows[0][-1])


def test_candidates_side_by_side_and_one_who_did_not_begin(shop: Shop) -> None:
    both = evidence.evidence_of_phase(held(shop), SESSION, PHASE, shop.clock())
    assert [(one.candidate, one.record != "") for one in both] == [("07", True), ("08", False)]
    assert all(len(row.values) == 2 for _, rows in side_by_side(both) for row in rows)


def test_the_json_of_the_evidence_has_its_figures_and_counts(shop: Shop) -> None:
    told, other = (evidence.evidence_of(held(shop), SESSION, one, shop.clock())[0] for one in ("07", "08"))
    found = exam_json.evidence(told)
    assert (found["figures"]["time_overrun"], found["figures"]["mean_deviation"]) == (0, "21.4")
    assert found["agreements"]["boxes_with_program"]["false_accept"] == found["figures"]["false_accepts"] == 1
    assert found["figures"]["pieces_false_accepts"] == found["figures"]["pieces_reference_compared"] == 1
    assert sum(found["agreements"]["pieces_with_reference"].values()) == len(told.verdicts.pieces)
    assert exam_json.evidence(other)["figures"]["time_overrun"] is None


def test_a_candidate_is_played_again_entry_by_entry(shop: Shop) -> None:
    replay = evidence.replay_of(held(shop), SESSION, "07")
    lines = [entry_line(one) for one in replay.entries]
    assert (
        lines[0] == "candidat inscrit"
        and "épreuve commencée" in lines
        and any(line.startswith("mesure de référence retenue par ") for line in lines)
    )
    assert replay.at(replay.entries[0]) is None
    counts = [
        sum(record.measurement(box) is not None for box in record.boxes())
        for entry in replay.entries
        if (record := replay.at(entry)) is not None
    ]
    assert counts[0] == 0 and counts == sorted(counts) and counts[-1] == 3
    known = consultation.load(shop.workspace, replay.stories[PHASE].header.id)
    assert replay.stories[PHASE].until().sorting() == known.sorting()


def held(shop: Shop) -> Workspace:
    """The archive as whoever has its folder reads it: without an account."""
    return Workspace(shop.workspace.root, shop.workspace.keys)


def test_the_evidence_is_for_the_jury_alone(shop: Shop) -> None:
    staff, here = shop.workshop.staff, shop.workspace
    asked: tuple[Callable[[], object], ...] = (
        lambda: evidence.evidence_of(here, SESSION, "07"),
        lambda: evidence.evidence_of_phase(here, SESSION, PHASE),
        lambda: evidence.replay_of(here, SESSION, "07"),
        lambda: evidence_papers.describe(here, SESSION, "07", shop.clock()),
    )
    for one in asked:  # by the trainer, who prepared it all
        with pytest.raises(Refusal) as refused:
            one()
        assert refused.value.message.code == "exam.evidence_for_jury"
    staff.sign_out().result()
    staff.sign_in(JURY, SECRET).result()
    assert evidence.evidence_of(here, SESSION, "07")[0].record
    assert (
        len(evidence.evidence_of_phase(here, SESSION, PHASE)) == 2 and evidence.replay_of(here, SESSION, "07").entries
    )
    for unknown, code in (
        (lambda: evidence.evidence_of(here, "SE-2026-404", "07"), "exam.unknown"),
        (lambda: evidence.evidence_of(here, SESSION, "99"), "exam.candidate_unknown"),
        (lambda: evidence.evidence_of_phase(here, SESSION, "polissage"), "exam.phase_unknown"),
    ):
        with pytest.raises(Refusal) as refused:
            unknown()
        assert refused.value.message.code == code
    staff.sign_out().result()
    shop.sign_in(CAMILLE)


def test_the_aids_of_the_session_are_told_with_the_evidence(shop: Shop) -> None:
    assert evidence.sessions(shop.workspace)[0].number == SESSION
    (told,) = evidence.evidence_of(held(shop), SESSION, "08", shop.clock())
    assert not set(told.aids) & set(Aid) and told.record == ""
