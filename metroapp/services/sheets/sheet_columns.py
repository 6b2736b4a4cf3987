"""The columns of a part sheet: which title says which field, in French or in English, in any order.

What is not recognised is shown for the user to map; nothing is guessed from the values.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from metroapp.domain.message import Refusal
from metroapp.services.sheets.cells import MOST_COLUMNS, Cells, read_cells
from metroapp.services.sheets.sheet_titles import TITLES, recognised, title_key, title_unit

TITLE_WITHIN = 30  # lines: below that, a file without the title row is not a part sheet
NO_TITLES = -1  # as a title line: the table begins with the first line

SEPARATE = ("nominal", "upper_deviation", "lower_deviation", "tolerance", "interval", "minimum", "maximum", "fit")
_CALLOUT_MAKERS = ("callout", "nominal", "minimum", "maximum")
_IN_UNITS = ("callout", "length", "rule", "standard_uncertainty", *SEPARATE)


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """Which field each column gives; None for a column left aside. `title_line` is an index, or `NO_TITLES`."""

    title_line: int
    fields: tuple[str | None, ...]
    titles: tuple[str, ...]
    units: Mapping[str, str]  # of the fields whose title gives one: mm, µm…
    left_aside: frozenset[int] = frozenset()  # columns that the user does not want

    def column(self, field: str) -> int | None:
        """The index of the column of a field."""
        return self.fields.index(field) if field in self.fields else None

    def title(self, field: str) -> str:
        """The title of the column of a field, as typed; ours where the sheet has none."""
        index = self.column(field)
        return (self.titles[index] if index is not None else "") or TITLES[field]


@dataclass(frozen=True, slots=True)
class PreviewColumn:
    """One column, for the user to say what it is: its letter, its title, the field recognised, three values."""

    letter: str
    title: str
    field: str | None
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetPreview:
    """The columns of a sheet before it is read. `title_line` is an index; None where no title row was found."""

    title_line: int | None
    columns: tuple[PreviewColumn, ...]


def count_titles(cells: Cells) -> int:
    """How many fields the best title row of these lines names; 0 where there is none."""
    line = find_title_line(cells)
    return 0 if line is None else len(set(_recognised_in(cells[line])))


def find_title_line(cells: Cells) -> int | None:
    """The line that names the most fields, with the balloon and a way to make the callout if there is one."""
    best: tuple[bool, int] = (False, 1)
    found: int | None = None
    for index, line in enumerate(cells[:TITLE_WITHIN]):
        fields = set(_recognised_in(line))
        makes = any(field in fields for field in _CALLOUT_MAKERS)
        rank = ("balloon" in fields and makes, len(fields))
        if rank > best and ("balloon" in fields or makes):
            best, found = rank, index
    return found


def map_columns(cells: Cells, path: Path, mapping: Mapping[int, str] | None, title_line: int | None) -> ColumnMap:
    """The columns of a sheet. A column of `mapping` gives the field said there, `""` leaves it aside.

    Refuses `sheet.not_a_part_sheet`, `sheet.mapping_unknown`, `sheet.mapping_column`, `sheet.column_twice`.
    """
    line = title_line if title_line is not None else find_title_line(cells)
    if line is None or not NO_TITLES <= line < len(cells):
        raise Refusal("sheet.not_a_part_sheet", path=path)
    width = max(map(len, cells), default=0)
    typed = [" ".join(title.split()) for title in (cells[line] if line >= 0 else [])]
    titles = typed + [""] * (width - len(typed))
    chosen = dict(mapping or {})
    for index, said in chosen.items():
        if not 0 <= index < width:
            raise Refusal("sheet.mapping_column", column=column_letter(index), path=path)
        if said and said not in TITLES:
            raise Refusal("sheet.mapping_unknown", text=said, known=tuple(TITLES.values()))
    claimed = {said for said in chosen.values() if said}
    fields: list[str | None] = []
    field: str | None
    for index, title in enumerate(titles):
        field = recognised(title)
        if index in chosen:
            field = chosen[index] or None
        elif field in claimed:
            field = None
        if field is not None and field in fields:
            first, second = column_letter(fields.index(field)), column_letter(index)
            raise Refusal("sheet.column_twice", column=TITLES[field], first=first, second=second)
        fields.append(field)
    units = {
        field: unit
        for field, title in zip(fields, titles, strict=True)
        if field in _IN_UNITS and (unit := title_unit(title)) is not None
    }
    aside = frozenset(index for index, said in chosen.items() if not said)
    return ColumnMap(line, tuple(fields), tuple(titles), units, aside)


def preview_columns(path: Path) -> SheetPreview:
    """The columns of a file: what is recognised, and three values of each. Refuses unreadable files."""
    cells = read_cells(path, count_titles)
    line = find_title_line(cells)
    body = cells[(NO_TITLES if line is None else line) + 1 :]
    columns: list[PreviewColumn] = []
    for index in range(max(map(len, cells), default=0)):
        title = " ".join(cells[line][index].split()) if line is not None and index < len(cells[line]) else ""
        values = (row[index] for row in body if index < len(row) and row[index])
        samples = tuple(value for value, _ in zip(values, range(3), strict=False))
        if title or samples:
            columns.append(PreviewColumn(column_letter(index), title, recognised(title), samples))
    return SheetPreview(line, tuple(columns))


def read_mapping(path: Path, pairs: Iterable[tuple[str, str]]) -> tuple[dict[int, str], int | None]:
    """A mapping from words, column by column: a letter or a title, and the title of a field (empty: left aside).

    With it comes the title line, where the titles named are found on one line. Refuses `sheet.mapping_column` and
    `sheet.mapping_unknown`.
    """
    cells = read_cells(path, count_titles)
    wanted = list(pairs)
    named = {title_key(column) for column, _ in wanted if not _LETTERS.fullmatch(column)}
    lines = [index for index, line in enumerate(cells[:TITLE_WITHIN]) if named and named <= set(map(title_key, line))]
    title_line = lines[0] if lines else find_title_line(cells)
    titles = [title_key(title) for title in cells[title_line]] if title_line is not None else []
    mapping: dict[int, str] = {}
    for column, text in wanted:
        key = title_key(column)
        if key in titles and key:
            index = titles.index(key)
        elif _LETTERS.fullmatch(column):
            index = _index(column)
        else:
            raise Refusal("sheet.mapping_column", column=column, path=path)
        field = text if text in TITLES else recognised(text) if text else ""
        if field is None:
            raise Refusal("sheet.mapping_unknown", text=text, known=tuple(TITLES.values()))
        mapping[index] = field
    return mapping, title_line


def column_letter(index: int) -> str:
    """`A` for 0, `AA` for 26: how spreadsheets name their columns."""
    letters = ""
    index += 1
    while index > 0:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


_LETTERS = re.compile(r"[A-Za-z]{1,2}")


def _index(letters: str) -> int:
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - ord("A") + 1
    return min(index - 1, MOST_COLUMNS)


def _recognised_in(line: list[str]) -> Iterable[str]:
    return (field for cell in line if cell and (field := recognised(cell)) is not None)
