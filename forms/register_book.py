"""The register of means as a workbook: a sheet for each table, that its workshop may change and have read again.

User text is always written as text, so that nothing typed by somebody becomes a formula.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from decimal import Decimal
from math import ceil
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from forms import xlsx_style as style
from forms.blocks import Align, Cell, Table
from forms.cells import text_of
from forms.saving import save
from metroapp.wording import documents as words

_NARROWEST, _WIDEST, _MARGIN = 9, 46, 2
_ONE_PAGE = 170  # of width, in signs, that an A4 holds and that is still read
_LATE = Font(name=style.TEXT.name, size=style.TEXT.size, color=style.BAD_FONT.color)
_EXACT = 15  # significant digits that a workbook keeps of a number
_ALIGNED = {
    Align.LEFT: Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1),
    Align.RIGHT: Alignment(horizontal="right", vertical="center", indent=1),
}


def write_register_book(tables: Sequence[Table], path: Path, *, title: str, note: str) -> None:
    """Write the tables at `path`, whole or not at all; `note` is what the foot of each page says. Raises OSError."""
    book = Workbook()
    book.properties.title, book.properties.language = title, "fr-FR"
    book.remove(book.active)
    for table in tables:
        sheet = book.create_sheet(table.sheet)
        _write(sheet, table)
        _page(sheet, f"{title} – {table.title}", note)
    buffer = io.BytesIO()
    book.save(buffer)
    save(buffer.getvalue(), path)


def _write(sheet: Any, table: Table) -> None:
    widths = [_width(table, index) for index in range(len(table.columns))]
    for index, (column, width) in enumerate(zip(table.columns, widths, strict=True), start=1):
        sheet.column_dimensions[get_column_letter(index)].width = width
        cell = sheet.cell(1, index)
        style.put(cell, column.title)
        cell.font, cell.fill, cell.border, cell.alignment = style.COLUMN_TITLE, style.BAND, style.GRID, style.CENTRE
    style.grow(sheet, 1, ((column.title, width) for column, width in zip(table.columns, widths, strict=True)), least=30)
    for row, values in enumerate(table.rows, start=2):
        for index, (value, column) in enumerate(zip(values, table.columns, strict=True), start=1):
            cell = sheet.cell(row, index)
            style.put(cell, _kept(value))
            cell.font, cell.border, cell.alignment = style.TEXT, style.GRID, _ALIGNED[column.align]
            if row - 2 in table.bad:
                cell.font, cell.fill = _LATE, style.BAD
        texts = ((value, width) for value, width in zip(values, widths, strict=True) if isinstance(value, str))
        style.grow(sheet, row, texts, least=18)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{len(table.rows) + 1}"
    sheet.freeze_panes = "B2"
    sheet.print_title_rows, sheet.print_title_cols = "1:1", "A:A"


def _kept(value: Cell) -> Cell:
    """A number that has more digits than a workbook keeps is written in words."""
    if isinstance(value, Decimal) and len(value.normalize().as_tuple().digits) > _EXACT:
        return text_of(value)
    return value


def _width(table: Table, index: int) -> float:
    title = max(len(word) for word in table.columns[index].title.split()) + _MARGIN
    longest = max((len(text_of(row[index])) for row in table.rows), default=0) + _MARGIN
    return float(min(max(_NARROWEST, title, longest), _WIDEST))


def _page(sheet: Any, head: str, note: str) -> None:
    """A4 landscape, as many pages wide as it takes to be read; the first column comes back on each."""
    width = sum(column.width for column in sheet.column_dimensions.values())
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = ceil(width / _ONE_PAGE), 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top = sheet.page_margins.bottom = 0.75
    sheet.oddHeader.left.text = head.replace("&", "&&")
    sheet.oddFooter.left.text = note.replace("&", "&&")
    sheet.oddFooter.right.text = words.PAGE.format(page="&P", pages="&N")
    sheet.sheet_view.showGridLines = False
