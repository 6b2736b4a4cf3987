"""Pictures of what is seen with the eye, a template, a protractor, a roughness tester or its plates."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath

from metroapp.gui.widgets.how_to_strokes import Sketch, circle, minus, polygon, rect


def _eye_at(sketch: Sketch, x: float, y: float, size: float) -> None:
    """An eye that looks."""
    lids = QPainterPath(QPointF(x - size, y))
    lids.quadTo(x, y - size * 0.95, x + size, y)
    lids.quadTo(x, y + size * 0.95, x - size, y)
    sketch.tool(minus(lids, circle(x, y, size * 0.36)), 0.0)
    sketch.tool(circle(x, y, size * 0.36), 0.3)
    sketch.tool(circle(x, y, size * 0.12), 1.0)


def eye(sketch: Sketch) -> None:
    _eye_at(sketch, 40, 34, 28)
    sketch.dashes((58, 46), (84, 66))
    sketch.piece(polygon((86, 114), (86, 78), (96, 68), (150, 68), (150, 114)))
    sketch.touch(91, 73)
    sketch.arrow(104, 56, 142, 56, both=True)


def radius_gauge(sketch: Sketch) -> None:
    round_edge = QPainterPath(QPointF(64, 114))
    round_edge.lineTo(64, 82)
    round_edge.arcTo(64, 52, 60, 60, 180, -90)
    round_edge.lineTo(150, 52)
    round_edge.lineTo(150, 114)
    round_edge.closeSubpath()
    sketch.piece(round_edge)
    sketch.tool(minus(polygon((14, 20), (94, 20), (94, 52), (94, 82), (64, 82), (14, 60)), circle(94, 82, 30)))
    _eye_at(sketch, 128, 22, 18)
    sketch.dashes((114, 32), (82, 54))
    sketch.touch(73, 61)
    sketch.arrow(22, 36, 46, 50)


def protractor(sketch: Sketch) -> None:
    disc = circle(40, 92, 15)
    base, blade = rect(22, 96, 130, 10, 2), polygon((33, 92), (88, 22), (96, 28), (41, 98))
    sketch.piece(minus(polygon((44, 96), (97, 28), (142, 28), (142, 96)), disc, blade))
    sketch.tool(minus(base, disc))
    sketch.tool(minus(blade, disc))
    sketch.tool(disc, 0.3)
    sketch.line((40, 92), (49, 81), thin=False)
    sketch.touch(70, 62)
    sketch.touch(100, 96)
    sketch.turn(40, 92, 52, 52, 98, -28)


def roughness(sketch: Sketch) -> None:
    teeth = [(12 + number * 8.5, 82 if number % 2 else 75) for number in range(17)]
    sketch.piece(polygon((12, 112), *teeth, (148, 112)))
    sketch.tool(rect(14, 26, 70, 40, 4))
    sketch.screen(24, 34, 34, 16)
    sketch.tool(rect(20, 66, 7, 10))
    sketch.tool(rect(68, 66, 7, 10))
    sketch.tool(rect(84, 50, 40, 6, 2))
    sketch.tool(polygon((116, 56), (124, 56), (120, 74)), 1.0)
    sketch.touch(120, 77)
    sketch.arrow(150, 38, 100, 38)


def plates(sketch: Sketch) -> None:
    """Three plates, each with its own stripes, the piece under them, and a nail that goes across."""
    for place, step in enumerate((9, 6, 3)):
        left = 10 + place * 34
        sketch.tool(rect(left, 14, 30, 36, 2))
        for at in range(left + 3, left + 28, step):
            sketch.line((at, 20), (at, 44), thin=True)
    sketch.piece(rect(14, 70, 132, 42, 2))
    for at in range(20, 142, 6):
        sketch.line((at, 76), (at, 106), thin=True)
    nail = QPainterPath(QPointF(150, 52))
    nail.lineTo(128, 84)
    nail.quadTo(118, 92, 116, 84)
    nail.quadTo(116, 78, 122, 72)
    nail.lineTo(138, 46)
    nail.closeSubpath()
    sketch.tool(nail, 0.3)
    sketch.touch(117, 88)
    sketch.arrow(106, 62, 66, 62, both=True)
