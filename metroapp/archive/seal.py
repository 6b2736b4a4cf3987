"""The seal: what the chain of digests covers, in numbered and frozen formats.

Format 1: a row is the JSON object of its non-null columns, keys sorted, bytes as base64; its digest is SHA-256 of the
table's name, a line feed and that object. An entry digests the previous entry, its own head and the manifest of its
rows. Null columns are left out, so a column added by a later version changes no old digest.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

SEAL_FORMAT = 1
FIRST = bytes(32)  # what the first entry of a post has for previous

_encode = msgspec.json.Encoder(order="deterministic").encode


def row_digest(table: str, row: Mapping[str, Any]) -> bytes:
    """Digest of one sealed row."""
    present = {name: value for name, value in row.items() if value is not None}
    return hashlib.sha256(table.encode() + b"\n" + _encode(present)).digest()


def manifest(rows: Sequence[tuple[str, Mapping[str, Any]]]) -> bytes:
    """The list of the rows that an entry wrote: table, row number, digest."""
    return _encode([[table, row["row"], row_digest(table, row).hex()] for table, row in rows])


def read_manifest(text: bytes) -> list[tuple[str, int, str]]:
    """Read a manifest back; raises msgspec.DecodeError when it is not one."""
    return msgspec.json.decode(text, type=list[tuple[str, int, str]])


def entry_digest(entry: Mapping[str, Any]) -> bytes:
    """Digest of one entry of the journal: its head, the previous digest and the manifest of its rows."""
    head = [entry[name] for name in ("seal_format", "post", "sequence", "kind", "at", "actor")]
    return hashlib.sha256(_encode(head) + b"\n" + entry["previous"] + entry["manifest"]).digest()


def name_digest(name: str, salt: bytes) -> bytes:
    """Salted digest of a person's name: the journal keeps this, the name itself stays erasable."""
    return hashlib.sha256(salt + b"\n" + name.encode()).digest()
