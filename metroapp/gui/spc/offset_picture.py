"""The sign of a correction as a picture: the piece, the tool on its face, and which way the tool goes.

Lathes are seen from above with the chuck on the left, X upwards and Z to the right; a mill from the front for its
length, from above for its radius.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from metroapp.domain.tool_offset import Corrector, Feature, ToolLink
from metroapp.gui.theme import Theme
from metroapp.gui.widgets.how_to_strokes import Sketch, circle, minus, polygon, rect
from metroapp.wording import corrections as words

_AXIS = 80.0  # of the lathe
_REACH = 26.0  # of the arrow


def _chuck(sketch: Sketch) -> None:
    sketch.tool(rect(4, 26, 14, 92, 2))
    sketch.dashes((2, _AXIS), (158, _AXIS))


def _outside(sketch: Sketch, way: int | None) -> None:
    """A shaft, and the tool on its surface."""
    _chuck(sketch)
    sketch.piece(rect(18, 52, 122, 56))
    sketch.tool(polygon((84, 52), (76, 34), (92, 34)))
    sketch.tool(rect(76, 4, 16, 30, 1))
    sketch.touch(84, 52)
    _upwards(sketch, 114, 30, way)


def _inside(sketch: Sketch, way: int | None) -> None:
    """A bore cut open, the bar inside."""
    _chuck(sketch)
    for wall in (rect(18, 26, 96, 24), rect(18, 110, 96, 8)):
        sketch.piece(wall)
    sketch.tool(polygon((74, 50), (66, 66), (82, 66)))
    sketch.tool(rect(66, 66, 90, 9, 1))
    sketch.touch(74, 50)
    _upwards(sketch, 134, 40, way)


def _front_face(sketch: Sketch, way: int | None) -> None:
    _chuck(sketch)
    sketch.piece(rect(18, 46, 74, 68))
    sketch.tool(polygon((92, 66), (112, 58), (112, 74)))
    sketch.tool(rect(112, 58, 40, 16, 1))
    sketch.touch(92, 66)
    _across(sketch, 122, 36, way)


def _shoulder(sketch: Sketch, way: int | None) -> None:
    """Its depth is from the front face, on the right."""
    _chuck(sketch)
    sketch.piece(polygon((18, 42), (66, 42), (66, 64), (142, 64), (142, 96), (66, 96), (66, 118), (18, 118)))
    sketch.tool(polygon((66, 53), (86, 46), (86, 60)))
    sketch.tool(rect(86, 6, 14, 54, 1))
    sketch.touch(66, 53)
    _across(sketch, 126, 34, way)


def _mill(sketch: Sketch, x: float, tip: float) -> None:
    sketch.tool(rect(x - 13, tip - 34, 26, 34, 1))
    sketch.tool(rect(x - 18, tip - 58, 36, 24, 2))
    sketch.line((x - 13, tip - 6), (x + 13, tip - 22))
    sketch.line((x - 13, tip - 20), (x + 13, tip - 36))


def _height(sketch: Sketch, way: int | None) -> None:
    sketch.piece(rect(22, 72, 104, 36))
    sketch.line((8, 108), (152, 108), thin=False)
    _mill(sketch, 74, 72)
    sketch.touch(74, 72)
    _upwards(sketch, 112, 42, way)


def _depth(sketch: Sketch, way: int | None) -> None:
    sketch.piece(polygon((22, 62), (48, 62), (48, 88), (100, 88), (100, 62), (126, 62), (126, 108), (22, 108)))
    sketch.line((8, 108), (152, 108), thin=False)
    _mill(sketch, 74, 88)
    sketch.touch(74, 88)
    _upwards(sketch, 114, 40, way)


def _contour(sketch: Sketch, way: int | None) -> None:
    """Seen from above: a larger radius keeps the cutter away from the wall."""
    sketch.piece(rect(12, 26, 70, 78))
    _cutter(sketch, 100)
    sketch.touch(82, 65)
    _across(sketch, 128, 24, way)


def _pocket(sketch: Sketch, way: int | None) -> None:
    hole = QPainterPath()
    hole.addRoundedRect(QRectF(34, 34, 92, 62), 16, 16)
    sketch.piece(minus(rect(10, 14, 140, 102), hole))
    _cutter(sketch, 108)
    sketch.touch(126, 65)
    _across(sketch, 66, 65, None if way is None else -way)


def _cutter(sketch: Sketch, x: float) -> None:
    sketch.tool(circle(x, 65, 18))
    for dx, dy in ((-12, 0), (12, 0), (0, -12), (0, 12)):
        sketch.line((x, 65), (x + dx, 65 + dy))


def _upwards(sketch: Sketch, x: float, y: float, way: int | None) -> None:
    """The arrow of the tool: up where the register grows."""
    if way:
        sketch.arrow(x, y + way * _REACH / 2, x, y - way * _REACH / 2)
    elif way is not None:
        sketch.tick(x, y)


def _across(sketch: Sketch, x: float, y: float, way: int | None) -> None:
    """To the right where the register grows."""
    if way:
        sketch.arrow(x - way * _REACH / 2, y, x + way * _REACH / 2, y)
    elif way is not None:
        sketch.tick(x, y)


_DRAWINGS: dict[tuple[Corrector, Feature], Callable[[Sketch, int | None], None]] = {
    (Corrector.X_DIAMETER, Feature.OUTSIDE): _outside,
    (Corrector.X_DIAMETER, Feature.INSIDE): _inside,
    (Corrector.X_RADIUS, Feature.OUTSIDE): _outside,
    (Corrector.X_RADIUS, Feature.INSIDE): _inside,
    (Corrector.Z, Feature.FRONT_FACE): _front_face,
    (Corrector.Z, Feature.SHOULDER): _shoulder,
    (Corrector.LENGTH, Feature.HEIGHT): _height,
    (Corrector.LENGTH, Feature.DEPTH): _depth,
    (Corrector.RADIUS, Feature.OUTSIDE): _contour,
    (Corrector.RADIUS, Feature.INSIDE): _pocket,
}


def paint_offset(painter: QPainter, area: QRectF, link: ToolLink, way: int | None, ink: QColor, accent: QColor) -> None:
    """`way`: the sign of the correction; 0 where the size is as it must be, None where nothing is said."""
    sketch = Sketch(painter, area, ink, accent)
    _DRAWINGS[link.corrector, link.feature](sketch, way)
    sketch.close()


class OffsetPicture(QWidget):
    """The tool, the face, and where the tool goes; what it says is its accessible description."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._link: ToolLink | None = None
        self._way: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedSize(164, 123)
        theme.changed.connect(self._repaint)

    @property
    def way(self) -> int | None:
        return self._way

    def show_offset(
        self, link: ToolLink | None, correction: Decimal | None, deviation: Decimal | None, *, is_good: bool = False
    ) -> None:
        """`is_good`: nothing is to be corrected, which a tick says; without a correction nothing else says so."""
        self._link = link
        self._way = (0 if is_good else None) if not correction else 1 if correction > 0 else -1
        said = words.picture_said(correction, deviation)
        self.setAccessibleDescription(said)
        self.setToolTip(said)
        self.setVisible(link is not None)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(164, 123)

    def _repaint(self, _tokens: object) -> None:
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._link is None:
            return
        tokens, painter = self._theme.tokens, QPainter(self)
        paint_offset(painter, QRectF(self.rect()), self._link, self._way, QColor(tokens.ink), QColor(tokens.accent))
