"""A table of 100,000 readings × 12 columns as a workbook: ours, the writers at hand, and the same as bare CSV.

The rows are the same for all, made as they are asked for. Each run is a process of its own, so that its peak memory is
its own; the writers take turns. The one in Rust is given floats, with formats of numbers and dates, as ours and the
others write them, and without any, the least that it can do. Medians and ratios are printed; nothing is asserted.
"""

from __future__ import annotations

import argparse
import csv
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import psutil

TITLES = (
    "Relevé", "Référence", "Lot", "Pièce", "Repère", "Caractéristique", "Mini", "Maxi", "Valeur", "Unité", "État",
    "Mesuré le",
)  # fmt: skip
BEGUN = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
SIZES, MOMENT = "0.000", "dd/mm/yyyy hh:mm:ss"
LOWER, UPPER = Decimal("19.979"), Decimal("20.000")
Row = tuple[str, str, str, int, str, str, Decimal, Decimal, Decimal, str, str, datetime]


def rows(count: int) -> Iterator[Row]:
    for at in range(count):
        yield (
            f"P1-2026-{at // 500:04d}", "ARB-20", "L42", at % 50 + 1, str(at % 10 + 1), f"Diamètre n° {at % 10 + 1}",
            LOWER, UPPER, Decimal(19975 + at * 7919 % 30) / 1000, "mm", "conforme", BEGUN + timedelta(seconds=7 * at),
        )  # fmt: skip


def ours(count: int, path: Path) -> None:
    from forms.flat_workbook import write_flat

    with path.open("wb") as file:
        write_flat(file, TITLES, rows(count), str)


def openpyxl_write_only(count: int, path: Path) -> None:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(TITLES)

    def formatted(value: object, code: str) -> WriteOnlyCell:
        cell = WriteOnlyCell(sheet, value)
        cell.number_format = code
        return cell

    for *texts, lower, upper, value, unit, state, at in rows(count):
        sizes = [formatted(one, SIZES) for one in (lower, upper, value)]
        sheet.append([*texts, *sizes, unit, state, formatted(at.replace(tzinfo=None), MOMENT)])
    book.save(path)


def xlsxwriter(count: int, path: Path) -> None:
    import xlsxwriter as library

    book = library.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet()
    size, moment = book.add_format({"num_format": SIZES}), book.add_format({"num_format": MOMENT})
    sheet.write_row(0, 0, TITLES)
    for row, cells in enumerate(rows(count), 1):
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                sheet.write_string(row, column, cell)
            elif isinstance(cell, Decimal):
                sheet.write_number(row, column, float(cell), size)
            elif isinstance(cell, int):
                sheet.write_number(row, column, cell)
            else:
                sheet.write_datetime(row, column, cell.replace(tzinfo=None), moment)
    book.close()


def _as_dictionaries(count: int) -> Iterator[dict[str, object]]:
    for *texts, lower, upper, value, unit, state, at in rows(count):
        cells = (*texts, float(lower), float(upper), float(value), unit, state, at.replace(tzinfo=None))
        yield dict(zip(TITLES, cells, strict=True))


def rust(count: int, path: Path) -> None:
    from rustpy_xlsxwriter import Format, write_worksheet

    size, moment = Format().set_num_format(SIZES), Format().set_num_format(MOMENT)
    formats = {"Mini": size, "Maxi": size, "Valeur": size, "Mesuré le": moment}
    write_worksheet(_as_dictionaries(count), str(path), "Feuille", column_formats=formats)


def rust_without_formats(count: int, path: Path) -> None:
    from rustpy_xlsxwriter import write_worksheet

    write_worksheet(_as_dictionaries(count), str(path), "Feuille")


def bare_csv(count: int, path: Path) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(TITLES)
        writer.writerows(rows(count))


WRITERS: dict[str, Callable[[int, Path], None]] = {
    "ours": ours,
    "rustpy-xlsxwriter, no formats": rust_without_formats,
    "rustpy-xlsxwriter": rust,
    "XlsxWriter, constant memory": xlsxwriter,
    "openpyxl, write-only": openpyxl_write_only,
    "bare csv": bare_csv,
}


def run(name: str, count: int) -> None:
    """In a process of its own: seconds, peak memory in MiB, size in KiB."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table"
        WRITERS[name](10, path)  # imported, and its tables made
        begun = time.perf_counter()
        WRITERS[name](count, path)
        took = time.perf_counter() - begun
        print(json.dumps([took, _peak() / 2**20, path.stat().st_size / 2**10]))


def _peak() -> int:
    memory = psutil.Process().memory_info()
    if hasattr(memory, "peak_wset"):
        return int(memory.peak_wset)
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--one", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        run(arguments.one, arguments.rows)
        return
    found: dict[str, list[list[float]]] = {name: [] for name in WRITERS}
    for _ in range(arguments.rounds):
        for name, runs in found.items():
            command = [sys.executable, "-m", "benchmarks.bulk_export", "--rows", str(arguments.rows), "--one", name]
            runs.append(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
    medians = {name: [statistics.median(column) for column in zip(*runs, strict=True)] for name, runs in found.items()}
    fastest = min(took for name, (took, *_) in medians.items() if name.startswith("rust"))
    print(f"{arguments.rows} rows × {len(TITLES)} columns, {arguments.rounds} rounds in turn, medians:")
    for name, (took, peak, size) in medians.items():
        print(f"  {name:30} {took:6.2f} s  ×{took / fastest:5.2f}  {peak:5.0f} MiB  {size:6.0f} KiB")


if __name__ == "__main__":
    main()
