"""The results of many records as one workbook: the columns of the CSV, with real numbers and real dates."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from forms.flat_workbook import MOST_ROWS, write_flat
from forms.record_data import RecordData, result_lines
from forms.result_columns import RESULT_COLUMNS
from metroapp.wording import workbooks as words


def write_results(file: BinaryIO, records: Iterable[RecordData], most_rows: int = MOST_ROWS) -> int:
    """One line for each box of each piece, each record let go once it is written; gives the number of results."""
    titles = [column.title for column in RESULT_COLUMNS]
    rows = ([column.value(data, line) for column in RESULT_COLUMNS] for data in records for line in result_lines(data))
    return write_flat(file, titles, rows, _sheet_name, most_rows)


def _sheet_name(number: int) -> str:
    return words.SHEET_RESULTS if number == 1 else words.SHEET_RESULTS_NEXT.format(number=number)
