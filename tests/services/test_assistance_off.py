"""Where the program does not assist it says nothing and refuses nothing: it notes the means that were chosen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from metroapp.domain.acceptance import Verdict
from metroapp.domain.instrument import Instrument, InstrumentState
from metroapp.domain.means_objections import Ground
from metroapp.domain.measurement import BoxKey
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import Quantity
from metroapp.domain.record import InspectionRecord
from metroapp.domain.record_options import PLAIN
from metroapp.domain.specification import Means
from metroapp.domain.suitability import Criteria, Fitness
from metroapp.services import consultation
from metroapp.services.events import Expected, MeansAdvised, Refused
from tests.workbench import CALIPER, INSTRUMENTS, MICROMETER, SIGNED_BY_DOMINIQUE, Shop, characteristic, part

SHAFT = characteristic("1", "Ø20 h7", Means.MICROMETER)
ONE = BoxKey(1, "1")


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    opened = Shop(tmp_path)
    opened.workshop.set_options(replace(PLAIN, assists=False)).result()
    yield opened
    opened.close()


def line(number: str) -> Instrument:
    return next(one for one in INSTRUMENTS if one.number == number)


def enter(shop: Shop, *means: Instrument) -> None:
    shop.workshop.means.enter(list(means), []).result()


def archived(shop: Shop) -> InspectionRecord:
    return consultation.load(shop.workspace, consultation.record_lines(shop.workspace)[0].id)


def advised(shop: Shop) -> list[MeansAdvised]:
    return [one for one in shop.all(MeansAdvised) if isinstance(one, MeansAdvised)]


def test_an_overdue_instrument_is_taken_and_what_stands_against_it_is_noted(shop: Shop) -> None:
    enter(shop, replace(line(MICROMETER), due=date(2020, 1, 1), range_upper=Decimal(15), state=InstrumentState.PENDING))
    shop.open(part(SHAFT), pieces=2)
    shop.read(MICROMETER, "19.990", "19.991")
    record = archived(shop)
    found = record.measurement(ONE)
    assert found is not None and record.verdict(ONE) is Verdict.CONFORMING and not shop.all(Refused)
    (chosen,) = record.means.chosen  # once, for both pieces
    assert [one.ground for one in chosen.objections] == [Ground.PENDING, Ground.OVERDUE, Ground.RANGE]
    assert chosen.fitness is Fitness.UNFIT
    assert record.means.objected_to(found) == chosen.objections


def test_what_befalls_the_instrument_meanwhile_is_noted_once_more(shop: Shop) -> None:
    enter(shop, replace(line(MICROMETER), uncertainty=Quantity(Decimal("0.001"))))
    shop.open(part(SHAFT), pieces=2)
    shop.read(MICROMETER, "19.990")
    shop.workshop.means.change_state(MICROMETER, InstrumentState.TO_VERIFY, "tombé").result()
    shop.read(MICROMETER, "19.991")
    first, second = archived(shop).means.chosen
    assert (first.fitness, first.objections) == (Fitness.GOOD, ())
    assert (second.fitness, [one.ground for one in second.objections]) == (Fitness.UNFIT, [Ground.TO_VERIFY])
    record = archived(shop)
    assert [len(record.means.objected_to(record.history(BoxKey(piece, "1"))[0])) for piece in (1, 2)] == [0, 1]


def test_another_kind_stays_refused(shop: Shop) -> None:
    shop.open(part(SHAFT))
    shop.read(CALIPER, "19.99")
    last = shop.last(Refused)
    assert isinstance(last, Refused) and last.refusal.code == "reading.other_instrument"


def test_nothing_is_advised_and_no_instrument_is_named(shop: Shop) -> None:
    shop.open(part(SHAFT))
    event = shop.last(Expected)
    assert isinstance(event, Expected) and event.expectation is not None and not event.expectation.assists
    assert not any(one.ranked for one in advised(shop))


def test_with_assistance_the_register_is_ranked_when_another_characteristic_is_expected(shop: Shop) -> None:
    shop.workshop.set_options(PLAIN).result()
    enter(shop, replace(line(MICROMETER), uncertainty=Quantity(Decimal("0.0015"))))
    shop.open(part(SHAFT, characteristic("2", "35 ±0,1", Means.CALIPER)), pieces=2)
    shop.read(MICROMETER, "19.990")
    shop.read(CALIPER, "35.00")
    assert [one.balloon for one in advised(shop) if one.balloon] == ["1", "2", "1"]
    best = advised(shop)[1].ranked[0]
    assert (best.instrument.number, best.fitness) == (MICROMETER, Fitness.ACCEPTED)
    assert advised(shop)[1].ranked[-1].fitness is Fitness.UNFIT


def test_the_ratios_of_the_workshop_say_what_is_fit(shop: Shop) -> None:
    shop.workshop.set_options(PLAIN).result()
    enter(shop, replace(line(MICROMETER), uncertainty=Quantity(Decimal("0.0015"))))
    shop.workshop.set_criteria(Criteria(Decimal(3), Decimal(2), Decimal(10))).result()
    shop.open(part(SHAFT))
    assert advised(shop)[-1].ranked[0].fitness is Fitness.GOOD
    shop.workshop.set_criteria(Criteria(Decimal(20), Decimal("10.5"), Decimal(10))).result()
    assert advised(shop)[-1].ranked[0].fitness is not Fitness.GOOD
    shop.read(MICROMETER, "19.990")
    assert archived(shop).means.chosen[0].fitness is Fitness.UNFIT
    assert shop.workshop.criteria().result().accepted == Decimal("10.5")


def test_an_allowance_is_possible_all_the_same(shop: Shop) -> None:
    enter(shop, replace(line(MICROMETER), due=date(2020, 1, 1)))
    shop.open(part(SHAFT))
    shop.workshop.gestures.allow_means("1", MICROMETER, "motif", SIGNED_BY_DOMINIQUE).result()
    shop.read(MICROMETER, "19.990")
    record = archived(shop)
    found = record.measurement(ONE)
    assert found is not None and record.means.objected_to(found) == ()


def test_ratios_that_do_not_go_together_are_refused() -> None:
    with pytest.raises(Refusal):
        Criteria(Decimal(4), Decimal(8))
