"""One balloon on the drawing: as large as on paper, and never smaller than what is read and touched."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from metroapp.domain.drawing import BalloonPlace
from metroapp.gui.theme import TOUCH, fitted

_LEAST = 12.0  # px: two figures are read
_HALO = 6.0
# Drawings are white in every look: so are the colours upon them.
_PAPER, _INK, _HALO_INK, _ALONE = QColor("#ffffff"), QColor("#0d5aa3"), QColor(13, 90, 163, 60), QColor("#7a4a00")


class Balloon(QGraphicsItem):
    """A passive item: the board moves it. `is_alone` says that no line of the part has its number."""

    def __init__(self, place: BalloonPlace, *, is_alone: bool) -> None:
        super().__init__()
        self.place = place
        self.is_alone = is_alone
        self.is_chosen = False
        self._radius = _LEAST
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
        self.setZValue(1)

    def show_radius(self, radius: float) -> None:
        """Its radius on the screen, if it is not too small."""
        self.prepareGeometryChange()
        self._radius = max(_LEAST, radius)

    def choose(self, chosen: bool) -> None:
        self.is_chosen = chosen
        self.setZValue(2 if chosen else 1)
        self.update()

    @property
    def reach(self) -> float:
        """How far from its centre a finger takes it, in pixels."""
        return max(TOUCH / 2, self._radius)

    def boundingRect(self) -> QRectF:
        reach = self.reach + _HALO
        return QRectF(-reach, -reach, 2 * reach, 2 * reach)

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        radius, centre = self._radius, QPointF(0, 0)
        ink = _ALONE if self.is_alone else _INK
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.is_chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(_HALO_INK)
            painter.drawEllipse(centre, radius + _HALO, radius + _HALO)
        style = Qt.PenStyle.DashLine if self.is_alone else Qt.PenStyle.SolidLine
        painter.setPen(QPen(_PAPER if self.is_chosen else ink, 2.2, style))
        painter.setBrush(ink if self.is_chosen else _PAPER)
        painter.drawEllipse(centre, radius, radius)
        painter.setPen(_PAPER if self.is_chosen else ink)
        painter.setFont(fitted(self.place.balloon, radius * 1.1, radius * 1.55, bold=True))
        box = QRectF(-radius, -radius, 2 * radius, 2 * radius)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.place.balloon)
