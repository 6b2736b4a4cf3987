"""Sweeps on a real pseudo-terminal: a comparator streams, its extremes give the value, its samples stay with it."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from drivers import LinkState
from drivers.simulators.pty_port import PtyPort
from metroapp.archive.connection import open_for_reading
from metroapp.archive.integrity import verify
from metroapp.archive.journal import Journal
from metroapp.domain.instrument import InstrumentState
from metroapp.domain.measurement import BoxKey, Frame, Origin, Role
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import Quantity
from metroapp.domain.record_options import RecordOptions
from metroapp.domain.specification import Part
from metroapp.domain.sweep import LONGEST_MS, MOST_SAMPLES, Given
from metroapp.services.demonstration import Hand, SimulatedBench
from metroapp.services.events import BoxRecorded
from metroapp.services.new_record import NewRecord
from metroapp.services.swept import Running
from tests.services.turning import (
    BORE,
    BOX,
    HEIGHT,
    LENGTH,
    NEXT_RUN_OUT,
    RUN_OUT,
    Turning,
    archived,
    begun,
    code_of,
    pressed,
    refusals,
)
from tests.workbench import CALIPER, CAMILLE, COLUMN, INDICATOR, Shop, part


def test_a_run_out_is_the_difference_of_the_extremes_and_keeps_its_samples(turning: Turning) -> None:
    begun(turning)
    assert turning.offered == (INDICATOR,)
    turning.sweep(50)
    assert turning.face.streaming and turning.offered == ()
    turning.workshop.end_sweep().result()
    found = archived(turning.shop)
    measured = found.measurement(BOX)
    assert measured is not None and measured.quantity is not None
    assert str(measured.quantity.value) == "0.040" and measured.origin is Origin.COMPUTED
    assert [(given.role, str(given.quantity.value)) for given in measured.inputs] == [
        (Role.MAXIMUM, "0.020"),
        (Role.MINIMUM, "-0.020"),
    ]
    assert [given.frame.raw for given in measured.inputs if given.frame] == [b"+000.020\r", b"-000.020\r"]
    (recorded,) = found.sweeps
    assert recorded.measurement == measured.id and recorded.gives is Given.DIFFERENCE
    sweep = recorded.sweep
    assert (sweep.instrument, sweep.maximum, sweep.minimum) == (INDICATOR, Decimal("0.020"), Decimal("-0.020"))
    assert sweep.count >= 50 and recorded in found.gestures()
    assert turning.shop.all(BoxRecorded) and turning.ended[-1].recorded
    turning.until(lambda: not turning.face.streaming)


def test_the_trace_receives_each_sample_once_and_at_most_twenty_times_a_second(turning: Turning) -> None:
    begun(turning)
    turning.sweep(100)
    turning.workshop.end_sweep().result()
    shown = turning.progress
    fresh = [sample for event in shown for sample in event.fresh]
    (recorded,) = archived(turning.shop).sweeps
    sweep = recorded.sweep
    assert fresh == list(zip(sweep.offsets, sweep.values, strict=True))[: len(fresh)]
    assert all(after.milliseconds - before.milliseconds >= 50 for before, after in pairwise(shown))
    last = shown[-1]
    assert last.count == len(fresh) and last.maximum == max(value for _, value in fresh)


def test_an_archive_with_a_sweep_verifies_and_is_reopened_with_it(turning: Turning, tmp_path: Path) -> None:
    begun(turning)
    turning.sweep(20)
    turning.workshop.end_sweep().result()
    before = archived(turning.shop).sweeps
    with open_for_reading(turning.shop.workspace.archive).connect() as connection:
        assert verify(connection).sound
    turning.shop.resume_last().result()
    assert turning.workshop._inspection is not None
    assert turning.workshop._inspection.record.sweeps == before


def test_a_press_on_data_during_a_sweep_is_part_of_it(turning: Turning) -> None:
    begun(turning, RUN_OUT, NEXT_RUN_OUT)
    turning.sweep(5)
    pressed(turning, "0.900")
    assert archived(turning.shop).measurement(BOX) is None
    turning.workshop.end_sweep().result()
    (recorded,) = archived(turning.shop).sweeps
    assert recorded.sweep.maximum == Decimal("0.900")


def test_what_streams_while_nobody_sweeps_is_no_reading(turning: Turning) -> None:
    begun(turning)
    turning.shop.read(INDICATOR, "0.010", flags=("stream", "unit_declared"))
    found = archived(turning.shop)
    assert found.measurement(BOX) is None and not found.dropped and not refusals(turning.shop)
    turning.shop.read(INDICATOR, "0.010")  # DATA still is
    expected = turning.workshop._inspection
    assert expected is not None and len(expected.awaited.taken) == 1


def test_a_sweep_takes_the_place_of_a_maximum_pressed_before(turning: Turning) -> None:
    begun(turning)
    turning.shop.read(INDICATOR, "5.000")
    turning.sweep(45)
    turning.workshop.end_sweep().result()
    measured = archived(turning.shop).measurement(BOX)
    assert measured is not None and measured.quantity == Quantity(Decimal("0.040"))


def test_the_turning_point_of_a_bore_gauge_gives_its_deviation(turning: Turning) -> None:
    begun(turning, BORE, run_out="0.030")
    assert turning.offered == ()  # the zero is set on its stack
    assert code_of(turning.workshop.begin_sweep()) == "sweep.not_for_box"
    turning.shop.read(INDICATOR, "0.000")
    assert turning.offered == (INDICATOR,)
    turning.instrument.present(Decimal("0.025"))
    turning.sweep(45)
    assert code_of(turning.workshop.end_sweep()) == "sweep.choose"
    turning.workshop.end_sweep(Given.MINIMUM).result()
    found = archived(turning.shop)
    measured = found.measurement(BoxKey(1, "5"))
    assert measured is not None and measured.origin is Origin.COMPARISON
    assert str(measured.inputs[-1].quantity.value) == "0.010"
    (recorded,) = found.sweeps
    assert (recorded.measurement, recorded.gives) == (measured.id, Given.MINIMUM)


def test_two_probings_by_sweeps_are_written_with_their_value(turning: Turning) -> None:
    turning.connect(COLUMN)
    turning.shop.open(part(HEIGHT))
    turning.instrument.turn(Decimal("0.010"))
    for height, gives in (("10.005", Given.MINIMUM), ("22.000", Given.MAXIMUM)):
        turning.instrument.present(Decimal(height))
        turning.sweep(45)
        turning.workshop.end_sweep(gives).result()
    found = archived(turning.shop)
    measured = found.measurement(BoxKey(1, "4"))
    assert measured is not None
    assert [str(given.quantity.value) for given in measured.inputs[:2]] == ["10.000", "22.005"]
    assert [(one.measurement, one.gives) for one in found.sweeps] == [
        (measured.id, Given.MINIMUM),
        (measured.id, Given.MAXIMUM),
    ]


def test_the_simulated_hand_turns_the_piece_under_the_instrument_that_sweeps(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    bench = SimulatedBench(shop.workshop, 1)
    hand = Hand(shop.workshop, bench, 1)
    try:
        port = bench.ports[INDICATOR]
        assert isinstance(port, PtyPort)
        waiting = Turning(shop, bench.instruments[INDICATOR], port)
        waiting.until(lambda: shop.workshop.link_states().get(INDICATOR) is LinkState.READY)
        shop.open(part(RUN_OUT))
        waiting.sweep(90)
        shop.workshop.end_sweep().result()
        measured = archived(shop).measurement(BOX)
        assert measured is not None and measured.quantity is not None and measured.simulated
        assert hand._process is not None
        assert abs(measured.quantity.value - hand._process.size(RUN_OUT, 1)) < Decimal("0.004")
    finally:
        shop.close()
        bench.close()


# -- what gives nothing -----------------------------------------------------------------------------------------------


def test_a_locked_post_sweeps_no_more(turning: Turning) -> None:
    begun(turning)
    turning.sweep(10)
    turning.workshop.staff.lock().result()
    assert "sweep.left" in refusals(turning.shop) and turning.ended


def test_while_an_instrument_sweeps_the_record_takes_nothing_else(turning: Turning) -> None:
    begun(turning, RUN_OUT, NEXT_RUN_OUT, LENGTH)
    turning.sweep(10)
    assert code_of(turning.workshop.begin_sweep()) == "sweep.running"
    assert code_of(turning.workshop.go_to(BoxKey(1, "2"))) == "sweep.running"
    assert code_of(turning.workshop.type_value("0,01", "sans câble")) == "sweep.running"
    assert code_of(turning.workshop.gestures.undo()) == "sweep.running"
    assert code_of(turning.shop.resume_last()) == "sweep.running"  # type: ignore[arg-type]
    turning.shop.read(CALIPER, "35.02")  # of another box: it waits, as ever
    turning.workshop.end_sweep().result()
    found = archived(turning.shop)
    assert found.measurement(BOX) is not None and found.measurement(BoxKey(1, "3")) is None


def test_one_sample_is_no_sweep_and_the_sweep_goes_on(turning: Turning) -> None:
    begun(turning)
    turning.face.rate = 0.01  # it says nothing for a long while
    turning.workshop.begin_sweep().result()
    assert code_of(turning.workshop.end_sweep()) == "sweep.too_few"
    turning.shop.read(INDICATOR, "0.010")
    assert code_of(turning.workshop.end_sweep()) == "sweep.too_few"
    turning.shop.read(INDICATOR, "0.000")
    turning.workshop.end_sweep().result()
    assert archived(turning.shop).measurement(BOX) is not None


def test_a_full_disk_keeps_the_samples_for_another_try(turning: Turning, monkeypatch: pytest.MonkeyPatch) -> None:
    begun(turning)
    turning.sweep(45)

    def refuse(*_given: object) -> None:
        raise Refusal("workspace.full", path="")

    with monkeypatch.context() as patched:
        patched.setattr(Journal, "append_together", refuse)
        assert code_of(turning.workshop.end_sweep()) == "workspace.full"
    found = archived(turning.shop)
    assert found.measurement(BOX) is None and not found.sweeps
    turning.workshop.end_sweep().result()
    found = archived(turning.shop)
    assert found.measurement(BOX) is not None and len(found.sweeps) == 1


# -- who may sweep ----------------------------------------------------------------------------------------------------


def test_only_an_instrument_that_is_there_and_can_stream_sweeps(turning: Turning) -> None:
    shop = turning.shop
    assert code_of(turning.workshop.begin_sweep()) == "record.none_open"
    shop.open(part(RUN_OUT, LENGTH))
    assert code_of(turning.workshop.begin_sweep()) == "sweep.no_instrument"
    assert code_of(turning.workshop.begin_sweep(INDICATOR)) == "sweep.not_connected"
    assert code_of(turning.workshop.begin_sweep(CALIPER)) == "reading.other_instrument"
    assert code_of(turning.workshop.end_sweep()) == code_of(turning.workshop.cancel_sweep()) == "sweep.none"
    turning.connect()
    turning.workshop.go_to(BoxKey(1, "3")).result()
    assert turning.offered == () and code_of(turning.workshop.begin_sweep()) == "sweep.no_instrument"


def test_an_instrument_that_is_refused_begins_no_sweep(turning: Turning) -> None:
    turning.connect()
    shop = turning.shop
    shop.open(part(RUN_OUT))
    turning.workshop.means.change_state(INDICATOR, InstrumentState.PENDING, "tombé").result()
    assert code_of(turning.workshop.begin_sweep()) == "means.refused"
    assert code_of(turning.workshop.begin_sweep(INDICATOR)) == "means.refused"
    assert code_of(turning.workshop.end_sweep()) == "sweep.none"


def test_the_gate_comes_before_the_sweep(turning: Turning) -> None:
    turning.connect()
    turning.workshop.set_options(RecordOptions(cleaning=True)).result()
    turning.workshop.open_record(NewRecord(Part("Arbre", "A-1", "P", "A", "C45", "Client", (RUN_OUT,)), 1)).result()
    assert turning.offered == () and code_of(turning.workshop.begin_sweep()) == "gate.cleaning"
    turning.workshop.gestures.prepare().result()
    assert turning.offered == (INDICATOR,)


# -- bounds -----------------------------------------------------------------------------------------------------------


def running(shop: Shop, gap_ms: int, count: int) -> Running:
    found = Running(BOX, INDICATOR, CAMILLE, False, (Given.DIFFERENCE,))
    at = shop.clock()
    for place in range(count):
        value = Quantity(Decimal(place % 7).scaleb(-3))
        if not found.add(value, Frame(INDICATOR, b"", at + timedelta(milliseconds=gap_ms * place))):
            break
    return found


def test_a_sweep_that_is_full_takes_no_more_and_may_still_be_ended(turning: Turning) -> None:
    full = running(turning.shop, 1, MOST_SAMPLES + 5)
    assert full.full is not None and full.full.code == "sweep.too_many"
    assert full.done().sweep.count == MOST_SAMPLES and full.mean == full.done().sweep.mean
    long = running(turning.shop, 1000, LONGEST_MS // 1000 + 5)
    assert long.full is not None and long.full.code == "sweep.too_long"
    assert long.done().sweep.duration == LONGEST_MS


def test_a_clock_set_back_takes_nothing_from_what_has_passed(turning: Turning) -> None:
    found = Running(BOX, INDICATOR, CAMILLE, False, (Given.DIFFERENCE,))
    at = turning.shop.clock()
    for late in (0, 100_000, -3_600_000_000, -3_599_900_000):  # µs
        found.add(Quantity(Decimal("0.001")), Frame(INDICATOR, b"", at + timedelta(microseconds=late)))
    assert found.done().sweep.offsets == (0, 100, 100, 200)
