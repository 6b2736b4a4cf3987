"""The values of the Metro Mux2, Mux4 and Mux8: `Vx: uuuu ttt ±eeeee.dddddd`, CR LF; errors `Nxy:En`.

Every field has its width, spaces where it is empty: `V2: mm       -00001.250000`. The six decimals are always there,
whatever the instrument shows. The manual does not explain the two digits of an error: they are kept as a detail, and no
channel is made of them. Source: Metro Mux4/Mux8 manual pp. 6-7.
"""

from __future__ import annotations

import re

from drivers.family import Decoded, Trouble, Value
from drivers.protocols.digits import exact
from drivers.reading import FaultCode

_VALUE = re.compile(rb"V([1-8]): ([A-Za-z/%\xb5 ]{4}) ([A-Z+\- ]{3}) ([+-])(\d{5}\.\d{6})")
_ERROR = re.compile(rb"N\d{1,2}:E(\d)")

_UNITS = {"": None, "mm": "mm", "inch": "in", "in": "in", "um": "um"}  # others as the frame spells them
_MARKS = {"": (), "GO": ("within",), "+NG": ("above",), "-NG": ("below",)}  # ABS, REL, MIN, MAX: in small letters
_ERRORS = {b"1": FaultCode.NO_DATA, b"3": FaultCode.NO_DATA}  # communication with the instrument, its reading


def request(channel: str | None) -> bytes:
    """Ask the instrument of one input: its digit alone, without a terminator."""
    return (channel or "1").encode("ascii")


def decode(frame: bytes) -> Decoded:
    """Decode one frame, its terminator taken off."""
    found = _VALUE.fullmatch(frame)
    if found:
        spelt = found[2].decode("latin-1").replace("\xb5", "u").strip()
        unit = _UNITS.get(spelt.lower(), spelt)
        mark = found[3].decode("ascii").strip()
        flags = _MARKS.get(mark, (mark.lower(),))
        return Value(exact(found[4], found[5]), unit, found[1].decode("ascii"), flags)
    error = _ERROR.fullmatch(frame)
    if error:
        return Trouble(_ERRORS.get(error[1], FaultCode.REFUSED), frame.decode("ascii"))
    return Trouble(FaultCode.FORMAT, "frame")
