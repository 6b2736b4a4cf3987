"""What passed on a wire, kept in a file that a technician can send: JSON Lines, the bytes in hexadecimal.

The first line is a header; each other line has a time, who spoke (`host` or `instrument`) and the bytes. The last one
says why the recording ended. A file without it, or with a torn last line, is that of a program that was killed.
"""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from drivers.reading import utc_now

LARGEST_FILE = 20_000_000
_LARGEST_RECORDING = 4_000_000
_ROOM_FOR_HEADER_AND_END = 8000
_LONGEST_PIECE = 4096  # bytes
_LONGEST_NAME = 500
_LONGEST_LINE = 3 * _LONGEST_PIECE
_FORMAT = "traffic-1"


class Speaker(StrEnum):
    """Who sent the bytes."""

    HOST = "host"
    INSTRUMENT = "instrument"


class TrafficEnd(StrEnum):
    """Why a recording ended."""

    CLOSED = "closed"
    FULL = "full"  # the file has the size agreed
    FAILED = "failed"  # the file could not be written
    CUT = "cut"  # it does not say: the program was killed


class TrafficFlaw(StrEnum):
    """Why a file is no recording."""

    MISSING = "missing"
    UNREADABLE = "unreadable"
    TOO_BIG = "too_big"
    HEADER = "header"
    LINE = "line"


class TrafficUnreadable(ValueError):
    """A file that cannot be read as a recording; `line` counts from 1, 0 for the whole file."""

    def __init__(self, flaw: TrafficFlaw, line: int = 0) -> None:
        super().__init__(f"{flaw}, line {line}")
        self.flaw = flaw
        self.line = line


@dataclass(frozen=True, slots=True)
class Spoken:
    """Bytes, who sent them and when."""

    at: datetime
    speaker: Speaker
    data: bytes


@dataclass(frozen=True, slots=True)
class Recording:
    """A file of traffic, read."""

    url: str
    family: str
    started_at: datetime
    spoken: tuple[Spoken, ...]
    end: TrafficEnd


class TrafficLog:
    """Writes one recording; each line is on its way to the disk before the next byte is looked at. Thread-safe.

    What goes wrong with the file ends the recording, never the conversation: `end` says so.
    """

    def __init__(
        self,
        path: Path,
        url: str,
        family: str,
        *,
        clock: Callable[[], datetime] = utc_now,
        largest: int = _LARGEST_RECORDING,
    ) -> None:
        """Begin a new file, of `largest` bytes at most. Raises OSError: FileExistsError when there is one already."""
        self.end: TrafficEnd | None = None
        self._clock = clock
        self._room = largest - _ROOM_FOR_HEADER_AND_END
        self._lock = threading.Lock()
        self._file = path.open("xb", buffering=0)
        header = {"format": _FORMAT, "url": url[:_LONGEST_NAME], "family": family[:_LONGEST_NAME]}
        self._put((json.dumps({**header, "started_at": clock().isoformat()}) + "\n").encode("ascii"))

    def said(self, data: bytes) -> None:
        """The program sent this."""
        self._keep(Speaker.HOST, data)

    def heard(self, data: bytes) -> None:
        """The instrument sent this."""
        self._keep(Speaker.INSTRUMENT, data)

    def close(self) -> None:
        """End the recording. Idempotent."""
        with self._lock:
            self._end(TrafficEnd.CLOSED)

    def _keep(self, speaker: Speaker, data: bytes) -> None:
        at = self._clock().isoformat()
        with self._lock:
            for begin in range(0, len(data), _LONGEST_PIECE):
                if self.end is None:
                    piece = data[begin : begin + _LONGEST_PIECE]
                    self._write({"at": at, "from": speaker.value, "hex": piece.hex()})

    def _write(self, said: dict[str, str]) -> None:
        line = (json.dumps(said) + "\n").encode("ascii")
        if len(line) > self._room:
            self._end(TrafficEnd.FULL)
            return
        self._room -= len(line)
        self._put(line)

    def _end(self, end: TrafficEnd) -> None:
        if self.end is not None:
            return
        self.end = end
        self._put((json.dumps({"at": self._clock().isoformat(), "end": end.value}) + "\n").encode("ascii"))
        self._close()

    def _put(self, line: bytes) -> None:
        try:
            left = memoryview(line)
            while left:
                left = left[self._file.write(left) or 0 :]
        except OSError:
            self.end = TrafficEnd.FAILED
            self._close()

    def _close(self) -> None:
        with contextlib.suppress(OSError):  # what a full disk kept back is refused once more here
            self._file.close()


def read_traffic(path: Path) -> Recording:
    """Read a recording; raises TrafficUnreadable."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise TrafficUnreadable(TrafficFlaw.TOO_BIG)
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except FileNotFoundError as error:
        raise TrafficUnreadable(TrafficFlaw.MISSING) from error
    except OSError as error:
        raise TrafficUnreadable(TrafficFlaw.UNREADABLE) from error
    if len(content) > LARGEST_FILE:
        raise TrafficUnreadable(TrafficFlaw.TOO_BIG)
    lines = content.split(b"\n")
    lines.pop()  # empty, or torn by the end of the program
    return _recording(lines)


def _recording(lines: list[bytes]) -> Recording:
    header = _fields(lines[0], 1) if lines else {}
    try:
        url, family, started_at = str(header["url"]), str(header["family"]), _time(header["started_at"])
    except (KeyError, ValueError) as error:
        raise TrafficUnreadable(TrafficFlaw.HEADER, 1) from error
    if header.get("format") != _FORMAT:
        raise TrafficUnreadable(TrafficFlaw.HEADER, 1)
    spoken: list[Spoken] = []
    for number, line in enumerate(lines[1:], start=2):
        said = _fields(line, number)
        try:
            at = _time(said["at"])
            if "end" in said:
                if number != len(lines):
                    raise TrafficUnreadable(TrafficFlaw.LINE, number)
                return Recording(url, family, started_at, tuple(spoken), TrafficEnd(said["end"]))
            spoken.append(Spoken(at, Speaker(said["from"]), bytes.fromhex(said["hex"])))
        except (KeyError, ValueError, TypeError) as error:
            raise TrafficUnreadable(TrafficFlaw.LINE, number) from error
    return Recording(url, family, started_at, tuple(spoken), TrafficEnd.CUT)


def _fields(line: bytes, number: int) -> dict[str, Any]:
    try:
        found: Any = json.loads(line) if len(line) <= _LONGEST_LINE else None
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise TrafficUnreadable(TrafficFlaw.HEADER if number == 1 else TrafficFlaw.LINE, number)
    return found


def _time(text: Any) -> datetime:
    """Raises ValueError for anything but a time with its zone."""
    found = datetime.fromisoformat(text) if isinstance(text, str) else None
    if found is None or found.tzinfo is None:
        raise ValueError(f"not a time: {text}")
    return found
