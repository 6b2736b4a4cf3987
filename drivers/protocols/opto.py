"""The Opto-RS frame of Sylvac and its family: sign, digits, point, digits, carriage return; errors `ERRn`.

The unit is not in the frame; `UNI?` answers `MM` or `IN` on duplex cables. Trimos pads with spaces after the sign; its
Mestra and Vectra may print a whole line: index, mode, value, unit. A height gauge in diameter mode gives the diameter
and its centre, separated by `;` (Hi_Cal, `CFGSEP1`) or as two frames.
Sources: Sylvac opto instructions pp. 13-14; Trimos V+ manual pp. 21-22, Mestra p. 21, Vectra p. 32; Teclock SSH-R1400
manual (UNI?, tolerance marks); Sylvac UniCal manual p. 65 (echo, SET?, RES2 and RES3), S_Mike Pro p. 21 (BAT?), Hi_Cal
p. 18; TESA TT80-TT90 manual pp. 29-30 (formats on a simplex cable).
"""

from __future__ import annotations

import re

from drivers.family import Battery, Decoded, Identity, Notice, Several, Trouble, Value
from drivers.protocols.digits import exact
from drivers.reading import FaultCode

# The sign, or the space in its place, is never absent, nor are the decimals, two at least (RES3): without them it is
# the rest of a frame that lost its head or its tail, and would be another number; or noise, where a sign and a digit
# are soon drawn. Only where a column has spaces for zeros, and in the inches of TESA (`±.xxxxxx`), may there be no
# digit before the point.
_VALUE = re.compile(rb"([+\- ])(?= *-?\d| [ \-]{1,2}\.|\.\d{6}$) {0,4}(-?)(\d{0,7}\.\d{2,6})([<=>]?)")
# Fixed widths (`999 FFFF-9999.9999 UU`): a character lost on the way makes another length.
_LINE = re.compile(rb"\d{3} ([\x20-\x7e]{4})([ \-0-9.]{10}) (mm|in)")
_LINE_VALUE = re.compile(rb" *(-?) *(\d{1,4}\.\d{1,4})")
_ERROR = re.compile(rb"ERR(\d)")
# What `SET?` answers, `MM RES2 REF1 KEY1 B1`. Its B is no battery query: B0 means low on UniCal, charging on Z_CAL.
_SETTINGS = re.compile(rb"(MM|IN)(?:[ ,;]*(?:RES|REF|KEY|TOL|B)\d)+")
_COMMAND = re.compile(rb"\?|[A-Z]{2,5}\?|OUT[01]", re.IGNORECASE)
_IDENTITY = re.compile(rb"SY[\x20-\x7e]{1,30}")

_ERRORS = {
    b"0": FaultCode.NO_DATA,  # the sensor: speed or scale
    b"1": FaultCode.REFUSED,  # command unknown to this instrument
    b"2": FaultCode.FRAMING,  # the instrument saw a wrong parity in our request
    b"3": FaultCode.OUT_OF_RANGE,
}
_MARKS = {b"<": ("below",), b"=": ("within",), b">": ("above",)}
_UNITS = {b"MM": Notice.MILLIMETRES, b"IN": Notice.INCHES}
_BATTERIES = {b"BAT1": Battery(low=False), b"BAT0": Battery(low=True)}
_IN_DIAMETER_MODE = ("DIA", "CEN")
_RESULTS = (*_IN_DIAMETER_MODE, "DIF")  # DIF: between the last two measurements


def request(channel: str | None) -> bytes:
    """Ask for the reading, or for one result of a height gauge: `DIA`, `CEN`, `DIF` (Hi_Cal p. 18)."""
    return f"{channel}?\r".encode("ascii") if channel in _RESULTS else b"?\r"


def decode(frame: bytes) -> Decoded:
    """Decode one frame, its terminator taken off."""
    found = _value(frame, None) or _diameter(frame) or _line(frame)
    if found:
        return found
    error = _ERROR.fullmatch(frame)
    if error:
        return Trouble(_ERRORS.get(error[1], FaultCode.REFUSED), frame.decode("ascii"))
    settings = _SETTINGS.fullmatch(frame)
    unit = settings[1] if settings else frame.upper()
    if unit in _UNITS:
        return _UNITS[unit]
    if frame in _BATTERIES:
        return _BATTERIES[frame]
    if _COMMAND.fullmatch(frame):
        return Notice.ECHO
    if _IDENTITY.fullmatch(frame):
        return Identity(frame.decode("ascii"))
    return Trouble(FaultCode.FORMAT, "frame")


def _value(frame: bytes, channel: str | None) -> Value | None:
    found = _VALUE.fullmatch(frame)
    if not found or (found[1].strip() and found[2]):
        return None
    return Value(exact(found[2] or found[1], found[3]), None, channel, _MARKS.get(found[4], ()))


def _diameter(frame: bytes) -> Several | None:
    """The diameter and the coordinate of its centre, in one frame."""
    halves = frame.split(b";")
    if len(halves) != len(_IN_DIAMETER_MODE):
        return None
    diameter, centre = (_value(half, name) for half, name in zip(halves, _IN_DIAMETER_MODE, strict=True))
    return Several((diameter, centre)) if diameter and centre else None


def _line(frame: bytes) -> Value | None:
    """A printed line of Mestra or Vectra; its mode names the result."""
    line = _LINE.fullmatch(frame)
    number = _LINE_VALUE.fullmatch(line[2]) if line else None
    if not line or not number:
        return None
    mode = line[1].decode("ascii").strip()
    return Value(exact(number[1], number[2]), line[3].decode("ascii"), mode or None)
