"""The shipped link on real pseudo-terminals, with everything that happens to a cable."""

from __future__ import annotations

import json
import logging
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from drivers import Address, Fault, FaultCode, Link, LinkEvent, LinkState, Reading, StateChange
from drivers.conversation import Conversation
from drivers.simulators import SimulatedInstrument, simulator_for
from drivers.simulators.pty_port import PtyPort

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 15


class Bench:
    """One simulated instrument on a pseudo-terminal, and the link that reads it."""

    def __init__(
        self, family: str, link: Path | None = None, *, speed: int | None = None, shows: str = "mm", **address: object
    ) -> None:
        self.instrument = SimulatedInstrument(Decimal("0.001"), Decimal(0), seed=1, unit=shows)
        self.instrument.present(Decimal("12.345"))
        self.face = simulator_for(family, self.instrument)
        if speed is not None:
            self.face.baud = speed
        self.port = PtyPort(self.face, link)
        self.events: queue.Queue[LinkEvent] = queue.Queue()
        self.link = Link(Address(self.port.url, family, **address), self.events.put)  # type: ignore[arg-type]
        self.link.start()
        self.wait(
            lambda event: event == StateChange(LinkState.READY, event.at) if isinstance(event, StateChange) else False
        )

    def wait(self, wanted: Callable[[LinkEvent], bool]) -> LinkEvent:
        while True:
            event = self.events.get(timeout=PATIENCE_S)
            if wanted(event):
                return event

    def reading(self) -> Reading:
        event = self.wait(lambda event: isinstance(event, Reading))
        assert isinstance(event, Reading)
        return event

    def fault(self, code: FaultCode) -> Fault:
        event = self.wait(lambda event: isinstance(event, Fault) and event.code is code)
        assert isinstance(event, Fault)
        return event

    def state(self, state: LinkState) -> None:
        self.wait(lambda event: isinstance(event, StateChange) and event.state is state)

    def close(self) -> None:
        self.link.stop()
        self.port.close()


@pytest.fixture
def open_bench() -> Iterator[Callable[..., Bench]]:
    opened: list[Bench] = []

    def open_it(*arguments: object, **options: object) -> Bench:
        opened.append(Bench(*arguments, **options))  # type: ignore[arg-type]
        return opened[-1]

    yield open_it
    for bench in opened:
        bench.close()


OpenBench = Callable[..., Bench]


@pytest.mark.parametrize("family", ["mitutoyo-mux10", "opto-rs"])
def test_the_data_button_pushes_a_reading(open_bench: OpenBench, family: str) -> None:
    bench = open_bench(family, decimals=3)
    bench.port.press_data()
    reading = bench.reading()
    assert str(reading.value) == "12.345" and reading.raw.endswith(b"12.345\r")


@pytest.mark.parametrize("family", ["mitutoyo-mux10", "opto-rs"])
def test_the_program_can_ask(open_bench: OpenBench, family: str) -> None:
    bench = open_bench(family)
    bench.link.request()
    assert bench.reading().value == Decimal("12.345")


@pytest.mark.parametrize(
    ("family", "fault", "code"),
    [
        ("mitutoyo-mux10", "no_data", FaultCode.NO_DATA),
        ("mitutoyo-mux10", "busy", FaultCode.BUSY),
        ("mitutoyo-mux10", "truncated", FaultCode.FRAMING),
        ("mitutoyo-mux10", "noise", FaultCode.FORMAT),
        ("opto-rs", "no_data", FaultCode.NO_DATA),
        ("opto-rs", "out_of_range", FaultCode.OUT_OF_RANGE),
        ("opto-rs", "parity", FaultCode.FRAMING),
        ("opto-rs", "truncated", FaultCode.FRAMING),
    ],
)
def test_a_spoilt_frame_is_a_fault_and_the_next_one_a_reading(
    open_bench: OpenBench, family: str, fault: str, code: FaultCode
) -> None:
    bench = open_bench(family)
    bench.port.press_data()
    bench.reading()
    bench.face.fault_next(fault)
    bench.port.press_data()
    bench.fault(code)
    bench.port.press_data()
    assert bench.reading().value == Decimal("12.345")


@pytest.mark.parametrize("fault", ["late", "split"])
def test_a_slow_or_hurried_frame_is_still_read(open_bench: OpenBench, fault: str) -> None:
    bench = open_bench("mitutoyo-mux10")
    bench.face.fault_next(fault)
    bench.port.press_data()
    assert bench.reading().value == Decimal("12.345")


def test_a_frame_that_bounces_is_counted_once(open_bench: OpenBench) -> None:
    bench = open_bench("mitutoyo-mux10")
    bench.face.fault_next("doubled")
    bench.port.press_data()
    assert bench.reading().value == Decimal("12.345")
    assert bench.fault(FaultCode.REPEATED).raw == b"01A+0012.345\r"
    bench.instrument.present(Decimal("12.346"))
    bench.port.press_data()
    assert bench.reading().value == Decimal("12.346")


def test_a_wrong_speed_gives_faults_and_no_reading(open_bench: OpenBench) -> None:
    bench = open_bench("mitutoyo-mux10", speed=2400)
    bench.port.press_data()
    event = bench.wait(lambda event: isinstance(event, Fault | Reading))
    assert isinstance(event, Fault) and event.code in (FaultCode.FRAMING, FaultCode.FORMAT)


def test_inches_where_millimetres_were_agreed(open_bench: OpenBench) -> None:
    bench = open_bench("mitutoyo-mux10", decimals=3)
    bench.instrument.toggle_unit()
    bench.port.press_data()
    assert bench.fault(FaultCode.UNIT).detail == "decimals"


def test_inches_told_by_the_instrument_itself(open_bench: OpenBench) -> None:
    bench = open_bench("opto-rs", shows="in")
    assert bench.fault(FaultCode.UNIT).detail == "in"
    bench.port.press_data()
    assert bench.fault(FaultCode.UNIT).detail == "other_unit"


def test_an_instrument_switched_off_is_silent_and_comes_back(open_bench: OpenBench) -> None:
    bench = open_bench("opto-rs")
    bench.port.press_data()
    bench.reading()
    bench.instrument.switch_off()
    bench.link.request()
    bench.fault(FaultCode.SILENT)
    bench.state(LinkState.SILENT)
    bench.instrument.switch_on()
    bench.port.press_data()
    assert bench.reading().value == Decimal("12.345")


def test_a_cable_pulled_in_mid_frame_comes_back_without_the_half_frame(open_bench: OpenBench, tmp_path: Path) -> None:
    bench = open_bench("mitutoyo-mux10", tmp_path / "ttyCALIPER")
    bench.port.send(b"01A+00")
    bench.port.unplug()
    bench.fault(FaultCode.LOST)
    bench.state(LinkState.LOST)
    bench.port.replug()
    bench.state(LinkState.READY)
    bench.port.press_data()
    assert bench.reading().raw == b"01A+0012.345\r"


def test_a_port_that_is_not_there_yet_is_opened_when_it_comes(tmp_path: Path) -> None:
    events: queue.Queue[LinkEvent] = queue.Queue()
    path = tmp_path / "ttyLATER"
    link = Link(Address(str(path), "mitutoyo-mux10"), events.put)
    link.start()
    states = []
    while LinkState.ABSENT not in states:
        event = events.get(timeout=PATIENCE_S)
        assert isinstance(event, StateChange)
        states.append(event.state)
    port = PtyPort(simulator_for("mitutoyo-mux10", SimulatedInstrument(Decimal("0.01"), Decimal(0), 1)), path)
    try:
        event = events.get(timeout=PATIENCE_S)
        assert isinstance(event, StateChange) and event.state is LinkState.READY
    finally:
        link.stop()
        port.close()


def test_stop_frees_the_thread_and_the_port(open_bench: OpenBench) -> None:
    def open_files() -> int:
        return len(list(Path("/proc/self/fd").iterdir())) if Path("/proc/self/fd").exists() else 0

    before = threading.active_count(), open_files()
    bench = open_bench("opto-rs")
    bench.close()
    bench.link.stop()
    assert (threading.active_count(), open_files()) == before


def test_a_defect_of_a_decoder_is_logged_and_the_link_goes_on(
    open_bench: OpenBench, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = open_bench("mitutoyo-mux10")
    take, failed = Conversation.take, threading.Event()

    def defective(self: Conversation, received: bytes, *arguments: object) -> object:
        if received and not failed.is_set():
            failed.set()
            raise ZeroDivisionError
        return take(self, received, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(Conversation, "take", defective)
    with caplog.at_level(logging.ERROR, logger="drivers.link"):
        bench.port.press_data()
        assert failed.wait(PATIENCE_S)
        bench.port.press_data()
        assert bench.reading().value == Decimal("12.345")
    assert "ZeroDivisionError" in caplog.text


def test_sim_addresses_are_read_like_ports() -> None:
    events: queue.Queue[LinkEvent] = queue.Queue()
    link = Link(Address("sim://opto-rs?value=20.015&push=0.05", "opto-rs"), events.put)
    link.start()
    try:
        while not isinstance(event := events.get(timeout=PATIENCE_S), Reading):
            pass
        assert str(event.value) == "20.015"
    finally:
        link.stop()


def watch(url: str, family: str, *options: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "drivers", "watch", url, "--instrument", family, *options]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.parametrize(("family", "raw"), [("mitutoyo-mux10", b"01A+0012.345\r"), ("opto-rs", b"+012.345\r")])
def test_watch_asks_counts_and_leaves(family: str, raw: bytes) -> None:
    instrument = SimulatedInstrument(Decimal("0.001"), Decimal(0), 1)
    instrument.present(Decimal("12.345"))
    face = simulator_for(family, instrument)
    face.fault_next("no_data")
    port = PtyPort(face)
    try:
        process = watch(port.url, family, "--count", "2", "--timeout", "20", "--json")
        out, _ = process.communicate(timeout=30)
    finally:
        port.close()
    lines = [json.loads(line) for line in out.splitlines()]
    assert process.returncode == 0
    assert [line.get("error") for line in lines] == ["no_data", None, None]
    assert lines[0]["message"].endswith(".")
    assert {key: lines[1][key] for key in ("value", "unit", "raw", "flags")} == {
        "value": "12.345", "unit": "mm", "raw": raw.hex(), "flags": ["unit_declared"],
    }  # fmt: skip


def test_watch_without_a_reading_ends_with_1() -> None:
    port = PtyPort(simulator_for("opto-rs", instrument := SimulatedInstrument(Decimal("0.01"), Decimal(0), 1)))
    instrument.switch_off()
    try:
        process = watch(port.url, "opto-rs", "--timeout", "2", "--json")
        out, _ = process.communicate(timeout=30)
    finally:
        port.close()
    assert process.returncode == 1
    assert [json.loads(line)["error"] for line in out.splitlines()] == ["silent"]


@pytest.mark.parametrize(
    "arguments",
    [("/dev/ttyNOTHERE", "opto-rs"), ("/dev/null", "unknown"), ("sim://nothing?value=1.0", "opto-rs")],
)
def test_watch_that_cannot_open_says_one_sentence_and_ends_with_2(arguments: tuple[str, str]) -> None:
    process = watch(*arguments)
    out, said = process.communicate(timeout=30)
    assert process.returncode == 2 and out == ""
    assert said.count("\n") == 1 and said.strip().endswith(".")


def test_the_same_terminal_can_be_watched_twice() -> None:
    """Seen: the second opening of a pseudo-terminal at 7E2 was refused by the system."""
    port = PtyPort(simulator_for("opto-rs", SimulatedInstrument(Decimal("0.01"), Decimal(0), 1)))
    try:
        for _ in range(2):
            process = watch(port.url, "opto-rs", "--timeout", "20")
            process.communicate(timeout=30)
            assert process.returncode == 0
    finally:
        port.close()
