"""Each closed record is signed by its post: what the signature covers, how it is written and how it is checked.

A signature covers the digests of the entries of one record that its post wrote, in order; each of them digests its
rows. It is written in the transaction of the closing, and again with whatever is written of a closed record later: the
last one always covers all. It needs no chain to be checked, so a record taken out of its archive keeps its proof.
With it goes the line of `derived_record` as the writer derived it, so that verification need not sort a signed record
again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, Select, and_, select

from metroapp.archive import queries, schema
from metroapp.archive.journal import Entry, from_microseconds
from metroapp.archive.signing_keys import KeyFile, public_of
from metroapp.domain.measurement import EntryId

OF_RECORD = tuple(
    table for table in schema.SEALED_ROWS if "record_post" in table.c and table is not schema.record_signature
)


class Covered:
    """The entries of a record that one post wrote, so far."""

    def __init__(self) -> None:
        self.count = 0
        self._digests = hashlib.sha256()

    def add(self, entry_digest: bytes) -> None:
        self.count += 1
        self._digests.update(entry_digest)

    @property
    def content(self) -> bytes:
        return self._digests.copy().digest()


def message(post: str, record: EntryId, covered: int, content: bytes, line: str) -> bytes:
    """What is signed: format 1."""
    head = ["metroapp record 1", post, str(record), covered, line]
    return msgspec.json.encode(head) + b"\n" + content


def endorsement_message(public: bytes) -> bytes:
    """What the key before signs of the one that takes its place."""
    return b"metroapp key 1\n" + public


def last_key(connection: Connection, post: str) -> bytes | None:
    """The public key that a post signs with; None before its first."""
    table = schema.signing_key
    query = select(table.c.public).where(table.c.post == post).order_by(table.c.sequence.desc()).limit(1)
    found = connection.execute(query).scalar_one_or_none()
    return None if found is None else bytes(found)


def fingerprint(public: bytes) -> str:
    """What people compare of a public key."""
    return hashlib.sha256(public).hexdigest()[:16]


class PostSignature(NamedTuple):
    """A post signed a record: how many of its entries, with which key."""

    id: EntryId
    entries: int
    fingerprint: str
    at: datetime


def of_record(connection: Connection, id: EntryId) -> list[PostSignature]:
    """The signatures of a record by its posts, the first one first; of what they prove, `archive verify` decides."""
    table, journal = schema.record_signature, schema.journal
    if table.name not in schema.tables(queries.schema_version(connection)):
        return []
    of_entry = and_(journal.c.post == table.c.post, journal.c.sequence == table.c.sequence)
    query = (
        select(table.c.post, table.c.sequence, table.c.entries, table.c.public, journal.c.at)
        .join(journal, of_entry)
        .where(table.c.record_post == id.post, table.c.record_sequence == id.sequence)
        .order_by(table.c.sequence)
    )
    return [
        PostSignature(EntryId(row.post, row.sequence), row.entries, fingerprint(row.public), from_microseconds(row.at))
        for row in connection.execute(query)
    ]


class Signatory:
    """Signs for one post. Owned by the recorder thread."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def sign(
        self, connection: Connection, post: str, lines: Sequence[tuple[EntryId, str]], after: Entry
    ) -> list[Entry]:
        """The entries that sign records, each with its derived line, in the transaction that wrote of them, by whoever
        wrote `after`; before them, that of the key where it is new. Refuses as `KeyFile.load`."""
        actor, at = after.actor, after.at
        known = last_key(connection, post)
        key = self._file(connection, post).load(known)
        public = public_of(key)
        written = []
        if public != known:
            # The file of the key before is lost: nobody endorses the new one, and verification says so.
            written.append(Entry("key", actor, at, [(schema.signing_key, {"public": public, "person": actor})]))
        for record, line in lines:
            covered = covered_now(connection, post, record)
            row = {
                "record_post": record.post,
                "record_sequence": record.sequence,
                "entries": covered.count,
                "content": covered.content,
                "line": line,
                "public": public,
                "signature": key.sign(message(post, record, covered.count, covered.content, line)),
            }
            written.append(Entry("signature", actor, at, [(schema.record_signature, row)]))
        return written

    def renewal(self, connection: Connection, post: str) -> tuple[KeyFile, dict[str, bytes]]:
        """The file with a next key, and what the journal says of it; adopt the key once it is written there."""
        known = last_key(connection, post)
        file = self._file(connection, post)
        present = file.load(known)
        public = public_of(file.make_next())
        endorsed = {} if public_of(present) != known else {"endorsement": present.sign(endorsement_message(public))}
        return file, {"public": public, **endorsed}

    def _file(self, connection: Connection, post: str) -> KeyFile:
        table = schema.journal
        query = select(table.c.digest).where(table.c.post == post).order_by(table.c.sequence).limit(1)
        first: bytes = connection.execute(query).scalar_one()
        return KeyFile(self._folder, f"{post}-{first.hex()[:16]}")


def covered_now(connection: Connection, post: str, record: EntryId) -> Covered:
    """The entries of a record that a post has written."""
    covered = Covered()
    for line in connection.execute(_entries_of(post, record)):
        covered.add(line.digest)
    return covered


def _entries_of(post: str, record: EntryId) -> Select[tuple[bytes]]:
    journal = schema.journal
    said = [
        select(table.c.sequence).where(
            table.c.record_post == record.post, table.c.record_sequence == record.sequence, table.c.post == post
        )
        for table in OF_RECORD
    ]
    if record.post == post:
        opened = schema.record
        said.append(select(opened.c.sequence).where(opened.c.post == post, opened.c.sequence == record.sequence))
    found = said[0].union(*said[1:]).subquery()
    return (
        select(journal.c.digest)
        .where(journal.c.post == post, journal.c.sequence.in_(select(found.c.sequence)))
        .order_by(journal.c.sequence)
    )
