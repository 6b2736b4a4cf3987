"""The grid of a relevé on paper: a line for each requirement, a column for each piece.

Drawn directly on the canvas, with fixed heights: a line is never split, the titles are repeated on each page, and a
hundred pieces go on in further bands that repeat what is needed to read them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from forms import pdf_style as style
from forms.blocks import InspectionGrid, InspectionLine, Result
from forms.cells import limits_of, value_of, verdict_of
from forms.typeface import BOLD, NARROW, NARROW_BOLD, REGULAR, fitted, printable, width, wrapped
from metroapp.domain.sorting import BoxStatus
from metroapp.wording import documents as words
from metroapp.wording.labels import mark
from metroapp.wording.numbers import number

_LINE, _BY_HAND = 6.9 * mm, 9 * mm
_TITLES = 7 * mm
_PIECE = 17.5 * mm
_PAD = 1.4 * mm
_COMMA = 0.42  # where the decimal comma stands in the width of a piece
_LIMIT_COMMA = 0.46


@dataclass(frozen=True, slots=True)
class _Column:
    title: str
    width: float
    right: bool = False


_FULL = (
    _Column(words.BALLOON, 10 * mm),
    _Column(words.CHARACTERISTIC, 43 * mm),
    _Column(words.CALLOUT, 27 * mm),
    _Column(words.LOWER, 14.5 * mm, right=True),
    _Column(words.UPPER, 14.5 * mm, right=True),
    _Column(words.MIDDLE, 14.5 * mm, right=True),
    _Column(words.MEANS, 25 * mm),
    _Column(words.SAMPLING, 18 * mm),
)
_SHORT = (_FULL[0], _FULL[2], _FULL[3], _FULL[4])
_LIMITS = (words.LOWER, words.UPPER, words.MIDDLE)
# Of a candidate who was to find the limits: nothing is printed where they would be.
_FULL_BARE, _SHORT_BARE = (
    tuple(column for column in columns if column.title not in _LIMITS) for columns in (_FULL, _SHORT)
)
_GROWING = {_FULL: (words.CHARACTERISTIC, 35 * mm), _FULL_BARE: (words.CHARACTERISTIC, 78 * mm)}


def bands(grid: InspectionGrid, room: float) -> Iterator[GridBand]:
    """The grid cut into bands of as many pieces as `room` points can hold; the first one has all the columns."""
    bare = grid.declared and not any(map(any, map(limits_of, grid.lines)))
    full, short = (_FULL_BARE, _SHORT_BARE) if bare else (_FULL, _SHORT)
    first, begin = True, 0
    while begin < len(grid.dispositions):
        columns = full if first else short
        count = max(1, int((room - sum(column.width for column in columns)) / _PIECE))
        pieces = range(begin, min(begin + count, len(grid.dispositions)))
        yield GridBand(grid, columns, pieces, range(len(grid.lines)), room)
        begin, first = pieces.stop, False


class GridBand(Flowable):  # type: ignore[misc]
    """Some pieces of the grid, and some of its lines; it splits between two lines."""

    def __init__(
        self, grid: InspectionGrid, columns: tuple[_Column, ...], pieces: range, lines: range, room: float
    ) -> None:
        super().__init__()
        self._grid, self._columns, self._pieces, self._lines = grid, columns, pieces, lines
        self._room = room
        self._step = _BY_HAND if grid.by_hand else _LINE
        fixed = sum(column.width for column in columns)
        # One column takes what the pieces leave: full bands go from edge to edge, few pieces still fill the page.
        growing, most = _GROWING.get(columns, (words.CALLOUT, _PIECE))
        spare = min(room - fixed - len(pieces) * _PIECE, most)
        self._widths = [column.width + (spare if column.title == growing else 0) for column in columns]
        self.spaceAfter = 3 * mm

    @property
    def _has_sorting(self) -> bool:
        return self._lines.stop == len(self._grid.lines)

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width = sum(self._widths) + len(self._pieces) * _PIECE
        self.height = _TITLES + (len(self._lines) + self._has_sorting) * self._step
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        if (
            self._columns in (_SHORT, _SHORT_BARE)
            and self.wrap(available_width, available_height)[1] <= style.BODY_HEIGHT
        ):
            return []  # further pieces are read in one look, on the next page if need be
        count = int((available_height - _TITLES) / self._step)
        # The sorting stays with at least two lines above it.
        count = min(count, len(self._lines) - 2) if count >= len(self._lines) else count
        if count < 2:
            return []
        cut = self._lines.start + count
        return [
            GridBand(self._grid, self._columns, self._pieces, lines, self._room)
            for lines in (range(self._lines.start, cut), range(cut, self._lines.stop))
        ]

    def draw(self) -> None:
        canvas, top = self.canv, self.height
        self._titles(canvas, top - _TITLES)
        y = top - _TITLES
        for index in self._lines:
            y -= self._step
            self._line(canvas, y, self._grid.lines[index])
        if self._has_sorting:
            y -= self._step
            self._sorting(canvas, y)
        canvas.setStrokeColor(style.INK)
        canvas.setLineWidth(0.8)
        canvas.line(0, top, self.width, top)
        canvas.line(0, y, self.width, y)
        if self._grid.by_hand:
            canvas.setStrokeColor(style.GREY)
            canvas.setLineWidth(0.4)
            for place in range(len(self._pieces) + 1):
                x = sum(self._widths) + place * _PIECE
                canvas.line(x, y, x, top)

    def _titles(self, canvas: Any, y: float) -> None:
        canvas.setFillColor(style.BAND)
        canvas.rect(0, y, self.width, _TITLES, stroke=0, fill=1)
        canvas.setFillColor(style.GREY)
        baseline = y + _TITLES / 2 - 2.4
        x = 0.0
        for column, room in zip(self._columns, self._widths, strict=True):
            canvas.setFont(BOLD, style.SMALL)
            if column.right:
                canvas.drawRightString(x + room - _PAD, baseline, column.title)
            else:
                canvas.drawString(x + _PAD, baseline, column.title)
            x += room
        canvas.setFillColor(style.INK)
        for piece in self._pieces:
            canvas.setFont(BOLD, style.TEXT)
            canvas.drawCentredString(
                x + _PIECE / 2, baseline, words.PIECE_SHORT.format(piece=self._grid.numbers[piece])
            )
            x += _PIECE

    def _line(self, canvas: Any, y: float, line: InspectionLine) -> None:
        canvas.setStrokeColor(style.HAIRLINE)
        canvas.setLineWidth(0.4)
        canvas.line(0, y, self.width, y)
        centre, (lower, upper) = y + self._step / 2, limits_of(line)
        middle = number(line.middle) if line.middle is not None else ""
        sampling = [line.sampling, line.criticality]
        cells = {
            words.BALLOON: lambda x, room: self._balloon(canvas, x, centre, room, line),
            words.CHARACTERISTIC: lambda x, room: _paragraph(canvas, x, centre, room, [line.designation], style.TEXT),
            words.CALLOUT: lambda x, room: _callout(canvas, x, centre, room, line),
            words.LOWER: lambda x, room: _right(canvas, x, centre, room, lower),
            words.UPPER: lambda x, room: _right(canvas, x, centre, room, upper),
            words.MIDDLE: lambda x, room: _right(canvas, x, centre, room, middle),
            words.MEANS: lambda x, room: _paragraph(
                canvas, x, centre, room, [line.means, line.instruments], style.SMALL
            ),
            words.SAMPLING: lambda x, room: _paragraph(canvas, x, centre, room, sampling, style.SMALL),
        }
        x = 0.0
        for column, room in zip(self._columns, self._widths, strict=True):
            canvas.setFillColor(style.INK)
            cells[column.title](x, room)
            x += room
        for piece in self._pieces:
            result = line.results[piece]
            if not (self._grid.by_hand and result.status is BoxStatus.NOT_MEASURED):
                _result(canvas, x, y + (self._step - _LINE) / 2, result)
            x += _PIECE

    def _balloon(self, canvas: Any, x: float, centre: float, room: float, line: InspectionLine) -> None:
        text = printable(line.balloon)
        size = style.TEXT if len(text) <= 2 else style.TINY
        canvas.setStrokeColor(style.ACCENT)
        canvas.setLineWidth(0.8)
        canvas.circle(x + room / 2, centre, 2.9 * mm, stroke=1, fill=0)
        canvas.setFillColor(style.ACCENT)
        canvas.setFont(NARROW_BOLD, size)
        canvas.drawCentredString(x + room / 2, centre - size * 0.36, fitted(text, NARROW_BOLD, size, room))

    def _sorting(self, canvas: Any, y: float) -> None:
        x = sum(self._widths)
        canvas.setFillColor(style.BAND)
        canvas.rect(0, y, x, self._step, stroke=0, fill=1)
        canvas.setStrokeColor(style.INK)
        canvas.setLineWidth(0.8)
        canvas.line(0, y + self._step, self.width, y + self._step)
        canvas.setFillColor(style.INK)
        canvas.setFont(BOLD, style.TEXT)
        canvas.drawRightString(x - _PAD, y + self._step / 2 - 2.8, words.SORTING)
        for piece in () if self._grid.by_hand else self._pieces:
            disposition = self._grid.dispositions[piece]
            colour, tint = style.DISPOSITION_COLOURS[disposition]
            if tint is not None:
                canvas.setFillColor(tint)
                canvas.rect(x, y, _PIECE, _LINE, stroke=0, fill=1)
            canvas.setFillColor(colour)
            canvas.setFont(BOLD, style.LEAD)
            canvas.drawCentredString(x + _PIECE / 2, y + _LINE / 2 - 3.4, mark(disposition))
            x += _PIECE


def _paragraph(canvas: Any, x: float, centre: float, room: float, texts: list[str], size: float) -> None:
    """One or two short lines, centred in the height of the line."""
    texts = [printable(text) for text in texts if text]
    lines = texts if len(texts) > 1 else wrapped(texts[0] if texts else "", NARROW, size, room - 2 * _PAD, 2)
    leading = size * 1.18
    baseline = centre + (len(lines) - 1) * leading / 2 - size * 0.36
    canvas.setFont(NARROW, size)
    for line in lines:
        canvas.drawString(x + _PAD, baseline, fitted(line, NARROW, size, room - 2 * _PAD))
        baseline -= leading


def _callout(canvas: Any, x: float, centre: float, room: float, line: InspectionLine) -> None:
    if line.beneath:
        texts = [(printable(line.callout), BOLD, style.TEXT), (printable(line.beneath), NARROW, style.SMALL)]
    else:
        texts = [(printable(line.callout), BOLD, style.TEXT)]
    baseline = centre + (len(texts) - 1) * 3.9 - style.TEXT * 0.36
    for text, font, size in texts:
        canvas.setFont(font, size)
        canvas.drawString(x + _PAD, baseline, fitted(text, font, size, room - 2 * _PAD))
        baseline -= 7.9


def _right(canvas: Any, x: float, centre: float, room: float, text: str) -> None:
    size = style.TEXT
    font = REGULAR if width(text, REGULAR, size) <= room - 2 * _PAD else NARROW
    if width(text, font, size) > room - 2 * _PAD:
        size = style.TINY
    text = fitted(text, font, size, room - 2 * _PAD)
    begin = x + room - _PAD - width(text, font, size)
    if text[:1].isdecimal() or text[:1] == "−":
        begin = min(begin, x + room * _LIMIT_COMMA - width(text.partition(",")[0], font, size))
    canvas.setFont(font, size)
    canvas.drawString(begin, centre - size * 0.36, text)


def _result(canvas: Any, x: float, y: float, result: Result) -> None:
    """Value above, verdict and marks below: shape, word, and colour last."""
    colour, tint = style.STATUS_COLOURS[result.status]
    if tint is not None:
        canvas.setFillColor(tint)
        canvas.rect(x, y + 0.2, _PIECE, _LINE - 0.4, stroke=0, fill=1)
    canvas.setFillColor(colour)
    value, verdict = printable(value_of(result)), verdict_of(result)
    bad = bool(tint) and bool(verdict)
    font = BOLD if bad else REGULAR
    size = style.TEXT if width(value, font, style.TEXT) <= _PIECE - 2 * _PAD else style.TINY
    beneath = f"{verdict} {result.marks}".strip()
    baseline = y + _LINE / 2 + (0.8 if beneath else -style.TEXT * 0.36)
    value = fitted(value, font, size, _PIECE - _PAD)
    begin = (_PIECE - width(value, font, size)) / 2
    if result.number is not None:
        # Commas under one another, unless the value is too long to leave the middle.
        begin = _PIECE * _COMMA - width(value.partition(",")[0], font, size)
        begin = max(_PAD / 2, min(begin, _PIECE - _PAD / 2 - width(value, font, size)))
    canvas.setFont(font, size)
    canvas.drawString(x + begin, baseline, value)
    if beneath:
        canvas.setFont(BOLD if bad else NARROW, style.TINY)
        canvas.setFillColor(colour if bad else style.GREY)
        canvas.drawCentredString(x + _PIECE / 2, y + 1.7, beneath)
