"""Whether entries taken out of an archive are as they were sealed: the digests made again, the signature checked.

It needs neither the archive nor any private key, and trusts nothing that the file says beside its public keys.
"""

from __future__ import annotations

from base64 import b64decode
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import LargeBinary

from metroapp.archive import schema, seal
from metroapp.archive.digested_rows import line_type
from metroapp.archive.sealed import FORMAT
from metroapp.archive.signature_check import SAYS, Forged, SignatureCheck
from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal

_TABLES = {str(table.name): table for table in schema.SEALED_ROWS}
_BYTES = {
    name: frozenset(str(column.name) for column in table.columns if isinstance(column.type, LargeBinary))
    for name, table in _TABLES.items()
}


@dataclass(frozen=True, slots=True)
class SealedEntry:
    """One entry of the journal, and its rows with the table of each, as they are in an archive."""

    entry: dict[str, Any]
    rows: tuple[tuple[str, dict[str, Any]], ...]

    @property
    def id(self) -> EntryId:
        return EntryId(self.entry["post"], self.entry["sequence"])


@dataclass(frozen=True, slots=True)
class Sealed:
    """What was taken out: the entries, the names of the people (name, salt), and where the chain stood."""

    subject: str
    head: str
    entries: tuple[SealedEntry, ...]
    people: dict[str, tuple[str, bytes]]


@dataclass(frozen=True, slots=True)
class Proof:
    """What the entries prove: the first one that is not as it was sealed, or None; the key that signed the whole of the
    subject, empty where it is not signed (an open record, a fiche, a record of before signatures)."""

    broken: EntryId | None
    key: str


def read(content: bytes) -> Sealed:
    """Read sealed entries; refuses as `take`."""
    try:
        return take(msgspec.json.decode(content))
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise Refusal("sealed.unreadable") from error


def take(said: Any) -> Sealed:
    """Sealed entries from their JSON, once it is decoded; refuses `sealed.unreadable`, `sealed.newer`."""
    try:
        if not str(said["format"]).startswith("metroapp sealed "):
            raise ValueError("another format")
        if said["format"] != FORMAT:
            raise Refusal("sealed.newer")
        entries = tuple(_entry(one) for one in said["entries"])
        people = {str(id): (str(one["name"]), b64decode(one["salt"])) for id, one in said["people"].items()}
        return Sealed(str(said["subject"]), str(said["head"]), entries, people)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Refusal("sealed.unreadable") from error


def _entry(said: dict[str, Any]) -> SealedEntry:
    rows = []
    for one in said["rows"]:
        row = dict(one)
        table = row.pop("table")
        for name in _BYTES[table] & row.keys():
            row[name] = b64decode(row[name])
        known = {str(column.name) for column in _TABLES[table].columns}
        if not known >= row.keys():
            raise ValueError("a column that this program does not know")
        if not isinstance(row.get("row"), int):
            raise ValueError("a row without its number")
        rows.append((table, {"post": str(said["post"]), "sequence": int(said["sequence"]), **row}))
    entry = {name: said[name] for name in ("post", "sequence", "seal_format", "kind", "at", "actor")}
    entry |= {name: bytes.fromhex(said[name]) for name in ("previous", "digest")}
    return SealedEntry(entry, tuple(rows))


def prove(sealed: Sealed) -> Proof:
    """Digest everything again."""
    signatures = SignatureCheck()
    for one in sealed.entries:
        manifest = seal.manifest(one.rows)
        if one.entry["seal_format"] != seal.SEAL_FORMAT:
            return Proof(one.id, "")
        if seal.entry_digest({**one.entry, "manifest": manifest}) != one.entry["digest"]:
            return Proof(one.id, "")
        followed = next(((table, row) for table, row in one.rows if table in SAYS), None)
        if followed is not None:
            table, row = followed
            line = line_type(tuple(sorted(map(str, _TABLES[table].columns.keys()))))(**row)
            try:
                signatures.follow(one.id, one.entry["digest"], table, line)
            except Forged:
                return Proof(one.id, "")
    return Proof(None, _key(sealed, signatures))


def _key(sealed: Sealed, signatures: SignatureCheck) -> str:
    """The fingerprint of the key whose signature covers the whole of the record."""
    try:
        record = EntryId.parse(sealed.subject)
    except ValueError:
        return ""
    return signatures.signed_with.get(record, "")
