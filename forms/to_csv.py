"""A record as CSV, one line for each box of each piece.

For a French spreadsheet: semicolons, decimal commas, French titles, local times, a byte order mark. For any other
program: commas, points, the English names of the columns, codes, and times with their offset.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from forms.blocks import Cell
from forms.record_data import RecordData, result_lines
from forms.result_columns import RESULT_COLUMNS
from forms.spreadsheet_text import shielded


def french_csv(data: RecordData) -> bytes:
    """What a French spreadsheet opens by a double click."""
    titles = [column.title for column in RESULT_COLUMNS]
    lines = ([_french(column.value(data, line)) for column in RESULT_COLUMNS] for line in result_lines(data))
    return _written([titles, *lines], ";").encode("utf-8-sig")


def english_csv(data: RecordData) -> bytes:
    """What programs and English spreadsheets read: UTF-8, one header line."""
    names = [column.name for column in RESULT_COLUMNS]
    lines = ([_english(column.coded(data, line)) for column in RESULT_COLUMNS] for line in result_lines(data))
    return _written([names, *lines], ",").encode()


def _written(lines: Iterable[list[str]], delimiter: str) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(lines)
    return text.getvalue()


def _french(cell: Cell) -> str:
    match cell:
        case Decimal():
            return f"{cell:f}".replace(".", ",")
        case datetime():
            return f"{cell.astimezone():%d/%m/%Y %H:%M:%S}"
        case date():
            return f"{cell:%d/%m/%Y}"
        case _:
            return _text(cell)


def _english(cell: Cell) -> str:
    match cell:
        case Decimal():
            return f"{cell:f}"
        case datetime() | date():
            return cell.isoformat()
        case _:
            return _text(cell)


def _text(cell: Cell) -> str:
    if isinstance(cell, str):
        return shielded(cell)
    return "" if cell is None else str(cell)
