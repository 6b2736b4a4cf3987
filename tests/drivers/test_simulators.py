"""Simulated instruments behave as the manuals say real ones do, on a terminal and on `sim://`."""

from __future__ import annotations

import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from drivers import Address, Fault, FaultCode, Link, LinkEvent, LinkState, Reading, StateChange, families
from drivers.simulators import (
    FAULT_KINDS,
    Mux10Simulator,
    OptoSimulator,
    SimulatedFace,
    SimulatedInstrument,
    SimulatedPort,
    open_simulated,
    register,
    simulator_for,
)
from drivers.simulators.pty_port import PtyPort
from drivers.transport import PortUnavailable, Transport

PATIENCE_S = 15


def gauge(value: str = "12.345", repeatability: str = "0", seed: int = 1) -> SimulatedInstrument:
    instrument = SimulatedInstrument(Decimal("0.001"), Decimal(repeatability), seed)
    instrument.present(Decimal(value))
    return instrument


def said(face: SimulatedFace, command: bytes) -> bytes:
    return b"".join(sent.data for sent in face.feed(command))


def test_a_seed_gives_the_same_series_and_another_seed_another() -> None:
    def series(seed: int) -> list[str]:
        instrument = gauge("20", "0.002", seed)
        return [str(instrument.display()) for _ in range(10)]

    assert series(1) == series(1) != series(2)
    assert all(len(value.partition(".")[2]) == 3 for value in series(1))


def test_the_display_shows_inches_at_half_the_metric_step() -> None:
    instrument = gauge("25.4")
    instrument.toggle_unit()
    assert str(instrument.display()) == "1.00000"


def test_an_unknown_fault_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown fault"):
        gauge().fault_next("gremlin")


def test_a_multiplexer_answers_each_channel() -> None:
    second = gauge("-1.5")
    face = Mux10Simulator({"1": gauge(), "2": second})
    assert said(face, b"1\r2\r") == b"01A+0012.345\r02A-0001.500\r"
    assert said(face, b"3\r") == b"931\r"
    assert said(face, b"hello\r") == b"912\r"
    assert b"".join(sent.data for sent in face.press_data("2")) == b"02A-0001.500\r"
    second.switch_off()
    assert said(face, b"2\r") == b"921\r" and face.press_data("2") == []
    with pytest.raises(KeyError):
        face.press_data("7")


@pytest.mark.parametrize("channels", [{}, {"0": None}, {"10": None}])
def test_a_multiplexer_has_nine_channels(channels: dict[str, SimulatedInstrument]) -> None:
    with pytest.raises(ValueError, match="channels"):
        Mux10Simulator(channels)


@pytest.mark.parametrize(
    ("kind", "answer"), [("911", b"911\r"), ("912", b"912\r"), ("918", b"918\r"), ("919", b"919\r")]
)
def test_mux10_faults_bear_the_numbers_of_the_manual(kind: str, answer: bytes) -> None:
    face = Mux10Simulator({"1": gauge()})
    face.fault_next(kind)
    assert said(face, b"1\r") == answer
    assert said(face, b"1\r") == b"01A+0012.345\r"


def test_opto_talks_as_the_manual_says() -> None:
    face = OptoSimulator(gauge())
    assert said(face, b"?\r") == b"+012.345\r" and said(face, b"uni ?\r") == b"MM\r"
    assert said(face, b"FOO\r") == b"ERR1\r" and said(face, b"ID?\r").startswith(b"SY")
    for number in "0123":
        face.fault_next(f"ERR{number}")
        assert said(face, b"?\r") == f"ERR{number}\r".encode()
    face.echo = True
    assert said(face, b"?\r") == b"?\r+012.345\r"


@pytest.mark.parametrize("family", ["mitutoyo-mux10", "opto-rs"])
@pytest.mark.parametrize("kind", sorted(FAULT_KINDS))
def test_every_fault_is_followed_by_a_good_frame(family: str, kind: str) -> None:
    face = simulator_for(family, gauge())
    face.fault_next(kind)
    face.press_data()
    assert face.press_data()[0].data.endswith(b"\r")


Opener = Callable[[SimulatedFace], SimulatedPort]


@pytest.fixture(params=["terminal", "in process"])
def opener(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Opener]:
    ports: list[SimulatedPort] = []

    def open_it(face: SimulatedFace) -> SimulatedPort:
        if request.param == "terminal":
            ports.append(open_simulated(face, "caliper", tmp_path / "ttyCALIPER"))
        else:
            ports.append(register("caliper", face))
        return ports[-1]

    yield open_it
    for port in ports:
        port.close()


class Listener:
    """A link on a simulated port, and what it reported."""

    def __init__(self, port: SimulatedPort, family: str, *channels: str) -> None:
        self.events: queue.Queue[LinkEvent] = queue.Queue()
        addresses = [Address(port.url, family, channel=channel) for channel in channels or (None,)]
        self.link = Link(addresses, self.events.put)
        self.link.start()

    def until(self, wanted: Callable[[LinkEvent], bool]) -> LinkEvent:
        while not wanted(event := self.events.get(timeout=PATIENCE_S)):
            pass
        return event

    def state(self, state: LinkState) -> None:
        self.until(lambda event: isinstance(event, StateChange) and event.state is state)

    def reading(self) -> Reading:
        event = self.until(lambda event: isinstance(event, Reading))
        assert isinstance(event, Reading)
        return event


@pytest.mark.parametrize("family", ["mitutoyo-mux10", "opto-rs"])
def test_a_cable_pulled_in_mid_frame_and_plugged_again(opener: Opener, family: str) -> None:
    face = simulator_for(family, gauge())
    port = opener(face)
    listener = Listener(port, family)
    try:
        listener.state(LinkState.READY)
        port.press_data()
        listener.reading()
        face.fault_next("unplug")
        port.press_data()
        listener.state(LinkState.LOST)
        port.press_data()  # into the void
        port.replug()
        listener.state(LinkState.READY)
        port.press_data()
        assert listener.reading().raw.endswith(b"12.345\r")
    finally:
        listener.link.stop()


def test_the_channels_of_one_cable_are_told_apart(opener: Opener) -> None:
    port = opener(Mux10Simulator({"1": gauge(), "2": gauge("7.000")}))
    listener = Listener(port, "mitutoyo-mux10", "1", "2")
    try:
        listener.state(LinkState.READY)
        port.press_data("2")
        reading = listener.reading()
        assert (reading.channel, str(reading.value)) == ("2", "7.000")
        port.press_data()
        assert listener.reading().channel == "1"
    finally:
        listener.link.stop()


def test_a_simplex_cable_gives_only_what_was_pressed(opener: Opener) -> None:
    face = OptoSimulator(gauge())
    face.simplex = True
    listener = Listener(opener(face), "opto-rs")
    try:
        listener.link.request()
        assert str(listener.reading().value) == "12.345"
        assert listener.events.empty()
    finally:
        listener.link.stop()


def test_a_silent_instrument_that_answers_anything_is_ready_again(opener: Opener) -> None:
    instrument = gauge()
    port = opener(OptoSimulator(instrument))
    listener = Listener(port, "opto-rs")
    try:
        instrument.switch_off()
        listener.link.request()
        listener.state(LinkState.SILENT)
        instrument.switch_on()
        listener.link.request()
        listener.state(LinkState.READY)
        assert str(listener.reading().value) == "12.345"
    finally:
        listener.link.stop()


def test_a_line_that_nobody_reads_does_not_stop_the_instrument() -> None:
    port = PtyPort(OptoSimulator(gauge()))
    try:
        for _ in range(3000):
            port.press_data()
    finally:
        port.close()


def test_closing_frees_threads_and_files_and_may_be_done_twice() -> None:
    def held() -> tuple[int, int]:
        return threading.active_count(), len(list(Path("/proc/self/fd").iterdir())) if Path(
            "/proc/self/fd"
        ).exists() else 0

    before = held()
    port = PtyPort(OptoSimulator(gauge()), pace=True)
    port.press_data()
    port.unplug()
    port.press_data()
    port.replug()
    port.close()
    port.close()
    assert held() == before


@pytest.mark.parametrize(
    "url",
    [
        "sim://opto-rs?value=NaN",
        "sim://opto-rs?value=abc",
        "sim://opto-rs?push=abc",
        "sim://opto-rs?push=0",
        "sim://opto-rs?push=nan",
        "sim://opto-rs?fault=gremlin",
        "sim://opto-rs?unit=cubit",
        "sim://opto-rs?noise=inf",
        "sim://opto-rs?colour=red",
        "sim://nothing",
        "sim://bench/nobody",
    ],
)
def test_an_address_that_describes_no_instrument_cannot_be_opened(url: str) -> None:
    with pytest.raises(PortUnavailable):
        Transport(url, families()["opto-rs"])


def test_an_address_can_spoil_its_first_frame() -> None:
    events: queue.Queue[LinkEvent] = queue.Queue()
    link = Link(Address("sim://mitutoyo-mux10?value=20.00&fault=918", "mitutoyo-mux10"), events.put)
    link.start()
    try:
        link.request()
        codes = []
        while not isinstance(event := events.get(timeout=PATIENCE_S), Reading):
            if isinstance(event, Fault):
                codes.append(event.code)
        assert codes == [FaultCode.BUSY] and str(event.value) == "20.00"
    finally:
        link.stop()


def test_the_package_is_cheap_to_import() -> None:
    loaded = "import sys, drivers; print([m for m in sys.modules if 'simulators' in m or 'list_ports' in m])"
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-c", loaded], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
