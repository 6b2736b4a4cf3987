"""A file of results, as measuring machines and roughness testers drop them: CSV with named columns, or lines of text.

Nothing is guessed: two columns that could both be the value, a number that is not one, an unknown unit are troubles,
never readings. Files come from outside: everything is bounded, nothing is executed.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass

from drivers.family import Trouble, Value
from drivers.protocols import printed
from drivers.reading import FaultCode
from drivers.text_template import Template

LARGEST_FILE = 5_000_000
MOST_LINES = 10_000
LONGEST_LINE = 1000
_LONGEST_NAME = 80
_HEADER_WITHIN = 50  # lines: programs put the part and the date above

_COLUMNS = {
    "name": {
        "name",
        "nom",
        "caracteristique",
        "characteristic",
        "repere",
        "feature",
        "element",
        "libelle",
        "parametre",
    },
    "value": {"value", "valeur", "mesure", "valeur mesuree", "measured", "actual", "resultat", "result"},
    "unit": {"unit", "unite", "units", "unites"},
}
_TITLE = re.compile(r"([^(\[]*)(?:[(\[]([^)\]]*)[)\]])?")


@dataclass(frozen=True, slots=True)
class Result:
    """One line of a file, as it stands there, and what it says."""

    raw: bytes
    said: Value | Trouble


@dataclass(frozen=True, slots=True)
class _Header:
    delimiter: str
    columns: int
    name: int
    value: int
    unit: int | None
    unit_of_title: str | None


def results(content: bytes, line: Template | None = None) -> list[Result] | Trouble:
    """The results of a file, in its order; a trouble when the file as a whole cannot be read.

    With a template, each line that it reads is a result and the others are not; without, the file is a CSV.
    """
    if len(content) > LARGEST_FILE:
        return Trouble(FaultCode.REFUSED, "too_big")
    opened = _text(content)
    if isinstance(opened, Trouble):
        return opened
    text, encoding = opened
    lines = re.split(r"\r\n|\n|\r", text.rstrip("\x1a\r\n"))
    if len(lines) > MOST_LINES:
        return Trouble(FaultCode.REFUSED, "too_many_lines")
    if any(len(each) > LONGEST_LINE for each in lines):
        return Trouble(FaultCode.REFUSED, "line_too_long")
    if line is not None:
        read = [(each, line.read(each.rstrip())) for each in lines]
        found = [Result(each.encode(encoding), value) for each, value in read if value is not None]
    else:
        header = _header(lines)
        if isinstance(header, Trouble):
            return header
        begin, columns = header
        found = [Result(each.encode(encoding), _row(each, columns)) for each in lines[begin:] if each.strip("; \t,")]
    return found or Trouble(FaultCode.NO_DATA, "no_result")


def _text(content: bytes) -> tuple[str, str] | Trouble:
    """UTF-8, with its mark or without, else the code page of Windows."""
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if any(unicodedata.category(sign) == "Cc" and sign not in "\t\r\n" for sign in text.rstrip("\x1a")):
            return Trouble(FaultCode.FORMAT, "binary")
        return text, "utf-8" if encoding == "utf-8-sig" else encoding
    return Trouble(FaultCode.FORMAT, "encoding")


def _header(lines: list[str]) -> tuple[int, _Header] | Trouble:
    """The line after the header, and the columns that it names."""
    for index, line in enumerate(lines[:_HEADER_WITHIN]):
        read = [header for delimiter in ";\t," if (header := _columns(line, delimiter)) is not None]
        if read:
            only = read[0] if len(read) == 1 else _AMBIGUOUS
            return only if isinstance(only, Trouble) else (index + 1, only)
    return Trouble(FaultCode.FORMAT, "no_header")


_AMBIGUOUS = Trouble(FaultCode.FORMAT, "header")


def _columns(line: str, delimiter: str) -> _Header | Trouble | None:
    titles = _cells(line, delimiter)
    if titles is None:
        return None
    places: dict[str, list[int]] = {role: [] for role in _COLUMNS}
    units: dict[int, str] = {}
    for index, title in enumerate(titles):
        words = _TITLE.fullmatch(_plain(title))
        if words is None:
            continue
        for role, known in _COLUMNS.items():
            if words[1].strip() in known:
                places[role].append(index)
                units[index] = words[2] or ""
    if not places["name"] or not places["value"]:
        return None
    if any(len(found) > 1 for found in places.values()):
        return _AMBIGUOUS
    told = units[places["value"][0]]
    unit = printed.unit(told) if told else None
    if told and unit is None:
        return Trouble(FaultCode.UNIT, "header")
    unit_place = places["unit"][0] if places["unit"] else None
    return _Header(delimiter, len(titles), places["name"][0], places["value"][0], unit_place, unit)


def _row(line: str, header: _Header) -> Value | Trouble:
    cells = _cells(line, header.delimiter)
    if cells is None:
        return Trouble(FaultCode.FORMAT, "quotes")
    while len(cells) > header.columns and not cells[-1]:
        cells.pop()
    if len(cells) != header.columns:  # a decimal comma where the comma separates, for one
        return Trouble(FaultCode.FORMAT, "columns")
    name = cells[header.name]
    if not name or len(name) > _LONGEST_NAME or not name.isprintable():
        return Trouble(FaultCode.FORMAT, "name")
    if not cells[header.value]:
        return Trouble(FaultCode.NO_DATA, "empty", name)
    value = printed.number(cells[header.value])
    if value is None:
        return Trouble(FaultCode.FORMAT, "number", name)
    told = cells[header.unit] if header.unit is not None else ""
    unit = printed.unit(told) if told else header.unit_of_title
    if (told and unit is None) or (told and header.unit_of_title not in (None, unit)):
        return Trouble(FaultCode.UNIT, "unit", name)
    return Value(value, unit, name)


def _cells(line: str, delimiter: str) -> list[str] | None:
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter, strict=True), [])]
    except csv.Error:
        return None


def _plain(title: str) -> str:
    """A title without accents or capitals; µ stays, it may be in a unit."""
    parted = unicodedata.normalize("NFD", title.casefold())
    return "".join(sign for sign in parted if not unicodedata.combining(sign)).strip()
