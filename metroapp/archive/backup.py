"""Backups of the archive: one a day, whole or not at all, made while the program works; and of the files it names.

A drawing, a certificate or a photograph is named by its digest and never changes: what is already there, intact, is
not copied again.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import sqlite3
from datetime import date
from pathlib import Path

from metroapp.archive import durability

KEPT = 10
# Folders beside the archive, and of their copies in the backups.
DRAWINGS, CERTIFICATES, ATTACHMENTS, RECEIVED = "drawings", "certificates", "attachments", "received"
LOGOS = "logos"  # that papers bear, or bore
_PAGES_AT_ONCE = 256
_DIGEST_NAMED = re.compile(r"[0-9a-f]{64}\.[a-z]{3,4}")


def back_up(archive: Path, folder: Path, today: date) -> Path | None:
    """Copy the archive into `folder` unless today's copy is there; keep the last ten. Gives the new file.

    SQLite's own online copy: it sees one state of the archive and lets the writer go on. The files come after it:
    those that it names are there before it names them. Raises OSError and sqlite3.Error when a copy cannot be made.
    """
    target = folder / f"archive-{today.isoformat()}.sqlite"
    made = None
    for left in folder.glob("*.partial*"):  # by a kill, this day or another
        left.unlink()
    if not target.exists() and archive.is_file():
        copy_whole(archive, target)
        for old in sorted(folder.glob("archive-*.sqlite"))[:-KEPT]:
            old.unlink()
        made = target
    for files in (DRAWINGS, CERTIFICATES, ATTACHMENTS, RECEIVED, LOGOS):
        back_up_files(archive.parent / files, folder / files)
    return made


def back_up_files(files: Path, copies: Path) -> None:
    """Copy the files that `copies` lacks, and bring back from it those that `files` has lost; what is damaged on one
    side is mended by the other. Raises OSError.

    Nothing is ever removed: an older archive that is restored names older files.
    """
    here, there = _intact(files), _intact(copies)
    for source, target, names in ((files, copies, here - there), (copies, files, there - here)):
        for name in sorted(names):
            target.mkdir(parents=True, exist_ok=True)
            beside = target / f"{name}.partial"
            shutil.copyfile(source / name, beside)
            beside.replace(target / name)


def _intact(folder: Path) -> set[str]:
    """The files that are what their names say."""
    if not folder.is_dir():
        return set()
    return {path.name for path in folder.iterdir() if _DIGEST_NAMED.fullmatch(path.name) and is_intact(path)}


def is_intact(path: Path) -> bool:
    """Whether a file is there and has the digest that names it."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == path.stem
    except OSError:
        return False


def copy_whole(archive: Path, target: Path) -> None:
    """Copy the archive to `target`, which appears once the copy is complete. Raises OSError and sqlite3.Error; what
    could not be finished takes no room."""
    beside = target.with_suffix(".partial")
    throw_away(beside)
    try:
        source, copy = sqlite3.connect(f"{archive.resolve().as_uri()}?mode=ro", uri=True), sqlite3.connect(beside)
        try:
            copy.execute(f"PRAGMA synchronous={durability.SYNCHRONOUS}")
            source.backup(copy, pages=_PAGES_AT_ONCE)
            # A copy is complete in one file: no log beside it.
            copy.execute("PRAGMA journal_mode=DELETE")
        finally:
            copy.close()
            source.close()
        beside.replace(target)
    except BaseException:
        throw_away(beside)
        raise


def throw_away(copy: Path) -> None:
    """Remove a copy that is nobody's, and what SQLite left beside it. Raises OSError."""
    for ending in ("", "-journal", "-wal", "-shm"):
        copy.with_name(copy.name + ending).unlink(missing_ok=True)
