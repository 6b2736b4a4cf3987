"""What is not good in all records, a page at a time: only what still decides, unless the rest is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from metroapp.archive import nonconformities
from metroapp.archive.nonconformities import BadValue
from metroapp.domain.acceptance import Verdict
from metroapp.domain.decision import Side
from metroapp.domain.measurement import BoxKey, Observation
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import Unit
from metroapp.domain.specification import Means
from metroapp.services import consultation
from metroapp.services.workspace import Workspace
from tests.workbench import CALIPER, CAMILLE, SIGNED_BY_DOMINIQUE, Shop, characteristic, part

LENGTH = characteristic("1", "35 ±0,1", Means.CALIPER)
WIDTH = characteristic("2", "12 ±0,1", Means.CALIPER)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    made = Shop(tmp_path)
    yield made
    made.close()


def found(shop: Shop, text: str = "", *, with_replaced: bool = False) -> list[BadValue]:
    return consultation.bad_values(shop.workspace, text, with_replaced=with_replaced)


def test_a_bad_value_says_where_it_was_found(shop: Shop) -> None:
    shop.open(part(LENGTH), pieces=2)
    shop.read(CALIPER, "35.02", "35.23")
    [line] = found(shop)
    assert (line.number, line.part, line.box) == ("P1-2026-0001", "ESSAI-01", BoxKey(2, "1"))
    assert line.quantity is not None and line.quantity.value == Decimal("35.23")
    assert (line.verdict, line.instrument, line.by) == (Verdict.NONCONFORMING, CALIPER, CAMILLE)
    assert line.exceedance == (Side.ABOVE, Decimal("0.13"), Unit.MM)
    assert line.concession == "" and not line.is_replaced


def test_a_good_archive_and_an_empty_one_have_none(shop: Shop) -> None:
    assert found(shop) == []
    shop.open(part(LENGTH))
    shop.read(CALIPER, "35.02")
    assert found(shop) == []


def test_an_observation_has_no_exceedance(shop: Shop) -> None:
    shop.open(part(characteristic("3", "attribut", Means.VISUAL)))
    shop.workshop.observe(Observation.NONCONFORMING).result()
    [line] = found(shop)
    assert (line.quantity, line.observation, line.exceedance) == (None, Observation.NONCONFORMING, None)


def test_a_value_that_was_measured_again_decides_no_more(shop: Shop) -> None:
    shop.open(part(LENGTH))
    shop.read(CALIPER, "35.23")
    shop.workshop.retake(BoxKey(1, "1"), "copeau").result()
    shop.read(CALIPER, "35.20")
    assert [str(line.quantity and line.quantity.value) for line in found(shop)] == ["35.20"]
    both = found(shop, with_replaced=True)
    assert [(str(line.quantity and line.quantity.value), line.is_replaced) for line in both] == [
        ("35.20", False),
        ("35.23", True),
    ]
    shop.workshop.retake(BoxKey(1, "1"), "copeau").result()
    shop.read(CALIPER, "35.02")
    assert found(shop) == []
    assert len(found(shop, with_replaced=True)) == 2


def test_a_value_that_was_cancelled_decides_no_more_and_the_one_before_does_again(shop: Shop) -> None:
    shop.open(part(LENGTH))
    shop.read(CALIPER, "35.23")
    shop.workshop.retake(BoxKey(1, "1"), "copeau").result()
    shop.read(CALIPER, "35.02")
    assert found(shop) == []
    shop.workshop.gestures.undo().result()
    assert [str(line.quantity and line.quantity.value) for line in found(shop)] == ["35.23"]
    shop.workshop.gestures.undo().result()
    assert found(shop) == []
    assert [line.is_replaced for line in found(shop, with_replaced=True)] == [True]


def test_the_concession_of_the_piece_is_beside_it(shop: Shop) -> None:
    shop.open(part(LENGTH, WIDTH))
    shop.read(CALIPER, "35.23", "12.23")
    shop.workshop.grant_concession(1, ("1", "2"), "DER-7", "fonction non affectée", SIGNED_BY_DOMINIQUE).result()
    assert {line.concession for line in found(shop)} == {"DER-7"}


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 2), ("0001", 1), ("essai", 2), ("pc-01", 2), ("camille", 2), ("CAMILLE 0002", 1), ("leroy", 0),
        ("%", 0), ("_", 0), ("\\", 0), ("   ", 2),
    ],
)  # fmt: skip
def test_every_word_must_be_found(shop: Shop, text: str, count: int) -> None:
    for value in ("35.23", "35.24"):
        shop.open(part(LENGTH))
        shop.read(CALIPER, value)
    assert len(found(shop, text)) == count


def test_pages_follow_each_other_without_a_gap(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    shop.open(part(LENGTH), pieces=7)
    shop.read(CALIPER, *(f"35.{20 + piece}" for piece in range(7)))
    with consultation.reading(shop.workspace) as connection:
        search = nonconformities.Search()
        paged, before = [], None
        while page := nonconformities.bad_values(connection, search, before, count=3):
            assert len(page) <= 3
            paged += page
            before = page[-1].id
        assert paged == nonconformities.bad_values(connection, search)
    assert [line.box.piece for line in paged] == [7, 6, 5, 4, 3, 2, 1]


def test_no_archive_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal):
        consultation.bad_values(Workspace(tmp_path / "nothing"))
