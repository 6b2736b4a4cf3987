"""Bars on paper, one under the other: names on the left, figures at their ends, marks across."""

from __future__ import annotations

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from forms import pdf_style as style
from forms.blocks import Bars
from forms.pdf_pieces import heading
from forms.typeface import BOLD, NARROW, fitted, printable

_TITLE, _STEP, _MARKS = 6.5 * mm, 6 * mm, 4 * mm
_NAMES, _FIGURES = 46 * mm, 52 * mm
_HIGH = 3.6 * mm


class BarPicture(Flowable):  # type: ignore[misc]
    def __init__(self, block: Bars, room: float) -> None:
        super().__init__()
        self._block, self.width = block, min(room, 200 * mm)
        self.height = _TITLE + len(block.bars) * _STEP + _MARKS
        self.spaceAfter = 3 * mm

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        canvas, block = self.canv, self._block
        heading(canvas, 0, self.height - 12, printable(block.title))
        room = self.width - _NAMES - _FIGURES
        full = max(float(block.full), *(float(one.length) for one in block.bars), *(float(at) for _, at in block.marks))
        top = self.height - _TITLE
        for place, one in enumerate(block.bars):
            y = top - (place + 1) * _STEP
            canvas.setFillColor(style.INK)
            canvas.setFont(NARROW, style.TEXT)
            canvas.drawString(0, y + 3, fitted(printable(one.name), NARROW, style.TEXT, _NAMES - 3 * mm))
            long = room * max(0.0, float(one.length)) / full
            canvas.setFillColor(style.BAND)
            canvas.rect(_NAMES, y, room, _HIGH, stroke=0, fill=1)
            canvas.setFillColor(style.BAD if one.is_bad else style.ACCENT)
            canvas.rect(_NAMES, y, long, _HIGH, stroke=0, fill=1)
            canvas.setFont(BOLD, style.TEXT)
            canvas.drawString(
                _NAMES + room + 2 * mm, y + 3, fitted(printable(one.figure), BOLD, style.TEXT, _FIGURES - 2 * mm)
            )
        canvas.setLineWidth(0.6)
        canvas.setDash(2, 2)
        for name, at in block.marks:
            x = _NAMES + room * float(at) / full
            canvas.setStrokeColor(style.GREY)
            canvas.line(x, _MARKS - 1, x, top)
            canvas.setFillColor(style.GREY)
            canvas.setFont(NARROW, style.SMALL)
            canvas.drawCentredString(x, 1, printable(name))
        canvas.setDash()
