"""The cells of a sheet, from Excel or from CSV, as text: what their author sees, nothing computed.

Files come from outside: sizes are bounded, nothing is executed, formulas are not evaluated.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from forms.spreadsheet_text import unshielded
from metroapp.domain.message import Refusal

LARGEST_FILE = 20 * 1024 * 1024
LARGEST_UNPACKED = 100 * 1024 * 1024
MOST_LINES = 10_000
MOST_COLUMNS = 50
LONGEST_CELL = 2_000

Cells = list[list[str]]
Recognise = Callable[[Cells], int]

_OLE2 = bytes.fromhex("D0CF11E0A1B11AE1")  # compound file: a workbook before 2007, or an encrypted one
_SEPARATORS = (";", "\t", ",")
_SAID = re.compile(r"\"?sep=(?P<sign>[^\r\n])\"?\r?\n", re.IGNORECASE)
_SAMPLE = 64 * 1024  # characters
_SAMPLE_LINES = 200


class FormulaCell(str):
    """A cell that holds a formula of a workbook: its text, never its result."""

    __slots__ = ()


class DateCell(str):
    """A cell that the workbook holds as a date, whatever was typed there."""

    __slots__ = ()


class ErrorCell(str):
    """A cell whose formula failed, `#N/A`: no text of anybody."""

    __slots__ = ()


def no_titles(cells: Cells) -> int:
    """For sheets that have no table to look for."""
    return 0


def read_cells(path: Path, recognise: Recognise = no_titles) -> Cells:
    """Lines of cells, stripped; line 1 of the file is index 0. No empty line at the end.

    `recognise` counts the titles of its table in some lines: it chooses the separator and the worksheet. Refuses
    `sheet.folder`, `sheet.absent`, `sheet.too_large`, `sheet.encrypted`, `sheet.old_excel`, `sheet.unknown_format`,
    `sheet.unreadable`, `sheet.too_many_lines`, `sheet.empty`.
    """
    first: Cells = []
    for _, cells in read_tables(path, recognise):
        if recognise(cells) > 0:
            return cells
        first = first or cells
    return first


def read_tables(path: Path, recognise: Recognise = no_titles) -> Iterator[tuple[str, Cells]]:
    """The visible worksheets that are not empty, with their names, one at least; a CSV is one, without a name.

    `recognise` chooses the separator of a CSV. Refuses as `read_cells`.
    """
    if path.is_dir():
        raise Refusal("sheet.folder", path=path)
    if not path.is_file():
        raise Refusal("sheet.absent", path=path)
    if path.stat().st_size > LARGEST_FILE:
        raise Refusal("sheet.too_large", path=path, limit=LARGEST_FILE // 2**20)
    raw = path.read_bytes()
    require_no_compound(raw, path)
    match path.suffix.lower():
        case ".csv" | ".txt" | ".tsv":
            tables = iter([("", _from_csv(raw, path, recognise))])
        case ".xlsx" | ".xlsm":
            from metroapp.services.sheets.workbook import tables_of_workbook  # heavy: only when a workbook is read

            tables = tables_of_workbook(raw, path)
        case ".xls":
            raise Refusal("sheet.old_excel", path=path)
        case _:
            raise Refusal("sheet.unknown_format", path=path)
    is_empty = True
    for name, cells in tables:
        if cells:
            is_empty = False
            yield name, cells
    if is_empty:
        raise Refusal("sheet.empty", path=path)


def require_no_compound(raw: bytes, path: Path) -> None:
    """Refuse a workbook under a password (`sheet.encrypted`) or before 2007 (`sheet.old_excel`)."""
    if raw.startswith(_OLE2):
        if "EncryptedPackage".encode("utf-16-le") in raw:
            raise Refusal("sheet.encrypted", path=path)
        raise Refusal("sheet.old_excel", path=path)


def trimmed(cells: Cells) -> Cells:
    """The lines without the empty ones at the end; refuses `sheet.too_many_lines`."""
    while cells and not any(cells[-1]):
        cells.pop()
    if len(cells) > MOST_LINES:
        raise Refusal("sheet.too_many_lines", limit=MOST_LINES)
    return cells


def tidy_cell(cell: str) -> str:
    """A cell without the spaces around it; a letter and its accent are one sign, however they were typed."""
    return cell[:LONGEST_CELL].strip()


def require_typed(cell: str) -> str:
    """The text of a cell that is neither a formula, nor what one failed to give, nor a date.

    Refuses `sheet.formula`, `sheet.error`, `sheet.date`.
    """
    match cell:
        case FormulaCell():
            raise Refusal("sheet.formula")
        case ErrorCell():
            raise Refusal("sheet.error", text=str(cell))
        case DateCell():
            raise Refusal("sheet.date")
    return cell


def _from_csv(raw: bytes, path: Path, recognise: Recognise) -> Cells:
    text = _decoded(raw, path)
    if "\x00" in text:
        raise Refusal("sheet.unreadable", path=path)
    separator = _separator(text, path, recognise)
    if _SAID.match(text):
        text = re.sub(r"\A[^\r\n]*", "", text)  # the line stays, empty: lines keep their numbers
    cells = [[unshielded(tidy_cell(cell)) for cell in line[:MOST_COLUMNS]] for line in _lines(text, separator, path)]
    return trimmed(cells)


def _decoded(raw: bytes, path: Path) -> str:
    encodings = ("utf-16",) if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refusal("sheet.unreadable", path=path)


def _lines(text: str, separator: str, path: Path) -> Cells:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise Refusal("sheet.unreadable", path=path) from error


def _separator(text: str, path: Path, recognise: Recognise) -> str:
    """The sign that makes a table of the text. Decimal commas are everywhere: counting signs would not do.

    First the one that shows the titles looked for, then the one that parts the most lines, in the same way.
    """
    said = _SAID.match(text)
    if said and said["sign"] in _SEPARATORS:
        return said["sign"]
    scores: dict[str, tuple[int, int, int]] = {}
    for sign in _SEPARATORS:
        lines = _lines(text[:_SAMPLE], sign, path)[:_SAMPLE_LINES]
        widths = Counter(len(line) for line in lines if len(line) > 1)
        scores[sign] = recognise(lines), sum(widths.values()), max(widths.values(), default=0)
    return max(_SEPARATORS, key=lambda sign: scores[sign])  # the first of equals
