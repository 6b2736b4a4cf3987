"""`secrets.sqlite`: what is kept of each person's secret, apart from the archive, which is read by whoever holds it.

Only the post reads this file (mode 0600). The archive seals the digest of each line, so that a line put in somebody
else's place opens nothing; failures in a row are counted here, and so outlive a restart.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from datetime import datetime
from pathlib import Path

from metroapp.archive import durability
from metroapp.archive.first_look import refusal_of
from metroapp.archive.journal import from_microseconds, to_microseconds
from metroapp.domain.message import Refusal

_TABLES = """
CREATE TABLE IF NOT EXISTS secret (
    person_id TEXT NOT NULL, digest BLOB NOT NULL, encoded TEXT NOT NULL, PRIMARY KEY (person_id, digest)
);
CREATE TABLE IF NOT EXISTS failure (person_id TEXT PRIMARY KEY, count INTEGER NOT NULL, last_at INTEGER NOT NULL);
"""


def digest_of(encoded: str) -> bytes:
    """What the archive seals: the encoded secret holds a random salt, so its digest says nothing of the secret."""
    return hashlib.sha256(encoded.encode()).digest()


class SecretStore:
    """Owned by the recorder thread. Refuses `secrets.unreadable`, `workspace.*` when the file cannot be used."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
            self._connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
            self._connection.execute(f"PRAGMA synchronous={durability.SYNCHRONOUS}")
            self._connection.executescript(_TABLES)
        except (sqlite3.Error, OSError) as error:
            raise self._refusal(error) from error

    def put(self, person_id: str, encoded: str) -> bytes:
        """Keep one more encoded secret of a person; gives its digest. The others stay until `keep_only`."""
        digest = digest_of(encoded)
        self._execute("INSERT OR REPLACE INTO secret VALUES (?, ?, ?)", person_id, digest, encoded)
        return digest

    def keep_only(self, person_id: str, digest: bytes) -> None:
        """Forget the other secrets of a person, once the archive has sealed this one."""
        self._execute("DELETE FROM secret WHERE person_id = ? AND digest <> ?", person_id, digest)

    def get(self, person_id: str, digest: bytes) -> str | None:
        """The encoded secret that the archive sealed; None where it is lost, or was replaced."""
        line = self._execute("SELECT encoded FROM secret WHERE person_id = ? AND digest = ?", person_id, digest)
        encoded = line.fetchone()
        return encoded[0] if encoded is not None and digest_of(encoded[0]) == digest else None

    def failures(self, person_id: str) -> tuple[int, datetime | None]:
        """Failures in a row, and when the last one was."""
        line = self._execute("SELECT count, last_at FROM failure WHERE person_id = ?", person_id).fetchone()
        return (0, None) if line is None else (line[0], from_microseconds(line[1]))

    def count_failure(self, person_id: str, at: datetime) -> int:
        """One more failure; gives how many there are in a row."""
        self._execute(
            "INSERT INTO failure VALUES (?, 1, ?) "
            "ON CONFLICT (person_id) DO UPDATE SET count = count + 1, last_at = excluded.last_at",
            person_id,
            to_microseconds(at),
        )
        return self.failures(person_id)[0]

    def forget_failures(self, person_id: str) -> None:
        self._execute("DELETE FROM failure WHERE person_id = ?", person_id)

    def forget(self, person_id: str) -> None:
        """Keep nothing of a person; what is deleted is overwritten."""
        self._execute("PRAGMA secure_delete=ON")
        self._execute("DELETE FROM secret WHERE person_id = ?", person_id)
        self.forget_failures(person_id)

    def close(self) -> None:
        self._connection.close()

    def _execute(self, statement: str, *values: object) -> sqlite3.Cursor:
        try:
            return self._connection.execute(statement, values)
        except sqlite3.Error as error:
            raise self._refusal(error) from error

    def _refusal(self, error: Exception) -> Refusal:
        found = refusal_of(error, self._path)
        if found is None or found.message.code == "archive.unreadable":
            return Refusal("secrets.unreadable", path=self._path)
        return found
