"""What is offered as a reference measurement is what would be taken: the list asks the same question as the deed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.people import Signature
from metroapp.domain.specification import Means, Part
from metroapp.services.exam.references import possible_references
from metroapp.services.new_record import NewRecord
from tests.services import examined
from tests.services.examined import SECRETS, code_of, name_of
from tests.workbench import CAMILLE, SIGNED_BY_CAMILLE, Shop, characteristic, part

SHEET = part(characteristic("1", "35 ±0,1", Means.CALIPER), characteristic("2", "20 ±0,2", Means.CALIPER))
NUMBER, PHASE = "SE-2026-001", "tournage"


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    """A session open, in which nobody has begun; the trainer at the post."""
    shop = Shop(tmp_path)
    shop.workshop.save_draft(SHEET).result()
    shop.workshop.validate_part((SHEET.reference, SHEET.drawing, SHEET.revision)).result()
    examined.enter_candidates(shop)
    examined.open_session(shop, NUMBER, examined.phase(SHEET, PHASE))
    yield shop
    shop.close()


def examine(shop: Shop, candidate: str) -> None:
    """They begin their phase and sign it; the trainer is back."""
    examined.come_in(shop, candidate)
    shop.workshop.candidate.begin(PHASE).result()
    shop.workshop.candidate.end(Signature(name_of(candidate), SECRETS[candidate])).result()
    shop.sign_in(CAMILLE)


def measured(shop: Shop, pieces: int = 2, sheet: Part = SHEET) -> EntryId:
    """A record of the trainer, closed."""
    id = shop.workshop.open_record(NewRecord(sheet, pieces)).result().id
    shop.workshop.close_record(SIGNED_BY_CAMILLE).result()
    return id


def offered(shop: Shop, candidate: str = "07") -> list[EntryId]:
    return [line.id for line in possible_references(shop.workspace, NUMBER, candidate, PHASE)]


def test_a_record_measured_after_a_clock_set_back_was_not_offered_though_it_is_taken(shop: Shop) -> None:
    examine(shop, "07")
    shop._now -= timedelta(hours=1)
    record = measured(shop)
    assert offered(shop) == [record]
    assert shop.workshop.exams.choose_reference(NUMBER, "07", PHASE, record).result()


def test_a_record_opened_before_the_end_is_not_offered_whatever_the_clock_said(shop: Shop) -> None:
    shop._now += timedelta(days=1)
    older = measured(shop)
    shop._now -= timedelta(days=1)
    examine(shop, "07")
    assert offered(shop) == []
    refused = code_of(lambda: shop.workshop.exams.choose_reference(NUMBER, "07", PHASE, older))
    assert refused == "exam.reference_older"


def test_what_is_offered_is_what_is_taken_of_every_record_of_the_part(shop: Shop) -> None:
    rooms = shop.workshop.exams
    ids = [measured(shop)]  # before the pieces were made
    examine(shop, "07")
    examine(shop, "08")
    ids += [measured(shop, 3), measured(shop), measured(shop)]
    wider = characteristic("1", "36 ±0,1", Means.CALIPER), characteristic("3", "20 ±0,2", Means.CALIPER)
    ids.append(measured(shop, sheet=part(*wider)))  # other boxes
    rooms.choose_reference(NUMBER, "08", PHASE, ids[2]).result()  # the pieces of another candidate
    session = rooms.sessions().result()[0]
    examined_record = session.of("08", PHASE).record
    assert examined_record is not None
    ids.append(examined_record)
    ids.append(shop.workshop.open_record(NewRecord(SHEET, 2)).result().id)  # still open
    seen = offered(shop)
    taken = []
    for id in ids:
        try:
            rooms.choose_reference(NUMBER, "07", PHASE, id).result()
        except Refusal:
            continue
        taken.append(id)
    assert seen == taken == [ids[3]]
    assert offered(shop, "08") == [ids[2]]  # by now the other one is of the pieces of 07


def test_nothing_is_offered_before_the_candidate_signed(shop: Shop) -> None:
    measured(shop)
    assert offered(shop) == []
    with pytest.raises(Refusal, match=r"exam\.candidate_unknown"):
        possible_references(shop.workspace, NUMBER, "99", PHASE)
