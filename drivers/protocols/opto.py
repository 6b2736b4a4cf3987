"""The Opto-RS frame of Sylvac and its family: sign, digits, point, digits, carriage return; errors `ERRn`.

The unit is not in the frame; `UNI?` answers `MM` or `IN` on duplex cables. Trimos pads with spaces after the sign.
Sources: Sylvac opto instructions pp. 13-14; Trimos V+ manual pp. 21-22; Teclock SSH-R1400 manual (UNI?, tolerance
marks); Sylvac UniCal manual p. 65 (echo).
"""

from __future__ import annotations

import re
from decimal import Decimal

from drivers.family import Decoded, Notice, Trouble, Value
from drivers.reading import FaultCode

# The sign, or the space in its place, is never absent, nor are the decimals: without them it is the rest of a frame
# that lost its head or its tail, and would be another number.
_VALUE = re.compile(rb"([+\- ]) *(-?)(\d{0,7}\.\d{1,6})([<=>]?)")
_ERROR = re.compile(rb"ERR(\d)")
_COMMAND = re.compile(rb"\?|[A-Z]{2,5}\?", re.IGNORECASE)
_IDENTITY = re.compile(rb"SY[\x20-\x7e]{1,30}")

_ERRORS = {
    b"0": FaultCode.NO_DATA,  # the sensor: speed or scale
    b"1": FaultCode.REFUSED,  # command unknown to this instrument
    b"2": FaultCode.FRAMING,  # the instrument saw a wrong parity in our request
    b"3": FaultCode.OUT_OF_RANGE,
}
_MARKS = {b"<": ("below",), b"=": ("within",), b">": ("above",)}


def request(_channel: str | None) -> bytes:
    """Ask for the reading."""
    return b"?\r"


def decode(frame: bytes) -> Decoded:
    """Decode one frame, its terminator taken off."""
    found = _VALUE.fullmatch(frame)
    if found and not (found[1].strip() and found[2]):
        negative = found[1] == b"-" or found[2] == b"-"
        value = Decimal(found[3].decode("ascii"))
        signed = -value if negative and value != 0 else value
        return Value(signed, None, None, _MARKS.get(found[4], ()))
    error = _ERROR.fullmatch(frame)
    if error:
        return Trouble(_ERRORS.get(error[1], FaultCode.REFUSED), frame.decode("ascii"))
    if frame.upper() == b"MM":
        return Notice.MILLIMETRES
    if frame.upper() == b"IN":
        return Notice.INCHES
    if _COMMAND.fullmatch(frame):
        return Notice.ECHO
    if _IDENTITY.fullmatch(frame):
        return Notice.IDENTITY
    return Trouble(FaultCode.FORMAT, "frame")
