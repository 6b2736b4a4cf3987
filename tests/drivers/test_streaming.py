"""Continuous output: simulated instruments that send by themselves on every kind of port, and the link that listens."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from time import monotonic, sleep

import pytest

from drivers import Address, Link, LinkEvent, LinkState, Reading, StateChange
from drivers.simulators import Mux10Simulator, SimulatedFace, SimulatedInstrument, register, simulator_for
from drivers.simulators.port import SimulatedPort
from drivers.simulators.pty_port import PtyPort
from drivers.simulators.socket_port import SocketPort

PATIENCE_S = 15
RATE = 100.0
OpenPort = Callable[[SimulatedFace], SimulatedPort]


class Listener:
    """A link, and what it reports."""

    def __init__(self, *addresses: Address) -> None:
        self.events: queue.Queue[LinkEvent] = queue.Queue()
        self.link = Link(addresses, self.events.put)
        self.link.start()
        self.until(lambda event: isinstance(event, StateChange) and event.state is LinkState.READY)

    def until(self, wanted: Callable[[LinkEvent], bool]) -> LinkEvent:
        deadline = monotonic() + PATIENCE_S
        while True:
            event = self.events.get(timeout=max(0.01, deadline - monotonic()))
            if wanted(event):
                return event

    def reading(self) -> Reading:
        found = self.until(lambda event: isinstance(event, Reading))
        assert isinstance(found, Reading)
        return found


def gauge(value: str = "1.234") -> SimulatedInstrument:
    instrument = SimulatedInstrument(Decimal("0.001"), Decimal(0), 1)
    instrument.present(Decimal(value))
    return instrument


def wait_for(so: Callable[[], bool]) -> None:
    deadline = monotonic() + PATIENCE_S
    while not so():
        assert monotonic() < deadline
        sleep(0.005)


@pytest.fixture(params=["terminal", "process", "socket"])
def open_port(request: pytest.FixtureRequest) -> Iterator[OpenPort]:
    opened: list[SimulatedPort] = []

    def make(face: SimulatedFace) -> SimulatedPort:
        match request.param:
            case "terminal":
                opened.append(PtyPort(face))
            case "process":
                opened.append(register("streaming", face))
            case _:
                opened.append(SocketPort(face))
        return opened[-1]

    yield make
    for port in opened:
        port.close()


@pytest.mark.parametrize("family", ["opto-rs", "mahr-duplex"])
def test_an_instrument_told_to_stream_sends_by_itself_until_it_is_told_to_stop(
    open_port: OpenPort, family: str
) -> None:
    face = simulator_for(family, gauge())
    face.rate = RATE
    listener = Listener(Address(open_port(face).url, family, "mm"))
    try:
        listener.link.stream(on=True)
        for _ in range(20):
            found = listener.reading()
            assert found.value == Decimal("1.234") and "stream" in found.flags
        listener.link.stream(on=False)
        wait_for(lambda: not face.streaming)
    finally:
        listener.link.stop()


def test_a_maxum_streams_from_the_moment_it_is_opened(open_port: OpenPort) -> None:
    face = simulator_for("maxum", gauge())
    face.rate = RATE
    listener = Listener(Address(open_port(face).url, "maxum", "mm"))
    try:
        assert all("stream" in listener.reading().flags for _ in range(5))
        listener.link.request()
        listener.until(lambda event: isinstance(event, Reading) and "stream" not in event.flags)
    finally:
        listener.link.stop()


def test_an_instrument_left_streaming_by_a_pulled_cable_is_told_to_stop_when_it_is_back(tmp_path: Path) -> None:
    face = simulator_for("opto-rs", gauge())
    face.rate = RATE
    port = PtyPort(face, tmp_path / "comparator")
    listener = Listener(Address(port.url, "opto-rs", "mm"))
    try:
        listener.link.stream(on=True)
        listener.reading()
        port.unplug()
        listener.until(lambda event: isinstance(event, StateChange) and event.state is not LinkState.READY)
        while not listener.events.empty():
            listener.events.get()
        port.replug()
        listener.until(lambda event: isinstance(event, StateChange) and event.state is LinkState.READY)
        wait_for(lambda: not face.streaming)
        while not listener.events.empty():
            event = listener.events.get()
            assert not isinstance(event, Reading) or "stream" in event.flags
    finally:
        listener.link.stop()
        port.close()


def test_the_end_of_a_continuous_output_is_told_however_late_the_port_comes(tmp_path: Path) -> None:
    face = simulator_for("opto-rs", gauge())
    face.rate, face.streaming = RATE, True  # the program was killed in a sweep
    port = PtyPort(face, tmp_path / "comparator")
    port.unplug()
    link = Link(Address(port.url, "opto-rs", "mm"), lambda _event: None)
    link.start()
    try:
        link.stream(on=False)
        for _ in range(200):
            link.request()  # what is asked meanwhile does not push the end out
        sleep(1.2)  # longer than the patience of the family
        port.replug()
        wait_for(lambda: not face.streaming)
    finally:
        link.stop()
        port.close()


def test_the_channel_that_streams_is_the_one_that_was_named() -> None:
    face = Mux10Simulator({"1": gauge("1.111"), "2": gauge("2.222")})
    port = register("streaming-mux", face)
    listener = Listener(*(Address(port.url, "mitutoyo-mux10", "mm", channel) for channel in ("1", "2")))
    try:
        listener.link.stream(on=True, channel="2")
        for _ in range(5):
            found = listener.reading()
            assert (found.channel, found.value) == ("2", Decimal("2.222")) and "stream" in found.flags
        port.press_data("1")  # DATA on the other one is a reading
        pressed = listener.until(lambda event: isinstance(event, Reading) and event.channel == "1")
        assert isinstance(pressed, Reading) and "stream" not in pressed.flags
    finally:
        listener.link.stop()
        port.close()


def test_what_can_stream_says_so() -> None:
    for family, can in (("opto-rs", True), ("mitutoyo-mux10", True), ("maxum", True)):
        assert Link(Address("sim://bench/nobody", family, "mm"), lambda _event: None).can_stream is can


def test_a_piece_that_turns_lifts_the_probe_by_its_run_out() -> None:
    instrument = gauge("10.000")
    instrument.turn(Decimal("0.040"), 40)
    shown = [instrument.display() for _ in range(80)]
    assert (max(shown), min(shown)) == (Decimal("10.020"), Decimal("9.980"))
    assert shown[:40] == shown[40:]
    instrument.turn(Decimal(0))
    assert instrument.display() == Decimal("10.000")
