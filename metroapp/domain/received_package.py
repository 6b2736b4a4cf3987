"""What another workshop handed over: kept as it came, with who received it and what it was found to prove."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from metroapp.domain.measurement import EntryId

PACKAGE_SUFFIX = ".zip"


class ReceivedRecord(NamedTuple):
    """A record of a package; `key` is the fingerprint of the key that signed it, empty where nobody did."""

    id: EntryId
    number: str
    part: str
    key: str


@dataclass(frozen=True, slots=True)
class ReceivedPackage:
    """One package; `digest` is its SHA-256 in hexadecimal, `head` where the chains of `workshop` stood."""

    id: EntryId
    digest: str
    file: str
    workshop: str
    head: str
    records: tuple[ReceivedRecord, ...]
    by: str
    at: datetime
