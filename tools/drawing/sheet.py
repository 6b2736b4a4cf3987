"""A sheet of paper: lines by their ISO 128 kind, text in the bundled family, positions in millimetres."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import Any

from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

Point = tuple[float, float]
Colour = tuple[float, float, float]
BLACK: Colour = (0, 0, 0)
WHITE: Colour = (1, 1, 1)
FONTS = Path(__file__).parents[2] / "resources" / "fonts"
REGULAR, BOLD = "MetroappSansSemiCondensed-Regular", "MetroappSansSemiCondensed-Bold"


class Kind(Enum):
    """Width (mm) and dashes (mm) of a line."""

    THICK = (0.5, ())
    FRAME = (0.7, ())
    THIN = (0.25, ())
    AXIS = (0.25, (6.0, 1.2, 0.6, 1.2))
    HIDDEN = (0.25, (2.2, 1.0))
    SKETCH = (0.3, ())


def _register() -> None:
    for name in (REGULAR, BOLD):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(FONTS / f"{name}.ttf")))


class Sheet:
    """One page, drawn from its lower left corner."""

    def __init__(self, path: Path, width: float, height: float, title: str) -> None:
        _register()
        self.width, self.height = width, height
        self.balloons: dict[int, Point] = {}
        self.canvas: Any = Canvas(
            str(path), pagesize=(width * mm, height * mm), invariant=1, initialFontName=REGULAR, pageCompression=1
        )
        self.canvas.setTitle(title)
        self.canvas.setAuthor("metroapp")
        self.canvas.setSubject("Document de démonstration")
        self.canvas.setLineCap(1)
        self.canvas.setLineJoin(1)

    def save(self) -> None:
        self.canvas.showPage()
        self.canvas.save()

    def _use(self, kind: Kind, colour: Colour) -> None:
        width, dashes = kind.value
        self.canvas.setLineWidth(width * mm)
        self.canvas.setDash([length * mm for length in dashes])
        self.canvas.setStrokeColorRGB(*colour)

    def _path(self, points: Sequence[Point], closed: bool) -> Any:
        path = self.canvas.beginPath()
        path.moveTo(points[0][0] * mm, points[0][1] * mm)
        for x, y in points[1:]:
            path.lineTo(x * mm, y * mm)
        if closed:
            path.close()
        return path

    def line(self, *points: Point, kind: Kind = Kind.THICK, closed: bool = False, colour: Colour = BLACK) -> None:
        self._use(kind, colour)
        self.canvas.drawPath(self._path(points, closed), stroke=1, fill=0)

    def fill(self, points: Sequence[Point], colour: Colour = BLACK) -> None:
        self.canvas.setFillColorRGB(*colour)
        self.canvas.drawPath(self._path(points, True), stroke=0, fill=1)

    def circle(
        self,
        centre: Point,
        radius: float,
        *,
        kind: Kind = Kind.THICK,
        colour: Colour = BLACK,
        fill: Colour | None = None,
    ) -> None:
        self._use(kind, colour)
        if fill is not None:
            self.canvas.setFillColorRGB(*fill)
        self.canvas.circle(centre[0] * mm, centre[1] * mm, radius * mm, stroke=1, fill=fill is not None)

    def arc(self, centre: Point, radius: float, start: float, end: float, *, kind: Kind = Kind.THICK) -> None:
        """An arc, anticlockwise from start to end in degrees."""
        count = max(8, int(abs(end - start) / 4))
        angles = [math.radians(start + (end - start) * i / count) for i in range(count + 1)]
        self.line(*[(centre[0] + radius * math.cos(a), centre[1] + radius * math.sin(a)) for a in angles], kind=kind)

    def text(
        self,
        at: Point,
        text: str,
        size: float,
        *,
        anchor: float = 0,
        angle: float = 0,
        bold: bool = False,
        colour: Colour = BLACK,
    ) -> None:
        """Text on its baseline; `size` is the em in mm, `anchor` the share of the width left of the point."""
        self.canvas.saveState()
        self.canvas.translate(at[0] * mm, at[1] * mm)
        self.canvas.rotate(angle)
        self.canvas.setFont(BOLD if bold else REGULAR, size * mm)
        self.canvas.setFillColorRGB(*colour)
        self.canvas.drawString(-anchor * text_width(text, size, bold=bold) * mm, 0, text)
        self.canvas.restoreState()

    @contextmanager
    def clipped(self, points: Sequence[Point]) -> Iterator[None]:
        self.canvas.saveState()
        self.canvas.clipPath(self._path(points, True), stroke=0, fill=0)
        yield
        self.canvas.restoreState()

    def hatch(self, points: Sequence[Point], spacing: float = 2.6) -> None:
        """Section lines at 45 degrees; one origin for the whole sheet, so that one part keeps one pattern."""
        xs, ys = [x for x, _ in points], [y for _, y in points]
        low, high = min(ys), max(ys)
        step = spacing * math.sqrt(2)
        first = math.floor((min(xs) - high) / step)
        last = math.ceil((max(xs) - low) / step)
        with self.clipped(points):
            for index in range(first, last + 1):
                c = index * step  # the line x - y = c
                self.line((low + c, low), (high + c, high), kind=Kind.THIN)


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Width in mm of a text whose em is `size` mm."""
    _register()
    return float(pdfmetrics.stringWidth(text, BOLD if bold else REGULAR, size))
