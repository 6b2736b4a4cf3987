"""The file of results that a value comes from, as the frame under it says: digest, name, place in the file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from metroapp.domain.measurement import Measurement

_DIGEST, _FILE, _LINE = "sha256=", "file=", "line="


class FileSource(NamedTuple):
    """`digest` is the SHA-256 of the whole file; no name where a watched folder read it, no line where it has none."""

    digest: str
    file: str = ""
    line: int = 0

    @property
    def flags(self) -> tuple[str, ...]:
        """What the frame of a value keeps of it."""
        found = [f"{_DIGEST}{self.digest}"]
        found += [f"{_FILE}{self.file}"] if self.file else []
        return (*found, f"{_LINE}{self.line}") if self.line else tuple(found)


def file_of(found: Measurement) -> FileSource | None:
    """Where a value was read; None for one that is in no file."""
    return next((source for given in found.inputs if given.frame and (source := _read(given.frame.flags))), None)


def _read(flags: Iterable[str]) -> FileSource | None:
    said = {
        mark: flag.removeprefix(mark) for flag in flags for mark in (_DIGEST, _FILE, _LINE) if flag.startswith(mark)
    }
    if _DIGEST not in said:
        return None
    line = said.get(_LINE, "")
    return FileSource(said[_DIGEST], said.get(_FILE, ""), int(line) if line.isascii() and line.isdigit() else 0)
