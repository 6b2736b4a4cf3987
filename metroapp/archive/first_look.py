"""A first look at an archive with the standard library alone: enough to refuse a file at once, before any window.

The whole database layer is loaded later, in the recorder thread.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from metroapp.domain.message import Refusal

# 2: revisions of parts. 3: people, decision rules, uncertainty. 4: gestures and production. 5: acts on means and on
# bad pieces. 6: by what records are found. 7: signatures, papers of orders, names erased.
# 8: control charts, tool offsets, studies, samplings. 9: examination sessions, a home post.
# `metroapp.archive.upgrade` leads there.
SCHEMA_VERSION = 9
OLDEST_VERSION = 1


def require_readable(path: Path) -> None:
    """Refuse a file that is not an archive, or that a later version made; a file not there yet is fine.

    Refuses `archive.unreadable`, `archive.newer`, and what `refusal_of` gives.
    """
    if not path.is_file() or path.stat().st_size == 0:
        return
    try:
        connection = sqlite3.connect(path)
        try:
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if "schema_version" in tables:
                (version,) = connection.execute("SELECT version FROM schema_version").fetchone()
                require_known_version(version)
            elif tables:
                raise Refusal("archive.unreadable", path=path)
        finally:
            connection.close()
    except (sqlite3.Error, ValueError, TypeError) as error:
        raise refusal_of(error, path) or Refusal("archive.unreadable", path=path) from error


def is_older(path: Path) -> bool:
    """Whether opening the archive for writing brings it up to date first, which takes a while where it is large."""
    if not path.is_file():
        return False
    with closing(sqlite3.connect(path)) as connection:
        version = version_of(connection)
    return version is not None and version < SCHEMA_VERSION


def version_of(connection: sqlite3.Connection) -> int | None:
    """The version that a file says; None where it says none."""
    try:
        line = connection.execute("SELECT version FROM schema_version").fetchone()
    except sqlite3.Error:
        return None
    return line[0] if line is not None and isinstance(line[0], int) else None


def require_known_version(version: int) -> None:
    """Refuse (`archive.newer`) a schema that this program does not know."""
    if version > SCHEMA_VERSION:
        raise Refusal("archive.newer", found=version, known=SCHEMA_VERSION)


def refusal_of(error: BaseException | None, path: Path | None) -> Refusal | None:
    """What SQLite reported, for the failures that a user can do something about; None for the others."""
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith("SQLITE_FULL") or name == "SQLITE_IOERR_WRITE":
        return Refusal("workspace.full", path=path)
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return Refusal("workspace.read_only", path=path)
    if name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
        return Refusal("archive.unreadable", path=path)
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return Refusal("workspace.locked", path=path)
    if name.startswith("SQLITE_IOERR"):
        return Refusal("workspace.disk_error", path=path)
    return None
