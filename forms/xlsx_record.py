"""The first sheet of a workbook: header, grid with its formulas if it has one, sorting, counts, names."""

from __future__ import annotations

from typing import Any

from openpyxl.formatting.rule import CellIsRule, FormulaRule
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break, ColBreak

from forms import xlsx_formulas as formulas
from forms import xlsx_style as style
from forms.blocks import Cell, Document, Fields, InspectionGrid, InspectionLine, Notes, Signatures, Summary
from metroapp.domain.sorting import BoxStatus, Disposition
from metroapp.wording import documents as words
from metroapp.wording.labels import mark

_TITLES = (
    (words.BALLOON, 13),
    (words.CHARACTERISTIC, 36),
    (words.CALLOUT, 17),
    (words.LOWER, 10),
    (words.UPPER, 12),
    (words.MIDDLE, 11),
    (words.UNIT, 6),
    (words.MEANS, 17),
    (words.INSTRUMENT, 12),
    (words.SAMPLING, 18),
)
_LOWER, _UPPER = "D", "E"
_NARROWEST_LABEL = 22  # of a field, on a paper without a grid
_FACT_ALIGNMENTS = {4: style.RIGHT, 5: style.RIGHT, 6: style.RIGHT, 7: style.CENTRE}  # limits, middle, unit
FIRST_PIECE = len(_TITLES) + 1  # column of the first value; its verdict is the next one
_VALUE_WIDTH, _VERDICT_WIDTH = 14, 10.5
# Columns of the label and of the value of a header field; a long value runs on over the empty cells beside it.
_FIELD_PLACES = ((1, 2), (4, 6), (9, 11))
# More pieces than one page shows go on further pages, which repeat the columns up to the limits.
_PIECES_ON_ONE_PAGE, _PIECES_ON_FIRST, _PIECES_ON_NEXT = 6, 3, 6  # with room for wider letters than Calibri
_SCALE_ON_SEVERAL = 50

CONCEDED_PIECE, CONCEDED_LINE = "I", "K"  # columns of the sheet of concessions that the sorting looks up
_CONCESSIONS_LOOKED_UP = 200


class RecordSheet:
    """Writes the relevé on a sheet; `line_rows` tells afterwards on which row each line of the grid is."""

    def __init__(self, sheet: Any, document: Document) -> None:
        self._sheet = sheet
        self._document = document
        self._row = 1
        self._sorting_area = self._verdict_area = ""
        self.line_rows: range = range(0)

    def write(self) -> None:
        self._title()
        if not any(isinstance(block, InspectionGrid) for block in self._document.blocks):
            self._widths()
        for block in self._document.blocks:
            match block:
                case Fields():
                    self._fields(block)
                case InspectionGrid():
                    self._grid(block)
                case Summary():
                    self._summary(block)
                case Signatures():
                    self._signatures(block)
                case Notes():
                    for line in block.lines:
                        self._put(self._row, 1, line, style.LABEL)
                        self._row += 1
                    self._row += 1
                case _:
                    pass  # tables have their own sheets
        self._sheet.protection.sheet = True
        self._sheet.protection.formatColumns = False
        self._sheet.protection.formatRows = False

    def paginate(self) -> None:
        """Cut a wide grid between two pieces; to be called once the page is set up."""
        pieces = (self._sheet.max_column - FIRST_PIECE + 1) // 2
        if pieces <= _PIECES_ON_ONE_PAGE:
            return
        self._sheet.sheet_properties.pageSetUpPr.fitToPage = False
        self._sheet.page_setup.scale = _SCALE_ON_SEVERAL
        self._sheet.print_title_cols = f"A:{_UPPER}"
        self._sheet.col_breaks = ColBreak()
        for piece in range(_PIECES_ON_FIRST, pieces, _PIECES_ON_NEXT):
            self._sheet.col_breaks.append(Break(id=_columns(piece)[0] - 1))

    def _put(
        self, row: int, column: int, value: Cell, font: Any = style.TEXT, alignment: Any = None, border: Any = None,
        fill: Any = None, marks: str = "",
    ) -> Any:  # fmt: skip
        cell = self._sheet.cell(row, column)
        style.put(cell, value, marks)
        style.dress(cell, font, alignment, border, fill)
        return cell

    def _title(self) -> None:
        document = self._document
        self._put(1, 1, f"{document.title} {words.NUMBER} {document.number}", style.TITLE)
        self._put(2, 1, document.workshop, style.WORKSHOP)
        if document.watermark:
            self._put(1, 8, document.watermark, style.WARNING)
        self._row = 4

    def _fields(self, block: Fields) -> None:
        for index, (title, value) in enumerate(block.pairs):
            offset, place = divmod(index, len(_FIELD_PLACES))
            row = self._row + offset
            label, at = _FIELD_PLACES[place]
            self._put(row, label, title, style.LABEL, style.LEFT)
            self._put(row, at, value, style.STRONG, style.LEFT)
        self._row += -(-len(block.pairs) // len(_FIELD_PLACES)) + 1

    def _widths(self) -> None:
        """Those of a paper without a grid, which gives its own."""
        for column, (_, width) in enumerate(_TITLES, start=1):
            self._sheet.column_dimensions[get_column_letter(column)].width = max(width, _NARROWEST_LABEL)

    def _grid(self, grid: InspectionGrid) -> None:
        top, pieces = self._row, len(grid.dispositions)
        for column, (title, width) in enumerate(_TITLES, start=1):
            self._column(top, column, title, width)
        for piece in range(pieces):
            value, verdict = _columns(piece)
            self._column(top, value, words.PIECE.format(piece=piece + 1), _VALUE_WIDTH)
            self._column(top, verdict, words.VERDICT, _VERDICT_WIDTH)
        self._sheet.row_dimensions[top].height = 18
        self.line_rows = range(top + 1, top + 1 + len(grid.lines))
        for row, line in zip(self.line_rows, grid.lines, strict=True):
            self._line(row, line, declared=grid.declared)
        self._sort(grid)
        self._conditions(pieces)
        self._sheet.freeze_panes = self._sheet.cell(top + 1, 3)
        self._sheet.print_title_rows = f"{top}:{top}"
        self._row = self.line_rows.stop + 2

    def _column(self, row: int, column: int, title: str, width: float) -> None:
        self._put(row, column, title, style.COLUMN_TITLE, style.CENTRE, style.GRID, style.BAND)
        self._sheet.column_dimensions[get_column_letter(column)].width = width

    def _line(self, row: int, line: InspectionLine, *, declared: bool) -> None:
        facts: tuple[Cell, ...] = (
            f"{line.balloon} {line.gauge}".strip(),
            line.designation,
            line.callout,
            line.lower,
            line.expected or line.upper,
            line.middle,
            line.unit,
            line.means,
            line.instruments,
            line.sampling,
        )
        for column, fact in enumerate(facts, start=1):
            self._put(row, column, fact, style.TEXT, _FACT_ALIGNMENTS.get(column, style.MIDDLE), style.GRID)
        for piece, result in enumerate(line.results):
            value, verdict = _columns(piece)
            found: Cell = result.number if result.number is not None else result.word
            self._put(row, value, found, style.TEXT, style.RIGHT, style.GRID, marks=result.marks)
            cell = self._put(row, verdict, None, style.TEXT, style.CENTRE, style.GRID)
            if declared:
                style.put(cell, formulas.state_word(result.status))
                continue
            address = f"{get_column_letter(value)}{row}"
            cell.value = formulas.verdict(address, f"${_LOWER}{row}", f"${_UPPER}{row}", line, result)
        style.grow(self._sheet, row, [(line.designation, 36), (line.callout, 17), (line.instruments, 12)], least=17)

    def _sort(self, grid: InspectionGrid) -> None:
        row, last = self.line_rows.stop, _columns(len(grid.dispositions) - 1)[1]
        self._put(row, 1, words.SORTING, style.STRONG, style.RIGHT)
        self._sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=FIRST_PIECE - 1)
        for column in range(1, last + 1):
            self._sheet.cell(row, column).border = style.SORTING
        sheet, most = f"'{words.SHEET_CONCESSIONS}'", max(_CONCESSIONS_LOOKED_UP, len(grid.conceded) * 2) + 1
        pieces = f"{sheet}!${CONCEDED_PIECE}$2:${CONCEDED_PIECE}${most}"
        lines = f"{sheet}!${CONCEDED_LINE}$2:${CONCEDED_LINE}${most}"
        for piece in range(len(grid.dispositions)):
            value, verdict = _columns(piece)
            letter = get_column_letter(verdict)
            verdicts = f"{letter}{self.line_rows.start}:{letter}{self.line_rows.stop - 1}"
            cell = self._put(row, value, None, style.SORTED, style.CENTRE, style.SORTING)
            if grid.declared:
                style.put(cell, mark(grid.dispositions[piece]))
            else:
                cell.value = formulas.sorting(piece + 1, verdicts, pieces, lines)
            self._sheet.merge_cells(start_row=row, start_column=value, end_row=row, end_column=verdict)
        self._sheet.row_dimensions[row].height = 20
        begin, end = get_column_letter(FIRST_PIECE), get_column_letter(last)
        self._sorting_area = f"{begin}{row}:{end}{row}"
        self._verdict_area = f"{begin}{self.line_rows.start}:{end}{self.line_rows.stop - 1}"

    def _conditions(self, pieces: int) -> None:
        add, first, last = self._sheet.conditional_formatting.add, self.line_rows.start, self.line_rows.stop - 1
        states = (
            (BoxStatus.NONCONFORMING, style.BAD, style.BAD_FONT),
            (BoxStatus.UNDECIDED, style.HELD, style.HELD_FONT),
            (BoxStatus.NOT_MEASURED, style.HELD, style.HELD_FONT),
            (BoxStatus.IMPOSSIBLE, style.HELD, style.HELD_FONT),
        )
        for piece in range(pieces):
            value, verdict = (get_column_letter(column) for column in _columns(piece))
            for state, fill, font in states:
                test = f'${verdict}{first}="{formulas.state_word(state)}"'
                add(f"{value}{first}:{verdict}{last}", FormulaRule(formula=[test], fill=fill, font=font))
        sortings = (
            (Disposition.CONFORMING, None, style.GOOD_FONT),
            (Disposition.NONCONFORMING, style.BAD, style.BAD_FONT),
            (Disposition.CONCESSION, None, style.CONCEDED_FONT),
            (Disposition.HELD, style.HELD, style.HELD_FONT),
            (Disposition.UNSORTED, style.HELD, style.HELD_FONT),
        )
        for disposition, tint, font in sortings:
            rule = CellIsRule(operator="equal", formula=[f'"{mark(disposition)}"'], fill=tint, font=font)
            add(self._sorting_area, rule)

    def _summary(self, summary: Summary) -> None:
        self._put(self._row, 1, summary.title, style.HEADING)
        for title, count, disposition in summary.counts:
            by = None if disposition is None else formulas.pieces_sorted(self._sorting_area, disposition)
            self._count(title, count, by)
        for title, count, states in summary.checks:
            self._count(title, count, formulas.boxes_counted(self._verdict_area, states) if states else None)
        self._row += 2

    def _count(self, title: str, count: int, formula: str | None) -> None:
        self._row += 1
        cell = self._put(self._row, 1, count, style.STRONG, style.RIGHT)
        if formula is not None:
            cell.value = formula
        self._put(self._row, 2, title)

    def _signatures(self, block: Signatures) -> None:
        self._put(self._row, 1, words.VISAS, style.HEADING)
        for function, name, date, signed in block.boxes:
            self._row += 1
            self._put(self._row, 1, function, style.LABEL)
            self._put(self._row, 3, name, style.STRONG)
            self._put(self._row, 5, f"{words.DATE} : {date}", style.LABEL)
            self._put(self._row, 7, f"{words.VISA} : {signed}".rstrip(), style.LABEL)
            for column in range(1, len(_TITLES) + 1):
                self._sheet.cell(self._row, column).border = style.UNDER
            self._sheet.row_dimensions[self._row].height = 30
        self._row += 2


def _columns(piece: int) -> tuple[int, int]:
    """Columns of the value and of the verdict of a piece counted from 0."""
    return FIRST_PIECE + 2 * piece, FIRST_PIECE + 2 * piece + 1
