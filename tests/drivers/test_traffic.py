"""Recordings of traffic: written whatever happens, read whatever they hold, replayed from the instrument's side."""

from __future__ import annotations

import contextlib
import json
import os
import queue
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
import serial
from hypothesis import given
from hypothesis import strategies as st

from drivers import Address, Link, LinkEvent, Reading
from drivers.simulators import OptoSimulator, SimulatedInstrument, register
from drivers.traffic import Speaker, TrafficEnd, TrafficFlaw, TrafficLog, TrafficUnreadable, read_traffic

NOON = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


def address(path: Path, options: str = "") -> str:
    return path.as_uri().replace("file:", "replay:") + options


def opened(path: Path, options: str = "") -> serial.SerialBase:
    port = serial.serial_for_url(address(path, options), timeout=5)
    assert isinstance(port, serial.SerialBase)
    return port


def test_what_passed_is_read_back(tmp_path: Path) -> None:
    path, clock = tmp_path / "t.jsonl", Clock()
    log = TrafficLog(path, "/dev/ttyUSB0", "opto-rs", clock=clock)
    log.said(b"?\r")
    clock.now += timedelta(seconds=0.25)
    log.heard(b"+012.345\r")
    log.close()
    log.close()
    log.said(b"?\r")
    recording = read_traffic(path)
    assert (recording.url, recording.family, recording.started_at) == ("/dev/ttyUSB0", "opto-rs", NOON)
    assert [(spoken.speaker, spoken.data) for spoken in recording.spoken] == [
        (Speaker.HOST, b"?\r"),
        (Speaker.INSTRUMENT, b"+012.345\r"),
    ]
    assert recording.spoken[1].at == clock.now and recording.end is TrafficEnd.CLOSED


def test_a_recording_never_overwrites_another(tmp_path: Path) -> None:
    TrafficLog(tmp_path / "t", "a", "b").close()
    with pytest.raises(FileExistsError):
        TrafficLog(tmp_path / "t", "a", "b")


def test_a_full_recording_says_so_and_stays_within_its_size(tmp_path: Path) -> None:
    path = tmp_path / "t"
    log = TrafficLog(path, "x", "y", largest=20_000)
    for _ in range(1000):
        log.heard(b"+012.345\r")
    assert log.end is TrafficEnd.FULL and path.stat().st_size <= 20_000
    recording = read_traffic(path)
    assert recording.end is TrafficEnd.FULL and len(recording.spoken) > 50


def test_a_disk_that_fails_ends_the_recording_and_nothing_else(tmp_path: Path) -> None:
    log = TrafficLog(tmp_path / "t", "x", "y")
    os.close(log._file.fileno())
    log.heard(b"1")
    log.heard(b"2")
    assert log.end is TrafficEnd.FAILED


def test_what_a_killed_program_left_is_read(tmp_path: Path) -> None:
    path = tmp_path / "t"
    log = TrafficLog(path, "x", "y")
    log.heard(b"1\r")
    with path.open("ab") as file:
        file.write(b'{"at": "2026-')
    recording = read_traffic(path)
    assert recording.end is TrafficEnd.CUT and [spoken.data for spoken in recording.spoken] == [b"1\r"]
    log.close()


HEADER = {"format": "traffic-1", "url": "u", "family": "f", "started_at": NOON.isoformat()}
LINE = {"at": NOON.isoformat(), "from": "host", "hex": "3f0d"}


@pytest.mark.parametrize(
    ("lines", "flaw", "number"),
    [
        ([], TrafficFlaw.HEADER, 1),
        (["x"], TrafficFlaw.HEADER, 1),
        ([[]], TrafficFlaw.HEADER, 1),
        ([{**HEADER, "format": "traffic-2"}], TrafficFlaw.HEADER, 1),
        ([{**HEADER, "started_at": "2026-11-27"}], TrafficFlaw.HEADER, 1),
        ([HEADER, LINE, {**LINE, "from": "cat"}], TrafficFlaw.LINE, 3),
        ([HEADER, {**LINE, "hex": "zz"}], TrafficFlaw.LINE, 2),
        ([HEADER, {**LINE, "hex": 3}], TrafficFlaw.LINE, 2),
        ([HEADER, {**LINE, "at": 3}], TrafficFlaw.LINE, 2),
        ([HEADER, {**LINE, "hex": "00" * 9000}], TrafficFlaw.LINE, 2),
        ([HEADER, {"at": NOON.isoformat(), "end": "closed"}, LINE], TrafficFlaw.LINE, 2),
        ([HEADER, {"at": NOON.isoformat(), "end": "happy"}], TrafficFlaw.LINE, 2),
    ],
)
def test_what_is_no_recording_says_where(tmp_path: Path, lines: list[object], flaw: TrafficFlaw, number: int) -> None:
    path = tmp_path / "t"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    with pytest.raises(TrafficUnreadable) as refused:
        read_traffic(path)
    assert (refused.value.flaw, refused.value.line) == (flaw, number)


def test_a_missing_file_a_folder_and_a_giant_are_refused(tmp_path: Path) -> None:
    giant = tmp_path / "giant"
    with giant.open("wb") as file:
        file.truncate(20_000_001)
    for path, flaw in (
        (tmp_path / "none", TrafficFlaw.MISSING),
        (tmp_path, TrafficFlaw.UNREADABLE),
        (giant, TrafficFlaw.TOO_BIG),
    ):
        with pytest.raises(TrafficUnreadable) as refused:
            read_traffic(path)
        assert refused.value.flaw is flaw


json_lines = st.dictionaries(
    st.sampled_from(["at", "from", "hex", "end", "format"]),
    st.none() | st.integers() | st.sampled_from([NOON.isoformat(), "host", "3f", "closed", "é"]),
).map(lambda line: json.dumps(line).encode())


@given(st.lists(json_lines | st.binary(max_size=30), max_size=5), st.booleans())
def test_any_file_is_a_recording_or_refused(
    tmp_path_factory: pytest.TempPathFactory, lines: list[bytes], headed: bool
) -> None:
    path = tmp_path_factory.mktemp("traffic") / "t"
    path.write_bytes(b"\n".join([json.dumps(HEADER).encode()] * headed + lines))
    with contextlib.suppress(TrafficUnreadable):
        read_traffic(path)


@pytest.fixture
def dialogue(tmp_path: Path) -> Iterator[Path]:
    """A dialogue with a simulated instrument: its unit, two readings asked for, one pushed ten seconds later."""
    instrument = SimulatedInstrument(Decimal("0.001"), Decimal(0), 1)
    simulated = register("traffic", OptoSimulator(instrument))
    path, clock = tmp_path / "t é.jsonl", Clock()
    log = TrafficLog(path, simulated.url, "opto-rs", clock=clock)
    with serial.serial_for_url(simulated.url, timeout=5) as port:
        for command, shown in ((b"UNI?\r", "1"), (b"?\r", "1"), (b"?\r", "2")):
            instrument.present(Decimal(shown))
            port.write(command)
            log.said(command)
            log.heard(port.read_until(b"\r"))
        instrument.present(Decimal("3"))
        clock.now += timedelta(seconds=10)
        simulated.press_data()
        log.heard(port.read_until(b"\r"))
    log.close()
    simulated.close()
    yield path


def test_a_recorded_dialogue_is_replayed(dialogue: Path) -> None:
    with opened(dialogue, "?speed=10000") as port:
        assert port.read_until(b"\r") == b"+003.000\r"  # it came by itself
        port.timeout = 0.05
        assert port.read(1) == b""  # nothing before the host asks
        port.timeout = 5
        port.write(b"?")
        port.write(b"\r")
        assert port.read_until(b"\r") == b"+001.000\r"
        port.write(b"UNI?\r?\r")
        assert port.read_until(b"\r") + port.read_until(b"\r") == b"MM\r+002.000\r"
        port.timeout = 0.05
        port.write(b"?\rID?\r")
        assert port.read(1) == b"" and port.in_waiting == 0  # it was asked twice only, and never who it is


def test_what_came_by_itself_waits_for_its_time(dialogue: Path) -> None:
    with opened(dialogue) as port:
        port.timeout = 0.05
        assert port.read(1) == b""
        port.cancel_read()
        port.timeout = None
        assert port.read(1) == b""


def test_the_shipped_link_reads_a_recording(dialogue: Path) -> None:
    events: queue.Queue[LinkEvent] = queue.Queue()
    link = Link(Address(address(dialogue, "?speed=10000"), "opto-rs"), events.put)
    link.start()
    try:
        while not isinstance(event := events.get(timeout=10), Reading):
            pass
    finally:
        link.stop()
    assert str(event.value) == "3.000"


@pytest.mark.parametrize("options", ["?speed=0", "?speed=nan", "?speed=x", "?pace=1", "#x"])
def test_a_wrong_address_is_refused_as_a_port_is(dialogue: Path, options: str) -> None:
    with pytest.raises(serial.SerialException):
        opened(dialogue, options)


def test_a_file_that_is_no_recording_is_refused_as_a_port_is(tmp_path: Path) -> None:
    (tmp_path / "t").write_text("hello\n")
    for path in (tmp_path / "t", tmp_path / "none"):
        with pytest.raises(serial.SerialException):
            opened(path)
