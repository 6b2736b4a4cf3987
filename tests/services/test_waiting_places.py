"""Where a reading that waits goes: what it is for, in which order they are asked about, and what comes behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from metroapp.domain.measurement import BoxKey, Role
from metroapp.domain.message import Refusal
from metroapp.domain.plausibility import Doubt
from metroapp.domain.record import InspectionRecord
from metroapp.domain.record_options import RecordOptions
from metroapp.domain.specification import Means, Part
from metroapp.services import consultation
from metroapp.services.events import Proposal, ProposalsChanged
from metroapp.services.new_record import NewRecord
from tests.workbench import CALIPER, CAMILLE, CODES, INDICATOR, MICROMETER, Shop, characteristic, part

LENGTH = characteristic("1", "35 ±0,1", Means.CALIPER)
SHAFT = characteristic("2", "Ø20 h7", Means.MICROMETER)
DIAMETER = characteristic("3", "Ø20 h6", Means.COMPARISON)
FIRST, SECOND, COMPARED = BoxKey(1, "1"), BoxKey(2, "1"), BoxKey(1, "3")


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    opened = Shop(tmp_path / "atelier")
    yield opened
    opened.close()


def begin(shop: Shop, tested: Part, pieces: int = 1, **options: object) -> None:
    shop.workshop.set_options(replace(RecordOptions(), **options)).result()  # type: ignore[arg-type]
    shop.workshop.open_record(NewRecord(tested, pieces)).result()


def archived(shop: Shop) -> InspectionRecord:
    shop.settle()
    return consultation.load(shop.workspace, consultation.record_lines(shop.workspace)[0].id)


def values(shop: Shop, box: BoxKey) -> list[str]:
    return [str(one.quantity.value) for one in archived(shop).history(box) if one.quantity]


def asked_about(shop: Shop) -> tuple[Proposal, ...]:
    shop.settle()
    event = next((one for one in reversed(shop.events) if isinstance(one, ProposalsChanged)), ProposalsChanged((), 0))
    return event.proposals


def waiting(shop: Shop) -> list[tuple[str, BoxKey]]:
    return [(str(one.quantity.value), one.box) for one in asked_about(shop)]


def code_of(refusing: object) -> str:
    with pytest.raises(Refusal) as refused:
        refusing.result()  # type: ignore[attr-defined]
    return refused.value.message.code


# -- what it is for ---------------------------------------------------------------------------------------------------


def test_a_zero_that_waited_was_recorded_as_a_deviation(shop: Shop) -> None:
    begin(shop, part(LENGTH, DIAMETER))
    shop.read(INDICATOR, "0.000")
    assert [(one.box, one.role) for one in asked_about(shop)] == [(COMPARED, Role.ZERO)]
    shop.workshop.go_to(COMPARED).result()
    shop.read(INDICATOR, "-0.008")  # what waits is asked about first
    assert [one.role for one in asked_about(shop)] == [Role.ZERO, Role.DEVIATION]
    shop.workshop.gestures.take_proposed().result()
    shop.workshop.gestures.take_proposed().result()
    record = archived(shop)
    assert len(record.zero_settings) == 1 and values(shop, COMPARED) == ["19.99212"]


def test_a_deviation_is_not_taken_for_the_zero_that_was_dropped(shop: Shop) -> None:
    begin(shop, part(DIAMETER), cleaning=True)
    shop.read(INDICATOR, "0.000", "-0.008")
    shop.workshop.gestures.prepare().result()
    shop.workshop.gestures.drop_proposed().result()
    assert code_of(shop.workshop.gestures.take_proposed()) == "proposal.other_role"
    assert [one.role for one in asked_about(shop)] == [Role.DEVIATION]  # it goes on waiting
    shop.read(INDICATOR, "0.001")
    assert [one.role for one in asked_about(shop)] == [Role.ZERO, Role.DEVIATION]  # what is expected comes first
    shop.workshop.gestures.take_proposed().result()
    # It was read on the zero that was dropped: with another one it would be another size.
    assert not asked_about(shop) and values(shop, COMPARED) == []
    assert len(archived(shop).zero_settings) == 1
    assert [one.shown for one in archived(shop).dropped][-1].startswith("−0,008")


# -- behind a reading that waits for the box expected -----------------------------------------------------------------


def test_the_next_piece_took_the_box_of_a_doubtful_reading(shop: Shop) -> None:
    begin(shop, part(LENGTH), pieces=3)
    shop.read(CALIPER, "350.20", "35.01")
    assert waiting(shop) == [("350.20", FIRST), ("35.01", FIRST)] and values(shop, FIRST) == []


def test_dropped_a_doubtful_reading_leaves_its_box_to_the_one_measured_again(shop: Shop) -> None:
    begin(shop, part(LENGTH), pieces=3)
    shop.read(CALIPER, "350.20", "35.01")
    shop.workshop.gestures.drop_proposed().result()
    shop.workshop.gestures.take_proposed().result()
    assert values(shop, FIRST) == ["35.01"] and values(shop, SECOND) == []
    assert [one.shown for one in archived(shop).dropped] == ["350,20\u00a0mm"]


def test_recorded_a_doubtful_reading_sends_the_others_on_to_the_next_pieces_in_their_order(shop: Shop) -> None:
    begin(shop, part(LENGTH), pieces=4, asks=False)
    shop.read(CALIPER, "38.90", "35.01", "35.02", "35.03")
    shop.workshop.gestures.take_proposed().result()
    assert waiting(shop) == [("35.01", SECOND), ("35.02", BoxKey(3, "1")), ("35.03", BoxKey(4, "1"))]
    for _ in range(3):
        shop.workshop.gestures.take_proposed().result()
    assert [values(shop, BoxKey(piece, "1"))[0] for piece in (1, 2, 3, 4)] == ["38.90", "35.01", "35.02", "35.03"]


def test_doubtful_readings_of_a_series_were_all_asked_about_for_one_box(shop: Shop) -> None:
    begin(shop, part(LENGTH), pieces=3, asks=False)
    shop.read(CALIPER, "38.90", "38.91", "38.92")
    for _ in range(3):
        shop.workshop.gestures.take_proposed().result()
    assert [values(shop, BoxKey(piece, "1")) for piece in (1, 2, 3)] == [["38.90"], ["38.91"], ["38.92"]]
    assert archived(shop).dropped == []


def test_a_late_zero_sends_on_what_came_behind_it_as_the_deviation(shop: Shop) -> None:
    begin(shop, part(DIAMETER))
    shop.read(INDICATOR, "0.000", flags=("late",))
    shop.read(INDICATOR, "-0.008")
    assert [(one.role, one.doubt) for one in asked_about(shop)] == [(Role.ZERO, Doubt.LATE), (Role.ZERO, None)]
    shop.workshop.gestures.take_proposed().result()
    assert [one.role for one in asked_about(shop)] == [Role.DEVIATION]
    shop.workshop.gestures.take_proposed().result()
    assert values(shop, COMPARED) == ["19.99212"]


def test_a_newer_reading_went_before_those_held_while_the_post_was_locked(shop: Shop) -> None:
    begin(shop, part(LENGTH, SHAFT), pieces=2)
    shop.workshop.staff.lock().result()
    shop.read(CALIPER, "35.01")
    shop.workshop.staff.unlock(CODES[CAMILLE]).result()
    shop.read(CALIPER, "35.02")
    shop.read(MICROMETER, "19.990")
    assert values(shop, FIRST) == [] and waiting(shop) == [("19.990", BoxKey(1, "2"))]  # of this one nothing is held
    shop.workshop.gestures.drop_proposed().result()
    assert shop.workshop.take_held().result() == 2
    assert values(shop, FIRST) == ["35.01"] and waiting(shop) == [("35.02", SECOND)]


# -- the order of the questions ---------------------------------------------------------------------------------------


def test_a_doubtful_retake_behind_readings_that_wait_could_not_be_answered(shop: Shop) -> None:
    begin(shop, part(LENGTH), pieces=3)
    shop.read(CALIPER, "35.30", "35.01")
    shop.workshop.retake(FIRST, "copeau").result()
    shop.read(CALIPER, "38.90")
    assert waiting(shop) == [("38.90", FIRST), ("35.01", SECOND)]
    shop.workshop.gestures.take_proposed().result()
    assert [(str(one.quantity), one.reason) for one in archived(shop).history(FIRST)][1][1] == "copeau"
    shop.workshop.gestures.confirm().result()
    shop.workshop.gestures.take_proposed().result()
    assert values(shop, SECOND) == ["35.01"]


def test_a_doubtful_retake_is_still_one_when_its_record_comes_back(shop: Shop) -> None:
    begin(shop, part(LENGTH), pieces=3)
    shop.read(CALIPER, "35.30")
    shop.workshop.retake(FIRST, "copeau").result()
    shop.read(CALIPER, "38.90")
    id = archived(shop).header.id
    begin(shop, part(SHAFT))
    shop.workshop.resume(id).result()
    shop.workshop.go_to(SECOND).result()
    assert waiting(shop) == [("38.90", FIRST)]
    shop.workshop.gestures.take_proposed().result()  # measuring it again is the answer to the bad value
    shop.settle()
    history = consultation.load(shop.workspace, id).history(FIRST)
    assert [one.reason for one in history] == ["", "copeau"] and history[1].replaces == history[0].id


def test_a_key_is_about_the_reading_that_was_shown(shop: Shop) -> None:
    begin(shop, part(LENGTH, SHAFT), pieces=2)
    shop.read(MICROMETER, "19.990")
    (shown,) = asked_about(shop)
    shop.read(CALIPER, "38.90")  # it is asked about first now
    assert asked_about(shop)[0].instrument == CALIPER
    shop.workshop.gestures.take_proposed(shown.number).result()
    assert values(shop, BoxKey(1, "2")) == ["19.990"] and values(shop, FIRST) == []
    assert code_of(shop.workshop.gestures.drop_proposed(shown.number)) == "proposal.none"


def test_a_thousand_readings_that_wait_are_counted_and_the_first_ones_said(shop: Shop) -> None:
    begin(shop, part(LENGTH), pieces=30, cleaning=True)
    shop.read(CALIPER, *["35.00"] * 25)
    event = shop.last(ProposalsChanged)
    assert isinstance(event, ProposalsChanged) and (event.count, len(event.proposals)) == (25, 20)
