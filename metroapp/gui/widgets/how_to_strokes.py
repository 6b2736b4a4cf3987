"""The strokes of the pictures « Comment mesurer »: pieces are hatched as on a drawing, instruments are tinted, and one
accent says where it touches and what the hand does. Nothing depends on the accent alone: a touch is a target, a
gesture is an arrow.

Every picture is drawn in a room of 160 by 120 units.
"""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPainterPathStroker, QPen

from metroapp.gui.theme import font

WIDTH, HEIGHT = 160.0, 120.0
_LINE, _THIN, _ARROW, _HEAD = 2.2, 1.1, 3.2, 9.0
_HATCH = 6.0


def rect(x: float, y: float, width: float, height: float, radius: float = 0) -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(QRectF(x, y, width, height), radius, radius)
    return path


def circle(x: float, y: float, radius: float) -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QPointF(x, y), radius, radius)
    return path


def polygon(*points: tuple[float, float]) -> QPainterPath:
    path = open_line(*points)
    path.closeSubpath()
    return path


def open_line(*points: tuple[float, float]) -> QPainterPath:
    path = QPainterPath(QPointF(*points[0]))
    for point in points[1:]:
        path.lineTo(QPointF(*point))
    return path


def minus(path: QPainterPath, *holes: QPainterPath) -> QPainterPath:
    """What stands in front is cut out of what is behind: no ground colour is known here."""
    for hole in holes:
        path = path.subtracted(hole)
    return path


def thick(path: QPainterPath, width: float) -> QPainterPath:
    """A bent bar: the outline of a line of this width."""
    stroker = QPainterPathStroker()
    stroker.setWidth(width)
    stroker.setCapStyle(Qt.PenCapStyle.FlatCap)
    stroker.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return stroker.createStroke(path).simplified()


class Sketch:
    """A painter in the room of one picture, centred in `area`; `close` gives the painter back as it was."""

    def __init__(self, painter: QPainter, area: QRectF, ink: QColor, accent: QColor) -> None:
        self._painter, self._ink, self._accent = painter, ink, accent
        scale = min(area.width() / WIDTH, area.height() / HEIGHT)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(
            area.x() + (area.width() - WIDTH * scale) / 2, area.y() + (area.height() - HEIGHT * scale) / 2
        )
        painter.scale(scale, scale)

    def close(self) -> None:
        self._painter.restore()

    # -- things -------------------------------------------------------------------------------------------------------

    def piece(self, path: QPainterPath) -> None:
        """The workpiece: hatched."""
        painter = self._painter
        painter.save()
        painter.setClipPath(path)
        painter.setPen(QPen(self._faded(0.5), _THIN))
        box = path.boundingRect()
        start = math.floor((box.left() + box.top()) / _HATCH) * _HATCH
        while start < box.right() + box.bottom():
            across = QPointF(start - box.top(), box.top()), QPointF(start - box.bottom(), box.bottom())
            painter.drawLine(*across)
            start += _HATCH
        painter.restore()
        self._outline(path, QColor(Qt.GlobalColor.transparent))

    def tool(self, path: QPainterPath, depth: float = 0.14) -> None:
        """An instrument or a part of it: tinted."""
        self._outline(path, self._faded(depth))

    def line(self, *points: tuple[float, float], thin: bool = True) -> None:
        self._pen(self._ink, _THIN if thin else _LINE)
        self._painter.drawPath(open_line(*points))

    def ticks(self, x: float, y: float, count: int, step: float, height: float = 3) -> None:
        """The graduations of a scale, hanging from (x, y)."""
        for number in range(count):
            longer = height * (1.7 if number % 5 == 0 else 1)
            self.line((x + number * step, y), (x + number * step, y + longer))

    def dashes(self, *points: tuple[float, float]) -> None:
        """An axis, or where the eye looks."""
        self._pen(self._ink, _THIN, Qt.PenStyle.DashLine)
        self._painter.drawPath(open_line(*points))

    # -- gestures -----------------------------------------------------------------------------------------------------

    def touch(self, x: float, y: float) -> None:
        """Where the instrument touches: a target."""
        self._pen(self._accent, 1.8)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawEllipse(QPointF(x, y), 5.8, 5.8)
        self._fill(circle(x, y, 2.6))

    def arrow(self, x1: float, y1: float, x2: float, y2: float, *, both: bool = False) -> None:
        """What the hand does; `both` ways where it goes to and fro."""
        angle = math.atan2(y2 - y1, x2 - x1)
        start = self._before(x1, y1, angle + math.pi) if both else (x1, y1)
        self._pen(self._accent, _ARROW, cap=Qt.PenCapStyle.FlatCap if both else Qt.PenCapStyle.RoundCap)
        self._painter.drawLine(QPointF(*start), QPointF(*self._before(x2, y2, angle)))
        self._head(x2, y2, angle)
        if both:
            self._head(x1, y1, angle + math.pi)

    def turn(self, x: float, y: float, across: float, up: float, start: float, span: float) -> None:
        """An arrow along an ellipse of half-axes `across` and `up`; degrees, anticlockwise from the right."""
        box = QRectF(x - across, y - up, 2 * across, 2 * up)
        path = QPainterPath()
        path.arcMoveTo(box, start)
        path.arcTo(box, start, span)
        self._pen(self._accent, _ARROW)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawPath(path)
        end = math.radians(start + span)
        way = 1 if span > 0 else -1
        heading = math.atan2(-way * up * math.cos(end), -way * across * math.sin(end))
        tip = path.currentPosition()
        self._head(tip.x() + math.cos(heading) * _HEAD * 0.6, tip.y() + math.sin(heading) * _HEAD * 0.6, heading)

    def stop(self, x: float, y: float, height: float) -> None:
        """Where it goes no further."""
        self._pen(self._accent, 4.5, cap=Qt.PenCapStyle.FlatCap)
        self._painter.drawLine(QPointF(x, y - height / 2), QPointF(x, y + height / 2))

    def tick(self, x: float, y: float) -> None:
        """It passes, as it must."""
        self._pen(self._accent, 4)
        self._painter.drawPath(open_line((x - 7, y), (x - 2, y + 6), (x + 8, y - 7)))

    def word(self, text: str, x: float, y: float, size: float = 15) -> None:
        """A short word in the accent, centred."""
        self._painter.setFont(font(size, bold=True))
        self._painter.setPen(self._accent)
        self._painter.drawText(QRectF(x - 40, y - size, 80, 2 * size), Qt.AlignmentFlag.AlignCenter, text)

    # -- instruments met in several pictures --------------------------------------------------------------------------

    def dial(self, x: float, y: float, radius: float, needle: float) -> None:
        """A comparator seen from the front; `needle` in degrees clockwise from the top."""
        self.tool(circle(x, y, radius))
        for place in range(12):
            turn = math.radians(place * 30)
            inner, outer = radius * 0.78, radius * 0.92
            self.line(
                (x + inner * math.sin(turn), y - inner * math.cos(turn)),
                (x + outer * math.sin(turn), y - outer * math.cos(turn)),
            )
        turn = math.radians(needle)
        self._pen(self._ink, _LINE)
        tip = QPointF(x + radius * 0.66 * math.sin(turn), y - radius * 0.66 * math.cos(turn))
        self._painter.drawLine(QPointF(x, y), tip)
        self._painter.setBrush(self._ink)
        self._painter.drawEllipse(QPointF(x, y), 1.6, 1.6)

    def screen(self, x: float, y: float, width: float, height: float) -> None:
        """The display of a digital instrument."""
        self.tool(rect(x, y, width, height, 1.5), 0.0)
        digit = width / 5
        for number in range(3):
            left = x + digit * (number + 0.9)
            self.line((left, y + height * 0.3), (left + digit * 0.6, y + height * 0.3))
            self.line((left, y + height * 0.7), (left + digit * 0.6, y + height * 0.7))

    # -- pens ---------------------------------------------------------------------------------------------------------

    def _outline(self, path: QPainterPath, fill: QColor) -> None:
        self._pen(self._ink, _LINE)
        self._painter.setBrush(fill)
        self._painter.drawPath(path)

    def _fill(self, path: QPainterPath) -> None:
        self._painter.fillPath(path, self._accent)

    def _head(self, x: float, y: float, angle: float) -> None:
        side = math.radians(28)
        corners = [
            (x - _HEAD * math.cos(angle + way * side), y - _HEAD * math.sin(angle + way * side)) for way in (1, -1)
        ]
        self._fill(polygon((x, y), *corners))

    def _before(self, x: float, y: float, angle: float) -> tuple[float, float]:
        back = _HEAD * 0.75
        return x - back * math.cos(angle), y - back * math.sin(angle)

    def _pen(
        self,
        colour: QColor,
        width: float,
        style: Qt.PenStyle = Qt.PenStyle.SolidLine,
        cap: Qt.PenCapStyle = Qt.PenCapStyle.RoundCap,
    ) -> None:
        self._painter.setPen(QPen(colour, width, style, cap, Qt.PenJoinStyle.RoundJoin))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)

    def _faded(self, share: float) -> QColor:
        colour = QColor(self._ink)
        colour.setAlphaF(share)
        return colour
