"""Backups of the archive: one a day, whole or not at all, made while the program works."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

KEPT = 10
_PAGES_AT_ONCE = 256


def back_up(archive: Path, folder: Path, today: date) -> Path | None:
    """Copy the archive into `folder` unless today's copy is there; keep the last ten. Gives the new file.

    SQLite's own online copy: it sees one state of the archive and lets the writer go on. Raises OSError and
    sqlite3.Error when the copy cannot be made.
    """
    target = folder / f"archive-{today.isoformat()}.sqlite"
    if target.exists() or not archive.is_file():
        return None
    copy_whole(archive, target)
    for old in sorted(folder.glob("archive-*.sqlite"))[:-KEPT]:
        old.unlink()
    return target


def copy_whole(archive: Path, target: Path) -> None:
    """Copy the archive to `target`, which appears once the copy is complete. Raises OSError and sqlite3.Error."""
    beside = target.with_suffix(".partial")
    beside.unlink(missing_ok=True)
    source, copy = sqlite3.connect(f"{archive.resolve().as_uri()}?mode=ro", uri=True), sqlite3.connect(beside)
    try:
        source.backup(copy, pages=_PAGES_AT_ONCE)
        # A copy is complete in one file: no log beside it.
        copy.execute("PRAGMA journal_mode=DELETE")
    finally:
        copy.close()
        source.close()
    beside.replace(target)
