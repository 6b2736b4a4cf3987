"""The one place of the window that knows of a simulated bench: a hatched amber strip with its DATA button."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from metroapp.gui.icons import icon
from metroapp.gui.theme import Theme, Tokens
from metroapp.wording import presence
from metroapp.wording import window as words


class SimulationStrip(QWidget):
    """`pressed` asks for one DATA; `automatic` carries whether everything is to be done by itself."""

    pressed = Signal(object)
    automatic = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.title = QLabel(words.SIMULATED_BENCH)
        self.hint = QLabel(words.SIMULATED_HINT)
        self.data = QPushButton(words.KEYED.format(text=words.DATA, key="F9"))
        self.data.setProperty("role", "data")
        self.data.setShortcut(QKeySequence(Qt.Key.Key_F9))
        self.data.setAccessibleName(words.DATA_TIP)
        self.data.setToolTip(words.DATA_TIP)
        self.data.clicked.connect(self._press)
        self.all = QPushButton(f" {words.DO_ALL}")
        self.all.setProperty("role", "amber")
        self.all.setCheckable(True)
        self.all.setAccessibleName(words.DO_ALL)
        self.all.toggled.connect(self._toggle)
        self.codes = QPushButton(f" {presence.CODES}")
        self.codes.setProperty("role", "amber")
        self.codes.setAccessibleName(presence.CODES_TIP)
        self.codes.setToolTip(presence.CODES_TIP)
        self.codes.hide()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 4, 16, 4)
        layout.setSpacing(14)
        layout.addWidget(self.title)
        layout.addWidget(self.hint, 1)
        layout.addWidget(self.codes)
        layout.addWidget(self.data)
        layout.addWidget(self.all)
        self.setFixedHeight(54)
        theme.changed.connect(self._dress)
        self._dress(theme.tokens)

    def _press(self) -> None:
        self.pressed.emit(None)

    def _toggle(self, on: bool) -> None:
        text = words.STOP_ALL if on else words.DO_ALL
        self.all.setText(f" {text}")
        self.all.setAccessibleName(text)
        self._dress(self._theme.tokens)
        self.automatic.emit(on)

    def _dress(self, tokens: Tokens) -> None:
        self.title.setStyleSheet(f"color: {tokens.on_warn}; font-size: 17px; font-weight: 700;")
        self.hint.setStyleSheet(f"color: {tokens.on_warn};")
        self.codes.setIcon(icon("key-round", tokens.on_warn))
        self.all.setIcon(
            icon(
                "pause" if self.all.isChecked() else "play",
                tokens.warn_fill if self.all.isChecked() else tokens.on_warn,
            )
        )
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Amber with darker slanted stripes along the top edge: nobody takes it for the real bench."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.warn_fill))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(QRectF(0, 0, self.width(), 5))
        painter.setPen(QPen(QColor(tokens.on_warn), 6))
        for x in range(-10, self.width() + 20, 18):
            painter.drawLine(QPointF(x, 10), QPointF(x + 12, -4))
