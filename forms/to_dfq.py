"""A record as Q-DAS DFQ (AQDEF, ASCII transfer format): `docs/formats/dfq.md` lists the keys and what is unconfirmed.

One characteristic for each box; one line of values for each piece, then its K-fields: piece (K0014), order (K0053) and
what no other field says of a value (K0009). The format has no verdict: who reads compares a value with K2110 and K2111.
A size without a value has attribute 255 and nothing before it, never a number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from itertools import groupby

from forms.plain_text import one_line
from forms.record_data import RecordData, ResultLine, result_lines
from forms.traces import short
from metroapp.domain.measurement import Observation
from metroapp.domain.quantity import decimals_of
from metroapp.domain.sorting import BoxStatus
from metroapp.wording import dfq as words
from metroapp.wording.labels import label
from metroapp.wording.numbers import UNIT_SYMBOLS

FIELD, NEXT = "\x14", "\x0f"  # between the facts of a value, and between characteristics
VALID, MISSING = "0", "255"  # K0002: valid, empty data field
_ONE_PIECE = "1000"  # K0020, a subgroup of one: sizes of subgroups are written a thousand times themselves
_ATTRIBUTE_TYPE = {False: "0", True: "1"}  # K2004: measured, or seen
_SECONDS = "%d.%m.%Y/%H:%M:%S"  # local: the format has no time zone


def dfq(data: RecordData) -> bytes:
    """The file, in UTF-8 with the byte order mark that says so: readers need not guess, and no sign is lost."""
    pieces = [list(lines) for _piece, lines in groupby(result_lines(data), key=lambda line: line.box.piece)]
    return "".join(f"{line}\r\n" for line in _lines(data, pieces)).encode("utf-8-sig")


def _lines(data: RecordData, pieces: list[list[ResultLine]]) -> Iterator[str]:
    yield f"K0100 {len(pieces[0])}"
    yield from _keys(1, _part(data))
    for index, of_all in enumerate(zip(*pieces, strict=True), start=1):
        yield from _keys(index, _characteristic(data, of_all))
    for of_piece in pieces:
        yield NEXT.join(_value(data, line) for line in of_piece)
        for index, line in enumerate(of_piece, start=1):
            yield from _keys(index, _beside(data, line))


def _keys(index: int, given: dict[str, str]) -> Iterator[str]:
    """K-fields; what is empty, or a limit that does not exist, has no line."""
    for key, text in given.items():
        if text:
            yield f"{key}/{index} {text}"


def _part(data: RecordData) -> dict[str, str]:
    header, part, closing = data.record.header, data.record.part, data.record.closing
    return {
        "K1001": one_line(part.reference, 30),
        "K1002": one_line(part.designation, 80),
        "K1004": one_line(part.revision, 20),
        "K1022": one_line(data.workshop, 80),
        "K1032": one_line(part.material, 40),
        "K1041": one_line(part.drawing, 30),
        "K1043": one_line(part.revision, 40),
        "K1053": one_line(header.work_order, 40),
        "K1062": one_line(part.customer, 40),
        "K1082": one_line(header.machine, 40),
        "K1086": one_line(header.operation, 40),
        "K1110": one_line(header.work_order, 20),
        "K1204": _time(header.opened_at),
        "K1205": "" if closing is None else _time(closing.at),
        "K1222": one_line(header.operator, 40),
        "K1302": one_line(header.lot, 40),
        "K1900": one_line(_remark(data), 255),
    }


def _remark(data: RecordData) -> str:
    header = data.record.header
    said = words.REMARK.format(number=header.number, program=data.program)
    if header.simulated:
        said = f"{words.SIMULATED} ; {said}"
    return said if data.record.closing else f"{said} ; {words.OPEN}"


def _characteristic(data: RecordData, lines: Sequence[ResultLine]) -> dict[str, str]:
    """A characteristic, from its lines on every piece."""
    line = lines[0]
    asked, gauge = line.characteristic, label(line.box.code)
    facts = {
        "K2001": one_line(line.name, 20),
        "K2002": one_line(f"{asked.designation} ({gauge})" if gauge else asked.designation or line.name, 80),
        "K2004": _ATTRIBUTE_TYPE[line.is_observed],
    }
    if not line.is_observed:
        shown = [line.lower, line.upper, line.nominal, *(one.value for one in lines)]
        facts |= {
            "K2022": str(max((decimals_of(one) for one in shown if one is not None), default=0)),
            "K2101": _number(line.nominal),
            "K2110": _number(line.lower),
            "K2111": _number(line.upper),
            "K2142": "" if line.unit is None else UNIT_SYMBOLS[line.unit],
        }
    said = words.CALLOUT.format(
        callout=asked.callout.text, criticality=label(asked.criticality), rule=label(data.record.rule(asked).name)
    )
    return {**facts, **_gage(data, lines), "K2900": one_line(said, 255)}


def _gage(data: RecordData, lines: Sequence[ResultLine]) -> dict[str, str]:
    """The means of a characteristic, where one means measured all its values; K0009 names the means of each."""
    used = {line.measurement.instrument for line in lines if line.measurement and line.measurement.instrument}
    if len(used) != 1:
        return {}
    (number,) = used
    means = data.record.instruments.get(number)
    if means is None:
        return {"K2401": one_line(number, 40)}
    return {
        "K2401": one_line(number, 40),
        "K2402": one_line(means.designation, 40),
        "K2404": _number(means.resolution),
        "K2406": one_line(means.maker, 40),
        "K2415": one_line(means.serial, 20),
    }


def _value(data: RecordData, line: ResultLine) -> str:
    found = line.measurement
    if found is None or not _stands(data, line):
        return f"{FIELD}{FIELD}{FIELD}{MISSING}" if line.is_observed else f"{FIELD}{MISSING}"
    batch = one_line(data.record.header.lot, 14)
    after = [VALID, _time(found.at), "", f"#{batch}"]  # of K0005 only catalogues have the words
    if line.is_observed:
        errors = "1" if line.is_bad else "0"
        return FIELD.join([_ONE_PIECE, errors, "0", *after])
    return FIELD.join([_number(line.value), *after])


def _stands(data: RecordData, line: ResultLine) -> bool:
    """Whether a value may be read as one: it waits neither for its second reading nor for what proves it, and what was
    seen proves something."""
    found = line.measurement
    if found is None or found.observation is Observation.NOT_DEMONSTRATED:
        return False
    record = data.record
    return not (record.awaits_second(line.box) or record.is_void(found) or record.awaits_constant(found))


def _beside(data: RecordData, line: ResultLine) -> dict[str, str]:
    """What is said of a value beside its line; of one that does not stand too, so that its text is never lost."""
    return {
        "K0014": str(line.box.piece),
        "K0053": one_line(data.record.header.work_order, 20),
        "K0009": one_line(_text(data, line), 255),
    }


def _text(data: RecordData, line: ResultLine) -> str:
    found = line.measurement
    said = [words.SIMULATED] if found is not None and found.simulated else []
    if line.observation is not None:
        said.append(label(line.observation))
    if line.status is not BoxStatus.NOT_PLANNED or found is not None:
        said.append(label(line.status))
    if line.concession:
        said.append(words.CONCESSION.format(number=line.concession))
    if line.sheet:
        said.append(words.SHEET.format(number=line.sheet))
    if found is not None:
        if (told := data.record.traces.of(found.id)) is not None:
            said.append(short(told))
        if found.instrument:
            said.append(words.MEANS.format(number=found.instrument))
        said.append(words.BY.format(name=found.by))
        if found.reason:
            said.append(found.reason)
    elif (impossible := data.record.impossible(line.box)) is not None:
        said.append(impossible.reason)
    return " ; ".join(said)


def _number(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"


def _time(at: datetime) -> str:
    return f"{at.astimezone():{_SECONDS}}"
