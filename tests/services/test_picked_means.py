"""Means that no frame identifies: scanned or picked, kept with the value, refused like the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from metroapp.domain.acceptance import Verdict
from metroapp.domain.callout import Nature
from metroapp.domain.instrument import Instrument, InstrumentKind, InstrumentState
from metroapp.domain.measurement import BoxKey, Observation
from metroapp.domain.message import Refusal
from metroapp.domain.record import InspectionRecord
from metroapp.domain.specification import BoxCode, Means
from metroapp.services import consultation
from metroapp.services.bench_views import Expectation
from metroapp.services.events import Expected
from tests.workbench import CALIPER, INSTRUMENTS, Shop, characteristic, part

PASSES, STOPS = Observation.PASSES, Observation.DOES_NOT_PASS
GO, NO_GO = BoxKey(1, "1", BoxCode.GO), BoxKey(1, "1", BoxCode.NO_GO)
THREAD = characteristic("1", "M8-6H", Means.THREAD_PLUG)
BORE = characteristic("1", "Ø20 H7", Means.LIMIT_GAUGE, nature=Nature.INTERNAL)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    opened = Shop(tmp_path)
    yield opened
    opened.close()


def enter(shop: Shop, *means: Instrument) -> None:
    shop.workshop.means.enter(list(means), []).result()


def plug(number: str, checks: str = "", kind: InstrumentKind = InstrumentKind.THREAD_PLUG, **facts: Any) -> Instrument:
    return Instrument(number, "Tampon", kind, checks=checks, **facts)


def archived(shop: Shop) -> InspectionRecord:
    return consultation.load(shop.workspace, consultation.record_lines(shop.workspace)[0].id)


def instrument_of(shop: Shop, box: BoxKey) -> str | None:
    found = archived(shop).measurement(box)
    assert found is not None
    return found.instrument


def expected(shop: Shop) -> Expectation:
    event = shop.last(Expected)
    assert isinstance(event, Expected) and event.expectation is not None
    return event.expectation


def observe(shop: Shop, *seen: Observation) -> None:
    for one in seen:
        shop.workshop.observe(one).result()


def code_of(future: Any) -> str:
    with pytest.raises(Refusal) as refused:
        future.result()
    return refused.value.message.code


def test_the_only_gauge_goes_without_saying(shop: Shop) -> None:
    shop.open(part(THREAD))
    assert expected(shop).in_hand == "TF-08"
    observe(shop, PASSES, STOPS)
    assert {instrument_of(shop, box) for box in (GO, NO_GO)} == {"TF-08"}


def test_a_gauge_for_another_thread_is_not_one_of_them(shop: Shop) -> None:
    enter(shop, plug("TF-10", "M10-6H"), plug("TF-08", "M8-6H"))
    shop.open(part(THREAD))
    observe(shop, PASSES)
    assert instrument_of(shop, GO) == "TF-08"
    assert code_of(shop.workshop.gestures.use_means("1", "TF-10")) == "means.refused"


def test_where_several_gauges_fit_the_operator_says_which_one_for_each_side(shop: Shop) -> None:
    enter(shop, plug("TF-E", "M8-6H"), plug("TF-NE", "M8-6H"))
    shop.open(part(THREAD), pieces=2)
    assert expected(shop).in_hand is None and len(expected(shop).instruments) == 3
    assert code_of(shop.workshop.observe(PASSES)) == "means.to_pick"
    shop.workshop.gestures.use_means("1", "TF-E").result()
    assert expected(shop).in_hand == "TF-E"
    observe(shop, PASSES)
    assert code_of(shop.workshop.observe(STOPS)) == "means.to_pick"
    shop.workshop.gestures.use_means("1", "TF-NE").result()
    observe(shop, STOPS, Observation.CONFORMING, PASSES, STOPS)  # the next piece too
    assert (instrument_of(shop, GO), instrument_of(shop, NO_GO)) == ("TF-E", "TF-NE")
    assert instrument_of(shop, GO._replace(piece=2)) == "TF-E"


def test_the_gauge_used_last_is_still_in_the_hand_when_the_record_is_resumed(shop: Shop) -> None:
    enter(shop, plug("TF-E"))
    shop.open(part(THREAD), pieces=2)
    shop.workshop.gestures.use_means("1", "TF-E").result()
    observe(shop, PASSES)
    shop.resume_last().result()
    shop.workshop.go_to(GO._replace(piece=2)).result()
    assert expected(shop).in_hand == "TF-E"


def test_what_no_registered_gauge_fits_is_seen_as_before(shop: Shop) -> None:
    shop.open(part(characteristic("1", "M8-6g", Means.THREAD_RING)))
    observe(shop, PASSES, STOPS)
    assert instrument_of(shop, GO) is None and archived(shop).sorting().conforming == 1


def test_a_picked_gauge_that_is_overdue_is_refused(shop: Shop) -> None:
    enter(shop, plug("TF-2", due=date(2020, 1, 1)))
    shop.open(part(THREAD))
    assert code_of(shop.workshop.gestures.use_means("1", "TF-2")) == "means.refused"
    observe(shop, PASSES)
    assert instrument_of(shop, GO) == "TF-08"  # the only one that is offered


def test_a_gauge_that_is_withdrawn_after_it_was_picked_is_refused(shop: Shop) -> None:
    enter(shop, plug("TF-2"))
    shop.open(part(THREAD))
    shop.workshop.gestures.use_means("1", "TF-2").result()
    shop.workshop.means.change_state("TF-08", InstrumentState.WITHDRAWN, "usé").result()
    shop.workshop.means.change_state("TF-2", InstrumentState.WITHDRAWN, "usé").result()
    assert code_of(shop.workshop.observe(PASSES)) == "means.refused"


def test_a_means_of_another_kind_or_unknown_is_not_picked(shop: Shop) -> None:
    shop.open(part(THREAD))
    assert code_of(shop.workshop.gestures.use_means("1", CALIPER)) == "means.other_kind"
    assert code_of(shop.workshop.gestures.use_means("1", "X-99")) == "means.unknown"
    assert code_of(shop.workshop.gestures.use_means("7", "TF-08")) == "record.unknown_box"
    enter(shop, plug("TF-NEW"))
    assert code_of(shop.workshop.gestures.use_means("1", "TF-NEW")) == "means.entered_since"


def test_the_instrument_of_a_typed_value_is_the_one_picked(shop: Shop) -> None:
    protractor = next(one for one in INSTRUMENTS if one.number == "RA-09")
    enter(shop, replace(protractor, number="RA-10"))
    shop.open(part(characteristic("1", "30° ±1°", Means.PROTRACTOR)))
    shop.workshop.gestures.use_means("1", "RA-10").result()
    assert expected(shop).in_hand == "RA-10"
    shop.workshop.type_value("30", "sans câble").result()
    assert instrument_of(shop, BoxKey(1, "1")) == "RA-10"


def test_a_plain_gauge_says_go_and_no_go_of_a_bore(shop: Shop) -> None:
    plain = InstrumentKind.PLAIN_PLUG
    enter(shop, plug("TL-20", "Ø20 H7", plain), plug("TL-18", "Ø18 H7", plain))
    shop.open(part(BORE))
    observe(shop, PASSES, PASSES)
    record = archived(shop)
    assert [record.verdict(box) for box in (GO, NO_GO)] == [Verdict.CONFORMING, Verdict.NONCONFORMING]
    assert instrument_of(shop, GO) == "TL-20"


def test_the_gauge_of_a_minor_diameter_is_kept_where_it_is_scanned(shop: Shop) -> None:
    enter(shop, plug("TL-6", kind=InstrumentKind.PLAIN_PLUG))
    shop.open(part(THREAD), pieces=2)
    observe(shop, PASSES, STOPS, Observation.CONFORMING)
    plain = BoxKey(1, "1", BoxCode.PLAIN)
    assert instrument_of(shop, plain) is None  # nothing says what it is for
    observe(shop, PASSES, STOPS)
    shop.workshop.gestures.use_means("1", "TL-6").result()
    observe(shop, Observation.CONFORMING)
    assert instrument_of(shop, plain._replace(piece=2)) == "TL-6"
