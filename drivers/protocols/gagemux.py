"""The full comma-delimited format of the GageMux: `001, -1.2340, NRM, 01` and CR LF; and the trigger of a Mitutoyo MIG.

Number of the reading, reading, mode, channel. The field of the reading has nine characters; the example of the manual
is printed without its padding, and both are taken: without it only with its sign, for nothing else would show that a
minus was lost on the way. The unit is not in the frame. A MIG whose trigger port fires without
a request sends `0001,FOOTSWITCH, ,01`; how it spells a value was found in no manual, and is no value here.
Sources: GageMux manual pp. 6-7; Mitutoyo MIG-USB configuration guide p. 7.
"""

from __future__ import annotations

import re

from drivers.family import Decoded, Notice, Trouble, Value
from drivers.protocols.digits import exact
from drivers.reading import FaultCode

_VALUE = re.compile(rb"\d{3}, ( *[+-]?\d+\.\d+ *), (NRM|MIN|MAX|TIR), (\d\d)")
_TRIGGER = re.compile(rb"\d{4},(?:FOOTSWITCH|REQUEST), ?,\d\d")
_FIELD = 9  # characters of the reading

_MODES = {b"NRM": (), b"MIN": ("min",), b"MAX": ("max",), b"TIR": ("tir",)}


def decode(frame: bytes) -> Decoded:
    """Decode one frame, its terminator taken off."""
    found = _VALUE.fullmatch(frame)
    if found and found[3] != b"00":
        text = found[1].strip()
        if len(found[1]) == _FIELD or (found[1] == text and text[:1] in b"+-" and len(text) < _FIELD):
            return Value(exact(text[:1], text.lstrip(b"+-")), None, str(int(found[3])), _MODES[found[2]])
    if _TRIGGER.fullmatch(frame):
        return Notice.ECHO  # a foot switch, without a value
    return Trouble(FaultCode.FORMAT, "frame")
