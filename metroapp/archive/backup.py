"""Backups of the archive: one a day, whole or not at all, made while the program works; and of the files it names.

A drawing or a certificate is named by its digest and never changes: what is already there is not copied again.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from datetime import date
from pathlib import Path

KEPT = 10
DRAWINGS, CERTIFICATES = "drawings", "certificates"  # folders beside the archive, and of their copies in the backups
_PAGES_AT_ONCE = 256
_DIGEST_NAMED = re.compile(r"[0-9a-f]{64}\.[a-z]{3,4}")


def back_up(archive: Path, folder: Path, today: date) -> Path | None:
    """Copy the archive into `folder` unless today's copy is there; keep the last ten. Gives the new file.

    SQLite's own online copy: it sees one state of the archive and lets the writer go on. The files come after it:
    those that it names are there before it names them. Raises OSError and sqlite3.Error when a copy cannot be made.
    """
    target = folder / f"archive-{today.isoformat()}.sqlite"
    made = None
    if not target.exists() and archive.is_file():
        copy_whole(archive, target)
        for old in sorted(folder.glob("archive-*.sqlite"))[:-KEPT]:
            old.unlink()
        made = target
    for files in (DRAWINGS, CERTIFICATES):
        back_up_files(archive.parent / files, folder / files)
    return made


def back_up_files(files: Path, copies: Path) -> None:
    """Copy the files that `copies` lacks, and bring back from it those that `files` has lost. Raises OSError.

    Nothing is ever removed: an older archive that is restored names older files. A file that is not what its name
    says is not copied.
    """
    for source, target in ((files, copies), (copies, files)):
        there = _digest_named(target)
        for name in sorted(_digest_named(source) - there):
            _copy_file(source / name, target)


def _digest_named(folder: Path) -> set[str]:
    if not folder.is_dir():
        return set()
    return {path.name for path in folder.iterdir() if _DIGEST_NAMED.fullmatch(path.name)}


def _copy_file(source: Path, folder: Path) -> None:
    content = source.read_bytes()
    if hashlib.sha256(content).hexdigest() != source.stem:
        return
    folder.mkdir(parents=True, exist_ok=True)
    beside = folder / f"{source.name}.partial"
    beside.write_bytes(content)
    beside.replace(folder / source.name)


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
