"""Columns of a CSV of values, for whoever checks the statistics against their own data.

One line of titles; `;`, a tab or `,` between cells, the decimal sign being a point where that is a comma. Files come
from outside: sizes are bounded, and a value that cannot be read is named with its place, never left out in silence.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path

from metroapp.domain.message import Refusal

LARGEST_FILE = 200 * 1024 * 1024
MOST_LINES = 5_000_000
_LARGEST = Decimal(10) ** 15
_MOST_DECIMALS = 15
_SEPARATORS = (";", "\t", ",")


def read_columns(path: Path, names: Sequence[str]) -> dict[str, list[str]]:
    """The cells of some columns, line by line; empty lines are passed over.

    Refuses `columns.absent`, `columns.too_large`, `columns.unreadable`, `columns.empty`, `columns.unknown`,
    `columns.too_many_lines`.
    """
    found: dict[str, list[str]] = {name: [] for name in names}
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise Refusal("columns.too_large", path=path, limit=LARGEST_FILE // 2**20)
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = _lines(file, path)
            titles = next(lines, None)
            if titles is None:
                raise Refusal("columns.empty", path=path)
            places = [(found[name], _place(titles, name, path)) for name in names]
            for line in lines:
                for cells, place in places:
                    cells.append(line[place].strip() if place < len(line) else "")
    except OSError as error:
        raise Refusal("columns.absent", path=path) from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise Refusal("columns.unreadable", path=path) from error
    if not all(found.values()):
        raise Refusal("columns.empty", path=path)
    return found


def read_titles(path: Path) -> list[str]:
    """The titles of a file, in lower case; refuses as `read_columns`."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return [title.strip().casefold() for title in next(_lines(file, path), [])]
    except OSError as error:
        raise Refusal("columns.absent", path=path) from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise Refusal("columns.unreadable", path=path) from error


def _lines(file: Iterator[str], path: Path) -> Iterator[list[str]]:
    first = next(file, None)
    if first is None:
        return
    separator = next((sign for sign in _SEPARATORS if sign in first), ";")
    yield from csv.reader([first], delimiter=separator)
    for count, line in enumerate(csv.reader(file, delimiter=separator)):
        if count >= MOST_LINES:
            raise Refusal("columns.too_many_lines", path=path, limit=MOST_LINES)
        if any(cell.strip() for cell in line):
            yield line


def _place(titles: Sequence[str], name: str, path: Path) -> int:
    plain = [title.strip().casefold() for title in titles]
    if name.strip().casefold() not in plain:
        raise Refusal("columns.unknown", path=path, name=name, titles=", ".join(title.strip() for title in titles))
    return plain.index(name.strip().casefold())


def numbers(cells: Sequence[str], name: str) -> list[Decimal]:
    """The values of a column, exact. Refuses `columns.not_a_number` with the place of the first that is none."""
    return [_number(cell, name, place) for place, cell in enumerate(cells, 1)]


def _number(cell: str, name: str, place: int) -> Decimal:
    try:
        value = Decimal(cell.replace(",", ".").replace("\u2212", "-"))
    except InvalidOperation:
        value = Decimal("NaN")
    exponent = value.as_tuple().exponent
    if not value.is_finite() or abs(value) >= _LARGEST or not isinstance(exponent, int) or -exponent > _MOST_DECIMALS:
        raise Refusal("columns.not_a_number", name=name, place=place, text=cell[:40])
    return value
