"""The RS-232C of the Mitutoyo ID-H0530/0560 comparator: `GN00,+0016.2345` and CR LF, asked by `GA00`.

The letter says what is sent: N the value, X the maximum, M the minimum, W the run-out (TIR). The two digits are the ID
number of the instrument on its chain. The unit is not in the frame. The manual prints values of 9 characters with four
decimals; the position of the point is taken as it comes. Source: Mitutoyo 99MAH016B p. 4-5.
"""

from __future__ import annotations

import re

from drivers.family import Decoded, Notice, Trouble, Value
from drivers.protocols.digits import exact
from drivers.reading import FaultCode

_VALUE = re.compile(rb"G([NXMW])(\d\d),([+-])(\d+\.\d+)")
_READING_LENGTH = 9  # digits and point, after the sign
_MODES = {b"N": (), b"X": ("max",), b"M": ("min",), b"W": ("tir",)}

# Acknowledgements, and what is read back: preset, limits, judgment, lock. Never a measured value.
_ANSWER = re.compile(rb"C[HGD]\d\d|D[HGD]\d\d(?:,[+-]?[\w.+-]{2,10})?")


def request(channel: str | None) -> bytes:
    """Ask the instrument of one ID number for what it measures in its present mode."""
    return f"GA{channel or '00'}\r\n".encode("ascii")


def decode(frame: bytes) -> Decoded:
    """Decode one frame, its terminator taken off."""
    found = _VALUE.fullmatch(frame)
    if found and len(found[4]) == _READING_LENGTH:
        return Value(exact(found[3], found[4]), None, found[2].decode("ascii"), _MODES[found[1]])
    if _ANSWER.fullmatch(frame):
        return Notice.ECHO
    return Trouble(FaultCode.FORMAT, "frame")
