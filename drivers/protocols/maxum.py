"""The frame of a Mahr Maxum III indicator: eleven characters and LF, sent without being asked.

Mode letter, sign, space, five characters of reading, `M` or `I`, over or under limit, space. Capital letters of mode
say that HOLD is active. Source: Mahr 2239028 Rev D (Maxum III) pp. 50-51.
"""

from __future__ import annotations

import re

from drivers.family import Decoded, Trouble, Value
from drivers.protocols.digits import exact
from drivers.reading import FaultCode

# `d.ddd`, `.dddd` or `.ddd ` by the range: eleven characters in all, so that none can be missing.
_FRAME = re.compile(rb"([AMLTamlt ])([+\- ]) (\d\.\d{3}|\.\d{4}|\.\d{3} )([MI])([O0U ]) ")

_MODES = {b"M": ("maximum",), b"L": ("minimum",), b"T": ("tir",)}  # A, or a space: the actual value
_LIMITS = {b"O": ("above",), b"0": ("above",), b"U": ("below",)}
_UNITS = {b"M": "mm", b"I": "in"}


def decode(frame: bytes) -> Decoded:
    """Decode one frame, its terminator taken off."""
    found = _FRAME.fullmatch(frame)
    if not found:
        return Trouble(FaultCode.FORMAT, "frame")
    flags = _LIMITS.get(found[5], ()) + _MODES.get(found[1].upper(), ())
    return Value(exact(found[2], found[3].strip()), _UNITS[found[4]], None, flags)
