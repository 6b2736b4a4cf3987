"""The drawing of the milled support at 1:1: section A-A, view from above below it, view from the left on its right."""

from __future__ import annotations

from tools.demo_parts import SUPPORT
from tools.drawing.dimensions import Placed, arrow, extended, horizontal, leader, vertical
from tools.drawing.label import Label
from tools.drawing.perspective import support_perspective
from tools.drawing.sheet import Kind, Point, Sheet
from tools.drawing.symbols import balloon, cutting_plane, texture, tolerance_frame

X0, Z0, Y0, SIDE_X0 = 56.0, 142.0, 68.0, 205.0
BORE, HOLE, STEP = 28.0, 88.0, 72.0
HALF_MINOR, HALF_MAJOR = 6.647 / 2, 4.0  # of M8
POCKET = ((42.0, 10.0), (66.0, 40.0), 6.0)  # two corners, radius


def cut(x: float, z: float) -> Point:
    """A point of the section."""
    return X0 + x, Z0 + z


def top(x: float, y: float) -> Point:
    """A point of the view from above: the front of the part is at the bottom."""
    return X0 + x, Y0 + y


def side(y: float, z: float) -> Point:
    """A point of the view from the left, placed on the right: the front of the part is on the far side."""
    return SIDE_X0 + 50 - y, Z0 + z


def _section(sheet: Sheet) -> None:
    low, high = 15 - HALF_MINOR, 15 + HALF_MINOR
    solids = (
        [(0.0, 6.0), (20.0, 6.0), (20.0, low), (0.0, low)],
        [(0.0, high), (20.0, high), (20.0, 30.0), (0.0, 30.0)],
        [(36.0, 6.0), (83.0, 6.0), (83.0, 20.0), (72.0, 20.0), (72.0, 30.0), (66.0, 30.0), (66.0, 22.0), (42.0, 22.0),
         (42.0, 30.0), (36.0, 30.0)],
        [(93.0, 6.0), (110.0, 6.0), (110.0, 20.0), (93.0, 20.0)],
    )  # fmt: skip
    for solid in solids:
        outline = [cut(x, z) for x, z in solid]
        sheet.hatch(outline)
        sheet.line(*outline, closed=True)
    sheet.line(cut(0, 6), cut(0, 0), cut(110, 0), cut(110, 6))  # the wall of the slot behind the plane
    for x in (BORE - 5.29, BORE + 5.29):  # where the bore cuts that wall
        sheet.line(cut(x, 0), cut(x, 6))
    for start, end, z in ((20, 36, 30), (20, 36, 6), (42, 66, 30), (83, 93, 20), (83, 93, 6)):
        sheet.line(cut(start, z), cut(end, z))
    sheet.arc(cut(20 - 5.66, 15), 6.57, -30.4, 30.4)  # the two cylinders meet
    for root in (
        15 - HALF_MAJOR,
        15 + HALF_MAJOR,
    ):  # ISO 6410: hatching runs to the thick line, the thin one is the root
        sheet.line(cut(0, root), cut(20, root), kind=Kind.THIN)
    sheet.line(cut(-4, 15), cut(23, 15), kind=Kind.AXIS)
    sheet.line(cut(BORE, -3), cut(BORE, 33), kind=Kind.AXIS)
    sheet.line(cut(HOLE, -3), cut(HOLE, 23), kind=Kind.AXIS)
    sheet.text((X0 + 55, 190.5), "A – A", 5.2, anchor=0.5, bold=True)


def _top_view(sheet: Sheet) -> None:
    sheet.line(top(0, 0), top(110, 0), top(110, 50), top(0, 50), closed=True)
    sheet.line(top(STEP, 0), top(STEP, 50))
    for x, radius in ((BORE, 8.0), (HOLE, 5.0)):
        sheet.circle(top(x, 25), radius)
        sheet.line(top(x, 25 - radius - 3), top(x, 25 + radius + 3), kind=Kind.AXIS)
    (xa, ya), (xb, yb), r = POCKET
    for y in (ya, yb):
        sheet.line(top(xa + r, y), top(xb - r, y))
    for x in (xa, xb):
        sheet.line(top(x, ya + r), top(x, yb - r))
    for x, y, start in ((xa + r, ya + r, 180), (xb - r, ya + r, 270), (xb - r, yb - r, 0), (xa + r, yb - r, 90)):
        sheet.arc(top(x, y), r, start, start + 90)
    for left, right in ((0.0, BORE - 5.29), (BORE + 5.29, 110.0)):  # the bore has taken the slot's walls away
        for y in (19.0, 31.0):
            sheet.line(top(left, y), top(right, y), kind=Kind.HIDDEN)
    cutting_plane(sheet, top(-9, 25), top(119, 25), "A")


def _side_view(sheet: Sheet) -> None:
    profile = ((0, 0), (19, 0), (19, 6), (31, 6), (31, 0), (50, 0), (50, 30), (0, 30))
    sheet.line(*[side(y, z) for y, z in profile], closed=True)
    centre = side(25, 15)
    sheet.circle(centre, HALF_MINOR)
    sheet.arc(centre, HALF_MAJOR, -80, 190, kind=Kind.THIN)
    sheet.line(side(25, -3), side(25, 33), kind=Kind.AXIS)
    sheet.line((centre[0] - 7, centre[1]), (centre[0] + 7, centre[1]), kind=Kind.AXIS)


def _after(sheet: Sheet, number: int, placed: Placed, rise: float = 1.6) -> None:
    x, y = placed.end
    balloon(sheet, number, (x + 6.2, y + rise), (x + 0.6, y))


def _above(sheet: Sheet, number: int, placed: Placed) -> None:
    x, y = placed.end
    balloon(sheet, number, (x - 1.6, y + 6.2), (x, y + 0.6))


def _dimensions(sheet: Sheet) -> None:
    label = {number: Label.of(SUPPORT.callout(number)) for number in range(1, 12)}
    # around the section
    horizontal(sheet, cut(0, 30), cut(BORE, 33), 183, Label("28"))
    _after(sheet, 7, horizontal(sheet, cut(BORE, 33), cut(HOLE, 23), 183, label[7], shift=4))
    _above(sheet, 3, vertical(sheet, cut(0, 0), cut(0, 30), X0 - 20, label[3], shift=-4))
    depth = vertical(sheet, cut(0, 0), cut(0, 6), X0 - 9, label[10], below=True)
    balloon(sheet, 10, (depth.start[0] - 7.5, depth.start[1] + 2), (depth.start[0] - 1.8, depth.start[1] + 4))
    base = vertical(sheet, cut(110, 0), cut(110, 20), X0 + 127, label[4])
    middle = (base.start[1] + base.end[1]) / 2
    balloon(sheet, 4, (base.start[0] - 7.6, middle), (base.start[0] - 1.8, middle))
    _after(sheet, 6, horizontal(sheet, cut(83, 20), cut(93, 20), Z0 + 25.5, label[6], beyond=True), rise=3.2)
    bore = horizontal(sheet, cut(20, 6), cut(36, 6), 133, label[5])
    balloon(sheet, 5, (bore.start[0] - 7.5, bore.start[1] - 4), (bore.start[0] - 0.6, bore.start[1] - 0.5))
    _after(sheet, 8, extended(sheet, cut(54, 22), cut(54, 30), (X0 + 54, 175.5), label[8]), rise=0.4)
    # around the view from above
    horizontal(sheet, top(0, 0), top(STEP, 0), Y0 - 7, Label("72"))
    _after(sheet, 1, horizontal(sheet, top(0, 0), top(110, 0), Y0 - 15, label[1], shift=25), rise=2.0)
    _above(sheet, 2, vertical(sheet, top(0, 0), top(0, 50), X0 - 20, label[2]))
    horizontal(sheet, top(0, 50), top(42, 34), Y0 + 54.5, Label("42"))
    horizontal(sheet, top(42, 34), top(66, 34), Y0 + 54.5, Label("24"))
    vertical(sheet, top(60, 10), top(60, 40), X0 + 127, Label("30"))
    leader(sheet, (X0 + 64.2, Y0 + 38.2), (X0 + 57, Y0 + 32.5), Label("R6"), right=False)
    # around the view from the left
    _after(sheet, 9, horizontal(sheet, side(31, 0), side(19, 0), 132, label[9], beyond=True))
    centre = side(25, 15)
    vertical(sheet, side(0, 0), (centre[0] + 7, centre[1]), SIDE_X0 + 60, Label("15"))
    _after(sheet, 11, leader(sheet, (centre[0] + 2.83, centre[1] + 2.83), (centre[0] + 22, 180), label[11]))


def draw(sheet: Sheet) -> None:
    """Everything but the frame and the title block."""
    _section(sheet)
    _top_view(sheet)
    _side_view(sheet)
    _dimensions(sheet)

    corner = (X0 + 56, 130.0)
    end = tolerance_frame(sheet, corner, "⏥", "0,05")
    foot = (X0 + 46, end[1])
    sheet.line((corner[0], end[1]), foot, cut(46, 0), kind=Kind.THIN)
    arrow(sheet, cut(46, 0), foot)
    balloon(sheet, 12, (end[0] + 6.2, end[1]), end)

    end = texture(sheet, cut(7, 30), SUPPORT.callout(13))
    balloon(sheet, 13, (X0 - 8, Z0 + 36), (cut(7, 30)[0] - 2, Z0 + 34))

    support_perspective(sheet, (231.0, 60.0), 0.56)
    sheet.text((31, 44), "Ébavurer toutes les arêtes.", 4.0)
    balloon(sheet, 14, (25.5, 45.3))
