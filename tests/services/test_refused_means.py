"""A means that must not be used is refused at once, and somebody who answers for it may allow it all the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from metroapp.domain.acceptance import Verdict
from metroapp.domain.instrument import GaugeBlock, Instrument, InstrumentKind, InstrumentState
from metroapp.domain.means_objections import Ground, Objection
from metroapp.domain.measurement import BoxKey, Observation
from metroapp.domain.message import Refusal
from metroapp.domain.record import InspectionRecord
from metroapp.domain.specification import Means
from metroapp.domain.suitability import Fitness
from metroapp.services import consultation
from metroapp.services.events import Expected, Refused, ZeroRecorded
from metroapp.wording.sentences import sentence
from tests.workbench import (
    CALIPER,
    DOMINIQUE,
    GAUGE_BLOCKS,
    INDICATOR,
    INSTRUMENTS,
    MICROMETER,
    SIGNED_BY_CAMILLE,
    SIGNED_BY_DOMINIQUE,
    Shop,
    characteristic,
    part,
)

YESTERDAY = date(2026, 11, 23)
SHAFT = part(characteristic("1", "Ø20 h7", Means.MICROMETER))
ONE = BoxKey(1, "1")


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    opened = Shop(tmp_path)
    yield opened
    opened.close()


def line(number: str) -> Instrument:
    return next(one for one in INSTRUMENTS if one.number == number)


def enter(shop: Shop, *means: Instrument, blocks: tuple[GaugeBlock, ...] = ()) -> None:
    shop.workshop.means.enter(list(means), list(blocks)).result()


def archived(shop: Shop) -> InspectionRecord:
    return consultation.load(shop.workspace, consultation.record_lines(shop.workspace)[0].id)


def refusals(shop: Shop) -> list[str]:
    return [one.refusal.code for one in shop.all(Refused) if isinstance(one, Refused)]


def refused_for(shop: Shop) -> list[Ground]:
    last = shop.last(Refused)
    assert isinstance(last, Refused) and last.refusal.code == "means.refused"
    return [one.ground for one in last.refusal.fields["objections"]]


def allow(shop: Shop, number: str, reason: str = "seul moyen de l'atelier") -> None:
    shop.workshop.gestures.allow_means("1", number, reason, SIGNED_BY_DOMINIQUE).result()


def test_an_overdue_instrument_gives_no_value_and_says_since_when(shop: Shop) -> None:
    enter(shop, replace(line(MICROMETER), due=YESTERDAY))
    shop.open(SHAFT)
    shop.read(MICROMETER, "19.990")
    last = shop.last(Refused)
    assert isinstance(last, Refused) and refused_for(shop) == [Ground.OVERDUE]
    assert sentence(last.refusal) == (
        "M-02 est refusé pour le repère 1 (échu depuis le 23/11/2026) : prenez un autre moyen, ou faites autoriser "
        "celui-ci par le technicien qualité."
    )
    assert archived(shop).measurement(ONE) is None


def test_an_instrument_that_failed_while_the_record_was_open_is_refused_at_once(shop: Shop) -> None:
    shop.open(SHAFT, pieces=2)
    shop.read(MICROMETER, "19.990")
    shop.workshop.means.change_state(MICROMETER, InstrumentState.PENDING, "tombé").result()
    shop.read(MICROMETER, "19.991")
    assert refused_for(shop) == [Ground.PENDING]
    assert archived(shop).measurement(BoxKey(2, "1")) is None


def test_an_instrument_in_service_again_is_taken_at_once(shop: Shop) -> None:
    enter(shop, replace(line(MICROMETER), state=InstrumentState.TO_VERIFY))
    shop.open(SHAFT)
    shop.read(MICROMETER, "19.990")
    enter(shop, line(MICROMETER))
    shop.read(MICROMETER, "19.990")
    assert refused_for(shop) == [Ground.TO_VERIFY]
    assert archived(shop).verdict(ONE) is Verdict.CONFORMING


def test_a_size_out_of_range_is_said_and_not_taken_for_another_kind(shop: Shop) -> None:
    shop.open(part(characteristic("1", "Ø28 h7", Means.MICROMETER)))
    shop.read(MICROMETER, "27.990")
    assert refused_for(shop) == [Ground.RANGE]


def test_another_kind_stays_refused_as_such(shop: Shop) -> None:
    enter(shop, replace(line(CALIPER), due=YESTERDAY))
    shop.open(SHAFT)
    shop.read(CALIPER, "19.99")
    assert refusals(shop) == ["reading.other_instrument"]


def test_a_comparator_is_refused_before_its_zero(shop: Shop) -> None:
    enter(shop, replace(line(INDICATOR), due=YESTERDAY))
    shop.open(part(characteristic("1", "Ø20 h7", Means.COMPARISON)))
    shop.read(INDICATOR, "0.000")
    assert refused_for(shop) == [Ground.OVERDUE] and not shop.all(ZeroRecorded)


def test_the_blocks_of_a_refused_set_make_no_stack(shop: Shop) -> None:
    the_set = Instrument("CE-09", "Cales", InstrumentKind.GAUGE_BLOCKS, state=InstrumentState.PENDING)
    enter(shop, the_set, blocks=tuple(replace(block, set="CE-09") for block in GAUGE_BLOCKS))
    shop.open(part(characteristic("1", "Ø20 h7", Means.COMPARISON)))
    shop.read(INDICATOR, "0.000")
    assert len(refusals(shop)) == 1 and not shop.all(ZeroRecorded)


def test_a_value_typed_with_a_refused_instrument_is_refused(shop: Shop) -> None:
    enter(shop, replace(line("RA-09"), due=YESTERDAY))
    shop.open(part(characteristic("1", "30° ±1°", Means.PROTRACTOR)))
    with pytest.raises(Refusal) as refused:
        shop.workshop.type_value("30", "sans câble").result()
    assert refused.value.message.code == "means.refused"


def test_the_value_of_a_refused_instrument_is_not_typed_instead(shop: Shop) -> None:
    enter(shop, replace(line(MICROMETER), due=YESTERDAY))
    shop.open(SHAFT)
    with pytest.raises(Refusal) as refused:
        shop.workshop.type_value("19,990", "câble en panne").result()
    assert refused.value.message.code == "means.refused"
    allow(shop, MICROMETER)
    shop.workshop.type_value("19,990", "câble en panne").result()
    assert archived(shop).verdict(ONE) is Verdict.CONFORMING


def test_what_is_seen_with_a_refused_gauge_is_refused(shop: Shop) -> None:
    enter(shop, replace(line("TF-08"), state=InstrumentState.WITHDRAWN))
    shop.open(part(characteristic("1", "M8-6H", Means.THREAD_PLUG)))
    with pytest.raises(Refusal) as refused:
        shop.workshop.observe(Observation.PASSES).result()
    assert refused.value.message.code == "means.refused"


def test_an_instrument_that_nothing_stands_against_is_named_first(shop: Shop) -> None:
    spare = replace(line(MICROMETER), number="M-03", due=YESTERDAY)
    enter(shop, spare)
    shop.open(SHAFT)
    expected = shop.last(Expected)
    assert isinstance(expected, Expected) and expected.expectation is not None
    assert [one.number for one in expected.expectation.instruments] == [MICROMETER]
    shop.read("M-03", "19.990")
    assert refused_for(shop) == [Ground.OVERDUE]


def test_a_means_that_is_allowed_gives_its_value_and_the_record_says_by_whom(shop: Shop) -> None:
    enter(shop, replace(line(MICROMETER), due=YESTERDAY))
    shop.open(SHAFT)
    shop.read(MICROMETER, "19.990")
    allow(shop, MICROMETER)
    shop.read(MICROMETER, "19.990")
    record = archived(shop)
    found = record.measurement(ONE)
    assert found is not None and record.verdict(ONE) is Verdict.CONFORMING
    (allowed,) = record.means.allowances_of(found)
    assert (allowed.granted_by, allowed.reason) == (DOMINIQUE, "seul moyen de l'atelier")
    assert allowed.objections == (Objection(Ground.OVERDUE, due=YESTERDAY),)
    assert record.means.objected_to(found) == ()
    (chosen,) = record.means.chosen
    assert (chosen.measurement, chosen.instrument, chosen.objections) == (found.id, MICROMETER, allowed.objections)


def test_another_reason_that_comes_later_is_refused_again(shop: Shop) -> None:
    enter(shop, replace(line(MICROMETER), due=YESTERDAY))
    shop.open(SHAFT)
    allow(shop, MICROMETER)
    shop.workshop.means.change_state(MICROMETER, InstrumentState.PENDING, "tombé").result()
    shop.read(MICROMETER, "19.990")
    assert refused_for(shop) == [Ground.PENDING]


def test_a_means_is_allowed_for_one_characteristic_only(shop: Shop) -> None:
    enter(shop, replace(line(MICROMETER), due=YESTERDAY))
    shop.open(part(characteristic("1", "Ø20 h7", Means.MICROMETER), characteristic("2", "Ø18 h7", Means.MICROMETER)))
    allow(shop, MICROMETER)
    shop.read(MICROMETER, "19.990", "17.990")
    assert refused_for(shop) == [Ground.OVERDUE]


def test_another_kind_and_a_size_out_of_range_are_allowed_too(shop: Shop) -> None:
    enter(shop, replace(line(CALIPER), range_upper=Decimal(10)))
    shop.open(SHAFT)
    shop.read(CALIPER, "19.99")
    allow(shop, CALIPER)
    shop.read(CALIPER, "19.99")
    record = archived(shop)
    found = record.measurement(ONE)
    assert found is not None and found.instrument == CALIPER
    assert [one.ground for one in record.means.allowed[0].objections] == [Ground.KIND, Ground.RANGE]


def refusal_of_allowance(shop: Shop, number: str, reason: str, signed: object) -> str:
    with pytest.raises(Refusal) as refused:
        shop.workshop.gestures.allow_means("1", number, reason, signed).result()  # type: ignore[arg-type]
    return refused.value.message.code


def test_only_what_is_refused_is_allowed_with_a_reason_by_whoever_may(shop: Shop) -> None:
    shop.open(SHAFT)
    assert refusal_of_allowance(shop, MICROMETER, "motif", SIGNED_BY_DOMINIQUE) == "means.not_refused"
    assert refusal_of_allowance(shop, CALIPER, " ", SIGNED_BY_DOMINIQUE) == "record.reason_missing"
    assert refusal_of_allowance(shop, "X-99", "motif", SIGNED_BY_DOMINIQUE) == "means.unknown"
    assert refusal_of_allowance(shop, CALIPER, "motif", SIGNED_BY_CAMILLE) == "person.not_allowed"
    assert archived(shop).means.allowed == []


def test_a_reading_that_waits_goes_on_waiting_until_its_means_is_allowed(shop: Shop) -> None:
    enter(shop, replace(line(MICROMETER), due=YESTERDAY))
    shop.open(SHAFT)
    shop.read(MICROMETER, "19.990", flags=("unit_declared", "late"))
    with pytest.raises(Refusal):
        shop.workshop.gestures.take_proposed().result()
    allow(shop, MICROMETER)
    shop.workshop.gestures.take_proposed().result()
    assert archived(shop).verdict(ONE) is Verdict.CONFORMING


def test_the_choice_of_a_means_is_noted_once_with_its_fitness(shop: Shop) -> None:
    enter(shop, replace(line(MICROMETER), uncertainty=None, resolution=Decimal("0.01")))
    shop.open(SHAFT, pieces=3)
    shop.read(MICROMETER, "19.990", "19.991", "19.992")
    (chosen,) = archived(shop).means.chosen
    assert (chosen.balloon, chosen.instrument, chosen.fitness) == ("1", MICROMETER, Fitness.UNFIT)
