"""DFQ files of Q-DAS, one file or a description (.dfd) and its values (.dfx): `docs/formats/dfq.md` lists the keys."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from metroapp.domain.message import Refusal
from metroapp.domain.quantity import Unit
from metroapp.services.result_files.dfq_lines import LINE, SEEN_TYPES, DfqLines, Fields
from metroapp.services.result_files.figures import figure
from metroapp.services.result_files.results import LARGEST_FILE, FileCharacteristic, FileValue, ResultFile

DESCRIPTION, VALUES = ".dfd", ".dfx"
_HEADER = {
    "part": "K1001", "designation": "K1002", "drawing": "K1041", "material": "K1032", "workshop": "K1022",
    "customer": "K1062", "lot": "K1302", "machine": "K1082", "operation": "K1086", "operator": "K1222",
    "remark": "K1900",
}  # fmt: skip
_FIRST_OF = {"revision": ("K1043", "K1042", "K1004"), "work_order": ("K1110", "K1053")}
_UNITS = {"mm": Unit.MM, "µm": Unit.UM, "μm": Unit.UM, "um": Unit.UM, "in": Unit.INCH, "°": Unit.DEG, "deg": Unit.DEG}
_VALID = (0, None)  # K0002; 255 is an empty field, and any other attribute no valid value either
_DAY_FIRST = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})[/ .](\d{1,2}):(\d{1,2})(?::(\d{1,2}))?")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})[/ .T](\d{1,2}):(\d{1,2})(?::(\d{1,2}))?")
_CENTURY = 2000


def read_dfq(path: Path) -> ResultFile:
    """Read a file whole. Refuses `results.absent`, `results.too_large`, and `dfq.*` for what it cannot say for sure."""
    lines = DfqLines()
    for source in _sources(path):
        text = _text(source)
        for number, line in enumerate(text.split("\n"), start=1):
            if line.strip():
                lines.add(number, line.rstrip("\r"))
        if not text.endswith("\n") and lines.short == number:  # "20.004" may be what is left of another value
            raise Refusal("dfq.cut", line=number)
    if lines.count == 0:
        raise Refusal("dfq.not_dfq")
    described = sum(bool(index) for index in lines.characteristics)
    if described != lines.count:
        raise Refusal("dfq.count", said=lines.count, found=described)
    characteristics = tuple(_characteristic(index, lines.fields(index)) for index in range(1, lines.count + 1))
    values = tuple(_values(lines, characteristics))
    return ResultFile("dfq", _header(lines.part), characteristics, values)


def _sources(path: Path) -> tuple[Path, ...]:
    """The file, or the description and then the values, whichever of the two is named."""
    suffix = path.suffix.lower()
    if suffix not in (DESCRIPTION, VALUES):
        return (path,)
    beside = VALUES if suffix == DESCRIPTION else DESCRIPTION
    other = next((one for text in (beside, beside.upper()) if (one := path.with_suffix(text)).is_file()), None)
    if other is None:
        raise Refusal("dfq.half", path=path, missing=path.with_suffix(beside).name)
    return (path, other) if suffix == DESCRIPTION else (other, path)


def _text(path: Path) -> str:
    """The text of a file: UTF-8, or windows-1252 where it is not."""
    if not path.is_file():
        raise Refusal("results.absent", path=path)
    if path.stat().st_size > LARGEST_FILE:
        raise Refusal("results.too_large", path=path, limit=LARGEST_FILE // 2**20)
    raw = path.read_bytes()
    if b"\0" in raw or raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refusal("dfq.encoding", path=path)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if raw.startswith(b"\xef\xbb\xbf"):
            raise Refusal("dfq.encoding", path=path) from error
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError as error:
        raise Refusal("dfq.encoding", path=path) from error


def _header(part: Fields) -> dict[str, str]:
    said = {name: part.get(key, "") for name, key in _HEADER.items()}
    said |= {name: next((part[key] for key in keys if part.get(key)), "") for name, keys in _FIRST_OF.items()}
    return {name: text for name, text in said.items() if text}


def _characteristic(index: int, fields: Fields) -> FileCharacteristic:
    name = fields.get("K2001") or fields.get("K2002") or str(index)
    designation, nominal = fields.get("K2002", ""), _limit(name, fields, "K2101")
    if fields.get("K2004", "") in SEEN_TYPES:
        return FileCharacteristic(name, designation, is_observed=True, unit=None)
    lower, upper = (
        _from_allowance(nominal, _limit(name, fields, allowance)) if limit is None else limit
        for limit, allowance in (
            (_limit(name, fields, "K2110"), "K2112"),
            (_limit(name, fields, "K2111"), "K2113"),
        )
    )
    if lower is not None and upper is not None and lower > upper:
        raise Refusal("dfq.limits_crossed", characteristic=name, lower=lower, upper=upper)
    return FileCharacteristic(
        name=name,
        designation=designation,
        nominal=nominal,
        lower=lower,
        upper=upper,
        unit=_UNITS.get(fields.get("K2142", "").casefold()),
    )


def _from_allowance(nominal: Decimal | None, allowance: Decimal | None) -> Decimal | None:
    return None if nominal is None or allowance is None else nominal + allowance


def _limit(name: str, fields: Fields, key: str) -> Decimal | None:
    text = fields.get(key, "")
    if not text:
        return None
    found = figure(text)
    if found is None:
        raise Refusal("dfq.limit", characteristic=name, key=key, text=text[:40])
    return found


def _values(lines: DfqLines, characteristics: tuple[FileCharacteristic, ...]) -> Iterator[FileValue]:
    """Piece by piece: the values of the same rank are those of one piece."""
    most = max((len(found) for found in lines.values.values()), default=0)
    for rank in range(most):
        for index, characteristic in enumerate(characteristics, start=1):
            found = lines.values.get(index, [])
            if rank < len(found):
                yield _value(characteristic, found[rank], rank)


def _value(characteristic: FileCharacteristic, fields: Fields, rank: int) -> FileValue:
    is_valid = _whole(fields, "K0002") in _VALID
    value, is_good = None, None
    if characteristic.is_observed:
        looked_at, errors = _whole(fields, "K0020"), _whole(fields, "K0021")
        if is_valid and looked_at and errors is not None:
            is_good = errors == 0
    elif is_valid and (text := fields.get("K0001", "")):
        value = figure(text)
        if value is None:
            raise Refusal("dfq.value", line=fields[LINE], text=text[:40])
    return FileValue(
        characteristic=characteristic,
        piece=fields.get("K0014") or str(rank + 1),
        piece_is_said=bool(fields.get("K0014")),
        line=int(fields.get(LINE, "0")),
        value=value,
        is_good=is_good,
        at=_time(fields.get("K0004", "")),
        text=fields.get("K0009", ""),
    )


def _whole(fields: Fields, key: str) -> int | None:
    text = fields.get(key, "")
    if not text:
        return None
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise Refusal("dfq.value", line=fields[LINE], text=text[:40])
    return int(text)


def _time(text: str) -> datetime | None:
    """The time of a value; None where it is not written with the day or the year first."""
    if (found := _DAY_FIRST.fullmatch(text)) is not None:
        day, month, year, hour, minute, second = (int(one or 0) for one in found.groups())
    elif (found := _YEAR_FIRST.fullmatch(text)) is not None:
        year, month, day, hour, minute, second = (int(one or 0) for one in found.groups())
    else:
        return None
    if year < 100:
        year += _CENTURY
    try:
        return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - the file has no zone
    except ValueError:
        return None
