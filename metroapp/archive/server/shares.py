"""What the dérogations of a workshop accepted at each post, beside what they allow: only the server sees all of it.

What a row says that cannot be read is passed over: `server_check` names what was altered, and a post may have sealed
what no program of ours would; neither keeps the others from what they ask.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any, TypeVar

import msgspec
import psycopg

from metroapp.archive.events import kind_of
from metroapp.archive.server import plan
from metroapp.domain.concession_files import ConcessionAllotted, ConcessionRequested
from metroapp.domain.operations import ConcessionEnded
from metroapp.domain.shares import Overrun, Share

_T = TypeVar("_T")


class _Asked(msgspec.Struct):
    quantity: int | None


class _Allotted(msgspec.Struct):
    post: str
    quantity: int


class _Ended(msgspec.Struct):
    concession: tuple[str, int]


def home_of(server: psycopg.Connection[Any]) -> str:
    """The code of the home post; empty where none was chosen."""
    line = server.execute(f"SELECT code FROM {plan.SCHEMA}.home").fetchone()
    return "" if line is None else str(line[0])


def overruns(server: psycopg.Connection[Any]) -> list[Overrun]:
    """The dérogations of which more was used than allowed, by number."""
    found = []
    may = _allowed(server)
    used = _used(server, list(may)) if may else {}
    for number, (post, quantity, allotted) in sorted(may.items()):
        of_posts = used.get(number, {})
        allowed = {post: quantity - sum(allotted.values()), **allotted}
        shares = tuple(
            Share(one, allowed.get(one, 0), of_posts.get(one, 0)) for one in sorted(allowed.keys() | of_posts)
        )
        total = sum(of_posts.values())
        if total > quantity or any(one.used > one.allowed for one in shares):
            found.append(Overrun(number, quantity, total, shares))
    return found


def _allowed(server: psycopg.Connection[Any]) -> dict[str, tuple[str, int, dict[str, int]]]:
    """Of each dérogation with a quantity: the post that asked for it, how many, and what it allotted to others."""
    query = f"""SELECT post, number, kind, facts FROM {plan.SCHEMA}.treatment_event
        WHERE kind IN (%s, %s) ORDER BY post, sequence, "row" """
    found: dict[str, tuple[str, int, dict[str, int]]] = {}
    asked = kind_of(ConcessionRequested)
    for post, number, kind, text in server.execute(query, (asked, kind_of(ConcessionAllotted))):
        if kind == asked:
            request = _read(text, _Asked)
            if request is not None and request.quantity is not None:
                found.setdefault(number, (post, request.quantity, {}))
        elif number in found and found[number][0] == post:
            share = _read(text, _Allotted)
            if share is not None:
                found[number][2][share.post] = share.quantity
    return found


def _used(server: psycopg.Connection[Any], numbers: list[str]) -> dict[str, dict[str, int]]:
    """How many pieces dérogations cover, by number and post."""
    ended = set()
    query = f"SELECT record_post, record_sequence, facts FROM {plan.SCHEMA}.record_event WHERE kind = %s"
    for *record, text in server.execute(query, (kind_of(ConcessionEnded),)):
        facts = _read(text, _Ended)
        if facts is not None:
            ended.add((*record, *facts.concession))
    query = f"""SELECT record_post, record_sequence, post, sequence, "row", balloons
        FROM {plan.SCHEMA}.concession WHERE number = ANY (%s)"""
    covered = [
        (post, sequence, row, balloon)
        for *record, post, sequence, row, text in server.execute(query, (numbers,))
        if (*record, post, sequence) not in ended
        for balloon in _read(text, list[str]) or ()
        if "\0" not in balloon  # which no text of the server may have
    ]
    if not covered:
        return {}
    # A value that came later is covered by none that was granted before.
    later = f"""SELECT FROM {plan.SCHEMA}.measurement later WHERE later.record_post = given.record_post
        AND later.record_sequence = given.record_sequence AND later.piece = given.piece
        AND later.balloon = one.balloon AND later.post = given.post AND later.sequence > given.sequence"""
    query = f"""SELECT number, record_post, count(DISTINCT (record_sequence, piece))
        FROM unnest(%s::text[], %s::bigint[], %s::int[], %s::text[]) one(post, sequence, "row", balloon)
        JOIN {plan.SCHEMA}.concession given USING (post, sequence, "row") WHERE NOT EXISTS ({later})
        GROUP BY number, record_post"""
    found: dict[str, dict[str, int]] = {}
    for number, post, count in server.execute(query, [list(column) for column in zip(*covered, strict=True)]):
        found.setdefault(number, {})[post] = count
    return found


def _read(text: str, kind: type[_T]) -> _T | None:
    """None where it cannot be read."""
    with suppress(msgspec.DecodeError, RecursionError):
        return msgspec.json.decode(text, type=kind)
    return None
