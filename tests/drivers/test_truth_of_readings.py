"""What must never come out of a wire: half a number, another gauge's value, a reading that nobody waits for."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers import Address, Fault, FaultCode, Link, LinkEvent, LinkState, Reading, StateChange, families
from drivers.conversation import Agreed, Conversation
from drivers.family import Trouble, Value
from drivers.protocols import mux10, opto
from drivers.simulators import SimulatedInstrument, simulator_for
from drivers.simulators.pty_port import PtyPort

NOW = datetime(2026, 11, 24, tzinfo=UTC)
PATIENCE_S = 15


@given(st.decimals(min_value=-999, max_value=999, places=3), st.sampled_from(["", "<", "=", ">"]), st.data())
def test_an_opto_frame_that_lost_its_head_is_never_another_number(
    value: Decimal, mark: str, data: st.DataObject
) -> None:
    frame = f"{value:+08.3f}{mark}".encode()
    assert isinstance(opto.decode(frame), Value)
    lost = data.draw(st.integers(1, len(frame) - 1))
    assert isinstance(opto.decode(frame[lost:]), Trouble)


@pytest.mark.parametrize("frame", [b"+012.", b" 12.", b"-112."])
def test_an_opto_frame_without_its_decimals_is_no_number(frame: bytes) -> None:
    assert opto.decode(frame) == Trouble(FaultCode.FORMAT, "frame")


@given(st.decimals(min_value=0, max_value=999, places=3), st.integers(1, 10))
def test_a_mux10_frame_that_lost_its_head_never_passes_without_a_word(value: Decimal, lost: int) -> None:
    frame = f"01A+{value:08.3f}".encode()
    assert isinstance(mux10.decode(frame), Value)
    # Only the last character alone, a `1`, cannot be told from an echo.
    assert isinstance(mux10.decode(frame[lost:]), Trouble)


def test_a_frame_of_another_channel_is_no_reading_of_this_instrument() -> None:
    talk = Conversation(families()["mitutoyo-mux10"], {"2": Agreed()})
    talk.request(NOW, 0.0)
    events = talk.take(b"01A+0012.345\r", NOW, 0.1).events
    assert events == [Fault(FaultCode.FORMAT, b"01A+0012.345\r", NOW, "1", "channel")]
    events = talk.take(b"911\r", NOW, 0.2).events
    assert events == [Fault(FaultCode.NO_DATA, b"911\r", NOW, "1", "911")]
    # Neither was the answer that channel 2 still owes.
    events = talk.take(b"", NOW, 3.0).events
    assert events == [Fault(FaultCode.SILENT, b"", NOW, "2", "")]
    events = talk.take(b"02A+0012.345\r", NOW, 3.1).events
    assert [event.channel for event in events if isinstance(event, Reading)] == ["2"]


def test_who_watches_a_cable_sees_an_error_even_while_the_unit_is_asked() -> None:
    talk = Conversation(families()["opto-rs"], {None: Agreed()}, trusting=True)
    talk.opening(NOW, 0.0)
    events = talk.take(b"ERR1\r", NOW, 0.1).events
    assert events == [Fault(FaultCode.REFUSED, b"ERR1\r", NOW, None, "ERR1")]


@pytest.fixture
def instrument() -> SimulatedInstrument:
    found = SimulatedInstrument(Decimal("0.001"), Decimal(0), 1)
    found.present(Decimal("12.345"))
    return found


@pytest.fixture
def port(instrument: SimulatedInstrument, tmp_path: Path) -> Iterator[PtyPort]:
    plugged = PtyPort(simulator_for("mitutoyo-mux10", instrument), tmp_path / "ttyGAUGE")
    yield plugged
    plugged.close()


class Ear:
    """Listens to a link; `fails_at` makes it choke on one reading."""

    def __init__(self, *, fails_at: int = 0) -> None:
        self.events: queue.Queue[LinkEvent] = queue.Queue()
        self._left = fails_at

    def __call__(self, event: LinkEvent) -> None:
        if isinstance(event, Reading):
            self._left -= 1
            if self._left == 0:
                raise RuntimeError("a defect of the listener")
        self.events.put(event)

    def wait(self, kind: type[Reading] | type[Fault] | LinkState) -> LinkEvent:
        while True:
            event = self.events.get(timeout=PATIENCE_S)
            if isinstance(kind, LinkState):
                if isinstance(event, StateChange) and event.state is kind:
                    return event
            elif isinstance(event, kind):
                return event


def test_a_request_made_while_the_cable_was_out_gives_no_reading_at_its_return(
    port: PtyPort, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[float] = []
    request = Conversation.request

    def counted(talk: Conversation, now: datetime, at: float, channel: str | None = None) -> object:
        asked.append(at)
        return request(talk, now, at, channel)

    monkeypatch.setattr(Conversation, "request", counted)
    ear = Ear()
    link = Link(Address(port.url, "mitutoyo-mux10"), ear)
    # As if the cable had been out for long.
    link.request()
    given_at, command = link._commands.popleft()
    link._commands.append((given_at - 60.0, command))
    link.start()
    try:
        ear.wait(LinkState.READY)
        port.press_data()
        ear.wait(Reading)
        assert asked == []
        link.request()
        ear.wait(Reading)
        assert len(asked) == 1
    finally:
        link.stop()


def test_a_request_made_just_before_the_port_opened_is_kept(port: PtyPort) -> None:
    ear = Ear()
    link = Link(Address(port.url, "mitutoyo-mux10"), ear)
    link.start()
    link.request()
    try:
        ear.wait(Reading)
    finally:
        link.stop()


def test_a_defect_of_the_listener_does_not_silence_the_instrument(
    port: PtyPort, instrument: SimulatedInstrument, caplog: pytest.LogCaptureFixture
) -> None:
    ear = Ear(fails_at=1)
    link = Link(Address(port.url, "mitutoyo-mux10"), ear)
    with caplog.at_level(logging.ERROR, logger="drivers.link"):
        link.start()
        try:
            ear.wait(LinkState.READY)
            port.press_data()
            instrument.present(Decimal("12.346"))
            port.press_data()
            ear.wait(Reading)
        finally:
            link.stop()
    assert caplog.text.count("RuntimeError: a defect of the listener") == 1


def test_bytes_lost_to_a_defect_are_reported(port: PtyPort, monkeypatch: pytest.MonkeyPatch) -> None:
    take, failed = Conversation.take, threading.Event()

    def defective(talk: Conversation, received: bytes, *arguments: object) -> object:
        if received and not failed.is_set():
            failed.set()
            raise ZeroDivisionError
        return take(talk, received, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(Conversation, "take", defective)
    monkeypatch.setattr(logging.getLogger("drivers.link"), "disabled", True)
    ear = Ear()
    link = Link(Address(port.url, "mitutoyo-mux10"), ear)
    link.start()
    try:
        ear.wait(LinkState.READY)
        port.press_data()
        fault = ear.wait(Fault)
        assert isinstance(fault, Fault) and (fault.code, fault.detail) == (FaultCode.FORMAT, "defect")
        port.press_data()
        ear.wait(Reading)
    finally:
        link.stop()


def test_a_defect_beside_the_decoder_opens_the_port_anew(port: PtyPort, monkeypatch: pytest.MonkeyPatch) -> None:
    request, failed = Conversation.request, threading.Event()

    def defective(talk: Conversation, *arguments: object) -> object:
        if not failed.is_set():
            failed.set()
            raise ZeroDivisionError
        return request(talk, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(Conversation, "request", defective)
    monkeypatch.setattr(logging.getLogger("drivers.link"), "disabled", True)
    ear = Ear()
    link = Link(Address(port.url, "mitutoyo-mux10"), ear)
    link.start()
    try:
        ear.wait(LinkState.READY)
        link.request()
        ear.wait(LinkState.LOST)
        ear.wait(LinkState.READY)
        link.request()
        ear.wait(Reading)
    finally:
        link.stop()
