"""The frames of Mahr Millimar comparators, by the protocol chosen in the instrument's menu.

OPTORSD and OPTORSS: `xxx.xxx<unit>` CR LF. ASCII: `xxx.xxx` CR LF for each feature, at the DATA key; no unit, no name.
M1240: `M1, xxx.xxx` CR, the feature named, no unit; every other command is acknowledged by itself.
Sources: Mahr Millimar C1208-C1216-C1240 manual pp. 60, 67, 69, 70; Millimar C1245 manual p. 42 (ASCII, M1240).
"""

from __future__ import annotations

import re

from drivers.family import Decoded, Dialogue, Identity, Notice, Say, Trouble, Value
from drivers.protocols.digits import exact
from drivers.reading import FaultCode

# The manuals print no sign before a positive value. Three digits before the point are then wanted, as printed: fewer
# may be what is left of a frame that lost its head.
_NUMBER = rb"(?:([+\- ]) *(\d{1,4}\.\d{1,5})|(\d{3}\.\d{1,5}))"
_VALUE = re.compile(_NUMBER + rb" ?(mm|in|um|\xb5m|\xe6m)")
_BARE = re.compile(rb"([+\- ]?) *(\d{3}\.\d{3})")  # nothing after the digits shows that none is missing
_FEATURE = re.compile(rb"M(\d{1,2}),(?: *([+\- ]))(\d{1,4}\.\d{1,5})")
# `M70` gives the stored values and deletes them: nobody asks for it, and its lines are not understood.
_ACKNOWLEDGED = re.compile(rb"F[123]|R|Z|X|P\d{1,2},[\x20-\x7e]{1,12}")
_OPTO_IDENTITY = re.compile(rb"MAHR ?GMBH,[\x20-\x7e]{1,20}")
_M1240_IDENTITY = re.compile(rb"(?:I,)?MAHR ?GMBH,[\x20-\x7e]{1,20}")
_UNITS = {b"mm": Notice.MILLIMETRES, b"in": Notice.INCHES, b"um": Notice.MICROMETRES}


def request(_channel: str | None) -> bytes:
    """Ask for the reading (OPTORSD, OPTORSS)."""
    return b"?\r"


def decode(frame: bytes) -> Decoded:
    """Decode one frame of OPTORSD or OPTORSS, its terminator taken off."""
    found = _VALUE.fullmatch(frame)
    if found:
        unit = found[4].decode("ascii") if found[4] in _UNITS else "um"  # µ in the two tables of characters
        return Value(exact(found[1] or b"+", found[2] or found[3]), unit)
    if frame.strip().lower() in _UNITS:
        return _UNITS[frame.strip().lower()]
    if _OPTO_IDENTITY.fullmatch(frame):
        return Identity(frame.decode("ascii").strip())
    return Trouble(FaultCode.FORMAT, "frame")


def decode_ascii(frame: bytes) -> Decoded:
    """Decode one value of the ASCII protocol; neither its unit nor its feature is said."""
    found = _BARE.fullmatch(frame)
    return Value(exact(found[1], found[2])) if found else Trouble(FaultCode.FORMAT, "frame")


def measure_m1240(channel: str | None) -> Dialogue:
    """Ask a feature, or the only one: `I` first, since a C1245 is deaf to the rest until it has heard it."""
    said = decode_m1240((yield Say(b"I\r")))
    if not isinstance(said, Identity):
        return said  # it speaks of something else: a value sent by its own key, or another protocol
    said = decode_m1240((yield Say(f"M{channel or ''}\r".encode("ascii"))))
    if isinstance(said, Value) and channel not in (None, said.channel):
        return Trouble(FaultCode.FORMAT, "answer", said.channel)  # of another feature than the one that was asked
    return said


def decode_m1240(frame: bytes) -> Decoded:
    """Decode one frame of M1240, its terminator taken off. The unit is not in the frame."""
    found = _FEATURE.fullmatch(frame)
    if found:
        return Value(exact(found[2], found[3]), None, str(int(found[1])))
    if _M1240_IDENTITY.fullmatch(frame):
        return Identity(frame.removeprefix(b"I,").decode("ascii").strip())
    return Notice.ECHO if _ACKNOWLEDGED.fullmatch(frame) else Trouble(FaultCode.FORMAT, "frame")
