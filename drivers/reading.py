"""What a link reports: readings, faults, changes of state. Frozen, and without any words for people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum


def utc_now() -> datetime:
    """The time, aware, in UTC."""
    return datetime.now(UTC)


class FaultCode(StrEnum):
    """What can go wrong between an instrument and the program. Never a verdict about a part."""

    NO_DATA = "no_data"
    BUSY = "busy"
    FRAMING = "framing"
    FORMAT = "format"
    UNIT = "unit"
    OUT_OF_RANGE = "out_of_range"
    LOCKED = "locked"
    SILENT = "silent"
    LOST = "lost"
    REFUSED = "refused"


class LinkState(StrEnum):
    """State of the link to an instrument."""

    ABSENT = "absent"
    OPENING = "opening"
    READY = "ready"
    SILENT = "silent"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Reading:
    """One value as the frame gives it: the digits are those that the instrument showed.

    `unit` is `mm` or `in`; `flags` are sorted codes: `unit_declared` when the frame bears no unit, `below`, `within`
    or `above` for the instrument's own tolerance mark, which is never a decision of conformity.
    """

    value: Decimal
    unit: str
    raw: bytes
    received_at: datetime
    channel: str | None = None
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not a reading; `detail` is a short word for machines (`911`, `ERR3`, `parity`)."""

    code: FaultCode
    raw: bytes
    received_at: datetime
    channel: str | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class StateChange:
    """The link passed to another state."""

    state: LinkState
    at: datetime
    detail: str = ""


LinkEvent = Reading | Fault | StateChange
