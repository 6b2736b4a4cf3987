"""The operations of a record beside its values: impossible, zeroed, granted, closed, cancelled, confirmed, signed.

Each is one entry of the journal and stays: nothing is taken back, an operation is only followed by another.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from metroapp.domain.measurement import BoxKey, EntryId, Input, Measurement
from metroapp.domain.production import FollowUp, ProductionEvent, SetUpSheet
from metroapp.domain.sweep import Given, Sweep


@dataclass(frozen=True, slots=True)
class Impossible:
    """A box that cannot be measured, with the reason."""

    id: EntryId
    box: BoxKey
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ZeroSetting:
    """A comparator set on a gauge-block stack for one characteristic: values measured after it refer to it."""

    id: EntryId
    balloon: str
    instrument: str
    certified: Decimal  # mm
    blocks: tuple[str, ...]  # serial numbers
    zero: Input
    by: str
    at: datetime
    simulated: bool = False


@dataclass(frozen=True, slots=True)
class Concession:
    """A piece accepted *en dérogation* for the characteristics named."""

    id: EntryId
    number: str
    piece: int
    balloons: tuple[str, ...]
    reason: str
    granted_by: str
    by: str
    at: datetime
    signed: bool = False  # whoever granted it gave their secret


@dataclass(frozen=True, slots=True)
class Closing:
    """The signature under the finished record; `signed` with a secret, since there are any."""

    id: EntryId
    by: str
    at: datetime
    signed: bool = False


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
    waiting: str = ""  # the mark of the reading while it waited; empty for one that did not


@dataclass(frozen=True, slots=True)
class SweepRecorded:
    """The samples of the sweep that gave a value, or one of the readings under it."""

    id: EntryId
    measurement: EntryId
    sweep: Sweep
    gives: Given
    by: str
    at: datetime


Event = (
    Cancellation
    | Confirmation
    | Call
    | Visa
    | Preparation
    | Approval
    | DroppedReading
    | SweepRecorded
    | ProductionEvent
    | FollowUp
    | SetUpSheet
)
Operation = Measurement | Impossible | ZeroSetting | Concession | Closing | Event
