"""Where a value falls between mini and maxi: a bar with its tolerance zone, its middle and a pointer; with a guard
band, what is accepted in full and what is neither accepted nor refused in stripes.

Only the picture is computed in floating point; the verdict came with the event.
"""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF

from metroapp.domain.acceptance import Zones
from metroapp.domain.callout import Callout
from metroapp.gui.phrases import limit
from metroapp.gui.theme import Tokens, font

_ZONE = (0.2, 0.8)  # share of the bar taken by the tolerance interval


def paint_gauge(
    painter: QPainter,
    area: QRectF,
    callout: Callout,
    value: Decimal | None,
    ink: QColor,
    zone: QColor,
    tokens: Tokens,
    zones: Zones | None = None,
    *,
    figures: bool = True,
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
    if zones is None or not is_guarded(zones):
        painter.fillRect(QRectF(left, top, right - left, thick), zone)
    else:
        _paint_zones(painter, track, callout, zones, ink, zone)
    painter.setPen(QPen(ink, 2))
    ticks = [(right, callout.upper_limit), (left, callout.lower_limit), ((left + right) / 2, callout.mid_limit)]
    painter.setFont(font(text, narrow=True))
    for x, at in ticks:
        if at is None:
            continue
        painter.drawLine(QPointF(x, top - 3), QPointF(x, top + thick + 3))
        place = QRectF(x - 120, top + thick + 2, 240, text * 1.5)
        if figures:
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


def is_guarded(zones: Zones) -> bool:
    """Whether some values are neither accepted nor refused."""
    accepted, rejected = accepted_range(zones), (zones.lower_rejection, zones.upper_rejection)
    return accepted is None or accepted != rejected


def accepted_range(zones: Zones) -> tuple[Decimal | None, Decimal | None] | None:
    """The limits of acceptance; None where nothing is accepted."""
    return None if zones.reason is not None else (zones.lower_acceptance, zones.upper_acceptance)


def _paint_zones(painter: QPainter, track: QRectF, callout: Callout, zones: Zones, ink: QColor, zone: QColor) -> None:
    """Stripes from one limit of rejection to the other; over them what is accepted, with a short tick at its ends."""
    begin, end = _places(callout, track, zones.lower_rejection, zones.upper_rejection)
    between = QRectF(begin, track.y(), end - begin, track.height())
    pale = QColor(zone)
    pale.setAlphaF(0.35)
    painter.fillRect(between, pale)
    painter.fillRect(between, QBrush(zone, Qt.BrushStyle.BDiagPattern))
    accepted = accepted_range(zones)
    if accepted is None:
        return
    begin, end = _places(callout, track, *accepted)
    painter.fillRect(QRectF(begin, track.y(), end - begin, track.height()), zone)
    painter.setPen(QPen(ink, 1))
    for x, limit_there in ((begin, accepted[0]), (end, accepted[1])):
        if limit_there is not None:
            painter.drawLine(QPointF(x, track.y()), QPointF(x, track.bottom()))


def _places(callout: Callout, track: QRectF, lower: Decimal | None, upper: Decimal | None) -> tuple[float, float]:
    """Where two limits are along the bar; its end on the side where there is none."""
    begin = track.x() if lower is None else track.x() + track.width() * share_of(callout, lower)
    end = track.right() if upper is None else track.x() + track.width() * share_of(callout, upper)
    return begin, end


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
