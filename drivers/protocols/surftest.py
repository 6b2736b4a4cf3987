"""The RS-232C of the Mitutoyo Surftest SJ-210 and SJ-410: commands of letters, `OK` and data, or `NG` and a code.

One measurement is a dialogue: conditions (RDCON), start (CTSTA), state until the detector rests (RDSTU00), number of
the parameters (RDPAR), each result with its name and unit (RDRES). Sources: Mitutoyo 99MBB122A pp. 17-12 to 17-19
(SJ-210), 99MBB765A pp. 22-24 to 22-40 (SJ-410).

Not in the manuals, and assumed: commands have no separator (`RD CON` is tried when `RDCON` is refused); parameters are
counted from 01; names, results and units keep their width (6, 7 or 8, 3 characters) whether or not commas part them;
the sign of micro may be 0xB5, 0xE6, its UTF-8 or `u`. The codes after NG are given as they are.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from drivers.family import Decoded, Dialogue, Identity, Notice, Say, Several, Trouble, Value
from drivers.protocols.digits import exact
from drivers.reading import FaultCode

POLL_S: Final = 0.5
LONGEST_TRACE_S: Final = 150.0  # 17.5 mm at 0.25 mm/s and the way back, with a margin
_STARTS_WITHIN_S = 5.0

_REFUSAL = re.compile(rb"NG[\x20-\x7e]{3,6}")
_ANSWER = re.compile(rb"OK([\x20-\x7e\xb5\xe6]*)")
_CONDITIONS = re.compile(rb"([0-6])([0-3])([0-3])(\d\d)([\d. ]{5})([ 0-3])([0-3])")
_VERSION = re.compile(r"[A-Za-z0-9.-]{5}")
_RESULT = re.compile(rb"(?P<name>.{6})(?P<comma>,?)(?P<value>.{7,8})(?P=comma)(?P<unit>.{3})")
_WIDTHS = (7, 8)  # of a value: SJ-210, SJ-410
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9()%/.+-]*")
_NUMBER = re.compile(r"([+-]?)(\d+(?:\.\d+)?)")

_STANDARDS = ("jis1982", "jis1994", "jis2001", "iso1997", "ansi", "vda", "free")
_PROFILES = ("p", "r", "df", "r-motif")
_CUT_OFFS = ("0.08", "0.25", "0.8", "2.5")  # mm
_MOTIFS = {"1": "0.02", "2": "0.1", "3": "0.5"}  # mm, upper limit of the motif length A
_FILTERS = ("2cr75", "pc75", "gauss", "none")

# A result without a unit (a ratio, as Rsk) is of the unit one, not of the unit agreed for the instrument.
_UNITS = {"": "1", "um": "um", "uin": "uin", "mm": "mm", "in": "in", "%": "%", "/mm": "/mm", "/cm": "/cm", "/in": "/in"}

_RESTING = ("000", "004")  # idle at the origin, or retracted
_MOVING = ("001", "002", "003")  # measuring, returning, being retracted


def decode(frame: bytes) -> Decoded:
    """Decode one frame outside a dialogue. A result that nobody waits for any more is no value: its part is gone."""
    if _REFUSAL.fullmatch(frame):
        return Trouble(FaultCode.REFUSED, frame.decode("ascii"))
    answer = _ANSWER.fullmatch(frame)
    if answer is None:
        return Trouble(FaultCode.FORMAT, "frame")
    data = answer[1].decode("latin-1")
    if _VERSION.fullmatch(data):
        return Identity(data)
    return Notice.ECHO if len(data) <= 3 else Trouble(FaultCode.FORMAT, "late")


def measure(_channel: str | None) -> Dialogue:
    """One measurement, from the question about its conditions to its results."""
    spelling = "{}{}{}"
    conditions = yield Say(_command(spelling, "CON"))
    if conditions.startswith(b"NG"):
        spelling = "{} {} {}"
        conditions = yield Say(_command(spelling, "CON"))
    if _data(conditions) is None:
        return _refused(conditions)
    status = yield Say(_command(spelling, "STU", "00"))
    if _data(status) not in _RESTING:  # CTSTA would stop the measurement in progress
        return _not_at_rest(status)
    started = yield Say(_command(spelling, "STA", header="CT"))
    if _data(started) is None:
        return _refused(started)
    moved = False
    for polls in range(int(LONGEST_TRACE_S / POLL_S)):
        status = yield Say(_command(spelling, "STU", "00"), after=POLL_S)
        if _data(status) is None:
            return _refused(status)
        moved = moved or _data(status) in _MOVING
        if _data(status) in _RESTING and (moved or polls * POLL_S >= _STARTS_WITHIN_S):
            break
    if not moved:  # the results still there are those of the measurement before
        return Trouble(FaultCode.NO_DATA, "not_started")
    if _data(status) not in _RESTING:
        return _not_at_rest(status)
    count = yield Say(_command(spelling, "PAR"))
    told = _data(count)
    if told is None or not re.fullmatch(r"\d\d", told) or told == "00":
        return _refused(count)
    # The two models differ by one character: the value alone tells which is there. Otherwise a result of the SJ-410
    # that lost a digit would be one of the SJ-210.
    alone = yield Say(_command(spelling, "RES", "00,01,00"))
    width = len(_data(alone) or "")
    if width not in _WIDTHS:
        return _refused(alone)
    parts: list[Value | Trouble] = []
    for number in range(1, int(told) + 1):
        body = yield Say(_command(spelling, "RES", f"02,{number:02d},00"))
        parts.append(result(body, width, conditions_of(conditions)))
    return Several(_named(parts))


def _named(parts: list[Value | Trouble]) -> tuple[Value | Trouble, ...]:
    """Each value with its parameter and all those of its measurement among its flags: they go with it to the record."""
    names = "|".join(part.channel for part in parts if isinstance(part, Value) and part.channel)

    def named(part: Value | Trouble) -> Value | Trouble:
        if not isinstance(part, Value):
            return part
        return replace(part, flags=tuple(sorted((*part.flags, f"parameter={part.channel}", f"results={names}"))))

    return tuple(named(part) for part in parts)


def result(body: bytes, width: int, conditions: tuple[str, ...] = ()) -> Value | Trouble:
    """One result: name, value of `width` characters and unit, as RDRES answers; the channel is the name."""
    if _REFUSAL.fullmatch(body):
        return Trouble(FaultCode.REFUSED, body.decode("ascii"))
    plain = body.replace(b"\xc2\xb5", b"u").replace(b"\xb5", b"u").replace(b"\xe6", b"u")
    found = _RESULT.fullmatch(plain[2:]) if plain.startswith(b"OK") and plain.isascii() else None
    if found is None or len(found["value"]) != width:
        return Trouble(FaultCode.FORMAT, "frame")
    name = found["name"].decode("ascii").strip()
    value, unit = found["value"].decode("ascii").lstrip(" "), found["unit"].decode("ascii").strip(" ")
    if not _NAME.fullmatch(name):
        return Trouble(FaultCode.FORMAT, "name")
    number = _NUMBER.fullmatch(value)
    if number is None:
        # A parameter that could not be computed is shown without digits.
        return Trouble(FaultCode.FORMAT if any(map(str.isdigit, value)) else FaultCode.NO_DATA, "value", name)
    if unit not in _UNITS:
        return Trouble(FaultCode.UNIT, unit, name)
    return Value(exact(number[1].encode("ascii"), number[2].encode("ascii")), _UNITS[unit], name, conditions)


def conditions_of(body: bytes) -> tuple[str, ...]:
    """What RDCON answers, as flags of each result: `lambda_c=0.8` in mm, `n=5` sampling lengths, standard, filter.

    Without sampling lengths, the evaluation length in mm (`length=4.00`); `conditions=unread` if it cannot be read.
    """
    found = _CONDITIONS.fullmatch((_data(body) or "").replace(",", "").encode("latin-1"))
    if found is None:
        return ("conditions=unread",)
    standard, profile, cut_off, lengths, free, motif, filtered = (part.decode("ascii") for part in found.groups())
    flags = [
        f"filter={_FILTERS[int(filtered)]}",
        f"lambda_c={_CUT_OFFS[int(cut_off)]}",
        f"n={int(lengths)}" if lengths != "00" else f"length={free.strip()}",
        f"profile={_PROFILES[int(profile)]}",
        f"standard={_STANDARDS[int(standard)]}",
    ]
    if _PROFILES[int(profile)] == "r-motif" and motif in _MOTIFS:
        flags.append(f"motif_a={_MOTIFS[motif]}")
    return tuple(sorted(flags))


def _command(spelling: str, field: str, data: str = "", header: str = "RD") -> bytes:
    return spelling.format(header, field, data).rstrip().encode("ascii") + b"\r"


def _data(body: bytes) -> str | None:
    """The data of an answer; None when it is none."""
    answer = _ANSWER.fullmatch(body)
    return None if answer is None else answer[1].decode("latin-1")


def _refused(body: bytes) -> Trouble:
    if _REFUSAL.fullmatch(body):
        return Trouble(FaultCode.REFUSED, body.decode("ascii"))
    return Trouble(FaultCode.FORMAT, "answer")


def _not_at_rest(body: bytes) -> Trouble:
    status = _data(body)
    if status in _MOVING:
        return Trouble(FaultCode.BUSY, f"RDSTU{status}")
    return Trouble(FaultCode.REFUSED, f"RDSTU{status}") if status == "005" else _refused(body)
