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
    CANCELLED = "cancelled"  # the operator cancelled the last value on the instrument
    GARBLED = "garbled"  # the box did not understand its instrument
    REPEATED = "repeated"  # the same frame within the bounce time: counted once


class Cause(StrEnum):
    """Why a port is not open."""

    MISSING = "missing"  # no such port, or no adapter with that serial number
    AMBIGUOUS = "ambiguous"  # several adapters bear that identity: none of them is chosen
    FORBIDDEN = "forbidden"  # the account may not open it
    BUSY = "busy"  # another program holds it
    UNPLUGGED = "unplugged"
    UNUSABLE = "unusable"  # it exists and cannot be opened: `detail` has the words of the system
    NO_LINES = "no_lines"  # it has no modem lines, and a contact needs one
    DEFECT = "defect"  # of this program; its log has the traceback


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

    `unit` is a code (`mm`, `in`, `um`, `deg`). `flags` are sorted codes: `unit_declared` when the frame bears no unit;
    `below`, `within` or `above` for the instrument's own tolerance mark, which is never a decision of conformity;
    `late` when the time of an earlier answer had run out, so that it may be that one; `stream` in a continuous output;
    `short` when the frame has one character less than those before it, so that it may have lost a digit.
    `origin` is the SHA-256 of the file that a result was read in.
    """

    value: Decimal
    unit: str
    raw: bytes
    received_at: datetime
    channel: str | None = None
    flags: tuple[str, ...] = ()
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not a reading; `detail` is a short word for machines (`911`, `ERR3`, `parity`).

    `unsaid` counts the faults of the same code that were kept quiet before this one: garbage comes by the thousand.
    """

    code: FaultCode
    raw: bytes
    received_at: datetime
    channel: str | None = None
    detail: str = ""
    unsaid: int = 0

    @property
    def loses_count(self) -> bool:
        """Whether the instrument says that its sensor lost count, by its speed or its scale: what it shows from now on
        may be from another origin (`ERR0` of Opto-RS: Sylvac opto instructions p. 13)."""
        return self.detail == "ERR0"


@dataclass(frozen=True, slots=True)
class StateChange:
    """The link passed to another state; `cause` where the port is not open, `detail` in the words of the system."""

    state: LinkState
    at: datetime
    cause: Cause | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Identified:
    """What the instrument said of itself."""

    text: str
    at: datetime
    channel: str | None = None


@dataclass(frozen=True, slots=True)
class BatteryChange:
    """What the instrument said of its battery."""

    low: bool
    at: datetime
    channel: str | None = None


LinkEvent = Reading | Fault | StateChange | Identified | BatteryChange
