"""A button for a dirty finger and an eye three metres away: a picture, words that wrap, a key in the corner."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from metroapp.gui.icons import paint_icon
from metroapp.gui.theme import WRAP, Theme, Tokens, font, wrapped
from metroapp.wording import window as words

LEAST = 60  # px: 16 mm at 96 dpi, a gloved finger
_TONES: dict[str, Callable[[Tokens], tuple[str, str]]] = {
    "accent": lambda tokens: (tokens.accent, tokens.on_accent),
    "plain": lambda tokens: (tokens.surface, tokens.ink),
    "good": lambda tokens: (tokens.good_fill, tokens.on_fill),
    "bad": lambda tokens: (tokens.bad_fill, tokens.on_fill),
    "warn": lambda tokens: (tokens.warn_fill, tokens.on_warn),
}


class BigButton(QPushButton):
    """`tone` is one of accent, plain, good, bad, warn. It takes the focus by the keyboard only."""

    def __init__(
        self,
        theme: Theme,
        text: str,
        picture: str,
        tone: str = "accent",
        key: str = "",
        tip: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._theme = theme
        self._picture = picture
        self._tone = tone
        self._key = key
        self.peers: tuple[QPushButton, ...] = (self,)  # whose words are written as large
        self.marked = False  # the one that a pedal would press
        self.show_key(key)
        self.setToolTip(tip or text)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(LEAST)
        theme.changed.connect(self._repaint)

    def use_key(self, key: Qt.Key) -> None:
        """Its key works while it is shown; one that writes nothing, so that no field is robbed."""
        # Not the button's own: that one holds the button down for a tenth of a second before it acts.
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(self.click)

    def show_key(self, key: str) -> None:
        """Say which key presses it; none where it is empty."""
        self._key = key
        self.setAccessibleName(words.WITH_KEY.format(text=self.text(), key=key) if key else self.text())
        self.update()

    def mark(self, marked: bool) -> None:
        self.marked = marked
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(180, LEAST)

    def minimumSizeHint(self) -> QSize:
        return QSize(96, LEAST)

    def _repaint(self, _tokens: object) -> None:
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        ground, ink = _TONES[self._tone](tokens)
        fill = QColor(ground)
        if not self.isEnabled():
            fill, ink = QColor(tokens.raised), tokens.soft
        elif self.isDown():
            fill = fill.darker(125)
        elif self.underMouse():
            fill = fill.darker(108)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        strong = self.hasFocus() or self.marked
        painter.setPen(QPen(QColor(tokens.ink if strong else tokens.line), 4 if strong else 1))
        painter.setBrush(fill)
        area = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        painter.drawRoundedRect(area, 10, 10)
        self._paint_key(painter, area, ink)
        self._paint_words(painter, area, ink)

    def _paint_key(self, painter: QPainter, area: QRectF, ink: str) -> None:
        if self._key:
            painter.setPen(QColor(ink))
            painter.setFont(font(max(12.0, area.height() * 0.15), bold=True, narrow=True))
            corner = area.adjusted(0, 3, -8, 0)
            painter.drawText(corner, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight, f"[{self._key}]")

    def _paint_words(self, painter: QPainter, area: QRectF, ink: str) -> None:
        """The picture beside the words, or above them where the button is narrow."""
        above = max(14.0, area.height() * 0.15) if self._key else 0
        side = min(area.height() * 0.44, 56.0)
        narrow = area.width() < side + 150
        inner = area.adjusted(10, above if narrow else 4, -10, -4)
        if narrow and area.height() < 110:
            side = 0  # words before pictures
        if narrow:
            mark = QRectF(inner.center().x() - side / 2, inner.y(), side, side)
            line = QRectF(inner.x(), inner.y() + side, inner.width(), inner.height() - side)
        else:
            mark = QRectF(inner.x() + 6, inner.center().y() - side / 2, side, side)
            right = 40 if self._key and inner.width() > 360 else 0
            line = QRectF(mark.right() + 12, inner.y() + above * 0.6, inner.right() - mark.right() - 12 - right, 0)
            line.setBottom(inner.bottom())
        if side:
            paint_icon(painter, self._picture, ink, mark)
        painter.setPen(QColor(ink))
        most = min(area.height() * 0.36, 40.0)
        sizes = (wrapped(peer.text(), most, line).pixelSize() for peer in self.peers)
        painter.setFont(font(min(sizes), bold=True))
        flags = WRAP | Qt.AlignmentFlag.AlignHCenter if narrow else WRAP
        painter.drawText(line, flags, self.text())
