"""Shapes that mean something without their colour: check in a circle, cross in an octagon, the states of a link."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from drivers import LinkState
from metroapp.domain.sorting import BoxStatus


def paint_verdict(painter: QPainter, area: QRectF, status: BoxStatus, fill: QColor, ink: QColor) -> None:
    """The mark of a verdict, filling the square `area`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    side = area.width()
    if status is BoxStatus.NONCONFORMING:
        painter.drawPolygon(_octagon(area))
    else:
        painter.drawEllipse(area)
    pen = QPen(ink, side * 0.12, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    if status is BoxStatus.CONFORMING:
        painter.drawPolyline(_polygon(area, (0.27, 0.53), (0.44, 0.69), (0.74, 0.34)))
    elif status is BoxStatus.NONCONFORMING:
        painter.drawLine(_at(area, 0.31, 0.31), _at(area, 0.69, 0.69))
        painter.drawLine(_at(area, 0.69, 0.31), _at(area, 0.31, 0.69))
    else:
        painter.drawLine(_at(area, 0.28, 0.5), _at(area, 0.72, 0.5))
    painter.restore()


def paint_state(painter: QPainter, area: QRectF, state: LinkState, colour: QColor) -> None:
    """Ready: full disc. Opening: half disc. Silent: triangle. Lost: cross. Absent: ring."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(colour, max(2.0, area.width() * 0.16), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    inner = area.adjusted(1.5, 1.5, -1.5, -1.5)
    match state:
        case LinkState.READY:
            painter.setBrush(colour)
            painter.drawEllipse(inner)
        case LinkState.OPENING:
            painter.drawEllipse(inner)
            painter.setBrush(colour)
            painter.drawPie(inner, 90 * 16, 180 * 16)
        case LinkState.SILENT:
            painter.setBrush(colour)
            painter.drawPolygon(_polygon(area, (0.5, 0.12), (0.92, 0.86), (0.08, 0.86)))
        case LinkState.LOST:
            painter.drawLine(inner.topLeft(), inner.bottomRight())
            painter.drawLine(inner.topRight(), inner.bottomLeft())
        case _:
            painter.drawEllipse(inner)
    painter.restore()


def _octagon(area: QRectF) -> QPolygonF:
    centre, radius = area.center(), area.width() / 2 / math.cos(math.pi / 8)
    corners = [math.pi / 8 + corner * math.pi / 4 for corner in range(8)]
    return QPolygonF([QPointF(centre.x() + radius * math.cos(a), centre.y() + radius * math.sin(a)) for a in corners])


def _polygon(area: QRectF, *points: tuple[float, float]) -> QPolygonF:
    return QPolygonF([_at(area, x, y) for x, y in points])


def _at(area: QRectF, x: float, y: float) -> QPointF:
    return QPointF(area.x() + x * area.width(), area.y() + y * area.height())
