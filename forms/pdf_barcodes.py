"""Barcodes on paper: Code 128 in vectors, 20 mm high, with the quiet zones that a scanner needs on both sides."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reportlab.graphics.barcode.code128 import Code128
from reportlab.lib.colors import black
from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from forms import pdf_style as style
from forms.blocks import Barcode, Barcodes, Sign
from forms.typeface import BOLD, NARROW, fitted, printable, width

BAR_HEIGHT = 20 * mm
LEAST_MODULE, MOST_MODULE = 0.25 * mm, 0.38 * mm  # the narrowest bar: under 0.25 mm, a cheap scanner misses it
QUIET = 10  # modules without ink before and after the bars (ISO/IEC 15417)
_WORD, _CODE, _GAP, _TITLE = 6 * mm, 4 * mm, 3 * mm, 7 * mm
_SIGN = 4.6 * mm
_WORD_SIZE, _SMALLER_WORD_SIZE = 14, 12  # points: the second one for a word as long as its column


def rows_of(block: Barcodes, room: float) -> list[Flowable]:
    """One flowable for each row, so that a page breaks between rows; the title goes with the first one."""
    share = room / block.columns
    rows: list[list[tuple[Barcode, int]]] = [[]]
    for entry in block.entries:
        taken = sum(columns for _, columns in rows[-1])
        columns = min(block.columns, max(1, _columns_needed(entry, share)))
        if taken + columns > block.columns:
            rows.append([])
        rows[-1].append((entry, columns))
    return [_Row(block.title if not place else "", row, share) for place, row in enumerate(rows) if row]


def _columns_needed(entry: Barcode, share: float) -> int:
    narrowest = _modules(entry.code) * LEAST_MODULE + _GAP
    return -int(-narrowest // share)


def _modules(code: str) -> float:
    """Width of a code with its quiet zones, in modules."""
    return float(_bars(code, 1.0).width)


def _bars(code: str, module: float) -> Any:
    quiet = QUIET * module
    return Code128(code, barWidth=module, barHeight=BAR_HEIGHT, quiet=1, lquiet=quiet, rquiet=quiet)


class _Row(Flowable):  # type: ignore[misc]
    """The barcodes of one row, each with its word above and its code below."""

    def __init__(self, title: str, entries: list[tuple[Barcode, int]], share: float) -> None:
        super().__init__()
        self._title, self._entries, self._share = title, entries, share
        self.height = _WORD + BAR_HEIGHT + _CODE + _GAP + (_TITLE if title else 0)

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width = available_width
        return self.width, self.height

    def draw(self) -> None:
        canvas = self.canv
        if self._title:
            canvas.setFillColor(style.GREY)
            canvas.setFont(BOLD, style.LEAD)
            canvas.drawString(0, self.height - style.LEAD, fitted(printable(self._title), BOLD, style.LEAD, self.width))
        x = 0.0
        for entry, columns in self._entries:
            self._draw_entry(entry, x, columns * self._share - _GAP)
            x += columns * self._share

    def _draw_entry(self, entry: Barcode, x: float, room: float) -> None:
        canvas = self.canv
        modules = _modules(entry.code)
        module = max(LEAST_MODULE, min(MOST_MODULE, room / modules))
        bars_bottom, word_bottom = _GAP + _CODE, _GAP + _CODE + BAR_HEIGHT + 2 * mm
        left = x + QUIET * module  # words stand over the bars, not over the quiet zone
        canvas.setFillColor(black)
        # reportlab draws the bars between its own quiet zones.
        _bars(entry.code, module).drawOn(canvas, x, bars_bottom)
        start = left
        if entry.sign is not None:
            canvas.setFillColor(style.INK)
            canvas.setStrokeColor(style.INK)
            draw_sign(canvas, entry.sign, left, word_bottom - 0.6 * mm, _SIGN)
            start += _SIGN + 2 * mm
        place, said = room - (start - x), printable(entry.word)
        size = _WORD_SIZE if width(said, BOLD, _WORD_SIZE) <= place else _SMALLER_WORD_SIZE
        word = fitted(said, BOLD, size, place)
        canvas.setFillColor(style.INK)
        canvas.setFont(BOLD, size)
        canvas.drawString(start, word_bottom, word)
        if entry.detail:
            after = start + width(word, BOLD, size) + 2 * mm
            canvas.setFillColor(style.GREY)
            canvas.setFont(NARROW, style.SMALL)
            detail = fitted(printable(entry.detail), NARROW, style.SMALL, x + room - after)
            canvas.drawString(after, word_bottom, detail)
        canvas.setFillColor(style.INK)
        canvas.setFont(NARROW, style.TEXT)
        canvas.drawString(left, _GAP + 1, fitted(printable(entry.code), NARROW, style.TEXT, room))


def draw_sign(canvas: Any, sign: Sign, x: float, y: float, side: float) -> None:
    """A shape in its square, in the colours of the canvas."""
    _SHAPES[sign](canvas, x, y, side)


# -- shapes, each in a square of side `s` whose lower left corner is (x, y) --------------------------------------------


def _stroke(canvas: Any, s: float) -> None:
    canvas.setLineWidth(s * 0.14)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)


def _path(canvas: Any, x: float, y: float, s: float, *points: tuple[float, float], filled: bool = False) -> None:
    path = canvas.beginPath()
    path.moveTo(x + points[0][0] * s, y + points[0][1] * s)
    for across, up in points[1:]:
        path.lineTo(x + across * s, y + up * s)
    if filled:
        path.close()
    canvas.drawPath(path, stroke=0 if filled else 1, fill=1 if filled else 0)


def _good(canvas: Any, x: float, y: float, s: float) -> None:
    _stroke(canvas, s)
    canvas.circle(x + s / 2, y + s / 2, s * 0.47, stroke=1, fill=0)
    _path(canvas, x, y, s, (0.27, 0.5), (0.44, 0.33), (0.74, 0.68))


def _bad(canvas: Any, x: float, y: float, s: float) -> None:
    _stroke(canvas, s)
    near, far = 0.29, 0.71
    octagon = ((near, 0), (far, 0), (1, near), (1, far), (far, 1), (near, 1), (0, far), (0, near), (near, 0))
    _path(canvas, x, y, s, *octagon)
    _path(canvas, x, y, s, (0.3, 0.3), (0.7, 0.7))
    _path(canvas, x, y, s, (0.3, 0.7), (0.7, 0.3))


_ARROW = ((0, 0.38), (0.5, 0.38), (0.5, 0.1), (1, 0.5), (0.5, 0.9), (0.5, 0.62), (0, 0.62))


def _next(canvas: Any, x: float, y: float, s: float) -> None:
    _path(canvas, x, y, s, *_ARROW, filled=True)


def _back(canvas: Any, x: float, y: float, s: float) -> None:
    _path(canvas, x, y, s, *((1 - across, up) for across, up in _ARROW), filled=True)


def _undo(canvas: Any, x: float, y: float, s: float) -> None:
    """An arrow that turns back."""
    _stroke(canvas, s)
    path = canvas.beginPath()
    path.moveTo(x + 0.25 * s, y + 0.68 * s)
    path.lineTo(x + 0.62 * s, y + 0.68 * s)
    path.curveTo(x + 1.06 * s, y + 0.68 * s, x + 1.06 * s, y + 0.08 * s, x + 0.62 * s, y + 0.08 * s)
    path.lineTo(x + 0.3 * s, y + 0.08 * s)
    canvas.drawPath(path, stroke=1, fill=0)
    _path(canvas, x, y, s, (0, 0.68), (0.36, 0.98), (0.36, 0.38), filled=True)


def _retake(canvas: Any, x: float, y: float, s: float) -> None:
    """A circle that begins again."""
    _stroke(canvas, s)
    canvas.arc(x + 0.06 * s, y + 0.06 * s, x + 0.94 * s, y + 0.94 * s, 80, 280)
    _path(canvas, x, y, s, (1.12, 0.52), (0.76, 0.52), (0.94, 0.16), filled=True)


def _confirm(canvas: Any, x: float, y: float, s: float) -> None:
    """A key of a keyboard with a tick."""
    _stroke(canvas, s)
    canvas.roundRect(x + 0.04 * s, y + 0.04 * s, 0.92 * s, 0.92 * s, 0.2 * s, stroke=1, fill=0)
    _path(canvas, x, y, s, (0.26, 0.5), (0.44, 0.32), (0.75, 0.68))


def _call(canvas: Any, x: float, y: float, s: float) -> None:
    """A bell."""
    path = canvas.beginPath()
    path.moveTo(x + 0.06 * s, y + 0.24 * s)
    path.curveTo(x + 0.3 * s, y + 0.34 * s, x + 0.1 * s, y + 0.9 * s, x + 0.5 * s, y + 0.9 * s)
    path.curveTo(x + 0.9 * s, y + 0.9 * s, x + 0.7 * s, y + 0.34 * s, x + 0.94 * s, y + 0.24 * s)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.circle(x + 0.5 * s, y + 0.12 * s, 0.11 * s, stroke=0, fill=1)
    canvas.circle(x + 0.5 * s, y + 0.93 * s, 0.07 * s, stroke=0, fill=1)


def _ask(canvas: Any, x: float, y: float, s: float) -> None:
    """A value that comes down into a tray."""
    _path(canvas, x, y, s, (0.38, 1), (0.62, 1), (0.62, 0.62), (0.86, 0.62), (0.5, 0.24), (0.14, 0.62), (0.38, 0.62),
          filled=True)  # fmt: skip
    _stroke(canvas, s)
    _path(canvas, x, y, s, (0.04, 0.3), (0.04, 0.04), (0.96, 0.04), (0.96, 0.3))


def _wait(canvas: Any, x: float, y: float, s: float) -> None:
    """A triangle with an exclamation mark."""
    _stroke(canvas, s)
    _path(canvas, x, y, s, (0.5, 0.98), (0, 0.05), (1, 0.05), (0.5, 0.98))
    _path(canvas, x, y, s, (0.5, 0.66), (0.5, 0.42))
    _path(canvas, x, y, s, (0.5, 0.22), (0.5, 0.2))


_SHAPES: dict[Sign, Callable[[Any, float, float, float], None]] = {
    Sign.GOOD: _good,
    Sign.BAD: _bad,
    Sign.NEXT: _next,
    Sign.BACK: _back,
    Sign.UNDO: _undo,
    Sign.RETAKE: _retake,
    Sign.CONFIRM: _confirm,
    Sign.CALL: _call,
    Sign.ASK: _ask,
    Sign.WAIT: _wait,
}
