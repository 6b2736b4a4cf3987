"""The smaller parts of a printed paper: header fields, tables, counts, visas, notes."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from forms import pdf_style as style
from forms.blocks import Align, Cell, Fields, Notes, Signatures, Summary, Table
from forms.cells import text_of
from forms.typeface import BOLD, NARROW, NARROW_BOLD, fitted, printable, width, wrapped
from metroapp.wording import documents as words

_PAD = 1.2 * mm
_FIELD = 8.4 * mm
_FIELDS_A_ROW = 5
_ROW = 4.6 * mm
_TITLE = 6.5 * mm
_MOST_LINES = 30  # of a reason written by somebody: all of it, as long as a row holds on a page
_MANY_COUNTS = 6  # sorted piles: their words get smaller
_KEPT_WHOLE = 50 * mm  # a shorter table goes to the next page rather than on two


class FieldGrid(Flowable):  # type: ignore[misc]
    """Labels in small grey, values in ink, five to a row."""

    def __init__(self, fields: Fields, room: float) -> None:
        super().__init__()
        self._pairs, self.width = fields.pairs, room
        self.spaceAfter = 3 * mm

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self._rows = -(-len(self._pairs) // _FIELDS_A_ROW)
        self.height = self._rows * _FIELD
        return self.width, self.height

    def draw(self) -> None:
        canvas, share = self.canv, self.width / _FIELDS_A_ROW
        for index, (title, value) in enumerate(self._pairs):
            row, column = divmod(index, _FIELDS_A_ROW)
            x, top = column * share, self.height - row * _FIELD
            # The last field takes what is left of its row.
            room = share if index < len(self._pairs) - 1 else self.width - x
            canvas.setStrokeColor(style.HAIRLINE)
            canvas.setLineWidth(0.4)
            canvas.line(x, top, x + room - (0 if column == _FIELDS_A_ROW - 1 or room > share else 2 * mm), top)
            canvas.setFillColor(style.GREY)
            canvas.setFont(NARROW, style.TINY + 0.5)
            canvas.drawString(x, top - 8, title)
            text, font, size = printable(value), BOLD, style.TEXT + 0.5
            if width(text, font, size) > room - 4 * mm:
                font, size = NARROW_BOLD, style.SMALL
            canvas.setFillColor(style.INK)
            lines = wrapped(text, font, size, room - 4 * mm, 2)
            canvas.setFont(font, size if len(lines) == 1 else style.TINY)
            for number, line in enumerate(lines):
                canvas.drawString(
                    x, top - 18.5 - (number * 6.6 if len(lines) > 1 else 0) + (3 if len(lines) > 1 else 0), line
                )


class SignOff(Flowable):  # type: ignore[misc]
    """The foot of a paper: the counts of the lot, and beside them who signs. Either may be absent."""

    def __init__(self, summary: Summary | None, signatures: Signatures | None) -> None:
        super().__init__()
        self._summary, self._signatures = summary, signatures
        self.height = 21 * mm
        self.spaceAfter = 4 * mm

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width = available_width
        return self.width, self.height

    def draw(self) -> None:
        left = 0.0
        if self._summary is not None:
            left = 122 * mm
            self._counts(self._summary, left - 6 * mm)
        if self._signatures is not None:
            self._visas(self._signatures, left)

    def _counts(self, summary: Summary, room: float) -> None:
        canvas = self.canv
        _heading(canvas, 0, self.height - 8, summary.title)
        share = room / len(summary.counts)
        for index, (title, count, disposition) in enumerate(summary.counts):
            x = index * share
            colour = style.INK if disposition is None else style.DISPOSITION_COLOURS[disposition][0]
            canvas.setFillColor(colour if count else style.GREY)
            canvas.setFont(BOLD, style.TITLE)
            canvas.drawString(x, self.height - 28, str(count))
            size = style.SMALL + 0.5 if len(summary.counts) < _MANY_COUNTS else style.SMALL
            canvas.setFont(NARROW, size)
            canvas.drawString(x, self.height - 38, title)
        canvas.setFillColor(style.GREY)
        canvas.setFont(NARROW, style.SMALL)
        checks = " · ".join(f"{count} {title}" for title, count, _ in summary.checks)
        canvas.drawString(0, 3, fitted(checks, NARROW, style.SMALL, room))

    def _visas(self, signatures: Signatures, left: float) -> None:
        canvas, gap, height = self.canv, 4 * mm, self.height - 4.5 * mm
        _heading(canvas, left, self.height - 8, words.VISAS)
        room = (self.width - left - gap * (len(signatures.boxes) - 1)) / len(signatures.boxes)
        for index, (function, name, date, signed) in enumerate(signatures.boxes):
            x = left + index * (room + gap)
            canvas.setStrokeColor(style.GREY)
            canvas.setLineWidth(0.6)
            canvas.roundRect(x, 0, room, height, 1 * mm, stroke=1, fill=0)
            canvas.setFillColor(style.GREY)
            canvas.setFont(NARROW, style.SMALL)
            canvas.drawString(x + 2 * mm, height - 9, function)
            dated, visa = f"{words.DATE} : {date}", f"{words.VISA} : {signed}".rstrip()
            beside = width(visa, NARROW, style.SMALL) <= room / 2 - 2 * mm
            canvas.drawString(x + 2 * mm, 4 if beside else 12.5, dated)
            canvas.drawString(x + (room / 2 if beside else 2 * mm), 4, visa if beside else signed)
            canvas.setFillColor(style.INK)
            canvas.setFont(BOLD, style.TEXT + 1)
            canvas.drawString(x + 2 * mm, height - 21, fitted(printable(name), BOLD, style.TEXT + 1, room - 4 * mm))


class TitledTable(Flowable):  # type: ignore[misc]
    """A title and rows; heights are fixed by the longest cell of each row, and no row is split."""

    def __init__(self, table: Table, room: float, whole: TitledTable | None = None, rows: range | None = None) -> None:
        super().__init__()
        self._table, self.width = table, room
        self._rows = range(len(table.rows)) if rows is None else rows
        total = sum(column.weight for column in table.columns)
        self._widths = [room * column.weight / total for column in table.columns]
        # A part shares what was laid out once for the whole: ten thousand rows would otherwise be wrapped on each page.
        self._lines: list[list[list[str]]] = whole._lines if whole else [self._wrapped(row) for row in table.rows]
        self._ends: list[float] = whole._ends if whole else list(accumulate(map(_height, self._lines), initial=0.0))
        self.spaceAfter = 4 * mm

    def _wrapped(self, row: tuple[Cell, ...]) -> list[list[str]]:
        return [
            wrapped(printable(text_of(cell)), NARROW, style.SMALL, room - 2 * _PAD, _MOST_LINES)
            for cell, room in zip(row, self._widths, strict=True)
        ]

    def _part(self, begin: int, end: int) -> TitledTable:
        return TitledTable(self._table, self.width, self, range(begin, end))

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.height = _TITLE + _ROW + self._ends[self._rows.stop] - self._ends[self._rows.start]
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        if self.wrap(available_width, available_height)[1] < _KEPT_WHOLE:
            return []
        room = available_height - _TITLE - _ROW + self._ends[self._rows.start]
        cut = bisect_right(self._ends, room, self._rows.start, self._rows.stop + 1) - 1
        if cut <= self._rows.start:
            return []
        return [self._part(self._rows.start, cut), self._part(cut, self._rows.stop)]

    def draw(self) -> None:
        canvas, y = self.canv, self.height
        _heading(canvas, 0, y - 10, self._table.title)
        y -= _TITLE + _ROW
        canvas.setFillColor(style.BAND)
        canvas.rect(0, y, self.width, _ROW, stroke=0, fill=1)
        self._row(canvas, y + _ROW, [[column.title] for column in self._table.columns], NARROW_BOLD, style.GREY)
        canvas.setStrokeColor(style.HAIRLINE)
        canvas.setLineWidth(0.3)
        for row in self._rows:
            height = self._ends[row + 1] - self._ends[row]
            if row in self._table.bad:
                canvas.setFillColor(style.BAD_TINT)
                canvas.rect(0, y - height, self.width, height, stroke=0, fill=1)
                self._row(canvas, y, self._lines[row], NARROW_BOLD, style.BAD)
            else:
                self._row(canvas, y, self._lines[row], NARROW, style.INK)
            y -= height
            canvas.line(0, y, self.width, y)

    def _row(self, canvas: Any, top: float, cells: list[list[str]], font: str, colour: Any) -> None:
        canvas.setFillColor(colour)
        canvas.setFont(font, style.SMALL)
        x = 0.0
        for lines, column, room in zip(cells, self._table.columns, self._widths, strict=True):
            baseline = top - _ROW / 2 - style.SMALL * 0.36
            for line in lines:
                text = fitted(line, font, style.SMALL, room - 2 * _PAD)
                if column.align is Align.RIGHT:
                    canvas.drawRightString(x + room - _PAD, baseline, text)
                else:
                    canvas.drawString(x + _PAD, baseline, text)
                baseline -= style.SMALL * 1.15
            x += room


class SmallPrint(Flowable):  # type: ignore[misc]
    """Notes under a grid."""

    def __init__(self, notes: Notes) -> None:
        super().__init__()
        self._texts = notes.lines
        self.spaceAfter = 2.5 * mm

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width = available_width
        size = style.TINY + 0.5
        self._lines = [line for text in self._texts for line in wrapped(printable(text), NARROW, size, self.width, 3)]
        self.height = len(self._lines) * 8.4
        return self.width, self.height

    def draw(self) -> None:
        self.canv.setFillColor(style.GREY)
        self.canv.setFont(NARROW, style.TINY + 0.5)
        for index, line in enumerate(self._lines):
            self.canv.drawString(0, self.height - 7 - index * 8.4, line)


def _height(row: list[list[str]]) -> float:
    most = max(len(lines) for lines in row)
    return float(_ROW + (most - 1) * style.SMALL * 1.15)


def _heading(canvas: Any, x: float, y: float, text: str) -> None:
    canvas.setFillColor(style.ACCENT)
    canvas.setFont(BOLD, style.TEXT + 0.5)
    canvas.drawString(x, y, text)
