"""« Comment mesurer »: the picture of the next gesture, and the small panel that shows it with its sentence."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from metroapp.gui.how_to import HowTo, how_to_of, sentence_of
from metroapp.gui.theme import Theme, wrapped
from metroapp.gui.widgets import (
    how_to_by_hand,
    how_to_columns,
    how_to_gauges,
    how_to_geometry,
    how_to_on_table,
    how_to_seen,
)
from metroapp.gui.widgets.how_to_strokes import Sketch
from metroapp.services.bench_views import Expectation
from metroapp.wording import how_to as words

_SHEETS = (how_to_by_hand, how_to_on_table, how_to_columns, how_to_gauges, how_to_geometry, how_to_seen)


def _drawing(picture: HowTo) -> Callable[[Sketch], None]:
    for sheet in _SHEETS:
        found: Callable[[Sketch], None] | None = getattr(sheet, picture.value, None)
        if found is not None:
            return found
    raise LookupError(picture)


_DRAWINGS = {picture: _drawing(picture) for picture in HowTo}


def paint_how_to(painter: QPainter, area: QRectF, picture: HowTo, ink: QColor, accent: QColor) -> None:
    """Paint a picture in `area`, centred, four by three; the ground stays as it is."""
    ratio = painter.device().devicePixelRatio()
    painter.drawPixmap(area.topLeft(), _drawn(picture, area.width(), area.height(), ratio, ink.name(), accent.name()))


@lru_cache(maxsize=64)
def _drawn(picture: HowTo, width: float, height: float, ratio: float, ink: str, accent: str) -> QPixmap:
    """The picture, drawn once for each size and look: its hundred strokes would cost a tenth of a frame each time."""
    pixmap = QPixmap(ceil(width * ratio), ceil(height * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    sketch = Sketch(painter, QRectF(0, 0, width, height), QColor(ink), QColor(accent))
    _DRAWINGS[picture](sketch)
    sketch.close()
    painter.end()
    return pixmap


class HowToView(QWidget):
    """The picture, and its sentence under it where there is room for both."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._picture: HowTo | None = None
        self.setAccessibleName(words.TITLE)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(120, 90)
        theme.changed.connect(self._repaint)

    @property
    def picture(self) -> HowTo | None:
        return self._picture

    def show_expectation(self, expectation: Expectation | None) -> None:
        """Show how to do what is expected; nothing where nothing is."""
        self.show_picture(None if expectation is None else how_to_of(expectation))

    def show_picture(self, picture: HowTo | None) -> None:
        self._picture = picture
        said = "" if picture is None else sentence_of(picture)
        self.setAccessibleDescription(said)
        self.setToolTip(said)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, 230)

    def _repaint(self, _tokens: object) -> None:
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._picture is None:
            return
        tokens, room = self._theme.tokens, QRectF(self.rect())
        painter = QPainter(self)
        said = min(room.height() * 0.28, 76.0) if room.height() >= 180 and room.width() >= 180 else 0.0
        drawn = room.adjusted(0, 0, 0, -said)
        paint_how_to(painter, drawn, self._picture, QColor(tokens.ink), QColor(tokens.accent))
        if said:
            text, area = sentence_of(self._picture), QRectF(0, drawn.bottom(), room.width(), said)
            painter.setPen(QColor(tokens.ink))
            painter.setFont(wrapped(text, 19, area))
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, text)
