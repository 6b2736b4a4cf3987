"""A document as a workbook: real numbers, real dates, and verdicts that their own formulas recompute.

The cells of the grid hold values; beside each, the verdict is a formula over the value and the limits. User text is
always written as text, so that nothing typed by somebody becomes a formula.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Alignment
from openpyxl.utils import column_index_from_string, get_column_letter

from forms import xlsx_charts as charts
from forms import xlsx_style as style
from forms.bars import bar_table
from forms.blocks import Align, Bars, CauseDiagram, Cell, Document, InspectionGrid, Table
from forms.causes import cause_table
from forms.identity import NAME, identity_text
from forms.saving import save
from forms.xlsx_record import CONCEDED_LINE, CONCEDED_PIECE, FIRST_PIECE, RecordSheet
from forms.xlsx_statistics import measured, write_statistics
from metroapp.wording import documents as words
from metroapp.wording import workbooks

_DATE_WIDTH = 21
_TRACE_WIDTH = 90


def write_xlsx(document: Document, path: Path) -> None:
    """Write the document at `path`, whole or not at all. Raises OSError."""
    save(workbook_bytes(document), path)


def workbook_bytes(document: Document) -> bytes:
    """The bytes of the workbook."""
    buffer = io.BytesIO()
    workbook(document).save(buffer)
    return buffer.getvalue()


def workbook(document: Document) -> Workbook:
    """The workbook, in memory: the paper, a sheet for each of its tables, and where it comes from."""
    book = Workbook()
    book.properties.title = f"{document.title} {document.number}"
    book.properties.creator = document.workshop
    book.properties.language = "fr-FR"
    identity = identity_text(document)
    if identity:
        book.custom_doc_props.append(StringProperty(name=NAME, value=identity))
    first: Any = book.active
    is_record = any(isinstance(block, InspectionGrid) for block in document.blocks)
    is_computed = is_record and not any(isinstance(one, InspectionGrid) and one.declared for one in document.blocks)
    first.title = words.SHEET_RECORD if is_record else document.title
    record = RecordSheet(first, document)
    record.write()
    areas = _computed(book, document, record.line_rows)
    tables = [_as_table(block) for block in document.blocks if isinstance(block, Table | CauseDiagram | Bars)]
    # The sorting formulas look into the sheet of concessions: it is there even when nothing was conceded.
    looked_up = [words.SHEET_CONCESSIONS] if is_computed else []
    for name in dict.fromkeys([*looked_up, *(table.sheet for table in tables)]):
        sheet = book.create_sheet(name)
        for table in tables:
            if table.sheet == name:
                areas[name] = _table(sheet, table)
        if name in looked_up:
            _conceded(sheet, document, record.line_rows)
    _trace(book.create_sheet(words.SHEET_TRACE), document, words.TRACE_NOTE if is_computed else words.TRACE_VERIFY)
    for sheet in book.worksheets:
        style.print_setup(sheet, document, areas.get(sheet.title, ""))
    record.paginate()
    if workbooks.SHEET_CHARTS in areas:
        charts.paginate(book[workbooks.SHEET_CHARTS])
    return book


def _computed(book: Workbook, document: Document, line_rows: range) -> dict[str, str]:
    """Statistics and charts of what was measured, where something was and the paper is not the work of a candidate;
    gives the areas that are printed, by sheet."""
    areas = {}
    grids = (block for block in document.blocks if isinstance(block, InspectionGrid))
    for grid in (one for one in grids if not one.declared):
        if any(map(measured, grid.lines)):
            sheet = book.create_sheet(workbooks.SHEET_STATISTICS)
            write_statistics(sheet, grid, line_rows, FIRST_PIECE)
            _protect(sheet)
        if charts.charted(grid, line_rows)[0]:
            sheet = book.create_sheet(workbooks.SHEET_CHARTS)
            areas[sheet.title] = charts.write_charts(sheet, grid, line_rows, FIRST_PIECE)
            _protect(sheet)
    return areas


def _as_table(block: Table | CauseDiagram | Bars) -> Table:
    """What a workbook does not draw is in lines."""
    match block:
        case Bars():
            return bar_table(block)
        case CauseDiagram():
            return cause_table(block)
    return block


def _table(sheet: Any, table: Table) -> str:
    """Write it, and give the area that is printed."""
    _titles(sheet, 1, [column.title for column in table.columns])
    dated = {index for row in table.rows for index, value in enumerate(row) if isinstance(value, datetime)}
    widths = [
        max(column.weight * 1.3, len(column.title) + 4, _DATE_WIDTH if index in dated else 10)
        for index, column in enumerate(table.columns)
    ]
    alignments = [
        Alignment(
            horizontal="right" if column.align is Align.RIGHT else "left", vertical="top", wrap_text=True, indent=1
        )
        for column in table.columns
    ]
    for index, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = width
        sheet.cell(1, index).alignment = alignments[index - 1]
    for row, values in enumerate(table.rows, start=2):
        for index, value in enumerate(values, start=1):
            cell = sheet.cell(row, index)
            style.put(cell, value)
            is_bad = row - 2 in table.bad
            font, fill = (style.BAD_FONT, style.BAD) if is_bad else (style.TEXT, None)
            style.dress(cell, font, alignments[index - 1], fill=fill)
        texts = ((text, width) for text, width in zip(values, widths, strict=True) if isinstance(text, str))
        style.grow(sheet, row, texts)
    area = f"A1:{get_column_letter(len(table.columns))}{len(table.rows) + 1}"
    sheet.auto_filter.ref = area
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    _protect(sheet)
    return area


def _conceded(sheet: Any, document: Document, line_rows: range) -> None:
    """The pieces and lines under concession, one to a row; the formula of the line follows it where it is moved."""
    grid = next(block for block in document.blocks if isinstance(block, InspectionGrid))
    first = column_index_from_string(CONCEDED_PIECE)
    _titles(sheet, first, (words.PIECE_TITLE, words.BALLOON, words.RECORD_LINE))
    covered = (
        (piece, line, row)
        for piece, balloon in grid.conceded
        for row, line in zip(line_rows, grid.lines, strict=True)
        if line.balloon == balloon
    )
    for row, (piece, line, line_row) in enumerate(covered, start=2):
        style.put(sheet.cell(row, first), piece)
        style.put(sheet.cell(row, first + 1), f"{line.balloon} {line.gauge}".strip())
        sheet[f"{CONCEDED_LINE}{row}"].value = f"=ROW('{words.SHEET_RECORD}'!$A${line_row})"
        for column in range(first, first + 3):
            style.dress(sheet.cell(row, column), style.TEXT, style.LEFT)
    for column in range(first, first + 3):
        sheet.column_dimensions[get_column_letter(column)].width = 16
    _protect(sheet)


def _titles(sheet: Any, first: int, titles: Sequence[str]) -> None:
    for column, title in enumerate(titles, start=first):
        cell = sheet.cell(1, column)
        style.put(cell, title)
        style.dress(cell, style.COLUMN_TITLE, style.LEFT, style.GRID, style.BAND)


def _trace(sheet: Any, document: Document, note: str) -> None:
    pairs: tuple[tuple[str, Cell], ...] = (
        (document.title, document.number),
        (words.TRACE_HEAD, document.head),
        (words.TRACE_PROGRAM, document.program),
        (words.TRACE_ISSUED, document.issued_at),
        (workbooks.TRACE_WORKSHOP, document.workshop),
        *(((workbooks.TRACE_DRAWING, document.drawing),) if document.drawing else ()),
        *(((workbooks.TRACE_STATE, document.watermark),) if document.watermark else ()),
        ("", note),
        *((("", workbooks.TRACE_CHECK),) if identity_text(document) else ()),
        ("", words.NO_PARTIAL_COPY),
    )
    for row, (title, value) in enumerate(pairs, start=1):
        style.put(sheet.cell(row, 1), title)
        style.put(sheet.cell(row, 2), value)
        sheet.cell(row, 1).font, sheet.cell(row, 2).font = style.LABEL, style.TEXT
        sheet.cell(row, 2).alignment = Alignment(wrap_text=True, horizontal="left", vertical="top")
        style.grow(sheet, row, [(str(value), _TRACE_WIDTH)])
    sheet.column_dimensions["A"].width = 26
    sheet.column_dimensions["B"].width = _TRACE_WIDTH
    _protect(sheet)


def _protect(sheet: Any) -> None:
    """Against a slip of the hand, without a password: widths and filters stay free."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = sheet.protection.autoFilter = False
