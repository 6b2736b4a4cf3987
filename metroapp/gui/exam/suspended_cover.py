"""Over the measuring page while the phase is suspended: nothing is taken, and the supervisor resumes from there."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from metroapp.gui.icons import paint_icon
from metroapp.gui.theme import RADIUS, Theme, Tokens
from metroapp.gui.widgets.big_button import BigButton
from metroapp.wording import exam_clock as words

_PICTURE = 72  # px
_WIDTH = 420


class SuspendedCover(QWidget):
    """`resume_asked`; as large as its page gives it room. What came meanwhile, and why it was not taken, is said."""

    resume_asked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.title, self.said, self.refused = QLabel(), QLabel(words.SUSPENDED_SAID), QLabel()
        self.resume = BigButton(theme, words.RESUME, "play", "plain")
        self.resume.setFixedWidth(_WIDTH)
        self.resume.clicked.connect(self._ask)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the keys fall on nothing under it
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 24, 32, 24)
        layout.setSpacing(14)
        layout.addStretch(1)
        layout.addSpacing(_PICTURE)
        for label in (self.title, self.said, self.refused):
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            layout.addWidget(label)
        layout.addWidget(self.resume, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
        theme.changed.connect(self._dress)
        self._dress(theme.tokens)
        self.hide()

    def cover(self, cause: str) -> None:
        """Come over the page; what was said before is of before."""
        self.title.setText(words.SUSPENDED.format(cause=cause))
        self.setAccessibleName(f"{self.title.text()}. {words.SUSPENDED_SAID}")
        if self.isHidden():
            self.refused.clear()
            self.refused.hide()
            self.show()
            self.raise_()
            self.setFocus()

    def refuse(self, text: str) -> None:
        """A reading came: why it was not taken."""
        self.refused.setText(text)
        self.refused.show()

    def _ask(self) -> None:
        self.resume_asked.emit(None)

    def _dress(self, tokens: Tokens) -> None:
        self.title.setStyleSheet(f"color: {tokens.ink}; font-size: 40px; font-weight: 700;")
        self.said.setStyleSheet(f"color: {tokens.ink}; font-size: 22px;")
        self.refused.setStyleSheet(f"color: {tokens.warn}; font-size: 20px; font-weight: 700;")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(tokens.ground))
        painter.setPen(QColor(tokens.warn))
        painter.setBrush(QColor(tokens.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        top = self.title.y() - _PICTURE - 6
        paint_icon(painter, "pause", tokens.warn, QRectF((self.width() - _PICTURE) / 2, top, _PICTURE, _PICTURE))
