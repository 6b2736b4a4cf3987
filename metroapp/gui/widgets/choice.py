"""A list to choose from and a box to tick, with signs that follow the look (a style sheet cannot tint one)."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QStyledItemDelegate, QWidget

from metroapp.gui.icons import paint_icon
from metroapp.gui.theme import Theme


class Choice(QComboBox):
    """A combo box with a Lucide chevron."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setItemDelegate(QStyledItemDelegate(self))  # the one that gives each line the height of a finger

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = 18.0
        area = QRectF(self.width() - side - 8, (self.height() - side) / 2, side, side)
        paint_icon(QPainter(self), "chevron-down", self._theme.tokens.soft, area)


class Tick(QCheckBox):
    """A check box with a Lucide check: the shape says it, not the colour alone."""

    def __init__(self, text: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._theme = theme
        self.setAccessibleName(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.isChecked():
            side = 20.0
            area = QRectF(3, (self.height() - side) / 2, side, side)
            paint_icon(QPainter(self), "check", self._theme.tokens.on_accent, area, stroke=3.5)
