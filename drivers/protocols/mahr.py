"""The frames of Mahr's duplex interface: the DK-U1 cable, and the three features of a Millimar C1202.

DK-U1: `±XXX.XXX mm` or `±X.XXXXX inch`, then the tolerance mark and the warning mark (`<`, `=`, `>`) where they are
on. C1202: the number of the feature before the value, features separated by `;`, `ERR6` for one that is off.
Sources: Mahr 3723295 (DK-U1, commands and errors); Mahr Millimar C1202 manual p. 82.
"""

from __future__ import annotations

import re
from decimal import Decimal

from drivers.family import Decoded, Identity, Notice, Several, Trouble, Value
from drivers.protocols.digits import exact
from drivers.reading import FaultCode

# Sign, leading zeros and unit are always there: a frame that lost its head, its tail or a digit before the point is no
# frame. Inches have six or seven digits in all, as the range of PRE shows (39.3700).
_MARKS = rb"(?: ([<=>]))?(?: ([<=>]))?"
_READING = re.compile(rb"([+\-])(?:(\d{3}\.\d{2,5}) (mm|um|deg|rad)|(\d\.\d{5,6}|\d\d\.\d{4}) inch)" + _MARKS)
_SEXAGESIMAL = re.compile(rb"([+\-])(\d{3}):([0-5]\d):([0-5]\d) dms" + _MARKS)
_FEATURE = re.compile(rb"([1-3]) (.+)")
_ERROR = re.compile(rb"ERR(\d)")
_IDENTITY = re.compile(rb"T \w{7,8} S \w{8}|VER [\w.]{1,8}")
_FEATURE_IDENTITY = re.compile(rb"1 (?:T \w{8} 1 S \w{8}|C1202)[\x20-\x7e]{0,80}")
# Acknowledgements and settings of Mahr 3723295, in the order of its table.
_SAID = re.compile(
    rb"PRE(?: [+\-]\d{1,3}\.\d{3,6})?|RST|ABS|TOL[01]?|TOL(?: [+\-]\d{1,3}\.\d{3,6}){2}|TOLW(?: \d\d)?|LCK[01]"
    rb"|KEY[01]|KEY0?(?: ?[0-?]){3}|OFF1?|OFF \d{3}|FA|RES[01]|CALN?(?: \d{8})?"
)

_ERRORS = {
    b"2": FaultCode.REFUSED,  # command unknown or badly written
    b"3": FaultCode.REFUSED,  # cannot be done now
    b"4": FaultCode.LOCKED,
    b"6": FaultCode.NO_DATA,  # the feature is off
}
_TOLERANCE = {b"<": "below", b"=": "within", b">": "above"}
_WARNING = {b"<": "warning_below", b"=": "warning_within", b">": "warning_above"}
_FEATURES = ("1", "2", "3")


def request(_channel: str | None) -> bytes:
    """Ask a DK-U1 for the reading."""
    return b"?\r"


def request_feature(channel: str | None) -> bytes:
    """Ask a C1202 for one feature, or for the three at once."""
    return f"M{channel}?\r".encode("ascii") if channel in _FEATURES else b"?\r"


def decode(frame: bytes) -> Decoded:
    """Decode one frame of a DK-U1, its terminator taken off."""
    reading = _reading(frame, None)
    if reading and reading.unit in ("mm", "in"):
        return reading
    error = _ERROR.fullmatch(frame)
    if error:
        return _trouble(error[1], frame, None)
    if frame in (b"MM", b"IN"):
        return Notice.MILLIMETRES if frame == b"MM" else Notice.INCHES
    if _IDENTITY.fullmatch(frame):
        return Identity(frame.decode("ascii"))
    return Notice.ECHO if _SAID.fullmatch(frame) else Trouble(FaultCode.FORMAT, "frame")


def answers_feature(channel: str | None, decoded: Decoded) -> bool:
    """Whether a frame of a C1202 can answer what was asked: one feature alone is no answer to `?`, but the rest of one
    that lost the others."""
    return isinstance(decoded, Several) if channel not in _FEATURES else isinstance(decoded, Value)


def decode_features(frame: bytes) -> Decoded:
    """Decode one frame of a C1202, its terminator taken off; `dms` becomes seconds of arc, which are exact."""
    error = _ERROR.fullmatch(frame)
    if error:
        return _trouble(error[1], frame, None)
    if _FEATURE_IDENTITY.fullmatch(frame):
        return Identity(frame.decode("ascii"))
    parts = [_feature(part) for part in frame.split(b";")]
    known = tuple(part for part in parts if part is not None)
    if len(known) == len(parts) == 1:
        return known[0]
    # All three, in their order: with one missing or unreadable the frame is cut, and the others may be as well.
    if len(known) == len(parts) and tuple(part.channel for part in known) == _FEATURES:
        return Several(known)
    return Trouble(FaultCode.FORMAT, "frame")


def _feature(part: bytes) -> Value | Trouble | None:
    found = _FEATURE.fullmatch(part)
    if not found:
        return None
    channel, said = found[1].decode("ascii"), found[2]
    angle, error = _SEXAGESIMAL.fullmatch(said), _ERROR.fullmatch(said)
    if angle:
        seconds = (int(angle[2]) * 60 + int(angle[3])) * 60 + int(angle[4])
        signed = Decimal(-seconds if angle[1] == b"-" else seconds)
        return Value(signed, "arcsec", channel, _flags(angle[5], angle[6]))
    return _trouble(error[1], said, channel) if error else _reading(said, channel)


def _reading(said: bytes, channel: str | None) -> Value | None:
    found = _READING.fullmatch(said)
    if not found:
        return None
    unit = found[3].decode("ascii") if found[3] else "in"
    return Value(exact(found[1], found[2] or found[4]), unit, channel, _flags(found[5], found[6]))


def _flags(tolerance: bytes | None, warning: bytes | None) -> tuple[str, ...]:
    """The instrument's own marks; never a decision of conformity."""
    return tuple(name for name in (_TOLERANCE.get(tolerance or b""), _WARNING.get(warning or b"")) if name is not None)


def _trouble(digit: bytes, frame: bytes, channel: str | None) -> Trouble:
    return Trouble(_ERRORS.get(digit, FaultCode.REFUSED), frame.decode("ascii"), channel)
