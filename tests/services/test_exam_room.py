"""A session as the staff runs it, through the workshop: prepared, opened, modified, measured in reference, closed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from metroapp.domain.exam_session import PhaseState, SessionState
from metroapp.domain.measurement import BoxKey
from metroapp.domain.message import Refusal
from metroapp.domain.people import Role, Signature
from metroapp.domain.session_acts import ExamPhase, SuspensionCause
from metroapp.domain.sorting import BoxStatus
from metroapp.domain.specification import Means
from metroapp.services import consultation
from metroapp.services.exam.exam_room import NewCandidate, NewSession
from tests.workbench import CAMILLE, CODES, DOMINIQUE, Shop, characteristic, part

LENGTH, WIDTH = characteristic("1", "35 ±0,1", Means.CALIPER), characteristic("2", "20 ±0,2", Means.CALIPER)
SHEET = part(LENGTH, WIDTH)
PHASE = ExamPhase("tournage", "Tournage", SHEET.reference, SHEET.drawing, SHEET.revision, 3, 30)
SUPERVISOR = Signature("Sam", "5173")


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    shop = Shop(tmp_path)
    yield shop
    shop.close()


def refused(shop: Shop, code: str, work: object) -> None:
    with pytest.raises(Refusal) as refusal:
        work()  # type: ignore[operator]
    assert refusal.value.message.code == code, refusal.value.message


def test_a_session_goes_from_its_first_line_to_its_end(shop: Shop) -> None:
    workshop, manager = shop.workshop, Signature(CAMILLE, CODES[CAMILLE])
    rooms = workshop.exams
    workshop.save_draft(SHEET).result()
    number = rooms.prepare(NewSession("Titre", date(2026, 11, 24), (PHASE,), "")).result().number
    assert number.startswith("SE-2026-")
    refused(shop, "exam.candidates_missing", lambda: rooms.open(number, manager).result())
    refused(shop, "exam.code_missing", lambda: rooms.enter(number, NewCandidate("07", "Candidat 07", "")).result())
    rooms.enter(number, NewCandidate("07", "Candidat 07", "4831", extra=10, work_order="OF-7")).result()
    refused(shop, "exam.number_taken", lambda: rooms.enter(number, NewCandidate("7", "Autre", "9526")).result())
    refused(shop, "exam.name_of_staff", lambda: rooms.enter(number, NewCandidate("09", CAMILLE, "9526")).result())
    named = ((Role.JURY, ("Jo", "Lou")), (Role.SUPERVISOR, ("Sam",)))
    shop.sign_in(DOMINIQUE)
    for name, role in (("Jo", Role.JURY), ("Lou", Role.JURY), ("Sam", Role.SUPERVISOR)):
        workshop.staff.enter(name, (role,), "5173").result()
    shop.sign_in(CAMILLE)
    for role, names in named:
        rooms.name_people(number, role, names).result()
    refused(shop, "exam.part_not_validated", lambda: rooms.open(number, manager).result())
    workshop.validate_part((SHEET.reference, SHEET.drawing, SHEET.revision)).result()
    assert rooms.open(number, manager).result().state is SessionState.OPEN
    refused(shop, "exam.not_preparing", lambda: rooms.enter(number, NewCandidate("08", "Zoé", "9526")).result())
    refused(shop, "exam.phase_state", lambda: rooms.open_reference(number, "07", "tournage").result())

    workshop.candidate.come_in("07-4831").result()
    workshop.candidate.begin("tournage").result()
    workshop.candidate.declare_means("1", "PC-01").result()
    workshop.type_value("35,00", "sans câble", BoxKey(1, "1")).result()
    of = (number, "07", "tournage")
    rooms.suspend(*of, SuspensionCause.SAFETY, "copeau", SUPERVISOR).result()
    refused(shop, "exam.suspended", lambda: workshop.type_value("20", "x", BoxKey(1, "2")).result())
    rooms.resume(*of, SUPERVISOR).result()
    session = rooms.grant(*of, 120, "copeau évacué", SUPERVISOR).result()
    assert session.of("07", "tournage").allotted.total_seconds() == 33 * 60 + 120

    wider = replace(
        SHEET, characteristics=(replace(LENGTH, callout=characteristic("1", "34 ±0,1", Means.CALIPER).callout), WIDTH)
    )
    refused(shop, "exam.modification_same", lambda: rooms.modify(*of, SHEET, 2, "jury", SUPERVISOR).result())
    refused(shop, "exam.modification_pieces", lambda: rooms.modify(*of, wider, 3, "jury", SUPERVISOR).result())
    rooms.modify(*of, wider, 2, "demandée par le jury", SUPERVISOR).result()
    refused(shop, "exam.modified_already", lambda: rooms.modify(*of, wider, 1, "jury", SUPERVISOR).result())
    workshop.candidate.declare_means("1 M1", "PC-01").result()
    workshop.go_to(BoxKey(3, "1 M1")).result()
    workshop.type_value("34,05", "sans câble", BoxKey(3, "1 M1")).result()
    refused(shop, "record.unknown_box", lambda: workshop.go_to(BoxKey(3, "1")).result())
    workshop.candidate.end(Signature("Candidat 07", "4831")).result()
    assert rooms.countersign(*of, "", SUPERVISOR).result().of("07", "tournage").state is PhaseState.SIGNED

    shop.sign_in(CAMILLE)
    header = rooms.open_reference(*of).result()
    record = consultation.load(shop.workspace, header.id)
    assert [one.balloon for one in record.characteristics] == ["1", "1 M1", "2"]
    assert record.status(BoxKey(3, "1")) is BoxStatus.NOT_PLANNED
    left = rooms.what_is_left(number).result()
    assert left and "vides" in left[0]
    assert rooms.close(number, manager).result().state is SessionState.CLOSED
    refused(shop, "exam.closed", lambda: rooms.countersign(*of, "", manager).result())
