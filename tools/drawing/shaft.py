"""The drawing of the turned shaft: one view, axis horizontal, at 2:1."""

from __future__ import annotations

from tools.demo_parts import SHAFT
from tools.drawing.dimensions import Placed, arrow, extended, horizontal, leader, vertical
from tools.drawing.label import Label
from tools.drawing.sheet import Kind, Point, Sheet
from tools.drawing.symbols import balloon, datum, texture, tolerance_frame

LEFT, AXIS, SCALE = 62.0, 127.0, 2.0
HALF_MINOR = 9.853 / 2  # of M12x1.75


def at(x: float, radius: float) -> Point:
    """A point of the part: abscissa from its left face, signed radius."""
    return LEFT + SCALE * x, AXIS + SCALE * radius


def _outline(sheet: Sheet) -> None:
    upper = [
        (0.0, 0.0), (0.0, 9.0), (1.0, 10.0), (25.0, 10.0), (25.0, 13.5), (25.5, 14.0), (59.5, 14.0), (60.0, 13.5),
        (60.0, 8.0), (72.0, 8.0), (72.0, 4.75), (75.0, 4.75), (75.0, 5.2), (75.8, 6.0), (89.0, 6.0), (90.0, 5.0),
        (90.0, 0.0),
    ]  # fmt: skip
    sheet.line(*[at(x, r) for x, r in upper], *[at(x, -r) for x, r in reversed(upper)], closed=True)
    edges = ((1, 10), (25, 10), (25.5, 14), (59.5, 14), (60, 8), (72, 4.75), (75, 4.75), (75.8, 6), (89, 6))
    for x, radius in edges:
        sheet.line(at(x, radius), at(x, -radius))
    for side in (1, -1):  # ISO 6410: the root of an external thread is a thin line
        sheet.line(at(75.0, side * HALF_MINOR), at(90, side * HALF_MINOR), kind=Kind.THIN)
    sheet.line(at(-3, 0), at(93, 0), kind=Kind.AXIS)


def _after(sheet: Sheet, number: int, placed: Placed, rise: float = 1.6) -> None:
    """A balloon after a horizontal text, raised clear of the line under it."""
    x, y = placed.end
    balloon(sheet, number, (x + 6.2, y + rise), (x + 0.6, y))


def _above(sheet: Sheet, number: int, placed: Placed) -> None:
    """A balloon after a text that reads upwards."""
    x, y = placed.end
    balloon(sheet, number, (x - 1.6, y + 6.2), (x, y + 0.6))


def _lengths(sheet: Sheet) -> None:
    low, high = 173.0, 187.0
    label = {number: Label.of(SHAFT.callout(number)) for number in range(1, 11)}
    _after(sheet, 4, horizontal(sheet, at(0, 9), at(90, 5), high, label[4]))
    _after(sheet, 5, horizontal(sheet, at(0, 9), at(25, 14), low, label[5], shift=-4))
    _after(sheet, 6, horizontal(sheet, at(25, 14), at(60, 14), low, label[6]))
    _after(sheet, 7, horizontal(sheet, at(72, 8), at(90, 5), low, label[7], shift=-5))
    _after(sheet, 8, horizontal(sheet, at(72, 8), at(75, 5.2), 158, label[8], beyond=True))


def _diameters(sheet: Sheet) -> None:
    label = {number: Label.of(SHAFT.callout(number)) for number in range(1, 11)}
    x = LEFT - 14
    _above(sheet, 1, vertical(sheet, at(1, -10), at(1, 10), x, label[1]))
    datum(sheet, (x, AXIS - 20), "A")
    collar = vertical(sheet, at(37, -14), at(37, 14), at(37, 0)[0], label[2], shift=13)
    balloon(sheet, 2, (collar.end[0] - 9, collar.end[1] - 3), (collar.end[0] - 1.6, collar.end[1] - 5))
    _after(sheet, 3, extended(sheet, at(64, 8), at(64, -8), (at(64, 0)[0], 84), label[3]))
    _after(sheet, 9, extended(sheet, at(73.5, 4.75), at(73.5, -4.75), (at(73.5, 0)[0], 97), label[9]))
    thread = vertical(sheet, at(90, -6), at(90, 6), LEFT + 2 * 90 + 26, label[10], below=True)
    balloon(sheet, 10, (thread.start[0] - 8.5, thread.start[1] + 1), (thread.start[0] - 1.6, thread.start[1] + 3))


def draw(sheet: Sheet) -> None:
    """Everything but the frame and the title block."""
    _outline(sheet)
    _lengths(sheet)
    _diameters(sheet)
    leader(sheet, at(0.5, -9.5), (at(4, 0)[0], 97), Label("1×45°"))
    leader(sheet, at(89.5, -5.5), (at(92, 0)[0], 107), Label("1×45°"))

    corner = (at(34, 0)[0], 78.0)
    end = tolerance_frame(sheet, corner, "↗", "0,03", "A")
    foot = (at(30, 0)[0], end[1])
    sheet.line((corner[0], end[1]), foot, at(30, -14), kind=Kind.THIN)
    arrow(sheet, at(30, -14), foot)
    balloon(sheet, 11, (end[0] + 6.2, end[1]), end)

    end = texture(sheet, at(7, 10), SHAFT.callout(12))
    balloon(sheet, 12, (end[0] + 5.6, end[1] + 0.5), end)

    sheet.text((31, 58), "Ébavurer toutes les arêtes.", 4.0)
    balloon(sheet, 13, (25.5, 59.3))
    sheet.text((22.5, 50.5), "Chanfreins et angles non cotés : 0,5×45°.", 3.4)
