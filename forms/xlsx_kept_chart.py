"""A control chart that the workshop keeps as a workbook: its values, the spreadsheet's own charts, its journal.

Means and spreads are formulas of the values, so that a chart says what the values say; limits are dashed lines.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any, ClassVar, NamedTuple

from openpyxl import Workbook
from openpyxl.chart import LineChart, Reference, Series
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from forms import xlsx_style as style
from forms.xlsx_charts import drawn_limit, drawn_values, scale, titled
from metroapp.domain.quantity import decimals_of
from metroapp.domain.statistical_terms import ChartKind
from metroapp.wording import charts as words
from metroapp.wording import control_chart as paper
from metroapp.wording import documents

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TITLES_ROW, _MORE = 4, 3  # decimals of a mean and of a limit beyond those of the values
_WIDTHS, _VALUE_WIDTH, _SIGNAL_WIDTH = {2: 16, 4: 18}, 11, 60  # signs: the record, the date
_HEAD_HEIGHTS = (24, 20, 16)  # points: of a title, a warning, a note
_CHART_WIDTH, _CHART_HEIGHT = 30.0, 8.6  # centimetres
_SPREAD_FORMULAS = {ChartKind.RANGE: "=MAX({0})-MIN({0})", ChartKind.STDEV: "=STDEV({0})"}


class WorkbookPoint(NamedTuple):
    """`at` in microseconds since 1970 UTC; limits are lower, centre, upper; `said`: the rules that name the point."""

    number: int
    record: str
    piece: int
    at: int
    values: tuple[Decimal, ...]
    location: tuple[float, float, float]
    spread: tuple[float, float, float]
    said: str


@dataclass(frozen=True, slots=True)
class WorkbookChart:
    """`capability`: names and figures as they are said."""

    MOST: ClassVar[int] = 2_000  # points: a spreadsheet draws no more of them in a moment

    title: str
    kind: ChartKind
    points: tuple[WorkbookPoint, ...]
    journal: tuple[tuple[datetime, str, str], ...]
    notes: tuple[str, ...]
    capability: tuple[tuple[str, str], ...]
    simulated: bool


def kept_chart_workbook(chart: WorkbookChart) -> bytes:
    """The workbook; the same chart gives the same sheets."""
    book = Workbook()
    drawn, values = book.active, book.create_sheet(words.SHEET_VALUES)
    assert drawn is not None
    drawn.title = words.SHEET_CHART
    columns = _write_values(values, chart)
    _head(drawn, chart)
    last = _TITLES_ROW + len(chart.points)
    for place, (first, title) in enumerate(zip(columns, (paper.LOCATIONS, paper.SPREADS), strict=True)):
        made = _line_chart(values, first, last, title[chart.kind])
        _scale(made, chart, is_location=place == 0)
        drawn.add_chart(made, f"A{6 + place * 18}")
    _write_table(book.create_sheet(words.SHEET_CAPABILITY), (words.CAPABILITY, ""), chart.capability, (30, 90))
    rows = [(at, what, by) for at, what, by in chart.journal]
    _write_table(
        book.create_sheet(paper.SHEET_JOURNAL), (documents.DATE, paper.EVENT, documents.BY), rows, (20, 90, 30)
    )
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _head(sheet: Worksheet, chart: WorkbookChart) -> None:
    style.put(sheet.cell(1, 1), chart.title)
    style.dress(sheet.cell(1, 1), style.TITLE)
    if chart.simulated:
        style.put(sheet.cell(2, 1), words.SIMULATED)
        style.dress(sheet.cell(2, 1), style.WARNING)
    style.put(sheet.cell(3, 1), " ".join(chart.notes))
    style.dress(sheet.cell(3, 1), style.LABEL)
    for row, height in enumerate(_HEAD_HEIGHTS, 1):
        sheet.row_dimensions[row].height = height
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 1
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _write_values(sheet: Worksheet, chart: WorkbookChart) -> tuple[int, int]:
    """One row for each point; gives the first columns of both charts: the point, then centre, lower and upper limit."""
    size = len(chart.points[0].values)
    titles = [paper.SAMPLE, paper.RECORD, documents.PIECE_TITLE, documents.DATE]
    titles += [paper.VALUE.format(place=place) for place in range(1, size + 1)]
    location = len(titles) + 1
    limits = [paper.CENTRE, paper.LOWER, paper.UPPER]
    titles += [paper.LOCATIONS[chart.kind], *limits, paper.SPREADS[chart.kind], *limits, words.SIGNAL]
    style.put(sheet.cell(1, 1), chart.title)
    style.dress(sheet.cell(1, 1), style.HEADING)
    for column, title in enumerate(titles, 1):
        style.put(sheet.cell(_TITLES_ROW, column), title)
        style.dress(sheet.cell(_TITLES_ROW, column), style.COLUMN_TITLE, style.CENTRE, style.UNDER)
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS.get(column, _VALUE_WIDTH)
    sheet.column_dimensions[get_column_letter(len(titles))].width = _SIGNAL_WIDTH
    decimals = max(0, *(-int(value.as_tuple().exponent) for point in chart.points for value in point.values))
    number = style.number_format(decimals + _MORE)
    for row, point in enumerate(chart.points, _TITLES_ROW + 1):
        at = _EPOCH + timedelta(microseconds=point.at)
        cells: list[Any] = [point.number, point.record, point.piece, at, *point.values]
        for column, value in enumerate(cells, 1):
            style.put(sheet.cell(row, column), value)
        first, end = (f"{get_column_letter(column)}{row}" for column in (5, 4 + size))
        values = f"{first}:{end}"
        for column, formula, bounds in (
            (location, f"=AVERAGE({values})", point.location),
            (location + 4, _spread(chart.kind, values, row, first), point.spread),
        ):
            lower, centre, upper = bounds
            for offset, content in enumerate((formula, centre, lower, upper)):
                cell = sheet.cell(row, column + offset)
                cell.value = content
                cell.number_format = number
        said = sheet.cell(row, location + 8)
        style.put(said, point.said)
        said.alignment = style.MIDDLE
        style.grow(sheet, row, [(point.said, _SIGNAL_WIDTH)])
    sheet.freeze_panes = sheet.cell(_TITLES_ROW + 1, 2)
    sheet.row_dimensions[1].height, sheet.row_dimensions[_TITLES_ROW].height = _HEAD_HEIGHTS[0], 2 * _HEAD_HEIGHTS[2]
    _as_wide_as_a_page(sheet)
    return location, location + 4


def _spread(kind: ChartKind, values: str, row: int, first: str) -> str | None:
    if kind is ChartKind.INDIVIDUALS:
        above = f"{first.rstrip('0123456789')}{row - 1}"
        return f"=ABS({first}-{above})" if row > _TITLES_ROW + 1 else None
    return _SPREAD_FORMULAS[kind].format(values)


def _line_chart(sheet: Worksheet, first: int, last: int, title: str) -> Any:
    chart = LineChart()
    for offset, make in enumerate((drawn_values, drawn_limit, drawn_limit, drawn_limit)):
        series = Series(
            Reference(sheet, min_col=first + offset, min_row=_TITLES_ROW, max_row=last), title_from_data=True
        )
        make(series)
        chart.series.append(series)
    chart.set_categories(Reference(sheet, min_col=1, min_row=_TITLES_ROW + 1, max_row=last))
    chart.width, chart.height = _CHART_WIDTH, _CHART_HEIGHT
    chart.display_blanks = "gap"
    chart.title = titled(title, 1000)
    chart.legend.position = "b"
    chart.x_axis.delete = chart.y_axis.delete = False  # Excel hides an axis that does not say so
    chart.x_axis.tickLblPos, chart.x_axis.number_format = "low", "0"
    chart.y_axis.crosses = "min"
    return chart


def _scale(made: Any, chart: WorkbookChart, *, is_location: bool) -> None:
    """Round ends around the points and their limits: left alone, a spreadsheet may begin at 0."""
    if is_location:
        numbers = [Decimal(repr(bound)) for point in chart.points for bound in point.location]
        numbers += [sum(point.values, Decimal(0)) / len(point.values) for point in chart.points]
    else:
        numbers = [Decimal(repr(bound)) for point in chart.points for bound in point.spread]
        numbers += [max(point.values) - min(point.values) for point in chart.points]
        if chart.kind is ChartKind.INDIVIDUALS:
            numbers += [abs(one.values[0] - other.values[0]) for one, other in pairwise(chart.points)]
    least, most, step = scale(numbers)
    if not is_location:
        least = max(least, Decimal(0))
    made.y_axis.scaling.min, made.y_axis.scaling.max = float(least), float(most)
    made.y_axis.majorUnit = float(step)
    made.y_axis.number_format = style.number_format(decimals_of(step))


def _as_wide_as_a_page(sheet: Worksheet) -> None:
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _write_table(
    sheet: Worksheet, titles: Sequence[str], rows: Sequence[tuple[Any, ...]], widths: Sequence[float]
) -> None:
    for column, (title, width) in enumerate(zip(titles, widths, strict=True), 1):
        style.put(sheet.cell(1, column), title)
        style.dress(sheet.cell(1, column), style.COLUMN_TITLE, style.LEFT, style.UNDER)
        sheet.column_dimensions[get_column_letter(column)].width = width
    for row, cells in enumerate(rows, 2):
        for column, value in enumerate(cells, 1):
            style.put(sheet.cell(row, column), value)
    _as_wide_as_a_page(sheet)
