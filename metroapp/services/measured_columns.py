"""Columns of a CSV of values, for whoever checks the statistics against their own data.

One line of titles; `;`, a tab or `,` between cells, the decimal sign being a point where that is a comma. Files come
from outside: sizes are bounded, and a value that cannot be read is named with its place, never left out in silence. A
line with more cells than titles is refused: a decimal comma among commas would be read as two values.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from pathlib import Path

from metroapp.domain.message import Refusal

LARGEST_FILE = 200 * 1024 * 1024
MOST_LINES = 5_000_000
_LARGEST = Decimal(10) ** 15
_FINEST = Decimal(10) ** -30  # what a program writes beyond is the noise of its floating point
_SEPARATORS = (";", "\t", ",")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_LONGEST = 60  # characters of a number
_QUOTED = re.compile(r'"[^"]*"')


@dataclass(frozen=True, slots=True)
class MeasuredColumns:
    """Some columns of a file, by their titles: a cell for each line that is not empty."""

    cells: Mapping[str, list[str]]
    has_decimal_comma: bool  # not where the comma is between the cells

    def numbers(self, name: str) -> list[Decimal]:
        """The values of a column, exact. Refuses `columns.not_a_number` and `columns.decimal_point`, with the place."""
        return [self._number(cell, name, place) for place, cell in enumerate(self.cells[name], 1)]

    def _number(self, cell: str, name: str, place: int) -> Decimal:
        text = cell.replace("\u2212", "-")
        is_one = len(text) <= _LONGEST and _NUMBER.fullmatch(text)
        if is_one and "," in text and not self.has_decimal_comma:
            raise Refusal("columns.decimal_point", name=name, place=place, text=cell)
        value = Decimal(text.replace(",", ".")) if is_one else _LARGEST
        if abs(value) >= _LARGEST:
            shown = "".join(sign if sign.isprintable() else " " for sign in cell[:40])
            raise Refusal("columns.not_a_number", name=name, place=place, text=shown)
        exponent = value.as_tuple().exponent
        if isinstance(exponent, int) and exponent < -30:
            with localcontext(prec=50):
                return value.quantize(_FINEST, rounding=ROUND_HALF_EVEN)
        return value


def read_columns(path: Path, names: Sequence[str]) -> MeasuredColumns:
    """Some columns of a file; empty lines are passed over.

    Refuses `columns.absent`, `columns.too_large`, `columns.unreadable`, `columns.empty`, `columns.unknown`,
    `columns.twice`, `columns.too_many_cells`, `columns.too_many_lines`.
    """
    found: dict[str, list[str]] = {name: [] for name in names}
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise Refusal("columns.too_large", path=path, limit=LARGEST_FILE // 2**20)
        with path.open(encoding="utf-8-sig", newline="") as file:
            separator, lines = _lines(file, path)
            titles = next(lines, None)
            if titles is None:
                raise Refusal("columns.empty", path=path)
            places = [(found[name], _place(titles, name, path)) for name in names]
            for number, line in enumerate(lines, 1):
                if any(cell.strip() for cell in line[len(titles) :]):
                    raise Refusal("columns.too_many_cells", number=number, count=len(line), titles=len(titles))
                for cells, place in places:
                    cells.append(line[place].strip() if place < len(line) else "")
    except OSError as error:
        raise Refusal("columns.absent", path=path) from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise Refusal("columns.unreadable", path=path) from error
    if not all(found.values()):
        raise Refusal("columns.empty", path=path)
    return MeasuredColumns(found, separator != ",")


def read_titles(path: Path) -> list[str]:
    """The titles of a file, in lower case; refuses as `read_columns`."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return [title.strip().casefold() for title in next(_lines(file, path)[1], [])]
    except OSError as error:
        raise Refusal("columns.absent", path=path) from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise Refusal("columns.unreadable", path=path) from error


def _lines(file: Iterator[str], path: Path) -> tuple[str, Iterator[list[str]]]:
    """What is between the cells, by the titles, and the lines that are not empty, titles first."""
    first = next((line for line in file if line.strip()), "")
    bare = _QUOTED.sub("", first)
    separator = next((sign for sign in _SEPARATORS if sign in bare), ";")
    return separator, _split(first, file, separator, path)


def _split(first: str, file: Iterator[str], separator: str, path: Path) -> Iterator[list[str]]:
    if not first:
        return
    yield from csv.reader([first], delimiter=separator)
    for count, line in enumerate(csv.reader(file, delimiter=separator)):
        if count >= MOST_LINES:
            raise Refusal("columns.too_many_lines", path=path, limit=MOST_LINES)
        if any(cell.strip() for cell in line):
            yield line


def _place(titles: Sequence[str], name: str, path: Path) -> int:
    plain, wanted = [title.strip().casefold() for title in titles], name.strip().casefold()
    if wanted not in plain:
        raise Refusal("columns.unknown", path=path, name=name, titles=", ".join(title.strip() for title in titles))
    if plain.count(wanted) > 1:
        raise Refusal("columns.twice", path=path, name=name)
    return plain.index(wanted)
