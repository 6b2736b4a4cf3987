"""Pictures of geometry on the plate: jacks, points, V, square, slide of the column, sine bar, a piece turned over."""

from __future__ import annotations

import math

from metroapp.gui.widgets.how_to_on_table import TABLE, extreme_word, stand, wavy_plate
from metroapp.gui.widgets.how_to_strokes import Sketch, circle, minus, polygon, rect
from metroapp.wording import how_to as words


def jacks_maximum(sketch: Sketch) -> None:
    _on_jacks(sketch, 1, words.MAXIMUM)


def jacks_minimum(sketch: Sketch) -> None:
    _on_jacks(sketch, -1, words.MINIMUM)


def _on_jacks(sketch: Sketch, way: int, word: str) -> None:
    """A plate on three jacks: the one in the middle stands behind."""
    top = 72 - 3 * way
    for x in (58, 98, 138):
        sketch.tool(polygon((x - 9, TABLE), (x - 3, 90), (x + 3, 90), (x + 9, TABLE)), 0.3)
        sketch.tool(circle(x, 87, 3), 0.5)
    sketch.piece(polygon((46, 72), (70, 72 + 2 * way), (88, top), (120, 72 + 2 * way), (150, 72), (150, 84), (46, 84)))
    stand(sketch, top, 60 * way)
    sketch.touch(88, top)
    sketch.arrow(104, 60, 146, 60, both=True)
    extreme_word(sketch, word)


def grid_point(sketch: Sketch) -> None:
    """A face seen from above, and the way of the tip over its points."""
    sketch.piece(rect(18, 14, 124, 92, 3))
    for row in range(3):
        for column in range(4):
            sketch.tool(circle(36 + 29 * column, 32 + 28 * row, 3.2), 1.0)
    for row in range(3):
        start, end = (44, 115) if row % 2 == 0 else (115, 44)
        if row == 0:
            sketch.arrow(start, 32, end, 32)
        elif row == 1:
            sketch.arrow(123, 40, 123, 52)
            sketch.arrow(start, 60, end, 60)
    sketch.touch(36, 32)


def line_point(sketch: Sketch) -> None:
    plate, _tip = wavy_plate(48, 88, 1)
    sketch.piece(plate)
    stand(sketch, 76, 20)
    for place in range(6):
        x = 54 + 17 * place
        sketch.dashes((x, 66), (x, TABLE))
    sketch.touch(88, 76)
    sketch.arrow(104, 58, 146, 58)


def diameter_turned(sketch: Sketch) -> None:
    """A section between the anvils of a micrometer, which turns between two readings."""
    sketch.piece(circle(80, 62, 30))
    sketch.tool(rect(18, 56, 32, 12, 2))
    sketch.tool(rect(110, 56, 32, 12, 2))
    sketch.tool(polygon((18, 50), (8, 50), (8, 112), (152, 112), (152, 50), (142, 50), (142, 102), (18, 102)))
    for turn in (0, 45, 90, 135):
        across, up = 30 * math.cos(math.radians(turn)), 30 * math.sin(math.radians(turn))
        sketch.dashes((80 - across, 62 - up), (80 + across, 62 + up))
    sketch.touch(50, 62)
    sketch.touch(110, 62)
    sketch.turn(80, 62, 40, 40, 130, -80)


def v_maximum(sketch: Sketch) -> None:
    _in_v(sketch, 50, words.MAXIMUM)


def v_minimum(sketch: Sketch) -> None:
    _in_v(sketch, -50, words.MINIMUM)


def _in_v(sketch: Sketch, needle: float, word: str) -> None:
    sketch.tool(minus(rect(56, 84, 64, 20), polygon((68, 83), (108, 83), (88, 103))), 0.3)
    sketch.piece(circle(88, 79, 17))
    stand(sketch, 62, needle)
    sketch.touch(88, 62)
    sketch.touch(76, 91)
    sketch.touch(100, 91)
    sketch.turn(88, 79, 28, 28, 50, -80)
    extreme_word(sketch, word)


def square_maximum(sketch: Sketch) -> None:
    _along_square(sketch, words.MAXIMUM)


def square_minimum(sketch: Sketch) -> None:
    _along_square(sketch, words.MINIMUM)


def _along_square(sketch: Sketch, word: str) -> None:
    sketch.tool(rect(8, TABLE, 144, 10, 2), 0.22)
    sketch.piece(polygon((96, TABLE), (96, 24), (140, 24), (142, TABLE)))
    sketch.tool(polygon((14, TABLE), (14, 12), (26, 12), (26, 92), (56, 92), (56, TABLE)), 0.3)
    sketch.tool(rect(26, 54, 14, 16, 2))
    sketch.dial(56, 62, 17, 40)
    sketch.tool(rect(73, 59, 12, 6))
    sketch.tool(rect(85, 61, 9, 3), 1.0)
    sketch.touch(96, 62)
    sketch.arrow(84, 92, 84, 26, both=True)
    sketch.word(word, 116, 12, 19)


def slide_maximum(sketch: Sketch) -> None:
    _along_slide(sketch, words.MAXIMUM)


def slide_minimum(sketch: Sketch) -> None:
    _along_slide(sketch, words.MINIMUM)


def _along_slide(sketch: Sketch, word: str) -> None:
    sketch.tool(rect(8, TABLE, 144, 10, 2), 0.22)
    sketch.piece(polygon((96, TABLE), (96, 24), (140, 24), (142, TABLE)))
    carriage = rect(12, 50, 28, 24, 3)
    sketch.tool(minus(rect(10, TABLE - 12, 38, 12, 2), carriage))
    sketch.tool(minus(rect(19, 4, 14, TABLE - 16), carriage))
    sketch.tool(carriage, 0.3)
    sketch.dial(58, 62, 15, 40)
    sketch.tool(rect(73, 59, 12, 6))
    sketch.tool(rect(85, 61, 9, 3), 1.0)
    sketch.touch(96, 62)
    sketch.arrow(84, 92, 84, 26, both=True)
    sketch.word(word, 116, 12, 19)


def sine_maximum(sketch: Sketch) -> None:
    _on_sine_bar(sketch, 50, words.MAXIMUM)


def sine_minimum(sketch: Sketch) -> None:
    _on_sine_bar(sketch, -50, words.MINIMUM)


def _on_sine_bar(sketch: Sketch, needle: float, word: str) -> None:
    """The bar leans on its blocks, and the face of the piece is level."""
    sketch.tool(rect(130, 88, 16, 16), 0.5)
    sketch.tool(polygon((50, 92), (140, 76), (141, 82), (51, 98)), 0.3)
    sketch.tool(circle(56, 99, 5), 0.5)
    sketch.tool(circle(138, 83, 5), 0.5)
    sketch.piece(polygon((58, 90), (130, 77), (130, 68), (58, 68)))
    stand(sketch, 68, needle)
    sketch.touch(88, 68)
    sketch.arrow(104, 58, 142, 58, both=True)
    extreme_word(sketch, word)


def turned_before(sketch: Sketch) -> None:
    _slotted(sketch)


def turned_after(sketch: Sketch) -> None:
    _slotted(sketch)
    sketch.turn(142, 82, 13, 20, 100, -200)


def _slotted(sketch: Sketch) -> None:
    """A block with a tongue: the height of the face of the tongue, first on one side, then on the other."""
    sketch.piece(polygon((60, TABLE), (60, 66), (104, 66), (104, 78), (126, 78), (126, 92), (104, 92), (104, TABLE)))
    stand_at = 115.0
    sketch.tool(rect(8, TABLE, 144, 10, 2), 0.22)
    sketch.tool(rect(18, 8, 10, TABLE - 8))
    sketch.tool(rect(12, 40, 22, 14, 2), 0.3)
    sketch.tool(rect(34, 43, stand_at - 38, 8))
    sketch.dial(stand_at, 32, 19, 30)
    sketch.tool(rect(stand_at - 4, 51, 8, 10))
    sketch.tool(rect(stand_at - 1.5, 61, 3, 14), 1.0)
    sketch.dashes((54, 85), (140, 85))
    sketch.touch(stand_at, 78)


def co_ordinate(sketch: Sketch) -> None:
    """A hole, and its two distances to the faces that it is placed from."""
    hole = circle(96, 48, 15)
    sketch.piece(minus(rect(30, 12, 116, 84), hole))
    sketch.dashes((96, 22), (96, 106))
    sketch.dashes((20, 48), (122, 48))
    sketch.arrow(30, 108, 96, 108, both=True)
    sketch.arrow(18, 96, 18, 48, both=True)
    sketch.touch(96, 48)


def datum_plate(sketch: Sketch) -> None:
    sketch.tool(rect(8, TABLE, 144, 10, 2), 0.22)
    sketch.piece(polygon((40, TABLE), (40, 62), (92, 62), (92, 80), (124, 80), (124, TABLE)))
    for x in (52, 82, 112):
        sketch.touch(x, TABLE)
    sketch.arrow(66, 18, 66, 50)


def datum_axis(sketch: Sketch) -> None:
    sketch.tool(rect(8, TABLE, 144, 10, 2), 0.22)
    sketch.tool(minus(rect(44, 72, 72, 32), polygon((54, 71), (106, 71), (80, 97))), 0.3)
    sketch.piece(circle(80, 68.7, 20))
    sketch.touch(65.9, 82.8)
    sketch.touch(94.1, 82.8)
    sketch.arrow(80, 12, 80, 40)
