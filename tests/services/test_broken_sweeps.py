"""Sweeps that give no value: abandoned, unplugged, out of range, with frames lost, or an instrument that goes on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from time import sleep

import pytest

from drivers import Fault, FaultCode
from tests.services.turning import (
    BOX,
    NEXT_RUN_OUT,
    RUN_OUT,
    Turning,
    archived,
    begun,
    code_of,
    fails,
    pressed,
    refusals,
)
from tests.workbench import CAMILLE, INDICATOR, part


def test_an_abandoned_sweep_is_noted_and_gives_nothing(turning: Turning) -> None:
    begun(turning)
    turning.sweep(45)
    turning.workshop.cancel_sweep().result()
    found = archived(turning.shop)
    assert found.measurement(BOX) is None and not found.sweeps
    (noted,) = found.dropped
    assert (noted.instrument, noted.box, noted.by) == (INDICATOR, BOX, CAMILLE)
    assert noted.raw == b"-000.020\r+000.020\r"
    assert noted.shown.startswith("exploration abandonnée : de −0,020\u00a0mm à 0,020\u00a0mm")
    assert not turning.ended[-1].recorded and turning.offered == (INDICATOR,)


def test_a_cable_pulled_in_mid_sweep_ends_it_with_a_sentence_and_nothing_half_recorded(turning: Turning) -> None:
    begun(turning)
    turning.sweep(10)
    turning.port.unplug()
    turning.until(lambda: bool(turning.ended))
    assert "sweep.broken_off" in refusals(turning.shop)
    found = archived(turning.shop)
    assert found.measurement(BOX) is None and not found.sweeps and len(found.dropped) == 1
    assert turning.offered == ()
    assert code_of(turning.workshop.end_sweep()) == "sweep.none"


def test_a_comparator_left_streaming_by_a_pulled_cable_fills_no_box_when_it_is_back(turning: Turning) -> None:
    begun(turning, RUN_OUT, NEXT_RUN_OUT)
    turning.sweep(10)
    turning.port.unplug()
    turning.until(lambda: bool(turning.ended))
    assert turning.face.streaming
    sleep(3)  # longer than a command waits for its port
    turning.port.replug()
    turning.until(lambda: not turning.face.streaming)
    turning.until(lambda: turning.offered == (INDICATOR,))
    found = archived(turning.shop)
    assert found.measurement(BOX) is None
    assert turning.workshop._inspection is not None and not turning.workshop._inspection.awaited.taken


def test_closing_the_program_in_mid_sweep_tells_the_comparator_to_stop(turning: Turning) -> None:
    begun(turning)
    turning.sweep(10)
    turning.shop.close()
    turning.until(lambda: not turning.face.streaming)


def test_a_comparator_left_streaming_by_a_killed_program_fills_no_box(turning: Turning) -> None:
    turning.workshop._opened.state.put("sweeping", INDICATOR)  # what a killed program leaves behind
    turning.face.streaming = True
    turning.shop.open(part(RUN_OUT, NEXT_RUN_OUT))
    turning.connect()
    turning.until(lambda: not turning.face.streaming)
    turning.until(lambda: turning.offered == (INDICATOR,))
    assert turning.workshop._inspection is not None and not turning.workshop._inspection.awaited.taken
    assert archived(turning.shop).measurement(BOX) is None
    assert turning.workshop._opened.state.get("sweeping") == ""


def test_a_thumb_on_the_inch_button_ends_the_sweep(turning: Turning) -> None:
    begun(turning)
    turning.sweep(10)
    turning.workshop._on_link_event(INDICATOR, Fault(FaultCode.UNIT, b"", turning.shop.clock(), None, "decimals"))
    assert "sweep.unit_changed" in refusals(turning.shop) and archived(turning.shop).measurement(BOX) is None


@pytest.mark.parametrize(
    ("code", "detail", "said"),
    [
        (FaultCode.OUT_OF_RANGE, "ERR3", "sweep.out_of_range"),
        (FaultCode.NO_DATA, "911", "sweep.no_value"),
    ],
)
def test_a_run_out_is_not_recorded_with_err3_in_the_middle_of_it(
    turning: Turning, code: FaultCode, detail: str, said: str
) -> None:
    begun(turning)
    turning.sweep(45)
    fails(turning, code, detail)
    assert said in refusals(turning.shop) and not turning.ended[-1].recorded
    found = archived(turning.shop)
    assert found.measurement(BOX) is None and len(found.dropped) == 1
    assert code_of(turning.workshop.end_sweep()) == "sweep.none"


def test_a_garbled_frame_in_mid_sweep_is_counted_and_said(turning: Turning) -> None:
    begun(turning)
    turning.sweep(150)
    fails(turning, FaultCode.FORMAT)
    turning.until(lambda: turning.progress[-1].lost == 1)
    turning.workshop.end_sweep().result()
    assert archived(turning.shop).measurement(BOX) is not None


def test_too_many_garbled_frames_give_no_value(turning: Turning) -> None:
    begun(turning)
    turning.sweep(30)
    fails(turning, FaultCode.FRAMING, "parity")
    assert code_of(turning.workshop.end_sweep()) == "sweep.frames_lost"
    found = archived(turning.shop)
    assert found.measurement(BOX) is None and len(found.dropped) == 1
    turning.sweep(30)
    fails(turning, FaultCode.FORMAT, unsaid=12)
    assert "sweep.frames_lost" in refusals(turning.shop) and turning.ended[-1].why is not None


def test_a_three_second_hole_in_a_sweep_gives_no_value(turning: Turning) -> None:
    begun(turning)
    turning.sweep(45)
    pressed(turning, "0.000", datetime.now(UTC) + timedelta(seconds=3))
    assert "sweep.hole" in refusals(turning.shop) and archived(turning.shop).measurement(BOX) is None


def test_a_comparator_that_fell_silent_before_the_end_gives_no_value(turning: Turning) -> None:
    begun(turning)
    turning.sweep(45)
    turning.face.streaming = False
    sleep(1.5)
    assert code_of(turning.workshop.end_sweep()) == "sweep.hole"
    assert archived(turning.shop).measurement(BOX) is None


def test_a_comparator_that_did_not_stop_after_its_sweep_fills_no_box(turning: Turning) -> None:
    begun(turning, RUN_OUT, NEXT_RUN_OUT)
    turning.sweep(45)
    turning.workshop.end_sweep().result()
    turning.until(lambda: not turning.face.streaming)
    now = datetime.now(UTC)
    for sent in range(200):
        pressed(turning, "0.010", now + timedelta(milliseconds=10 * sent))
    inspection = turning.workshop._inspection
    assert inspection is not None and not inspection.awaited.taken
    assert refusals(turning.shop).count("sweep.still_streaming") == 1
    pressed(turning, "0.020", now + timedelta(seconds=4))  # a hand on DATA
    assert [str(given.quantity.value) for given in inspection.awaited.taken] == ["0.020"]


def test_an_instrument_unplugged_in_mid_sweep_is_remembered_until_it_was_told_to_stop(turning: Turning) -> None:
    begun(turning)
    turning.sweep(10)
    turning.port.unplug()
    turning.until(lambda: bool(turning.ended))
    state = turning.workshop._opened.state
    assert state.get("sweeping") == INDICATOR
    turning.port.replug()
    turning.until(lambda: not turning.face.streaming)
    turning.until(lambda: state.get("sweeping") == "")
