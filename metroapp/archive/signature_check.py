"""Whether what was signed is what is there: follows the entries of the journal, in its order."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from metroapp.archive import queries, schema
from metroapp.archive.signatures import OF_RECORD, Covered, endorsement_message, fingerprint, message
from metroapp.archive.signing_keys import is_signed
from metroapp.domain.measurement import EntryId

_RECORD, _CLOSING = str(schema.record.name), str(schema.closing.name)
_KEY, _SIGNATURE = str(schema.signing_key.name), str(schema.record_signature.name)
_OF_RECORD = frozenset(str(table.name) for table in OF_RECORD)
SAYS = _OF_RECORD | {_RECORD, _KEY, _SIGNATURE}  # the tables whose rows are to be followed


@dataclass(frozen=True, slots=True)
class FoundKey:
    """A key that a post signs or signed with; endorsed by the one before it, unless it is the first."""

    post: str
    fingerprint: str
    endorsed: bool


class Forged(Exception):
    """A signature that nobody gave; the code of the break."""


def keys(connection: Connection) -> list[FoundKey]:
    """The keys that the journal says, in its order: of what they endorse, `archive verify` decides."""
    table = schema.signing_key
    if table.name not in schema.tables(queries.schema_version(connection)):
        return []
    check = SignatureCheck()
    for row in connection.execute(select(table).order_by(table.c.post, table.c.sequence)):
        check.follow(EntryId(row.post, row.sequence), b"", _KEY, row)
    return check.keys


class SignatureCheck:
    """What the entries followed so far come to."""

    def __init__(self) -> None:
        self.keys: list[FoundKey] = []
        self.lines: dict[EntryId, str] = {}  # derived line of each record whose last signature covers all
        self.signed_with: dict[EntryId, str] = {}  # and the fingerprint of the key
        self.unsigned: dict[EntryId, EntryId] = {}  # of each record that is closed, the entry that nothing signs
        self._closed: set[EntryId] = set()
        self._covered: defaultdict[tuple[str, EntryId], Covered] = defaultdict(Covered)
        self._key: dict[str, bytes] = {}
        self._first_key: dict[str, int] = {}

    def follow(self, id: EntryId, digest: bytes, table: str, row: Any) -> None:
        """The first row of an entry that says something here, its columns by their names; raises `Forged`."""
        if table == _KEY:
            self._follow_key(id, row)
            return
        if table == _SIGNATURE:
            self._follow_signature(id, row)
            return
        record = id if table == _RECORD else _record_of(row)
        self._covered[id.post, record].add(digest)
        if table == _CLOSING:
            self._closed.add(record)
        if record in self._closed:
            self.unsigned[record] = id
            self.lines.pop(record, None)
            self.signed_with.pop(record, None)

    def missing(self) -> EntryId | None:
        """The first entry that its post should have signed: what it closed before its first key, nobody signs."""
        late = (id for id in self.unsigned.values() if id.sequence > self._first_key.get(id.post, id.sequence))
        return min(late, default=None)

    def _follow_key(self, id: EntryId, row: Any) -> None:
        before = self._key.get(id.post)
        endorsement, public = row.endorsement, row.public
        if endorsement is not None and (
            before is None or not is_signed(before, endorsement, endorsement_message(public))
        ):
            raise Forged("endorsement_false")
        self._key[id.post] = public
        self._first_key.setdefault(id.post, id.sequence)
        self.keys.append(FoundKey(id.post, fingerprint(public), before is None or endorsement is not None))

    def _follow_signature(self, id: EntryId, row: Any) -> None:
        record, line = _record_of(row), row.line
        covered = self._covered[id.post, record]
        said = (row.entries, row.content, row.public)
        if said != (covered.count, covered.content, self._key.get(id.post)):
            raise Forged("signature_false")
        if not is_signed(row.public, row.signature, message(id.post, record, covered.count, said[1], line)):
            raise Forged("signature_false")
        self.unsigned.pop(record, None)
        self.lines[record] = line
        self.signed_with[record] = fingerprint(row.public)


def _record_of(row: Any) -> EntryId:
    return EntryId(row.record_post, row.record_sequence)
