"""The rows of all the sealed tables in the order of the journal, digested as they are read: some entries at a time.

What `archive.seal` says of one row, for who reads millions of them: the row is built and encoded by compiled code, from
the values as the driver gives them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from hashlib import sha256
from itertools import starmap
from typing import Any

import msgspec
from sqlalchemy import Table

from metroapp.archive import schema

# Number of a row, what a manifest says of it (table, number, digest), and the row itself.
Row = tuple[int, tuple[str, int, str], Any]
Rows = defaultdict[tuple[str, int], list[Row]]  # of each entry
_encode = msgspec.json.Encoder().encode


class DigestedRows:
    """Read as far as it is asked; `place` is the table that is being read, should reading it fail."""

    def __init__(self, cursor: Callable[[], Any], version: int, among: str) -> None:
        """`among` joins what limits the entries to some of them."""
        known = schema.tables(version)
        tables = [table for table in schema.SEALED_ROWS if table.name in known]
        self._tables = [_TableRows(table, version, among, cursor) for table in tables]
        self.place = ""

    def until(self, last: tuple[str, int] | None) -> Rows:
        """The next rows of each entry, up to those of one, or to the end."""
        found: Rows = defaultdict(list)
        for table in self._tables:
            self.place = table.name
            table.read(last, found)
        self.place = ""
        return found


class _TableRows:
    def __init__(self, table: Table, version: int, among: str, cursor: Callable[[], Any]) -> None:
        self.name = str(table.name)
        columns = tuple(sorted(str(column.name) for column in schema.columns(table, version)))
        quoted = ", ".join(f'"{column}"' for column in columns)
        self._query = f'SELECT {quoted} FROM {self.name} {among} ORDER BY post, sequence, "row"'
        self._make = line_type(columns)
        self._cursor = cursor
        self._lines: Iterator[Any] | None = None
        self._next: Any = None  # the first row that was not asked yet

    def read(self, last: tuple[str, int] | None, found: Rows) -> None:
        if self._lines is None:
            self._lines = starmap(self._make, self._cursor().execute(self._query))
            self._next = next(self._lines, None)
        name, begins, line = self.name, self.name.encode() + b"\n", self._next
        while line is not None:
            place = (line.post, line.sequence)
            if last is not None and place > last:
                break
            digest = sha256(begins + _encode(line)).hexdigest()
            found[place].append((line.row, (name, line.row, digest), line))
            line = next(self._lines, None)
        self._next = line


@cache
def line_type(columns: tuple[str, ...]) -> Any:
    """Rows of these columns, which the encoder gives as the seal has them: without those that are null, and in the
    order of the names where they are given so."""
    return msgspec.defstruct("Line", [(column, Any, None) for column in columns], omit_defaults=True, gc=False)
