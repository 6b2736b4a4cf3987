"""The drawing of the part with the balloon expected filled in, looked at a little closer.

The page is drawn by a child process (`page_picture`); this process only gets a PNG.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from metroapp.domain.message import Refusal
from metroapp.gui.catalogue import Drawing
from metroapp.gui.theme import PAD, RADIUS, WRAP, Theme, font
from metroapp.gui.widgets.page_picture import PagePicture
from metroapp.wording import window as words
from metroapp.wording.sentences import sentence

_SCALE = 2.5  # picture pixels per PDF point: an A4 page stays sharp at twice its size
_CLOSER = 1.5


class DrawingView(QWidget):
    """Shows page 0 first, then the page of the balloon expected."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._drawing: Drawing | None = None
        self._page = 0
        self._balloon = ""
        self._picture = QPixmap()
        self._said = ""
        self._pages = PagePicture(self)
        self._pages.drawn.connect(self._drawn)
        self._pages.refused.connect(self._refused)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumWidth(240)
        self.setAccessibleName(words.DRAWING)
        theme.changed.connect(self._repaint)

    @property
    def is_busy(self) -> bool:
        return self._pages.is_busy

    @property
    def drawing(self) -> Drawing | None:
        """What is shown."""
        return self._drawing

    @property
    def has_picture(self) -> bool:
        return not self._picture.isNull()

    def show_drawing(self, drawing: Drawing | None) -> None:
        """Show another drawing, or none: then the place goes to the grid."""
        if drawing == self._drawing and drawing is not None:
            return
        self._drawing, self._picture, self._page = drawing, QPixmap(), 0
        self.setVisible(drawing is not None)
        if drawing is not None:
            self._render()

    def look_at(self, balloon: str) -> None:
        """Highlight a balloon; empty for the whole drawing."""
        self._balloon = balloon
        place = self._drawing.balloons.get(balloon) if self._drawing else None
        if place is not None and place.page != self._page:
            self._page = place.page
            self._render()
        self.update()

    def close_process(self) -> None:
        """Kill the child, if one is at work."""
        self._pages.stop()

    def _render(self) -> None:
        assert self._drawing is not None
        self._said = words.DRAWING_PENDING
        self._pages.ask(self._drawing.path, self._drawing.digest, self._page, _SCALE)

    def _drawn(self, picture: QPixmap) -> None:
        self._picture = picture
        self.update()

    def _refused(self, refusal: Refusal) -> None:
        self._picture, self._said = QPixmap(), sentence(refusal)
        self.update()

    def _repaint(self, _tokens: object) -> None:
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        frame = QPainterPath()
        frame.addRoundedRect(area, RADIUS, RADIUS)
        paper = tokens.name == "light"
        painter.fillPath(frame, QColor("#ffffff" if paper else "#e4e8ec"))
        if self._picture.isNull() or self._drawing is None:
            painter.setPen(QColor("#51606d"))
            painter.setFont(font(16))
            words_area = area.adjusted(PAD, PAD, -PAD, -PAD)
            painter.drawText(words_area, int(WRAP | Qt.AlignmentFlag.AlignHCenter), self._said)
        else:
            painter.save()
            painter.setClipPath(frame)
            self._paint_page(painter, area, self._drawing, QColor("#0d5aa3"))
            if not paper:
                painter.fillPath(frame, QColor(10, 20, 30, 38))
            painter.restore()
        painter.setPen(QPen(QColor(tokens.line), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(frame)

    def _paint_page(self, painter: QPainter, area: QRectF, drawing: Drawing, accent: QColor) -> None:
        place = drawing.balloons.get(self._balloon)
        if place is not None and place.page != self._page:
            place = None
        width, height = drawing.sizes[min(self._page, len(drawing.sizes) - 1)]
        zoom = min(area.width() / width, area.height() / height) * (_CLOSER if place is not None else 1.0)
        page = QRectF(0, 0, width * zoom, height * zoom)
        focus = QPointF(place.x * zoom, (height - place.y) * zoom) if place else page.center()
        left = area.x() + _shift(area.width(), page.width(), focus.x())
        top = area.y() + _shift(area.height(), page.height(), focus.y())
        painter.drawPixmap(page.translated(left, top), self._picture, QRectF(self._picture.rect()))
        if place is None:
            return
        centre = QPointF(left + focus.x(), top + focus.y())
        radius = max(drawing.radius * zoom * 1.25, 15)
        halo = QColor(accent)
        halo.setAlphaF(0.18)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(halo)
        painter.drawEllipse(centre, radius * 2.1, radius * 2.1)
        painter.setBrush(accent)
        painter.setPen(QPen(QColor("#ffffff"), 2))
        painter.drawEllipse(centre, radius, radius)
        painter.setFont(font(radius * (1.15 if len(self._balloon) < 2 else 1.0), bold=True))
        box = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._balloon)


def _shift(room: float, size: float, focus: float) -> float:
    """Where the page begins along one axis: centred when it fits, else around the focus without a blank edge."""
    if size <= room:
        return (room - size) / 2
    return min(0.0, max(room - size, room / 2 - focus))
