"""Workspaces that cannot be used, disks that fill up, programs that are killed: nothing recorded is lost."""

from __future__ import annotations

import errno
import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from metroapp.domain.measurement import BoxKey
from metroapp.domain.message import Refusal
from metroapp.domain.sorting import BoxStatus
from metroapp.domain.specification import Means
from metroapp.services import consultation, workspace
from metroapp.services.events import BoxRecorded, Refused
from metroapp.services.workspace import Workspace, folder_refusal, network_kind
from tests.workbench import CALIPER, Shop, characteristic, part

ROOT = Path(__file__).resolve().parents[2]
LENGTH = characteristic("1", "35 ±0,1", Means.CALIPER)


def code_of(refused: pytest.ExceptionInfo[Refusal]) -> str:
    return refused.value.message.code


def test_a_workspace_already_open_is_refused(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    try:
        with pytest.raises(Refusal) as refused:
            Workspace(tmp_path).lock_for_writing()
        assert code_of(refused) == "workspace.in_use"
    finally:
        shop.close()
    Workspace(tmp_path).lock_for_writing().release()


def test_a_file_where_the_workspace_should_be(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    for path in (file, file / "below"):
        with pytest.raises(Refusal) as refused:
            Workspace(path).lock_for_writing()
        assert code_of(refused) == "workspace.not_a_folder"


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "workspace.full"),
        (errno.EROFS, "workspace.read_only"),
        (errno.EACCES, "workspace.read_only"),
        (errno.EIO, "workspace.disk_error"),
        (errno.ENOTDIR, "workspace.not_a_folder"),
    ],
)
def test_what_the_system_says_becomes_a_sentence(tmp_path: Path, number: int, code: str) -> None:
    assert folder_refusal(OSError(number, os.strerror(number)), tmp_path).message.code == code


def test_a_network_share_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Share:
        mountpoint, fstype, opts = str(tmp_path), "cifs", "rw"

    import psutil

    local = psutil.disk_partitions(all=True)
    monkeypatch.setattr(psutil, "disk_partitions", lambda all: [*local, Share])
    assert network_kind(tmp_path / "below") == "cifs"
    with pytest.raises(Refusal) as refused:
        workspace.Workspace(tmp_path / "below").lock_for_writing()
    assert code_of(refused) == "workspace.network"


def test_a_full_disk_loses_nothing_and_the_record_goes_on(tmp_path: Path) -> None:
    """The real refusal of SQLite: the file is forbidden to grow."""
    shop = Shop(tmp_path)
    try:
        shop.open(part(LENGTH), pieces=400)
        shop.read(CALIPER, "35.00")
        driver = shop.workshop._archive._journal._connection.connection.driver_connection
        assert driver is not None
        (pages,) = driver.execute("PRAGMA page_count").fetchone()
        driver.execute(f"PRAGMA max_page_count = {pages}")
        while not shop.all(Refused):
            shop.read(CALIPER, "35.01")
        refusal = shop.last(Refused)
        assert isinstance(refusal, Refused) and refusal.refusal.code == "workspace.full"
        recorded = len(shop.all(BoxRecorded))
        driver.execute("PRAGMA max_page_count = 1000000")
        shop.read(CALIPER, "35.02")
        assert len(shop.all(BoxRecorded)) == recorded + 1
    finally:
        shop.close()
    record = consultation.load(shop.workspace, consultation.record_lines(shop.workspace)[0].id)
    measured = [piece for piece in record.pieces if record.status(BoxKey(piece, "1")) is BoxStatus.CONFORMING]
    assert measured == list(range(1, recorded + 2))
    assert consultation.verify(shop.workspace).sound


def test_a_read_only_medium_can_be_consulted(tmp_path: Path) -> None:
    """A copy without its log, opened with nothing beside it that could be written."""
    shop = Shop(tmp_path / "shop")
    shop.open(part(LENGTH))
    shop.read(CALIPER, "35.00")
    shop.close()
    medium = tmp_path / "medium"
    medium.mkdir()
    source, target = sqlite3.connect(shop.workspace.archive), sqlite3.connect(medium / "archive.sqlite")
    source.backup(target)
    source.close()
    target.close()
    before = sorted(path.name for path in medium.iterdir())
    assert consultation.verify(Workspace(medium)).sound
    assert sorted(path.name for path in medium.iterdir() if not path.name.endswith(("-wal", "-shm"))) == before


KILLED = textwrap.dedent(
    """
    import os, sys
    from pathlib import Path
    sys.path.insert(0, {root!r})
    from metroapp.services.events import BoxRecorded
    from tests.workbench import CALIPER, Shop
    from tests.services.test_workspace import LENGTH, part
    shop = Shop(Path({path!r}))
    shop.open(part(LENGTH), pieces=500)
    def say(event):
        if isinstance(event, BoxRecorded):
            os.write(1, b"%d\\n" % event.box.key.piece)
    shop.workshop.subscribe(say)
    while True:
        shop.read(CALIPER, "35.00")
    """
)


@pytest.mark.parametrize("after", [1, 7, 40])
def test_killing_the_program_loses_no_recorded_reading(tmp_path: Path, after: int) -> None:
    program = KILLED.format(root=str(ROOT), path=str(tmp_path))
    process = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert process.stdout is not None
    said = 0
    for line in process.stdout:
        said = int(line)
        if said >= after:
            break
    process.send_signal(signal.SIGKILL)
    said = max([said, *map(int, process.stdout.read().split())])
    process.wait()
    process.stdout.close()
    shop = Shop(tmp_path)
    try:
        header = shop.resume_last().result()
        assert header is not None
        record = consultation.load(shop.workspace, header.id)
        recorded = [piece for piece in record.pieces if record.measurement(BoxKey(piece, "1")) is not None]
        assert recorded == list(range(1, len(recorded) + 1)) and len(recorded) >= said
        assert record.next_box() == BoxKey(len(recorded) + 1, "1")
        shop.read(CALIPER, "35.00")
    finally:
        shop.close()
    assert consultation.verify(shop.workspace).sound


def test_a_clock_set_back_does_not_hide_the_record_left_open(tmp_path: Path) -> None:
    """Seen in a campaign of kills: the list was ordered by the clock, and an older record came first."""
    first = Shop(tmp_path)
    first.open(part(LENGTH))
    first.close()
    again = Shop(tmp_path)  # its clock starts again in the morning
    try:
        again.open(part(LENGTH), pieces=2)
        header = again.resume_last().result()
        assert header is not None and header.number == "P1-2026-0002"
    finally:
        again.close()


@pytest.mark.skipif(sys.platform == "win32", reason="rights are given otherwise there")
def test_a_workspace_without_the_right_to_write_is_refused_and_still_read(tmp_path: Path) -> None:
    shop = Shop(tmp_path / "shop")
    shop.open(part(LENGTH))
    shop.close()
    root = shop.workspace.root
    of_pytest = [folder for folder in tmp_path.parents if folder.name.startswith(("pytest-", "popen-"))]
    for folder in (tmp_path, *of_pytest):
        folder.chmod(0o755)
    root.chmod(0o555)
    was = os.geteuid()
    if was == 0:
        os.seteuid(65534)  # root may write everywhere: look at the folder as nobody
    try:
        with pytest.raises(Refusal) as refused:
            Workspace(root).lock_for_writing()
        assert code_of(refused) == "workspace.read_only"
        assert len(consultation.record_lines(shop.workspace)) == 1
    finally:
        os.seteuid(was)
        root.chmod(0o755)
