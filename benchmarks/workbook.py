"""The workbook of a relevé of 100 characteristics × 50 pieces, with its formulas, statistics, charts and readings.

Against the least that openpyxl needs for as many cells of values, without looks, formats or formulas. Both in turn in
the same run; medians and their ratio are printed, nothing is asserted.
"""

from __future__ import annotations

import argparse
import io
import statistics
import time
from collections.abc import Callable

from openpyxl import Workbook, load_workbook

from forms.to_xlsx import workbook_bytes
from tests.forms.records import describe, lot


def values_of(content: bytes) -> list[list[list[object]]]:
    book = load_workbook(io.BytesIO(content), read_only=True)
    return [[[cell for cell in row if cell is not None] for row in sheet.values] for sheet in book.worksheets]


def bare(sheets: list[list[list[object]]]) -> None:
    book = Workbook()
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append([str(cell)[1:] if str(cell).startswith("=") else cell for cell in row])
    book.save(io.BytesIO())


def seconds(what: Callable[[], object]) -> float:
    begun = time.perf_counter()
    what()
    return time.perf_counter() - begun


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--characteristics", type=int, default=100)
    parser.add_argument("--pieces", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    record = lot(asked.characteristics, asked.pieces)
    described = statistics.median(seconds(lambda: describe(record)) for _ in range(3))
    document = describe(record)
    sheets = values_of(workbook_bytes(document))
    cells = sum(len(row) for rows in sheets for row in rows)
    pairs = [(seconds(lambda: bare(sheets)), seconds(lambda: workbook_bytes(document))) for _ in range(asked.rounds)]
    least, ours = (statistics.median(side) for side in zip(*pairs, strict=True))
    print(
        f"{asked.characteristics} × {asked.pieces}, {cells} cells, {asked.rounds} rounds in turn: described in ", end=""
    )
    print(f"{described:.2f} s, workbook {ours:.2f} s, as many bare cells {least:.2f} s, ratio {ours / least:.2f}")


if __name__ == "__main__":
    main()
