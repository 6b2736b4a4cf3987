"""Gestures of a record beside its values: what was cancelled, confirmed, signed, prepared, called for.

Each is one entry of the journal and stays: nothing is taken back, a gesture is only followed by another.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from metroapp.domain.measurement import BoxKey, EntryId


@dataclass(frozen=True, slots=True)
class Cancellation:
    """A reading taken back at once (undo): it is kept, printed as cancelled, and decides nothing."""

    id: EntryId
    cancels: EntryId
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Confirmation:
    """The operator confirms a value that is not good."""

    id: EntryId
    confirms: EntryId
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Call:
    """The operator calls somebody about a value."""

    id: EntryId
    about: EntryId
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Visa:
    """The quality technician accepts a value that became good after a bad one."""

    id: EntryId
    accepts: EntryId
    granted_by: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Preparation:
    """The pieces are clean and deburred."""

    id: EntryId
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Approval:
    """The first piece is signed (bon à produire): the series may be measured."""

    id: EntryId
    granted_by: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DroppedReading:
    """A reading that was held, and that the operator did not take: the digits, and where they came from."""

    id: EntryId
    instrument: str
    shown: str  # value and unit, as shown
    raw: bytes
    box: BoxKey | None
    by: str
    at: datetime
