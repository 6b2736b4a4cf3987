"""The home post of a workshop, and the one order of what several posts wrote.

Each chain has its own numbers. What joins them is sealed: a post writes in its own chain up to which entry of the home
post it has what comes down (`home_seen`). An entry of a post comes after all that it had seen, and before what it had
not, wherever that is read: at the post, in a copy of the server, on the server.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, case, or_, select

from metroapp.archive import schema
from metroapp.domain.measurement import EntryId

_NEVER = 2**62  # after any entry
_VERSION = select(schema.schema_version.c.version)
_TABLE = schema.home_seen
_SEEN = select(*(_TABLE.c[name] for name in ("post", "sequence", "home_post", "home_sequence"))).order_by(
    _TABLE.c.post, _TABLE.c.sequence
)
_HOME = select(_TABLE.c.home_post).order_by(_TABLE.c.post, _TABLE.c.sequence).limit(1)


class Place(NamedTuple):
    """Where an entry stands among those of all posts; without a home post, as its own chain numbers it."""

    home: int
    is_after: bool  # an entry of another post comes after the one of the home post that it had seen
    post: str
    sequence: int


@dataclass
class Order:
    """The order of the entries that a file holds. `seen`: of each post, its entries that say what it had seen, and up
    to which entry of the home post."""

    home: str = ""
    seen: dict[str, tuple[list[int], list[int]]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether there is a home post: else the entries of each post keep their own order."""
        return bool(self.home)

    def place(self, post: str, sequence: int) -> Place:
        """Where an entry stands."""
        if post == self.home:
            return Place(sequence, False, post, sequence)
        return Place(self.seen_by(EntryId(post, sequence)), True, post, sequence)

    def seen_by(self, id: EntryId) -> int:
        """Up to which entry of the home post its post had seen when it wrote an entry; 0 before any."""
        at, seen = self.seen.get(id.post, ([], []))
        found = bisect_left(at, id.sequence)
        return seen[found - 1] if found else 0

    def known_at(self, post: str, sequence: int) -> EntryId:
        """The entry by which a post had an entry of the home post; one that never comes where it has not."""
        at, seen = self.seen.get(post, ([], []))
        found = bisect_left(seen, sequence)
        return EntryId(post, at[found] if found < len(at) else _NEVER)

    def sorted(self, lines: Iterable[Any]) -> Sequence[Any]:
        """Rows with `post`, `sequence` and `row` in their order; as they came where there is no home post."""
        if not self:
            return list(lines)
        return sorted(lines, key=lambda line: (*self.place(line.post, line.sequence), line.row))


def order(connection: Connection) -> Order:
    """The order of the entries of a file."""
    if not _has_homes(connection):
        return Order()
    found = Order()
    for post, sequence, home, home_sequence in connection.execute(_SEEN):
        found.home = found.home or home
        at, seen = found.seen.setdefault(post, ([], []))
        at.append(sequence)
        seen.append(home_sequence)
    return found


def home_of(connection: Connection) -> str:
    """The home post that a file knows; empty where it knows none."""
    if not _has_homes(connection):
        return ""
    return connection.execute(_HOME).scalar_one_or_none() or ""


def _has_homes(connection: Connection) -> bool:
    return _TABLE.name in schema.tables(connection.execute(_VERSION).scalar_one())


def before(table: Any, id: EntryId, known: Order) -> ColumnElement[bool]:
    """The rows of a table that the post of an entry had when it wrote it: its own, and those of the home post."""
    own = and_(table.c.post == id.post, table.c.sequence < id.sequence)
    if not known or id.post == known.home:
        return own
    return or_(own, and_(table.c.post == known.home, table.c.sequence <= known.seen_by(id)))


def at_home_first(connection: Connection, table: Any) -> list[ColumnElement[Any]]:
    """What puts the rows of the home post before the others: what is its own to write is as it wrote it last."""
    home = home_of(connection)
    return [case((table.c.post == home, 0), else_=1)] if home else []


def differing(connection: Connection) -> Iterator[str]:
    """The entries by which a post says that it had another past of the home post than the one that is here."""
    if not _has_homes(connection):
        return
    journal = schema.journal
    same = and_(journal.c.post == _TABLE.c.home_post, journal.c.sequence == _TABLE.c.home_sequence)
    query = select(_TABLE.c.post, _TABLE.c.sequence, _TABLE.c.row).join(journal, same)
    query = query.where(journal.c.digest != _TABLE.c.home_digest)
    for line in connection.execute(query.order_by(_TABLE.c.post, _TABLE.c.sequence)):
        yield f"{line.post}-{line.sequence}-{line.row}"
