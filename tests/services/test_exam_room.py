"""A session as the staff runs it, through the workshop: prepared, opened, modified, measured in reference, closed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from metroapp.domain.exam_accuracy import ReferenceState
from metroapp.domain.exam_session import PhaseState, SessionState
from metroapp.domain.measurement import BoxKey
from metroapp.domain.people import Role, Signature
from metroapp.domain.session_acts import ExamPhase, SuspensionCause
from metroapp.domain.sorting import BoxStatus
from metroapp.domain.specification import Means, Part
from metroapp.services import consultation
from metroapp.services.exam.evidence import evidence_of
from metroapp.services.exam.exam_room import NewCandidate, NewSession
from metroapp.services.new_record import NewRecord
from tests.services.examined import code_of
from tests.workbench import CALIPER, CAMILLE, DOMINIQUE, SIGNED_BY_CAMILLE, Shop, characteristic, part

LENGTH, WIDTH = characteristic("1", "35 ±0,1", Means.CALIPER), characteristic("2", "20 ±0,2", Means.CALIPER)
SHEET = part(LENGTH, WIDTH)
PHASE = ExamPhase("tournage", "Tournage", SHEET.reference, SHEET.drawing, SHEET.revision, 3, 30)
SUPERVISOR = Signature("Sam", "5173")


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    shop = Shop(tmp_path)
    yield shop
    shop.close()


def enter_staff(shop: Shop) -> None:
    """A jury of two and a supervisor, entered by an administrator."""
    shop.sign_in(DOMINIQUE)
    for name, role in (("Jo", Role.JURY), ("Lou", Role.JURY), ("Sam", Role.SUPERVISOR), ("Kim", Role.SUPERVISOR)):
        shop.workshop.staff.enter(name, (role,), "5173").result()
    shop.sign_in(CAMILLE)


def test_a_session_goes_from_its_first_line_to_its_end(shop: Shop) -> None:
    workshop, rooms, manager = shop.workshop, shop.workshop.exams, SIGNED_BY_CAMILLE
    enter_staff(shop)
    workshop.save_draft(SHEET).result()
    number = rooms.prepare(NewSession("Titre", date(2026, 11, 24), (PHASE,), "")).result().number
    assert number.startswith("SE-2026-")
    assert code_of(lambda: rooms.open(number, manager)) == "exam.candidates_missing"
    assert code_of(lambda: rooms.enter(number, NewCandidate("07", "Candidat 07", ""))) == "exam.code_missing"
    rooms.enter(number, NewCandidate("07", "Candidat 07", "4831", extra=10, work_order="OF-7")).result()
    assert code_of(lambda: rooms.enter(number, NewCandidate("7", "Autre", "9526"))) == "exam.number_taken"
    assert code_of(lambda: rooms.enter(number, NewCandidate("09", CAMILLE, "9526"))) == "exam.name_of_staff"
    for role, names in ((Role.JURY, ("Jo", "Lou")), (Role.SUPERVISOR, ("Sam",))):
        rooms.name_people(number, role, names).result()
    assert code_of(lambda: rooms.open(number, manager)) == "exam.part_not_validated"
    workshop.validate_part((SHEET.reference, SHEET.drawing, SHEET.revision)).result()
    assert rooms.open(number, manager).result().state is SessionState.OPEN
    assert code_of(lambda: rooms.enter(number, NewCandidate("08", "Zoé", "9526"))) == "exam.not_preparing"
    assert code_of(lambda: rooms.open_reference(number, "07", "tournage")) == "exam.phase_state"

    workshop.candidate.come_in("07-4831").result()
    workshop.candidate.begin("tournage").result()
    workshop.candidate.declare_means("1", "PC-01").result()
    workshop.type_value("35,00", "sans câble", BoxKey(1, "1")).result()
    of = (number, "07", "tournage")
    rooms.suspend(*of, SuspensionCause.SAFETY, "copeau", SUPERVISOR).result()
    assert code_of(lambda: workshop.type_value("20", "x", BoxKey(1, "2"))) == "exam.suspended"
    rooms.resume(*of, SUPERVISOR).result()
    session = rooms.grant(*of, 120, "copeau évacué", SUPERVISOR).result()
    assert session.of("07", "tournage").allotted.total_seconds() == 33 * 60 + 120

    wider = replace(
        SHEET, characteristics=(replace(LENGTH, callout=characteristic("1", "34 ±0,1", Means.CALIPER).callout), WIDTH)
    )
    assert code_of(lambda: rooms.modify(*of, SHEET, 2, "jury", SUPERVISOR)) == "exam.modification_same"
    assert code_of(lambda: rooms.modify(*of, wider, 3, "jury", SUPERVISOR)) == "exam.modification_pieces"
    rooms.modify(*of, wider, 2, "demandée par le jury", SUPERVISOR).result()
    assert code_of(lambda: rooms.modify(*of, wider, 1, "jury", SUPERVISOR)) == "exam.modified_already"
    workshop.candidate.declare_means("1 M1", "PC-01").result()
    workshop.go_to(BoxKey(3, "1 M1")).result()
    workshop.type_value("34,05", "sans câble", BoxKey(3, "1 M1")).result()
    assert code_of(lambda: workshop.go_to(BoxKey(3, "1"))) == "record.unknown_box"
    workshop.candidate.end(Signature("Candidat 07", "4831")).result()
    assert rooms.countersign(*of, "", SUPERVISOR).result().of("07", "tournage").state is PhaseState.SIGNED

    shop.sign_in(CAMILLE)
    header = rooms.open_reference(*of).result()
    record = consultation.load(shop.workspace, header.id)
    assert [one.balloon for one in record.characteristics] == ["1", "1 M1", "2"]
    assert record.status(BoxKey(3, "1")) is BoxStatus.NOT_PLANNED
    left = rooms.what_is_left(number).result()
    assert left and "vides" in left[0]
    assert code_of(lambda: rooms.close(number, manager)) == "exam.reference_open"  # evidence would change afterwards
    workshop.close_record(manager).result()
    assert rooms.close(number, manager).result().state is SessionState.CLOSED
    assert code_of(lambda: rooms.countersign(*of, "", manager)) == "exam.closed"


def other_length(text: str) -> Part:
    return replace(SHEET, characteristics=(characteristic("1", text, Means.CALIPER), WIDTH))


@pytest.fixture
def opened(shop: Shop) -> str:
    """Two candidates, 07 in the middle of a phase; the number of the session."""
    workshop, rooms = shop.workshop, shop.workshop.exams
    enter_staff(shop)
    workshop.save_draft(SHEET).result()
    workshop.validate_part((SHEET.reference, SHEET.drawing, SHEET.revision)).result()
    number = rooms.prepare(NewSession("Titre", date(2026, 11, 24), (PHASE,), "")).result().number
    for candidate, code in (("07", "4831"), ("08", "9526")):
        rooms.enter(number, NewCandidate(candidate, f"Candidat {candidate}", code)).result()
    rooms.name_people(number, Role.JURY, ("Jo", "Lou")).result()
    rooms.name_people(number, Role.SUPERVISOR, ("Sam",)).result()
    rooms.open(number, SIGNED_BY_CAMILLE).result()
    workshop.candidate.come_in("07-4831").result()
    workshop.candidate.begin("tournage").result()
    return number


def test_who_does_not_supervise_signs_nothing_and_a_candidate_lists_no_session(shop: Shop, opened: str) -> None:
    rooms, of = shop.workshop.exams, (opened, "07", "tournage")
    assert code_of(rooms.sessions) == "exam.only_in_session"
    stranger, jury = Signature("Kim", "5173"), Signature("Jo", "5173")
    assert code_of(lambda: rooms.suspend(*of, SuspensionCause.SAFETY, "", stranger)) == "exam.not_supervisor"
    for asked in (
        lambda: rooms.suspend(*of, SuspensionCause.SAFETY, "", jury),
        lambda: rooms.grant(*of, 60, "x", jury),
        lambda: rooms.modify(*of, other_length("34 ±0,1"), 1, "x", jury),
        lambda: rooms.close(opened, jury),
        lambda: rooms.withdraw(opened, "08", "x", SUPERVISOR),
        lambda: rooms.readmit(opened, "08", "x", SUPERVISOR),
        lambda: rooms.replace_code(opened, "08", "7314"),
        lambda: rooms.open_reference(*of),
    ):
        assert code_of(asked) == "person.not_allowed"
    shop.workshop.staff.sign_in("Jo", "5173").result()  # a jury member who tries to write, signed in
    for asked in (
        lambda: rooms.prepare(NewSession("Titre", date(2026, 11, 24), (PHASE,), "")),
        lambda: rooms.name_people(opened, Role.SUPERVISOR, ("Kim",)),
        lambda: rooms.close(opened, SIGNED_BY_CAMILLE),
        lambda: shop.workshop.candidate.begin("tournage"),
        lambda: shop.workshop.type_value("35", "x", BoxKey(1, "1")),
    ):
        assert code_of(asked) == "person.not_allowed"
    assert shop.workshop.exams.sessions().result()[0].of("07", "tournage").state is PhaseState.RUNNING


def test_a_code_lost_in_an_open_session_is_replaced_and_the_supervisor_too(shop: Shop, opened: str) -> None:
    shop.workshop.candidate.end(Signature("Candidat 07", "4831")).result()
    shop.sign_in(CAMILLE)
    rooms = shop.workshop.exams
    rooms.replace_code(opened, "08", "7314").result()
    assert rooms.name_people(opened, Role.SUPERVISOR, ("Kim",)).result().people(Role.SUPERVISOR) == ("Kim",)
    shop.workshop.staff.sign_out().result()
    assert code_of(lambda: shop.workshop.candidate.come_in("08-9526")) == "exam.code_unknown"
    assert shop.workshop.candidate.come_in("08-7314").result().name == "Candidat 08"


def test_another_modification_is_another_revision_and_a_withdrawn_candidate_keeps_what_was_done(
    shop: Shop, opened: str
) -> None:
    workshop, rooms = shop.workshop, shop.workshop.exams
    rooms.modify(opened, "07", "tournage", other_length("34 ±0,1"), 1, "jury", SUPERVISOR).result()
    workshop.candidate.end(Signature("Candidat 07", "4831")).result()
    workshop.candidate.come_in("08-9526").result()
    workshop.candidate.begin("tournage").result()
    session = rooms.modify(opened, "08", "tournage", other_length("33 ±0,1"), 2, "jury", SUPERVISOR).result()
    entered = [session.of(one, "tournage").modification for one in ("07", "08")]
    assert [one and (one.mark, one.revision) for one in entered] == [("M1", "A-M1"), ("M2", "A-M2")]
    shop.sign_in(CAMILLE)
    session = rooms.withdraw(opened, "08", "malaise", SUPERVISOR).result()
    assert session.of("08", "tournage").state is PhaseState.LEFT
    record = session.of("08", "tournage").record
    assert record is not None and consultation.load(shop.workspace, record).modification is not None
    assert code_of(lambda: rooms.grant(opened, "08", "tournage", 60, "x", SUPERVISOR)) == "exam.withdrawn"


def test_a_reference_is_of_the_same_pieces_and_measured_after_them(shop: Shop, opened: str) -> None:
    workshop, rooms, of = shop.workshop, shop.workshop.exams, (opened, "07", "tournage")
    phase = workshop.candidate.standing().result()
    assert phase is not None
    shop.sign_in(CAMILLE)
    older = workshop.open_record(NewRecord(SHEET, 3)).result()
    workshop.close_record(SIGNED_BY_CAMILLE).result()
    workshop.candidate.come_in("07-4831").result()
    workshop.candidate.begin("tournage").result()
    workshop.candidate.end(Signature("Candidat 07", "4831")).result()
    shop.sign_in(CAMILLE)
    assert code_of(lambda: rooms.choose_reference(*of, older.id)) == "exam.reference_older"
    other = workshop.open_record(NewRecord(SHEET, 2)).result()
    workshop.close_record(SIGNED_BY_CAMILLE).result()
    assert code_of(lambda: rooms.choose_reference(*of, other.id)) == "exam.reference_other"
    same = workshop.open_record(NewRecord(SHEET, 3)).result()
    assert code_of(lambda: rooms.choose_reference(*of, same.id)) == "exam.reference_other"  # still open
    workshop.close_record(SIGNED_BY_CAMILLE).result()
    chosen = rooms.choose_reference(*of, same.id).result().of("07", "tournage").reference
    assert chosen is not None and chosen.record == same.id


def end_07(shop: Shop) -> None:
    shop.workshop.candidate.end(Signature("Candidat 07", "4831")).result()
    shop.sign_in(CAMILLE)


def test_an_unfinished_second_reference_leaves_the_first_in_use(shop: Shop, opened: str) -> None:
    workshop, rooms, of = shop.workshop, shop.workshop.exams, (opened, "07", "tournage")
    shop.read(CALIPER, "35.00")
    end_07(shop)
    first = rooms.open_reference(*of).result()
    shop.read(CALIPER, "35.01")
    workshop.close_record(SIGNED_BY_CAMILLE).result()
    shop.settle()
    assert rooms.open_reference(*of).result().id != first.id
    assert not [one for one in rooms.what_is_left(opened).result() if "référence" in one and "07" in one]
    workshop.staff.sign_in("Jo", "5173").result()
    (found, *_) = evidence_of(shop.workspace, opened, "07")
    assert (found.accuracy.state, found.accuracy.reference) == (ReferenceState.USED, first.number)


def test_a_phase_signed_before_a_withdrawal_is_countersigned_and_referenced(shop: Shop, opened: str) -> None:
    rooms, of = shop.workshop.exams, (opened, "07", "tournage")
    end_07(shop)
    rooms.withdraw(opened, "07", "malaise avant la suite", SUPERVISOR).result()
    assert any("07" in one and "surveillant" in one for one in rooms.what_is_left(opened).result())
    assert rooms.countersign(*of, "", SUPERVISOR).result().of("07", "tournage").state is PhaseState.SIGNED
    assert rooms.open_reference(*of).result().lot.startswith("Référence")
    assert code_of(lambda: rooms.grant(*of, 60, "x", SUPERVISOR)) == "exam.withdrawn"


def test_a_reference_measured_after_a_clock_set_back_is_not_older(shop: Shop, opened: str) -> None:
    rooms, of = shop.workshop.exams, (opened, "07", "tournage")
    end_07(shop)
    shop._now -= timedelta(hours=1)
    same = shop.workshop.open_record(NewRecord(SHEET, 3)).result()
    shop.workshop.close_record(SIGNED_BY_CAMILLE).result()
    assert rooms.choose_reference(*of, same.id).result().of("07", "tournage").reference is not None
    shop.workshop.candidate.come_in("08-9526").result()
    shop.workshop.candidate.begin("tournage").result()
    shop.workshop.candidate.end(Signature("Candidat 08", "9526")).result()
    shop.sign_in(CAMILLE)
    assert code_of(lambda: rooms.choose_reference(opened, "08", "tournage", same.id)) == "exam.reference_of_other"


def test_a_phase_is_not_resumed_at_a_post_where_another_runs(shop: Shop, opened: str) -> None:
    rooms, of = shop.workshop.exams, (opened, "07", "tournage")
    rooms.suspend(*of, SuspensionCause.SAFETY, "", SUPERVISOR).result()
    shop.workshop.candidate.come_in("08-9526").result()
    shop.workshop.candidate.begin("tournage").result()
    assert code_of(lambda: rooms.resume(*of, SUPERVISOR)) == "exam.post_in_use"
    shop.workshop.candidate.end(Signature("Candidat 08", "9526")).result()
    assert rooms.resume(*of, SUPERVISOR).result().of("07", "tournage").state is PhaseState.RUNNING


@pytest.mark.parametrize(("number", "name", "code"), [("09", "Candidat 08", "9526"), ("8", "Zoé", "7314")])
def test_a_candidate_withdrawn_and_entered_under_another_number_begins(
    shop: Shop, number: str, name: str, code: str
) -> None:
    workshop, rooms = shop.workshop, shop.workshop.exams
    enter_staff(shop)
    workshop.save_draft(SHEET).result()
    workshop.validate_part((SHEET.reference, SHEET.drawing, SHEET.revision)).result()
    session = rooms.prepare(NewSession("Titre", date(2026, 11, 24), (PHASE,), "")).result().number
    rooms.enter(session, NewCandidate("08", "Candidat 08", "9526")).result()
    rooms.withdraw(session, "08", "mauvais numéro", SIGNED_BY_CAMILLE).result()
    rooms.enter(session, NewCandidate(number, name, "" if name == "Candidat 08" else code)).result()
    rooms.name_people(session, Role.JURY, ("Jo", "Lou")).result()
    rooms.name_people(session, Role.SUPERVISOR, ("Sam",)).result()
    rooms.open(session, SIGNED_BY_CAMILLE).result()
    workshop.candidate.come_in(f"{number}-{code}").result()
    standing = workshop.candidate.standing().result()
    assert standing is not None and standing.candidate == number
    workshop.candidate.begin("tournage").result()
