"""Checking a sheet of a thousand lines, against the bare loading of its cells, in turn in the same run.

Both forms of the sheet are measured: the workbook by openpyxl alone, read-only, and the text by `csv` alone; then the
shipped reader, from the file to the characteristics. Medians and their ratio are printed; nothing is asserted.
"""

from __future__ import annotations

import argparse
import csv
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl

from metroapp.domain.specification import Part
from metroapp.services.reference import standards
from metroapp.services.sheets.part_sheet import read_part, read_part_sheet
from metroapp.services.sheets.sheet_export import write_part_sheet

PARTS = Path(__file__).resolve().parent.parent / "data" / "parts"


def bare_workbook(path: Path) -> object:
    workbook = openpyxl.load_workbook(path, read_only=True)
    lines = list(workbook.worksheets[0].iter_rows(values_only=True))
    workbook.close()
    return lines


def bare_text(path: Path) -> object:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


def checked(path: Path) -> object:
    sheet = read_part_sheet(path, standards())
    assert not sheet.errors
    return sheet


def seconds(what: Callable[[Path], object], path: Path) -> float:
    begun = time.perf_counter()
    what(path)
    return time.perf_counter() - begun


def large_part(lines: int) -> Part:
    """The lines of the demonstration parts, over and over."""
    part = read_part(PARTS / "arbre-etage.csv", standards())
    models = (*part.characteristics, *read_part(PARTS / "support-bride.csv", standards()).characteristics)
    many = tuple(replace(models[index % len(models)], balloon=str(index + 1)) for index in range(lines))
    return replace(part, characteristics=many)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=15)
    arguments = parser.parse_args()
    part = large_part(arguments.lines)
    print(f"{arguments.lines} lines, {arguments.rounds} rounds a side, interleaved\n")
    print(f"{'':>8}{'bare cells ms':>16}{'checked ms':>14}{'ratio':>8}")
    with tempfile.TemporaryDirectory() as folder:
        for suffix, bare in ((".csv", bare_text), (".xlsx", bare_workbook)):
            path = Path(folder) / f"part{suffix}"
            write_part_sheet(part, path)
            for warm in (bare, checked):
                warm(path)
            pairs = [(seconds(bare, path), seconds(checked, path)) for _ in range(arguments.rounds)]
            theirs, ours = (statistics.median(side) * 1000 for side in zip(*pairs, strict=True))
            ratio = statistics.median(mine / other for other, mine in pairs)
            print(f"{suffix:>8}{theirs:>16.1f}{ours:>14.1f}{ratio:>8.1f}")


if __name__ == "__main__":
    main()
