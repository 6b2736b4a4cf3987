"""No way round a refusal: what a means can never give, a range too short, a gauge nobody can read, a value typed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from metroapp.domain.instrument import Instrument, InstrumentKind, InstrumentState
from metroapp.domain.means_objections import LEFT_HAND, Ground, is_gauge_of, of_fit
from metroapp.domain.measurement import BoxKey, Observation
from metroapp.domain.message import Refusal
from metroapp.domain.notation.reading import read_callout
from metroapp.domain.specification import Means
from metroapp.services.gauge_marks import marked_callout
from metroapp.services.reference import standards
from metroapp.wording.objections import objections as said
from tests.services.test_refused_means import YESTERDAY, allow, archived, enter, line, refusal_of_allowance, refused_for
from tests.workbench import CALIPER, COLUMN, INDICATOR, MICROMETER, SIGNED_BY_DOMINIQUE, Shop, characteristic, part

THREAD_PLUG = "TF-08"


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    opened = Shop(tmp_path)
    yield opened
    opened.close()


@pytest.mark.parametrize("number", [THREAD_PLUG, INDICATOR])
def test_a_gauge_and_an_indicator_give_no_size_whoever_allows_it(shop: Shop, number: str) -> None:
    shop.open(part(characteristic("1", "Ø20 h7", Means.MICROMETER)))
    assert refusal_of_allowance(shop, number, "rien d'autre", SIGNED_BY_DOMINIQUE) == "means.unable"


def test_a_micrometer_never_stands_for_a_comparator(shop: Shop) -> None:
    shop.open(part(characteristic("1", "Ø20 h7", Means.COMPARISON)))
    assert refusal_of_allowance(shop, MICROMETER, "comparateur cassé", SIGNED_BY_DOMINIQUE) == "means.unable"
    shop.read(MICROMETER, "19.990")
    assert archived(shop).measurement(BoxKey(1, "1")) is None


def test_two_heights_need_a_course_that_holds_the_size(shop: Shop) -> None:
    enter(shop, replace(line(COLUMN), range_lower=Decimal(0), range_upper=Decimal(15)))
    shop.open(part(characteristic("1", "20 ±0,1", Means.HEIGHT_GAUGE)))
    shop.read(COLUMN, "5.000")
    assert refused_for(shop) == [Ground.COURSE]


def test_a_limited_means_is_left_with_its_part_of_the_course(shop: Shop) -> None:
    limited = replace(
        line(COLUMN), range_lower=Decimal(0), range_upper=Decimal(600), state=InstrumentState.LIMITED,
        limitation="jusqu'à 15 mm", limited_lower=Decimal(0), limited_upper=Decimal(15),
    )  # fmt: skip
    enter(shop, limited)
    shop.open(part(characteristic("1", "20 ±0,1", Means.HEIGHT_GAUGE)))
    shop.read(COLUMN, "5.000")
    assert refused_for(shop) == [Ground.COURSE]


def gauge(checks: str) -> Instrument:
    return Instrument("TF-1", "Tampon", InstrumentKind.THREAD_PLUG, checks=checks)


def test_a_gauge_whose_mark_cannot_be_read_is_for_nothing() -> None:
    asked = characteristic("1", "M8-6H", Means.THREAD_PLUG)
    plug = gauge("M8 gravé à moitié ?")
    assert marked_callout(plug) is not None  # the thread that it begins with is read
    [against] = of_fit(gauge("illisible"), asked, marked=marked_callout(gauge("illisible")))
    assert against.ground is Ground.UNREADABLE
    assert said((against,)) == "marquage « illisible » illisible, à vérifier au registre"
    assert list(of_fit(gauge(""), asked, marked=None)) == []


@pytest.mark.parametrize(
    ("marked", "wanted", "fits"),
    [
        ("M8-6H", "M8-6H", True),
        ("M8-6H-LH", "M8-6H", False),
        ("M8-6H", "M8-6H-LH", False),
        ("M8-6H-LH", "M8-6H-LH", True),
        ("M8-6G", "M8-6H", False),
    ],
)
def test_a_left_hand_thread_has_its_own_gauges(marked: str, wanted: str, fits: bool) -> None:
    read = [read_callout(text, standards()) for text in (marked, wanted)]
    assert is_gauge_of(*read) is fits


@pytest.mark.parametrize(
    "mark",
    [
        "M8 left", "M8-6H LEFT HAND", "M8-6H lh", "M8 pas à gauche", "M8-6H filetage à gauche", "M8-LH", "M8 LH",
        "M8-6H (LH)", "M8-6H-left", "m8-6H lh", "LH M8-6H", "Tampon fileté à gauche M8-6H",
    ],
)  # fmt: skip
def test_a_left_hand_gauge_was_taken_for_a_right_hand_one(mark: str) -> None:
    marked = marked_callout(gauge(mark))
    assert marked is not None and LEFT_HAND in marked.modifiers and LEFT_HAND in marked.text
    assert is_gauge_of(marked, read_callout("M8-6H-LH", standards()))
    assert not is_gauge_of(marked, read_callout("M8-6H", standards()))


@pytest.mark.parametrize("mark", ["m8-6H", "m 8-6H", "m8x1,25 6H", "tampon m8-6H ENTRE"])
def test_a_gauge_marked_with_a_small_letter_was_unreadable(mark: str) -> None:
    marked = marked_callout(gauge(mark))
    assert marked is not None and is_gauge_of(marked, read_callout("M8-6H", standards()))


def test_a_value_is_not_typed_where_every_means_of_the_kind_is_out_of_range(shop: Shop) -> None:
    shop.open(part(characteristic("1", "Ø28 h7", Means.MICROMETER)))
    with pytest.raises(Refusal) as refused:
        shop.workshop.type_value("27,990", "câble en panne").result()
    assert refused.value.message.code == "means.refused"


def test_a_gauge_put_aside_meanwhile_is_refused_and_no_other_takes_its_place(shop: Shop) -> None:
    other = replace(line(THREAD_PLUG), number="TF-09", checks="M8-6H")
    enter(shop, replace(line(THREAD_PLUG), checks="M8-6H"), other)
    shop.open(part(characteristic("1", "M8-6H", Means.THREAD_PLUG)), pieces=2)
    shop.workshop.gestures.use_means("1", THREAD_PLUG).result()
    enter(shop, replace(line(THREAD_PLUG), checks="M10-6H"))
    with pytest.raises(Refusal) as refused:
        shop.workshop.observe(Observation.PASSES).result()
    assert refused.value.message.code == "means.refused"
    assert refused.value.message.fields["instrument"] == THREAD_PLUG


def test_what_was_allowed_is_not_said_of_values_that_nothing_stands_against(shop: Shop) -> None:
    enter(shop, replace(line(MICROMETER), due=YESTERDAY))
    shop.open(part(characteristic("1", "Ø20 h7", Means.MICROMETER)), pieces=2)
    allow(shop, MICROMETER)
    shop.read(MICROMETER, "19.990")
    enter(shop, replace(line(MICROMETER), due=date(2099, 1, 1)))
    shop.read(MICROMETER, "19.991")
    record = archived(shop)
    first, second = (record.measurement(BoxKey(piece, "1")) for piece in (1, 2))
    assert first is not None and second is not None
    assert len(record.means.allowances_of(first)) == 1
    assert record.means.allowances_of(second) == []


def test_another_kind_that_shows_the_size_may_still_be_allowed(shop: Shop) -> None:
    shop.open(part(characteristic("1", "Ø20 h7", Means.MICROMETER)))
    allow(shop, CALIPER)
    shop.read(CALIPER, "19.99")
    found = archived(shop).measurement(BoxKey(1, "1"))
    assert found is not None and found.instrument == CALIPER


@pytest.mark.parametrize(
    "facts",
    [
        {"checks": "M10-6H"},
        {"checks": "illisible"},
        {"checks": "M8-6H", "state": InstrumentState.LIMITED, "limitation": "ébauche"},
    ],
    ids=["another thread", "unreadable", "limited by words"],
)
def test_go_was_recorded_with_no_gauge_where_the_only_one_does_not_fit(shop: Shop, facts: dict[str, Any]) -> None:
    enter(shop, replace(line(THREAD_PLUG), **facts))
    shop.open(part(characteristic("1", "M8-6H", Means.THREAD_PLUG)))
    with pytest.raises(Refusal) as refused:
        shop.workshop.observe(Observation.PASSES).result()
    assert refused.value.message.code == "means.refused" and archived(shop).last_live is None
    allow(shop, THREAD_PLUG)
    shop.workshop.observe(Observation.PASSES).result()
    found = archived(shop).last_live
    assert found is not None and found.instrument == THREAD_PLUG


def typed(shop: Shop, text: str = "19,990") -> str | None:
    shop.workshop.type_value(text, "câble en panne").result()
    found = archived(shop).last_live
    assert found is not None
    return found.instrument


def test_a_typed_value_named_no_means_where_one_of_two_micrometers_is_overdue(shop: Shop) -> None:
    enter(shop, replace(line(MICROMETER), due=YESTERDAY), replace(line(MICROMETER), number="M-03"))
    shop.open(part(characteristic("1", "Ø20 h7", Means.MICROMETER)), pieces=2)
    with pytest.raises(Refusal) as refused:
        typed(shop)
    assert refused.value.message.code == "means.to_pick"
    assert refused.value.message.fields["instruments"] == (MICROMETER, "M-03")
    with pytest.raises(Refusal) as refused:
        shop.workshop.gestures.use_means("1", MICROMETER).result()
    assert refused.value.message.code == "means.refused" and archived(shop).last_live is None
    shop.workshop.gestures.use_means("1", "M-03").result()
    assert [typed(shop), typed(shop)] == ["M-03", "M-03"]  # said once


def test_the_only_micrometer_that_fits_is_the_one_of_a_typed_value(shop: Shop) -> None:
    enter(shop, replace(line(MICROMETER), number="M-03", range_lower=Decimal(25), range_upper=Decimal(50)))
    shop.open(part(characteristic("1", "Ø20 h7", Means.MICROMETER)))
    assert typed(shop) == MICROMETER


def test_a_micrometer_put_aside_after_it_was_picked_gives_no_typed_value(shop: Shop) -> None:
    enter(shop, replace(line(MICROMETER), number="M-03"))
    shop.open(part(characteristic("1", "Ø20 h7", Means.MICROMETER)), pieces=2)
    shop.workshop.gestures.use_means("1", "M-03").result()
    assert typed(shop) == "M-03"
    shop.workshop.means.change_state("M-03", InstrumentState.PENDING, "tombé").result()
    with pytest.raises(Refusal) as refused:
        typed(shop)
    assert refused.value.message.code == "means.refused"


def test_a_value_is_typed_with_no_means_where_none_of_the_kind_is_registered(shop: Shop) -> None:
    shop.open(part(characteristic("1", "35 ±0,1", Means.CMM)))
    assert typed(shop, "35,01") is None
