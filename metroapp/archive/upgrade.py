"""Bringing an archive of an older version up to date: a copy beside it is migrated, verified, then put in its place.

Until then nothing is written in the archive, and nobody else writes in it; those who read it go on with what they have.
Whatever stops the program, the file is the old one or the new one, whole; what was begun beside it is thrown away at
the next opening. What was already altered stays so: an upgrade neither repairs nor hides it.
"""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

import msgspec
from sqlalchemy.exc import SQLAlchemyError

from metroapp.archive import integrity
from metroapp.archive.backup import copy_whole, throw_away
from metroapp.archive.connection import open_copy, open_for_reading
from metroapp.archive.derived_again import derive_again
from metroapp.archive.first_look import OLDEST_VERSION, SCHEMA_VERSION, refusal_of, version_of
from metroapp.domain.message import Refusal

_BUSY_TIMEOUT_S = 10.0
_LOOKED_AGAIN_AFTER_S = 0.05
_MEGABYTE = 2**20
_GROWTH = 1.5  # of a copy that is migrated: indexes, facets and words come to it
_LEAST = 4 * _MEGABYTE
_KEPT_PERCENT, _MADE_PERCENT = 4, 12  # of the time that a large archive takes; what is left is its verification


def upgrade(path: Path, folder: Path, tell: integrity.Percent = lambda _: None) -> Path | None:
    """Bring the archive at `path` to the present version; gives the copy made of it before, in `folder`. How far it is
    goes to `tell`.

    None when there is nothing to do: no archive yet, the present version, or a file that `open_for_writing` will
    refuse. Refuses, with the archive as it was: `archive.unreadable`; `archive.upgrade_needs_room`;
    `archive.upgrade_unsound` when the copy has a break that the archive had not; `workspace.locked` when somebody
    reads or writes it; `workspace.read_only`, `workspace.disk_error`. The caller holds the lock of the workspace.
    """
    path = path.resolve()  # a link stays one
    working = path.with_name(f"{path.name}.upgrading")
    try:
        throw_away(working)
        if not path.is_file():
            return None
        with closing(sqlite3.connect(path, timeout=_BUSY_TIMEOUT_S, isolation_level=None)) as archive:
            version = version_of(archive)
            if version is None or version >= SCHEMA_VERSION:
                return None
            if version < OLDEST_VERSION:
                raise Refusal("archive.unreadable", path=path)
            _require_room(path, folder)
            _put_at_rest(archive, path)
            archive.execute("BEGIN IMMEDIATE")  # from here nobody else writes
            tell(0)
            kept = _keep(archive, path, folder)
            tell(_KEPT_PERCENT)
            taken = _make(working, version, path)
            _require_sound(working, taken, path, lambda done: tell(_MADE_PERCENT + (100 - _MADE_PERCENT) * done // 100))
        _put_in_place(working, path)
        tell(100)
        return kept
    except (OSError, sqlite3.Error, SQLAlchemyError) as error:
        refusal = _refusal(error, path, folder)
        if refusal is None:
            raise
        raise refusal from error
    finally:
        throw_away(working)


def _refusal(error: Exception, path: Path, folder: Path) -> Refusal | None:
    """What the system or the database reported, for what a user can do something about; None for a defect."""
    if isinstance(error, OSError):
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            return _needs_room(path, folder)
        if error.errno == errno.EIO:
            return Refusal("workspace.disk_error", path=path)
        return Refusal("workspace.read_only", path=error.filename or path)
    refusal = refusal_of(getattr(error, "orig", error), path)
    is_full = refusal is not None and refusal.message.code == "workspace.full"
    return _needs_room(path, folder) if is_full else refusal


# -- room -------------------------------------------------------------------------------------------------------------


def _require_room(path: Path, folder: Path) -> None:
    if any(shutil.disk_usage(place).free < needed for place, needed in _needed(path, folder).items()):
        raise _needs_room(path, folder)


def _needs_room(path: Path, folder: Path) -> Refusal:
    """Of the disk that lacks most of it."""
    needed = _needed(path, folder)
    place = max(needed, key=lambda one: needed[one] - shutil.disk_usage(one).free)
    return Refusal("archive.upgrade_needs_room", path=place, needed=-(-needed[place] // _MEGABYTE))


def _needed(path: Path, folder: Path) -> Counter[Path]:
    """How many bytes must be free, by folder; one for two that are on the same disk."""
    log = path.with_name(f"{path.name}-wal")
    size = path.stat().st_size + (log.stat().st_size if log.exists() else 0)
    copies = next(one for one in (folder, *folder.absolute().parents) if one.exists())
    is_same = copies.stat().st_dev == path.stat().st_dev
    needed = Counter({path.parent: int(size * _GROWTH) + _LEAST})
    needed[path.parent if is_same else copies] += size
    return needed


# -- the archive as it is ---------------------------------------------------------------------------------------------


def _put_at_rest(archive: sqlite3.Connection, path: Path) -> None:
    """Leave the archive in one file: SQLite would replay a log left beside it into the file that replaces it.

    Refuses `workspace.locked` when somebody reads it, or writes in it, for longer than `_BUSY_TIMEOUT_S`.
    """
    end = time.monotonic() + _BUSY_TIMEOUT_S
    while True:
        try:
            archive.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            (mode,) = archive.execute("PRAGMA journal_mode=DELETE").fetchone()
        except sqlite3.OperationalError as error:
            refusal = refusal_of(error, path)
            if refusal is None or refusal.message.code != "workspace.locked":
                raise
            mode = ""
        if mode == "delete":
            return
        if time.monotonic() > end:
            raise Refusal("workspace.locked", path=path)
        time.sleep(_LOOKED_AGAIN_AFTER_S)


def _keep(archive: sqlite3.Connection, path: Path, folder: Path) -> Path:
    """A copy named after its last entry: begun again after a kill it is the same one, and no other is replaced."""
    last = "SELECT lower(hex(digest)) FROM journal ORDER BY post DESC, sequence DESC LIMIT 1"
    entries, digest = archive.execute(f"SELECT count(*), ({last}) FROM journal").fetchone()
    target = folder / f"before-version-{SCHEMA_VERSION}-entry-{entries}-{(digest or '0')[:8]}.sqlite"
    if not target.exists():
        folder.mkdir(parents=True, exist_ok=True)
        copy_whole(path, target)
    return target


# -- the copy ---------------------------------------------------------------------------------------------------------


def _make(working: Path, version: int, path: Path) -> dict[int, list[str]]:
    """Copy the archive, take the steps and derive what they left to be; gives the statements of the steps.

    Refuses `archive.upgrade_unsound` when what was altered in the archive stops them.
    """
    from metroapp.archive.upgrades import migrate  # Alembic is loaded where there is something to upgrade

    engine = open_copy(working)
    try:
        with engine.connect() as connection:
            copy = connection.connection.driver_connection
            assert copy is not None
            with closing(_reading(path)) as archive:
                archive.backup(copy)
            with connection.begin():
                taken = migrate(connection, version)
        with engine.begin() as connection:
            derive_again(connection)
        return taken
    except (sqlite3.Error, SQLAlchemyError, Refusal, ValueError, TypeError, KeyError, msgspec.MsgspecError) as error:
        if _is_of_the_disk(error, path):
            raise
        found = _breaks(path)
        if not found:
            raise
        raise Refusal("archive.upgrade_unsound", where=found[0]) from error
    finally:
        engine.dispose()


def _is_of_the_disk(error: Exception, path: Path) -> bool:
    """Whether the disk refused, or another program: nothing of the archive."""
    refusal = refusal_of(getattr(error, "orig", error), path)
    return refusal is not None and refusal.message.code != "archive.unreadable"


def _require_sound(working: Path, taken: dict[int, list[str]], path: Path, tell: integrity.Percent) -> None:
    """Refuse (`archive.upgrade_unsound`) a copy with a break that the archive has not."""
    found = _breaks(working, tell)
    before = _breaks(path) if found else []
    for one in found:
        if one not in before and not _was_of_the_plan(one, working, taken, path):
            raise Refusal("archive.upgrade_unsound", where=one)


def _was_of_the_plan(found: integrity.Break, working: Path, taken: dict[int, list[str]], path: Path) -> bool:
    """Whether the archive had a break of the plan that is not looked for in an older version: an index that was added,
    changed or taken away, which no step names."""
    return (
        found.code == "plan_changed"
        and not any(found.row in statement for step in taken.values() for statement in step)
        and _plan_of(path, found) == _plan_of(working, found)
    )


def _breaks(path: Path, tell: integrity.Percent = lambda _: None) -> list[integrity.Break]:
    engine = open_for_reading(path)
    try:
        with engine.connect() as connection:
            return integrity.breaks(connection, tell)
    finally:
        engine.dispose()


def _plan_of(path: Path, found: integrity.Break) -> list[tuple[str]]:
    """What a file says of the table, the index or the trigger of a break; nothing when it is not there."""
    with closing(_reading(path)) as connection:
        return connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (found.row,)).fetchall()


def _reading(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=_BUSY_TIMEOUT_S)


def _put_in_place(working: Path, path: Path) -> None:
    """Flush the copy and give it the name of the archive: one or the other is there, even after a power cut."""
    if any(path.with_name(path.name + ending).exists() for ending in ("-wal", "-journal")):
        raise Refusal("workspace.locked", path=path)  # somebody wrote, whom the lock of the workspace does not hold
    shutil.copymode(path, working)
    with working.open("rb+") as file:
        os.fsync(file.fileno())
    try:
        working.replace(path)
    except PermissionError as error:  # Windows, where no file that somebody reads is replaced
        raise Refusal("workspace.locked", path=path) from error
    _flush_folder(path.parent)


def _flush_folder(folder: Path) -> None:
    if os.name == "nt":  # where a folder is not flushed
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
