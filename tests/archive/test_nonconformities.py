"""What is not good in all records, a page at a time: only what still decides, unless the rest is asked for."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from metroapp.archive import nonconformities
from metroapp.archive.nonconformities import BadValue
from metroapp.domain.acceptance import Verdict
from metroapp.domain.decision import Side
from metroapp.domain.decision_rule import DecisionRule, RuleName
from metroapp.domain.measurement import BoxKey, Observation
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import Quantity, Unit
from metroapp.domain.record_options import RecordOptions
from metroapp.domain.specification import BoxCode, Characteristic, Means
from metroapp.services import consultation
from metroapp.services.workspace import Workspace
from tests.workbench import CALIPER, CAMILLE, INSTRUMENTS, MICROMETER, SIGNED_BY_DOMINIQUE, Shop, characteristic, part

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
    number = shop.concede(1)
    assert {line.concession for line in found(shop)} == {number}
    again(shop, "35.40")  # the concession was not granted for this one
    assert [line.concession for line in found(shop, with_replaced=True)] == ["", number, number]


# -- good after bad: à confirmer until something bears it out ----------------------------------------------------------

GOOD, BAD, BOX = "35.02", "35.23", BoxKey(1, "1")
BOXES = [BoxKey(piece, "1") for piece in (1, 2)]
BOXES += [BoxKey(piece, "2", code) for piece in (1, 2) for code in (BoxCode.GO, BoxCode.NO_GO)]


def waiting(shop: Shop, *, with_replaced: bool = False) -> list[tuple[BoxKey, str]]:
    """The values listed as awaiting a second reading; they are those that the record says."""
    lines = [line for line in found(shop, with_replaced=with_replaced) if line.awaits_second]
    assert all(line.verdict is Verdict.UNDECIDED and not line.is_replaced for line in lines)
    for one in consultation.record_lines(shop.workspace):
        record = consultation.load(shop.workspace, one.id)
        expected = {box for box in record.boxes() if record.awaits_second(box)}
        assert {line.box for line in lines if line.record == one.id} == expected
    return [(line.box, str(line.quantity and line.quantity.value)) for line in lines]


def asking(shop: Shop, *characteristics: Characteristic, pieces: int = 1) -> None:
    """A record that asks for two readings from bad to good."""
    shop.workshop.set_options(RecordOptions(asks=False)).result()
    shop.open(part(*(characteristics or (LENGTH,))), pieces)


def again(shop: Shop, *values: str) -> None:
    for value in values:
        shop.workshop.retake(BOX, "copeau").result()
        shop.read(CALIPER, value)


def test_a_good_value_that_awaits_its_second_reading_was_not_listed(shop: Shop) -> None:
    asking(shop, LENGTH, WIDTH)  # still open, its second box still empty: nothing is sorted, and it counts already
    shop.read(CALIPER, BAD)
    assert waiting(shop) == []
    again(shop, GOOD)
    assert waiting(shop) == [(BOX, GOOD)]
    assert [line.verdict for line in found(shop, with_replaced=True)] == [Verdict.UNDECIDED, Verdict.NONCONFORMING]
    assert len(found(shop, "camille")) == 1 and found(shop, "introuvable") == []
    again(shop, "35.03")
    assert waiting(shop) == [] == found(shop)


def test_its_visa_releases_it(shop: Shop) -> None:
    asking(shop)
    shop.read(CALIPER, BAD)
    again(shop, GOOD)
    shop.workshop.gestures.give_visa(BOX, SIGNED_BY_DOMINIQUE).result()
    assert waiting(shop) == [] == found(shop)


def test_a_cancelled_bad_value_still_makes_the_good_one_wait(shop: Shop) -> None:
    asking(shop)
    shop.read(CALIPER, BAD)
    shop.workshop.gestures.undo().result()
    shop.read(CALIPER, GOOD)
    assert waiting(shop) == [(BOX, GOOD)]
    again(shop, BAD)
    assert waiting(shop) == [] and len(found(shop)) == 1
    shop.workshop.gestures.undo().result()  # the good one decides again, and no two follow the last bad one
    assert waiting(shop) == [(BOX, GOOD)]
    again(shop, "35.01")
    assert waiting(shop) == [(BOX, "35.01")]


def test_an_undone_second_reading_lets_the_first_wait_again(shop: Shop) -> None:
    asking(shop)
    shop.read(CALIPER, BAD)
    again(shop, GOOD, "35.03")
    shop.workshop.gestures.undo().result()
    assert waiting(shop, with_replaced=True) == [(BOX, GOOD)]


def test_no_value_waits_in_a_record_that_does_not_ask(shop: Shop) -> None:
    shop.open(part(LENGTH))
    shop.read(CALIPER, BAD)
    again(shop, GOOD)
    assert waiting(shop) == [] == found(shop)


def by_means(shop: Shop) -> None:
    """A record where the mean of repeated readings proves what one of them cannot."""
    coarse = Quantity(Decimal("0.002"))
    [gauge] = [one for one in INSTRUMENTS if one.number == MICROMETER]
    shop.workshop.means.enter(
        [replace(gauge, uncertainty=coarse, repeatability=Quantity(Decimal("0.0018")))], []
    ).result()
    shop.workshop.set_rule(DecisionRule(RuleName.ISO_14253_1)).result()
    asking(shop, characteristic("1", "Ø20 ±0,01", Means.MICROMETER))


def test_a_mean_bears_itself_out(shop: Shop) -> None:
    by_means(shop)
    shop.read(MICROMETER, "20.007")  # cannot be proven
    shop.workshop.average(BOX, 4).result()
    shop.read(MICROMETER, "20.007", "20.008", "20.006", "20.007")
    assert waiting(shop) == [] == found(shop)


def test_a_mean_after_a_nonconforming_value_waits_like_any_other(shop: Shop) -> None:
    by_means(shop)
    shop.read(MICROMETER, "20.030")
    shop.workshop.retake(BOX, "copeau").result()
    shop.read(MICROMETER, "20.007")
    for waits in (True, False):
        shop.workshop.average(BOX, 4).result() if waits else shop.workshop.retake(BOX, "seconde").result()
        shop.read(MICROMETER, *("20.001", "20.002", "20.000", "20.001")[: 4 if waits else 1])
        assert bool(waiting(shop)) is waits


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_done_the_list_says_what_the_record_says(shop: Shop, seed: int) -> None:
    draw = random.Random(seed)
    asking(shop, LENGTH, characteristic("2", "M12x1,75-6g", Means.THREAD_RING), pieces=2)
    for _ in range(30):
        box = draw.choice(BOXES)
        with suppress(Refusal):
            match draw.choice(("read", "read", "read", "undo", "visa")):
                case "undo":
                    shop.workshop.gestures.undo().result()
                case "visa":
                    shop.workshop.gestures.give_visa(box, SIGNED_BY_DOMINIQUE).result()
                case _ if box.balloon == "1":
                    shop.workshop.retake(box, "copeau").result()
                    shop.read(CALIPER, draw.choice((GOOD, "35.03", BAD)))
                case _:
                    shop.workshop.retake(box, "copeau").result()
                    seen = draw.choice((Observation.PASSES, Observation.DOES_NOT_PASS))
                    shop.workshop.observe(seen).result()
    waiting(shop)
    waiting(shop, with_replaced=True)


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
