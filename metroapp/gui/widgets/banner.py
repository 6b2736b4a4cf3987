"""What was not recorded, and why: an amber line that blocks nothing and goes with the next recorded value."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from metroapp.gui.icons import icon, paint_icon
from metroapp.gui.theme import RADIUS, Theme, Tokens, font
from metroapp.wording import window as words


class Banner(QWidget):
    """Title and sentence on amber, with a triangle; hidden when there is nothing to say.

    Where there is something to do about it, a second button asks for it (`asked`).
    """

    asked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.title = QLabel()
        self.sentence = QLabel()
        self.sentence.setWordWrap(True)
        self.title.setFont(font(20, bold=True))
        self.button = QPushButton()
        self.button.setProperty("role", "flat")
        self.button.setAccessibleName(words.DISMISS)
        self.button.setToolTip(words.DISMISS)
        self.button.setFixedWidth(48)
        self.button.clicked.connect(self.hide)
        self.action = QPushButton()
        self.action.setProperty("role", "data")
        self.action.setAccessibleName(words.REMEDY)
        self.action.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.action.clicked.connect(self._ask)
        self.action.hide()
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self.title)
        texts.addWidget(self.sentence)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(76, 8, 10, 8)
        layout.addLayout(texts, 1)
        layout.addWidget(self.action)
        layout.addWidget(self.button)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)  # as tall as its lines
        theme.changed.connect(self._dress)
        self._dress(theme.tokens)
        self.hide()

    def say(self, title: str, sentence: str, action: str = "") -> None:
        self.action.setText(action)
        self.action.setAccessibleName(action or words.REMEDY)
        self.action.setVisible(bool(action))
        self.title.setText(title)
        self.sentence.setText(sentence)
        self.setAccessibleName(f"{title}. {sentence}")
        self.show()

    def _ask(self) -> None:
        self.asked.emit(None)

    def _dress(self, tokens: Tokens) -> None:
        self.title.setStyleSheet(f"color: {tokens.on_warn}; font-size: 17px; font-weight: 700;")
        self.sentence.setStyleSheet(f"color: {tokens.on_warn}; font-size: 20px; font-weight: 700;")
        self.button.setIcon(icon("x", tokens.on_warn))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.warn_fill))
        painter.drawRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        side = 40.0
        paint_icon(painter, "triangle-alert", tokens.on_warn, QRectF(20, (self.height() - side) / 2, side, side))


def under(banner: Banner, widget: QWidget) -> QWidget:
    """A widget with a banner above it, which takes no room while it says nothing."""
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(banner)
    column.addWidget(widget, 1)
    return whole
