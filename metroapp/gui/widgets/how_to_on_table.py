"""Pictures of what stands on the table: comparators on their stand, the CMM."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath

from metroapp.gui.widgets.how_to_strokes import Sketch, circle, minus, polygon, rect
from metroapp.wording import how_to as words

TABLE = 104.0


def comparator_zero(sketch: Sketch) -> None:
    stand(sketch, 78, 0)
    for y, height in ((92, 12), (84, 8), (78, 6)):
        sketch.tool(rect(66, y, 44, height), 0.32)
    sketch.touch(88, 78)
    sketch.word(words.ZERO, 130, 30, 30)
    sketch.arrow(130, 52, 130, 80)


def comparator_shaft(sketch: Sketch) -> None:
    stand(sketch, 74, 40)
    sketch.piece(circle(88, 89, 15))
    sketch.touch(88, 74)
    sketch.arrow(112, 92, 152, 92, both=True)
    sketch.turn(88, 34, 29, 29, 80, -62)


def comparator_face(sketch: Sketch) -> None:
    stand(sketch, 76, 40)
    sketch.piece(rect(62, 76, 48, 28))
    sketch.touch(88, 76)
    sketch.arrow(116, 90, 154, 90, both=True)


def comparator_bore(sketch: Sketch) -> None:
    sketch.piece(rect(22, 58, 30, 56))
    sketch.piece(rect(108, 58, 30, 56))
    sketch.dial(80, 25, 20, 40)
    sketch.tool(rect(76, 45, 8, 34))
    sketch.tool(rect(64, 79, 32, 14, 4))
    sketch.tool(rect(52, 82, 12, 8, 3))
    sketch.tool(rect(96, 82, 12, 8, 3))
    sketch.touch(52, 86)
    sketch.touch(108, 86)
    sketch.turn(80, 86, 66, 66, 115, 18)
    sketch.turn(80, 86, 66, 66, 65, -18)


def turn_maximum(sketch: Sketch) -> None:
    stand(sketch, 70, 60)
    _shaft_between_centres(sketch)
    extreme_word(sketch, words.MAXIMUM)


def turn_minimum(sketch: Sketch) -> None:
    stand(sketch, 70, -60)
    _shaft_between_centres(sketch)
    extreme_word(sketch, words.MINIMUM)


def turn_along_maximum(sketch: Sketch) -> None:
    turn_maximum(sketch)
    sketch.arrow(58, 97, 106, 97, both=True)


def turn_along_minimum(sketch: Sketch) -> None:
    turn_minimum(sketch)
    sketch.arrow(58, 97, 106, 97, both=True)


def surface_maximum(sketch: Sketch) -> None:
    _comparator_over_plate(sketch, 1)
    extreme_word(sketch, words.MAXIMUM)


def surface_minimum(sketch: Sketch) -> None:
    _comparator_over_plate(sketch, -1)
    extreme_word(sketch, words.MINIMUM)


def _comparator_over_plate(sketch: Sketch, way: int) -> None:
    plate, tip = wavy_plate(48, 88, way)
    sketch.piece(plate)
    stand(sketch, tip, 60 * way)
    sketch.touch(88, tip)
    sketch.arrow(104, 68, 146, 68, both=True)


def stand(sketch: Sketch, tip: float, needle: float) -> None:
    """Base, column, arm and comparator, whose tip is at (88, tip)."""
    sketch.tool(rect(8, TABLE, 144, 10, 2), 0.22)
    sketch.tool(rect(18, 8, 10, TABLE - 8))
    sketch.tool(rect(12, 54, 22, 14, 2), 0.3)
    sketch.tool(rect(34, 57, 50, 8))
    sketch.dial(88, 34, 21, needle)
    sketch.tool(rect(84, 55, 8, 11))
    sketch.tool(rect(86.5, 66, 3, max(1.0, tip - 69)), 1.0)
    sketch.tool(circle(88, tip - 2, 2), 1.0)


def _shaft_between_centres(sketch: Sketch) -> None:
    sketch.tool(rect(40, 70, 7, TABLE - 70))
    sketch.tool(polygon((47, 74), (56, 80), (47, 86)))
    sketch.piece(rect(56, 70, 78, 20))
    sketch.tool(rect(143, 70, 7, TABLE - 70))
    sketch.tool(polygon((143, 74), (134, 80), (143, 86)))
    sketch.touch(88, 70)
    sketch.turn(116, 80, 9, 19, 100, -190)


def wavy_plate(left: float, extreme: float, way: int) -> tuple[QPainterPath, float]:
    """A face less flat than a real one, with a crest (`way` 1) or a hollow (−1) at `extreme`; its height there."""
    start, top, end = 82.0 + 3 * way, 82.0 - 6 * way, 82.0 + 2 * way
    plate = QPainterPath(QPointF(left, TABLE))
    plate.lineTo(left, start)
    plate.cubicTo(left + 14, start, extreme - 16, top, extreme, top)
    plate.cubicTo(extreme + 20, top, extreme + 28, 82.0 + 5 * way, 148, end)
    plate.lineTo(148, TABLE)
    plate.closeSubpath()
    return plate, top


def extreme_word(sketch: Sketch, word: str) -> None:
    sketch.word(word, 134, 30, 19)


def cmm(sketch: Sketch) -> None:
    sketch.tool(rect(8, 96, 144, 14, 2), 0.22)
    quill = rect(73, 4, 14, 46, 2)
    sketch.tool(rect(18, 22, 13, 74))
    sketch.tool(rect(129, 22, 13, 74))
    sketch.tool(minus(rect(14, 12, 132, 16, 3), quill))
    sketch.tool(quill, 0.3)
    sketch.line((80, 50), (80, 62), thin=False)
    sketch.tool(circle(80, 65, 3.5), 1.0)
    sketch.piece(polygon((48, 96), (48, 70), (112, 70), (112, 84), (122, 84), (122, 96)))
    sketch.touch(80, 69)
    sketch.arrow(100, 38, 100, 62)
    sketch.arrow(40, 38, 66, 38, both=True)
