"""Honesty signals: each fact is told from its threshold on, and honest work hardly ever shows one."""

from __future__ import annotations

import random
from decimal import Decimal
from itertools import zip_longest

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metroapp.domain.comparison import by_comparison
from metroapp.domain.measurement import BoxKey, Frame, Input, Measurement, Observation, Origin, Role
from metroapp.domain.quantity import Quantity
from metroapp.domain.record_options import PLAIN, RecordOptions
from metroapp.domain.signals import SignalKind, Where, signals
from metroapp.domain.sorting import BoxStatus
from tests.domain.signal_session import (
    ANGLE,
    COARSE,
    FINE,
    INDICATOR,
    MICROMETER,
    OTHERS,
    RUN_OUT,
    SEEN,
    UNKNOWN,
    Session,
    lot,
)

# -- typed --------------------------------------------------------------------------------------------------------


def test_typed_values_are_counted_out_of_all_values_and_not_of_observations() -> None:
    session = Session(FINE, SEEN)
    session.value(1, "19.990")
    session.observe(1, Observation.CONFORMING, "2")
    assert session.of(SignalKind.TYPED) == []
    session.value(2, "19.987", origin=Origin.TYPED, instrument=None)
    (found,) = session.of(SignalKind.TYPED)
    assert (found.count, found.of, found.boxes) == (1, 2, (BoxKey(2, "1"),))


# -- identical values in a row ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("run", "told"), [(4, False), (5, True)])
def test_five_pieces_of_ten_with_one_value_are_told_over_21_steps(run: int, told: bool) -> None:
    session = Session(FINE).values([*OTHERS[:2], *["19.990"] * run, *OTHERS[: 8 - run]])
    found = session.of(SignalKind.IDENTICAL)
    assert bool(found) is told
    if told:
        assert (found[0].count, found[0].of, found[0].balloon) == (5, 10, "1")
        assert found[0].value == Quantity(Decimal("19.990"))
        assert [box.piece for box in found[0].boxes] == [3, 4, 5, 6, 7]


@pytest.mark.parametrize(("run", "told"), [(3, False), (4, True)])
def test_never_fewer_than_four_however_fine_the_reading(run: int, told: bool) -> None:
    session = Session(FINE, resolution="0.0001")
    session.record.instruments.clear()
    session.values([*["19.9901"] * run, "19.9853", "19.9877"])
    assert bool(session.of(SignalKind.IDENTICAL)) is told


def test_a_longer_lot_needs_a_longer_run() -> None:
    short = ["19.990"] * 5
    session = Session(FINE).values([*short, *OTHERS * 5])
    assert session.of(SignalKind.IDENTICAL) == []


def test_a_coarse_reading_says_nothing_by_being_the_same() -> None:
    session = Session(COARSE).values(["12.00"] * 9, instrument=None, origin=Origin.TYPED)  # four steps of 0.01
    assert session.of(SignalKind.IDENTICAL) == []


def test_the_resolution_of_the_register_counts_as_the_step() -> None:
    values = ["11.995"] * 6  # eight steps of 0.005, or forty of 0.001
    assert Session(COARSE).values(values, instrument=INDICATOR).of(SignalKind.IDENTICAL) == []
    assert Session(COARSE).values(values, instrument=MICROMETER).of(SignalKind.IDENTICAL)


def test_the_same_size_with_other_decimals_is_not_the_same_reading() -> None:
    session = Session(FINE).values(["19.990", "19.990", "19.99", "19.990", "19.990", "19.990", "19.99"])
    assert session.of(SignalKind.IDENTICAL) == []


def test_the_same_piece_measured_again_makes_no_run() -> None:
    session = Session(FINE)
    for _ in range(8):
        session.value(1, "19.990")
    assert session.of(SignalKind.IDENTICAL) == []


def test_a_deviation_with_one_limit_can_be_copied_too() -> None:
    assert Session(RUN_OUT).values(["0.004"] * 5).of(SignalKind.IDENTICAL) == []
    assert Session(RUN_OUT).values(["0.004"] * 12).of(SignalKind.IDENTICAL)


def test_one_limit_of_a_size_gives_no_scale() -> None:
    assert Session("12 min").values(["12.345"] * 20).of(SignalKind.IDENTICAL) == []


def test_inches_are_as_coarse_as_the_millimetres_of_the_register() -> None:
    inch = Quantity(Decimal("25.4") * Decimal("0.7870"))
    assert inch.decimals == 5
    session = Session(FINE).values([str(inch.value)] * 4)
    assert session.of(SignalKind.IDENTICAL) == []


# -- on the nominal -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("there", "told"), [(6, False), (7, True)])
def test_values_on_the_nominal(there: int, told: bool) -> None:
    session = Session("12 ±0,01", pieces=20)
    others = ["11.995", "12.003", "11.998", "12.006", "12.001", "11.992", "12.004", "11.996", "12.002", "11.999"]
    mixed = zip_longest(["12.000"] * there, others[: 12 - there])
    session.values(text for pair in mixed for text in pair if text)
    found = session.of(SignalKind.NOMINAL)
    assert bool(found) is told
    if told:
        assert (found[0].count, found[0].of, found[0].where) == (7, 12, Where.NOMINAL)
        assert found[0].value == Quantity(Decimal(12))


def test_the_middle_of_the_limits_is_told_apart_from_the_nominal() -> None:
    others = ["85.36", "85.52", "85.41", "85.55"]
    session = Session("85,5 +0,1/-0,2").values(["85.45"] * 4 + others + ["85.45"] * 4, instrument=None)
    (found,) = session.of(SignalKind.NOMINAL)
    assert (found.where, found.count, found.of) == (Where.MIDDLE, 8, 12)


def test_a_capable_machine_gives_few_different_values_and_that_is_no_fact() -> None:
    """Seen with calipers on wide tolerances: half of the honest values of a tight lot are exactly the nominal."""
    draw = random.Random(11)
    told = 0
    for _ in range(60):
        session = Session("85 ±0,3", resolution="0.01")
        session.values([f"{draw.gauss(85, 0.01):.2f}" for _ in range(20)])
        told += bool(session.of(SignalKind.NOMINAL) or session.of(SignalKind.IDENTICAL))
    assert told <= 3


def test_two_values_on_the_nominal_say_nothing() -> None:
    assert Session("12 ±0,5").values(["12.000", "12.000"]).of(SignalKind.NOMINAL) == []


def test_up_to_one_value_in_four_on_the_nominal_is_a_centred_process() -> None:
    others = [f"12.{place:03}" for place in range(101, 110)]
    session = Session("12 ±0,5").values(["12.000", *others[:4], "12.000", *others[4:], "12.000"])
    assert session.of(SignalKind.NOMINAL) == []  # 3 of 12
    assert Session("12 ±0,5").values(["12.000", *others[:4], "12.000", *others[4:8], "12.000"]).of(SignalKind.NOMINAL)


def test_an_angle_is_compared_exactly() -> None:
    session = Session(ANGLE).values(["30.00", "30.00", "30.12", "30.00"], instrument=None, origin=Origin.TYPED)
    (found,) = session.of(SignalKind.NOMINAL)
    assert found.count == 3


# -- last digits --------------------------------------------------------------------------------------------------

ROUNDED = ["19.985", "19.990", "19.995", "19.980", "19.990", "19.985", "19.995", "19.990", "19.985", "19.990"]


@pytest.mark.parametrize(("count", "told"), [(9, False), (10, True)])
def test_ten_readings_that_end_with_0_or_5(count: int, told: bool) -> None:
    found = Session(FINE).values(ROUNDED[:count]).of(SignalKind.DIGITS)
    assert bool(found) is told
    if told:
        assert (found[0].count, found[0].of, found[0].digits) == (10, 10, (0, 5))
        assert found[0].value is not None and found[0].value.decimals == 3


def test_a_third_last_digit_is_enough() -> None:
    assert Session(FINE).values([*ROUNDED, "19.987"]).of(SignalKind.DIGITS) == []


def test_a_comparator_with_a_step_of_5_micrometres_shows_only_0_and_5() -> None:
    assert Session(FINE).values(ROUNDED, instrument=INDICATOR).of(SignalKind.DIGITS) == []
    assert Session(FINE).values(ROUNDED, instrument=UNKNOWN).of(SignalKind.DIGITS)


def test_readings_with_other_decimals_are_looked_at_apart() -> None:
    session = Session(FINE).values([*ROUNDED, "19.98", "19.99"])
    (found,) = session.of(SignalKind.DIGITS)
    assert (found.count, found.of) == (10, 12)


def test_a_tight_lot_has_few_last_digits() -> None:
    tight = ["12.00", "12.01"] * 6
    assert Session("12 ±0,5").values([*tight, "12.31"], instrument=None).of(SignalKind.DIGITS) == []


def test_the_figures_of_the_gauge_blocks_are_not_those_of_the_readings() -> None:
    session, zero = Session("Ø16 H7"), Input(Role.ZERO, Quantity(Decimal("0.001")))
    certified = Decimal("16.00007")
    for piece, text in enumerate(["0.012", "0.007", "0.009", "0.003", "0.011", "0.008"] * 2, 1):
        inputs = (
            Input(Role.CERTIFIED, Quantity(certified)),
            zero,
            Input(Role.DEVIATION, Quantity(Decimal(text)), Frame(MICROMETER, b"x", session.now)),
        )
        size = by_comparison(certified, zero.quantity.value, Decimal(text))
        session.value(piece, str(size), origin=Origin.COMPARISON, inputs=inputs)
    assert session.of(SignalKind.DIGITS) == []


def test_converted_inches_and_minutes_of_angle_have_no_last_digits_of_their_own() -> None:
    inches = [str(Decimal("25.4") * Decimal(f"0.78{place}0")) for place in range(60, 75)]
    assert Session("20 ±1").values(inches).of(SignalKind.DIGITS) == []
    minutes = ["30.083333333", "30.166666667", "30.416666667", "29.916666667", "29.833333333"] * 3
    session = Session(ANGLE).values(minutes, instrument=None, origin=Origin.TYPED)
    assert session.of(SignalKind.DIGITS) == []


# -- taken again --------------------------------------------------------------------------------------------------


def test_a_bad_value_taken_again_until_good() -> None:
    session = Session(FINE)
    for text in ("20.004", "20.002", "19.999"):
        session.value(4, text)
    (found,) = session.of(SignalKind.RETAKEN)
    assert (found.count, found.of, found.boxes) == (2, 3, (BoxKey(4, "1"),))


@pytest.mark.parametrize("texts", [("20.004",), ("20.004", "20.003"), ("19.990", "19.991"), ("19.990", "20.004")])
def test_nothing_was_turned_good(texts: tuple[str, ...]) -> None:
    session = Session(FINE)
    for text in texts:
        session.value(4, text)
    assert session.of(SignalKind.RETAKEN) == []


def test_two_good_readings_after_a_bad_one_are_still_told() -> None:
    session = Session(FINE, options=RecordOptions())
    for text in ("20.004", "19.998", "19.999"):
        session.value(4, text)
    assert session.record.status(BoxKey(4, "1")) is BoxStatus.CONFORMING
    (found,) = session.of(SignalKind.RETAKEN)
    assert (found.count, found.of) == (1, 3)


@pytest.mark.parametrize("options", [PLAIN, RecordOptions()])
def test_a_bad_value_undone_and_then_good_is_told_twice(options: RecordOptions) -> None:
    session = Session(FINE, options=options)
    session.value(1, "19.990")
    session.value(4, "20.004")
    session.undo()
    session.value(4, "19.999")
    (retaken,), (undone,) = session.of(SignalKind.RETAKEN), session.of(SignalKind.UNDONE)
    assert (retaken.count, retaken.of, retaken.boxes) == (1, 2, (BoxKey(4, "1"),))
    assert (undone.count, undone.of, undone.boxes) == (1, 3, (BoxKey(4, "1"),))


def test_a_good_value_undone_is_told_and_turned_nothing_good() -> None:
    session = Session(FINE).values(["19.990", "19.992"])
    assert session.of(SignalKind.UNDONE) == []
    session.undo()
    session.undo()
    (undone,) = session.of(SignalKind.UNDONE)
    assert (undone.count, undone.of, undone.boxes) == (2, 2, (BoxKey(1, "1"), BoxKey(2, "1")))
    assert session.of(SignalKind.RETAKEN) == []


def test_what_was_undone_after_the_value_that_is_kept_is_no_try_before_it() -> None:
    session = Session(FINE)
    for text in ("20.004", "19.999", "20.003"):
        session.value(4, text)
    session.undo()
    (found,) = session.of(SignalKind.RETAKEN)
    assert (found.count, found.of, found.value) == (1, 2, Quantity(Decimal("19.999")))


@pytest.mark.parametrize(("first", "told"), [("20.004", True), ("19.990", False)])
def test_a_mean_of_readings_does_not_hide_a_bad_value(first: str, told: bool) -> None:
    session = Session(FINE)
    session.value(4, first)
    inputs = tuple(Input(Role.REPEATED, Quantity(Decimal(text))) for text in ("19.998", "20.000"))
    session.value(4, "19.999", origin=Origin.COMPUTED, inputs=inputs)
    assert bool(session.of(SignalKind.RETAKEN)) is told


def test_an_observation_can_be_taken_again_too() -> None:
    session = Session(SEEN)
    session.observe(2, Observation.NONCONFORMING)
    session.observe(2, Observation.CONFORMING)
    (found,) = session.of(SignalKind.RETAKEN)
    assert (found.count, found.of, found.value) == (1, 2, None)


def test_a_value_to_confirm_counts_as_one_that_did_not_conform() -> None:
    session = Session("Ø20 h7 Ⓔ")
    box = BoxKey(1, "1", session.record.characteristics[0].boxes[1])
    for seen in (Observation.NOT_DEMONSTRATED, Observation.PASSES):
        id, at = session.stamp()
        session.record.apply(Measurement(id, box, None, seen, Origin.OBSERVED, None, "C", at))
    (found,) = session.of(SignalKind.RETAKEN)
    assert found.boxes == (box,)


# -- honest work --------------------------------------------------------------------------------------------------

SUSPECT = {SignalKind.IDENTICAL, SignalKind.NOMINAL, SignalKind.RHYTHM, SignalKind.DIGITS}


def test_an_empty_record_says_nothing() -> None:
    assert signals(Session(FINE, RUN_OUT, SEEN).record) == ()


@pytest.mark.parametrize(("resolution", "pieces"), [("0.001", 10), ("0.001", 30), ("0.0005", 30), ("0.005", 30)])
def test_honest_lots_hardly_ever_show_anything(resolution: str, pieces: int) -> None:
    shown = sum(
        any(found.kind in SUSPECT for found in signals(lot(seed, pieces, 8, resolution=resolution).record))
        for seed in range(40)
    )
    assert shown <= 4  # one record in ten at most


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(-9, 30), min_size=1, max_size=8))
def test_a_few_values_say_nothing_of_rhythm_and_digits(offsets: list[int]) -> None:
    session = Session(FINE).values([str(Decimal("19.980") + Decimal(offset) / 1000) for offset in offsets])
    kinds = {found.kind for found in signals(session.record)}
    assert not kinds & {SignalKind.RHYTHM, SignalKind.DIGITS, SignalKind.TIMES, SignalKind.TYPED}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 6), st.sampled_from(["19.990", "19.99", "20.003"]), st.integers(-5, 5))))
def test_figures_hold_together_whatever_was_measured(done: list[tuple[int, str, int]]) -> None:
    session = Session(FINE, pieces=6)
    for piece, text, after in done:
        session.value(piece, text, after=after)
    found = signals(session.record)
    kinds = [signal.kind for signal in found]
    assert kinds == sorted(kinds, key=list(SignalKind).index)
    for signal in found:
        assert 0 < signal.count <= signal.of
        assert len(set(signal.boxes)) == len(signal.boxes)
