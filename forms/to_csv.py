"""A record as CSV, or many of them, one line for each box of each piece.

For a French spreadsheet: semicolons, decimal commas, French titles, local times, a byte order mark. For any other
program: commas, points, the English names of the columns, codes, and times with their offset.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import BinaryIO

from forms.blocks import Cell, Table
from forms.record_data import RecordData, ResultLine, result_lines
from forms.result_columns import RESULT_COLUMNS, ResultColumn
from forms.spreadsheet_text import shielded


def french_csv(data: RecordData) -> bytes:
    """What a French spreadsheet opens by a double click."""
    return _bytes(write_french_csv, data)


def english_csv(data: RecordData) -> bytes:
    """What programs and English spreadsheets read: UTF-8, one header line."""
    return _bytes(write_english_csv, data)


def write_french_csv(file: BinaryIO, records: Iterable[RecordData]) -> int:
    """The same of many records, each let go once it is written; gives the number of results."""
    lines = _lines(records, lambda column, data, line: _french(column.value(data, line)))
    return _write(file, [column.title for column in RESULT_COLUMNS], lines, ";", "utf-8-sig")


def write_english_csv(file: BinaryIO, records: Iterable[RecordData]) -> int:
    """As `write_french_csv`."""
    lines = _lines(records, lambda column, data, line: _english(column.coded(data, line)))
    return _write(file, [column.name for column in RESULT_COLUMNS], lines, ",", "utf-8")


def table_csv(table: Table) -> bytes:
    """One table of a document, for a French spreadsheet."""
    buffer = io.BytesIO()
    lines = ([_french(cell) for cell in row] for row in table.rows)
    _write(buffer, [column.title for column in table.columns], lines, ";", "utf-8-sig")
    return buffer.getvalue()


def _lines(
    records: Iterable[RecordData], shown: Callable[[ResultColumn, RecordData, ResultLine], str]
) -> Iterator[list[str]]:
    for data in records:
        for line in result_lines(data):
            yield [shown(column, data, line) for column in RESULT_COLUMNS]


def _bytes(write: Callable[[BinaryIO, Iterable[RecordData]], int], data: RecordData) -> bytes:
    buffer = io.BytesIO()
    write(buffer, [data])
    return buffer.getvalue()


def _write(file: BinaryIO, titles: list[str], lines: Iterable[list[str]], delimiter: str, encoding: str) -> int:
    text, count = io.TextIOWrapper(file, encoding, newline=""), 0
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(titles)
    for count, line in enumerate(lines, 1):  # noqa: B007
        writer.writerow(line)
    text.detach()  # flushes, and leaves the file open to whoever opened it
    return count


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
