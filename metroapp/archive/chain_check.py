"""The chain read from end to end: each entry digested again with its rows, both ways.

Some hundred entries are taken at a time, with their rows from all the sealed tables: an entry whose rows give its
manifest again needs no more. Only where something differs is the manifest read, to say what.
Nothing here goes through the layer that the rest of the archive uses: it reads millions of rows.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from hashlib import sha256
from typing import Any

import msgspec
from sqlalchemy import Connection

from metroapp.archive import schema, seal
from metroapp.archive.digested_rows import DigestedRows, Row, Rows
from metroapp.archive.signature_check import SAYS, Forged, SignatureCheck
from metroapp.domain.measurement import EntryId

_TOGETHER = 50  # entries: more of them, with their rows, leave the cache of the processor before they are checked
_EVERY = 500  # entries
_ONLY = "only_checked"
_UNLINKED = f"""
    SELECT later.post, later.sequence FROM temp.{_ONLY} only JOIN journal own USING (post, sequence)
    JOIN journal later ON later.post = own.post AND later.sequence = own.sequence + 1 WHERE later.previous <> own.digest
"""
_OF_RECORDS = frozenset(str(table.name) for table in schema.SEALED_ROWS if "record_post" in table.c)
_COLUMNS = "post, sequence, seal_format, kind, at, actor, previous, manifest, digest"
_encode = msgspec.json.Encoder().encode


class Broken(Exception):
    """The first thing found wrong: code, table, row."""

    def __init__(self, code: str, table: str, row: str) -> None:
        super().__init__(code, table, row)
        self.code, self.table, self.row = code, table, row


class ChainCheck:
    """What the chain comes to, or some of its entries.

    Of some entries, the links on both sides are checked. What that cannot see is an entry taken out with its rows, and
    its neighbours joined again: the whole chain is read for that.
    """

    def __init__(self, connection: Connection, version: int, only: Collection[EntryId] | None = None) -> None:
        driver: Any = connection.connection.driver_connection
        self._cursor: Callable[[], Any] = driver.cursor
        self._among = "" if only is None else f"JOIN temp.{_ONLY} USING (post, sequence)"
        if only is not None:
            self._cursor().execute(
                f"CREATE TEMP TABLE {_ONLY} (post TEXT, sequence INTEGER, PRIMARY KEY (post, sequence))"
            )
            self._cursor().executemany(f"INSERT INTO temp.{_ONLY} VALUES (?, ?)", only)
        self._rows = DigestedRows(self._cursor, version, self._among)
        self._id, self._head = EntryId("", 0), seal.FIRST  # the last entry that was looked at, and its digest
        self.entries = 0
        self.rows = 0
        self.heads: dict[str, bytes] = {}
        self.signatures = SignatureCheck()

    @property
    def place(self) -> tuple[str, str]:
        """What is being read, should reading it fail: table, row."""
        if self._rows.place:
            return self._rows.place, "1"
        return "journal", str(self._id) if self._id.post else "1"

    def run(self, go_on: Callable[[int], bool]) -> bool:
        """Read it all; False where `go_on`, asked from time to time, said to stop. Raises `Broken`."""
        journal = self._cursor().execute(f"SELECT {_COLUMNS} FROM journal {self._among} ORDER BY post, sequence")
        while entries := journal.fetchmany(_TOGETHER):
            rows = self._rows.until(entries[-1][:2])
            for entry in entries:
                self._check(entry, rows)
            _require_none(rows)
            if self.entries % _EVERY == 0 and not go_on(self.entries):
                return False
        _require_none(self._rows.until(None))
        for post, sequence in self._cursor().execute(_UNLINKED) if self._among else ():
            raise Broken("entry_changed", "journal", f"{post}-{sequence}")
        unsigned = self.signatures.missing()
        if unsigned is not None:
            raise Broken("signature_missing", "journal", str(unsigned))
        return True

    def _check(self, entry: Sequence[Any], rows: Rows) -> None:
        post, sequence, seal_format, kind, at, actor, previous, manifest, digest = entry
        last, self._id = self._id, (id := EntryId(post, sequence))
        if post != last.post:
            _require_none(rows, before=id)
            last, self._head = EntryId(post, 0), seal.FIRST
        if self._among and sequence != last.sequence + 1:
            last, self._head = self._before(id)
        if sequence != last.sequence + 1:
            raise Broken("entry_missing", "journal", str(EntryId(post, last.sequence + 1)))
        said = _encode([seal_format, post, sequence, kind, at, actor])
        if (
            previous != self._head
            or seal_format != seal.SEAL_FORMAT
            or sha256(said + b"\n" + previous + manifest).digest() != digest
        ):
            raise Broken("entry_changed", "journal", str(id))
        own = rows.pop(id, [])
        own.sort()
        if _encode([one[1] for one in own]) != manifest:
            raise _difference(id, manifest, own)
        for number, (table, _, _), line in own:
            if table in _OF_RECORDS and line.record_post != post:  # sealed as it should, by who may not
                raise Broken("record_of_other", table, f"{id}-{number}")
        self._follow(id, digest, own)
        self._head = self.heads[post] = digest
        self.entries += 1
        self.rows += len(own)

    def _before(self, id: EntryId) -> tuple[EntryId, bytes]:
        """The entry before one, and its digest."""
        before = EntryId(id.post, id.sequence - 1)
        if id.sequence == 1:
            return before, seal.FIRST
        query = "SELECT digest FROM journal WHERE post = ? AND sequence = ?"
        line = self._cursor().execute(query, before).fetchone()
        if line is None:
            raise Broken("entry_missing", "journal", str(before))
        return before, line[0]

    def _follow(self, id: EntryId, digest: bytes, own: list[Row]) -> None:
        for number, (table, _, _), line in own:
            if table in SAYS:
                try:
                    self.signatures.follow(id, digest, table, line)
                except Forged as forged:
                    raise Broken(forged.args[0], table, f"{id}-{number}") from None
                return


def _require_none(rows: Rows, before: EntryId | None = None) -> None:
    """No row is left that no entry claimed."""
    left = min(rows, default=None)
    if left is not None and (before is None or left < before):
        number, (table, _, _), _ = min(rows[left])
        raise Broken("row_not_sealed", table, f"{EntryId(*left)}-{number}")


def _difference(id: EntryId, manifest: bytes, own: list[Row]) -> Broken:
    """What the rows of an entry do not have as its manifest says."""
    try:
        sealed = seal.read_manifest(manifest)
    except msgspec.DecodeError:
        return Broken("entry_changed", "journal", str(id))
    found = {(table, number): digest for _, (table, number, digest), _ in own}
    for table, number, digest in sealed:
        present = found.pop((table, number), None)
        if present is None:
            return Broken("row_missing", table, f"{id}-{number}")
        if present != digest:
            return Broken("row_changed", table, f"{id}-{number}")
    for table, number in found:
        return Broken("row_not_sealed", table, f"{id}-{number}")
    return Broken("entry_changed", "journal", str(id))  # the same rows, said otherwise than the seal says them
