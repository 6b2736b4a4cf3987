"""The chains that a server holds, read from end to end with the check of any archive."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import Any, cast

import psycopg
from sqlalchemy import Connection

from metroapp.archive import seal, unread
from metroapp.archive.chain_check import Broken, ChainCheck
from metroapp.archive.first_look import SCHEMA_VERSION
from metroapp.archive.server import derived_check, plan
from metroapp.archive.signature_check import FoundKey
from metroapp.domain.measurement import EntryId

_AT_ONCE = 2_000  # rows


@dataclass(frozen=True, slots=True)
class PostLine:
    """What a server has of a post: how many entries, the digest of the last one, and when it came."""

    code: str
    account: str
    entries: int
    head: bytes
    received_at: datetime | None


@dataclass(frozen=True, slots=True)
class ServerReport:
    """What was read; `broken`: the first thing found wrong, as (code, table, row); `waiting`: records of which a post
    has yet to give what is derived; `signed`: those that are; `cancelled`: before the end; `unread_records` and
    `unread_acts`: what a post sealed and nobody can read, which is no break."""

    entries: int
    rows: int
    heads: dict[str, bytes]
    broken: tuple[str, str, str] | None
    waiting: int = 0
    signed: int = 0
    keys: tuple[FoundKey, ...] = ()
    erased: int = 0
    cancelled: bool = False
    unread_records: tuple[EntryId, ...] = ()
    unread_acts: tuple[EntryId, ...] = ()


def posts(server: psycopg.Connection[Any]) -> list[PostLine]:
    """The posts of the workshop, by code."""
    query = f"SELECT code, account, entries, head, received_at FROM {plan.SCHEMA}.post ORDER BY code"
    return [PostLine(line[0], line[1], line[2], bytes(line[3]), line[4]) for line in server.execute(query)]


def verify(server: psycopg.Connection[Any], go_on: Callable[[int], bool] = lambda _entries: True) -> ServerReport:
    """Digest every row and every entry again, in one snapshot, here: the server is not asked what it thinks of them;
    then derive again what records are found by.

    The last entry of each post is also the one that the server says it has.
    """
    with server.transaction():
        server.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        server.execute(f"SET LOCAL search_path = {plan.SCHEMA}")
        server.execute("SET LOCAL statement_timeout = 0")
        read = _Read(server)
        check = ChainCheck(cast(Connection, read), SCHEMA_VERSION)
        derived, acts = derived_check.Derived(0, ()), list[EntryId]()
        try:
            if not check.run(go_on):
                return ServerReport(check.entries, check.rows, check.heads, None, cancelled=True)
            for post in posts(server):
                if post.entries and check.heads.get(post.code) != post.head:
                    raise Broken("entry_missing", "journal", f"{post.code}-{post.entries}")
            _require_same_home(server)
            _require_names(server)
            derived = derived_check.check(server, check.signatures.lines)
            acts = list(unread.acts(server.execute))
        except Broken as broken:
            return ServerReport(check.entries, check.rows, check.heads, (broken.code, broken.table, broken.row))
        finally:
            read.close()
    line = server.execute(f"SELECT count(DISTINCT person_id) FROM {plan.SCHEMA}.name_erasure").fetchone()
    signed, keys = len(check.signatures.lines), tuple(check.signatures.keys)
    return ServerReport(
        check.entries,
        check.rows,
        check.heads,
        None,
        derived.waiting,
        signed,
        keys,
        line[0] if line else 0,
        unread_records=derived.unread,
        unread_acts=tuple(acts),
    )


def _require_same_home(server: psycopg.Connection[Any]) -> None:
    """Each post had of the home post what the server has of it: it had it from there."""
    query = """SELECT seen.post, seen.sequence, seen."row", seen.home_post || '-' || seen.home_sequence, home.digest
        FROM home_seen seen LEFT JOIN journal home ON home.post = seen.home_post AND home.sequence = seen.home_sequence
        WHERE home.digest IS DISTINCT FROM seen.home_digest ORDER BY 1, 2 LIMIT 1"""
    for post, sequence, row, of_home, digest in server.execute(query):
        if digest is None:
            raise Broken("home_missing", "journal", of_home)
        raise Broken("home_differs", "home_seen", f"{post}-{sequence}-{row}")


def _require_names(server: psycopg.Connection[Any]) -> None:
    """Each name that is known gives the digest that the journal seals, and each is known but those erased: entries and
    the names that they seal come together."""
    digests: dict[str, set[bytes]] = {}
    for person, digest in server.execute("SELECT person_id, name_digest FROM person"):
        digests.setdefault(person, set()).add(bytes(digest))
    named = set[str]()
    for person, name, salt in server.execute("SELECT person_id, name, salt FROM person_identity ORDER BY person_id"):
        if seal.name_digest(name, bytes(salt)) not in digests.get(person, ()):
            raise Broken("name_changed", "person_identity", person)
        named.add(person)
    erased = {line[0] for line in server.execute(f"SELECT person_id FROM {plan.SCHEMA}.name_erasure")}
    for person in sorted(digests.keys() - named - erased):
        raise Broken("identity_missing", "person_identity", person)


class _Read:
    """A connection to a server as `ChainCheck` takes one: its rows come some thousands at a time."""

    def __init__(self, server: psycopg.Connection[Any]) -> None:
        self._server, self._numbers = server, count(1)
        self._cursors: list[Any] = []

    @property
    def connection(self) -> _Read:
        return self

    @property
    def driver_connection(self) -> _Read:
        return self

    def cursor(self) -> Any:
        cursor = self._server.cursor(name=f"read_{next(self._numbers)}")
        cursor.itersize = _AT_ONCE
        self._cursors.append(cursor)
        return cursor

    def close(self) -> None:
        for cursor in self._cursors:
            cursor.close()
