"""A piece measured again in another record: it leaves once, from where it was measured last."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from metroapp.domain.measurement import EntryId
from metroapp.domain.nonconformity_acts import Origin, Treatment
from metroapp.domain.piece_sorts import Sort
from metroapp.domain.sorting import Disposition
from metroapp.domain.specification import Means, Part
from metroapp.services import consultation
from tests.services.test_piece_departures import general_part
from tests.treating import (
    N1,
    N2,
    ONE,
    TWO,
    again,
    cancel,
    close,
    decide,
    opened,
    permit,
    raised,
    reinspect,
    scrap,
    sheet,
    ship,
    sorts,
)
from tests.workbench import CALIPER, SIGNED_BY_DOMINIQUE, Shop, characteristic, part


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    made = Shop(tmp_path)
    yield made
    made.close()


@pytest.fixture
def first(shop: Shop) -> EntryId:
    """A record with a bad piece, to be reworked."""
    id = opened(shop, 2, "35.15", "35.00")
    raised(shop, 1)
    assert decide(shop, N1, Treatment.REWORK, 1) == ""
    return id


# -- it leaves once -------------------------------------------------------------------------------------------------


def test_a_piece_scrapped_in_one_record_was_measured_again_in_another_and_shipped(shop: Shop, first: EntryId) -> None:
    assert scrap(shop, 1) == ""
    second = opened(shop, 1, "35.05")
    assert reinspect(shop, 1, second, 1) == "piece.left_elsewhere"
    assert sheet(shop).places == {(first, 1): 1}


def test_a_piece_shipped_from_its_second_record_was_scrapped_in_the_first(shop: Shop, first: EntryId) -> None:
    second = opened(shop, 1, "35.05")
    assert reinspect(shop, 1, second, 1) is True and close(shop) == ""
    assert scrap(shop, 1, record=first) == "piece.measured_elsewhere"
    assert ship(shop, 1, record=second) == ""
    assert scrap(shop, 1, record=first) == "piece.left_elsewhere"


def test_a_piece_shipped_from_its_second_record_was_shipped_again_from_the_first(shop: Shop, first: EntryId) -> None:
    second = opened(shop, 1, "35.05")
    assert reinspect(shop, 1, second, 1) is True and close(shop) == "" and ship(shop, 1, record=second) == ""
    shop.workshop.resume(first).result()
    again(shop, 1, "35.01")
    assert ship(shop, 1, record=first) == "piece.left_elsewhere"
    assert ship(shop, 2, record=first) == ""


def test_scrapped_in_its_second_record_it_is_scrapped_in_the_first(shop: Shop, first: EntryId) -> None:
    second = opened(shop, 1, "35.20")
    assert reinspect(shop, 1, second, 1) is False
    assert decide(shop, N1, Treatment.SCRAP, 1) == "" and scrap(shop, 1, record=second) == ""
    assert scrap(shop, 1, record=first) == "piece.left_elsewhere" and close(shop) == ""
    assert ship(shop, 2, record=first) == ""


def test_reworked_twice_it_leaves_from_the_third_record_alone(shop: Shop, first: EntryId) -> None:
    second = opened(shop, 1, "35.20")
    assert reinspect(shop, 1, second, 1) is False
    third = opened(shop, 1, "35.00")
    assert reinspect(shop, 1, third, 1) is True and close(shop) == ""
    assert scrap(shop, 1, record=second) == "piece.measured_elsewhere"
    assert ship(shop, 1, record=third) == "" and scrap(shop, 1, record=second) == "piece.left_elsewhere"
    assert first != third


def test_what_a_customer_sends_back_is_measured_again_and_leaves_again(shop: Shop) -> None:
    first = opened(shop, 1, "35.15")
    shop.concede(1)
    assert ship(shop, 1) == ""
    raised(shop, 1, origin=Origin.CUSTOMER)
    assert decide(shop, N1, Treatment.REWORK, 1) == ""
    second = opened(shop, 1, "35.00")
    assert reinspect(shop, 1, second, 1) is True and close(shop) == ""
    assert ship(shop, 1, record=second) == "" and scrap(shop, 1, record=first) == "piece.left"


def test_what_a_cancelled_fiche_says_links_no_piece(shop: Shop, first: EntryId) -> None:
    second = opened(shop, 1, "35.05")
    assert reinspect(shop, 1, second, 1) is True and cancel(shop) == ""
    assert scrap(shop, 1, record=first) == ""
    assert ship(shop, 1, record=second) == ""  # another piece: the fiche was a mistake


def test_a_fiche_on_a_reworked_piece_that_is_bad_in_its_second_record_could_not_end(shop: Shop, first: EntryId) -> None:
    second = opened(shop, 1, "35.12")
    assert reinspect(shop, 1, second, 1) is False
    raised(shop, 1)
    assert decide(shop, N2, Treatment.REWORK, 1) == ""
    again(shop, 1, "35.00")
    assert shop.workshop.treatment.reinspect(N2, 1).result()
    assert reinspect(shop, 1, second, 1) is True
    assert close(shop) == "" and close(shop, N2) == "" and first != second


# -- it is the piece, as real as it was -----------------------------------------------------------------------------


def test_simulated_measurements_closed_a_real_fiche(shop: Shop, first: EntryId) -> None:
    shop.workshop._bench.simulated = frozenset({CALIPER})
    second = opened(shop, 1, "35.00")
    assert consultation.load(shop.workspace, second).header.simulated
    assert reinspect(shop, 1, second, 1) == "nonconformity.simulated" and first != second


def test_it_is_the_piece_of_the_fiche_in_its_record_and_of_its_part_elsewhere(shop: Shop, first: EntryId) -> None:
    assert reinspect(shop, 1, first, 2) == "nonconformity.own_piece"
    other = opened(shop, 1, "35.00", tested=replace(ONE, reference="AUTRE-02"))
    assert reinspect(shop, 1, other, 1) == "nonconformity.other_part"
    assert reinspect(shop, 1, other, 9) == "nonconformity.other_part"


def test_it_is_no_piece_that_is_another_one_measured_again(shop: Shop, first: EntryId) -> None:
    again(shop, 2, "35.20")
    raised(shop, 2)
    assert decide(shop, N2, Treatment.REWORK, 2) == ""
    second = opened(shop, 2, "35.00", "35.01")
    assert shop.workshop.treatment.reinspect(N2, 2, second, 1).result()
    assert reinspect(shop, 1, second, 1) == "nonconformity.another_piece"
    assert reinspect(shop, 1, second, 2) is True and first != second


def test_it_is_no_piece_that_left(shop: Shop, first: EntryId) -> None:
    second = opened(shop, 2, "35.00", "35.01")
    assert ship(shop, 1, record=second) == ""
    assert reinspect(shop, 1, second, 1) == "piece.left"
    assert reinspect(shop, 1, second, 2) is True and first != second


def test_a_rework_is_measured_after_its_decision_and_a_repair_after_its_fiche(shop: Shop) -> None:
    opened(shop, 1, "35.15")
    raised(shop, 1)
    again(shop, 1, "35.12")
    assert decide(shop, N1, Treatment.REWORK, 1) == ""
    assert reinspect(shop, 1) == "nonconformity.not_measured_again"
    number = shop.concede(1)
    assert decide(shop, N1, Treatment.REPAIR, 1, concession=number) == ""
    assert reinspect(shop, 1) is True


def test_a_repair_that_nothing_followed_is_not_measured_again(shop: Shop) -> None:
    opened(shop, 1, "35.15")
    number = shop.concede(1)
    raised(shop, 1)
    assert decide(shop, N1, Treatment.REPAIR, 1, concession=number) == ""
    assert reinspect(shop, 1) == "nonconformity.not_measured_again"  # the bad value itself is no later one


def test_a_repair_is_good_once_all_of_it_is_measured_and_covered_by_its_own_dérogation(shop: Shop) -> None:
    opened(shop, 1, "35.15", "50.00", tested=TWO)
    raised(shop, 1)
    number = permit(shop, tested=TWO)
    assert decide(shop, N1, Treatment.REPAIR, 1, concession=number) == ""
    second = opened(shop, 1, "35.05", tested=TWO)
    assert reinspect(shop, 1, second, 1) is False  # its other characteristic is not measured
    shop.read(CALIPER, "50.00")
    assert reinspect(shop, 1, second, 1) is True


def test_a_repair_covered_by_another_dérogation_is_not_good(shop: Shop) -> None:
    opened(shop, 2, "35.15", "35.14")
    raised(shop, 1)
    other = shop.concede(2)
    assert decide(shop, N1, Treatment.REPAIR, 1, concession=other) == ""
    again(shop, 1, "35.12")
    shop.concede(1)
    assert reinspect(shop, 1) is False


def test_a_repair_on_its_unaltered_function_is_bad_beyond_another_tolerance(shop: Shop) -> None:
    opened(shop, 1, "35.40", "50.00", tested=mixed_part())
    raised(shop, 1)
    assert decide(shop, N1, Treatment.REPAIR, 1, unaltered=True) == ""
    again(shop, 1, "35.35")
    again(shop, 1, "50.90", "2")
    assert reinspect(shop, 1) is False
    again(shop, 1, "50.00", "2")
    shop.read(CALIPER, "50.00")
    assert reinspect(shop, 1) is True


def mixed_part() -> Part:
    """A general tolerance, and one of its own."""
    return part(*general_part().characteristics, characteristic("2", "50 ±0,2", Means.CALIPER))


def test_two_bad_boxes_are_not_accepted_by_the_fiche_of_one(shop: Shop) -> None:
    record = opened(shop, 1, "35.40", "50.90", tested=mixed_part())
    raised(shop, 1)
    assert decide(shop, N1, Treatment.USE_AS_IS, 1, unaltered=True) == "" and close(shop) == ""
    assert not sorts(shop, record)[0].may_be_shipped and ship(shop, 1) == "piece.not_good"


def test_a_piece_with_a_second_covered_defect_takes_its_own_place_in_the_count(shop: Shop) -> None:
    number = permit(shop, 1, tested=TWO, balloons=("1", "2"))
    record = opened(shop, 2, "35.15", "50.00", tested=TWO)
    assert sorts(shop, record)[0].numbers == (number,)
    again(shop, 1, "50.25", "2")
    (first, _) = sorts(shop, record)
    assert first.sort is Sort.CONCESSION and first.numbers == (number,)
    (file,) = shop.workshop.treatment.files().result()
    assert (file.used, file.remaining) == (1, 0)


# -- still good when the fiche is closed ----------------------------------------------------------------------------


def test_a_reworked_piece_bad_again_closed_its_fiche(shop: Shop, first: EntryId) -> None:
    again(shop, 1, "35.05")
    assert reinspect(shop, 1) is True
    again(shop, 1, "35.30")
    assert close(shop) == "nonconformity.bad_again"
    again(shop, 1, "35.02")
    assert close(shop) == "" and ship(shop, 1, 2, record=first) == ""


def test_a_piece_covered_for_one_defect_of_two_closed_its_fiche(shop: Shop) -> None:
    opened(shop, 1, "35.15", "50.00", tested=TWO)
    number = shop.concede(1)
    raised(shop, 1)
    again(shop, 1, "50.90", "2")
    assert decide(shop, N1, Treatment.USE_AS_IS, 1, concession=number) == "nonconformity.not_covered"


def test_a_piece_that_lost_its_cover_closed_its_fiche(shop: Shop) -> None:
    opened(shop, 1, "35.15", "50.00", tested=TWO)
    number = shop.concede(1)
    raised(shop, 1)
    assert decide(shop, N1, Treatment.USE_AS_IS, 1, concession=number) == ""
    again(shop, 1, "50.90", "2")
    assert close(shop) == "nonconformity.not_covered"


def test_a_repair_whose_dérogation_was_withdrawn_closed_its_fiche(shop: Shop) -> None:
    opened(shop, 1, "35.15")
    raised(shop, 1)
    again(shop, 1, "35.12")  # measured before the decision, which names what covers it
    number = shop.concede(1)
    assert decide(shop, N1, Treatment.REPAIR, 1, concession=number) == "" and reinspect(shop, 1) is True
    shop.workshop.treatment.withdraw(number, "retirée", SIGNED_BY_DOMINIQUE).result()
    assert close(shop) == "nonconformity.not_covered"


# -- made before the permit -----------------------------------------------------------------------------------------


def test_a_permit_covered_a_piece_made_before_it_through_another_record(shop: Shop) -> None:
    opened(shop, 1, "35.15")
    raised(shop, 1)
    number = permit(shop)
    assert decide(shop, N1, Treatment.REPAIR, 1, concession=number) == ""
    second = opened(shop, 1, "35.15")  # nothing says yet that it is the same piece
    assert consultation.load(shop.workspace, second).disposition(1) is Disposition.CONCESSION
    assert reinspect(shop, 1, second, 1) is False
    shop.settle()
    assert consultation.load(shop.workspace, second).disposition(1) is Disposition.NONCONFORMING
    (file,) = shop.workshop.treatment.files().result()
    assert file.used == 0
    again(shop, 1, "35.16")  # linked, it is covered no more
    shop.settle()
    assert consultation.load(shop.workspace, second).disposition(1) is Disposition.NONCONFORMING
    assert close(shop) == "nonconformity.to_reinspect" and ship(shop, 1, record=second) == "piece.not_good"


def test_a_permit_older_than_the_fiche_covers_what_the_repair_gave(shop: Shop) -> None:
    number = permit(shop)
    opened(shop, 1, "35.30")
    raised(shop, 1)
    assert decide(shop, N1, Treatment.REPAIR, 1, concession=number) == ""
    second = opened(shop, 1, "35.15")
    assert reinspect(shop, 1, second, 1) is True and close(shop) == "" and ship(shop, 1, record=second) == ""
