"""The chains that a server holds, read from end to end with the check of any archive."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import Any, cast

import psycopg
from sqlalchemy import Connection

from metroapp.archive import seal
from metroapp.archive.chain_check import Broken, ChainCheck
from metroapp.archive.first_look import SCHEMA_VERSION
from metroapp.archive.server import plan

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
    """What was read; `broken`: the first thing found wrong, as (code, table, row)."""

    entries: int
    rows: int
    heads: dict[str, bytes]
    broken: tuple[str, str, str] | None


def posts(server: psycopg.Connection[Any]) -> list[PostLine]:
    """The posts of the workshop, by code."""
    query = f"SELECT code, account, entries, head, received_at FROM {plan.SCHEMA}.post ORDER BY code"
    return [PostLine(line[0], line[1], line[2], bytes(line[3]), line[4]) for line in server.execute(query)]


def verify(server: psycopg.Connection[Any], go_on: Callable[[int], bool] = lambda _entries: True) -> ServerReport:
    """Digest every row and every entry again, in one snapshot, here: the server is not asked what it thinks of them.

    The last entry of each post is also the one that the server says it has.
    """
    with server.transaction():
        server.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        server.execute(f"SET LOCAL search_path = {plan.SCHEMA}")
        server.execute("SET LOCAL statement_timeout = 0")
        read = _Read(server)
        check = ChainCheck(cast(Connection, read), SCHEMA_VERSION)
        try:
            check.run(go_on)
            for post in posts(server):
                if post.entries and check.heads.get(post.code) != post.head:
                    raise Broken("entry_missing", "journal", f"{post.code}-{post.entries}")
            _require_names(server)
        except Broken as broken:
            return ServerReport(check.entries, check.rows, check.heads, (broken.code, broken.table, broken.row))
        finally:
            read.close()
    return ServerReport(check.entries, check.rows, check.heads, None)


def _require_names(server: psycopg.Connection[Any]) -> None:
    """Each name that is known gives the digest that the journal seals."""
    digests: dict[str, set[bytes]] = {}
    for person, digest in server.execute("SELECT person_id, name_digest FROM person"):
        digests.setdefault(person, set()).add(bytes(digest))
    for person, name, salt in server.execute("SELECT person_id, name, salt FROM person_identity ORDER BY person_id"):
        if seal.name_digest(name, bytes(salt)) not in digests.get(person, ()):
            raise Broken("name_changed", "person_identity", person)


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
