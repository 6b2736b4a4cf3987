"""The campaigns of kills: a few in `make test`, a few thousand in `make soak`. Each gives what went wrong."""

from __future__ import annotations

import json
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from decimal import Decimal
from os import kill
from pathlib import Path
from typing import IO, Any

from metroapp.archive import integrity, queries
from metroapp.archive.backup import KEPT
from metroapp.archive.connection import open_for_reading
from metroapp.archive.first_look import SCHEMA_VERSION
from metroapp.archive.store import Archive
from tests.workbench import Shop

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = Path(__file__).parent / "fixtures"
ROUND = 20  # kills of one workspace, before another one is begun
# Within how many seconds each is killed: a little longer than it takes to get to what it repeats.
WITHIN_S = {"record": 0.5, "upgrade": 0.16, "copy": 0.25}
# Half of those that record or copy are killed once they said something, one to so many times, or just after.
MOST_SAID, JUST_AFTER_S, PATIENCE_S = {"record": 12, "copy": 2}, 0.01, 5.0
_NANO = Decimal("1e9")


@dataclass
class Campaign:
    """`said` counts what was said to be durable, and looked for afterwards."""

    kills: int = 0
    said: int = 0
    unfinished: int = 0  # kills that left something begun: an upgrade, a copy
    wrong: list[str] = field(default_factory=list)


class Killer:
    """Has children of `tests.archive.killed` begin, and kills them."""

    def __init__(self, deed: str, seed: int, stdin: IO[str], stdout: IO[str]) -> None:
        self._deed, self.draw = deed, random.Random(seed)
        self._stdin, self._stdout = stdin, stdout
        self.campaign = Campaign()

    def kill_one(self, folder: Path, said: Path) -> bool:
        """Whether one was killed before it had done; what it said is in `said`, after what was there."""
        begun = len(_lines(said))
        self._stdin.write(f"{self._deed}\t{folder}\t{said}\n")
        self._stdin.flush()
        pid = int(self._stdout.readline())
        most = MOST_SAID.get(self._deed, 0)
        if most and self.draw.random() < 0.5:
            self._wait_for(said, begun + self.draw.randint(1, most))
            time.sleep(self.draw.uniform(0, JUST_AFTER_S))
        else:
            time.sleep(self.draw.uniform(0, WITHIN_S[self._deed]))
        with suppress(ProcessLookupError):  # it had done
            kill(pid, signal.SIGKILL)
        status = int(self._stdout.readline())
        if status not in (0, -signal.SIGKILL):
            self.campaign.wrong.append(f"{self._deed} ended with {status}: {_lines(said)}")
        self.campaign.kills += status == -signal.SIGKILL
        return status == -signal.SIGKILL

    def _wait_for(self, said: Path, lines: int) -> None:
        """Until so much is said, on a machine of any speed."""
        end = time.monotonic() + PATIENCE_S
        while len(_lines(said)) < lines and time.monotonic() < end:
            time.sleep(0.001)

    def require(self, is_so: bool, otherwise: str) -> None:
        if not is_so:
            self.campaign.wrong.append(f"after kill {self.campaign.kills}: {otherwise}")


@contextmanager
def killer(deed: str, seed: int) -> Iterator[Killer]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.archive.killed"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
    )  # fmt: skip
    assert process.stdin is not None and process.stdout is not None
    try:
        yield Killer(deed, seed, process.stdin, process.stdout)
    finally:
        process.stdin.close()
        process.wait()
        process.stdout.close()


def found_wrong(path: Path) -> list[str]:
    """What verification finds in an archive, opened as a reader does."""
    engine = open_for_reading(path)
    try:
        with engine.connect() as connection:
            return [f"{path.name}: {one}" for one in integrity.breaks(connection)]
    finally:
        engine.dispose()


def _lines(said: Path) -> list[str]:
    """What the children said, one after the other."""
    return said.read_text(encoding="utf-8").splitlines() if said.exists() else []


# -- recording --------------------------------------------------------------------------------------------------------


def kill_recordings(folder: Path, kills: int, seed: int = 1) -> Campaign:
    """Kill a program that records and signs; every value that it said to be recorded is there, the same."""
    with killer("record", seed) as one:
        workspace = folder / "recording"
        said = workspace / "said.txt"
        while one.campaign.kills < kills and not one.campaign.wrong:
            if not workspace.exists():
                Shop(workspace).close()  # founded, with its people
            one.kill_one(workspace, said)
            if one.campaign.wrong:
                break
            _require_recorded(one, workspace / "archive.sqlite", said)
            if one.campaign.kills % ROUND == 0 or one.campaign.kills == kills:
                one.campaign.said += len(_lines(said))
                shutil.rmtree(workspace)
    return one.campaign


def _require_recorded(one: Killer, path: Path, said: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        amounts = "SELECT post || '-' || sequence, amount FROM measurement"
        recorded = {id: Decimal(amount) / _NANO for id, amount in connection.execute(amounts)}
        closed = {id for (id,) in connection.execute("SELECT record_post || '-' || record_sequence FROM closing")}
        signed = {
            id for (id,) in connection.execute("SELECT record_post || '-' || record_sequence FROM record_signature")
        }
    for line in _lines(said):
        first, value = line.split(maxsplit=1)
        if first == "closed":
            one.require(value in closed, f"{value} was said to be closed")
        else:
            one.require(recorded.get(first) == Decimal(value), f"{line} was said to be recorded")
    one.require(closed == signed, f"closed {closed - signed} without a signature")
    one.campaign.wrong += found_wrong(path)


# -- upgrading --------------------------------------------------------------------------------------------------------


def kill_upgrades(folder: Path, kills: int, seed: int = 2) -> Campaign:
    """Kill the upgrade of an archive of each version, again and again until it is through; the archive is always of one
    version or the other, whole, and the copies kept of it are what it was."""
    with killer("upgrade", seed) as one:
        number = 0
        while one.campaign.kills < kills and not one.campaign.wrong:
            version = 1 + number % (SCHEMA_VERSION - 1)
            place = folder / f"upgrade-{number}"
            number += 1
            place.mkdir()
            path = place / "archive.sqlite"
            shutil.copy(FIXTURES / f"version-{version}.sqlite", path)
            if one.draw.random() < 0.5:
                with closing(sqlite3.connect(path)) as connection:
                    connection.execute("PRAGMA journal_mode=WAL")
            facts = json.loads((FIXTURES / f"version-{version}.json").read_text(encoding="utf-8"))
            for _ in range(4):
                if not one.kill_one(place, place / "said.txt"):
                    break
                one.campaign.unfinished += any(place.glob("*.upgrading*"))
                _require_one_version(one, path, version, facts)
            Archive(path, place / "backups").close()
            one.campaign.said += 1
            _require_one_version(one, path, SCHEMA_VERSION, facts)
            one.require(not list(place.glob("*.upgrading*")), "something is left over")
            for copy in (place / "backups").glob("*.sqlite"):
                _require_one_version(one, copy, version, facts)
            one.require(len(list((place / "backups").glob("*.sqlite"))) == 1, "one copy is kept")
            shutil.rmtree(place)
    return one.campaign


def _require_one_version(one: Killer, path: Path, version: int, facts: dict[str, Any]) -> None:
    engine = open_for_reading(path)
    try:
        with engine.connect() as connection:
            found, report = queries.schema_version(connection), integrity.verify(connection)
    finally:
        engine.dispose()
    one.require(found in (version, SCHEMA_VERSION), f"{path.name} is of version {found}")
    one.require(report.sound and report.heads == facts["report"]["heads"], f"{path.name} of version {found}: {report}")
    one.require(found != SCHEMA_VERSION or not report.to_be_derived, f"{path.name} has something to be derived")


# -- daily copies -----------------------------------------------------------------------------------------------------


def kill_copies(folder: Path, kills: int, seed: int = 3) -> Campaign:
    """Kill a program that copies its archive while it writes; what bears the name of a copy is a sound archive."""
    with killer("copy", seed) as one:
        place, looked_at = folder / "copies", dict[Path, float]()
        while one.campaign.kills < kills and not one.campaign.wrong:
            if not place.exists():
                looked_at.clear()
                (place / "backups").mkdir(parents=True)
                shutil.copy(FIXTURES / "version-6.sqlite", place / "archive.sqlite")
                Archive(place / "archive.sqlite", place).close()
            one.kill_one(place, place / "said.txt")
            one.campaign.wrong += found_wrong(place / "archive.sqlite")
            one.campaign.unfinished += any((place / "backups").glob("*.partial*"))
            copies = sorted((place / "backups").glob("archive-*.sqlite"))
            for copy in copies:
                if looked_at.get(copy) != copy.stat().st_mtime:
                    looked_at[copy] = copy.stat().st_mtime
                    one.campaign.said += 1
                    one.campaign.wrong += found_wrong(copy)
            one.require(
                len(copies) <= KEPT + 1, f"{len(copies)} copies are kept"
            )  # killed before it removed the oldest
            kept = {copy.name for copy in copies}
            made = _lines(place / "said.txt")
            due = {name for name in made if name > min(kept, default="")} | set(made[-1:])
            one.require(due <= kept, f"{due - kept} were said to be made")
            if one.campaign.kills % ROUND == 0:
                shutil.rmtree(place)
    return one.campaign
