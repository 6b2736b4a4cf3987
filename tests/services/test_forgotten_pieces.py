"""Bad pieces that no fiche takes care of any more keep the others of their lot."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from metroapp.domain.measurement import BoxKey
from metroapp.domain.message import Refusal
from metroapp.domain.nonconformity_acts import OthersReleased, Treatment, TreatmentLine
from metroapp.domain.operations import Departure
from metroapp.services import consultation
from metroapp.wording.sentences import sentence
from tests.services.test_piece_departures import accepted
from tests.treating import (
    AT,
    N1,
    N2,
    NOBODY,
    TWO,
    add,
    again,
    cancel,
    close,
    code_of,
    decide,
    decided,
    opened,
    raised,
    reinspect,
    scrap,
    ship,
    sorts,
)
from tests.workbench import CALIPER, SIGNED_BY_DOMINIQUE, Shop


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    made = Shop(tmp_path)
    yield made
    made.close()


def test_a_reworked_piece_bad_again_after_its_fiche_was_closed_is_forgotten(shop: Shop) -> None:
    opened(shop, 2, "35.15", "35.00")
    raised(shop, 1)
    decide(shop, N1, Treatment.REWORK, 1)
    again(shop, 1, "35.05")
    assert reinspect(shop, 1) is True and close(shop) == ""
    again(shop, 1, "35.30")
    assert ship(shop, 2) == "piece.bad_unnamed"
    raised(shop, 1)
    assert ship(shop, 2) == "piece.others_held"


def test_a_dérogation_withdrawn_after_the_closing_left_its_piece_forgotten(shop: Shop) -> None:
    opened(shop, 2, "35.15", "35.00")
    number = shop.concede(1)
    raised(shop, 1)
    decide(shop, N1, Treatment.USE_AS_IS, 1, concession=number)
    assert close(shop) == ""
    shop.workshop.treatment.withdraw(number, "retirée", SIGNED_BY_DOMINIQUE).result()
    assert ship(shop, 2) == "piece.bad_unnamed"


def test_a_second_defect_found_after_the_closing_is_forgotten(shop: Shop) -> None:
    opened(shop, 3, "35.15", "50.00", "35.00", "50.00", "35.00", "50.00", tested=TWO)
    raised(shop, 1)
    decide(shop, N1, Treatment.SORT, 1)
    assert close(shop) == "" and ship(shop, 2) == ""
    again(shop, 1, "50.90", "2")
    assert ship(shop, 3) == "piece.bad_unnamed"


def test_a_second_defect_that_the_closed_fiche_never_named_kept_nothing(shop: Shop) -> None:
    opened(shop, 2, "35.15", "50.90", "35.00", "50.00", tested=TWO)
    raised(shop, 1)
    decide(shop, N1, Treatment.SORT, 1)
    assert close(shop) == "" and ship(shop, 2) == "piece.bad_unnamed"


def test_what_was_decided_of_the_bad_values_as_they_are_is_remembered(shop: Shop) -> None:
    opened(shop, 3, "35.15", "35.00", "35.30")
    raised(shop, 1, 3)
    lines = TreatmentLine(Treatment.RETURN, 1, (1,)), TreatmentLine(Treatment.REGRADE, 1, (3,))
    assert add(shop, decided(N1, *lines)) == "" and close(shop) == ""
    assert ship(shop, 2) == ""


def test_a_piece_measured_again_elsewhere_is_not_forgotten_in_its_first_record(shop: Shop) -> None:
    first = opened(shop, 2, "35.15", "35.00")
    raised(shop, 1)
    decide(shop, N1, Treatment.REWORK, 1)
    second = opened(shop, 1, "35.05")
    assert reinspect(shop, 1, second, 1) is True and close(shop) == ""
    assert ship(shop, 2, record=first) == "" and ship(shop, 1, record=second) == ""


def test_a_cancelled_fiche_names_no_piece(shop: Shop) -> None:
    opened(shop, 2, "35.15", "35.00")
    raised(shop, 1)
    assert cancel(shop) == "" and ship(shop, 2) == "piece.bad_unnamed"


def test_a_bad_piece_forgotten_in_another_record_of_the_lot_kept_nothing(shop: Shop) -> None:
    first = opened(shop, 1, "35.30", work_order="OF-7")
    second = opened(shop, 1, "35.00", work_order="of-7 ")
    with pytest.raises(Refusal) as refused:
        shop.workshop.treatment.let_go([1], Departure.SHIPPED, SIGNED_BY_DOMINIQUE).result()
    assert refused.value.message.code == "piece.bad_unnamed_beside"
    assert "relevé P1-2026-0001" in sentence(refused.value)
    other = opened(shop, 1, "35.00", work_order="OF-8")
    assert ship(shop, 1, record=other) == ""
    assert scrap(shop, 1, record=first) == "" and ship(shop, 1, record=second) == ""


def test_a_simulated_lot_is_another_one(shop: Shop) -> None:
    shop.workshop._bench.simulated = frozenset({CALIPER})
    opened(shop, 1, "35.30", work_order="OF-7")
    shop.workshop._bench.simulated = frozenset()
    opened(shop, 1, "35.00", work_order="OF-7")
    assert ship(shop, 1) == ""


def test_suspected_pieces_left_while_a_fiche_counted_them(shop: Shop) -> None:
    opened(shop, 3, "35.15", "35.00", "35.00")
    raised(shop, 1, quantity=3)
    released = OthersReleased(NOBODY, N1, "isolé", "", "", AT)
    assert add(shop, released) == "nonconformity.suspected" and ship(shop, 2) == "piece.others_held"
    lines = TreatmentLine(Treatment.SCRAP, 1, (1,)), TreatmentLine(Treatment.SORT, 2)
    assert add(shop, decided(N1, *lines)) == ""
    assert scrap(shop, 1) == "" and close(shop) == "" and ship(shop, 2, 3) == ""


# -- who accepted last ----------------------------------------------------------------------------------------------


def test_a_later_fiche_decided_otherwise_and_the_first_still_accepted_the_piece(shop: Shop) -> None:
    record = accepted(shop)
    assert sorts(shop, record)[0].may_be_shipped
    raised(shop, 1)
    decide(shop, N2, Treatment.REGRADE, 1)
    assert close(shop, N2) == ""
    assert not sorts(shop, record)[0].may_be_shipped and ship(shop, 1) == "piece.not_good"


def test_a_later_fiche_that_was_cancelled_takes_nothing_back(shop: Shop) -> None:
    accepted(shop)
    raised(shop, 1)
    decide(shop, N2, Treatment.REGRADE, 1)
    assert cancel(shop, N2) == "" and ship(shop, 1) == ""


def test_the_last_of_two_fiches_says_what_becomes_of_a_piece(shop: Shop) -> None:
    record = opened(shop, 1, "35.15")
    raised(shop, 1)
    decide(shop, N1, Treatment.RETURN, 1)
    again(shop, 1, "35.16")
    assert raised(shop, 1) == N2
    decide(shop, N2, Treatment.SORT, 1)
    assert sorts(shop, record)[0].decided is Treatment.SORT
    decide(shop, N1, Treatment.REGRADE, 1)
    assert sorts(shop, record)[0].decided is Treatment.REGRADE


def test_a_good_piece_that_a_closed_fiche_gave_up_could_never_be_decided_again(shop: Shop) -> None:
    record = opened(shop, 2, "35.15", "35.00")
    raised(shop, 1)
    decide(shop, N1, Treatment.RETURN, 1)
    assert close(shop) == ""
    again(shop, 1, "35.00")
    assert ship(shop, 1) == "piece.given_up"
    good = shop.workshop.treatment.raise_sheet([BoxKey(2, "1")])
    assert code_of(good.result) == "nonconformity.not_bad"
    assert raised(shop, 1) == N2
    decide(shop, N2, Treatment.SORT, 1)
    assert close(shop, N2) == "" and ship(shop, 1, record=record) == ""


# -- lost or damaged ------------------------------------------------------------------------------------------------


def test_a_good_piece_that_is_broken_could_never_be_scrapped(shop: Shop) -> None:
    record = opened(shop, 3, "35.00")
    shop.workshop.declare_impossible("cassée", BoxKey(2, "1")).result()
    assert scrap(shop, 1) == "piece.not_bad" and scrap(shop, 1, reason="  ") == "piece.not_bad"
    assert scrap(shop, 1, reason="tombée au sol") == "" and scrap(shop, 2, 3, reason="perdue") == ""
    shop.settle()
    left = consultation.load(shop.workspace, record).left
    assert [one.reason for one in left.values()] == ["tombée au sol", "perdue", "perdue"]
    assert scrap(shop, 1, reason="encore") == "piece.left" and ship(shop, 1) == "piece.left"
