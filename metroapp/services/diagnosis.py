"""Why an instrument does not work, from what its cable shows: a sentence with a way out, never a guess dressed as one.

Seven data bits read as eight show their parity in the eighth; the wrong speed gives other bytes and no terminator; a
gauge that is off is reported by its own cable.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from drivers import Cause, Fault, FaultCode
from drivers.permissions import group_of
from metroapp.domain.message import Message

_FEWEST_BYTES = 4  # to say anything about parity
_OF_A_VALUE = b"0123456789+-., "


def why_closed(address: str, cause: Cause | None) -> Message | None:
    """Why a port is not open; None for one that is."""
    match cause:
        case None:
            return None
        case Cause.MISSING if _is_folder(address):
            return Message("bench.folder_missing", {"folder": _folder(address)})
        case Cause.FORBIDDEN if _is_folder(address):
            return Message("bench.folder_forbidden", {"folder": _folder(address)})
        case Cause.MISSING:
            return Message("bench.port_missing", {"address": address})
        case Cause.AMBIGUOUS:
            return Message("bench.port_ambiguous", {"address": address})
        case Cause.FORBIDDEN:
            return Message("bench.port_forbidden", {"address": address, "group": group_of(address)})
        case Cause.BUSY:
            return Message("bench.port_busy", {"address": address})
        case Cause.UNPLUGGED:
            return Message("bench.port_unplugged", {"address": address})
        case Cause.UNUSABLE:
            return Message("bench.port_unusable", {"address": address})
        case Cause.NO_LINES:
            return Message("bench.port_no_lines", {"address": address})
        case Cause.DEFECT:
            return Message("bench.port_defect", {"address": address})


def _is_folder(address: str) -> bool:
    return address.startswith("folder:")


def _folder(address: str) -> str:
    """The path in the address of a folder, as a person writes it."""
    return unquote(re.split("[?#]", address, maxsplit=1)[0].removeprefix("folder://"))


def why_fault(family: str, fault: Fault) -> Message | None:
    """What a fault says of the bench; None for one that says nothing lasting."""
    match fault.code, fault.detail:
        case FaultCode.FRAMING, "parity":
            return Message("bench.parity", {"family": family})
        case ((FaultCode.FRAMING | FaultCode.FORMAT), _) if shows_parity(fault.raw):
            return Message("bench.parity", {"family": family})
        case FaultCode.FRAMING, "truncated" if _is_begun_value(fault.raw):
            return Message("bench.truncated")
        case FaultCode.FRAMING, "too_long" | "truncated":  # bytes without an end are no whole frame of another family
            return Message("bench.speed", {"family": family})
        case FaultCode.FORMAT, "channel":
            return Message("bench.other_channel", {"channel": fault.channel or "?"})
        case ((FaultCode.FRAMING | FaultCode.FORMAT), _) if not _is_text(fault.raw):
            return Message("bench.speed", {"family": family})
        case ((FaultCode.FRAMING | FaultCode.FORMAT), _):
            return Message("bench.other_family", {"family": family})
        case ((FaultCode.NO_DATA | FaultCode.GARBLED), _):
            return Message("bench.gauge_off")
        case FaultCode.SILENT, _:
            return Message("bench.silent")
        case FaultCode.UNIT, "decimals":
            return Message("bench.decimals")
        case FaultCode.UNIT, _:
            return Message("bench.other_unit")
        case FaultCode.OUT_OF_RANGE, _:
            return Message("bench.out_of_range")
        case FaultCode.LOCKED, _:
            return Message("bench.locked")
        case _:
            return None


def shows_parity(raw: bytes) -> bool:
    """Whether the eighth bit of every byte makes its parity even, and is set in some: seven bits read as eight."""
    return (
        len(raw) >= _FEWEST_BYTES
        and any(byte & 0x80 for byte in raw)
        and all(byte.bit_count() % 2 == 0 for byte in raw)
        and _is_text(bytes(byte & 0x7F for byte in raw))
    )


def _is_begun_value(raw: bytes) -> bool:
    """Whether bytes without an end are most likely those of a frame: figures for the most part. The wrong speed gives
    other signs, be they those of a text."""
    return 2 * sum(byte in _OF_A_VALUE for byte in raw) >= max(1, len(raw)) and _is_text(raw)


def _is_text(raw: bytes) -> bool:
    return all(byte in b"\r\n\t" or 0x20 <= byte < 0x7F for byte in raw)
