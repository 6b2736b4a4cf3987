"""A document as a workbook: real numbers, real dates, and verdicts that their own formulas recompute.

The cells of the grid hold values; beside each, the verdict is a formula over the value and the limits. User text is
always written as text, so that nothing typed by somebody becomes a formula.
"""

from __future__ import annotations

import io
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from forms.blocks import (
    Cell,
    Document,
    Fields,
    InspectionGrid,
    InspectionLine,
    Notes,
    Result,
    Signatures,
    Summary,
    Table,
)
from forms.saving import save
from metroapp.domain.record import BoxStatus, Disposition
from metroapp.wording import documents as words
from metroapp.wording.labels import mark

_FACE = "Calibri"
_BAND = PatternFill("solid", fgColor="EEF1F4")
_BAD = PatternFill("solid", bgColor="FBE6E4", fgColor="FBE6E4")
_HELD = PatternFill("solid", bgColor="FFF3D6", fgColor="FFF3D6")
_THIN = Side(style="thin", color="C3CAD1")
_GRID = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_CENTRE = Alignment(horizontal="center", vertical="center")
_MIDDLE = Alignment(vertical="center", wrap_text=True)
_FIELDS_A_ROW = 3

_TITLES = (
    (words.BALLOON, 8),
    (words.CHARACTERISTIC, 34),
    (words.CALLOUT, 18),
    (words.LOWER, 10),
    (words.UPPER, 10),
    (words.MIDDLE, 10),
    (words.UNIT, 7),
    (words.EXPECTED, 13),
    (words.MEANS, 18),
    (words.INSTRUMENT, 12),
    (words.SAMPLING, 16),
)
_LOWER, _UPPER, _EXPECTED = "D", "E", "H"
_FIRST_PIECE = len(_TITLES) + 1  # column of the first value; its verdict is the next one


def write_xlsx(document: Document, path: Path) -> None:
    """Write the document at `path`, whole or not at all. Raises OSError."""
    buffer = io.BytesIO()
    workbook(document).save(buffer)
    save(buffer.getvalue(), path)


def workbook(document: Document) -> Workbook:
    """The workbook, in memory."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = words.SHEET_RECORD
    book.properties.title = f"{document.title} {document.number}"
    book.properties.creator = document.workshop
    book.properties.language = "fr-FR"
    _Record(sheet, document).write()
    grid = next(block for block in document.blocks if isinstance(block, InspectionGrid))
    _conceded(book.create_sheet(words.SHEET_CONCESSIONS), grid)
    for block in document.blocks:
        if isinstance(block, Table) and block.annex:
            _annex(book.create_sheet(block.title), block)
    _trace(book.create_sheet(words.SHEET_TRACE), document)
    for page in book.worksheets:
        _print_setup(page, document)
    return book


def put(cell: Any, value: Cell) -> None:
    """Write a value with its own type; text stays text whatever it begins with."""
    match value:
        case None | "":
            return
        case Decimal():
            exponent = value.as_tuple().exponent
            decimals = max(0, -exponent) if isinstance(exponent, int) else 0
            cell.value = value
            cell.number_format = "0" + ("." + "0" * decimals if decimals else "")
        case datetime():
            # A workbook has no time zones: the local time, as on the paper.
            cell.value = value.astimezone().replace(tzinfo=None, microsecond=0)
            cell.number_format = "dd/mm/yyyy hh:mm:ss"
        case int():
            cell.value = value
        case _:
            cell.value = ILLEGAL_CHARACTERS_RE.sub(" ", str(value))
            cell.data_type = "s"
            if str(value)[0] in "=+-@\t\r":
                cell.quotePrefix = True


def _formula(cell: Any, text: str) -> None:
    cell.value = text
    cell.protection = Protection(locked=True)


class _Record:
    """The sheet of the relevé: header, grid, sorting, counts, names."""

    def __init__(self, sheet: Worksheet, document: Document) -> None:
        self._sheet: Any = sheet
        self._document = document
        self._row = 1

    def write(self) -> None:
        self._title()
        for block in self._document.blocks:
            match block:
                case Fields():
                    self._fields(block)
                case InspectionGrid():
                    self._grid(block)
                case Summary():
                    self._summary(block)
                case Table(annex=False):
                    self._table(block)
                case Signatures():
                    self._signatures(block)
                case Notes():
                    for line in block.lines:
                        self._text(self._row, 1, line, Font(name=_FACE, size=8, color="5C6873"))
                        self._row += 1
                    self._row += 1
        self._sheet.protection.sheet = True
        self._sheet.protection.formatColumns = False
        self._sheet.protection.formatRows = False

    def _text(self, row: int, column: int, text: Cell, font: Font | None = None) -> Any:
        cell = self._sheet.cell(row, column)
        put(cell, text)
        cell.font = font or Font(name=_FACE, size=10)
        return cell

    def _title(self) -> None:
        self._text(
            1, 1, f"{self._document.title} {words.NUMBER} {self._document.number}", Font(name=_FACE, size=16, bold=True)
        )
        self._text(2, 1, self._document.workshop, Font(name=_FACE, size=11, color="5C6873"))
        if self._document.watermark:
            self._text(1, 9, self._document.watermark, Font(name=_FACE, size=16, bold=True, color="A3161B"))
        self._row = 4

    def _fields(self, block: Fields) -> None:
        places = ((1, 3), (4, 8), (9, 11))
        for index, (title, value) in enumerate(block.pairs):
            row, place = divmod(index, _FIELDS_A_ROW)
            column, last = places[place]
            row += self._row
            self._text(row, column, title, Font(name=_FACE, size=9, color="5C6873"))
            at = column + (1 if place != 1 else 2)
            self._text(row, at, value, Font(name=_FACE, size=10, bold=True))
            if last > at:
                self._sheet.merge_cells(start_row=row, start_column=at, end_row=row, end_column=last)
        self._row += -(-len(block.pairs) // _FIELDS_A_ROW) + 1

    def _grid(self, grid: InspectionGrid) -> None:
        top = self._row
        for column, (title, width) in enumerate(_TITLES, start=1):
            self._heading(top, column, title)
            self._sheet.column_dimensions[get_column_letter(column)].width = width
        for piece in range(len(grid.dispositions)):
            value, verdict = _columns(piece)
            self._heading(top, value, words.PIECE.format(piece=piece + 1))
            self._heading(top, verdict, words.VERDICT)
            self._sheet.column_dimensions[get_column_letter(value)].width = 12
            self._sheet.column_dimensions[get_column_letter(verdict)].width = 11
        first = top + 1
        for offset, line in enumerate(grid.lines):
            self._line(first + offset, line)
        last = first + len(grid.lines) - 1
        self._sort(last + 1, first, last, grid)
        self._sheet.freeze_panes = self._sheet.cell(first, 4)
        self._sheet.print_title_rows = f"{top}:{top}"
        self._conditions(first, last + 1, len(grid.dispositions))
        self._row = last + 3

    def _heading(self, row: int, column: int, title: str) -> None:
        cell = self._text(row, column, title, Font(name=_FACE, size=9, bold=True))
        cell.fill, cell.border, cell.alignment = _BAND, _GRID, _CENTRE

    def _line(self, row: int, line: InspectionLine) -> None:
        texts: tuple[Cell, ...] = (
            f"{line.balloon} {line.gauge}".strip(),
            line.designation,
            line.callout,
            line.lower,
            line.upper,
            line.middle,
            line.unit,
            line.expected,
            line.means,
            line.instruments,
            line.sampling,
        )
        for column, text in enumerate(texts, start=1):
            cell = self._text(row, column, text)
            cell.border, cell.alignment = _GRID, _MIDDLE
        for piece, result in enumerate(line.results):
            value, verdict = _columns(piece)
            cell = self._text(row, value, result.number if result.number is not None else result.word)
            cell.border, cell.alignment = _GRID, Alignment(horizontal="right", vertical="center")
            cell = self._sheet.cell(row, verdict)
            cell.font, cell.border, cell.alignment = Font(name=_FACE, size=10), _GRID, _CENTRE
            _formula(cell, _verdict(row, get_column_letter(value), line, result))

    def _sort(self, row: int, first: int, last: int, grid: InspectionGrid) -> None:
        self._heading(row, _FIRST_PIECE - 1, words.SORTING)
        for piece in range(len(grid.dispositions)):
            value, verdict = _columns(piece)
            cell = self._sheet.cell(row, verdict)
            cell.font, cell.border, cell.alignment = Font(name=_FACE, size=11, bold=True), _GRID, _CENTRE
            _formula(cell, _sorting(piece + 1, get_column_letter(verdict), first, last))
            self._sheet.cell(row, value).border = _GRID
        self._sorting_row, self._pieces = row, len(grid.dispositions)

    def _conditions(self, first: int, last: int, pieces: int) -> None:
        if not pieces:
            return
        area = f"{get_column_letter(_FIRST_PIECE)}{first}:{get_column_letter(_columns(pieces - 1)[1])}{last}"
        rules = (
            (mark(Disposition.NONCONFORMING), _BAD, "A3161B"),
            (mark(Disposition.CONCESSION), PatternFill(), "1C4F82"),
            (mark(Disposition.UNSORTED), _HELD, "7A4B00"),
            (words.NOT_MEASURED, _HELD, "7A4B00"),
            (mark(BoxStatus.IMPOSSIBLE), _HELD, "7A4B00"),
            (mark(Disposition.CONFORMING), PatternFill(), "14663B"),
        )
        for text, fill, colour in rules:
            self._sheet.conditional_formatting.add(
                area, CellIsRule(operator="equal", formula=[f'"{text}"'], fill=fill, font=Font(bold=True, color=colour))
            )

    def _summary(self, summary: Summary) -> None:
        self._text(self._row, 1, summary.title, Font(name=_FACE, size=11, bold=True, color="1C4F82"))
        area = (
            f"{get_column_letter(_FIRST_PIECE)}{self._sorting_row}:"
            f"{get_column_letter(_columns(self._pieces - 1)[1])}{self._sorting_row}"
        )
        for title, count, disposition in summary.counts:
            self._row += 1
            self._text(self._row, 2, title)
            cell = self._sheet.cell(self._row, 3)
            cell.font, cell.alignment = Font(name=_FACE, size=10, bold=True), Alignment(horizontal="left")
            if disposition is None:
                put(cell, count)
            else:
                _formula(cell, f'=COUNTIF({area},"{mark(disposition)}")')
        self._row += 2

    def _table(self, table: Table) -> None:
        self._text(self._row, 1, table.title, Font(name=_FACE, size=11, bold=True, color="1C4F82"))
        for row in ([column.title for column in table.columns], *table.rows):
            self._row += 1
            heading = isinstance(row, list)
            for column, value in enumerate(row, start=1):
                cell = self._text(self._row, column, value, Font(name=_FACE, size=9, bold=heading))
                cell.alignment = Alignment(horizontal="left", vertical="center")
        self._row += 2

    def _signatures(self, block: Signatures) -> None:
        self._text(self._row, 1, words.VISAS, Font(name=_FACE, size=11, bold=True, color="1C4F82"))
        for function, name, date in block.boxes:
            self._row += 1
            self._text(self._row, 2, function)
            self._text(self._row, 3, name, Font(name=_FACE, size=10, bold=True))
            self._text(self._row, 6, date)
            self._text(self._row, 8, words.VISA, Font(name=_FACE, size=9, color="5C6873"))
            for column in range(9, 12):
                self._sheet.cell(self._row, column).border = Border(bottom=_THIN)
            self._sheet.row_dimensions[self._row].height = 26
        self._row += 2


def _columns(piece: int) -> tuple[int, int]:
    """Columns of the value and of the verdict of a piece counted from 0."""
    return _FIRST_PIECE + 2 * piece, _FIRST_PIECE + 2 * piece + 1


def _verdict(row: int, value: str, line: InspectionLine, result: Result) -> str:
    """The formula of one verdict. A limit that is not set is an empty cell, never zero.

    Differences are rounded at 10⁻⁹ so that a value exactly on its limit conforms in binary arithmetic too.
    """
    empty = (
        mark(result.status) if result.status in (BoxStatus.NOT_PLANNED, BoxStatus.IMPOSSIBLE) else words.NOT_MEASURED
    )
    here = f"{value}{row}"
    good, bad = mark(Disposition.CONFORMING), mark(Disposition.NONCONFORMING)
    if line.expected:
        return f'=IF({here}="","{empty}",IF({here}=${_EXPECTED}{row},"{good}","{bad}"))'
    lower, upper = f"${_LOWER}{row}", f"${_UPPER}{row}"
    conditions = []
    if line.lower is not None:
        conditions.append(f"ROUND({here}-{lower},9)>=0")
    if line.upper is not None:
        conditions.append(f"ROUND({upper}-{here},9)>=0")
    return f'=IF({here}="","{empty}",IF(ISNUMBER({here}),IF(AND({",".join(conditions)}),"{good}","{bad}"),"{bad}"))'


def _sorting(piece: int, column: str, first: int, last: int) -> str:
    """The formula that sorts a piece from its verdicts and from the sheet of concessions."""
    area = f"{column}{first}:{column}{last}"
    conceded = f"COUNTIFS({words.SHEET_CONCESSIONS}!$A:$A,{piece},{words.SHEET_CONCESSIONS}!$C:$C,$A{first}:$A{last})"
    bad = f'SUMPRODUCT(({area}="{mark(Disposition.NONCONFORMING)}")*({conceded}=0))'
    held = f'(COUNTIF({area},"{words.NOT_MEASURED}")+COUNTIF({area},"{mark(BoxStatus.IMPOSSIBLE)}"))'
    return (
        f'=IF({bad}>0,"{mark(Disposition.NONCONFORMING)}",IF({held}>0,"{mark(Disposition.UNSORTED)}",'
        f'IF(COUNTIF({area},"{mark(Disposition.NONCONFORMING)}")>0,"{mark(Disposition.CONCESSION)}",'
        f'IF(COUNTIF({area},"{mark(Disposition.CONFORMING)}")>0,"{mark(Disposition.CONFORMING)}",'
        f'"{mark(Disposition.UNSORTED)}"))))'
    )


def _conceded(sheet: Any, grid: InspectionGrid) -> None:
    """The pieces and balloons under concession; the third column is the line of the grid that the formulas look up."""
    titles = (words.PIECE_TITLE, words.BALLOON, words.SHEET_RECORD)
    rows = [
        (piece, balloon, f"{line.balloon} {line.gauge}".strip())
        for piece, balloon in grid.conceded
        for line in grid.lines
        if line.balloon == balloon
    ]
    _fill(sheet, titles, (10, 12, 20), rows)


def _annex(sheet: Any, table: Table) -> None:
    _fill(
        sheet,
        [column.title for column in table.columns],
        [column.weight * 1.3 + 3 for column in table.columns],
        table.rows,
    )
    sheet.auto_filter.ref = sheet.dimensions


def _fill(sheet: Any, titles: Any, widths: Any, rows: Any) -> None:
    for column, (title, width) in enumerate(zip(titles, widths, strict=True), start=1):
        cell = sheet.cell(1, column)
        put(cell, title)
        cell.font, cell.fill, cell.border = Font(name=_FACE, size=9, bold=True), _BAND, _GRID
        sheet.column_dimensions[get_column_letter(column)].width = width
    for number, row in enumerate(rows, start=2):
        for column, value in enumerate(row, start=1):
            put(sheet.cell(number, column), value)
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.protection.sheet = True


def _trace(sheet: Any, document: Document) -> None:
    pairs: tuple[tuple[str, Cell], ...] = (
        (words.TRACE_NUMBER, document.number),
        (words.TRACE_HEAD, document.head),
        (words.TRACE_PROGRAM, document.program),
        (words.TRACE_ISSUED, document.issued_at),
        ("", words.TRACE_NOTE),
    )
    for row, (title, value) in enumerate(pairs, start=1):
        put(sheet.cell(row, 1), title)
        put(sheet.cell(row, 2), value)
        sheet.cell(row, 1).font = Font(name=_FACE, size=9, color="5C6873")
        sheet.cell(row, 2).alignment = Alignment(wrap_text=True, horizontal="left", vertical="top")
    sheet.column_dimensions["A"].width = 18
    sheet.column_dimensions["B"].width = 90
    sheet.protection.sheet = True


def _print_setup(sheet: Any, document: Document) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top = sheet.page_margins.bottom = 0.5
    number = document.number.replace("&", "&&")
    sheet.oddFooter.left.text = f"{document.title} {number} · {document.head[:16]}"
    sheet.oddFooter.right.text = words.PAGE.format(page="&P", pages="&N")
    sheet.sheet_view.showGridLines = False
