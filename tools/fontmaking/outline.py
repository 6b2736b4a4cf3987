"""Strokes, rings and discs of one pen width, turned into TrueType outlines.

A symbol is drawn as a draughtsman would, with one pen; this module knows how a pen stroke becomes a filled contour.
Filled contours run clockwise and holes anticlockwise, so that strokes may cross one another (non-zero winding rule).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._g_l_y_f import Glyph, flagOverlapSimple

Point = tuple[float, float]
Curve = tuple[Point, list[tuple[Point, Point]]]  # start, then (control, end) of each quadratic arc


def _area(points: Sequence[Point]) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, [*points[1:], points[0]], strict=True)) / 2


def _arc(centre: Point, radius: float, start: float, end: float) -> Curve:
    """A circular arc (degrees) as quadratic pieces of at most 22.5 degrees."""
    count = max(1, math.ceil(abs(end - start) / 22.5))
    step = math.radians(end - start) / count
    reach = radius / math.cos(step / 2)

    def at(distance: float, angle: float) -> Point:
        return centre[0] + distance * math.cos(angle), centre[1] + distance * math.sin(angle)

    first = math.radians(start)
    pieces = [(at(reach, first + (i + 0.5) * step), at(radius, first + (i + 1) * step)) for i in range(count)]
    return at(radius, first), pieces


@dataclass
class Outline:
    """The contours of one glyph, drawn with a pen of one width."""

    width: float
    pen: TTGlyphPen = field(default_factory=lambda: TTGlyphPen(None))

    def polygon(self, points: Sequence[Point], *, hole: bool = False) -> None:
        """A filled polygon (or a polygonal hole)."""
        ordered = list(points) if (_area(points) > 0) == hole else list(reversed(points))
        self.pen.moveTo(ordered[0])
        for point in ordered[1:]:
            self.pen.lineTo(point)
        self.pen.closePath()

    def stroke(self, *points: Point, closed: bool = False, width: float | None = None) -> None:
        """A broken line with mitred corners and square ends."""
        half = (width or self.width) / 2
        left, right = _offset(points, half, closed), _offset(points, -half, closed)
        if not closed:
            self.polygon([*left, *reversed(right)])
            return
        outer, inner = (left, right) if abs(_area(left)) > abs(_area(right)) else (right, left)
        self.polygon(outer)
        self.polygon(inner, hole=True)

    def disc(self, centre: Point, radius: float, *, hole: bool = False) -> None:
        start, pieces = _arc(centre, radius, 0, 360 if hole else -360)
        self.pen.moveTo(start)
        for control, end in pieces:
            self.pen.qCurveTo(control, end)
        self.pen.closePath()

    def half_disc(self, centre: Point, radius: float) -> None:
        """The left half of a disc."""
        start, pieces = _arc(centre, radius, 270, 90)
        self.pen.moveTo(start)
        for control, end in pieces:
            self.pen.qCurveTo(control, end)
        self.pen.closePath()

    def ring(self, centre: Point, radius: float, *, width: float | None = None) -> None:
        """A circle whose outer edge has the given radius."""
        self.disc(centre, radius)
        self.disc(centre, radius - (width or self.width), hole=True)

    def arc(self, centre: Point, radius: float, start: float, end: float) -> None:
        """A stroked arc, anticlockwise from start to end (degrees); the radius is that of its middle line."""
        outer_start, outer = _arc(centre, radius + self.width / 2, end, start)
        inner_start, inner = _arc(centre, radius - self.width / 2, start, end)
        self.pen.moveTo(outer_start)
        for control, point in outer:
            self.pen.qCurveTo(control, point)
        self.pen.lineTo(inner_start)
        for control, point in inner:
            self.pen.qCurveTo(control, point)
        self.pen.closePath()

    def arrow(self, tail: Point, tip: Point, *, head: float = 240, spread: float = 0.42) -> None:
        """A shaft and a filled head, as dimension and run-out arrows have."""
        length = math.dist(tail, tip)
        ux, uy = (tip[0] - tail[0]) / length, (tip[1] - tail[1]) / length
        base = (tip[0] - ux * head, tip[1] - uy * head)
        self.stroke(tail, (base[0] + ux * head * 0.3, base[1] + uy * head * 0.3))
        half = head * spread
        self.polygon([tip, (base[0] - uy * half, base[1] + ux * half), (base[0] + uy * half, base[1] - ux * half)])

    def glyph(self) -> Glyph:
        made = self.pen.glyph()
        made.flags[0] |= flagOverlapSimple  # tells renderers that the contours cross
        return made


def _offset(points: Sequence[Point], distance: float, closed: bool) -> list[Point]:
    """The line parallel to a broken line, at a signed distance, corners mitred."""
    count = len(points)
    pairs = zip(points, [*points[1:], points[0]], strict=True)
    normals = [
        (-(b[1] - a[1]) / math.dist(a, b), (b[0] - a[0]) / math.dist(a, b))
        for a, b in list(pairs)[: count if closed else count - 1]
    ]
    moved = []
    for index, (x, y) in enumerate(points):
        before = normals[index - 1] if closed or index > 0 else normals[0]
        after = normals[index] if closed or index < count - 1 else normals[-1]
        sx, sy = before[0] + after[0], before[1] + after[1]
        scale = 2 * distance / (sx * sx + sy * sy)
        moved.append((x + sx * scale, y + sy * scale))
    return moved
