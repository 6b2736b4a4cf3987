"""The heads of the chains, as documents print them: a paper held elsewhere proves that the archive still has all that
it had when the paper was issued.

Nothing in an archive shows that its last entries were cut off, or that an older copy was put back: only what was
printed since does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from metroapp.archive import queries, schema
from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal

_PRINTED = re.compile(r"(?:(?P<entry>[^:\s]{1,8}-[0-9]{1,15}):)?(?P<digest>[0-9a-fA-F]{16,64})")


@dataclass(frozen=True, slots=True)
class PrintedHead:
    """An entry and the beginning of its digest; the entry is None where only the digest is known."""

    entry: EntryId | None
    digest: str


@dataclass(frozen=True, slots=True)
class HeadBreak:
    """What a printed head shows: `missing`, the entries that the archive has no more, or `changed`, the one that is not
    what was printed."""

    missing: str = ""
    changed: str = ""


def printed(connection: Connection, post: str) -> str:
    """The head of a chain as a document says it: `P1-66:9fae…`; refuses `archive.empty`."""
    digest = queries.head(connection, post).hex()
    return f"{_last(connection, post)}:{digest}"


def read_printed(text: str) -> PrintedHead:
    """Read a head back, whole or its first sixteen figures; refuses `archive.head_unreadable`."""
    found = _PRINTED.fullmatch(text.replace(" ", ""))
    if found is None:
        raise Refusal("archive.head_unreadable", text=text)
    entry = found["entry"]
    return PrintedHead(None if entry is None else EntryId.parse(entry), found["digest"].lower())


def all_printed(connection: Connection) -> str:
    """The heads of every post, for a paper of all of them."""
    posts = connection.execute(select(schema.journal.c.post).distinct().order_by(schema.journal.c.post)).scalars()
    return " ".join(printed(connection, post) for post in posts)


def check(connection: Connection, head: PrintedHead) -> HeadBreak | None:
    """What a head shows of an archive that is otherwise sound; None where the archive has it."""
    table = schema.journal
    if head.entry is None:
        begins = func.substr(func.lower(func.hex(table.c.digest)), 1, len(head.digest))
        if connection.execute(select(table.c.sequence).where(begins == head.digest).limit(1)).first() is not None:
            return None
        posts = connection.execute(select(table.c.post).distinct()).scalars()
        return HeadBreak(missing=", ".join(f"> {_last(connection, post)}" for post in posts))
    post, sequence = head.entry
    query = select(table.c.digest).where(table.c.post == post, table.c.sequence == sequence)
    digest = connection.execute(query).scalar_one_or_none()
    if digest is None:
        first = EntryId(post, _last(connection, post).sequence + 1)
        return HeadBreak(missing=f"{first} … {head.entry}" if first != head.entry else str(first))
    return None if digest.hex().startswith(head.digest) else HeadBreak(changed=str(head.entry))


def _last(connection: Connection, post: str) -> EntryId:
    """The last entry of a post; the one before the first where there is none."""
    query = select(func.max(schema.journal.c.sequence)).where(schema.journal.c.post == post)
    return EntryId(post, connection.execute(query).scalar_one() or 0)
