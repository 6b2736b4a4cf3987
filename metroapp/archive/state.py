"""`state.sqlite`: what changes by nature and proves nothing: addresses of instruments, readings that still wait."""

from __future__ import annotations

import logging
import sqlite3
from contextlib import closing
from itertools import count
from pathlib import Path

from metroapp.archive import durability
from metroapp.archive.first_look import refusal_of
from metroapp.domain.message import Refusal

_log = logging.getLogger(__name__)
_DAMAGED = ("SQLITE_NOTADB", "SQLITE_CORRUPT")


class State:
    """A small table of texts by key; each is on the disk once `put` returns. Losing the file loses no record."""

    def __init__(self, path: Path) -> None:
        """Open `path`, or make it. A damaged file is set aside, whole, and another one begun: `set_aside` says where.

        Refuses `state.damaged` where it cannot be, and what `refusal_of` gives.
        """
        self._path = path
        self.set_aside = _set_aside(path) if _is_damaged(path) else None
        self._connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._do(f"PRAGMA synchronous={durability.SYNCHRONOUS}")
        self._do("CREATE TABLE IF NOT EXISTS state (key TEXT PRIMARY KEY, value TEXT NOT NULL)")

    def get(self, key: str, default: str = "") -> str:
        """Refuses as `put`."""
        found = self._do("SELECT value FROM state WHERE key = ?", key)
        return str(found[0][0]) if found else default

    def under(self, prefix: str) -> dict[str, str]:
        """The texts whose keys begin with `prefix`, in the order of their keys; refuses as `put`."""
        query = "SELECT key, value FROM state WHERE substr(key, 1, ?) = ? ORDER BY key"
        return {str(key): str(value) for key, value in self._do(query, len(prefix), prefix)}

    def put(self, key: str, value: str) -> None:
        """Refuses what `refusal_of` gives: `workspace.full`, `workspace.read_only`…"""
        self._do("INSERT INTO state VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", key, value)

    def remove(self, key: str) -> None:
        """Forget a key, known or not; refuses as `put`."""
        self._do("DELETE FROM state WHERE key = ?", key)

    def replace(self, said: str, other: str) -> None:
        """Say something else in every text that says it, and leave nothing of it in the file; refuses as `put`."""
        self._do("PRAGMA secure_delete=ON")
        self._do("UPDATE state SET value = replace(value, ?, ?) WHERE instr(value, ?)", said, other, said)
        self._do("VACUUM")  # what was removed earlier is still in the free space

    def _do(self, statement: str, *values: str | int) -> list[tuple[object, ...]]:
        try:
            return self._connection.execute(statement, values).fetchall()
        except sqlite3.Error as error:
            refusal = refusal_of(error, self._path)
            if refusal is None:
                raise
            raise refusal from error

    def close(self) -> None:
        self._connection.close()


def read_kept(path: Path, key: str) -> str:
    """One text of a file that somebody else may have open, or that cannot be written; empty where there is none."""
    if not path.is_file():
        return ""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            found = connection.execute("SELECT value FROM state WHERE key = ?", (key,)).fetchone()
    except sqlite3.Error:
        _log.exception("%s cannot be read", path)
        return ""
    return "" if found is None else str(found[0])


def _is_damaged(path: Path) -> bool:
    if not path.is_file():
        return False
    try:
        with closing(sqlite3.connect(path)) as connection:
            return connection.execute("PRAGMA quick_check(1)").fetchall() != [("ok",)]
    except sqlite3.Error as error:
        return (getattr(error, "sqlite_errorname", "") or "").startswith(_DAMAGED)


def _set_aside(path: Path) -> Path:
    """Keep a damaged file beside the new one, with the journal that belongs to it; nothing is deleted."""
    aside = next(
        found for number in count(1) if not (found := path.with_name(f"{path.name}.damaged-{number}")).exists()
    )
    try:
        for suffix in ("-journal", "-wal", "-shm", ""):
            beside = path.with_name(path.name + suffix)
            if beside.exists():
                beside.rename(aside.with_name(aside.name + suffix))
    except OSError as error:
        raise Refusal("state.damaged", path=path) from error
    _log.error("%s is damaged: it is kept as %s, and another one is begun", path, aside)
    return aside
