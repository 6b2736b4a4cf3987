"""The "Mux-10" frame of Mitutoyo: `0CA±ddddddd.d` and a carriage return, 13 bytes; errors `9Cx`.

Sources: Mitutoyo 99MAM024A1 §2.2 and 99MAM029A (USB Input Tool, error codes); GageMux manual p. 6 (description of the
Mux-10 format); Mitutoyo 99MAF600B §6.2.2 (QM-Height, USB output).
"""

from __future__ import annotations

import re

from drivers.family import Decoded, Identity, Notice, Trouble, Value
from drivers.protocols.digits import exact
from drivers.reading import FaultCode

_VALUE = re.compile(rb"0([1-9])A([+-])(\d+\.\d*|\d*\.\d+|\d+)")
_ERROR = re.compile(rb"9([1-9])(\d)")
_READING_LENGTH = 8  # digits and point, after the sign

# `V` is answered by `1` and a text that no manual spells. A value that lost its head begins with the same digit
# (`1A+0012.345`), but its only letter is A: the text must hold a word of three letters, or it is no identity.
_IDENTITY = re.compile(rb"1(?=.*[A-Za-z]{3})[\x20-\x7e]{3,60}")

_ERRORS = {
    b"1": FaultCode.NO_DATA,  # the gauge is off or unplugged
    b"2": FaultCode.GARBLED,
    b"8": FaultCode.BUSY,
    b"9": FaultCode.REFUSED,  # system error
}


def request(channel: str | None) -> bytes:
    """Ask one channel for its reading."""
    return f"{channel or '1'}\r".encode("ascii")


def decode(frame: bytes) -> Decoded:
    """Decode one frame, its terminator taken off. The unit is not in the frame."""
    found = _VALUE.fullmatch(frame)
    # The length is fixed: a digit lost on the way must not make a smaller number.
    if found and len(found[3]) == _READING_LENGTH:
        return Value(exact(found[2], found[3]), None, found[1].decode("ascii"))
    error = _ERROR.fullmatch(frame)
    if error:
        code = _ERRORS.get(error[2], FaultCode.REFUSED)
        return Trouble(code, frame.decode("ascii"), error[1].decode("ascii"))
    if frame == b"1":
        return Notice.ECHO  # of the request, by some adapters
    if _IDENTITY.fullmatch(frame):
        return Identity(frame[1:].decode("ascii").strip())
    return Trouble(FaultCode.FORMAT, "frame")
