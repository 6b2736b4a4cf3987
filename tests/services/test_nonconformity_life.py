"""A fiche de non-conformité from the bad value to the closing: who may, what adds up, what may leave."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from metroapp.domain.measurement import BoxKey, EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.nonconformity import Nonconformity
from metroapp.domain.nonconformity_acts import (
    ActionPlanned,
    Cause,
    NonconformityAct,
    NonconformityDescribed,
    OthersReleased,
    PiecesContained,
    Severity,
    SheetCancelled,
    SheetClosed,
    SheetState,
    Treatment,
    TreatmentDecided,
    TreatmentLine,
)
from metroapp.domain.operations import Departure
from metroapp.domain.people import Signature
from metroapp.domain.specification import Means
from metroapp.services import consultation
from tests.workbench import CALIPER, SIGNED_BY_CAMILLE, SIGNED_BY_DOMINIQUE, Shop, characteristic, part

TESTED = part(characteristic("1", "35 ±0,1", Means.CALIPER))
AT = datetime(2026, 1, 1, tzinfo=UTC)  # overwritten by the room, like the id and the author
NOBODY = EntryId("", 0)
NUMBER = "FNC-2026-001"
DESCRIBED = NonconformityDescribed(NOBODY, NUMBER, Severity.MINOR, "trop long", Cause.EQUIPMENT, "plaquette", "", AT)
CONTAINED = PiecesContained(NOBODY, NUMBER, "bac rouge", 1, "", AT)
REWORK = TreatmentDecided(NOBODY, NUMBER, (TreatmentLine(Treatment.REWORK, 1, (2,)),), "", "", AT)
CLOSED = SheetClosed(NOBODY, NUMBER, "", "", AT)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    made = Shop(tmp_path)
    made.open(TESTED, pieces=3)
    made.read(CALIPER, "35.00", "35.15", "35.02")
    yield made
    made.close()


def raised(shop: Shop) -> str:
    return shop.workshop.treatment.raise_sheet([BoxKey(2, "1")]).result()


def add(shop: Shop, act: NonconformityAct, signature: Signature | None = None) -> None:
    shop.workshop.treatment.add_to_sheet(act, signature).result()


def refusal(shop: Shop, act: NonconformityAct, signature: Signature | None = None) -> str:
    with pytest.raises(Refusal) as refused:
        add(shop, act, signature)
    return refused.value.message.code


def sheet(shop: Shop) -> Nonconformity:
    (found,) = shop.workshop.treatment.sheets().result()
    return found


def test_a_bad_value_becomes_a_sheet_with_what_is_known_of_it(shop: Shop) -> None:
    assert raised(shop) == NUMBER
    (finding,) = sheet(shop).raised.findings
    assert (finding.box, finding.requirement, finding.value) == (BoxKey(2, "1"), "35 ±0,1", "35,15\xa0mm")
    assert finding.instrument == CALIPER and sheet(shop).raised.by == "Camille Martin"
    shop.workshop.retake(BoxKey(3, "1"), "doute").result()
    shop.read(CALIPER, "35.30")
    assert shop.workshop.treatment.raise_sheet([BoxKey(3, "1")]).result() == "FNC-2026-002"


def test_a_good_value_is_no_nonconformity(shop: Shop) -> None:
    with pytest.raises(Refusal) as refused:
        shop.workshop.treatment.raise_sheet([BoxKey(1, "1")]).result()
    assert refused.value.message.code == "nonconformity.not_bad"
    with pytest.raises(Refusal) as refused:
        shop.workshop.treatment.raise_sheet([BoxKey(9, "1")]).result()
    assert refused.value.message.code == "record.unknown_box"
    assert shop.workshop.treatment.sheets().result() == ()


def test_from_the_bad_value_to_the_closing(shop: Shop) -> None:
    raised(shop)
    add(shop, DESCRIBED)
    add(shop, CONTAINED)
    assert refusal(shop, REWORK) == "nonconformity.to_be_signed"
    assert refusal(shop, REWORK, SIGNED_BY_CAMILLE) == "person.not_allowed"
    add(shop, REWORK, SIGNED_BY_DOMINIQUE)
    assert sheet(shop).state is SheetState.DECIDED
    assert refusal(shop, CLOSED, SIGNED_BY_DOMINIQUE) == "nonconformity.to_reinspect"
    again = shop.workshop.treatment.reinspect(NUMBER, 2)
    with pytest.raises(Refusal) as refused:
        again.result()
    assert refused.value.message.code == "nonconformity.not_measured_again"
    shop.workshop.retake(BoxKey(2, "1"), "retouche").result()
    shop.read(CALIPER, "35.05")
    assert shop.workshop.treatment.reinspect(NUMBER, 2).result()
    add(shop, ActionPlanned(NOBODY, NUMBER, "Méthodes", date(2026, 12, 1), "changer de nuance", "", AT))
    add(shop, CLOSED, SIGNED_BY_DOMINIQUE)
    found = sheet(shop)
    assert found.state is SheetState.CLOSED
    assert [act.by for act in found.acts] == ["Camille Martin"] * 7
    assert found.decision is not None and found.decision.granted_by == "Dominique Leroy"
    assert refusal(shop, DESCRIBED) == "nonconformity.closed"
    assert consultation.verify(shop.workspace).sound


def test_accepted_as_it_is_takes_a_concession_that_was_activated(shop: Shop) -> None:
    raised(shop)
    line = TreatmentLine(Treatment.USE_AS_IS, 1, (2,), "DER-2026-001")
    decided = TreatmentDecided(NOBODY, NUMBER, (line,), "", "", AT)
    assert refusal(shop, decided, SIGNED_BY_DOMINIQUE) == "nonconformity.concession_unknown"
    assert sheet(shop).decision is None


def test_a_sheet_that_nobody_raised(shop: Shop) -> None:
    assert refusal(shop, DESCRIBED) == "nonconformity.unknown"


def test_the_good_pieces_leave_once_the_sheet_says_that_its_cause_does_not_reach_them(shop: Shop) -> None:
    raised(shop)

    def ship(*pieces: int) -> str:
        try:
            shop.workshop.treatment.let_go(pieces, Departure.SHIPPED, SIGNED_BY_DOMINIQUE).result()
        except Refusal as refused:
            return refused.message.code
        return ""

    assert ship(1, 3) == "piece.others_held"
    add(shop, OthersReleased(NOBODY, NUMBER, "la plaquette a cassé à la pièce 2", "", "", AT), SIGNED_BY_DOMINIQUE)
    assert ship(2) == "piece.not_good"
    assert ship(1, 2) == "piece.not_good"
    assert ship(1, 3) == ""
    assert ship(1) == "piece.left"
    assert ship(9) == "record.unknown_piece"


def test_a_piece_made_good_again_stays_until_its_sheet_is_closed(shop: Shop) -> None:
    raised(shop)
    shop.workshop.retake(BoxKey(2, "1"), "retouche").result()
    shop.read(CALIPER, "35.05")
    with pytest.raises(Refusal) as refused:
        shop.workshop.treatment.let_go([2], Departure.SHIPPED, SIGNED_BY_DOMINIQUE).result()
    assert refused.value.message.code == "piece.held_back"
    add(shop, SheetCancelled(NOBODY, NUMBER, "erreur de mesure", "", "", AT), SIGNED_BY_DOMINIQUE)
    shop.workshop.treatment.let_go([2], Departure.SHIPPED, SIGNED_BY_DOMINIQUE).result()


def test_sheets_come_back_after_a_restart(shop: Shop, tmp_path: Path) -> None:
    raised(shop)
    add(shop, DESCRIBED)
    before = sheet(shop)
    shop.close()
    again = Shop(tmp_path)
    try:
        assert again.workshop.treatment.sheets().result() == (before,)
    finally:
        again.close()


def test_a_rework_of_a_closed_record_is_measured_in_another_one(shop: Shop) -> None:
    raised(shop)
    add(shop, REWORK, SIGNED_BY_DOMINIQUE)
    first = sheet(shop).raised.record
    shop.workshop.close_record(SIGNED_BY_CAMILLE).result()
    shop.open(TESTED)
    shop.read(CALIPER, "35.15")
    again = consultation.record_lines(shop.workspace)[0].id
    assert not shop.workshop.treatment.reinspect(NUMBER, 2, again, 1).result()
    shop.workshop.retake(BoxKey(1, "1"), "seconde retouche").result()
    shop.read(CALIPER, "35.08")
    assert shop.workshop.treatment.reinspect(NUMBER, 2, again, 1).result()
    assert sheet(shop).state is SheetState.TREATED and first != again
