"""The heads of the chains, as documents print them: a paper held elsewhere proves that the archive still has all that
it had when the paper was issued.

Nothing in an archive shows that its last entries were cut off, or that an older copy was put back: only what was
printed since does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, func, select

from metroapp.archive import queries, schema
from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal

_PRINTED = re.compile(r"(?:(?P<entry>[^:\s]{1,8}-[1-9][0-9]{0,14}):)?(?P<digest>[0-9a-fA-F]{16,64})")
_FIGURES = re.compile(r"[0-9a-fA-F]+")
_SHORTEST, _WHOLE = 16, 64  # figures of a digest


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
    """Read one head back, whole or its first sixteen figures; refuses `archive.head_unreadable`."""
    heads = read_all(text)
    if len(heads) != 1:
        raise Refusal("archive.head_unreadable", text=text)
    return heads[0]


def read_all(text: str) -> list[PrintedHead]:
    """Read heads back as `all_printed` says them, each whole or shortened, whatever blanks or ends of lines they were
    copied with; refuses `archive.head_unreadable`."""
    heads = []
    for one in _apart(re.sub(r"\s*([:-])\s*", r"\1", text).split()):
        found = _PRINTED.fullmatch(one)
        if found is None:
            raise Refusal("archive.head_unreadable", text=text)
        entry = found["entry"]
        heads.append(PrintedHead(None if entry is None else EntryId.parse(entry), found["digest"].lower()))
    if not heads:
        raise Refusal("archive.head_unreadable", text=text)
    return heads


def _apart(pieces: list[str]) -> list[str]:
    """The heads that blanks separate, from those that blanks cut: figures alone go on the digest before them where they
    make it whole, and where they are too few for a head."""
    heads: list[list[str]] = []
    for piece in pieces:
        if heads and "-" in heads[-1][0] and ":" not in heads[-1][0]:
            heads[-1][0] += piece  # cut in the number of the entry
        elif heads and _FIGURES.fullmatch(piece):
            heads[-1].append(piece)
        else:
            heads.append([piece])
    found: list[str] = []
    for begun, *more in heads:
        figures = len("".join([begun.rpartition(":")[2], *more]))
        is_cut = figures == _WHOLE or any(len(piece) < _SHORTEST for piece in more)
        found += ["".join([begun, *more])] if is_cut else [begun, *more]
    return found


def known_here(connection: Connection, heads: list[PrintedHead]) -> list[PrintedHead]:
    """The same heads with their posts as the archive writes them; refuses `archive.head_of_unknown_post`."""
    posts = {post.casefold(): post for post in _posts(connection)}
    found = []
    for head in heads:
        if head.entry is not None:
            post = posts.get(head.entry.post.casefold())
            if post is None:
                raise Refusal("archive.head_of_unknown_post", post=head.entry.post, posts=", ".join(posts.values()))
            head = replace(head, entry=EntryId(post, head.entry.sequence))
        found.append(head)
    return found


def all_printed(connection: Connection) -> str:
    """The heads of every post, for a paper of all of them."""
    return " ".join(printed(connection, post) for post in _posts(connection))


def check(connection: Connection, head: PrintedHead) -> HeadBreak | None:
    """What a head shows of an archive that is otherwise sound; None where the archive has it."""
    table = schema.journal
    if head.entry is None:
        begins = func.substr(func.lower(func.hex(table.c.digest)), 1, len(head.digest))
        if connection.execute(select(table.c.sequence).where(begins == head.digest).limit(1)).first() is not None:
            return None
        return HeadBreak(missing=", ".join(f"> {_last(connection, post)}" for post in _posts(connection)))
    post, sequence = head.entry
    query = select(table.c.digest).where(table.c.post == post, table.c.sequence == sequence)
    digest = connection.execute(query).scalar_one_or_none()
    if digest is None:
        first = EntryId(post, _last(connection, post).sequence + 1)
        return HeadBreak(missing=f"{first} … {head.entry}" if first != head.entry else str(first))
    return None if digest.hex().startswith(head.digest) else HeadBreak(changed=str(head.entry))


def _posts(connection: Connection) -> Sequence[str]:
    post = schema.journal.c.post
    return connection.execute(select(post).distinct().order_by(post)).scalars().all()


def _last(connection: Connection, post: str) -> EntryId:
    """The last entry of a post; the one before the first where there is none."""
    query = select(func.max(schema.journal.c.sequence)).where(schema.journal.c.post == post)
    return EntryId(post, connection.execute(query).scalar_one() or 0)
