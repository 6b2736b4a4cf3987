"""Pictures of what is held in the hand: calipers and micrometers."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainterPath

from metroapp.gui.widgets.how_to_strokes import Sketch, circle, minus, open_line, polygon, rect, thick
from metroapp.wording import how_to as words


def caliper_outside(sketch: Sketch) -> None:
    _long_jaws(sketch)
    sketch.piece(circle(80, 76, 24))
    sketch.touch(56, 76)
    sketch.touch(104, 76)
    sketch.arrow(152, 76, 126, 76)


def caliper_length(sketch: Sketch) -> None:
    _long_jaws(sketch)
    sketch.piece(rect(56, 56, 48, 40))
    sketch.touch(56, 76)
    sketch.touch(104, 76)
    sketch.arrow(152, 76, 126, 76)


def _long_jaws(sketch: Sketch) -> None:
    slider = rect(98, 14, 46, 24, 3)
    beam = rect(6, 20, 148, 13)
    fixed = polygon((32, 33), (56, 33), (56, 104), (49, 104), (32, 56))
    sketch.tool(minus(beam, slider))
    sketch.ticks(60, 27, 8, 4.5)
    sketch.tool(fixed)
    sketch.tool(polygon((104, 38), (128, 38), (128, 56), (111, 104), (104, 104)))
    sketch.tool(slider)
    sketch.screen(106, 19, 30, 13)


def caliper_inside(sketch: Sketch) -> None:
    sketch.piece(rect(26, 8, 28, 56))
    sketch.piece(rect(106, 8, 28, 56))
    sketch.line((54, 8), (106, 8))
    slider = rect(98, 86, 46, 24, 3)
    sketch.tool(minus(rect(6, 91, 148, 13), slider))
    sketch.ticks(60, 98, 8, 4.5)
    sketch.tool(polygon((54, 24), (58, 24), (76, 91), (54, 91)))
    sketch.tool(polygon((106, 24), (102, 24), (84, 86), (106, 86)))
    sketch.tool(slider)
    sketch.screen(106, 91, 30, 13)
    sketch.touch(54, 40)
    sketch.touch(106, 40)
    sketch.arrow(78, 40, 64, 40)
    sketch.arrow(82, 40, 96, 40)


def caliper_depth(sketch: Sketch) -> None:
    slider = rect(54, 20, 52, 26, 3)
    sketch.tool(minus(rect(62, 4, 36, 62), slider))
    sketch.tool(slider)
    sketch.screen(62, 26, 36, 13)
    sketch.piece(minus(rect(24, 66, 112, 48), rect(68, 60, 24, 40)))
    sketch.tool(rect(78, 66, 4, 34))
    sketch.touch(80, 100)
    sketch.touch(63, 66)
    sketch.arrow(122, 28, 122, 56)


def caliper_edge(sketch: Sketch) -> None:
    slider = rect(92, 6, 46, 22, 3)
    sketch.tool(minus(rect(6, 11, 148, 12), slider))
    sketch.tool(polygon((26, 23), (50, 23), (50, 110), (44, 110), (26, 46)))
    sketch.tool(polygon((86, 28), (108, 28), (108, 36), (90, 64), (86, 64)))
    sketch.tool(slider)
    sketch.screen(100, 10, 30, 13)
    sketch.piece(polygon((50, 114), (50, 94), (86, 66), (150, 66), (150, 114)))
    sketch.touch(50, 100)
    sketch.touch(86, 66)
    sketch.arrow(146, 48, 116, 48)


def axes(sketch: Sketch) -> None:
    one, other = circle(48, 76, 17), circle(112, 76, 17)
    sketch.piece(minus(rect(14, 46, 132, 60, 6), one, other))
    for x in (48, 112):
        sketch.dashes((x, 98), (x, 22))
        sketch.dashes((x - 23, 76), (x + 23, 76))
    sketch.touch(65, 76)
    sketch.touch(129, 76)
    sketch.arrow(48, 24, 112, 24, both=True)


def micrometer_shaft(sketch: Sketch) -> None:
    _micrometer(sketch)
    sketch.piece(circle(66, 50, 20))
    _grip(sketch, 46, 86)


def micrometer_length(sketch: Sketch) -> None:
    _micrometer(sketch)
    sketch.piece(rect(46, 28, 40, 44))
    _grip(sketch, 46, 86)


def _micrometer(sketch: Sketch) -> None:
    """Frame, anvil at x = 46, spindle at x = 86, thimble and ratchet on the right."""
    bow = QPainterPath(open_line((29, 42), (29, 70)))
    bow.arcTo(QRectF(29, 34, 74, 72), 180, 180)
    bow.lineTo(103, 42)
    sketch.tool(thick(bow, 13))
    sketch.tool(rect(35.5, 45, 10.5, 10))
    sketch.tool(rect(86, 45, 10.5, 10))
    sketch.tool(rect(109.5, 43, 12, 14))
    sketch.ticks(111, 50, 3, 3.5, 2)
    sketch.tool(rect(121.5, 38, 22, 24, 2))
    for y in (43, 47.5, 52, 56.5):
        sketch.line((125, y), (140, y))
    sketch.tool(rect(143.5, 43, 10, 14, 2))


def _grip(sketch: Sketch, left: float, right: float) -> None:
    sketch.touch(left, 50)
    sketch.touch(right, 50)
    sketch.turn(148, 50, 8, 26, 115, -225)
    sketch.word(words.TWICE, 132, 88)


def micrometer_bore(sketch: Sketch) -> None:
    sketch.piece(rect(22, 60, 30, 54))
    sketch.piece(rect(108, 60, 30, 54))
    sketch.tool(rect(72, 4, 16, 8, 2))
    sketch.tool(rect(66, 12, 28, 26, 2))
    for x in (71, 76, 80, 84, 89):
        sketch.line((x, 16), (x, 34))
    sketch.tool(rect(74, 38, 12, 36))
    sketch.tool(rect(64, 74, 32, 22, 3))
    sketch.tool(rect(52, 81, 12, 8))
    sketch.tool(rect(96, 81, 12, 8))
    sketch.touch(52, 85)
    sketch.touch(108, 85)
    sketch.turn(80, 14, 30, 9, 205, 240)
    sketch.word(words.TWICE, 130, 30)


def micrometer_depth(sketch: Sketch) -> None:
    sketch.piece(minus(rect(20, 70, 120, 44), rect(64, 64, 32, 36)))
    sketch.tool(rect(74, 4, 12, 7, 2))
    sketch.tool(rect(68, 11, 24, 24, 2))
    for x in (72.5, 76, 80, 84, 87.5):
        sketch.line((x, 15), (x, 31))
    sketch.tool(rect(73, 35, 14, 23))
    sketch.tool(rect(40, 58, 80, 12, 2))
    sketch.tool(rect(78, 70, 4, 30))
    sketch.touch(80, 100)
    sketch.touch(48, 70)
    sketch.turn(80, 14, 28, 9, 205, 240)
    sketch.arrow(132, 24, 132, 52)
