"""The cells of an Excel workbook, one visible worksheet after the other.

One pass over the worksheet gives the cells, their formats and the merged cells; the read-only worksheets of openpyxl
do not tell the last. Macros are never looked at.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.parsers import expat

import openpyxl
from openpyxl.worksheet._reader import WorkSheetParser

from metroapp.domain.message import Refusal
from metroapp.services.sheets.cells import (
    LARGEST_UNPACKED,
    MOST_COLUMNS,
    MOST_LINES,
    Cells,
    DateCell,
    ErrorCell,
    FormulaCell,
    tidy_cell,
    trimmed,
)
from metroapp.services.sheets.number_formats import shown

_MOST_WORKSHEETS = 50
_LARGEST_PART = 16 * 2**20  # bytes of one part once unpacked: ten thousand full lines are half of it
# Of one part, rows and cells that hold nothing too: each costs hundreds of bytes to build, until its row is read.
_MOST_ELEMENTS, _MOST_IN_ROW = 1_200_000, 3 * 16_384
_NEVER_MANY = 2**20  # bytes: a part that is smaller cannot hold too many


def tables_of_workbook(raw: bytes, path: Path) -> Iterator[tuple[str, Cells]]:
    """The name and the cells of each visible worksheet, read when it is asked for."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as package:
            require_bounded(package, path)
        yield from _tables(raw, path)
    except Refusal:
        raise
    except Exception as error:  # a hostile or broken package fails in as many ways as it likes
        raise Refusal("sheet.unreadable", path=path) from error


def require_bounded(package: zipfile.ZipFile, path: Path) -> None:
    """Refuse (`sheet.too_large`, `sheet.worksheet_too_large`, `sheet.too_many_cells`) what would fill the memory once
    built.

    No more is unpacked of a part than the directory of the package says of it.
    """
    if sum(member.file_size for member in package.infolist()) > LARGEST_UNPACKED:
        raise Refusal("sheet.too_large", path=path, limit=LARGEST_UNPACKED // 2**20)
    for member in package.infolist():
        if not member.filename.casefold().endswith((".xml", ".rels")):
            continue
        if member.file_size > _LARGEST_PART:
            raise Refusal("sheet.worksheet_too_large", path=path, limit=_LARGEST_PART // 2**20)
        if member.file_size > _NEVER_MANY:
            with package.open(member) as part:
                _require_countable(part.read(_LARGEST_PART), member.filename, path)


def _require_countable(part: bytes, name: str, path: Path) -> None:
    has_rows = "/worksheets/" in name
    most = _MOST_ELEMENTS if has_rows else _MOST_ELEMENTS // (2 if "sharedStrings" in name else 10)
    counted, of_row = 0, 0

    def begin(element: str, _attributes: object) -> None:
        nonlocal counted, of_row
        counted += 1
        of_row = 0 if element.endswith("row") else of_row + 1
        if counted > most or (has_rows and of_row > _MOST_IN_ROW):
            raise Refusal("sheet.too_many_cells", path=path, limit=most)

    parser = expat.ParserCreate()
    parser.StartElementHandler = begin
    parser.Parse(part, True)


def _tables(raw: bytes, path: Path) -> Iterator[tuple[str, Cells]]:
    with _quietly():
        # From memory: openpyxl leaves a file open when it fails, and Windows would then keep it locked.
        workbook = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=False, keep_links=False)
    try:
        for worksheet in workbook.worksheets[:_MOST_WORKSHEETS]:
            if worksheet.sheet_state == "visible":
                with _quietly():
                    cells = trimmed(_cells(worksheet, path))
                yield str(worksheet.title), cells
    finally:
        workbook.close()


@contextmanager
def _quietly() -> Iterator[None]:
    """Without what openpyxl warns of: what it leaves aside is nothing to us."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _cells(worksheet: Any, path: Path) -> Cells:
    workbook = worksheet.parent
    # Styles are looked up once each: a sheet has thousands of cells and a handful of formats.
    formats: dict[int, str] = {}

    def text(cell: dict[str, Any]) -> str:
        value, kind = cell["value"], cell["data_type"]
        if kind == "f":
            return FormulaCell(value if isinstance(value, str) else "=")
        if kind == "d":
            return DateCell(value)
        if kind == "e":
            return ErrorCell(tidy_cell(str(value)))
        if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
            return tidy_cell(str(value))
        style = cell["style_id"]
        if style not in formats:
            formats[style] = _number_format(workbook, style)
        return tidy_cell(shown(value, formats[style]))

    found: Cells = []
    with workbook._archive.open(worksheet._worksheet_path) as source:
        parser = WorkSheetParser(
            source,
            worksheet._shared_strings,
            data_only=False,
            epoch=workbook.epoch,
            date_formats=workbook._date_formats,
            timedelta_formats=workbook._timedelta_formats,
        )
        for number, row in parser.parse():
            given = [
                (cell["column"], text(cell))
                for cell in row
                if cell["value"] is not None and cell["column"] <= MOST_COLUMNS
            ]
            if not any(shown_text for _, shown_text in given):
                continue
            if number > MOST_LINES:
                raise Refusal("sheet.too_many_lines", limit=MOST_LINES)
            if number < 1:
                raise Refusal("sheet.unreadable", path=path)
            while len(found) < number:
                found.append([])
            line = found[number - 1]
            line.extend([""] * (max(column for column, _ in given) - len(line)))
            for column, shown_text in given:
                line[column - 1] = shown_text
        _unmerge(found, parser.merged_cells, path)
    return found


def _number_format(workbook: Any, style: int) -> str:
    from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE

    number = workbook._cell_styles[style].numFmtId
    if number < BUILTIN_FORMATS_MAX_SIZE:
        return str(BUILTIN_FORMATS.get(number, "General"))
    return str(workbook._number_formats[number - BUILTIN_FORMATS_MAX_SIZE])


def _unmerge(cells: Cells, merged: Any, path: Path) -> None:
    """A merged value counts for its first column, on each of its lines: what merged cells hide is not seen.

    A title or a phase merged over several lines is thus found on each of them.
    """
    left = 4 * MOST_LINES * MOST_COLUMNS  # merged cells cannot overlap: more than the sheet holds is no sheet
    for area in merged.mergeCell if merged is not None else ():
        last_line, last_column = min(area.max_row, len(cells)), min(area.max_col, MOST_COLUMNS)
        if area.min_row > last_line or area.min_col > last_column:
            continue
        left -= (last_line - area.min_row + 1) * (last_column - area.min_col + 1) + 1
        if left < 0:
            raise Refusal("sheet.unreadable", path=path)
        first_line = cells[area.min_row - 1]
        value = first_line[area.min_col - 1] if area.min_col <= len(first_line) else ""
        for line in cells[area.min_row - 1 : last_line]:
            if area.min_col > len(line):
                line.extend([""] * (area.min_col - len(line)))
            line[area.min_col - 1] = value
            for column in range(area.min_col, min(last_column, len(line))):
                line[column] = ""
