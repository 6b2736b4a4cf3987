"""A reading that cannot be right is shown and asked about before it is recorded; nothing else is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from metroapp.domain.measurement import BoxKey
from metroapp.domain.plausibility import Doubt
from metroapp.domain.record import InspectionRecord
from metroapp.domain.record_options import RecordOptions
from metroapp.domain.specification import Means
from metroapp.services.events import ProposalsChanged
from metroapp.services.new_record import NewRecord
from tests.workbench import MICROMETER, Shop, characteristic, part

BOX = BoxKey(1, "1")


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    opened = Shop(tmp_path / "atelier")
    opened.workshop.set_options(replace(RecordOptions(), cleaning=False)).result()
    opened.workshop.open_record(NewRecord(part(characteristic("1", "Ø20 h7", Means.MICROMETER)), 2)).result()
    yield opened
    opened.close()


def record(shop: Shop) -> InspectionRecord:
    inspection = shop.workshop._inspection
    assert inspection is not None
    return inspection.record


def proposed(shop: Shop) -> list[tuple[str, Doubt | None]]:
    last = [event for event in shop.events if isinstance(event, ProposalsChanged)][-1]
    return [(str(one.quantity.value), one.doubt) for one in last.proposals]


@pytest.mark.parametrize(
    ("value", "doubt"), [("0.787", Doubt.INCHES), ("22.500", Doubt.FAR), ("508.000", Doubt.MILLIMETRES)]
)
def test_a_doubtful_reading_is_held_and_recorded_after_one_confirmation(shop: Shop, value: str, doubt: Doubt) -> None:
    shop.read(MICROMETER, value)
    assert proposed(shop) == [(value, doubt)]
    assert record(shop).measurement(BOX) is None
    shop.workshop.gestures.take_proposed().result()
    found = record(shop).measurement(BOX)
    assert found is not None and str(found.quantity.value if found.quantity else "") == value
    assert found.inputs[0].frame is not None and f"confirmed={doubt.value}" in found.inputs[0].frame.flags


def test_a_doubtful_reading_that_is_dropped_stays_with_the_record_as_not_taken(shop: Shop) -> None:
    shop.read(MICROMETER, "0.787")
    shop.workshop.gestures.drop_proposed().result()
    shop.read(MICROMETER, "19.990")
    found = record(shop).measurement(BOX)
    assert found is not None and str(found.quantity.value if found.quantity else "") == "19.990"
    assert [one.shown for one in record(shop).dropped] == ["0,787\u00a0mm"]


def test_a_late_answer_is_asked_about_even_when_it_is_plausible(shop: Shop) -> None:
    shop.read(MICROMETER, "19.990", flags=("late",))
    assert proposed(shop) == [("19.990", Doubt.LATE)]


def test_a_bad_value_that_is_likely_is_recorded_at_once(shop: Shop) -> None:
    shop.read(MICROMETER, "19.950")
    assert record(shop).measurement(BOX) is not None


def test_a_frame_shorter_than_those_before_it_is_asked_about(shop: Shop) -> None:
    shop.read(MICROMETER, "19.990", flags=("short",))
    assert proposed(shop) == [("19.990", Doubt.DIGIT_LOST)]
