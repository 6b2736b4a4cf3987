"""Pictures of the height column: where its ball goes."""

from __future__ import annotations

from PySide6.QtGui import QPainterPath

from metroapp.gui.widgets.how_to_on_table import TABLE, extreme_word, wavy_plate
from metroapp.gui.widgets.how_to_strokes import Sketch, circle, minus, polygon, rect
from metroapp.wording import how_to as words

_BALL = 6.5


def column_bore_low(sketch: Sketch) -> None:
    _column_in_bore(sketch, 91 - _BALL)
    sketch.touch(110, 91)
    sketch.arrow(110, 56, 110, 76)


def column_bore_high(sketch: Sketch) -> None:
    _column_in_bore(sketch, 49 + _BALL)
    sketch.touch(110, 49)
    sketch.arrow(110, 86, 110, 66)


def _column_in_bore(sketch: Sketch, ball: float) -> None:
    arm = _arm(110, ball)
    sketch.piece(minus(rect(76, 36, 68, TABLE - 36), circle(110, 70, 21), arm))
    _column(sketch, 110, ball)


def column_shaft_low(sketch: Sketch) -> None:
    _held_shaft(sketch)
    _column(sketch, 104, 84 + _BALL)
    sketch.touch(104, 84)
    sketch.arrow(80, 86, 80, 66)


def column_shaft_high(sketch: Sketch) -> None:
    _held_shaft(sketch)
    _column(sketch, 104, 44 - _BALL)
    sketch.touch(104, 44)
    sketch.arrow(80, 44, 80, 64)


def _held_shaft(sketch: Sketch) -> None:
    """A shaft seen from its end, in a holder that leaves its top and its bottom free."""
    shaft = circle(104, 64, 20)
    sketch.tool(minus(polygon((120, 58), (138, 58), (138, TABLE), (150, TABLE), (150, 44), (120, 44)), shaft))
    sketch.piece(shaft)


def column_axis_1(sketch: Sketch) -> None:
    _two_holes(sketch, 84)


def column_axis_2(sketch: Sketch) -> None:
    _two_holes(sketch, 40)


def _two_holes(sketch: Sketch, height: float) -> None:
    ball = height + 13 - _BALL
    arm = _arm(102, ball)
    sketch.piece(minus(rect(74, 16, 72, TABLE - 16), circle(102, 84, 13), circle(102, 40, 13), arm))
    for y in (84, 40):
        sketch.dashes((84, y), (142, y))
    _column(sketch, 102, ball)
    sketch.touch(102, height + 13)
    sketch.arrow(134, 84, 134, 40, both=True)


def column_step_1(sketch: Sketch) -> None:
    _stepped(sketch)
    _column(sketch, 92, 78 - _BALL)
    sketch.touch(92, 78)
    sketch.arrow(92, 44, 92, 64)


def column_step_2(sketch: Sketch) -> None:
    _stepped(sketch)
    _column(sketch, 126, 50 - _BALL)
    sketch.touch(126, 50)
    sketch.arrow(126, 16, 126, 36)


def _stepped(sketch: Sketch) -> None:
    sketch.piece(polygon((76, TABLE), (76, 78), (108, 78), (108, 50), (146, 50), (146, TABLE)))


def column_height(sketch: Sketch) -> None:
    sketch.piece(rect(78, 60, 66, TABLE - 60))
    _column(sketch, 108, 60 - _BALL)
    sketch.touch(108, 60)
    sketch.arrow(108, 24, 108, 45)


def column_depth_1(sketch: Sketch) -> None:
    _hollow(sketch)
    _column(sketch, 90, 48 - _BALL)
    sketch.touch(90, 48)
    sketch.arrow(90, 14, 90, 34)


def column_depth_2(sketch: Sketch) -> None:
    _hollow(sketch, _arm(122, 82 - _BALL))
    _column(sketch, 122, 82 - _BALL)
    sketch.touch(122, 82)
    sketch.arrow(122, 42, 122, 66)


def _hollow(sketch: Sketch, *arm: QPainterPath) -> None:
    block = polygon((76, TABLE), (76, 48), (106, 48), (106, 82), (138, 82), (138, 48), (148, 48), (148, TABLE))
    sketch.piece(minus(block, *arm))


def column_centres_1(sketch: Sketch) -> None:
    _in_one_of_two(sketch, 84, 1)


def column_centres_2(sketch: Sketch) -> None:
    _in_one_of_two(sketch, 84, -1)


def column_centres_3(sketch: Sketch) -> None:
    _in_one_of_two(sketch, 40, 1)


def column_centres_4(sketch: Sketch) -> None:
    _in_one_of_two(sketch, 40, -1)


def _in_one_of_two(sketch: Sketch, height: float, way: int) -> None:
    """The ball at the bottom (`way` 1) or at the top (−1) of one of two bores."""
    ball = height + way * (15 - _BALL)
    arm = _arm(102, ball)
    sketch.piece(minus(rect(74, 16, 72, TABLE - 16), circle(102, 84, 15), circle(102, 40, 15), arm))
    for y in (84, 40):
        sketch.dashes((84, y), (142, y))
    _column(sketch, 102, ball)
    sketch.touch(102, height + way * 15)
    sketch.arrow(130, height - way * 9, 130, height + way * 11)


def column_plate(sketch: Sketch) -> None:
    _column(sketch, 104, TABLE - _BALL)
    sketch.touch(104, TABLE)
    sketch.word(words.ZERO, 128, 46, 30)
    sketch.arrow(104, 60, 104, 84)


def column_gauge_1(sketch: Sketch) -> None:
    _in_groove(sketch, 82 - _BALL)
    sketch.touch(110, 82)
    sketch.arrow(132, 58, 132, 78)


def column_gauge_2(sketch: Sketch) -> None:
    _in_groove(sketch, 50 + _BALL)
    sketch.touch(110, 50)
    sketch.arrow(132, 76, 132, 56)


def _in_groove(sketch: Sketch, ball: float) -> None:
    """The gauge of the constant: a groove of a certified width, between two jaws."""
    body = polygon((84, 36), (150, 36), (150, TABLE), (84, TABLE), (84, 82), (138, 82), (138, 50), (84, 50))
    sketch.piece(minus(body, _arm(110, ball)))
    _column(sketch, 110, ball)


def column_surface_maximum(sketch: Sketch) -> None:
    _column_over_plate(sketch, 1, words.MAXIMUM)


def column_surface_minimum(sketch: Sketch) -> None:
    _column_over_plate(sketch, -1, words.MINIMUM)


def _column_over_plate(sketch: Sketch, way: int, word: str) -> None:
    plate, top = wavy_plate(62, 102, way)
    sketch.piece(minus(plate, _arm(102, top - _BALL)))
    _column(sketch, 102, top - _BALL)
    sketch.touch(102, top)
    sketch.arrow(92, 54, 146, 54, both=True)
    extreme_word(sketch, word)


def column_turn_maximum(sketch: Sketch) -> None:
    _column_over_shaft(sketch, words.MAXIMUM)


def column_turn_minimum(sketch: Sketch) -> None:
    _column_over_shaft(sketch, words.MINIMUM)


def _column_over_shaft(sketch: Sketch, word: str) -> None:
    sketch.tool(rect(58, 70, 6, TABLE - 70))
    sketch.tool(polygon((64, 74), (72, 80), (64, 86)))
    sketch.piece(rect(72, 70, 64, 20))
    sketch.tool(rect(144, 70, 6, TABLE - 70))
    sketch.tool(polygon((144, 74), (136, 80), (144, 86)))
    _column(sketch, 94, 70 - _BALL)
    sketch.touch(94, 70)
    sketch.turn(120, 80, 9, 19, 100, -190)
    extreme_word(sketch, word)


def _arm(ball_x: float, y: float) -> QPainterPath:
    return rect(40, y - 2.5, ball_x - 40, 5).united(circle(ball_x, y, _BALL))


def _column(sketch: Sketch, ball_x: float, y: float) -> None:
    """Granite, column, carriage at the height of the ball, arm and ball."""
    sketch.tool(rect(4, TABLE, 152, 11, 2), 0.22)
    carriage = rect(14, y - 11, 28, 22, 3)
    sketch.tool(minus(rect(8, TABLE - 12, 38, 12, 2), carriage, _arm(ball_x, y)))
    sketch.tool(minus(rect(20, 4, 14, TABLE - 16), carriage))
    sketch.tool(carriage, 0.3)
    sketch.tool(minus(_arm(ball_x, y), carriage))
