"""An isometric picture of the support, painted from back to front; it helps the reader and carries no dimension."""

from __future__ import annotations

import math
from collections.abc import Sequence

from tools.drawing.sheet import Colour, Kind, Point, Sheet

Space = tuple[float, float, float]
TOP: Colour = (0.95, 0.96, 0.97)
FRONT: Colour = (0.86, 0.88, 0.90)
LEFT: Colour = (0.76, 0.79, 0.82)
DEEP: Colour = (0.60, 0.64, 0.68)


def _disc(cx: float, cy: float, z: float, radius: float) -> list[Space]:
    angles = [math.radians(5 * i) for i in range(72)]
    return [(cx + radius * math.cos(a), cy + radius * math.sin(a), z) for a in angles]


def _rounded(xa: float, ya: float, xb: float, yb: float, radius: float, z: float) -> list[Space]:
    corners = ((xb - radius, yb - radius, 0), (xa + radius, yb - radius, 90), (xa + radius, ya + radius, 180),
               (xb - radius, ya + radius, 270))  # fmt: skip
    points = []
    for x, y, start in corners:
        for i in range(10):
            a = math.radians(start + 10 * i)
            points.append((x + radius * math.cos(a), y + radius * math.sin(a), z))
    return points


def support_perspective(sheet: Sheet, nearest: Point, scale: float) -> None:
    """The support seen from the front left, above; `nearest` is where its nearest lower corner stands."""
    cos30 = math.cos(math.radians(30)) * scale

    def flat(points: Sequence[Space]) -> list[Point]:
        return [(nearest[0] + cos30 * (x - y), nearest[1] + scale * ((x + y) / 2 + z)) for x, y, z in points]

    def face(points: Sequence[Space], colour: Colour) -> None:
        sheet.fill(flat(points), colour)
        sheet.line(*flat(points), closed=True, kind=Kind.SKETCH)

    def opening(mouth: Sequence[Space], floor: Sequence[Space], wall: Colour, floor_colour: Colour) -> None:
        """What is seen through a hole: its walls, then its floor where the mouth lets it be seen."""
        with sheet.clipped(flat(mouth)):
            sheet.fill(flat(mouth), wall)
            sheet.fill(flat(floor), floor_colour)
            sheet.line(*flat(floor), closed=True, kind=Kind.SKETCH)
        sheet.line(*flat(mouth), closed=True, kind=Kind.SKETCH)

    face([(72, 0, 20), (110, 0, 20), (110, 50, 20), (72, 50, 20)], TOP)
    opening(_disc(88, 25, 20, 5), _disc(88, 25, 6, 5), DEEP, (1, 1, 1))
    face([(0, 0, 30), (72, 0, 30), (72, 50, 30), (0, 50, 30)], TOP)
    opening(_disc(28, 25, 30, 8), _disc(28, 25, 0, 8), DEEP, (1, 1, 1))
    opening(_rounded(42, 10, 66, 40, 6, 30), _rounded(42, 10, 66, 40, 6, 22), LEFT, FRONT)
    face([(0, 0, 0), (110, 0, 0), (110, 0, 20), (72, 0, 20), (72, 0, 30), (0, 0, 30)], FRONT)
    face([(0, 0, 0), (0, 19, 0), (0, 19, 6), (0, 31, 6), (0, 31, 0), (0, 50, 0), (0, 50, 30), (0, 0, 30)], LEFT)
    # the wall of the slot that is seen from this side
    with sheet.clipped(flat([(0, 19, 0), (0, 31, 0), (0, 31, 6), (0, 19, 6)])):
        sheet.fill(flat([(0, 31, 0), (110, 31, 0), (110, 31, 6), (0, 31, 6)]), DEEP)
    ring = [(0.0, 25 + 4 * math.cos(math.radians(5 * i)), 15 + 4 * math.sin(math.radians(5 * i))) for i in range(72)]
    face(ring, DEEP)
