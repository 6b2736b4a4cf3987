"""What is derived of the records of a post on its way to the server, after its entries: of the same state of its file.

The server says how far it has come (`derived`, an entry): what was written since is given to it, and the records that
it lost, or that it had from a version that gave nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import msgspec
import psycopg
from sqlalchemy import Connection, bindparam, select

from metroapp.archive import facets, schema
from metroapp.archive.server import contact, plan
from metroapp.archive.server.deriving import LONGEST
from metroapp.archive.signatures import OF_RECORD
from metroapp.domain.measurement import EntryId

TOGETHER = 200  # records in one transaction
_STRETCH = 20_000  # entries whose records are given before the server is told how far it has come
_LINE = [column.name for column in schema.derived_record.c if column.name not in ("post", "place")]
_encode = msgspec.json.Encoder().encode


def derive(
    connection: Connection,
    server: psycopg.Connection[Any],
    post: str,
    last: int,
    go_on: Callable[[], bool] = lambda: True,
) -> int:
    """Give what is derived of the records written of up to an entry, the last one of this file and of the server; how
    many records. Raises psycopg.Error."""
    if facets.are_to_be_made(connection):
        return 0  # by an upgrade that was stopped: this file is not yet what it is to be
    given = 0
    after = _derived(server, post)
    while after < last:
        until = min(after + _STRETCH, last)
        touched = _touched(connection, post, after + 1, until)
        given += _give(connection, server, post, touched, until)
        after = until
        if not go_on():
            return given
    return given


def derive_lost(connection: Connection, server: psycopg.Connection[Any], post: str) -> int:
    """Give again what the server has no more of this post; how many records. Raises psycopg.Error."""
    with contact.within(server):
        lost = server.execute(_LOST, (post,)).fetchall()
    if not lost or facets.are_to_be_made(connection):
        return 0
    return _give(connection, server, post, [EntryId(post, line[0]) for line in lost], _derived(server, post))


def _derived(server: psycopg.Connection[Any], post: str) -> int:
    with contact.within(server):
        line = server.execute(f"SELECT derived FROM {plan.SCHEMA}.post WHERE code = %s", (post,)).fetchone()
    assert line is not None
    return int(line[0])


def _touched(connection: Connection, post: str, first: int, last: int) -> list[EntryId]:
    """The records of the post that these entries of it say something of."""
    found = set(facets.named_by(connection, post, first, last))
    own = schema.record
    query = select(own.c.post, own.c.sequence).where(own.c.post == post, own.c.sequence.between(first, last))
    found |= {EntryId(*line) for line in connection.execute(query)}
    for table in OF_RECORD:
        of_entries = (table.c.post == post, table.c.sequence.between(first, last))
        query = select(table.c.record_post, table.c.record_sequence).where(*of_entries).distinct()
        found |= {EntryId(*line) for line in connection.execute(query)}
    return sorted(one for one in found if one.post == post)


def _give(
    connection: Connection, server: psycopg.Connection[Any], post: str, records: Sequence[EntryId], until: int
) -> int:
    """The server is told how far this comes with the last of them."""
    for first in range(0, max(len(records), 1), TOGETHER):
        is_last = first + TOGETHER >= len(records)
        some = _said(connection, records[first : first + TOGETHER])
        with contact.within(server), server.transaction():
            query = f"SELECT {plan.SCHEMA}.derive(%s, %s, %s::text, %s::text, %s::text)"
            server.execute(query, (post, until if is_last else 0, *(one.decode() for one in some)))
    return len(records)


def _said(connection: Connection, records: Sequence[EntryId]) -> tuple[bytes, bytes, bytes]:
    """The lines, the facets and the words of some records, as `derive` takes them."""
    lines, of_facets, words = [], [], []
    for id in records:
        line = connection.execute(_LINE_OF, {"post": id.post, "sequence": id.sequence}).mappings().one_or_none()
        if line is None or line["unsorted"] == schema.STALE:
            continue  # yet to be derived here; or sealed as no program of ours would, which `server_check` names
        place = line["place"]
        lines.append({name: line[name] for name in _LINE})
        for kind, value in connection.execute(_FACETS_OF, {"place": place}):
            if len(value) <= LONGEST:
                of_facets.append({"sequence": id.sequence, "kind": kind, "value": value})
        words.append({"sequence": id.sequence, "words": facets.words_without_names(connection, place, id)})
    return _encode(lines), _encode(of_facets), _encode(words)


_table, _facet = schema.derived_record, schema.derived_facet
_LINE_OF = select(*(_table.c[name] for name in (*_LINE, "place"))).where(
    _table.c.post == bindparam("post"), _table.c.sequence == bindparam("sequence")
)
_FACETS_OF = select(_facet.c.kind, _facet.c.value).where(_facet.c.place == bindparam("place"))
_LOST = f"""
SELECT opened.sequence FROM {plan.SCHEMA}.record opened JOIN {plan.SCHEMA}.post ON code = opened.post
LEFT JOIN {plan.SCHEMA}.derived_record line ON line.post = opened.post AND line.sequence = opened.sequence
LEFT JOIN {plan.SCHEMA}.{schema.WORDS} said ON said.rowid = line.place
WHERE opened.post = %s AND opened.sequence <= derived AND said.rowid IS NULL ORDER BY opened.sequence"""
