"""A card in the place of the box expected: something else is to be done first. Readable from three metres."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from metroapp.gui.how_to import HowTo
from metroapp.gui.theme import RADIUS, WRAP, Theme, fitted, font, wrapped
from metroapp.gui.widgets.big_button import LEAST
from metroapp.gui.widgets.how_to_picture import paint_how_to
from metroapp.gui.widgets.result_card import FULL_HEIGHT

_LEAST_PICTURE = 90  # px: under that, the sentence keeps its room


class TurnFace(QWidget):
    """A filled label, the box, one sentence, and a line about what goes on meanwhile."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.title = self.box = self.sentence = self.note = ""
        self.tone = "accent"
        self.picture: HowTo | None = None
        self.scale = 1.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self._repaint)

    def say(self, title: str, box: str, sentence: str, note: str = "") -> None:
        self.title, self.box, self.sentence, self.note = title, box, sentence, note
        self.setAccessibleName(title)
        self.setAccessibleDescription(". ".join(text.rstrip(".") for text in (box, sentence, note) if text))
        self.update()

    def _repaint(self, _tokens: object) -> None:
        self.update()

    def colours(self) -> tuple[str, str]:
        """Of the label: its ground and its ink."""
        tokens = self._theme.tokens
        match self.tone:
            case "bad":
                return tokens.bad_fill, tokens.on_fill
            case "warn":
                return tokens.warn_fill, tokens.on_warn
        return tokens.accent, tokens.on_accent

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens, scale = self._theme.tokens, self.scale
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground, ink = self.colours()
        room = QRectF(self.rect())
        painter.setFont(font(20 * scale, bold=True))
        width = QFontMetricsF(painter.font()).horizontalAdvance(self.title) + 32 * scale
        pill = QRectF(0, 0, min(width, room.width()), 38 * scale)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(pill, 19 * scale, 19 * scale)
        painter.setPen(QColor(ink))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, self.title)
        painter.setPen(QColor(tokens.ink))
        beside = QRectF(pill.right() + 16 * scale, 0, room.width() - pill.right() - 16 * scale, pill.height())
        painter.setFont(fitted(self.box, 28 * scale, beside.width(), bold=True))
        painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter, self.box)
        below = 32 * scale if self.note else 0
        text = room.adjusted(0, pill.height() + 6 * scale, 0, -below - 4 * scale)
        if self.picture is not None and text.height() >= _LEAST_PICTURE:
            side = min(text.width() * 0.34, text.height() / 0.75)
            shown = QRectF(text.right() - side, text.center().y() - side * 0.375, side, side * 0.75)
            paint_how_to(painter, shown, self.picture, QColor(tokens.ink), QColor(tokens.accent))
            painter.setPen(QColor(tokens.ink))
            text.setRight(shown.left() - 12 * scale)
        painter.setFont(wrapped(self.sentence, 46 * scale, text))
        painter.drawText(text, WRAP, self.sentence)
        if self.note:
            line = QRectF(0, room.bottom() - below, room.width(), below)
            painter.setPen(QColor(tokens.warn))
            painter.setFont(fitted(self.note, 24 * scale, line.width(), bold=True))
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, self.note)


class TurnCard(QWidget):
    """The face above; what is to be pressed is added to `below` by the cards themselves."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.face = TurnFace(theme)
        self.below = QVBoxLayout()
        self.below.setSpacing(8)
        self._layout = QVBoxLayout(self)
        self._layout.setSpacing(8)
        self._layout.addWidget(self.face, 1)
        self._layout.addLayout(self.below)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme.changed.connect(self._repaint)

    def sizeHint(self) -> QSize:
        return QSize(600, 300)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 100)

    @property
    def tall(self) -> int:
        """Height of a row of big buttons, in px."""
        return max(LEAST, round(118 * self.face.scale))

    def resizeEvent(self, event: QResizeEvent) -> None:
        scale = min(self.height() / FULL_HEIGHT, self.width() / 640)
        self.face.scale = scale
        margin, side = round(16 * scale), round(22 * scale)
        self._layout.setContentsMargins(side, margin, side, margin)
        self.fit()
        super().resizeEvent(event)

    def fit(self) -> None:
        """The size changed: the cards give their buttons another height."""

    def _repaint(self, _tokens: object) -> None:
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = {"bad": tokens.bad_soft, "warn": tokens.warn_soft}.get(self.face.tone, tokens.surface)
        painter.setBrush(QColor(ground))
        painter.setPen(QPen(QColor(self.face.colours()[0]), 4))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), RADIUS, RADIUS)
