"""Pictures of gauges that pass or do not: thread rings and plugs, plain plugs, full-form gauges.

The gauge that must pass has gone all the way; the other one has a groove, as on the real one, and stops.
"""

from __future__ import annotations

from PySide6.QtGui import QPainterPath

from metroapp.gui.widgets.how_to_strokes import Sketch, minus, polygon, rect

_AXIS, _HALF, _DEEP, _PITCH = 60.0, 14.0, 4.0, 8.0


def thread_ring_go(sketch: Sketch) -> None:
    _bolt(sketch)
    _ring(sketch, 44)
    sketch.arrow(148, 24, 80, 24)
    sketch.turn(56, _AXIS, 22, 46, 300, 115)
    sketch.tick(140, 100)


def thread_ring_no_go(sketch: Sketch) -> None:
    _bolt(sketch)
    _ring(sketch, 116)
    sketch.line((122, 20), (122, 46), thin=False)
    sketch.line((122, 74), (122, 100), thin=False)
    sketch.arrow(156, 110, 118, 110)
    sketch.stop(112, 110, 20)


def thread_plug_go(sketch: Sketch) -> None:
    _nut(sketch, threaded=True)
    sketch.tool(_screw(14, 94))
    _handle(sketch, 94)
    sketch.arrow(152, 96, 106, 96)
    sketch.turn(138, _AXIS, 9, 24, 100, -200)
    sketch.tick(128, 20)


def thread_plug_no_go(sketch: Sketch) -> None:
    _nut(sketch, threaded=True)
    sketch.tool(_screw(82, 114))
    _handle(sketch, 114, groove=True)
    sketch.arrow(154, 96, 112, 96)
    sketch.stop(106, 96, 26)


def plain_plug(sketch: Sketch) -> None:
    _nut(sketch, threaded=False)
    sketch.tool(rect(10, _AXIS - _HALF, 72, 2 * _HALF))
    sketch.tool(rect(82, _AXIS - 8, 40, 16))
    sketch.tool(rect(122, _AXIS - _HALF, 24, 2 * _HALF))
    sketch.line((127, _AXIS - _HALF), (127, _AXIS + _HALF), thin=False)
    sketch.arrow(138, 96, 104, 96)
    sketch.tick(118, 28)
    sketch.stop(152, _AXIS, 40)


def shaft_gauge_go(sketch: Sketch) -> None:
    sketch.piece(rect(8, _AXIS - _HALF, 104, 2 * _HALF))
    _ring(sketch, 44)
    sketch.arrow(148, 24, 80, 24)
    sketch.tick(140, 100)


def shaft_gauge_no_go(sketch: Sketch) -> None:
    sketch.piece(rect(8, _AXIS - _HALF, 104, 2 * _HALF))
    for y in (24.0, _AXIS + _HALF - 4):
        sketch.tool(rect(118, y, 26, 26, 2))
        sketch.line((124, y), (124, y + 26), thin=False)
    sketch.arrow(156, 112, 120, 112)
    sketch.stop(112, 112, 20)


def envelope_shaft(sketch: Sketch) -> None:
    sketch.piece(rect(8, _AXIS - _HALF, 144, 2 * _HALF))
    for y in (_AXIS - _HALF - 18, _AXIS + _HALF):
        sketch.tool(rect(36, y, 88, 18))
    sketch.touch(58, _AXIS - _HALF)
    sketch.touch(102, _AXIS + _HALF)
    sketch.arrow(144, 18, 30, 18)
    sketch.tick(140, 104)


def envelope_bore(sketch: Sketch) -> None:
    _nut(sketch, threaded=False)
    sketch.tool(rect(10, _AXIS - _HALF, 92, 2 * _HALF))
    sketch.tool(rect(102, _AXIS - 8, 46, 16))
    sketch.touch(36, _AXIS - _HALF)
    sketch.touch(70, _AXIS + _HALF)
    sketch.arrow(150, 96, 104, 96)
    sketch.tick(128, 24)


def _bolt(sketch: Sketch) -> None:
    sketch.piece(rect(4, 34, 22, 52, 3).united(_screw(26, 134)).simplified())


def _screw(left: float, right: float) -> QPainterPath:
    """A thread seen from the side, from `left` to `right`."""
    count = round((right - left) / (_PITCH / 2))
    step = (right - left) / count
    top = [(left + place * step, _AXIS - _HALF + (_DEEP if place % 2 else 0)) for place in range(count + 1)]
    return polygon(*top, *((x, 2 * _AXIS - y) for x, y in reversed(top)))


def _ring(sketch: Sketch, left: float) -> None:
    for y in (20.0, _AXIS + _HALF):
        sketch.tool(rect(left, y, 26, 26, 2))
    sketch.touch(left + 13, _AXIS - _HALF)
    sketch.touch(left + 13, _AXIS + _HALF)


def _nut(sketch: Sketch, *, threaded: bool) -> None:
    """A piece in section, with its hole open on both sides."""
    hole = _screw(14, 94) if threaded else rect(10, _AXIS - _HALF, 92, 2 * _HALF)
    sketch.piece(minus(rect(14, 26, 80, 68, 3), hole))


def _handle(sketch: Sketch, left: float, *, groove: bool = False) -> None:
    sketch.tool(rect(left, _AXIS - 9, 154 - left, 18, 3))
    if groove:
        sketch.line((left + 7, _AXIS - 9), (left + 7, _AXIS + 9), thin=False)
        sketch.line((left + 12, _AXIS - 9), (left + 12, _AXIS + 9), thin=False)
