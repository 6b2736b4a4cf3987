"""The frame of TESA TT readouts: a sign, six digits and their point, CR LF; errors `ERRnn`.

The point moves with the unit (`±xxxx.xx` mm, `±.xxxxxx` in, `±xxx.xxx` µm, `±xx.xxxx` mil) but does not tell it:
`UNI?` does. Sources: TESA TT80-TT90 manual pp. 29-30 (11.1 formats, 11.2 commands); TESA TT20-TT60 manual p. 53.
"""

from __future__ import annotations

import re

from drivers.family import Decoded, Identity, Notice, Trouble, Value
from drivers.protocols.digits import exact
from drivers.reading import FaultCode

# Eight characters, always: a digit lost on the way must not make a smaller number.
_VALUE = re.compile(rb"([+\-])(?=.{7}$)(\d{0,4}\.\d{2,6})")
_ERROR = re.compile(rb"ERR\d{1,2}")
_IDENTITY = re.compile(rb"TE [\x20-\x7e]{2,30}")

_UNITS = {
    b"MM": Notice.MILLIMETRES,
    b"IN": Notice.INCHES,
    b"INCH": Notice.INCHES,
    b"UM": Notice.MICROMETRES,
    b"MIL": Notice.MILS,
}


def request(_channel: str | None) -> bytes:
    """Ask for the reading."""
    return b"?\r"


def decode(frame: bytes) -> Decoded:
    """Decode one frame, its terminator taken off."""
    found = _VALUE.fullmatch(frame)
    if found:
        return Value(exact(found[1], found[2]))
    if _ERROR.fullmatch(frame):
        return Trouble(FaultCode.REFUSED, frame.decode("ascii"))
    unit = _UNITS.get(frame.upper())
    if unit:
        return unit
    if _IDENTITY.fullmatch(frame):
        return Identity(frame.decode("ascii"))
    return Trouble(FaultCode.FORMAT, "frame")
