"""What a jury judges by is known when its session is prepared, and not found missing once candidates were examined."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from metroapp.domain.message import Refusal
from metroapp.domain.people import Role
from metroapp.domain.specification import Means
from metroapp.services.exam.criteria_files import FOLDER, criteria_of
from metroapp.services.exam.exam_room import NewCandidate, NewSession
from metroapp.wording.sentences import sentence
from tests.services import examined
from tests.services.examined import code_of
from tests.services.test_exam_criteria import OWN
from tests.workbench import CAMILLE, DOMINIQUE, SIGNED_BY_CAMILLE, Shop, characteristic, part

SHEET = part(characteristic("1", "35 ±0,1", Means.CALIPER))
NEW = NewSession("Titre", date(2026, 11, 24), (examined.phase(SHEET, "tournage"),), "")


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    shop = Shop(tmp_path)
    shop.sign_in(DOMINIQUE)
    for name, role in (("Jo", Role.JURY), ("Lou", Role.JURY), ("Sam", Role.SUPERVISOR)):
        shop.workshop.staff.enter(name, (role,), "5173").result()
    shop.sign_in(CAMILLE)
    shop.workshop.save_draft(SHEET).result()
    shop.workshop.validate_part((SHEET.reference, SHEET.drawing, SHEET.revision)).result()
    yield shop
    shop.close()


def own_file(shop: Shop) -> Path:
    """Criteria of the workshop, under the name of `cqpm`."""
    folder = shop.workspace.root / FOLDER
    folder.mkdir(exist_ok=True)
    file = folder / "criteria-cqpm.toml"
    file.write_text(OWN, encoding="utf-8")
    return file


def test_criteria_that_nobody_knows_were_found_out_by_the_jury(shop: Shop) -> None:
    rooms = shop.workshop.exams
    with pytest.raises(Refusal) as refused:
        rooms.prepare(replace(NEW, criteria="tuao-2052")).result()
    assert refused.value.message.code == "exam.criteria_not_here"
    assert "« tuao-2052 »" in sentence(refused.value.message)
    assert not rooms.sessions().result()
    for said in ("", "tuao-2025"):
        assert rooms.prepare(replace(NEW, criteria=said)).result().prepared.criteria == "tuao-2025"


def test_a_damaged_file_of_criteria_is_named_when_the_session_is_prepared(shop: Shop) -> None:
    own_file(shop).write_text("key = ", encoding="utf-8")
    assert code_of(lambda: shop.workshop.exams.prepare(replace(NEW, criteria="cqpm"))) == "exam.criteria_damaged"


def test_criteria_taken_away_since_keep_the_session_from_opening(shop: Shop) -> None:
    file, rooms = own_file(shop), shop.workshop.exams
    number = rooms.prepare(replace(NEW, criteria="cqpm")).result().number
    rooms.enter(number, NewCandidate("07", "Candidat 07", "4831")).result()
    rooms.name_people(number, Role.JURY, ("Jo", "Lou")).result()
    rooms.name_people(number, Role.SUPERVISOR, ("Sam",)).result()
    file.unlink()
    assert code_of(lambda: rooms.open(number, SIGNED_BY_CAMILLE)) == "exam.criteria_not_here"
    own_file(shop)
    assert rooms.open(number, SIGNED_BY_CAMILLE).result().opened is not None


def test_a_later_file_took_the_place_of_criteria_that_nobody_had_named(shop: Shop) -> None:
    session = shop.workshop.exams.prepare(NEW).result()
    assert session.prepared.criteria == "tuao-2025"
    own_file(shop).write_text(OWN.replace("2026", "2027"), encoding="utf-8")
    assert criteria_of(shop.workspace, session.prepared.criteria).key == "tuao-2025"
