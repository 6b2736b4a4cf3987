"""The daily copy of the archive."""

from __future__ import annotations

import hashlib
import sqlite3
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from metroapp.archive.backup import DRAWINGS, KEPT, back_up
from metroapp.archive.connection import open_for_reading
from metroapp.archive.integrity import verify
from metroapp.archive.store import Archive

TODAY = date(2026, 11, 24)


def archive(folder: Path) -> Path:
    path = folder / "archive.sqlite"
    made = Archive(path)
    made.found_workshop("Atelier", datetime(2026, 11, 24, tzinfo=UTC))
    made.close()
    return path


def test_a_backup_is_a_sound_archive_of_its_own(tmp_path: Path) -> None:
    copy = back_up(archive(tmp_path), tmp_path, TODAY)
    assert copy is not None and copy.name == "archive-2026-11-24.sqlite"
    engine = open_for_reading(copy)
    with engine.connect() as connection:
        report = verify(connection)
    assert report.sound and report.entries == 1
    assert not list(tmp_path.glob("archive-*-wal"))


def test_one_backup_a_day_and_the_last_ten_are_kept(tmp_path: Path) -> None:
    path = archive(tmp_path)
    folder = tmp_path / "backups"
    folder.mkdir()
    for days in range(KEPT + 3):
        assert back_up(path, folder, TODAY + timedelta(days=days)) is not None
    assert back_up(path, folder, TODAY + timedelta(days=KEPT + 2)) is None
    names = sorted(file.name for file in folder.iterdir())
    assert len(names) == KEPT and names[0] == "archive-2026-11-27.sqlite"


def test_a_copy_begun_and_not_finished_is_made_again(tmp_path: Path) -> None:
    path = archive(tmp_path)
    (tmp_path / "archive-2026-11-24.partial").write_bytes(b"half of it")
    copy = back_up(path, tmp_path, TODAY)
    assert copy is not None
    connection = sqlite3.connect(copy)
    assert connection.execute("SELECT count(*) FROM journal").fetchone() == (1,)
    connection.close()


def test_what_a_kill_left_of_a_copy_of_another_day_is_removed(tmp_path: Path) -> None:
    path = archive(tmp_path)
    folder = tmp_path / "backups"
    folder.mkdir()
    for name in ("archive-2026-11-20.partial", "archive-2026-11-20.partial-journal", "before-version-7.partial"):
        (folder / name).write_bytes(b"half of it")
    copy = back_up(path, folder, TODAY)
    assert copy is not None and list(folder.iterdir()) == [copy]


def test_a_copy_that_cannot_be_made_takes_no_room(tmp_path: Path) -> None:
    path = archive(tmp_path)
    (tmp_path / "backups").mkdir()
    path.write_bytes(b"no archive" * 1000)
    with pytest.raises(sqlite3.DatabaseError):
        back_up(path, tmp_path / "backups", TODAY)
    assert not list((tmp_path / "backups").iterdir())


def drawing(folder: Path, content: bytes) -> str:
    """A drawing kept beside the archive; gives its name."""
    name = f"{hashlib.sha256(content).hexdigest()}.pdf"
    (folder / DRAWINGS).mkdir(exist_ok=True)
    (folder / DRAWINGS / name).write_bytes(content)
    return name


def test_the_drawings_were_in_no_backup(tmp_path: Path) -> None:
    path, copies = archive(tmp_path), tmp_path / "backups"
    copies.mkdir()
    first = drawing(tmp_path, b"%PDF first")
    assert back_up(path, copies, TODAY) is not None
    assert (copies / DRAWINGS / first).read_bytes() == b"%PDF first"


def test_only_new_drawings_are_copied_even_where_the_archive_has_its_copy_of_today(tmp_path: Path) -> None:
    path, copies = archive(tmp_path), tmp_path / "backups"
    copies.mkdir()
    first = drawing(tmp_path, b"%PDF first")
    back_up(path, copies, TODAY)
    before = (copies / DRAWINGS / first).stat()
    second = drawing(tmp_path, b"%PDF second")
    assert back_up(path, copies, TODAY) is None
    after = (copies / DRAWINGS / first).stat()
    assert {file.name for file in (copies / DRAWINGS).iterdir()} == {first, second}
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_drawing_that_is_lost_comes_back_and_a_damaged_or_strange_file_is_not_copied(tmp_path: Path) -> None:
    path, copies = archive(tmp_path), tmp_path / "backups"
    copies.mkdir()
    first, second = drawing(tmp_path, b"%PDF first"), drawing(tmp_path, b"%PDF second")
    (tmp_path / DRAWINGS / second).write_bytes(b"%PDF something else")
    (tmp_path / DRAWINGS / "notes.txt").write_text("mine")
    back_up(path, copies, TODAY)
    assert [file.name for file in (copies / DRAWINGS).iterdir()] == [first]
    (tmp_path / DRAWINGS / first).unlink()
    back_up(path, copies, TODAY + timedelta(days=1))
    assert (tmp_path / DRAWINGS / first).read_bytes() == b"%PDF first"
    assert not list(tmp_path.rglob("*.partial"))
