"""Symbols that stand on a drawing: balloons, tolerance frames, datums, surface texture, cutting planes."""

from __future__ import annotations

import math

from tools.drawing.dimensions import CAP, arrow
from tools.drawing.label import EM
from tools.drawing.sheet import WHITE, Colour, Kind, Point, Sheet, text_width

BALLOON_RADIUS = 3.5
BALLOON_BLUE: Colour = (0.04, 0.33, 0.62)


def balloon(sheet: Sheet, number: int, centre: Point, target: Point | None = None) -> None:
    """The circled number of a characteristic, with its line to what it numbers."""
    if target is not None:
        sheet.line(target, centre, kind=Kind.THIN, colour=BALLOON_BLUE)
    sheet.circle(centre, BALLOON_RADIUS, kind=Kind.SKETCH, colour=BALLOON_BLUE, fill=WHITE)
    text, size = str(number), 4.4
    place = (centre[0], centre[1] - 0.714 * size / 2)
    sheet.text(place, text, size, anchor=0.5, bold=True, colour=BALLOON_BLUE)
    sheet.balloons[number] = centre


def _box(sheet: Sheet, x: float, y: float, width: float, height: float) -> None:
    sheet.line((x, y), (x + width, y), (x + width, y + height), (x, y + height), closed=True, kind=Kind.THIN)


def tolerance_frame(sheet: Sheet, corner: Point, *cells: str) -> Point:
    """A frame of ISO 1101 from its lower left corner; returns the middle of its right side."""
    height = 2 * CAP
    x, y = corner
    left = x
    for cell in cells:
        width = max(height, text_width(cell, EM) + 2.4)
        _box(sheet, left, y, width, height)
        sheet.text((left + width / 2, y + CAP / 2), cell, EM, anchor=0.5)
        left += width
    return left, y + height / 2


def datum(sheet: Sheet, foot: Point, letter: str, *, length: float = 7.0) -> None:
    """A datum below `foot`: filled triangle on the line, stem, boxed letter (ISO 5459)."""
    x, y = foot
    sheet.fill([(x - 1.8, y), (x + 1.8, y), (x, y - 3.0)])
    sheet.line((x, y - 3.0), (x, y - length), kind=Kind.THIN)
    half = CAP
    _box(sheet, x - half, y - length - 2 * half, 2 * half, 2 * half)
    sheet.text((x, y - length - half - CAP / 2), letter, EM, anchor=0.5)


def texture(sheet: Sheet, foot: Point, text: str = "", *, any_process: bool = False, scale: float = 1.0) -> Point:
    """The surface texture symbol (ISO 1302) standing on a line: machining required, with its parameter.

    Returns the end of its text, at mid-height.
    """
    x, y = foot
    h = 4.2 * scale
    run = h / math.tan(math.radians(60))
    left, right = (x - run, y + h), (x + 2.1 * run, y + 2.1 * h)
    sheet.line(left, foot, right, kind=Kind.SKETCH)
    if not any_process:
        sheet.line(left, (x + run, y + h), kind=Kind.SKETCH)
    if not text:
        return right
    size = EM * scale
    width = text_width(text, size)
    sheet.line(right, (right[0] + width + 2, right[1]), kind=Kind.SKETCH)
    sheet.text((right[0] + 1, right[1] - size * 0.714 - 1.0), text, size)
    return right[0] + width + 2, right[1] - size * 0.357 - 1.0


def cutting_plane(sheet: Sheet, left: Point, right: Point, letter: str) -> None:
    """The trace of a section plane seen from below: thick ends, arrows upwards, letters."""
    sheet.line(left, right, kind=Kind.AXIS)
    for (x, y), way in ((left, 1), (right, -1)):
        sheet.line((x, y), (x + way * 5, y), kind=Kind.FRAME)
        sheet.line((x + way * 1.5, y - 7), (x + way * 1.5, y), kind=Kind.THIN)
        arrow(sheet, (x + way * 1.5, y), (x + way * 1.5, y - 7), 3.5)
        sheet.text((x - way * 1.8, y - 6.5), letter, 5.2, anchor=0.5, bold=True)


def first_angle(sheet: Sheet, centre: Point) -> None:
    """The sign of first-angle projection (ISO 5456-2): the cone's large end towards the circles."""
    x, y = centre
    cone = ((-8.0, -1.4), (-1.5, -2.8), (-1.5, 2.8), (-8.0, 1.4))
    sheet.line(*[(x + dx, y + dy) for dx, dy in cone], closed=True, kind=Kind.SKETCH)
    sheet.circle((x + 5, y), 2.8, kind=Kind.SKETCH)
    sheet.circle((x + 5, y), 1.4, kind=Kind.SKETCH)
    sheet.line((x - 9.5, y), (x, y), kind=Kind.AXIS)
    sheet.line((x + 1.2, y), (x + 8.8, y), kind=Kind.AXIS)
    sheet.line((x + 5, y - 3.8), (x + 5, y + 3.8), kind=Kind.AXIS)
