"""The zeros of a comparator: taken three times, read once more, and what a drift takes back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from metroapp.domain.comparing import Comparing
from metroapp.domain.measurement import BoxKey, Role
from metroapp.domain.message import Refusal
from metroapp.domain.record_options import RecordOptions
from metroapp.domain.sorting import BoxStatus, Disposition
from metroapp.domain.specification import Characteristic
from metroapp.services import consultation
from metroapp.services.events import BoxRecorded, ProposalsChanged, RecheckRecorded, ZeroRecorded
from tests.services.comparisons import COMPARED, OTHER, UNPROVEN_MOUNTING, Comparator
from tests.workbench import INDICATOR, INSTRUMENTS, SIGNED_BY_CAMILLE

EVERY_TWO = replace(UNPROVEN_MOUNTING, recheck_every=2)
Opened = Callable[..., Comparator]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    made: list[Comparator] = []

    def open_one(
        comparing: Comparing = UNPROVEN_MOUNTING,
        *compared: Characteristic,
        pieces: int = 3,
        options: RecordOptions | None = None,
    ) -> Comparator:
        asked = {} if options is None else {"options": options}
        made.append(Comparator.opened(tmp_path / "shop", comparing, *compared, pieces=pieces, **asked))
        return made[-1]

    yield open_one
    for one in made:
        one.close()


def code(future: Future[object]) -> str:
    with pytest.raises(Refusal) as refused:
        future.result()
    return refused.value.message.code


# -- three zeros within one digit -------------------------------------------------------------------------------------


def test_the_zero_is_the_median_of_three_and_all_are_kept(opened: Opened) -> None:
    bench = opened()
    assert bench.awaits == (1, "1", Role.ZERO)
    bench.read("0.002", "0.001")
    assert bench.expected is not None and (bench.expected.place, bench.expected.places) == (3, 3)
    assert bench.shop.all(ZeroRecorded) == []
    bench.read("0.001")
    setting = bench.record.zeros["1"]
    assert [str(one.quantity.value) for one in setting.zeros] == ["0.002", "0.001", "0.001"]
    assert str(setting.zero.quantity.value) == "0.001" and setting.blocks == ("CE-20",)
    assert bench.awaits == (1, "1", Role.DEVIATION)
    bench.read("-0.008")
    assert bench.size(1) == "19.99112"


def test_zeros_that_do_not_repeat_are_kept_as_not_taken_and_asked_again(opened: Opened) -> None:
    bench = opened()
    bench.read("0.000", "0.001", "0.002")
    assert bench.refused == "comparison.zero_not_repeated"
    assert bench.record.zeros == {} and [one.shown for one in bench.record.dropped] == [
        "0,000\u00a0mm", "0,001\u00a0mm", "0,002\u00a0mm",
    ]  # fmt: skip
    assert bench.awaits == (1, "1", Role.ZERO)
    bench.zero()
    bench.read("0.000")
    assert bench.size(1) == "20.00012"


def test_one_zero_is_enough_where_the_workshop_says_so(opened: Opened) -> None:
    bench = opened(replace(UNPROVEN_MOUNTING, zero_readings=1, rechecks=False))
    bench.read("0.002", "-0.008", "0.003", "0.000")
    assert [bench.size(piece) for piece in (1, 2, 3)] == ["19.99012", "20.00112", "19.99812"]
    bench.shop.workshop.close_record(SIGNED_BY_CAMILLE).result()


def test_the_certified_length_and_its_uncertainty_are_those_of_the_stack(opened: Opened) -> None:
    bench = opened()
    bench.zero()
    setting = bench.record.zeros["1"]
    assert (setting.certified, setting.uncertainty) == (Decimal("20.00012"), Decimal("0.000346411"))


# -- read once more ---------------------------------------------------------------------------------------------------


def test_the_record_is_not_closed_before_the_zero_was_read_once_more(opened: Opened) -> None:
    bench = opened()
    bench.zero()
    bench.read("-0.001", "-0.002", "-0.003")
    assert bench.awaits == (3, "1", Role.RECHECK)
    assert code(bench.shop.workshop.close_record(SIGNED_BY_CAMILLE)) == "zero.recheck_missing"
    assert bench.record.closing is None
    bench.read("0.001")
    assert bench.expected is None and [one.has_drifted for one in bench.record.rechecks] == [False]
    bench.shop.workshop.close_record(SIGNED_BY_CAMILLE).result()
    assert bench.record.sorting().conforming == 3


def test_a_record_ended_early_is_closed_after_its_re_check_too(opened: Opened) -> None:
    bench = opened()
    bench.zero()
    bench.read("-0.001")
    assert code(bench.shop.workshop.close_record(SIGNED_BY_CAMILLE)) == "zero.recheck_missing"
    bench.shop.workshop.gestures.recheck_zero().result()
    assert bench.awaits == (2, "1", Role.RECHECK)
    bench.read("0.000")
    assert bench.awaits == (2, "1", Role.DEVIATION)
    bench.shop.workshop.close_record(SIGNED_BY_CAMILLE).result()


def test_every_two_pieces_the_zero_comes_before_the_next_deviation(opened: Opened) -> None:
    bench = opened(EVERY_TWO, pieces=5)
    bench.zero()
    bench.read("-0.001", "-0.002")
    assert bench.awaits == (3, "1", Role.RECHECK)
    bench.read("0.000", "-0.003", "-0.004")
    assert bench.awaits == (5, "1", Role.RECHECK)


def test_a_drift_on_the_second_re_check_takes_back_what_came_after_the_first(opened: Opened) -> None:
    bench = opened(EVERY_TWO, pieces=5)
    bench.zero()
    bench.read("-0.001", "-0.002", "0.001", "-0.003", "0.200", "0.002")
    record = bench.record
    assert [record.status(BoxKey(piece, "1")) for piece in record.pieces] == [
        BoxStatus.CONFORMING, BoxStatus.CONFORMING, BoxStatus.UNDECIDED, BoxStatus.UNDECIDED, BoxStatus.NOT_MEASURED,
    ]  # fmt: skip
    assert [record.disposition(piece) for piece in (3, 4)] == [Disposition.HELD, Disposition.HELD]
    assert "1" not in record.zeros and record.rechecks[-1].drift == Decimal("0.002")
    said = bench.shop.last(RecheckRecorded)
    assert isinstance(said, RecheckRecorded) and said.pieces == (3, 4)
    assert bench.awaits == (3, "1", Role.ZERO)
    bench.zero("0.000", "0.000", "0.000")
    bench.read("-0.004", "-0.005")
    assert bench.awaits == (5, "1", Role.RECHECK)
    record = bench.record
    assert [record.status(BoxKey(piece, "1")) for piece in (3, 4)] == [BoxStatus.CONFORMING] * 2
    assert [len(record.history(BoxKey(piece, "1"))) for piece in (2, 3, 4)] == [1, 2, 2]
    assert record.history(BoxKey(3, "1"))[1].reason == "zéro dérivé"


def test_a_drift_is_signed_and_one_digit_below_is_as_good_as_one_above(opened: Opened) -> None:
    bench = opened(pieces=2)
    bench.zero("0.000", "0.000", "0.000")
    bench.read("-0.001", "-0.002", "-0.001")
    assert bench.record.rechecks[-1].drift == Decimal("-0.001")
    assert bench.expected is None


def test_a_wider_limit_is_that_of_the_workshop(opened: Opened) -> None:
    bench = opened(replace(UNPROVEN_MOUNTING, drift_limit=3), pieces=1)
    bench.zero("0.000", "0.000", "0.000")
    bench.read("-0.001", "-0.003")
    assert bench.record.rechecks[-1].limit == Decimal("0.003") and not bench.record.rechecks[-1].has_drifted


def test_a_bad_value_taken_back_by_a_drift_asks_for_nothing_more(opened: Opened) -> None:
    bench = opened(pieces=2, options=RecordOptions())
    bench.zero("0.000", "0.000", "0.000")
    bench.read("0.300")
    assert bench.record.question() is not None
    bench.shop.workshop.gestures.confirm().result()
    bench.shop.workshop.gestures.recheck_zero().result()
    bench.read("0.005")
    assert bench.record.question() is None
    assert bench.record.status(BoxKey(1, "1")) is BoxStatus.UNDECIDED


def test_values_of_another_comparator_stand(opened: Opened) -> None:
    bench = opened(UNPROVEN_MOUNTING, COMPARED, OTHER, pieces=2)
    second = replace(next(one for one in INSTRUMENTS if one.number == INDICATOR), number="C-04")
    bench.shop.workshop.means.enter([second], []).result()
    bench.shop.open(bench.record.part, 2)
    bench.zero()
    bench.read("-0.001")
    assert bench.awaits == (1, "2", Role.ZERO)
    bench.shop.read("C-04", "0.000", "0.001", "0.000", "-0.001")
    bench.read("-0.002")
    bench.shop.read("C-04", "-0.002")
    assert bench.awaits == (2, "1", Role.RECHECK)
    bench.read("0.009")
    assert bench.awaits == (1, "1", Role.ZERO)
    record = bench.record
    assert [record.status(BoxKey(piece, "2")) for piece in (1, 2)] == [BoxStatus.CONFORMING] * 2
    assert [record.status(BoxKey(piece, "1")) for piece in (1, 2)] == [BoxStatus.UNDECIDED] * 2


def test_the_boxes_taken_back_are_said_before_the_drift(opened: Opened) -> None:
    bench = opened(pieces=2)
    bench.zero()
    bench.read("-0.001", "-0.002")
    before = len(bench.shop.all(BoxRecorded))
    bench.read("0.009")
    changed = [event.box for event in bench.shop.all(BoxRecorded)[before:] if isinstance(event, BoxRecorded)]
    assert [(box.key.piece, box.is_void, box.status) for box in changed] == [
        (1, True, BoxStatus.UNDECIDED), (2, True, BoxStatus.UNDECIDED),
    ]  # fmt: skip


# -- asked for --------------------------------------------------------------------------------------------------------


def test_before_a_zero_is_set_anew_what_it_gave_is_proven(opened: Opened) -> None:
    bench = opened(pieces=3)
    bench.zero()
    bench.read("-0.001")
    bench.shop.workshop.gestures.set_zero().result()
    assert bench.awaits == (2, "1", Role.RECHECK)
    bench.read("0.000")
    assert bench.awaits == (2, "1", Role.ZERO)
    bench.zero("0.010", "0.010", "0.010")
    bench.read("0.009")
    assert [bench.size(piece) for piece in (1, 2)] == ["19.99912", "19.99912"]
    assert len(bench.record.zero_settings) == 2 and bench.record.void_boxes() == []


def test_a_zero_that_cannot_be_read_any_more_takes_its_values_back_and_lets_the_record_end(opened: Opened) -> None:
    bench = opened(pieces=1)
    bench.zero()
    bench.read("-0.001")
    assert code(bench.shop.workshop.gestures.lose_zero(" ")) == "record.reason_missing"
    bench.shop.workshop.gestures.lose_zero("comparateur tombé").result()
    assert bench.awaits == (1, "1", Role.ZERO)
    bench.shop.workshop.close_record(SIGNED_BY_CAMILLE).result()
    record = bench.record
    assert record.sorting().held == 1 and record.rechecks[-1].reason == "comparateur tombé"


@pytest.mark.parametrize("asked", ["recheck_zero", "set_zero"])
def test_a_zero_is_asked_of_a_comparison_only(opened: Opened, asked: str) -> None:
    bench = opened()
    gestures = bench.shop.workshop.gestures
    assert code(getattr(gestures, asked)("99")) == "zero.not_compared"
    assert code(gestures.recheck_zero()) == "zero.not_set"


def test_a_size_is_not_typed_in_the_place_of_a_re_check(opened: Opened) -> None:
    bench = opened(pieces=1)
    bench.zero()
    bench.read("-0.001")
    assert code(bench.shop.workshop.type_value("20,000", "pile vide")) == "zero.recheck_expected"
    assert len(bench.record.history(BoxKey(1, "1"))) == 1


def test_a_re_check_is_not_undone(opened: Opened) -> None:
    bench = opened(EVERY_TWO, pieces=3)
    bench.zero()
    bench.read("-0.001", "-0.002", "0.000")
    assert code(bench.shop.workshop.gestures.undo()) == "undo.recheck"
    assert len(bench.record.cancelled) == 0


def test_a_re_check_that_was_only_asked_for_is_left_by_undo(opened: Opened) -> None:
    bench = opened()
    bench.zero()
    bench.read("-0.001")
    bench.shop.workshop.gestures.recheck_zero().result()
    bench.shop.workshop.gestures.undo().result()
    assert bench.awaits == (2, "1", Role.DEVIATION)


def test_the_last_value_is_undone_while_the_last_re_check_is_awaited(opened: Opened) -> None:
    bench = opened(pieces=1)
    bench.zero()
    bench.read("-0.001")
    bench.shop.workshop.gestures.undo().result()
    assert bench.awaits == (1, "1", Role.DEVIATION)
    bench.read("-0.002", "0.000")
    assert bench.expected is None and bench.size(1) == "19.99812"


def test_an_undone_zero_is_taken_three_times_again(opened: Opened) -> None:
    bench = opened()
    bench.zero()
    bench.shop.workshop.gestures.undo().result()
    assert bench.awaits == (1, "1", Role.ZERO)
    bench.zero("0.005", "0.005", "0.005")
    bench.read("0.004")
    assert bench.size(1) == "19.99912"


# -- the program stops ------------------------------------------------------------------------------------------------


def test_two_zeros_of_three_come_back_after_a_power_cut(opened: Opened, tmp_path: Path) -> None:
    first = opened()
    first.read("0.000", "0.001")
    again = first.after_a_power_cut(tmp_path / "again")
    try:
        assert again.expected is not None and (again.expected.role, again.expected.place) == (Role.ZERO, 3)
        again.read("0.000")
        assert [str(one.quantity.value) for one in again.record.zeros["1"].zeros] == ["0.000", "0.001", "0.000"]
    finally:
        again.close()


def test_a_drift_is_the_same_after_a_power_cut(opened: Opened, tmp_path: Path) -> None:
    first = opened(EVERY_TWO)
    first.zero()
    first.read("-0.001", "-0.002", "0.005")
    again = first.after_a_power_cut(tmp_path / "again")
    try:
        assert again.awaits == (1, "1", Role.ZERO)
        assert again.record.void_boxes() == [BoxKey(1, "1"), BoxKey(2, "1")]
        assert consultation.record_lines(again.shop.workspace)[0].held == 2
        again.zero()
        again.read("-0.001", "-0.002")
        assert again.awaits == (3, "1", Role.RECHECK)
    finally:
        again.close()


def test_a_re_check_asked_for_is_still_asked_for_after_a_power_cut(opened: Opened, tmp_path: Path) -> None:
    first = opened()
    first.zero()
    first.read("-0.001")
    first.shop.workshop.gestures.recheck_zero().result()
    again = first.after_a_power_cut(tmp_path / "again")
    try:
        assert again.awaits == (2, "1", Role.RECHECK)
    finally:
        again.close()


def test_a_good_re_check_says_no_box_again(opened: Opened) -> None:
    """Seen in the demonstration: a bad value, confirmed before, was said once more as if it had just been measured."""
    bench = opened(pieces=1)
    bench.zero()
    bench.read("0.300")
    before = len(bench.shop.all(BoxRecorded))
    bench.read("0.000")
    assert len(bench.shop.all(BoxRecorded)) == before


def test_readings_that_waited_before_a_gate_are_the_zeros_then_the_deviation(opened: Opened) -> None:
    bench = opened(pieces=1, options=RecordOptions(cleaning=True))
    bench.zero("0.000", "0.001", "0.000")
    bench.read("-0.002")
    proposed = bench.shop.last(ProposalsChanged)
    assert isinstance(proposed, ProposalsChanged)
    assert [one.role for one in proposed.proposals] == [Role.ZERO, Role.ZERO, Role.ZERO, Role.DEVIATION]
    gestures = bench.shop.workshop.gestures
    gestures.prepare().result()
    for _ in range(4):
        gestures.take_proposed().result()
    assert bench.size(1) == "19.99812" and len(bench.record.zeros["1"].zeros) == 3
