"""The last result, readable from three metres: value and verdict in figures as tall as a thumb, shape, word, colour."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from metroapp.domain.acceptance import Zones
from metroapp.domain.callout import Callout
from metroapp.domain.sorting import BoxStatus
from metroapp.gui.theme import RADIUS, WRAP, Theme, fitted, font, mixed, wrapped
from metroapp.gui.widgets.gauge_bar import paint_gauge
from metroapp.gui.widgets.marks import paint_verdict
from metroapp.wording import window as words

FULL_HEIGHT = 432  # px at scale 1: figures of 108 px, cap height 77 px, 20 mm on a 24-inch full-HD screen
FIGURES = 108
_DETAIL, _LEAST_DETAIL = 36, 26


@dataclass(frozen=True, slots=True)
class Face:
    """What the card shows."""

    title: str = words.LAST
    box: str = ""
    value: str = ""
    unit: str = ""
    status: BoxStatus | None = None
    verdict: str = ""
    detail: str = ""
    recorded: str = ""
    callout: Callout | None = None
    zones: Zones | None = None
    number: Decimal | None = None
    shows_limits: bool = True  # figures under the bar
    is_step: bool = False  # a zero or a first probing: received, but no result yet


class ResultCard(QWidget):
    """One painted card; what it says is also its accessible description."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.face = Face()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(words.LAST)
        theme.changed.connect(self._repaint)

    def show_face(self, face: Face) -> None:
        self.face = face
        said = words.RESULT_IN_WORDS.format(
            box=face.box, value=f"{face.value} {face.unit}".strip(), verdict=face.verdict, detail=face.detail
        )
        self.setAccessibleDescription(said)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(640, 300)

    def _repaint(self, _tokens: object) -> None:
        self.update()

    def _colours(self) -> tuple[str, str, str]:
        """Ground, ink, and the tolerance zone of the bar."""
        tokens = self._theme.tokens
        match self.face.status:
            case BoxStatus.CONFORMING:
                return tokens.good_fill, tokens.on_fill, mixed(tokens.good_fill, "#ffffff", 0.45).name()
            case BoxStatus.NONCONFORMING:
                return tokens.bad_fill, tokens.on_fill, mixed(tokens.bad_fill, "#ffffff", 0.45).name()
            case BoxStatus.IMPOSSIBLE | BoxStatus.UNDECIDED:
                return tokens.warn_fill, tokens.on_warn, mixed(tokens.warn_fill, "#ffffff", 0.6).name()
        ground = tokens.accent_soft if self.face.is_step else tokens.surface
        return ground, tokens.ink, mixed(tokens.good, ground, 0.35).name()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground, ink, zone = self._colours()
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QColor(ground if self.face.status else self._theme.tokens.line))
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(area, RADIUS, RADIUS)
        scale = min(self.height() / FULL_HEIGHT, self.width() / 760)
        inner = area.adjusted(28 * scale, 18 * scale, -28 * scale, -14 * scale)
        painter.setPen(QColor(ink))
        top = self._paint_title(painter, inner, scale)
        if not (self.face.value or self.face.verdict):
            self._paint_waiting(painter, inner, scale)
            return
        gauge = 86 * scale if self.face.callout is not None and self.face.number is not None else 0
        room = QRectF(inner.x(), top, inner.width(), inner.bottom() - top - gauge)
        self._paint_result(painter, room, scale)
        face, tokens = self.face, self._theme.tokens
        if gauge and face.callout is not None:
            bar = QRectF(inner.x(), inner.bottom() - gauge, inner.width(), gauge)
            paint_gauge(
                painter,
                bar,
                face.callout,
                face.number,
                QColor(ink),
                QColor(zone),
                tokens,
                face.zones,
                figures=face.shows_limits,
            )

    def _paint_title(self, painter: QPainter, inner: QRectF, scale: float) -> float:
        line = QRectF(inner.x(), inner.y(), inner.width(), 44 * scale)
        painter.setFont(font(19 * scale, bold=True))
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, self.face.title)
        shift = QFontMetricsF(painter.font()).horizontalAdvance(self.face.title) + 18 * scale
        painter.setFont(font(34 * scale, bold=True))
        painter.drawText(line.adjusted(shift, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.face.box)
        painter.setFont(font(19 * scale))
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(line, right, self.face.recorded)
        return line.bottom()

    def _paint_waiting(self, painter: QPainter, inner: QRectF, scale: float) -> None:
        painter.setPen(QColor(self._theme.tokens.soft))
        painter.setFont(fitted(words.WAITING, 42 * scale, inner.width(), bold=True))
        middle = inner.center().y()
        centred = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(inner.x(), middle - 60 * scale, inner.width(), 60 * scale), centred, words.WAITING)
        painter.setFont(font(22 * scale))
        line = QRectF(inner.x(), middle, inner.width(), 40 * scale)
        painter.drawText(line, centred, words.WAITING_DETAIL)

    def _paint_result(self, painter: QPainter, room: QRectF, scale: float) -> None:
        """Value, verdict, detail: whichever there are share the height, figures never above their full size."""
        face = self.face
        detail = fitted(face.detail, _DETAIL * scale, room.width(), bold=True)
        is_long = not face.verdict and detail.pixelSize() < _LEAST_DETAIL * scale
        shares = [112.0 if face.value else 0, 112.0 if face.verdict else 0, 50.0 if face.detail else 0]
        if is_long:
            shares[2] = 112.0  # in the place of the verdict: two or three lines, rather than one too small to read
        spare = max(0.0, room.height() - sum(shares) * scale) / 2
        top = room.y() + spare
        if face.value:
            self._paint_value(painter, QRectF(room.x(), top, room.width(), shares[0] * scale), scale)
            top += shares[0] * scale
        if face.verdict:
            self._paint_verdict(painter, QRectF(room.x(), top, room.width(), shares[1] * scale), scale)
            top += shares[1] * scale
        if face.detail:
            line = QRectF(room.x(), top, room.width(), shares[2] * scale)
            painter.setFont(wrapped(face.detail, _DETAIL * scale, line) if is_long else detail)
            painter.drawText(line, WRAP if is_long else Qt.AlignmentFlag.AlignVCenter, face.detail)

    def _paint_value(self, painter: QPainter, line: QRectF, scale: float) -> None:
        unit = font(48 * scale)
        unit_width = QFontMetricsF(unit).horizontalAdvance(f" {self.face.unit}") if self.face.unit else 0
        painter.setFont(fitted(self.face.value, FIGURES * scale, line.width() - unit_width, bold=True))
        metrics = QFontMetricsF(painter.font())
        base = line.center().y() + metrics.capHeight() / 2
        painter.drawText(round(line.x()), round(base), self.face.value)
        if self.face.unit:
            start = line.x() + metrics.horizontalAdvance(self.face.value)
            painter.setFont(unit)
            painter.drawText(round(start), round(base), f" {self.face.unit}")

    def _paint_verdict(self, painter: QPainter, line: QRectF, scale: float) -> None:
        ground, ink, _ = self._colours()
        side = 86 * scale
        mark = QRectF(line.x(), line.center().y() - side / 2, side, side)
        assert self.face.status is not None
        paint_verdict(painter, mark, self.face.status, QColor(ink), QColor(ground))
        start = side + 16 * scale
        width = line.width() - start
        painter.setPen(QColor(ink))
        # The accent of « À confirmer » needs room under the comma of the value.
        size = FIGURES * scale * (0.82 if self.face.status is BoxStatus.UNDECIDED else 1)
        painter.setFont(fitted(self.face.verdict, size, width, bold=True, narrow=True))
        base = line.center().y() + QFontMetricsF(painter.font()).capHeight() / 2
        painter.drawText(round(line.x() + start), round(base), self.face.verdict)
