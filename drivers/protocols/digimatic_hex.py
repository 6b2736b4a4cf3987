"""The raw Digimatic frame as microcontroller adapters pass it on: its 13 digits of four bits in hexadecimal, and LF.

D1 F (a value) or the type of the data, D2-D4 F or the number of an entry, D5 the sign (0 or 8), D6-D11 the digits, D12
the number of decimals, D13 the unit. Digimatic 2: D1 8, D2 F, the first two of eight digits in D3 and D4. Two documents
of the maker disagree about the tolerance mark in D13: only its unit is used. Sources: Mitutoyo "Digimatic interface"
(1997) pp. 2-8; 99MAH001B p. 3 (ID-F); 99MAF600B p. 59 (QM-Height, Digimatic 2).

A frame of six digits has lost the first one of a display that shows seven: 123.4567 mm arrives as 23.4567.
"""

from __future__ import annotations

import re

from drivers.family import Decoded, Trouble, Value
from drivers.protocols.digits import exact
from drivers.reading import FaultCode

_FRAME = re.compile(rb"[0-9A-Fa-f]{13}")
_MOST_DECIMALS = 5
_MOST_DECIMALS_DIGIMATIC_2 = 7
_SIGNS = {"0": b"+", "8": b"-"}
_UNITS = {**dict.fromkeys("0234", "mm"), **dict.fromkeys("1567", "in"), **dict.fromkeys("89ABCDEF")}
_HOLDS = {"6": ("max",), "7": ("min",)}  # the instrument holds an extreme
_STATISTICS = frozenset("12345")  # of a series, by a processor: number, maximum, minimum, mean, deviation


def request(_channel: str | None) -> bytes:
    """Ask the adapter for a frame."""
    return b"REQ\n"


def decode(frame: bytes) -> Decoded:
    """Decode one frame, its terminator taken off."""
    if not _FRAME.fullmatch(frame):
        return Trouble(FaultCode.FORMAT, "frame")
    text = frame.decode("ascii").upper()
    kind, head, sign, digits, decimals, unit = text[0], text[1:4], text[4], text[5:11], text[11], text[12]
    most, flags = _MOST_DECIMALS, _HOLDS.get(kind, ())
    match kind:
        case "F" | "6" | "7":
            good = head == "FFF"
        case "0":
            good, flags = head.isdecimal(), (f"entry={head}",)
        case "8":
            good = head[0] == "F" and unit in "01"
            digits, most = head[1:] + digits, _MOST_DECIMALS_DIGIMATIC_2
        case _:
            code = FaultCode.REFUSED if kind in _STATISTICS else FaultCode.FORMAT
            return Trouble(code, "type")
    if not (good and sign in _SIGNS and digits.isdecimal() and decimals.isdecimal() and int(decimals) <= most):
        return Trouble(FaultCode.FORMAT, "digits")
    point = len(digits) - int(decimals)
    value = exact(_SIGNS[sign], f"{digits[:point]}.{digits[point:]}".encode("ascii"))
    return Value(value, _UNITS[unit], None, flags)
