"""The sheet of charts of a workbook: the values of each measured characteristic piece by piece, with its limits.

The charts are the spreadsheet's own. What they draw is beside them, outside of the printed area: values are formulas
to those of the record, so that a chart says what the record says. Limits are dashed and a bad value is a cross:
nothing is said by colour alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any, NamedTuple

from openpyxl.chart import LineChart, Reference, Series
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.marker import DataPoint, Marker
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties, RegularTextRun
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break

from forms import xlsx_style as style
from forms.blocks import InspectionGrid, InspectionLine
from forms.xlsx_statistics import measured
from metroapp.domain.quantity import decimals_of
from metroapp.domain.sorting import BoxStatus
from metroapp.wording import documents as words
from metroapp.wording import workbooks

MOST = 24  # charts: six pages
_ENOUGH = 2  # values: one alone draws nothing
_FIRST_ROW, _ROWS_OF_ONE, _COLUMNS_OF_ONE = 4, 16, 8
_ACROSS, _ROWS_ON_A_PAGE = 2, 2
_WIDTH, _HEIGHT = 13.3, 7.8  # centimetres
_ROW_HEIGHT, _COLUMN_WIDTH = 15.0, 9.0  # points, and signs: what makes two charts a little less than a page wide
_SCALE = 88  # per cent
_DATA = _ACROSS * _COLUMNS_OF_ONE + 2  # first column of what is drawn
_DATA_ROW = 3  # of the first piece
_BLUE, _RED, _GREY = "1C4F82", "A3161B", "5C6873"


class _Drawn(NamedTuple):
    row: int  # of the record
    line: InspectionLine


def charted(grid: InspectionGrid, line_rows: Sequence[int]) -> tuple[list[_Drawn], int]:
    """The lines that have a chart, with their rows, and how many could have one: keys and safety first."""
    found = [
        _Drawn(row, line)
        for row, line in zip(line_rows, grid.lines, strict=True)
        if measured(line) and sum(result.number is not None for result in line.results) >= _ENOUGH
    ]
    kept = sorted(found, key=lambda one: (not one.line.criticality, one.row))[:MOST]
    return kept, len(found)


def write_charts(sheet: Any, grid: InspectionGrid, line_rows: range, first_piece: int) -> str:
    """Draw them, and give the area that is printed."""
    kept, could = charted(grid, line_rows)
    style.put(sheet.cell(1, 1), workbooks.CHARTS_TITLE)
    style.dress(sheet.cell(1, 1), style.HEADING)
    notes = [workbooks.SOME_CHARTS.format(shown=len(kept), all=could)] if len(kept) < could else []
    notes += [workbooks.CROSSES] if any(_bad(one.line) for one in kept) else []
    style.put(sheet.cell(2, 1), " ".join(notes))
    style.dress(sheet.cell(2, 1), style.LABEL)
    _pieces(sheet, grid)
    for place, one in enumerate(kept):
        column = _DATA + 1 + 3 * place
        _data(sheet, column, one, first_piece)
        down, across = divmod(place, _ACROSS)
        corner = f"{get_column_letter(1 + across * _COLUMNS_OF_ONE)}{_FIRST_ROW + down * _ROWS_OF_ONE}"
        sheet.add_chart(_chart(sheet, column, one.line), corner)
    pages = -(-len(kept) // _ACROSS)
    sheet.sheet_format.defaultRowHeight, sheet.sheet_format.defaultColWidth = _ROW_HEIGHT, _COLUMN_WIDTH
    sheet.sheet_format.customHeight = True
    for down in range(_ROWS_ON_A_PAGE, pages, _ROWS_ON_A_PAGE):
        sheet.row_breaks.append(Break(id=_FIRST_ROW + down * _ROWS_OF_ONE - 2))
    last = _FIRST_ROW + pages * _ROWS_OF_ONE
    return f"A1:{get_column_letter(_ACROSS * _COLUMNS_OF_ONE)}{last}"


def paginate(sheet: Any) -> None:
    """Cut between two rows of charts; to be called once the page is set up, which fits a sheet without breaks."""
    sheet.sheet_properties.pageSetUpPr.fitToPage = False
    sheet.page_setup.scale = _SCALE


def _pieces(sheet: Any, grid: InspectionGrid) -> None:
    _title(sheet, 1, _DATA, workbooks.CHART_DATA)
    _title(sheet, 2, _DATA, workbooks.PIECE)
    sheet.column_dimensions[get_column_letter(_DATA)].width = 22
    for row, piece in enumerate(grid.numbers, start=_DATA_ROW):
        sheet.cell(row, _DATA).value = piece
        style.dress(sheet.cell(row, _DATA), style.LABEL, style.LEFT)


def _data(sheet: Any, column: int, drawn: _Drawn, first_piece: int) -> None:
    record, line = f"'{words.SHEET_RECORD}'", drawn.line
    _title(sheet, 1, column, line.balloon)
    for offset, title in enumerate((workbooks.VALUE, workbooks.LOWER, workbooks.UPPER)):
        _title(sheet, 2, column + offset, title)
    for piece, result in enumerate(line.results):
        row = _DATA_ROW + piece
        if result.number is not None and not result.is_void:
            cell = sheet.cell(row, column)
            cell.value = f"={record}!${get_column_letter(first_piece + 2 * piece)}${drawn.row}"
            cell.number_format = style.number_format(decimals_of(result.number))
            style.dress(cell, style.LABEL)
        for offset, limit in ((1, line.lower), (2, line.upper)):
            if limit is not None:
                style.put(sheet.cell(row, column + offset), limit)
                style.dress(sheet.cell(row, column + offset), style.LABEL)


def _title(sheet: Any, row: int, column: int, text: str) -> None:
    style.put(sheet.cell(row, column), text)
    style.dress(sheet.cell(row, column), style.COLUMN_TITLE, style.LEFT)


def _chart(sheet: Any, column: int, line: InspectionLine) -> Any:
    chart = LineChart()
    last = _DATA_ROW + len(line.results) - 1
    lines = ((True, drawn_values), (line.lower, drawn_limit), (line.upper, drawn_limit))
    for offset, (is_there, make) in enumerate(lines):
        if is_there is None:
            continue
        data = Reference(sheet, min_col=column + offset, min_row=2, max_row=last)
        series = Series(data, title_from_data=True)
        make(series)
        chart.series.append(series)
    chart.series[0].dPt = [_cross(piece) for piece in _bad(line)]
    chart.set_categories(Reference(sheet, min_col=_DATA, min_row=_DATA_ROW, max_row=last))
    chart.width, chart.height = _WIDTH, _HEIGHT
    chart.display_blanks = "gap"
    named = workbooks.CHART_TITLE.format(balloon=line.balloon, designation=line.designation, callout=line.callout)
    chart.title = titled(workbooks.CHART_UNIT.format(title=named, unit=line.unit), 1000)
    chart.layout = Layout(ManualLayout(layoutTarget="inner", xMode="edge", yMode="edge", x=0.13, y=0.14, w=0.83, h=0.6))
    chart.legend.position = "b"
    _axes(chart, line)
    return chart


def _axes(chart: Any, line: InspectionLine) -> None:
    numbers = [result.number for result in line.results if result.number is not None and not result.is_void]
    least, most, step = scale([*numbers, *(one for one in (line.lower, line.upper) if one is not None)])
    chart.x_axis.delete = chart.y_axis.delete = False  # Excel hides an axis that does not say so
    chart.x_axis.title = titled(workbooks.PIECE, 900)
    chart.x_axis.tickLblPos, chart.x_axis.number_format = "low", "0"
    chart.y_axis.crosses = "min"
    chart.y_axis.scaling.min, chart.y_axis.scaling.max = float(least), float(most)
    chart.y_axis.majorUnit = float(step)
    chart.y_axis.number_format = style.number_format(decimals_of(step))
    chart.y_axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill="E3E7EB", w=6350))


def scale(numbers: Sequence[Decimal]) -> tuple[Decimal, Decimal, Decimal]:
    """Round ends of an axis around some numbers, and the step between its marks: 1, 2 or 5 of some decimal."""
    least, most = min(numbers), max(numbers)
    span = most - least or abs(most) / 100 or Decimal(1)
    rough = span / 4
    unit = Decimal(1).scaleb(rough.adjusted())
    step = next(unit * by for by in (1, 2, 5, 10) if unit * by >= rough)
    step = step.normalize()
    margin = span / 20
    low = ((least - margin) / step).to_integral_value(ROUND_FLOOR) * step
    high = ((most + margin) / step).to_integral_value(ROUND_CEILING) * step
    return low, high, Decimal(f"{step:f}")


def _bad(line: InspectionLine) -> list[int]:
    """Those pieces of a line, from 0, whose value is drawn and bad."""
    return [
        at
        for at, result in enumerate(line.results)
        if result.status is BoxStatus.NONCONFORMING and result.number is not None
    ]


def drawn_values(series: Any) -> None:
    """The look of a line of values."""
    series.graphicalProperties.line.solidFill, series.graphicalProperties.line.width = _BLUE, 12700
    series.marker.symbol, series.marker.size = "circle", 5
    series.marker.graphicalProperties = GraphicalProperties(solidFill=_BLUE, ln=LineProperties(solidFill=_BLUE))
    series.smooth = False


def drawn_limit(series: Any) -> None:
    """The look of a limit: dashed."""
    series.graphicalProperties.line.solidFill, series.graphicalProperties.line.width = _GREY, 15875
    series.graphicalProperties.line.dashStyle = "dash"
    series.marker.symbol = "none"
    series.smooth = False


def _cross(piece: int) -> DataPoint:
    """A bad value: another shape, not only another colour."""
    line = LineProperties(solidFill=_RED, w=22225)
    point = DataPoint(idx=piece, marker=Marker(symbol="x", size=9, spPr=GraphicalProperties(noFill=True, ln=line)))
    point.spPr = GraphicalProperties(ln=LineProperties(solidFill=_BLUE, w=12700))
    return point


def titled(text: str, size: int) -> Title:
    """A title in letters of `size` hundredths of a point; what somebody typed is a run of text and nothing else."""
    look = CharacterProperties(sz=size, b=False, solidFill="17212B")
    run = RegularTextRun(rPr=look, t=style.legible(text))
    rich = RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=look), r=[run])])
    return Title(tx=Text(rich=rich), overlay=False)
