"""Disks that fill up, files that may not be written, programs that hold the archive: said at once, nothing lost."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from metroapp.archive import connection
from metroapp.domain.measurement import BoxKey
from metroapp.domain.message import Refusal
from metroapp.domain.sorting import BoxStatus
from metroapp.domain.specification import Means
from metroapp.services import consultation
from metroapp.services.events import BoxRecorded, Refused
from metroapp.services.workspace import Workspace
from metroapp.wording.sentences import sentence
from tests.workbench import CALIPER, Shop, characteristic, part

ROOT = Path(__file__).resolve().parents[2]
LENGTH = characteristic("1", "35 ±0,1", Means.CALIPER)

FILLED = """
import resource, sys
from pathlib import Path
from metroapp.services.events import BoxRecorded, Refused
from tests.workbench import CALIPER, Shop
from tests.services.test_disk_troubles import LENGTH, part
shop = Shop(Path(sys.argv[1]))
shop.open(part(LENGTH), pieces=500)
shop.read(CALIPER, "35.00")
log = Path(sys.argv[1]) / "archive.sqlite-wal"
_, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (log.stat().st_size + 60_000, hard))
for _ in range(400):
    shop.read(CALIPER, "35.01")
    if shop.all(Refused):
        break
print(shop.last(Refused).refusal.code, len(shop.all(BoxRecorded)))
shop.read(CALIPER, "35.02")
print(len(shop.all(Refused)), len(shop.all(BoxRecorded)))
resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
shop.read(CALIPER, "35.03", "35.03")
print(len(shop.all(BoxRecorded)))
shop.close()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
def test_a_disk_that_the_system_says_full_loses_nothing(tmp_path: Path) -> None:
    """No file may grow any more: what was recorded is, what was refused is not, and it goes on once there is room."""
    said = subprocess.run(
        [sys.executable, "-c", FILLED, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert said.returncode == 0, said.stderr
    (code, before), (refused, meanwhile), (after,) = (line.split() for line in said.stdout.splitlines())
    assert code == "workspace.full" and int(before) > 1
    assert (int(refused), int(meanwhile), int(after)) == (2, int(before), int(before) + 2)
    workspace = Workspace(tmp_path)
    record = consultation.load(workspace, consultation.record_lines(workspace)[0].id)
    measured = [piece for piece in record.pieces if record.status(BoxKey(piece, "1")) is BoxStatus.CONFORMING]
    assert measured == list(range(1, int(after) + 1))
    assert consultation.verify(workspace).sound


@pytest.mark.skipif(sys.platform == "win32", reason="rights are given otherwise there")
def test_an_archive_that_may_not_be_written_is_said_and_stays(tmp_path: Path) -> None:
    """Its folder may be: the file alone was protected, on purpose or by a copy."""
    shop = Shop(tmp_path / "shop")
    shop.open(part(LENGTH))
    shop.close()
    archive = shop.workspace.archive
    before = archive.read_bytes()
    for folder in (tmp_path, *(one for one in tmp_path.parents if one.name.startswith(("pytest-", "popen-")))):
        folder.chmod(0o755)
    for file in (shop.workspace.root, *shop.workspace.root.rglob("*")):
        file.chmod(0o777)
    archive.chmod(0o444)
    was = os.geteuid()
    if was == 0:
        os.seteuid(65534)  # root may write everywhere: look at the file as nobody
    try:
        with pytest.raises(Refusal, match=r"archive\.read_only") as refused:
            Shop(shop.workspace.root)
    finally:
        os.seteuid(was)
    assert "metroapp --read-only" in sentence(refused.value)
    assert archive.read_bytes() == before
    assert consultation.verify(shop.workspace).sound


def test_an_archive_held_by_another_program_refuses_the_reading_and_goes_on_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A backup or a SQLite shell that writes: the lock of the workspace does not hold it."""
    monkeypatch.setattr(connection, "_BUSY_TIMEOUT_S", 0.05)
    shop = Shop(tmp_path)
    try:
        shop.open(part(LENGTH), pieces=3)
        shop.read(CALIPER, "35.00")
        other = sqlite3.connect(shop.workspace.archive, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        shop.read(CALIPER, "35.01")
        refused = shop.last(Refused)
        assert isinstance(refused, Refused) and refused.refusal.code == "workspace.locked"
        assert len(shop.all(BoxRecorded)) == 1
        other.execute("ROLLBACK")
        other.close()
        shop.read(CALIPER, "35.02")
        assert len(shop.all(BoxRecorded)) == 2
    finally:
        shop.close()
    record = consultation.load(shop.workspace, consultation.record_lines(shop.workspace)[0].id)
    assert [record.status(BoxKey(piece, "1")) is BoxStatus.CONFORMING for piece in (1, 2, 3)] == [True, True, False]
    assert consultation.verify(shop.workspace).sound
