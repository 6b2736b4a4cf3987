"""A folder where results are dropped: read once, when complete, whatever is dropped there."""

from __future__ import annotations

import hashlib
import json
import os
import queue
import sys
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from drivers.address import Address
from drivers.files_read import FilesRead
from drivers.folder import FolderWatch
from drivers.reading import Cause, Fault, FaultCode, LinkEvent, LinkState, Reading, StateChange

NOON = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
CSV = "name;value;unit\nD1;12,5;mm\nD2;3,25;\n"


class Machine:
    """A measuring machine that drops files, and the watch over its folder, looked through by hand."""

    def __init__(self, tmp_path: Path, options: str = "?pattern=*.csv", **agreed: object) -> None:
        self.folder = tmp_path / "résultats 3D"
        self.folder.mkdir(exist_ok=True)
        self.memory = tmp_path / "memory.json"
        self.options, self.agreed = options, agreed
        self.events: list[LinkEvent] = []
        self.open()
        self.watch.look()

    def open(self) -> None:
        url = self.folder.as_uri().replace("file:", "folder:") + self.options
        address = Address(url, "folder", **self.agreed)  # type: ignore[arg-type]
        self.watch = FolderWatch(address, self.events.append, self.memory, clock=lambda: NOON)

    def drop(self, name: str, content: str | bytes = CSV) -> Path:
        path = self.folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def seen(self, looks: int = 3) -> list[Reading | Fault]:
        self.events.clear()
        for _ in range(looks):
            self.watch.look()
        return [event for event in self.events if not isinstance(event, StateChange)]  # type: ignore[misc]

    def details(self) -> list[tuple[FaultCode, str]]:
        return [(event.code, event.detail) for event in self.seen(4) if isinstance(event, Fault)]


def test_each_result_of_a_file_is_a_reading(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    machine.drop("piece 1.csv")
    digest = hashlib.sha256(CSV.encode()).hexdigest()
    assert machine.seen() == [
        Reading(Decimal("12.5"), "mm", b"D1;12,5;mm", NOON, "D1", ("file",), digest),
        Reading(Decimal("3.25"), "mm", b"D2;3,25;", NOON, "D2", ("file", "unit_declared"), digest),
    ]
    assert machine.seen() == []


def test_a_file_is_read_when_it_is_complete(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    path = machine.drop("a.csv", "name;value\nD1;1,2")
    assert machine.seen(1) == []
    path.write_text("name;value\nD1;1,25\n")
    assert machine.seen(1) == []
    found = machine.seen(1)
    assert [event.value for event in found if isinstance(event, Reading)] == [Decimal("1.25")]


def values(events: list[Reading | Fault]) -> list[str]:
    return [str(event.value) if isinstance(event, Reading) else event.detail for event in events]


def test_half_a_value_of_a_slow_writer_is_never_read(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    machine.drop("a.csv", "name;value\nA;12.34\nB;1")
    assert machine.seen(3) == []
    machine.drop("a.csv", "name;value\nA;12.34\nB;12.34\n")
    assert values(machine.seen()) == ["12.34", "12.34"]


def test_a_last_line_that_never_gets_its_end_is_read_a_little_later(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    machine.drop("a.csv", "name;value\nA;12.34\nB;1.5")
    assert machine.seen(3) == []
    assert values(machine.seen(1)) == ["12.34", "1.5"]


def test_of_a_file_that_grows_only_the_new_results_are_given(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    machine.drop("a.csv", "name;value\nA;12.34\n")
    assert values(machine.seen()) == ["12.34"]
    machine.drop("a.csv", "name;value\nA;12.34\nB;1.5\nA;12.34\n")
    assert values(machine.seen()) == ["1.5", "12.34"]
    machine.open()
    machine.drop("a.csv", "name;value\nA;12.34\nB;1.5\nA;12.34\nC;7.1\n")
    assert values(machine.seen()) == ["7.1"]
    machine.drop("a.csv", "name;value\nA;12.35\nB;1.5\nA;12.34\nC;7.1\nD;2.0\n")  # another file
    assert values(machine.seen()) == ["12.35", "1.5", "12.34", "7.1", "2.0"]


def test_what_was_in_a_file_before_the_first_watch_is_not_given_when_it_grows(tmp_path: Path) -> None:
    folder = tmp_path / "résultats 3D"
    folder.mkdir()
    (folder / "a.csv").write_text("name;value\nA;12.34\n")
    machine = Machine(tmp_path)
    machine.drop("a.csv", "name;value\nA;12.34\nB;1.5\n")
    assert values(machine.seen()) == ["1.5"]


def test_many_files_at_once_are_remembered_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine(tmp_path)
    saved: list[int] = []
    monkeypatch.setattr(FilesRead, "save", lambda _memory, present: saved.append(len(present)))
    for number in range(100):
        machine.drop(f"{number}.csv")
    assert len(machine.seen(2)) == 200 and saved == [100]


@pytest.mark.parametrize("name", [".a.csv", "~$a.csv", "a.csv.tmp", "a.csv.part", "a.csv~", "a.txt"])
def test_unfinished_and_other_files_are_left_alone(tmp_path: Path, name: str) -> None:
    machine = Machine(tmp_path)
    machine.drop(name)
    assert machine.seen() == []


def test_a_restart_does_not_read_twice_and_reads_what_came_meanwhile(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    machine.drop("a.csv")
    assert len(machine.seen()) == 2
    machine.drop("B.CSV", "name;value\nD3;1\n")
    machine.open()
    assert [event.channel for event in machine.seen()] == ["D3"]
    machine.open()
    assert machine.seen() == []


def test_what_was_measured_before_the_first_watch_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "résultats 3D").mkdir()
    (tmp_path / "résultats 3D" / "old.csv").write_text(CSV)
    machine = Machine(tmp_path)
    assert machine.seen() == []


def test_a_file_written_anew_is_read_and_the_same_one_is_said_to_be_known(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    path = machine.drop("a.csv")
    assert len(machine.seen()) == 2
    machine.drop("a.csv", CSV.replace("12,5", "12,6"))
    os.utime(path, ns=(1, 1))
    assert len(machine.seen()) == 2
    machine.drop("a.csv")
    os.utime(path, ns=(2, 2))
    assert machine.details() == [(FaultCode.REPEATED, "already_read")]


@pytest.mark.parametrize(
    "memory",
    [
        "",
        "[]",
        "{",
        '{"format": 2, "files": {}}',
        '{"format": 1, "files": {"a": [1]}}',
        "[" * 9000,
        '{"format": 1, "files": []}',
    ],
)
def test_a_damaged_memory_reads_nothing_twice(tmp_path: Path, memory: str) -> None:
    (tmp_path / "memory.json").write_text(memory)
    (tmp_path / "résultats 3D").mkdir()
    (tmp_path / "résultats 3D" / "old.csv").write_text(CSV)
    machine = Machine(tmp_path)
    assert [event.detail for event in machine.events if isinstance(event, Fault)] == ["memory"]
    assert machine.seen() == []
    assert json.loads(machine.memory.read_text())["files"].keys() == {"old.csv"}


def test_a_memory_that_cannot_be_written_is_said_and_the_results_are_given_once(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    machine.memory.unlink()
    machine.memory.mkdir()
    machine.drop("a.csv")
    found = machine.seen()
    assert [type(event) for event in found] == [Reading, Reading, Fault]
    assert isinstance(found[-1], Fault) and found[-1].detail == "memory"
    assert machine.seen() == []


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"\x00" * 100, (FaultCode.FORMAT, "binary")),
        (b"\x81", (FaultCode.FORMAT, "encoding")),
        (b"D1;12\n", (FaultCode.FORMAT, "no_header")),
        (b"", (FaultCode.FORMAT, "no_header")),
        (b"x" * 5_000_001, (FaultCode.REFUSED, "too_big")),
        (b"name;value\nD1;NaN\n", (FaultCode.FORMAT, "number")),
    ],
)
def test_hostile_files_are_faults_said_once(tmp_path: Path, content: bytes, fault: tuple[FaultCode, str]) -> None:
    machine = Machine(tmp_path)
    machine.drop("bad.csv", content)
    assert machine.details() == [fault]
    assert machine.details() == []


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_a_link_that_leaves_the_folder_is_refused(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    outside = tmp_path / "secret.csv"
    outside.write_text(CSV)
    (machine.folder / "link.csv").symlink_to(outside)
    (machine.folder / "loop.csv").symlink_to(machine.folder / "loop.csv")
    (machine.folder / "nothing.csv").symlink_to(tmp_path / "nothing")
    assert machine.details() == [(FaultCode.REFUSED, "outside")]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_named_pipe_does_not_hang_the_watch(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    os.mkfifo(machine.folder / "pipe.csv")
    (machine.folder / "directory.csv").mkdir()
    assert machine.details() == [(FaultCode.REFUSED, "not_a_file")]


def test_only_the_agreed_result_with_the_agreed_decimals(tmp_path: Path) -> None:
    machine = Machine(tmp_path, channel="D1", decimals=2, unit="in")
    machine.drop("a.csv", "name;value\nD2;1,25\nD1;1,250\nD1;1,25\n")
    found = machine.seen()
    assert [(type(event), event.channel) for event in found] == [(Fault, "D1"), (Reading, "D1")]
    assert isinstance(found[0], Fault) and (found[0].code, found[0].detail) == (FaultCode.UNIT, "decimals")
    assert isinstance(found[1], Reading) and found[1].unit == "in"


def test_lines_of_text_have_their_template_in_the_address(tmp_path: Path) -> None:
    machine = Machine(tmp_path, "?pattern=*.txt&line=%7Bchannel%7D%20%7Bvalue%7D%20%7Bunit%7D")
    machine.drop("a.txt", "Rugosimètre\nRa 0,81 µm\n")
    assert [(event.channel, event.unit) for event in machine.seen() if isinstance(event, Reading)] == [("Ra", "um")]


@pytest.mark.parametrize(
    "url",
    ["/tmp", "file:///tmp", "folder:///tmp?size=3", "folder:///tmp?line=%7Bsize%7D", "folder:", "folder:results"],
)
def test_an_address_of_something_else_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(ValueError):
        FolderWatch(Address(url, "folder"), lambda event: None, tmp_path / "memory.json")


def test_a_folder_that_goes_away_and_comes_back(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    machine.folder.rename(tmp_path / "away")
    machine.events.clear()
    machine.watch.look()
    machine.watch.look()
    states = [event for event in machine.events if isinstance(event, StateChange)]
    assert [(state.state, state.cause) for state in states] == [
        (LinkState.LOST, Cause.MISSING),
        (LinkState.ABSENT, Cause.MISSING),
    ]
    assert [event.code for event in machine.events if isinstance(event, Fault)] == [FaultCode.LOST]
    (tmp_path / "away").rename(machine.folder)
    machine.watch.look()
    assert machine.watch.state is LinkState.READY


def test_the_thread_reads_and_stops(tmp_path: Path) -> None:
    events: queue.Queue[LinkEvent] = queue.Queue()
    watch = FolderWatch(
        Address(tmp_path.as_uri().replace("file:", "folder:") + "?pattern=*.csv", "folder"),
        events.put,
        tmp_path / "memory.json",
        every=0.01,
    )
    watch.start()
    while not (isinstance(event := events.get(timeout=10), StateChange) and event.state is LinkState.READY):
        pass
    while not (tmp_path / "memory.json").exists():
        pass
    (tmp_path / "a.csv").write_text(CSV)
    assert [getattr(events.get(timeout=10), "channel", None) for _ in range(2)] == ["D1", "D2"]
    watch.stop()
    watch.stop()
    assert not watch._thread.is_alive()
