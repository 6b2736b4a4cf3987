"""What is expected outlives the program: a jump, the reason of a retake, the elementary readings already taken."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from metroapp.domain.callout import Nature
from metroapp.domain.comparing import Displacement
from metroapp.domain.measurement import BoxKey, Role
from metroapp.domain.quantity import Unit
from metroapp.domain.record import InspectionRecord
from metroapp.domain.record_options import RecordOptions
from metroapp.domain.sorting import BoxStatus
from metroapp.domain.specification import Means
from metroapp.domain.sweep import Given, Sweep
from metroapp.services import consultation
from metroapp.services.bench_views import Expectation
from metroapp.services.columns import Columns
from metroapp.services.comparators import Comparators
from metroapp.services.events import Expected
from metroapp.services.kept_awaited import KeptAwaited
from metroapp.wording import measuring as words
from tests.workbench import CALIPER, COLUMN, INDICATOR, MICROMETER, Shop, characteristic, part

LENGTH = characteristic("1", "35 ±0,1", Means.CALIPER)
SHAFT = characteristic("2", "Ø20 h7", Means.MICROMETER)
COMPARED = characteristic("3", "Ø20 js9", Means.COMPARISON)
BORE = characteristic("4", "Ø16 H7", Means.HEIGHT_GAUGE, nature=Nature.INTERNAL)
FIRST = BoxKey(1, "1")
Crash = Callable[[], Shop]


HOLE = characteristic("5", "Ø20 H7", Means.MICROMETER)
PLACE = characteristic("6", "position Ø0,1 Ⓜ A", Means.CMM, size_balloon="5")


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    opened = Shop(tmp_path / "before")
    yield opened
    opened.close()


@pytest.fixture
def crash(shop: Shop, tmp_path: Path) -> Iterator[Crash]:
    """The files as a power cut leaves them, opened again with the record left open."""
    opened: list[Shop] = []

    def after() -> Shop:
        shop.settle()
        place = tmp_path / f"after-{len(opened)}"
        shutil.copytree(shop.workspace.root, place, ignore=shutil.ignore_patterns("*.lock", "backups"))
        again = Shop(place)
        opened.append(again)
        again.workshop.resume(record_of(again).header.id).result()
        return again

    yield after
    for again in opened:
        again.close()


def record_of(shop: Shop) -> InspectionRecord:
    shop.settle()
    return consultation.load(shop.workspace, consultation.record_lines(shop.workspace)[0].id)


def expected(shop: Shop) -> Expectation:
    shop.settle()
    event = shop.last(Expected)
    assert isinstance(event, Expected) and event.expectation is not None
    return event.expectation


def test_a_crash_lands_on_the_box_that_somebody_went_to(shop: Shop, crash: Crash) -> None:
    """Seen: after a jump to the third piece, the program that came back asked for the first one."""
    shop.open(part(LENGTH, SHAFT), pieces=3)
    shop.read(CALIPER, "35.00")
    shop.workshop.go_to(BoxKey(3, "2")).result()
    assert expected(crash()).box == BoxKey(3, "2")


def test_a_crash_keeps_the_reason_of_a_retake(shop: Shop, crash: Crash) -> None:
    """Seen: the reason was lost, and the box after it was expected."""
    shop.open(part(LENGTH, SHAFT), pieces=2)
    shop.read(CALIPER, "35.30")
    shop.workshop.retake(FIRST, "copeau").result()
    again = crash()
    assert (expected(again).box, expected(again).retake_reason) == (FIRST, "copeau")
    again.read(CALIPER, "35.00")
    assert [one.reason for one in record_of(again).history(FIRST)] == ["", "copeau"]


def test_a_crash_keeps_the_elementary_readings_already_taken(shop: Shop, crash: Crash) -> None:
    """Seen: of three readings of a size, the two that were there had to be taken again, with no trace of them."""
    shop.open(part(replace(LENGTH, readings=3)))
    shop.read(CALIPER, "35.010", "35.02")
    again = crash()
    assert (expected(again).step, [str(one.value) for one in expected(again).received]) == (3, ["35.010", "35.02"])
    again.read(CALIPER, "35.03")
    found = record_of(again).measurement(FIRST)
    assert found is not None and [given.frame.raw for given in found.inputs if given.frame] == [
        b"01A35.010\r",
        b"01A35.02\r",
        b"01A35.03\r",
    ]


def test_a_typed_elementary_reading_keeps_its_reason_through_a_crash(shop: Shop, crash: Crash) -> None:
    shop.open(part(replace(LENGTH, readings=2)))
    shop.workshop.type_value("35,01", "câble débranché").result()
    again = crash()
    again.read(CALIPER, "35.02")
    found = record_of(again).measurement(FIRST)
    assert found is not None and found.reason == "câble débranché"


def test_a_zero_to_be_set_again_is_still_to_be_set_after_a_crash(shop: Shop, crash: Crash) -> None:
    shop.open(part(COMPARED))
    shop.read(INDICATOR, "0.000", "0.010")
    shop.workshop.retake(BoxKey(1, "3"), "choc", zero_again=True).result()
    assert expected(crash()).role is Role.ZERO
    shop.read(INDICATOR, "0.001")
    assert expected(crash()).role is Role.DEVIATION


def test_what_is_recorded_is_not_expected_again_after_a_crash(shop: Shop, crash: Crash) -> None:
    shop.open(part(replace(LENGTH, readings=2), SHAFT), pieces=2)
    shop.workshop.go_to(BoxKey(2, "1")).result()
    state = shop.workshop._opened.state
    kept = state.under("awaited.")
    shop.read(CALIPER, "35.01", "35.02")
    assert not state.under("awaited.")  # the record says the rest by itself
    for key, text in kept.items():  # the program was stopped before it could forget it
        state.put(key, text)
    assert expected(crash()).box == BoxKey(2, "2")


def test_readings_kept_as_not_taken_do_not_come_back_with_a_crash(shop: Shop, crash: Crash) -> None:
    shop.open(part(replace(LENGTH, readings=2)))
    shop.read(CALIPER, "35.51")
    state = shop.workshop._opened.state
    kept = state.under("awaited.")
    shop.workshop.gestures.undo().result()
    for key, text in kept.items():
        state.put(key, text)
    again = crash()
    assert (expected(again).box, expected(again).step) == (FIRST, 1) and len(record_of(again).dropped) == 1


@pytest.mark.parametrize("text", ["", "{", "[]", '{"before":["P1",3],"awaited":{"box":[9,"7",""]},"zero_again":[]}'])
def test_a_damaged_line_of_state_takes_no_record_away(shop: Shop, crash: Crash, text: str) -> None:
    shop.open(part(LENGTH, SHAFT))
    shop.read(CALIPER, "35.00")
    shop.workshop._opened.state.put(f"awaited.{record_of(shop).header.id}", text)
    again = crash()
    assert expected(again).box == BoxKey(1, "2")
    again.read(MICROMETER, "19.990")
    assert record_of(again).status(BoxKey(1, "2")) is BoxStatus.CONFORMING


def test_a_second_reading_is_still_asked_for_after_a_crash(shop: Shop, crash: Crash) -> None:
    shop.workshop.set_options(replace(RecordOptions(), asks=False)).result()
    shop.open(part(LENGTH), pieces=2)
    shop.read(CALIPER, "35.30")
    shop.workshop.retake(FIRST, "copeau").result()
    shop.read(CALIPER, "35.00")
    again = crash()
    assert (expected(again).box, expected(again).retake_reason) == (FIRST, words.SECOND_READING)


def test_probings_go_on_after_a_crash(shop: Shop, crash: Crash) -> None:
    shop.open(part(BORE))
    shop.read(COLUMN, "10.000")
    again = crash()
    again.read(COLUMN, "21.010")
    found = record_of(again).measurement(BoxKey(1, "4"))
    assert found is not None and str(found.quantity.value if found.quantity else "") == "16.006"


def test_the_samples_of_a_sweep_under_a_reading_are_kept_with_it(shop: Shop) -> None:
    shop.open(part(replace(LENGTH, readings=2)))
    shop.read(CALIPER, "35.010")
    record, state = record_of(shop), shop.workshop._opened.state
    values, offsets = [Decimal("35.000"), Decimal("35.010"), Decimal("34.99")], [0, 7, 1030]
    inspection = shop.workshop._inspection
    assert inspection is not None
    sweep = Sweep.of(CALIPER, Unit.MM, values, offsets)
    awaited = replace(inspection.awaited, sweeps=[(sweep, Given.MAXIMUM)], simulated=True, typed_because=["motif"])
    comparators = Comparators({"1"}, {"1"}, {"1": Displacement(Decimal("-0.10"), None)})
    columns = Columns({"H-04"}, {"H-04"}, "BE-10")
    KeptAwaited(state, record.header.id).keep(inspection.next_id, awaited, comparators, columns)
    assert KeptAwaited(state, record.header.id).read(record) == (awaited, comparators, columns)


def test_a_box_that_its_bonus_makes_good_again_is_the_next_one(shop: Shop, crash: Crash) -> None:
    """Seen: a larger hole gave a position its bonus back, and its second reading was left to be thought of."""
    shop.workshop.set_options(RecordOptions(asks=False, cleaning=False)).result()
    shop.open(part(HOLE, PLACE), pieces=2)
    shop.read(MICROMETER, "20.002")
    shop.workshop.type_value("0,110", "sans câble").result()  # more than its limit and this bonus
    shop.workshop.retake(BoxKey(1, "5"), "copeau").result()
    shop.read(MICROMETER, "20.015")
    place = BoxKey(1, "6")
    assert record_of(shop).awaits_second(place)
    for one in (shop, crash()):
        assert (expected(one).box, expected(one).retake_reason) == (place, words.SECOND_READING)
    shop.workshop.type_value("0,111", "sans câble").result()
    assert expected(shop).box == place  # two good readings after the bad one
    shop.workshop.type_value("0,112", "sans câble").result()
    assert record_of(shop).status(place) is BoxStatus.CONFORMING
    assert expected(shop).box == BoxKey(2, "5")
