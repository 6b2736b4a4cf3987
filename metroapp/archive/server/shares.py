"""What the dérogations of a workshop accepted at each post, beside what they allow: only the server sees all of it."""

from __future__ import annotations

from typing import Any

import msgspec
import psycopg

from metroapp.archive.events import kind_of
from metroapp.archive.server import plan
from metroapp.domain.concession_files import ConcessionAllotted, ConcessionRequested
from metroapp.domain.operations import ConcessionEnded
from metroapp.domain.shares import Overrun, Share


def home_of(server: psycopg.Connection[Any]) -> str:
    """The code of the home post; empty where none was chosen."""
    line = server.execute(f"SELECT code FROM {plan.SCHEMA}.home").fetchone()
    return "" if line is None else str(line[0])


def overruns(server: psycopg.Connection[Any]) -> list[Overrun]:
    """The dérogations of which more was used than allowed, by number."""
    found = []
    used = _used(server)
    for number, (post, quantity, allotted) in sorted(_allowed(server).items()):
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
        facts = msgspec.json.decode(text)
        if kind == asked:
            if facts["quantity"] is not None:
                found.setdefault(number, (post, facts["quantity"], {}))
        elif number in found and found[number][0] == post:
            found[number][2][facts["post"]] = facts["quantity"]
    return found


def _used(server: psycopg.Connection[Any]) -> dict[str, dict[str, int]]:
    """How many pieces each dérogation covers, by number and post."""
    ended = f"""SELECT FROM {plan.SCHEMA}.record_event ended WHERE ended.kind = %s
        AND ended.record_post = given.record_post AND ended.record_sequence = given.record_sequence
        AND ended.facts::jsonb -> 'concession' = jsonb_build_array(given.post, given.sequence)"""
    # A value that came later is covered by none that was granted before.
    later = f"""SELECT FROM {plan.SCHEMA}.measurement later WHERE later.record_post = given.record_post
        AND later.record_sequence = given.record_sequence AND later.piece = given.piece
        AND later.balloon = one.balloon AND later.post = given.post AND later.sequence > given.sequence"""
    stands = f"""EXISTS (SELECT FROM jsonb_array_elements_text(given.balloons::jsonb) one(balloon)
        WHERE NOT EXISTS ({later}))"""
    query = f"""SELECT number, record_post, count(DISTINCT (record_sequence, piece))
        FROM {plan.SCHEMA}.concession given WHERE NOT EXISTS ({ended}) AND {stands} GROUP BY number, record_post"""
    found: dict[str, dict[str, int]] = {}
    for number, post, count in server.execute(query, (kind_of(ConcessionEnded),)):
        found.setdefault(number, {})[post] = count
    return found
