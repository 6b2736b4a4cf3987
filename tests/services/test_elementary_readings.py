"""The elementary readings under one value: of one instrument, and none is ever taken back without a trace."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from metroapp.domain.callout import Nature
from metroapp.domain.decision_rule import DecisionRule, RuleName
from metroapp.domain.measurement import BoxKey, Origin
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import Quantity
from metroapp.domain.record import InspectionRecord
from metroapp.domain.sorting import BoxStatus
from metroapp.domain.specification import Means
from metroapp.services import consultation
from metroapp.services.events import Expected, ProposalsChanged, Refused
from metroapp.wording.sentences import sentence
from tests.workbench import (
    CALIPER,
    COLUMN,
    INDICATOR,
    INSTRUMENTS,
    SIGNED_BY_CAMILLE,
    Shop,
    characteristic,
    part,
)

LENGTH = characteristic("1", "35 ±0,1", Means.CALIPER)
THREE_PLACES = replace(LENGTH, readings=3)
SHAFT = characteristic("2", "Ø20 h7", Means.MICROMETER)
COMPARED = characteristic("3", "Ø20 js9", Means.COMPARISON)
BORE = characteristic("4", "Ø16 H7", Means.HEIGHT_GAUGE, nature=Nature.INTERNAL)
GUARDED = replace(LENGTH, rule=DecisionRule(RuleName.ISO_14253_1))
REPEATING = replace(
    INSTRUMENTS[0], uncertainty=Quantity(Decimal("0.02")), repeatability=Quantity(Decimal("0.019"))
)  # most of its uncertainty
FIRST = BoxKey(1, "1")


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    opened = Shop(tmp_path)
    yield opened
    opened.close()


def archived(shop: Shop) -> InspectionRecord:
    shop.settle()
    return consultation.load(shop.workspace, consultation.record_lines(shop.workspace)[0].id)


def not_taken(shop: Shop) -> list[tuple[str, str, BoxKey | None]]:
    return [(one.instrument, one.shown, one.box) for one in archived(shop).dropped]


def refusals(shop: Shop) -> list[str]:
    return [event.refusal.code for event in shop.all(Refused) if isinstance(event, Refused)]


def expected(shop: Shop) -> tuple[BoxKey, int]:
    event = shop.last(Expected)
    assert isinstance(event, Expected) and event.expectation is not None
    return event.expectation.box, event.expectation.step


def test_a_mean_that_is_begun_again_until_it_is_good_leaves_its_readings(shop: Shop) -> None:
    """Seen: 35,13 was read for a mean, undone, and read again until the mean was good: nothing of it stayed."""
    shop.workshop.means.enter([REPEATING], []).result()
    shop.open(part(GUARDED))
    shop.read(CALIPER, "35.09")
    shop.workshop.average(FIRST, 2).result()
    shop.read(CALIPER, "35.13")
    shop.workshop.gestures.undo().result()
    assert not_taken(shop) == [(CALIPER, "35,13\u00a0mm", FIRST)]
    assert expected(shop) == (FIRST, 1)
    shop.read(CALIPER, "35.03", "35.05")
    assert archived(shop).status(FIRST) is BoxStatus.CONFORMING and len(archived(shop).dropped) == 1


@pytest.mark.parametrize("leaving", ["undo", "go_to", "retake", "another record", "impossible", "closing"])
def test_elementary_readings_left_behind_are_kept_as_not_taken(shop: Shop, leaving: str) -> None:
    shop.open(part(THREE_PLACES, SHAFT))
    workshop = shop.workshop
    if leaving == "retake":
        shop.read(CALIPER, "35.01", "35.02", "35.03")
        workshop.retake(FIRST, "copeau").result()
    shop.read(CALIPER, "35.51", "35.02")
    match leaving:
        case "undo":
            workshop.gestures.undo().result()
        case "go_to":
            workshop.go_to(BoxKey(1, "2")).result()
        case "retake":
            workshop.retake(FIRST, "bavure").result()
        case "impossible":
            workshop.declare_impossible("inaccessible").result()
        case "closing":
            workshop.close_record(SIGNED_BY_CAMILLE).result()
        case _:
            id = archived(shop).header.id
            shop.open(part(LENGTH))
            workshop.resume(id).result()
    record = consultation.load(shop.workspace, consultation.record_lines(shop.workspace)[-1].id)
    assert [(one.shown, one.box) for one in record.dropped] == [("35,51\u00a0mm", FIRST), ("35,02\u00a0mm", FIRST)]
    assert all(one.raw.startswith(b"01A35.") for one in record.dropped)


def test_an_elementary_reading_that_was_typed_is_kept_as_not_taken_too(shop: Shop) -> None:
    shop.open(part(THREE_PLACES))
    shop.workshop.type_value("35,51", "câble débranché").result()
    shop.workshop.gestures.undo().result()
    assert not_taken(shop) == [("", "35,51\u00a0mm, tapée au clavier", FIRST)]


def test_two_probings_that_give_no_size_are_kept_as_not_taken(shop: Shop) -> None:
    outside = replace(BORE, nature=Nature.EXTERNAL)
    shop.open(part(outside))
    shop.read(COLUMN, "10.000", "9.000")
    assert refusals(shop) == ["probing.too_close"]
    assert [shown for _number, shown, _box in not_taken(shop)] == ["10,000\u00a0mm", "9,000\u00a0mm"]
    assert expected(shop) == (BoxKey(1, "4"), 1)


def test_a_height_typed_after_one_that_was_read_makes_the_value_with_it(shop: Shop) -> None:
    shop.open(part(BORE))
    shop.read(COLUMN, "10.000")
    shop.workshop.type_value("21,014", "câble débranché").result()
    found = archived(shop).measurement(BoxKey(1, "4"))
    assert found is not None and found.quantity is not None and found.origin is Origin.TYPED
    assert (str(found.quantity.value), found.reason, not_taken(shop)) == ("16.010", "câble débranché", [])
    assert [one.frame is None for one in found.inputs] == [False, True, True]


def test_repeated_readings_that_do_not_agree_give_no_mean(shop: Shop) -> None:
    """Seen: 35,30 and 34,70 gave a mean of 35 that bore itself out."""
    shop.workshop.means.enter([REPEATING], []).result()
    shop.open(part(GUARDED))
    shop.read(CALIPER, "35.09")
    shop.workshop.average(FIRST, 2).result()
    shop.read(CALIPER, "35.30", "34.70")
    refused = shop.last(Refused)
    assert isinstance(refused, Refused) and refused.refusal.code == "repeat.not_concordant"
    assert "les 2 lectures diffèrent de 0,60 mm" in sentence(refused.refusal)
    assert [shown for _number, shown, _box in not_taken(shop)] == ["35,30\u00a0mm", "34,70\u00a0mm"]
    assert expected(shop) == (FIRST, 1) and len(archived(shop).history(FIRST)) == 1
    shop.read(CALIPER, "35.03", "35.05")
    assert archived(shop).status(FIRST) is BoxStatus.CONFORMING


def test_a_mean_has_the_readings_of_one_instrument_only(shop: Shop) -> None:
    """Seen: the second reading of a mean came from another caliper, and the uncertainty was that of the first one."""
    other = replace(REPEATING, number="PC-02", uncertainty=Quantity(Decimal("0.2")))
    shop.workshop.means.enter([REPEATING, other], []).result()
    shop.open(part(GUARDED))
    shop.read(CALIPER, "35.09")
    shop.workshop.average(FIRST, 2).result()
    shop.read(CALIPER, "35.03")
    shop.read("PC-02", "35.03")
    assert refusals(shop) == ["reading.begun_with_other"] and expected(shop) == (FIRST, 2)
    shop.read(CALIPER, "35.04")
    last = archived(shop).measurement(FIRST)
    assert last is not None and {given.frame.instrument for given in last.inputs if given.frame} == {CALIPER}


def test_the_reading_of_another_instrument_waits_for_a_box_that_is_not_begun(shop: Shop) -> None:
    """Seen: a bore was probed with one column and then with another, whose constant was taken."""
    shop.workshop.means.enter([replace(INSTRUMENTS[3], number="H-99", probe_constant=Decimal(1))], []).result()
    shop.open(part(BORE), pieces=2)
    shop.read(COLUMN, "10.000")
    shop.read("H-99", "21.010")
    waiting = shop.last(ProposalsChanged)
    assert isinstance(waiting, ProposalsChanged)
    assert [(one.instrument, one.box) for one in waiting.proposals] == [("H-99", BoxKey(2, "4"))]
    assert archived(shop).measurement(BoxKey(1, "4")) is None


def test_a_comparator_compares_with_its_own_zero(shop: Shop) -> None:
    """Seen: the zero of one comparator and the deviation of another made one size."""
    shop.workshop.means.enter([replace(INSTRUMENTS[2], number="C-99")], []).result()
    shop.open(part(COMPARED))
    shop.read(INDICATOR, "0.000")
    shop.read("C-99", "0.010")
    assert refusals(shop) == ["reading.begun_with_other"] and archived(shop).measurement(BoxKey(1, "3")) is None
    shop.workshop.gestures.undo().result()  # the zero was the last thing done: it is set again, with the other one
    shop.read("C-99", "0.000", "0.010")
    found = archived(shop).measurement(BoxKey(1, "3"))
    assert found is not None and found.instrument == "C-99" and archived(shop).zeros["3"].instrument == "C-99"


def test_undoing_a_zero_cancels_no_value_of_another_box(shop: Shop) -> None:
    shop.open(part(LENGTH, COMPARED))
    shop.read(CALIPER, "35.00")
    shop.read(INDICATOR, "0.000")
    shop.workshop.gestures.undo().result()
    assert expected(shop) == (BoxKey(1, "3"), 1) and not archived(shop).cancelled
    shop.workshop.gestures.undo().result()
    assert expected(shop) == (FIRST, 1) and len(archived(shop).cancelled) == 1


def test_the_lengths_of_a_formula_may_come_from_several_instruments(shop: Shop) -> None:
    shop.workshop.means.enter([replace(INSTRUMENTS[0], number="PC-02")], []).result()
    computed = characteristic("5", "30 ±0,1", Means.CALIPER, formula="a - b")
    shop.open(part(computed))
    shop.read(CALIPER, "40.00")
    shop.read("PC-02", "10.00")
    assert archived(shop).status(BoxKey(1, "5")) is BoxStatus.CONFORMING


def test_a_full_disk_takes_no_elementary_reading(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    shop.open(part(THREE_PLACES))
    state = shop.workshop._opened.state

    def full(key: str, value: str) -> None:
        raise Refusal("workspace.full")

    with monkeypatch.context() as patched:
        patched.setattr(state, "put", full)
        shop.read(CALIPER, "35.01")
        assert refusals(shop) == ["workspace.full"] and expected(shop) == (FIRST, 1)
    shop.read(CALIPER, "35.01")
    assert expected(shop) == (FIRST, 2)


def test_a_reading_that_waited_and_spoils_a_mean_is_kept_once(shop: Shop) -> None:
    shop.workshop.means.enter([REPEATING], []).result()
    shop.open(part(GUARDED))
    shop.read(CALIPER, "35.09")
    shop.workshop.average(FIRST, 2).result()
    shop.read(CALIPER, "35.01")
    shop.read(CALIPER, "38.01")  # so far from the limits that it is asked about
    with pytest.raises(Refusal) as refused:
        shop.workshop.gestures.take_proposed().result()
    assert refused.value.message.code == "repeat.not_concordant"
    assert [shown for _number, shown, _box in not_taken(shop)] == ["35,01\u00a0mm", "38,01\u00a0mm"]
    waiting = shop.last(ProposalsChanged)
    assert isinstance(waiting, ProposalsChanged) and not waiting.proposals
