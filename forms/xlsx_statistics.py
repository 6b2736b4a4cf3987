"""The sheet of statistics of a workbook: of each measured line, by formulas over the values of the record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from openpyxl.utils import get_column_letter

from forms import xlsx_style as style
from forms.blocks import Cell, InspectionGrid, InspectionLine
from metroapp.domain.quantity import decimals_of
from metroapp.wording import documents as words
from metroapp.wording import workbooks

ENOUGH_FOR_DEVIATION = 5  # values: of fewer, the trade gives the range
_TITLES = (
    (words.BALLOON, 13),
    (words.CHARACTERISTIC, 36),
    (words.CALLOUT, 17),
    (words.LOWER, 11),
    (words.UPPER, 11),
    (words.UNIT, 7),
    (workbooks.COUNT, 7),
    (workbooks.MEAN, 13),
    (workbooks.LEAST, 13),
    (workbooks.MOST, 13),
    (workbooks.RANGE, 13),
    (workbooks.DEVIATION, 13),
)
_COUNT, _LEAST, _MOST = "G", "I", "J"


def measured(line: InspectionLine) -> bool:
    """Whether some value of the line is a number that counts."""
    return any(result.number is not None and not result.is_void for result in line.results)


def write_statistics(sheet: Any, grid: InspectionGrid, line_rows: range, first_piece: int) -> None:
    """A row for each measured line. `line_rows` are those of the record, where the value of each piece is at
    `first_piece` and every second column from there."""
    for column, (title, width) in enumerate(_TITLES, start=1):
        cell = sheet.cell(1, column)
        style.put(cell, title)
        style.dress(cell, style.COLUMN_TITLE, style.CENTRE, style.GRID, style.BAND)
        sheet.column_dimensions[get_column_letter(column)].width = width
    row = 1
    for at, line in zip(line_rows, grid.lines, strict=True):
        if measured(line):
            row += 1
            _line(sheet, row, line, _values(line, at, first_piece))
    notes = [workbooks.STATISTICS_NOTE.format(enough=ENOUGH_FOR_DEVIATION)]
    if any(result.is_void for line in grid.lines for result in line.results):
        notes.append(workbooks.VOID_NOTE)
    for at, note in enumerate(notes, start=row + 2):
        style.put(sheet.cell(at, 1), note)
        style.dress(sheet.cell(at, 1), style.LABEL)
    sheet.freeze_panes = "C2"
    sheet.print_title_rows = "1:1"


def _line(sheet: Any, row: int, line: InspectionLine, values: str) -> None:
    facts: tuple[Cell, ...] = (
        f"{line.balloon} {line.gauge}".strip(), line.designation, line.callout, line.lower, line.upper, line.unit,
    )  # fmt: skip
    for column, fact in enumerate(facts, start=1):
        style.put(sheet.cell(row, column), fact)
    decimals = max(decimals_of(result.number) for result in line.results if result.number is not None)
    count, least, most = f"${_COUNT}{row}", f"${_LEAST}{row}", f"${_MOST}{row}"
    figures = (
        (f"=COUNT({values})", 0),
        (_from(1, count, f"AVERAGE({values})"), decimals + 1),
        (_from(1, count, f"MIN({values})"), decimals),
        (_from(1, count, f"MAX({values})"), decimals),
        (_from(2, count, f"{most}-{least}"), decimals),
        (_from(ENOUGH_FOR_DEVIATION, count, f"STDEV({values})"), decimals + 2),
    )
    for column, (formula, digits) in enumerate(figures, start=len(facts) + 1):
        cell = sheet.cell(row, column)
        cell.value, cell.number_format = formula, style.number_format(digits)
    for column in range(1, len(_TITLES) + 1):
        alignment = style.MIDDLE if column <= 3 else style.CENTRE if column == len(facts) else style.RIGHT
        style.dress(sheet.cell(row, column), style.TEXT, alignment, style.GRID)
    style.grow(sheet, row, [(line.designation, 36), (line.callout, 17)], least=17)


def _from(least: int, count: str, formula: str) -> str:
    return f'=IF({count}<{least},"",{formula})'


def _values(line: InspectionLine, row: int, first_piece: int) -> str:
    """The cells of the values: the verdicts between them are texts, which no function counts."""
    sheet = f"'{words.SHEET_RECORD}'"
    spans = [
        f"{sheet}!${get_column_letter(begin)}${row}:${get_column_letter(end)}${row}"
        for begin, end in _spans(line, first_piece)
    ]
    return ",".join(spans)


def _spans(line: InspectionLine, first_piece: int) -> Iterator[tuple[int, int]]:
    """Columns from the first value to the verdict of the last one, of the pieces between those that do not count."""
    begin: int | None = None
    for piece, result in enumerate(line.results):
        if result.is_void:
            if begin is not None:
                yield begin, first_piece + 2 * piece - 1
            begin = None
        elif begin is None:
            begin = first_piece + 2 * piece
    if begin is not None:
        yield begin, first_piece + 2 * len(line.results) - 1
