"""The smaller parts of a printed paper: header fields, tables, counts, visas, notes."""

from __future__ import annotations

from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from forms import pdf_style as style
from forms.blocks import Align, Fields, Notes, Signatures, Summary, Table
from forms.cells import text_of
from forms.typeface import BOLD, NARROW, NARROW_BOLD, REGULAR, fitted, printable, width, wrapped
from metroapp.wording import documents as words

_PAD = 1.2 * mm
_FIELD = 8.6 * mm
_FIELDS_A_ROW = 5
_ROW = 4.6 * mm
_TITLE = 6.5 * mm
_MOST_LINES = 3


class FieldGrid(Flowable):  # type: ignore[misc]
    """Labels in small grey, values in ink, five to a row."""

    def __init__(self, fields: Fields, room: float) -> None:
        super().__init__()
        self._pairs, self.width = fields.pairs, room
        self.spaceAfter = 4 * mm

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self._rows = -(-len(self._pairs) // _FIELDS_A_ROW)
        self.height = self._rows * _FIELD
        return self.width, self.height

    def draw(self) -> None:
        canvas, room = self.canv, self.width / _FIELDS_A_ROW
        for index, (title, value) in enumerate(self._pairs):
            row, column = divmod(index, _FIELDS_A_ROW)
            x, top = column * room, self.height - row * _FIELD
            canvas.setStrokeColor(style.HAIRLINE)
            canvas.setLineWidth(0.4)
            canvas.line(x, top, x + room - 2 * mm, top)
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


class SummaryBar(Flowable):  # type: ignore[misc]
    """The counts of the lot as large figures."""

    def __init__(self, summary: Summary) -> None:
        super().__init__()
        self._summary = summary
        self.height = 13 * mm
        self.spaceAfter = 4 * mm

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width = available_width
        return self.width, self.height

    def draw(self) -> None:
        canvas = self.canv
        _heading(canvas, 0, self.height - 8, self._summary.title)
        x = 0.0
        for title, count, disposition in self._summary.counts:
            colour = style.INK if disposition is None else style.DISPOSITION_COLOURS[disposition][0]
            canvas.setFillColor(colour if count else style.GREY)
            canvas.setFont(BOLD, style.TITLE)
            canvas.drawString(x, 3, str(count))
            x += width(str(count), BOLD, style.TITLE) + 1.5 * mm
            canvas.setFont(REGULAR, style.TEXT)
            canvas.drawString(x, 3, title)
            x += width(title, REGULAR, style.TEXT) + 9 * mm


class TitledTable(Flowable):  # type: ignore[misc]
    """A title and rows; heights are fixed by the longest cell of each row, and no row is split."""

    def __init__(self, table: Table, room: float, rows: range | None = None) -> None:
        super().__init__()
        self._table, self.width = table, room
        self._rows = range(len(table.rows)) if rows is None else rows
        total = sum(column.weight for column in table.columns)
        self._widths = [room * column.weight / total for column in table.columns]
        self.spaceAfter = 4 * mm

    def _lines(self, row: int) -> list[list[str]]:
        return [
            wrapped(printable(text_of(cell)), NARROW, style.SMALL, room - 2 * _PAD, _MOST_LINES)
            for cell, room in zip(self._table.rows[row], self._widths, strict=True)
        ]

    def _height(self, row: int) -> float:
        most = max(len(lines) for lines in self._lines(row))
        return float(_ROW + (most - 1) * style.SMALL * 1.15)

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.height = _TITLE + _ROW + sum(self._height(row) for row in self._rows)
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        room, count = available_height - _TITLE - _ROW, 0
        while count < len(self._rows) and (room := room - self._height(self._rows[count])) >= 0:
            count += 1
        if count == 0:
            return []
        cut = self._rows.start + count
        parts = (range(self._rows.start, cut), range(cut, self._rows.stop))
        return [TitledTable(self._table, self.width, rows) for rows in parts]

    def draw(self) -> None:
        canvas, y = self.canv, self.height
        _heading(canvas, 0, y - 10, self._table.title)
        y -= _TITLE + _ROW
        canvas.setFillColor(style.BAND)
        canvas.rect(0, y, self.width, _ROW, stroke=0, fill=1)
        self._row(canvas, y + _ROW, [[column.title] for column in self._table.columns], NARROW_BOLD, style.GREY)
        for row in self._rows:
            height = self._height(row)
            self._row(canvas, y, self._lines(row), NARROW, style.INK)
            y -= height
            canvas.setStrokeColor(style.HAIRLINE)
            canvas.setLineWidth(0.3)
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


class VisaBoxes(Flowable):  # type: ignore[misc]
    """Who signs: function, name, date, and room for the visa."""

    def __init__(self, signatures: Signatures) -> None:
        super().__init__()
        self._boxes = signatures.boxes
        self.height = 24 * mm

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width = available_width
        return self.width, self.height

    def draw(self) -> None:
        canvas = self.canv
        _heading(canvas, 0, self.height - 8, words.VISAS)
        room, height = 88 * mm, self.height - 5 * mm
        for index, (function, name, date) in enumerate(self._boxes):
            x = index * (room + 6 * mm)
            canvas.setStrokeColor(style.GREY)
            canvas.setLineWidth(0.6)
            canvas.roundRect(x, 0, room, height, 1.2 * mm, stroke=1, fill=0)
            canvas.setFillColor(style.GREY)
            canvas.setFont(NARROW, style.SMALL)
            canvas.drawString(x + 2 * mm, height - 9, function)
            canvas.drawString(x + room - 26 * mm, height - 9, f"{words.DATE} : {date}")
            canvas.drawString(x + room - 26 * mm, 4, words.VISA)
            canvas.setFillColor(style.INK)
            canvas.setFont(BOLD, style.LEAD)
            canvas.drawString(x + 2 * mm, height - 22, fitted(printable(name), BOLD, style.LEAD, room - 30 * mm))


class SmallPrint(Flowable):  # type: ignore[misc]
    """Notes under a grid."""

    def __init__(self, notes: Notes) -> None:
        super().__init__()
        self._texts = notes.lines
        self.spaceAfter = 4 * mm

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


def _heading(canvas: Any, x: float, y: float, text: str) -> None:
    canvas.setFillColor(style.ACCENT)
    canvas.setFont(BOLD, style.TEXT + 0.5)
    canvas.drawString(x, y, text)
