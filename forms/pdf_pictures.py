"""Photographs on paper: two side by side, whole, each with its name under it."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable

from forms import pdf_style as style
from forms.blocks import Picture, Pictures
from forms.typeface import BOLD, NARROW, fitted, printable

ACROSS = 2
_TALLEST = 70 * mm
_TITLE, _CAPTION, _GAP = 6.5 * mm, 5 * mm, 4 * mm


def picture_rows(block: Pictures, room: float) -> list[Flowable]:
    """One flowable for each row of photographs, so that a page breaks between rows."""
    pictures = block.pictures
    rows = [pictures[first : first + ACROSS] for first in range(0, len(pictures), ACROSS)]
    return [_Row(block.title if not place else "", row, room) for place, row in enumerate(rows)]


class _Row(Flowable):  # type: ignore[misc]
    def __init__(self, title: str, pictures: tuple[Picture, ...], room: float) -> None:
        super().__init__()
        self._title, self.width = title, room
        self._share = (room - _GAP * (ACROSS - 1)) / ACROSS
        self._shown = [(one, *self._sized(one)) for one in pictures]
        self.spaceAfter = 2 * mm

    def _sized(self, picture: Picture) -> tuple[Any, float, float]:
        """As large as its place lets it be, never stretched."""
        if picture.png is None:
            return None, 0.0, 0.0
        image = ImageReader(BytesIO(picture.png))
        wide, tall = image.getSize()
        scale = min(self._share / wide, _TALLEST / tall)
        return image, wide * scale, tall * scale

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        tallest = max(tall for *_, tall in self._shown)
        self.height = (_TITLE if self._title else 0) + tallest + _CAPTION
        return self.width, self.height

    def draw(self) -> None:
        canvas, top = self.canv, self.height
        if self._title:
            canvas.setFillColor(style.ACCENT)
            canvas.setFont(BOLD, style.LEAD)
            canvas.drawString(0, top - 12, self._title)
            top -= _TITLE
        for place, (picture, image, wide, tall) in enumerate(self._shown):
            x = place * (self._share + _GAP)
            if image is not None:
                canvas.drawImage(image, x, top - tall, wide, tall)
            canvas.setFillColor(style.GREY)
            canvas.setFont(NARROW, style.SMALL)
            canvas.drawString(x, top - tall - 9, fitted(printable(picture.caption), NARROW, style.SMALL, self._share))
