"""A page of a paper to be read: as wide as the view, or whole; the wheel moves it, with Ctrl it zooms."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QGraphicsView, QWidget

from metroapp.gui.theme import Theme
from metroapp.gui.widgets.page_view import PageView

_MARGIN = 8  # px around the page
_TURN_MS = 400  # the wheel that reached the end of a page does not skip the next one


class PaperView(PageView):
    """`turned` carries 1 or -1: the wheel went past the end of the page, or past its beginning."""

    turned = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.is_wide = True
        self._stopped_at = 0  # ms, as the events say it
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)

    def show_sheet(self, width: float, height: float) -> None:
        super().show_sheet(width, height)
        self.setSceneRect(self.page_rect.adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN))
        self.fit()

    def fit(self) -> None:
        """As wide as the view from the top of the page, or the whole page."""
        if not self.is_wide:
            super().fit()
            return
        self._is_fitted = True
        room = max(1, self.viewport().width() - 2 * _MARGIN)
        zoom = room / self.page_rect.width()
        self.resetTransform()
        self.scale(zoom, zoom)
        self.centerOn(QPointF(self.page_rect.center().x(), self.viewport().height() / (2 * zoom) - _MARGIN))
        self.zoom_changed()

    def show_wide(self, *, is_wide: bool) -> None:
        self.is_wide = is_wide
        self.fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        bar, turned = self.verticalScrollBar(), event.angleDelta().y()
        before, now = bar.value(), event.timestamp()
        bar.setValue(before - turned)
        if bar.value() != before:
            self._stopped_at = now
        elif turned and now - self._stopped_at > _TURN_MS:
            self._stopped_at = now
            self.turned.emit(-1 if turned > 0 else 1)
        event.accept()
