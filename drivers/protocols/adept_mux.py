"""The Adept MUX 2 and MUX 4: `1 MW+00013.67 mm` and CR LF; a gauge that does not answer, `3 TO 999999.99 mm`.

Channel, type (MW a measured value, TO a time-out), sign, eight characters of digits and point, unit. One example of the
maker has a space before the sign. Source: Adept Scientific article 68CE, "MUX 2 & 4 Protocol".
"""

from __future__ import annotations

import re

from drivers.family import Decoded, Identity, Trouble, Value
from drivers.protocols.digits import exact
from drivers.reading import FaultCode

_VALUE = re.compile(rb"([1-4]) MW ?([+-])(\d+\.\d+) {1,5}(mm|inch) *")
_TIME_OUT = re.compile(rb"([1-4]) TO[ +]{1,2}999999\.99 {1,5}(?:mm|inch) *")
_VERSION = re.compile(rb"MUX[24] V\d+\.\d+")
_READING_LENGTH = 8  # digits and point, after the sign

_UNITS = {b"mm": "mm", b"inch": "in"}


def request(channel: str | None) -> bytes:
    """Ask the gauge of one input: its digit alone, without a terminator."""
    return (channel or "1").encode("ascii")


def decode(frame: bytes) -> Decoded:
    """Decode one frame, its terminator taken off."""
    found = _VALUE.fullmatch(frame)
    if found and len(found[3]) == _READING_LENGTH:
        return Value(exact(found[2], found[3]), _UNITS[found[4]], found[1].decode("ascii"))
    silent = _TIME_OUT.fullmatch(frame)
    if silent:
        return Trouble(FaultCode.NO_DATA, "TO", silent[1].decode("ascii"))
    if _VERSION.fullmatch(frame):
        return Identity(frame.decode("ascii"))
    return Trouble(FaultCode.FORMAT, "frame")
