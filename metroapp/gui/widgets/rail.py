"""The left rail: one big button per page, and the light or dark look at its foot."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QVBoxLayout, QWidget

from metroapp.gui.icons import paint_icon, program_icon
from metroapp.gui.theme import DARK, Theme, Tokens, font
from metroapp.wording import window as words

WIDTH = 104


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
        return QSize(WIDTH, 84)

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
        if self.isChecked() or self.underMouse():
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
        side = 28.0
        paint_icon(painter, self._picture, ink, QRectF(area.center().x() - side / 2, area.y() + 11, side, side))
        painter.setPen(QColor(ink))
        painter.setFont(font(15, bold=self.isChecked(), narrow=True))
        line = QRectF(area.x(), area.bottom() - 28, area.width(), 22)
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter, self.text())


class Rail(QWidget):
    """`chosen` carries the number of the page."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._mark = program_icon().pixmap(56, 56)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 84, 0, 10)
        layout.setSpacing(4)
        pages = (
            ("clipboard-list", words.PAGE_RELEVE),
            ("package", words.PAGE_PARTS),
            ("archive", words.PAGE_ARCHIVES),
            ("ruler", words.PAGE_INSTRUMENTS),
        )
        for number, (picture, text) in enumerate(pages):
            button = RailButton(picture, text, theme)
            button.setCheckable(True)
            button.setShortcut(QKeySequence(f"Ctrl+{number + 1}"))
            self._group.addButton(button, number)
            layout.addWidget(button)
        layout.addStretch(1)
        self.look = RailButton("moon", words.TO_DARK, theme)
        self.look.setAccessibleName(words.LOOK)
        self.look.setToolTip(words.LOOK)
        self.look.clicked.connect(theme.toggle)
        layout.addWidget(self.look)
        self.setFixedWidth(WIDTH)
        self._group.idClicked.connect(self._choose)
        theme.changed.connect(self._dress)
        self._dress(theme.tokens)
        self.show_page(0)

    def show_page(self, number: int) -> None:
        self._group.button(number).setChecked(True)

    def _choose(self, number: int) -> None:
        self.chosen.emit(number)

    def _dress(self, tokens: Tokens) -> None:
        dark = tokens is DARK
        self.look.show_as("sun" if dark else "moon", words.TO_LIGHT if dark else words.TO_DARK)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.tokens.rail))
        painter.drawPixmap((WIDTH - 56) // 2, 16, self._mark)
