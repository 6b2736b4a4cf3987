"""The cells of a part sheet, from Excel or from CSV, as text: what the methods office typed, nothing computed.

Files come from outside: sizes are bounded, nothing is executed, formulas are not evaluated.
"""

from __future__ import annotations

import csv
import io
import zipfile
from decimal import Decimal
from pathlib import Path

from metroapp.domain.message import Refusal

LARGEST_FILE = 20 * 1024 * 1024
LARGEST_UNPACKED = 100 * 1024 * 1024
MOST_LINES = 10_000
MOST_COLUMNS = 50
LONGEST_CELL = 2_000

Cells = list[list[str]]


def read_cells(path: Path) -> Cells:
    """Lines of cells, stripped; line 1 of the file is index 0.

    Refuses `sheet.absent`, `sheet.too_large`, `sheet.unknown_format`, `sheet.unreadable`, `sheet.too_many_lines`.
    """
    if not path.is_file():
        raise Refusal("sheet.absent", path=path)
    if path.stat().st_size > LARGEST_FILE:
        raise Refusal("sheet.too_large", path=path, limit=LARGEST_FILE // 2**20)
    match path.suffix.lower():
        case ".csv" | ".txt":
            cells = _from_csv(path)
        case ".xlsx" | ".xlsm":
            cells = _from_workbook(path)
        case _:
            raise Refusal("sheet.unknown_format", path=path)
    if len(cells) > MOST_LINES:
        raise Refusal("sheet.too_many_lines", limit=MOST_LINES)
    return cells


def _from_csv(path: Path) -> Cells:
    text = _decoded(path.read_bytes(), path)
    if "\x00" in text:
        raise Refusal("sheet.unreadable", path=path)
    # The separator is the one that the table uses most; a decimal comma never outnumbers a French `;`.
    separator = max((";", "\t", ","), key=lambda sign: (text.count(sign), sign != ","))
    if ";" in text and separator == ",":
        separator = ";"
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise Refusal("sheet.unreadable", path=path) from error
    return [[_tidy(cell) for cell in line[:MOST_COLUMNS]] for line in lines]


def _decoded(raw: bytes, path: Path) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refusal("sheet.unreadable", path=path)


def _from_workbook(path: Path) -> Cells:
    import openpyxl  # heavy: only when a workbook is read

    try:
        with zipfile.ZipFile(path) as package:
            if sum(member.file_size for member in package.infolist()) > LARGEST_UNPACKED:
                raise Refusal("sheet.too_large", path=path, limit=LARGEST_UNPACKED // 2**20)
        workbook = openpyxl.load_workbook(path, read_only=True, data_only=False)
    except Refusal:
        raise
    except Exception as error:  # a hostile or broken package fails in as many ways as it likes
        raise Refusal("sheet.unreadable", path=path) from error
    try:
        found: Cells = []
        for row in workbook.worksheets[0].iter_rows(max_col=MOST_COLUMNS, values_only=True):
            found.append([_text(value) for value in row])
            if len(found) > MOST_LINES:
                raise Refusal("sheet.too_many_lines", limit=MOST_LINES)
    except Refusal:
        raise
    except Exception as error:  # read-only sheets are parsed here, with the same freedom to fail
        raise Refusal("sheet.unreadable", path=path) from error
    finally:
        workbook.close()
    return found


def _text(value: object) -> str:
    """A cell as its author sees it: a whole number has no `.0`."""
    if value is None:
        return ""
    if isinstance(value, float):
        value = Decimal(repr(value))
        return f"{value.normalize():f}".replace(".", ",")
    return _tidy(str(value))


def _tidy(cell: str) -> str:
    return cell[:LONGEST_CELL].strip()
