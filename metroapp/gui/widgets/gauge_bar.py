"""Where a value falls between mini and maxi: a bar with its tolerance zone, its middle and a pointer.

Only the picture is computed in floating point; the verdict came with the event.
"""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from metroapp.domain.callout import Callout
from metroapp.gui.phrases import limit
from metroapp.gui.theme import Tokens, font

_ZONE = (0.2, 0.8)  # share of the bar taken by the tolerance interval


def paint_gauge(
    painter: QPainter, area: QRectF, callout: Callout, value: Decimal | None, ink: QColor, zone: QColor, tokens: Tokens
) -> None:
    """Draw the bar in `area`: pointer above, track in the middle, limits below."""
    if callout.upper_limit is None and callout.lower_limit is None:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    text = max(13.0, area.height() * 0.30)
    thick = max(8.0, area.height() * 0.20)
    top = area.y() + area.height() * 0.36
    track = QRectF(area.x(), top, area.width(), thick)
    outside = QColor(ink)
    outside.setAlphaF(0.25)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(outside)
    painter.drawRoundedRect(track, thick / 2, thick / 2)
    left, right = _ends(callout, track)
    painter.setBrush(zone)
    painter.drawRect(QRectF(left, top, right - left, thick))
    painter.setPen(QPen(ink, 2))
    ticks = [(right, callout.upper_limit), (left, callout.lower_limit), ((left + right) / 2, callout.mid_limit)]
    painter.setFont(font(text, narrow=True))
    for x, at in ticks:
        if at is None:
            continue
        painter.drawLine(QPointF(x, top - 3), QPointF(x, top + thick + 3))
        place = QRectF(x - 120, top + thick + 2, 240, text * 1.5)
        painter.drawText(place, Qt.AlignmentFlag.AlignHCenter, limit(at, callout))
    if value is not None:
        x = track.x() + track.width() * share_of(callout, value)
        height = area.height() * 0.26
        painter.setPen(QPen(QColor(tokens.surface), 1))
        painter.setBrush(ink)
        painter.drawPolygon(
            QPolygonF(
                [
                    QPointF(x, top + thick * 0.6),
                    QPointF(x - height * 0.6, top - height),
                    QPointF(x + height * 0.6, top - height),
                ]
            )
        )
    painter.restore()


def _ends(callout: Callout, track: QRectF) -> tuple[float, float]:
    """The tolerance zone goes to the end of the bar on the side where there is no limit."""
    left = track.x() if callout.lower_limit is None else track.x() + track.width() * _ZONE[0]
    right = track.right() if callout.upper_limit is None else track.x() + track.width() * _ZONE[1]
    return left, right


def share_of(callout: Callout, value: Decimal) -> float:
    """Place of a value (unit of the callout) along the bar, kept inside it.

    With a lower limit alone, the bar shows as much above it as twice the limit.
    """
    lower = callout.lower_limit if callout.lower_limit is not None else Decimal(0)
    upper = callout.upper_limit if callout.upper_limit is not None else 3 * lower
    begin = _ZONE[0] if callout.lower_limit is not None else 0.0
    span = upper - lower
    place = float((value - lower) / span) if span else 0.5
    return min(0.985, max(0.015, begin + place * (_ZONE[1] - begin)))
