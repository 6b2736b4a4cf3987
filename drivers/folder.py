"""A folder in which a measuring machine or a roughness tester drops its results: the same events as a link.

Address: `folder:///path?pattern=*.csv`, and `line=…` (a template) for files of text. A file is read once, when its
size and its date stayed the same between two looks, or longer where its last line has no end yet: it may be half a
value. Of a file to which lines were added, only these are given. What is there when a folder is watched for the first
time was measured before, and is not read; what came while the program was closed is.
"""

from __future__ import annotations

import hashlib
import logging
import os
import stat
import threading
from collections.abc import Callable
from datetime import datetime
from fnmatch import fnmatchcase
from itertools import takewhile
from pathlib import Path

from drivers.address import Address
from drivers.family import Trouble, Value
from drivers.files_read import MOST_FILES, FilesRead, MemoryDamaged, Stamp
from drivers.local_path import local_path
from drivers.reading import Cause, Fault, FaultCode, LinkEvent, LinkState, Reading, StateChange, utc_now
from drivers.result_file import LARGEST_FILE, Result, results
from drivers.text_template import template

KEY = "result-files"

_log = logging.getLogger(__name__)

_EVERY_S = 1.0
_UNFINISHED = (".tmp", ".temp", ".part", ".partial", ".crdownload", ".filepart", ".swp", ".lock", ".new", "~")
_ENDS = (b"\n", b"\r", b"\x1a")  # of a last line
_LOOKS, _LOOKS_WITHOUT_END = 1, 3  # that saw a file unchanged, after the first one
_DIGESTED = 50  # the newest files of a folder that is watched for the first time: one of them may grow
_NO_LINKS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class FolderWatch:
    """Watches one folder, not the folders inside. `on_event` is called in its thread and must return at once.

    A reading has the name of its result as channel, its line as `raw`, the flag `file`, and the digest of the file as
    `origin`. A fault of a whole file has the name of the file as `raw`, and says why in `detail`.
    """

    def __init__(
        self,
        address: Address,
        on_event: Callable[[LinkEvent], None],
        memory: Path,
        *,
        clock: Callable[[], datetime] = utc_now,
        every: float = _EVERY_S,
    ) -> None:
        """`memory` is the file that remembers what was read. Raises ValueError for an address of something else."""
        self.address = address
        self._folder, options = local_path(address.url, "folder", frozenset({"pattern", "line"}))
        self._pattern = options.get("pattern", "*")
        self._line = template(options["line"]) if "line" in options else None
        self._on_event = on_event
        self._memory = FilesRead(memory)
        self._clock = clock
        self._every = every
        self._begun = False  # the memory was loaded
        self._waiting: dict[str, tuple[Stamp, int]] = {}  # files to be read, and how many looks saw them unchanged
        self._said: dict[str, tuple[Stamp, str]] = {}  # faults of files that stay to be read
        self._crowded = False
        self._state: LinkState | None = None
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"watch {address.url}", daemon=True)

    @property
    def state(self) -> LinkState:
        return self._state or LinkState.ABSENT

    @property
    def can_be_asked(self) -> bool:
        return False

    def start(self) -> None:
        self._thread.start()

    def request(self, channel: str | None = None) -> None:
        """A folder cannot be asked: nothing happens."""

    def halt(self) -> None:
        """Ask the thread to end, without waiting for it."""
        self._stopping.set()

    def stop(self, timeout: float = 2.0) -> None:
        """Ask the thread to end and wait for it. Idempotent. A file that was begun is given whole."""
        self.halt()
        if self._thread.is_alive() and self._thread is not threading.current_thread():
            self._thread.join(timeout)

    def _run(self) -> None:
        self._enter(LinkState.OPENING)
        defective = False
        while not self._stopping.is_set():
            try:
                self.look()
            except Exception:
                _log.error("watching %s failed", self.address.url, exc_info=not defective)
                defective = True
                self._enter(LinkState.LOST, Cause.DEFECT)
            self._stopping.wait(self._every)

    def look(self) -> None:
        """Look once; what the thread does again and again."""
        try:
            present = self._present()
        except OSError as error:
            gone = self._state is LinkState.READY
            if gone:
                self._report(Fault(FaultCode.LOST, b"", self._clock(), self.address.channel))
            cause = Cause.FORBIDDEN if isinstance(error, PermissionError) else Cause.MISSING
            self._enter(LinkState.LOST if gone else LinkState.ABSENT, cause, str(error))
            return
        self._enter(LinkState.READY)
        if len(present) > MOST_FILES:
            if not self._crowded:
                self._trouble(str(self._folder), Trouble(FaultCode.REFUSED, "too_many_files"))
            self._crowded = True
            return
        self._crowded = False
        if not self._begun:
            self._begin(present)
        self._waiting = {name: seen for name, seen in self._waiting.items() if name in present}
        self._said = {name: said for name, said in self._said.items() if name in present}
        if self._take_all(present):
            self._save(set(present))

    def _take_all(self, present: dict[str, Stamp]) -> bool:
        """Read what is complete, the oldest first; whether something is to be remembered."""
        taken = False
        for name, stamp in sorted(present.items(), key=lambda found: (found[1][1], found[0])):
            if self._stopping.is_set():
                break
            if self._memory.unchanged(name, stamp):
                continue
            waiting, looks = self._waiting.get(name, (None, 0))
            if waiting != stamp:
                self._waiting[name] = stamp, 0
                continue
            self._waiting[name] = stamp, looks + 1
            taken = self._take(name, stamp, looks + 1) or taken
        return taken

    def _present(self) -> dict[str, Stamp]:
        """The files that could be results; raises OSError when the folder cannot be read."""
        found: dict[str, Stamp] = {}
        with os.scandir(self._folder) as entries:
            for entry in entries:
                name = entry.name
                if name.startswith((".", "~")) or name.lower().endswith(_UNFINISHED):
                    continue
                if not fnmatchcase(name.lower(), self._pattern.lower()):
                    continue
                try:
                    seen = entry.stat()
                except OSError:
                    continue  # taken away meanwhile, or a link to nothing
                if not stat.S_ISDIR(seen.st_mode):
                    found[name] = (seen.st_size, seen.st_mtime_ns)
                if len(found) > MOST_FILES:
                    break
        return found

    def _begin(self, present: dict[str, Stamp]) -> None:
        """Load the memory; without one, what is there was measured before."""
        self._begun = True
        try:
            if self._memory.load():
                return
        except MemoryDamaged:
            self._trouble(str(self._folder), Trouble(FaultCode.REFUSED, "memory"))
        oldest_first = sorted(present.items(), key=lambda found: found[1][1])
        for place, (name, stamp) in enumerate(oldest_first, start=1):
            content = self._content(name, stamp) if place > len(present) - _DIGESTED else None
            digest = hashlib.sha256(content).hexdigest() if isinstance(content, bytes) else ""
            self._memory.remember(name, stamp, digest)
        self._save(set(present))

    def _save(self, present: set[str]) -> None:
        try:
            self._memory.save(present)
        except OSError:
            # What was read is remembered until the program closes.
            self._trouble(str(self._folder), Trouble(FaultCode.REFUSED, "memory"))

    def _take(self, name: str, stamp: Stamp, looks: int) -> bool:
        """Read a file that is complete; whether it is to be remembered."""
        content = self._content(name, stamp)
        if content is None:
            del self._waiting[name]  # it is being written again
            return False
        if isinstance(content, Trouble):
            if self._said.get(name) != (stamp, content.detail):
                self._said[name] = (stamp, content.detail)
                self._trouble(name, content)
            if content.detail == "unreadable":
                return False  # it may be held by the program that wrote it
            self._forget_waiting(name, stamp, "")
            return True
        if looks < (_LOOKS if content.endswith(_ENDS) else _LOOKS_WITHOUT_END):
            return False
        digest = hashlib.sha256(content).hexdigest()
        if self._memory.was_read(name, digest):
            # Written anew, the same to the last sign: twice the same file, or the same part measured twice.
            self._trouble(name, Trouble(FaultCode.REPEATED, "already_read"))
        else:
            found = results(content, self._line)
            if isinstance(found, Trouble):
                self._trouble(name, found)
            else:
                for result in found[self._given_before(name, content, found) :]:
                    self._give(result, digest)
        self._forget_waiting(name, stamp, digest)
        return True

    def _given_before(self, name: str, content: bytes, found: list[Result]) -> int:
        """How many of these results were in the file when it was read, where only lines were added to it."""
        size = self._memory.size_when_read(name)
        if not 0 < size < len(content) or not self._memory.was_read(name, hashlib.sha256(content[:size]).hexdigest()):
            return 0
        before = results(content[:size], self._line)
        if isinstance(before, Trouble):
            return 0
        same = takewhile(lambda pair: pair[0] == pair[1], zip(before, found, strict=False))
        return sum(1 for _ in same)

    def _forget_waiting(self, name: str, stamp: Stamp, digest: str) -> None:
        self._waiting.pop(name, None)
        self._memory.remember(name, stamp, digest)

    def _content(self, name: str, stamp: Stamp) -> bytes | Trouble | None:
        """The bytes of a file; None when it changes while it is read."""
        if stamp[0] > LARGEST_FILE:
            return Trouble(FaultCode.REFUSED, "too_big")
        try:
            path = (self._folder / name).resolve(strict=True)
            if not path.is_relative_to(self._folder.resolve()):
                return Trouble(FaultCode.REFUSED, "outside")
            if not stat.S_ISREG(path.stat().st_mode):
                return Trouble(FaultCode.REFUSED, "not_a_file")
            descriptor = os.open(path, os.O_RDONLY | _NO_LINKS)
            with os.fdopen(descriptor, "rb") as file:
                if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                    return Trouble(FaultCode.REFUSED, "not_a_file")
                content = file.read(LARGEST_FILE + 1)
                after = os.fstat(descriptor)
        except (OSError, RuntimeError):  # a loop of links is a RuntimeError
            return Trouble(FaultCode.REFUSED, "unreadable")
        same = (after.st_size, after.st_mtime_ns) == stamp and len(content) == stamp[0]
        return content if same else None

    def _give(self, result: Result, digest: str) -> None:
        said, now, address = result.said, self._clock(), self.address
        if address.channel is not None and said.channel != address.channel:
            return  # another result of the same file
        if isinstance(said, Trouble):
            self._report(Fault(said.code, result.raw, now, said.channel, said.detail))
            return
        if address.decimals is not None and _decimals(said) != address.decimals:
            self._report(Fault(FaultCode.UNIT, result.raw, now, said.channel, "decimals"))
            return
        flags = tuple(sorted((*said.flags, "file", *(() if said.unit else ("unit_declared",)))))
        unit = said.unit or address.unit
        self._report(Reading(said.value, unit, result.raw, now, said.channel, flags, origin=digest))

    def _trouble(self, name: str, trouble: Trouble) -> None:
        raw = name.encode("utf-8", "surrogateescape")
        self._report(Fault(trouble.code, raw, self._clock(), self.address.channel, trouble.detail))

    def _enter(self, state: LinkState, cause: Cause | None = None, detail: str = "") -> None:
        if state is not self._state:
            self._state = state
            self._report(StateChange(state, self._clock(), cause, detail))

    def _report(self, event: LinkEvent) -> None:
        try:
            self._on_event(event)
        except Exception:
            # A defect of the listener must not silence the folder for the rest of the day.
            _log.exception("reporting %r of %s failed", event, self.address.url)


def _decimals(said: Value) -> int:
    exponent = said.value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
