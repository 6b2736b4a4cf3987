"""The chain read from end to end: each entry digested again with its rows, both ways.

Rows are taken from all the sealed tables at once, in the order of the journal, and digested as they come: an entry
whose rows give its manifest again needs no more. Only where something differs is the manifest read, to say what.
Nothing here goes through the layer that the rest of the archive uses: it reads millions of rows.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Collection, Iterator
from hashlib import sha256
from typing import Any

import msgspec
from sqlalchemy import Connection, Table

from metroapp.archive import schema, seal
from metroapp.archive.signature_check import SAYS, Forged, SignatureCheck
from metroapp.domain.measurement import EntryId

# Post, sequence, row, which table, digest, and the row itself where something follows it.
_Row = tuple[str, int, int, int, bytes, dict[str, Any] | None]
_EVERY = 500
_ONLY = "only_checked"
_UNLINKED = f"""
    SELECT later.post, later.sequence FROM temp.{_ONLY} only JOIN journal own USING (post, sequence)
    JOIN journal later ON later.post = own.post AND later.sequence = own.sequence + 1 WHERE later.previous <> own.digest
"""
_TABLES = tuple(str(table.name) for table in schema.SEALED_ROWS)
_encode = msgspec.json.Encoder().encode


class Broken(Exception):
    """The first thing found wrong: code, table, row."""

    def __init__(self, code: str, table: str, row: str) -> None:
        super().__init__(code, table, row)
        self.code, self.table, self.row = code, table, row


class ChainCheck:
    """What the chain comes to, or some of its entries; `place` is what is being read, should reading it fail.

    Of some entries, the links on both sides are checked. What that cannot see is an entry taken out with its rows, and
    its neighbours joined again: the whole chain is read for that.
    """

    def __init__(self, connection: Connection, version: int, only: Collection[EntryId] | None = None) -> None:
        driver: Any = connection.connection.driver_connection
        self._cursor: Callable[[], Any] = driver.cursor
        self._version = version
        self._among = "" if only is None else f"JOIN temp.{_ONLY} USING (post, sequence)"
        if only is not None:
            self._cursor().execute(
                f"CREATE TEMP TABLE {_ONLY} (post TEXT, sequence INTEGER, PRIMARY KEY (post, sequence))"
            )
            self._cursor().executemany(f"INSERT INTO temp.{_ONLY} VALUES (?, ?)", only)
        self.entries = 0
        self.rows = 0
        self.heads: dict[str, str] = {}
        self.signatures = SignatureCheck()
        self.place = ("journal", "1")

    def run(self, go_on: Callable[[int], bool]) -> bool:
        """Read it all; False where `go_on`, asked from time to time, said to stop. Raises `Broken`."""
        known = schema.tables(self._version)
        present = [(number, table) for number, table in enumerate(schema.SEALED_ROWS) if table.name in known]
        rows = heapq.merge(*(self._rows_of(number, table) for number, table in present))
        row = next(rows, None)
        previous, last = seal.FIRST, EntryId("", 0)
        columns = ("post", "sequence", "seal_format", "kind", "at", "actor", "previous", "manifest", "digest")
        query = f"SELECT {', '.join(columns)} FROM journal {self._among} ORDER BY post, sequence"
        for line in self._cursor().execute(query):
            post, sequence, seal_format, kind, at, actor, before, manifest, digest = line
            id = EntryId(post, sequence)
            self.place = ("journal", str(id))
            if post != last.post:
                previous, last = seal.FIRST, EntryId(post, 0)
            if self._among and sequence != last.sequence + 1:
                previous, last = self._before(id)
            if sequence != last.sequence + 1:
                raise Broken("entry_missing", "journal", str(EntryId(post, last.sequence + 1)))
            head = _encode([seal_format, post, sequence, kind, at, actor])
            if (
                before != previous
                or seal_format != seal.SEAL_FORMAT
                or sha256(head + b"\n" + before + manifest).digest() != digest
            ):
                raise Broken("entry_changed", "journal", str(id))
            own: list[_Row] = []
            while row is not None and (row[0], row[1]) <= id:
                if (row[0], row[1]) < id:
                    raise Broken("row_not_sealed", _TABLES[row[3]], _named(row))
                own.append(row)
                row = next(rows, None)
            if _encode([[_TABLES[one[3]], one[2], one[4].hex()] for one in own]) != manifest:
                raise _difference(id, manifest, own)
            self._follow(id, digest, own)
            previous, last = digest, id
            self.heads[post] = digest.hex()
            self.entries += 1
            self.rows += len(own)
            if self.entries % _EVERY == 0 and not go_on(self.entries):
                return False
        if row is not None:
            raise Broken("row_not_sealed", _TABLES[row[3]], _named(row))
        for post, sequence in self._cursor().execute(_UNLINKED) if self._among else ():
            raise Broken("entry_changed", "journal", f"{post}-{sequence}")
        unsigned = self.signatures.missing()
        if unsigned is not None:
            raise Broken("signature_missing", "journal", str(unsigned))
        return True

    def _before(self, id: EntryId) -> tuple[bytes, EntryId]:
        """The digest of the entry before one, and which it is."""
        if id.sequence == 1:
            return seal.FIRST, EntryId(id.post, 0)
        before = EntryId(id.post, id.sequence - 1)
        query = "SELECT digest FROM journal WHERE post = ? AND sequence = ?"
        line = self._cursor().execute(query, before).fetchone()
        if line is None:
            raise Broken("entry_missing", "journal", str(before))
        return line[0], before

    def _follow(self, id: EntryId, digest: bytes, own: list[_Row]) -> None:
        for one in own:
            if one[5] is not None:
                try:
                    self.signatures.follow(id, digest, _TABLES[one[3]], one[5])
                except Forged as forged:
                    raise Broken(forged.args[0], _TABLES[one[3]], _named(one)) from None
                return

    def _rows_of(self, number: int, table: Table) -> Iterator[_Row]:
        """The rows of one table in the order of the journal."""
        name = str(table.name)
        # In the order of the keys, as the seal has them: encoded as they come.
        columns = sorted(str(column.name) for column in schema.columns(table, self._version))
        post, sequence, row = columns.index("post"), columns.index("sequence"), columns.index("row")
        quoted = ", ".join(f'"{column}"' for column in columns)
        begins, is_followed, place = name.encode() + b"\n", name in SAYS, "1"
        try:
            for values in self._cursor().execute(
                f'SELECT {quoted} FROM {name} {self._among} ORDER BY post, sequence, "row"'
            ):
                said = {column: value for column, value in zip(columns, values, strict=True) if value is not None}
                digest = sha256(begins + _encode(said)).digest()
                yield values[post], values[sequence], values[row], number, digest, said if is_followed else None
        except Exception:
            self.place = (name, place)
            raise


def _difference(id: EntryId, manifest: bytes, own: list[_Row]) -> Broken:
    """What the rows of an entry do not have as its manifest says."""
    try:
        sealed = seal.read_manifest(manifest)
    except msgspec.DecodeError:
        return Broken("entry_changed", "journal", str(id))
    found = {(_TABLES[one[3]], one[2]): one[4].hex() for one in own}
    for table, number, digest in sealed:
        present = found.pop((table, number), None)
        if present is None:
            return Broken("row_missing", table, f"{id}-{number}")
        if present != digest:
            return Broken("row_changed", table, f"{id}-{number}")
    for table, number in found:
        return Broken("row_not_sealed", table, f"{id}-{number}")
    return Broken("entry_changed", "journal", str(id))  # the same rows, said otherwise than the seal says them


def _named(row: _Row) -> str:
    return f"{row[0]}-{row[1]}-{row[2]}"
