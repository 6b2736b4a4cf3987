"""`state.sqlite`: what changes by nature and proves nothing — addresses of the instruments, layout of the window."""

from __future__ import annotations

import sqlite3
from pathlib import Path


class State:
    """A small table of texts by key. Losing the file loses comfort, never a record."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._connection.execute("CREATE TABLE IF NOT EXISTS state (key TEXT PRIMARY KEY, value TEXT NOT NULL)")

    def get(self, key: str, default: str = "") -> str:
        line = self._connection.execute("SELECT value FROM state WHERE key = ?", (key,)).fetchone()
        return default if line is None else str(line[0])

    def put(self, key: str, value: str) -> None:
        self._connection.execute(
            "INSERT INTO state VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", (key, value)
        )

    def close(self) -> None:
        self._connection.close()
