"""A button of the rail: a picture above its word."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from metroapp.gui.icons import paint_icon
from metroapp.gui.theme import Theme, fitted

WIDTH = 104
_LOWEST = 46  # px, on the smallest screen: 12 mm at 96 dpi
_LOW, _TALL = 54, 72  # px: below the first the picture is smaller, from the second on larger
_SMALLEST = 13  # px; longer names end in an ellipsis


class RailButton(QAbstractButton):
    """Icon above its word."""

    def __init__(self, picture: str, text: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = picture
        self._theme = theme
        self.setText(text)
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_as(self, picture: str, text: str) -> None:
        self._picture = picture
        self.setText(text)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, 80)

    def minimumSizeHint(self) -> QSize:
        return QSize(WIDTH, _LOWEST)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(8, 4, -8, -4)
        if self.isChecked() or (self.underMouse() and self.isEnabled()):
            fill = QColor(tokens.rail_active)
            if not self.isChecked():
                fill.setAlphaF(0.5)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(fill)
            painter.drawRoundedRect(area, 10, 10)
        if self.hasFocus():
            painter.setPen(QPen(QColor("#ffffff"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area, 10, 10)
        ink = "#ffffff" if self.isChecked() else tokens.rail_ink
        if not self.isEnabled():
            painter.setOpacity(0.45)
        self.paint_picture(painter, area, ink)
        painter.setPen(QColor(ink))
        line = QRectF(area.x() + 1, area.bottom() - (28 if self._is_tall else 23), area.width() - 2, 22)
        letters = fitted(self.text(), 15, line.width(), bold=self.isChecked(), narrow=True)
        letters.setPixelSize(max(_SMALLEST, letters.pixelSize()))
        painter.setFont(letters)
        shown = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, int(line.width()))
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter, shown)

    def paint_picture(self, painter: QPainter, area: QRectF, ink: str) -> None:
        side, top = (28.0, 10) if self._is_tall else (22.0, 5) if self.height() >= _LOW else (18.0, 3)
        paint_icon(painter, self._picture, ink, QRectF(area.center().x() - side / 2, area.y() + top, side, side))

    @property
    def _is_tall(self) -> bool:
        return self.height() >= _TALL
