"""What was measured of one characteristic in the records of a part."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from metroapp.domain.acceptance import Verdict
from metroapp.domain.measurement import BoxKey, EntryId
from metroapp.domain.quantity import Quantity, Unit


@dataclass(frozen=True, slots=True)
class PastRecord:
    """A record where the characteristic is, with the limits that it was opened with, in `unit`."""

    id: EntryId
    number: str
    revision: str
    work_order: str
    lot: str
    opened_at: datetime
    callout: str
    lower: Decimal | None
    upper: Decimal | None
    unit: Unit | None


@dataclass(frozen=True, slots=True)
class PastValue:
    """One value that stands; its verdict is the one that was sealed with it, but for one that a drift of its zero took
    back since: `is_void`, which decides nothing, and for a good one whose probe constant is still to be found again."""

    id: EntryId
    record: PastRecord
    box: BoxKey
    quantity: Quantity
    verdict: Verdict
    instrument: str | None
    at: datetime
    is_void: bool = False
    simulated: bool = False


@dataclass(frozen=True, slots=True)
class PastPage:
    """Records, the last opened first, and what was measured there, in the order of the journal; `earlier` is what the
    next page comes before, None after the last one."""

    records: tuple[PastRecord, ...]
    values: tuple[PastValue, ...]
    earlier: EntryId | None
