"""CSV files of measuring machines, read as a profile says. Nothing is guessed and nothing is executed: a line that is
not as the profile says gives no value, and says why."""

from __future__ import annotations

import csv
import unicodedata
from collections import Counter
from collections.abc import Callable

from drivers.protocols import printed
from metroapp.domain.acceptance import Verdict
from metroapp.domain.machine_results import ColumnOf, Flaw
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import Unit
from metroapp.services.result_files.figures import figure
from metroapp.services.result_files.one_field import BALLOON, PIECE, OneField
from metroapp.services.result_files.profile import ResultProfile
from metroapp.services.result_files.results import (
    LARGEST_FILE,
    FileCharacteristic,
    FileValue,
    ResultFile,
)

MOST_LINES = 20_000
LONGEST_LINE = 2000
_TITLES_WITHIN = 100  # lines: programs put the part and the date above
_LONGEST_LABEL = 120
_MOST_DIGITS = 6  # of a piece
_GOOD = {"ok", "pass", "passed", "in", "in tol", "in tolerance", "bon", "bonne", "conforme", "c", "io", "i.o.", "good"}
_BAD = {
    "nok", "nio", "n.i.o.", "fail", "failed", "out", "out tol", "out of tolerance", "hors tolerance", "ht", "mauvais",
    "mauvaise", "non conforme", "nc", "bad", "ko", "defaut",
}  # fmt: skip


Cell = Callable[[ColumnOf], str]


def read_csv(content: bytes, name: str, profile: ResultProfile) -> ResultFile:
    """The values of a file called `name`, in its order.

    Refuses `results.too_large`, `csv_results.encoding`, `csv_results.binary`, `csv_results.too_many_lines`,
    `csv_results.long_line`, `csv_results.no_titles`, `csv_results.title_twice`, `csv_results.no_value`,
    `csv_results.file_name`, and as `ResultProfile.require_possible`.
    """
    profile.require_possible()
    lines = lines_of(content, name)
    begin, places, width = _head(lines, profile)
    of_file = _piece_of_name(name, profile)
    values = [
        _value(number, line, profile, places, width, of_file)
        for number, line in enumerate(lines[begin:], start=begin + 1)
        if line.strip(" \t;,|")
    ]
    if not values:
        raise Refusal("csv_results.no_value", file=name)
    characteristics = tuple(dict.fromkeys(one.characteristic for one in values))
    return ResultFile("csv", {}, characteristics, tuple(values))


def lines_of(content: bytes, name: str) -> list[str]:
    """The lines of a file: UTF-8, UTF-16 with its mark, or windows-1252 where it is neither. Refuses as `read_csv`."""
    if len(content) > LARGEST_FILE:
        raise Refusal("results.too_large", path=name, limit=LARGEST_FILE // 2**20)
    text = _text(content, name)
    if any(unicodedata.category(sign) == "Cc" and sign not in "\t\r\n" for sign in text.rstrip("\x1a")):
        raise Refusal("csv_results.binary", file=name)
    lines = text.rstrip("\x1a\r\n").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if len(lines) > MOST_LINES:
        raise Refusal("csv_results.too_many_lines", file=name, most=MOST_LINES)
    for number, line in enumerate(lines, start=1):
        if len(line) > LONGEST_LINE:
            raise Refusal("csv_results.long_line", file=name, line=number, most=LONGEST_LINE)
    return lines


def _text(content: bytes, name: str) -> str:
    encodings = ("utf-16",) if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refusal("csv_results.encoding", file=name)


def cells_of(line: str, separator: str) -> list[str]:
    """The cells of a line; none where its quotes do not close."""
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=separator, strict=True), [])]
    except csv.Error:
        return []


def titles_of(lines: list[str], separator: str) -> list[str]:
    """What may be the titles of a file that nobody described yet: the first line with the most words in its cells."""
    best: list[str] = []
    for line in lines[:_TITLES_WITHIN]:
        cells = cells_of(line, separator)
        if sum(map(_is_word, cells)) > sum(map(_is_word, best)):
            best = cells
    return best


def _is_word(cell: str) -> bool:
    return bool(cell) and not cell[0].isdigit() and figure(cell) is None


def _head(lines: list[str], profile: ResultProfile) -> tuple[int, dict[ColumnOf, int], int]:
    """The first line of values, the places of the columns, and how many cells a line has (0: nothing says it)."""
    wanted = {one: name for one in ColumnOf if (name := profile.column(one))}
    if not profile.titles:
        first = next((line for line in lines[profile.skipped :] if line.strip(" \t;,|")), "")
        places = {one: int(place) - 1 for one, place in wanted.items()}
        return profile.skipped, places, len(cells_of(first, profile.separator))
    best: list[str] = list(wanted.values())
    for number, line in enumerate(lines[:_TITLES_WITHIN]):
        titles = [_plain(cell) for cell in cells_of(line, profile.separator)]
        missing = [name for name in wanted.values() if _plain(name) not in titles]
        if not missing:
            counted = Counter(titles)
            if twice := [name for name in wanted.values() if counted[_plain(name)] > 1]:
                raise Refusal("csv_results.title_twice", title=twice[0], line=number + 1)
            while titles and not titles[-1]:
                titles.pop()
            return number + 1, {one: titles.index(_plain(name)) for one, name in wanted.items()}, len(titles)
        best = min(best, missing, key=len)
    raise Refusal("csv_results.no_titles", profile=profile.name, missing=tuple(best))


def _row(line: str, profile: ResultProfile) -> list[str]:
    cells = cells_of(line, profile.separator)
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _piece_of_name(name: str, profile: ResultProfile) -> str | None:
    """The piece that the name of the file says, where files are called so."""
    if not profile.file:
        return None
    found = OneField(profile.file, PIECE).read(name)
    if found is None:
        raise Refusal("csv_results.file_name", file=name, pattern=profile.file)
    return found.lstrip("0") or "0"


def _value(
    number: int, line: str, profile: ResultProfile, places: dict[ColumnOf, int], width: int, of_file: str | None
) -> FileValue:
    cells = _row(line, profile)

    def cell(of: ColumnOf) -> str:
        place = places.get(of)
        return cells[place] if place is not None and place < len(cells) else ""

    raw, label = line.strip()[:LONGEST_LINE], cell(ColumnOf.LABEL)
    piece = of_file or cell(ColumnOf.PIECE)
    is_said = of_file is not None or ColumnOf.PIECE in places
    flaw, other = None, cell(ColumnOf.PIECE)
    # With as many cells as titles but for the last ones, which may be empty: a decimal comma where the comma separates.
    if not cells or (width and len(cells) > width) or len(cells) <= max(places[ColumnOf.LABEL], places[ColumnOf.VALUE]):
        flaw = Flaw.EMPTY if cells and len(cells) <= places[ColumnOf.VALUE] and label else Flaw.COLUMNS
    elif not label or len(label) > _LONGEST_LABEL or not label.isprintable():
        flaw = Flaw.LABEL
    elif is_said and not _is_piece(piece):
        flaw = Flaw.PIECE
    elif of_file is not None and other and (other.lstrip("0") or "0") != of_file:
        flaw = Flaw.TWO_PIECES
    shown = label[:_LONGEST_LABEL] if label.isprintable() else ""
    asked, unit_is_known = _asked(shown, cell, profile)
    value = None
    if flaw is None:
        text = cell(ColumnOf.VALUE)
        value = figure(text, profile.decimal)
        flaw = Flaw.EMPTY if not text else Flaw.NUMBER if value is None else None if unit_is_known else Flaw.UNIT
    said = cell(ColumnOf.STATUS)[:_LONGEST_LABEL]
    return FileValue(
        characteristic=asked,
        piece=(piece.lstrip("0") or piece) if is_said else "",
        value=None if flaw is not None else value,
        text=cell(ColumnOf.VALUE)[:_LONGEST_LABEL] if flaw is Flaw.NUMBER else "",
        said=said if said.isprintable() else "",
        meant=_meant(said),
        piece_is_said=is_said,
        line=number,
        raw=raw,
        flaw=flaw,
    )


def _asked(label: str, cell: Cell, profile: ResultProfile) -> tuple[FileCharacteristic, bool]:
    """What the line says of the characteristic, and whether its unit is known."""
    told = cell(ColumnOf.UNIT)
    code = printed.unit(told) if told else profile.unit
    unit = Unit(code) if code else None
    nominal, lower, upper = (
        figure(cell(one), profile.decimal) for one in (ColumnOf.NOMINAL, ColumnOf.LOWER, ColumnOf.UPPER)
    )
    if profile.deviations:
        lower, upper = (None if nominal is None or one is None else nominal + one for one in (lower, upper))
    balloon = OneField(profile.label, BALLOON).read(label)
    designation = cell(ColumnOf.DESIGNATION)[:_LONGEST_LABEL]
    asked = FileCharacteristic(
        balloon or label, designation if designation.isprintable() else "", nominal=nominal, lower=lower, upper=upper,
        unit=unit, is_balloon=balloon is not None,
    )  # fmt: skip
    return asked, unit is not None


def _meant(said: str) -> Verdict | None:
    plain = _plain(said)
    return Verdict.CONFORMING if plain in _GOOD else Verdict.NONCONFORMING if plain in _BAD else None


def _is_piece(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS


def _plain(text: str) -> str:
    """Without accents, capitals or spaces around."""
    parted = unicodedata.normalize("NFD", text.strip().casefold())
    return "".join(sign for sign in parted if not unicodedata.combining(sign))
