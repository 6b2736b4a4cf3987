"""`state.sqlite`: what changes by nature and proves nothing: addresses of instruments, readings that still wait."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from metroapp.archive.first_look import refusal_of


class State:
    """A small table of texts by key; each is on the disk once `put` returns. Losing the file loses no record."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._connection.execute("CREATE TABLE IF NOT EXISTS state (key TEXT PRIMARY KEY, value TEXT NOT NULL)")

    def get(self, key: str, default: str = "") -> str:
        line = self._connection.execute("SELECT value FROM state WHERE key = ?", (key,)).fetchone()
        return default if line is None else str(line[0])

    def under(self, prefix: str) -> dict[str, str]:
        """The texts whose keys begin with `prefix`, in the order of their keys."""
        query = "SELECT key, value FROM state WHERE substr(key, 1, ?) = ? ORDER BY key"
        return dict(self._connection.execute(query, (len(prefix), prefix)).fetchall())

    def put(self, key: str, value: str) -> None:
        """Refuses what `refusal_of` gives: `workspace.full`, `workspace.read_only`…"""
        self._do("INSERT INTO state VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", key, value)

    def remove(self, key: str) -> None:
        """Forget a key, known or not; refuses as `put`."""
        self._do("DELETE FROM state WHERE key = ?", key)

    def _do(self, statement: str, *values: str) -> None:
        try:
            self._connection.execute(statement, values)
        except sqlite3.Error as error:
            refusal = refusal_of(error, self._path)
            if refusal is None:
                raise
            raise refusal from error

    def close(self) -> None:
        self._connection.close()
