"""One page of a drawing, zoomed and panned by touch, wheel and keys.

The scene is in points, its y axis downwards.
"""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QResizeEvent, QTransform, QWheelEvent
from PySide6.QtWidgets import (
    QGestureEvent,
    QGraphicsPixmapItem,
    QGraphicsScene,
    QGraphicsView,
    QPinchGesture,
    QWidget,
)

from metroapp.domain.drawing import PageSize
from metroapp.gui.theme import PAD, WRAP, Theme, Tokens, font

_STEP = 1.25
_CLOSEST = 12.0  # pixels for each point
_EDGE = 0.3  # how far past the edges of the page one may look, of its larger side
_SHARPEN_MS = 300
_USUAL = QRectF(0, 0, 842, 595)


class PageView(QGraphicsView):
    """`zoomed` says, when the zoom has been still for a moment, that the picture may be too coarse."""

    zoomed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.said = ""
        self.page_rect = _USUAL
        self._is_fitted = True
        scene = QGraphicsScene(self)
        self._page = QGraphicsPixmapItem()
        self._page.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        self._shade = scene.addRect(QRectF(), Qt.PenStyle.NoPen, QColor(0, 0, 0, 0))
        self._shade.setZValue(0.5)
        scene.addItem(self._page)
        self.setScene(scene)
        self.setFrameShape(QGraphicsView.Shape.NoFrame)
        self.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setMinimumSize(240, 180)
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)
        self._sharpen = QTimer(self)
        self._sharpen.setSingleShot(True)
        self._sharpen.setInterval(_SHARPEN_MS)
        self._sharpen.timeout.connect(self._tell_zoom)
        theme.changed.connect(self._dress)
        self._dress(theme.tokens)

    def _dress(self, tokens: Tokens) -> None:
        self._ink = QColor(tokens.soft)
        self.setBackgroundBrush(QColor(tokens.raised))
        edge = QPen(QColor(tokens.line))
        edge.setCosmetic(True)
        self._shade.setPen(edge)
        self._shade.setBrush(QColor(0, 0, 0, 0) if tokens.name == "light" else QColor(10, 20, 30, 50))
        self.viewport().update()

    # -- what is shown ------------------------------------------------------------------------------------------------

    def show_sheet(self, width: float, height: float) -> None:
        """An empty page of a size in points; its picture comes later."""
        self._page.setPixmap(QPixmap())
        page = self.page_rect = QRectF(0, 0, width, height)
        edge = _EDGE * max(page.width(), page.height())
        self._shade.setRect(page)
        self._shade.show()
        self.setSceneRect(page.adjusted(-edge, -edge, edge, edge))
        self.fit()

    def show_page(self, size: PageSize, _radius: Decimal) -> None:
        """The same; `_radius` is that of what stands on it, in points."""
        self.show_sheet(float(size.width), float(size.height))

    def show_no_sheet(self, said: str) -> None:
        """No page at all, and why."""
        self._page.setPixmap(QPixmap())
        self._shade.hide()
        self.say(said)

    def show_picture(self, picture: QPixmap) -> None:
        """The picture of the page, sharper or not."""
        self.said = ""
        self._page.setPixmap(picture)
        page = self.page_rect
        if not picture.isNull():
            across, down = page.width() / picture.width(), page.height() / picture.height()
            self._page.setTransform(QTransform.fromScale(across, down))
        self.viewport().update()

    @property
    def has_picture(self) -> bool:
        return not self._page.pixmap().isNull()

    @property
    def picture_width(self) -> int:
        """How fine the picture is, in pixels."""
        return self._page.pixmap().width()

    def say(self, text: str) -> None:
        """What stands in the place of a picture."""
        self.said = text
        self.viewport().update()

    def clamped(self, at: QPointF) -> QPointF:
        """The nearest place of the page."""
        page = self.page_rect
        return QPointF(min(max(at.x(), 0.0), page.width()), min(max(at.y(), 0.0), page.height()))

    # -- zoom ---------------------------------------------------------------------------------------------------------

    @property
    def zoom(self) -> float:
        """Pixels for each point."""
        return self.transform().m11()

    def fit(self) -> None:
        """The whole page."""
        self._is_fitted = True
        self.fitInView(self.page_rect, Qt.AspectRatioMode.KeepAspectRatio)
        self.zoom_changed()

    def zoom_by(self, factor: float, about: QPoint | None = None) -> None:
        """Closer or further; what is at `about`, the middle without it, stays there."""
        page, room = self.page_rect, self.viewport().rect()
        least = 0.5 * min(room.width() / page.width(), room.height() / page.height())
        factor = min(max(self.zoom * factor, least), _CLOSEST) / self.zoom
        if abs(factor - 1) < 1e-6:
            return
        about = about or room.center()
        kept = self.mapToScene(about)
        self.scale(factor, factor)
        self.pan(self.mapFromScene(kept) - about)
        self.zoom_changed()

    def zoom_in(self) -> None:
        self.zoom_by(_STEP)

    def zoom_out(self) -> None:
        self.zoom_by(1 / _STEP)

    def zoom_changed(self) -> None:
        """What depends on the zoom is shown at once, the finer picture in a moment."""
        self._sharpen.start()

    def _tell_zoom(self) -> None:
        self.zoomed.emit(None)

    def leave_gesture(self) -> None:
        """Two fingers are on the screen: what one of them began is given up."""

    def pan(self, by: QPoint) -> None:
        """Look further, in pixels."""
        self._is_fitted = False
        for bar, step in ((self.horizontalScrollBar(), by.x()), (self.verticalScrollBar(), by.y())):
            bar.setValue(bar.value() + step)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._is_fitted:
            self.fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta().y() or event.angleDelta().x()
        self.zoom_by(_STEP ** (turned / 120), event.position().toPoint())
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Gesture and isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                self.leave_gesture()
                about = self.viewport().mapFromGlobal(pinch.centerPoint().toPoint())
                self.pan((pinch.lastCenterPoint() - pinch.centerPoint()).toPoint())
                self.zoom_by(pinch.scaleFactor(), about)
                return True
        return super().viewportEvent(event)

    def drawForeground(self, painter: QPainter, _rect: QRectF | QRect) -> None:
        if not self.said:
            return
        painter.save()
        painter.resetTransform()
        painter.setPen(self._ink)
        painter.setFont(font(16))
        area = QRectF(self.viewport().rect()).adjusted(PAD, PAD, -PAD, -PAD)
        painter.drawText(area, int(WRAP | Qt.AlignmentFlag.AlignHCenter), self.said)
        painter.restore()

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        super().drawBackground(painter, rect)
        if self._shade.isVisible():
            painter.fillRect(self.page_rect, QColor("#ffffff"))
