"""Which files of a folder were read, kept in a small JSON file so that a restart does not read them twice."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

MOST_FILES = 5000  # of one folder
_MOST_DIGESTS = 20  # of one name, the last ones
_LARGEST = 20_000_000

Stamp = tuple[int, int]  # size in bytes, time of the last change in nanoseconds


class MemoryDamaged(Exception):
    """The memory is there and cannot be used."""


@dataclass(slots=True)
class _Known:
    stamp: Stamp
    digests: list[str] = field(default_factory=list)


class FilesRead:
    """Files by name, with the digests (SHA-256) of what was read in them."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._files: dict[str, _Known] = {}

    def load(self) -> bool:
        """Read the memory; False when there is none yet. Raises MemoryDamaged."""
        try:
            if self._path.stat().st_size > _LARGEST:
                raise MemoryDamaged("too big")
            self._files = _files(json.loads(self._path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return False
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise MemoryDamaged(str(error)) from error
        return True

    def unchanged(self, name: str, stamp: Stamp) -> bool:
        """Whether a file is as it was when it was read."""
        known = self._files.get(name)
        return known is not None and known.stamp == stamp

    def size_when_read(self, name: str) -> int:
        """In bytes; 0 for a file that is not known."""
        known = self._files.get(name)
        return 0 if known is None else known.stamp[0]

    def was_read(self, name: str, digest: str) -> bool:
        known = self._files.get(name)
        return known is not None and digest in known.digests

    def remember(self, name: str, stamp: Stamp, digest: str = "") -> None:
        """Note a file; without a digest, one that is not to be read as it stands."""
        known = self._files.pop(name, _Known(stamp))
        known.stamp = stamp
        if digest:
            known.digests = [*(each for each in known.digests if each != digest), digest][-_MOST_DIGESTS:]
        self._files[name] = known

    def save(self, present: set[str]) -> None:
        """Write the memory; the oldest files that are no longer in the folder are forgotten. Raises OSError."""
        for name in [name for name in self._files if name not in present][: max(0, len(self._files) - MOST_FILES)]:
            del self._files[name]
        files = {name: [*known.stamp, *known.digests] for name, known in self._files.items()}
        beside = self._path.with_name(self._path.name + ".new")
        with beside.open("w", encoding="utf-8") as out:
            json.dump({"format": 1, "files": files}, out)
            out.flush()
            os.fsync(out.fileno())
        beside.replace(self._path)


def _files(said: Any) -> dict[str, _Known]:
    """Raises ValueError, TypeError, KeyError or AttributeError for anything but a memory."""
    if said["format"] != 1:
        raise ValueError("format")
    found: dict[str, _Known] = {}
    for name, (size, changed, *digests) in said["files"].items():
        if type(size) is not int or type(changed) is not int or not all(isinstance(each, str) for each in digests):
            raise TypeError(name)
        found[name] = _Known((size, changed), digests)
    return found
