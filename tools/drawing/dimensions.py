"""Dimensions by ISO 129-1: extension lines, dimension line, filled arrows, text above the line or beyond an arrow.

Each function returns where a balloon may be attached: the far end of its text.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from tools.drawing.label import EM, Label
from tools.drawing.sheet import Kind, Point, Sheet

ARROW, OVERSHOOT, RISE = 3.0, 1.5, 1.2
ROOM = 2 * ARROW + 1.0  # a shorter dimension line has its arrows outside
CAP = 0.714 * EM


@dataclass(frozen=True)
class Placed:
    """The two ends of a lettered text, at mid-height."""

    start: Point
    end: Point


def arrow(sheet: Sheet, tip: Point, towards: Point, length: float = ARROW) -> None:
    """A filled arrow head whose tip is at `tip` and which points away from `towards`."""
    distance = math.dist(tip, towards)
    ux, uy = (towards[0] - tip[0]) / distance, (towards[1] - tip[1]) / distance
    half = length * 0.14
    base = (tip[0] + ux * length, tip[1] + uy * length)
    sheet.fill([tip, (base[0] - uy * half, base[1] + ux * half), (base[0] + uy * half, base[1] - ux * half)])


def leader(sheet: Sheet, tip: Point, knee: Point, label: Label | None = None, *, right: bool = True) -> Placed:
    """An arrow to an outline, a broken line, and a text standing on the horizontal part."""
    sheet.line(tip, knee, kind=Kind.THIN)
    arrow(sheet, tip, knee)
    if label is None:
        return Placed(knee, knee)
    return shelf(sheet, knee, label, right=right)


def shelf(sheet: Sheet, knee: Point, label: Label, *, right: bool = True) -> Placed:
    """A text standing on a horizontal line that starts at `knee`."""
    length = label.width + 2.0
    end = (knee[0] + (length if right else -length), knee[1])
    sheet.line(knee, end, kind=Kind.THIN)
    left = min(knee[0], end[0]) + 1.0
    label.draw(sheet, (left, knee[1] + RISE))
    middle = knee[1] + RISE + CAP / 2
    return Placed((left, middle), (left + label.width, middle))


def _ticks(sheet: Sheet, a: Point, b: Point) -> None:
    """Arrows of a dimension line from a to b: inside when they fit, else outside with short tails."""
    span = math.dist(a, b)
    if span >= ROOM:
        sheet.line(a, b, kind=Kind.THIN)
        arrow(sheet, a, b)
        arrow(sheet, b, a)
        return
    ux, uy = (b[0] - a[0]) / span, (b[1] - a[1]) / span
    tail = ARROW + 2.0
    before = (a[0] - ux * tail, a[1] - uy * tail)
    after = (b[0] + ux * tail, b[1] + uy * tail)
    sheet.line(before, after, kind=Kind.THIN)
    arrow(sheet, a, before)
    arrow(sheet, b, after)


def horizontal(
    sheet: Sheet, a: Point, b: Point, y: float, label: Label, *, beyond: bool = False, shift: float = 0
) -> Placed:
    """A horizontal dimension between the abscissas of a and b; `beyond` letters it right of the right arrow."""
    for x, start in (a, b):
        way = math.copysign(OVERSHOOT, y - start)
        sheet.line((x, start), (x, y + way), kind=Kind.THIN)
    _ticks(sheet, (a[0], y), (b[0], y))
    if beyond:
        left = b[0] + (1.5 if b[0] - a[0] >= ROOM else ARROW + 1.0)
        sheet.line((b[0], y), (left + label.width + 0.5, y), kind=Kind.THIN)
    else:
        left = (a[0] + b[0] - label.width) / 2 + shift
    label.draw(sheet, (left, y + RISE))
    middle = y + RISE + CAP / 2
    return Placed((left, middle), (left + label.width, middle))


def vertical(
    sheet: Sheet, a: Point, b: Point, x: float, label: Label, *, below: bool = False, shift: float = 0
) -> Placed:
    """A vertical dimension between the ordinates of a and b (a lower); `below` letters it under the lower arrow."""
    for start, y in (a, b):
        if abs(x - start) > 0.01:
            way = math.copysign(OVERSHOOT, x - start)
            sheet.line((start, y), (x + way, y), kind=Kind.THIN)
    _ticks(sheet, (x, a[1]), (x, b[1]))
    if below:
        foot = a[1] - (1.5 if b[1] - a[1] >= ROOM else ARROW + 1.0) - label.width
        sheet.line((x, a[1]), (x, foot - 0.5), kind=Kind.THIN)
    else:
        foot = (a[1] + b[1] - label.width) / 2 + shift
    label.draw(sheet, (x - RISE, foot), vertical=True)
    middle = x - RISE - CAP / 2
    return Placed((middle, foot), (middle, foot + label.width))


def extended(
    sheet: Sheet, inner: Point, outer: Point, knee: Point, label: Label, *, right: bool = True, width: float = 0
) -> Placed:
    """A dimension drawn inside the part whose line runs on past `outer` to `knee`, where its text stands on a shelf.

    `width` draws extension lines of that half-length through both ends, for a depth inside a pocket.
    """
    sheet.line(inner, knee, kind=Kind.THIN)
    arrow(sheet, inner, outer)
    arrow(sheet, outer, inner)
    if width:
        for x, y in (inner, outer):
            sheet.line((x - width, y), (x + width, y), kind=Kind.THIN)
    return shelf(sheet, knee, label, right=right)
