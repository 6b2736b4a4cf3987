"""A titled table on paper: repeated titles, no row on two pages, nothing of a long text lost."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import datetime
from itertools import accumulate
from typing import Any, NamedTuple

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from forms import pdf_style as style
from forms.blocks import Align, Cell, Table
from forms.cells import text_of
from forms.pdf_pieces import heading
from forms.typeface import NARROW, NARROW_BOLD, printable, width, wrapped

_PAD = 1.2 * mm
_ROW, _BY_HAND = 4.6 * mm, 8.5 * mm
_LINE = style.SMALL * 1.15
_TITLE: float = 6.5 * mm
_MOST_LINES = 30  # of a row: a text written by somebody that is longer goes on in the next one
_MOST_TITLE_LINES = 4
_SLACK = 0.1  # points: what is as wide as its column fits in it
_LOOKED_AT = 200  # rows, for how wide a column has to be
_KEPT_WHOLE = 50 * mm  # a shorter table goes to the next page rather than on two
Lines = list[list[str]]  # of one row, cell by cell


class _LaidOut(NamedTuple):
    """A whole table once its texts are in their columns; a row of `lines` is what is never split."""

    widths: list[float]
    titles: Lines
    lines: list[Lines]
    bad: list[bool]
    ends: list[float]  # of each row, from the top of the first one


def _lay_out(table: Table, room: float) -> _LaidOut:
    widths = _widths(table, room)
    titles = [
        wrapped(printable(column.title), NARROW_BOLD, style.SMALL, wide - 2 * _PAD, _MOST_TITLE_LINES)
        for column, wide in zip(table.columns, widths, strict=True)
    ]
    lines: list[Lines] = []
    bad: list[bool] = []
    for index, row in enumerate(table.rows):
        is_bad = index in table.bad
        parts = list(_rows_of(row, widths, NARROW_BOLD if is_bad else NARROW))
        lines += parts
        bad += [is_bad] * len(parts)
    heights = (max(_height(one), _BY_HAND if table.by_hand else 0.0) for one in lines)
    return _LaidOut(widths, titles, lines, bad, list(accumulate(heights, initial=0.0)))


def _rows_of(row: tuple[Cell, ...], widths: list[float], font: str) -> Iterator[Lines]:
    """A row, or as many as it takes to show all of its longest text."""
    cells = [
        wrapped(text, font, style.SMALL, wide - 2 * _PAD, len(text) + 1)
        for text, wide in zip(map(_text, row), widths, strict=True)
    ]
    for begin in range(0, max(map(len, cells)), _MOST_LINES):
        yield [lines[begin : begin + _MOST_LINES] for lines in cells]


class TitledTable(Flowable):  # type: ignore[misc]
    """A title and rows; heights are fixed by the longest cell of each row, and no row is split."""

    def __init__(self, table: Table, room: float, laid: _LaidOut | None = None, rows: range | None = None) -> None:
        super().__init__()
        self._table, self.width = table, room
        self.spaceAfter = 4 * mm
        # A part shares what was laid out once: ten thousand rows would otherwise be wrapped on each page.
        self._laid = _lay_out(table, room) if laid is None else laid
        self._rows = range(len(self._laid.lines)) if rows is None else rows

    def _part(self, begin: int, end: int) -> TitledTable:
        return TitledTable(self._table, self.width, self._laid, range(begin, end))

    @property
    def _head(self) -> float:
        """Height of the title and of those of the columns."""
        if not any(column.title for column in self._table.columns):
            return _TITLE
        return _TITLE + _height(self._laid.titles)

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.height = self._head + self._laid.ends[self._rows.stop] - self._laid.ends[self._rows.start]
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        if self.wrap(available_width, available_height)[1] < _KEPT_WHOLE:
            return []
        room = available_height - self._head + self._laid.ends[self._rows.start]
        cut = bisect_right(self._laid.ends, room, self._rows.start, self._rows.stop + 1) - 1
        if cut <= self._rows.start:
            return []
        return [self._part(self._rows.start, cut), self._part(cut, self._rows.stop)]

    def draw(self) -> None:
        canvas, y = self.canv, self.height
        heading(canvas, 0, y - 10, printable(self._table.title))
        y -= self._head
        tall = self._head - _TITLE
        if tall:
            canvas.setFillColor(style.BAND)
            canvas.rect(0, y, self.width, tall, stroke=0, fill=1)
            self._row(canvas, y + tall, self._laid.titles, NARROW_BOLD, style.GREY)
        canvas.setStrokeColor(style.HAIRLINE)
        canvas.setLineWidth(0.3)
        top = y
        for row in self._rows:
            height = self._laid.ends[row + 1] - self._laid.ends[row]
            if self._laid.bad[row]:
                canvas.setFillColor(style.BAD_TINT)
                canvas.rect(0, y - height, self.width, height, stroke=0, fill=1)
                self._row(canvas, y, self._laid.lines[row], NARROW_BOLD, style.BAD)
            else:
                self._row(canvas, y, self._laid.lines[row], NARROW, style.INK)
            y -= height
            canvas.line(0, y, self.width, y)
        if self._table.by_hand and tall:
            for x in accumulate(self._laid.widths[:-1]):
                canvas.line(x, y, x, top)

    def _row(self, canvas: Any, top: float, cells: Lines, font: str, colour: Any) -> None:
        canvas.setFillColor(colour)
        canvas.setFont(font, style.SMALL)
        x = 0.0
        for lines, column, room in zip(cells, self._table.columns, self._laid.widths, strict=True):
            baseline = top - _ROW / 2 - style.SMALL * 0.36
            for line in lines:
                if column.align is Align.RIGHT:
                    canvas.drawRightString(x + room - _PAD, baseline, line)
                else:
                    canvas.drawString(x + _PAD, baseline, line)
                baseline -= _LINE
            x += room


def _widths(table: Table, room: float) -> list[float]:
    """Each column has its share, and none is narrower than its longest word: what the others give, they give in
    proportion. A word that would take more than its
    part is broken."""
    weights = [float(column.weight) for column in table.columns]
    longest = max(room / 4, room / len(weights))
    needed = [
        min(longest, max((width(word, NARROW_BOLD, style.SMALL) for word in _long_words(table, at)), default=0.0))
        + 2 * _PAD
        + _SLACK
        for at in range(len(weights))
    ]
    if sum(needed) > room:
        return [room * weight / sum(weights) for weight in weights]
    narrow: set[int] = set()
    while True:
        left = room - sum(needed[at] for at in narrow)
        total = sum(weight for at, weight in enumerate(weights) if at not in narrow)
        shares = [
            needed[at] if at in narrow else left * weight / total for at, weight in enumerate(weights)
        ]  # fmt: skip
        more = {at for at in range(len(weights)) if at not in narrow and shares[at] < needed[at]}
        if not more:
            return shares
        narrow |= more


def _long_words(table: Table, at: int) -> Iterator[str]:
    """The longest word of each text of a column: of its title, and of its first rows."""
    for cell in (table.columns[at].title, *(row[at] for row in table.rows[:_LOOKED_AT])):
        yield max(_text(cell).split(" "), key=len)


def _text(cell: Cell) -> str:
    """What is printed of a cell; a moment stays on one line."""
    text = text_of(cell)
    return text.replace(" ", "\u00a0") if isinstance(cell, datetime) else printable(text)


def _height(row: Lines) -> float:
    return float(_ROW + (max(map(len, row)) - 1) * _LINE)
