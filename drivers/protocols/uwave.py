"""The packets of the Mitutoyo U-WAVE-R radio receiver, API version 1: `DT1` values, `ST1` states, `RI1` `TI1` answers.

A value is `DT1`, group, channel, sign, 11 characters of digits and point, unit, carriage return; its channel here is
group and channel, as `0005`. Source: Mitutoyo 99MAL216A §6.1, and captures of a receiver with three transmitters
(11 characters whatever the decimals; an identifier of a transmitter shorter than the ten digits of the manual).
"""

from __future__ import annotations

import re

from drivers.family import Battery, Decoded, Identity, Notice, Trouble, Value
from drivers.protocols.digits import exact
from drivers.reading import FaultCode

_VALUE = re.compile(rb"DT1(\d{4})([+-])(\d+\.\d+)([MI0])")
_STATE = re.compile(rb"ST1((?:\d\d|FF){2})[\dF]{8,10}(\d\d)")
_RECEIVER = re.compile(rb"RI1(?:\d\d|FF)\d{10}\d{2}\d[01]\d{48}")
_TRANSMITTER = re.compile(rb"TI1[0-5][\dF]{14,17}")
_READING_LENGTH = 11  # digits and point, after the sign

_UNITS = {b"M": "mm", b"I": "in", b"0": None}
_STATES = {
    b"01": FaultCode.NO_DATA,  # the instrument does not answer its transmitter
    b"02": FaultCode.REFUSED,  # a transmitter that this receiver does not know
    b"03": FaultCode.NO_DATA,  # a value was lost on the air
    b"04": FaultCode.NO_DATA,  # the transmitter is disconnected
    b"05": FaultCode.NO_DATA,
    b"50": FaultCode.REFUSED,  # the receiver did not understand a request
    b"99": FaultCode.CANCELLED,  # the operator took the last value back
}


def decode(frame: bytes) -> Decoded:
    """Decode one packet, its terminator taken off."""
    found = _VALUE.fullmatch(frame)
    if found and len(found[3]) == _READING_LENGTH:
        return Value(exact(found[2], found[3]), _UNITS[found[4]], found[1].decode("ascii"))
    state = _STATE.fullmatch(frame)
    if state:
        channel, code = state[1].decode("ascii"), state[2]
        if code == b"00":
            return Battery(low=True, channel=channel)
        if code == b"51":
            return Notice.ECHO  # the end of a list of transmitters
        return Trouble(_STATES.get(code, FaultCode.REFUSED), f"ST1{code.decode('ascii')}", channel)
    if _RECEIVER.fullmatch(frame) or _TRANSMITTER.fullmatch(frame):
        return Identity(frame.decode("ascii"))
    return Trouble(FaultCode.FORMAT, "frame")
