"""A state said three times: by a shape, a word and a colour."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from drivers import LinkState
from metroapp.gui.theme import Theme, font
from metroapp.gui.widgets.marks import paint_state

BATTERY, DISC_IN_RING = "battery", "disc in ring"
_MARK, _SIDE, _HEIGHT = 16, 12, 32


class Badge(QWidget):
    """`ink` names a token; `ground` too, for what is never to be overlooked. Hidden while it has no word."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._said: tuple[LinkState | str, str, str, str] = ("", "", "soft", "")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._repaint)
        self.hide()

    @property
    def word(self) -> str:
        return self._said[1]

    @property
    def shape(self) -> LinkState | str:
        return self._said[0]

    def say(self, shape: LinkState | str, word: str, ink: str, ground: str = "") -> None:
        """A shape, its word and the names of its colours; nothing is repainted where nothing changed."""
        if self._said == (shape, word, ink, ground):
            return
        self._said = (shape, word, ink, ground)
        self.setAccessibleName(word)
        self.setVisible(bool(word))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        shape, word, _, _ = self._said
        width = QFontMetricsF(font(15, bold=True)).horizontalAdvance(word) + 2 * _SIDE
        return QSize(round(width + (_MARK + 8 if shape else 0)) + 2, _HEIGHT)

    def _repaint(self, _tokens: object) -> None:
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        shape, word, ink, ground = self._said
        tokens = self._theme.tokens
        colour = QColor(getattr(tokens, ink))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen if ground else QPen(QColor(tokens.line)))
        painter.setBrush(QColor(getattr(tokens, ground or "raised")))
        painter.drawRoundedRect(area, area.height() / 2, area.height() / 2)
        mark = QRectF(_SIDE, area.center().y() - _MARK / 2, _MARK, _MARK)
        if isinstance(shape, LinkState):
            paint_state(painter, mark, shape, colour)
        elif shape == BATTERY:
            _paint_battery(painter, mark, colour)
        elif shape == DISC_IN_RING:
            _paint_recording(painter, mark, colour)
        left = mark.right() + 8 if shape else float(_SIDE)
        painter.setFont(font(15, bold=True))
        painter.setPen(colour)
        painter.drawText(area.adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, word)


def _paint_battery(painter: QPainter, area: QRectF, colour: QColor) -> None:
    """A battery with one bar left."""
    painter.save()
    body = area.adjusted(1, 3, -3, -3)
    painter.setPen(QPen(colour, 1.8))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(body, 2, 2)
    painter.fillRect(QRectF(body.right() + 1, body.center().y() - 2, 2, 4), colour)
    painter.fillRect(QRectF(body.x() + 2, body.y() + 2, 2.5, body.height() - 4), colour)
    painter.restore()


def _paint_recording(painter: QPainter, area: QRectF, colour: QColor) -> None:
    painter.save()
    painter.setPen(QPen(colour, 1.8))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(area.adjusted(1, 1, -1, -1))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(area.adjusted(4.5, 4.5, -4.5, -4.5))
    painter.restore()
