"""Checking the archive, both ways: every entry's rows are unchanged, and every sealed row belongs to one entry.

Also: the chain itself, the signatures of closed records, the triggers, the derived tables (recomputed; of a record that
is signed, against what was signed) and the names against their salted digests.
What no such check can see is a cut tail: compare the head with one held elsewhere, for instance on a printed record.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import msgspec
from sqlalchemy import Connection, and_, func, select, text
from sqlalchemy.exc import SQLAlchemyError

from metroapp.archive import facets, homes, queries, schema, seal, sealed, unread
from metroapp.archive.chain_check import Broken, ChainCheck
from metroapp.archive.derived_line import derived_values, line_of
from metroapp.archive.events import UNREAD
from metroapp.archive.first_look import SCHEMA_VERSION
from metroapp.archive.plan_check import check_plan
from metroapp.archive.signature_check import FoundKey, SignatureCheck
from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal

Progress = Callable[[int, int], bool]  # entries checked, entries in all → whether to go on
Percent = Callable[[int], None]
_CHAIN_PERCENT = 15  # of the time, in an archive whose records are not signed: their lines are derived again
_SAID = "words_said"


@dataclass(frozen=True, slots=True)
class Break:
    """The first thing found wrong: what (`code`), in which table, at which row."""

    code: str
    table: str
    row: str


@dataclass(frozen=True, slots=True)
class Report:
    """Outcome of a check. `heads` are the digests of the last entry of each post; `signed` counts the closed records
    whose signature covers everything, and `keys` are those that signed; `erased` counts the names that were."""

    entries: int
    rows: int
    heads: dict[str, str] = field(default_factory=dict)
    break_: Break | None = None
    cancelled: bool = False
    signed: int = 0
    keys: tuple[FoundKey, ...] = ()
    to_be_derived: bool = False  # the tables of the search: an upgrade was stopped before they were made
    erased: int = 0
    unread: tuple[EntryId, ...] = ()  # what other posts sealed and nobody can read: no break of what is here

    @property
    def sound(self) -> bool:
        return self.break_ is None and not self.cancelled


class _Cancelled(Exception):
    pass


def verify(connection: Connection, progress: Progress | None = None, only: EntryId | None = None) -> Report:
    """Check the whole archive, or only what it says of one record, and report the first break."""
    checker = _Checker(connection, progress, only)
    try:
        found = next(checker.breaks(), None)
    except _Cancelled:
        return Report(checker.entries, checker.rows, checker.heads, cancelled=True)
    if found is not None:
        return Report(checker.entries, checker.rows, checker.heads, found)
    signatures = checker.signatures
    signed, keys = len(signatures.lines), tuple(signatures.keys)
    return Report(
        checker.entries,
        checker.rows,
        checker.heads,
        signed=signed,
        keys=keys,
        erased=checker.erased,
        to_be_derived=checker.to_be_derived,
        unread=tuple(dict.fromkeys(checker.unread)),
    )


def breaks(connection: Connection, tell: Percent = lambda _: None) -> list[Break]:
    """Every line of a record that differs, and the first break of each other check: of the plan, of the chain, of the
    names, of the search. How far it is goes to `tell`."""

    def of_chain(done: int, total: int) -> bool:
        tell(_CHAIN_PERCENT * done // total)
        return True

    def of_lines(done: int, total: int) -> None:
        tell(_CHAIN_PERCENT + (100 - _CHAIN_PERCENT) * done // total)

    return list(_Checker(connection, of_chain, None, of_lines).breaks())


def verify_record(connection: Connection, id: EntryId) -> Report:
    """Check one record without the rest of the archive. Refuses `record.absent`."""
    known = schema.record
    if (
        connection.execute(select(known.c.row).where(known.c.post == id.post, known.c.sequence == id.sequence)).first()
        is None
    ):
        raise Refusal("record.absent", id=str(id))
    return verify(connection, only=id)


class _Checker:
    def __init__(
        self,
        connection: Connection,
        progress: Progress | None,
        only: EntryId | None,
        of_lines: Callable[[int, int], None] | None = None,  # lines of records checked, in all
    ) -> None:
        self._connection = connection
        self._progress = progress
        self._only = only
        self._of_lines = of_lines
        self._version = 0
        self.entries = 0
        self.rows = 0
        self.heads: dict[str, str] = {}
        self.erased = 0
        self.to_be_derived = False
        self.unread: list[EntryId] = []
        self.signatures = SignatureCheck()
        self.place = ("sqlite_master", "")  # what is being read, should reading it fail

    def breaks(self) -> Iterator[Break]:
        """What each check finds wrong; the next one is made when it is asked for."""
        for check in (self.plan, self.chain, self.identities, self.lines, self.search):
            try:
                for broken in check() or ():
                    yield Break(broken.code, broken.table, broken.row)
            except Broken as broken:
                yield Break(broken.code, broken.table, broken.row)
            except (SQLAlchemyError, sqlite3.Error, TypeError, ValueError, OverflowError, msgspec.MsgspecError):
                # A damaged file, or a value of a kind that this program never writes: reading it fails where it stands.
                yield Break("file_damaged", *self.place)

    def plan(self) -> None:
        self.place = ("schema_version", "1")
        self._version = queries.schema_version(self._connection)
        self.place = ("sqlite_master", "")
        check_plan(self._connection)

    def chain(self) -> None:
        self.place = ("journal", "1")
        total = self._connection.execute(select(func.count()).select_from(schema.journal)).scalar_one()
        progress = self._progress
        only = None if self._only is None else sealed.ids_of_record(self._connection, self._only)
        chain = ChainCheck(self._connection, self._version, only)
        try:
            if not chain.run(lambda entries: progress is None or progress(entries, total)):
                raise _Cancelled
        finally:
            self.entries, self.rows, self.place = chain.entries, chain.rows, chain.place
        for row in homes.differing(self._connection):
            raise Broken("home_differs", "home_seen", row)
        self.signatures = chain.signatures
        self.heads = {post: head.hex() for post, head in chain.heads.items()} if self._only is None else {}

    def identities(self) -> None:
        self.place = ("person_identity", "")
        digests = {
            line.person_id: line.name_digest
            for line in self._connection.execute(select(schema.person.c.person_id, schema.person.c.name_digest))
        }
        named = set()
        for line in self._connection.execute(select(schema.person_identity)):
            if digests.get(line.person_id) != seal.name_digest(line.name, line.salt):
                raise Broken("name_changed", "person_identity", line.person_id)
            named.add(line.person_id)
        erased = queries.erased(self._connection)
        for person_id in sorted(digests.keys() - named - erased):
            raise Broken("identity_missing", "person_identity", person_id)
        self.erased = len(erased)

    def lines(self) -> Iterator[Broken]:
        """The lines of the records that differ, one after the other."""
        table = schema.derived_record
        self.place = (str(table.name), "")
        columns = schema.columns(table, self._version)
        opened, of_record = (
            schema.record,
            and_(table.c.post == schema.record.c.post, table.c.sequence == schema.record.c.sequence),
        )
        query = select(opened.c.post, opened.c.sequence, *(column.label(f"said_{column.name}") for column in columns))
        query = query.join(table, of_record, isouter=True).order_by(opened.c.post, opened.c.sequence)
        if self._only is not None:
            query = query.where(opened.c.post == self._only.post, opened.c.sequence == self._only.sequence)
        last = ("", 0)
        total = self._connection.execute(select(func.count()).select_from(opened)).scalar_one()
        for number, line in enumerate(self._connection.execute(query, execution_options={"yield_per": 1000})):
            if self._of_lines is not None:
                self._of_lines(number, total)
            id = EntryId(line.post, line.sequence)
            found = {column.name: getattr(line, f"said_{column.name}") for column in columns}
            place = found.pop("place", None)
            is_stale = found["unsorted"] == schema.STALE  # an upgrade was stopped before
            try:
                differs = not is_stale and found != self._expected(id)
            except Broken as broken:  # hides nothing of the lines that follow
                yield broken
                differs = False
            if differs or (place is not None and id.post == last[0] and place < last[1]):
                yield Broken("derived_differs", table.name, str(id))
            last = (id.post, place or 0)
        nowhere = select(table.c.post, table.c.sequence).join(opened, of_record, isouter=True)
        for line in self._connection.execute(nowhere.where(opened.c.post.is_(None)).limit(1)):
            yield Broken("derived_differs", table.name, f"{line.post}-{line.sequence}")

    def search(self) -> None:
        if self._version < schema.WORDS_SINCE or self._only is not None:
            return
        others = {post for post in self.heads if self._is_other(post)}
        if others:
            acts = unread.acts(self._connection.exec_driver_sql, schema.tables(self._version))
            self.unread += [act for act in acts if act.post in others]
        for id, row in facets.unread_acts(self._connection):
            if id.post not in others:
                raise Broken("file_damaged", schema.treatment_event.name, f"{id}-{row}")
        self.place = (schema.WORDS, "")
        if facets.are_to_be_made(self._connection):
            self.to_be_derived = True
            return
        differs = facets.difference(self._connection) or _index_difference(self._connection)
        if differs is not None:
            raise Broken("derived_differs", *differs)

    def _is_other(self, post: str) -> bool:
        """Whether a post is not the one whose file this is; what a later version wrote is checked as its own."""
        return self._version <= SCHEMA_VERSION and queries.is_of_another_post(self._connection, post)

    def _expected(self, id: EntryId) -> dict[str, Any]:
        """The derived line that a record should have: as it was signed, else as it is derived again."""
        signed = self.signatures.lines.get(id)
        if signed is not None:
            return {"post": id.post, "sequence": id.sequence, **msgspec.json.decode(signed, type=dict[str, Any])}
        try:
            expected = derived_values(queries.load_record(self._connection, id))
            if self._version < 3:  # there was no other word for what is held
                expected["unsorted"] += expected.pop("held")
            return expected
        except UNREAD as error:
            partly = line_of(self._connection, id) if self._is_other(id.post) else None
            if partly is not None:
                self.unread.append(id)
                return partly
            raise Broken("record_unreadable", "record", str(id)) from error


def _index_difference(connection: Connection) -> tuple[str, str] | None:
    """Whether the index of the words has as many trigrams as the words: one that was emptied would hide records."""
    connection.exec_driver_sql(
        f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{_SAID} USING fts5vocab(main, {schema.WORDS}, row)"
    )
    kept = connection.execute(text(f"SELECT coalesce(sum(cnt), 0) FROM temp.{_SAID}")).scalar_one()
    said = text(f"SELECT coalesce(sum(max(length(words) - 2, 0)), 0) FROM {schema.WORDS}")
    return None if kept == connection.execute(said).scalar_one() else (schema.WORDS, "")
