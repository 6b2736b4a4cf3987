"""Write the sheets of the demonstration parts, CSV and Excel, as a methods office would type them.

    python -m tools.make_part_sheets [--output data/parts]

Both carry the same text; both come out the same bytes each time.
"""

from __future__ import annotations

import argparse
import csv
import io
import re
import zipfile
from datetime import datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from tools.demo_parts import PARTS, DemoPart

COLUMNS = ("Repère", "Désignation", "Cote", "Nature", "Moyen", "Fréquence")
WIDTHS = (22, 40, 20, 14, 20, 22)
TYPED = datetime(2026, 1, 20, 8, 0, 0)  # noqa: DTZ001 - Excel's properties have no time zone
NAVY, PALE, LINE = "1B4F7E", "EAF1F7", "B8C7D4"


def _rows(part: DemoPart) -> list[tuple[int | str, ...]]:
    return [
        (number, line.designation, line.callout, line.nature, line.means, line.frequency)
        for number, line in enumerate(part.lines, 1)
    ]


def write_csv(part: DemoPart, path: Path) -> None:
    """Semicolons, comma decimals, byte order mark and CR LF: what a French Excel reads and writes."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows(part.header)
    text.write("\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(_rows(part))
    path.write_bytes(text.getvalue().encode("utf-8-sig"))


def _table(sheet: Worksheet, part: DemoPart, first: int) -> None:
    thin = Side(style="thin", color=LINE)
    border = Border(left=thin, right=thin, top=thin, bottom=thin)
    for column, title in enumerate(COLUMNS, 1):
        cell = sheet.cell(first, column, title)
        cell.font = Font(name="Calibri", size=11, bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor=NAVY)
        cell.alignment = Alignment(horizontal="center", vertical="center")
        cell.border = border
    sheet.row_dimensions[first].height = 22
    for offset, row in enumerate(_rows(part), 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(first + offset, column, value or None)
            cell.font = Font(name="Calibri", size=11, bold=column == 3)
            cell.alignment = Alignment(horizontal="center" if column != 2 else "left", vertical="center")
            cell.border = border
            if column > 1:
                cell.number_format = "@"  # else Excel turns 1/5 into a date as soon as somebody retypes it
            if offset % 2 == 0:
                cell.fill = PatternFill("solid", fgColor=PALE)
        sheet.row_dimensions[first + offset].height = 19


def write_xlsx(part: DemoPart, path: Path) -> None:
    """One sheet, ready to print on a landscape A4."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Gamme de contrôle"
    for row, (label, value) in enumerate(part.header, 1):
        name, content = sheet.cell(row, 1, label), sheet.cell(row, 2, value)
        name.font = Font(name="Calibri", size=11, bold=True, color=NAVY)
        content.font = Font(name="Calibri", size=14 if row == 1 else 11, bold=row == 1)
        content.number_format = "@"
        name.fill = PatternFill("solid", fgColor=PALE)
        name.alignment = content.alignment = Alignment(horizontal="left", vertical="center")
        sheet.row_dimensions[row].height = 24 if row == 1 else 17
    first = len(part.header) + 2
    _table(sheet, part, first)
    for column, width in zip("ABCDEF", WIDTHS, strict=True):
        sheet.column_dimensions[column].width = width
    sheet.freeze_panes = f"A{first + 1}"
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{first}:{first}"
    sheet.print_options.horizontalCentered = True
    sheet.oddFooter.left.text = f"{part.reference} – indice {part.revisions[0].index} – document de démonstration"
    sheet.oddFooter.right.text = "Page &P/&N"
    book.properties.creator = "Méthodes"
    book.properties.title = part.designation
    book.properties.created = TYPED
    book.save(path)
    _fix_dates(path)


def _fix_dates(path: Path) -> None:
    """Repack the file with fixed dates: openpyxl stamps the time of saving in two places."""
    with zipfile.ZipFile(path) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    stamp = TYPED.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts:
            if name == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, content)
            entry = zipfile.ZipInfo(name, TYPED.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)


def main() -> None:
    parser = argparse.ArgumentParser(description="Write the sheets of the demonstration parts.")
    parser.add_argument("--output", type=Path, default=Path("data/parts"))
    folder: Path = parser.parse_args().output
    folder.mkdir(parents=True, exist_ok=True)
    for part in PARTS:
        write_csv(part, folder / f"{part.name}.csv")
        write_xlsx(part, folder / f"{part.name}.xlsx")


if __name__ == "__main__":
    main()
