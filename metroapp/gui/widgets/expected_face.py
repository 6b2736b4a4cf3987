"""What to do now: the balloon as on the drawing, the piece, the requirement, one imperative sentence, the limits."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from metroapp.domain.callout import Callout, Kind
from metroapp.domain.examination import Aid
from metroapp.domain.record_options import PLAIN, RecordOptions
from metroapp.gui import gestures
from metroapp.gui.how_to import HowTo, how_to_of, sentence_of
from metroapp.gui.icons import paint_icon
from metroapp.gui.phrases import balloon_of, box_in_words, limit, means_of, received_of
from metroapp.gui.theme import WRAP, Theme, fitted, font, wrapped
from metroapp.gui.widgets.how_to_picture import paint_how_to
from metroapp.services.bench_views import Expectation
from metroapp.services.columns import ON_PLATE
from metroapp.services.probed import PROBINGS
from metroapp.wording import derivations
from metroapp.wording import window as words
from metroapp.wording.derivations import drawn, unit_of
from metroapp.wording.labels import label

_LEAST_PICTURE = 96  # px: under that, the sentence of the gesture keeps its room
_HEAD = 154  # px, full size: what is above the sentence, and under it
_TWO_LINES = 68  # px, full size: the sentence of the gesture, and a line under it
_GUIDED = ON_PLATE | set(PROBINGS)
_LEAST_SAID = 4  # signs of a designation that still say something


class ExpectedFace(QWidget):
    """Painted; its accessible description is the same in words."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._expectation: Expectation | None = None
        self._pieces = 0
        self._picture: HowTo | None = None
        self._nothing = (words.ALL_FILLED, words.ALL_FILLED_NEXT)
        self.scale = 1.0
        self._options = PLAIN
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(words.NOW)
        theme.changed.connect(self._repaint)

    def use(self, options: RecordOptions) -> None:
        """How the record is filled: an examination may keep the limits and the picture to itself."""
        self._options = options

    def show_expectation(self, expectation: Expectation, pieces: int) -> None:
        self._expectation, self._pieces = expectation, pieces
        said = words.BOX_IN_WORDS.format(
            piece=expectation.box.piece,
            pieces=pieces,
            balloon=balloon_of(expectation.box),
            callout=drawn(expectation.characteristic.callout),
            means=means_of(expectation),
            gesture=gestures.gesture(expectation),
        )
        self._picture = how_to_of(expectation) if self._options.offers(Aid.HOW_TO) else None
        self.setToolTip(sentence_of(self._picture) if self._picture is not None else "")
        self.setAccessibleDescription(f"{said} {self.toolTip()}")
        self.update()

    def show_nothing(self, title: str, detail: str) -> None:
        """Nothing is expected any more."""
        self._expectation = None
        self._nothing = (title, detail)
        self._picture = None
        self.setToolTip("")
        self.setAccessibleDescription(f"{title}. {detail}")
        self.update()

    def _repaint(self, _tokens: object) -> None:
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(self.rect())
        if self._expectation is None:
            self._paint_nothing(painter, room)
            return
        # Its picture and its sentence need the room of the limits: what a column shows is a height, no size yet.
        guided = bool(self._expectation.characteristic.method) or self._expectation.role in _GUIDED
        short = guided and room.height() - _HEAD * self.scale < _LEAST_PICTURE
        top = self._paint_title(painter, room, self._expectation)
        top = self._paint_box(painter, room, top, self._expectation, short=short)
        callout = self._expectation.characteristic.callout
        # On the plate and on a gauge nothing is measured of the piece: its limits are of no use there.
        bounded = (
            self._options.offers(Aid.LIMITS) and callout.has_limits and self._expectation.role not in (None, *ON_PLATE)
        )
        limits = 92 * self.scale if bounded and not guided else 0
        limits = limits if room.bottom() - top - limits > 60 * self.scale else 0
        gesture = QRectF(0, top, room.width(), room.bottom() - top - limits)
        self._paint_gesture(
            painter, gesture, self._expectation, "" if limits or not bounded else derivations.limits(callout)
        )
        if limits:
            place = QRectF(0, room.bottom() - limits, room.width(), limits)
            self._paint_limits(painter, place, callout, unit_of(callout))

    def _paint_nothing(self, painter: QPainter, room: QRectF) -> None:
        tokens, scale = self._theme.tokens, self.scale
        title, detail = self._nothing
        side = 64 * scale
        middle = room.center().y()
        top = middle - 110 * scale
        paint_icon(painter, "list-checks", tokens.accent, QRectF(room.center().x() - side / 2, top, side, side))
        painter.setPen(QColor(tokens.ink))
        painter.setFont(fitted(title, 40 * scale, room.width(), bold=True))
        centred = Qt.AlignmentFlag.AlignHCenter
        painter.drawText(QRectF(0, middle - 30 * scale, room.width(), 60 * scale), centred, title)
        painter.setPen(QColor(tokens.soft))
        painter.setFont(font(24 * scale))
        painter.drawText(
            QRectF(0, middle + 32 * scale, room.width(), 80 * scale), centred | Qt.TextFlag.TextWordWrap, detail
        )

    def _paint_title(self, painter: QPainter, room: QRectF, expected: Expectation) -> float:
        """A filled label « À MESURER », which gesture of how many, and the designation."""
        tokens, scale = self._theme.tokens, self.scale
        text = words.NOW_AGAIN.format(reason=expected.retake_reason) if expected.retake_reason else words.NOW
        painter.setFont(font(20 * scale, bold=True))
        width = QFontMetricsF(painter.font()).horizontalAdvance(text) + 32 * scale
        pill = QRectF(0, 0, min(width, room.width()), 38 * scale)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.accent))
        painter.drawRoundedRect(pill, 19 * scale, 19 * scale)
        painter.setPen(QColor(tokens.on_accent))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)
        if expected.steps > 1:
            step = words.GESTURE_STEP.format(step=expected.step, steps=expected.steps)
            painter.setPen(QColor(tokens.accent))
            line = QRectF(pill.right() + 16 * scale, 0, room.width() - pill.right() - 16 * scale, pill.height())
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, step)
            width = pill.width() + 32 * scale + QFontMetricsF(painter.font()).horizontalAdvance(step)
        else:
            width = pill.width() + 16 * scale
        self._paint_designation(painter, QRectF(width, 0, room.width() - width, pill.height()), expected)
        return pill.bottom() + 10 * scale

    def _paint_designation(self, painter: QPainter, line: QRectF, expected: Expectation) -> None:
        """What it is, where the label leaves room: cut rather than made too small to read."""
        painter.setPen(QColor(self._theme.tokens.soft))
        painter.setFont(font(21 * self.scale))
        metrics = QFontMetricsF(painter.font())
        text = metrics.elidedText(expected.characteristic.designation, Qt.TextElideMode.ElideRight, line.width())
        if len(text) > _LEAST_SAID:
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, text)

    def _paint_box(
        self, painter: QPainter, room: QRectF, top: float, expected: Expectation, *, short: bool = False
    ) -> float:
        """Balloon, piece and requirement on one line; the box in words under it, unless a `short` card leaves that room
        to the picture of the gesture."""
        tokens, scale = self._theme.tokens, self.scale
        side = (58 if short else 88) * scale
        circle = QRectF(2, top, side, side)
        painter.setPen(QPen(QColor(tokens.accent), 0.057 * side))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(circle.adjusted(2, 2, -2, -2))
        painter.setPen(QColor(tokens.accent))
        painter.setFont(fitted(expected.box.balloon, 0.57 * side, side * 0.62, bold=True))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, expected.box.balloon)

        left = side + 20 * scale
        line = QRectF(left, top - 4 * scale, room.width() - left, 62 * scale)
        piece = words.PIECE.format(piece=expected.box.piece)
        painter.setPen(QColor(tokens.ink))
        painter.setFont(font(48 * scale, bold=True))
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, piece)
        shift = QFontMetricsF(painter.font()).horizontalAdvance(piece) + 12 * scale
        painter.setPen(QColor(tokens.soft))
        painter.setFont(font(28 * scale))
        of_pieces = words.OF_PIECES.format(pieces=self._pieces)
        painter.drawText(line.adjusted(shift, 8 * scale, 0, 0), Qt.AlignmentFlag.AlignVCenter, of_pieces)
        shift += QFontMetricsF(painter.font()).horizontalAdvance(of_pieces) + 24 * scale
        attribute = expected.characteristic.kind is Kind.ATTRIBUTE  # nothing is written on the drawing
        callout = "" if attribute else drawn(expected.characteristic.callout)
        code = label(expected.box.code)
        text = f"{callout}  {code}" if code else callout
        painter.setPen(QColor(tokens.ink))
        painter.setFont(fitted(text, 48 * scale, line.width() - shift, bold=True))
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(line, right, text)

        if short:
            return top + side + 8 * scale
        under = QRectF(left, top + 56 * scale, room.width() - left, 34 * scale)
        text = box_in_words(expected)
        painter.setPen(QColor(tokens.ink))
        painter.setFont(fitted(text, 25 * scale, under.width(), bold=True, narrow=True))
        painter.drawText(under, Qt.AlignmentFlag.AlignVCenter, text)
        return top + side + 12 * scale

    def _paint_gesture(self, painter: QPainter, area: QRectF, expected: Expectation, limits: str) -> None:
        """The imperative sentence on a tinted ground; under it what it refers to."""
        tokens, scale = self._theme.tokens, self.scale
        panel = area.adjusted(0, 0, 0, -6 * scale)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.accent_soft))
        painter.drawRoundedRect(panel, 10, 10)
        inner = panel.adjusted(20 * scale, 8 * scale, -20 * scale, -8 * scale)
        if self._picture is not None and panel.height() >= _LEAST_PICTURE:
            side = min(panel.height() - 8, panel.width() * 0.36 * 0.75)
            shown = QRectF(panel.right() - side / 0.75 - 8, panel.center().y() - side / 2, side / 0.75, side)
            paint_how_to(painter, shown, self._picture, QColor(tokens.ink), QColor(tokens.accent))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            inner.setRight(shown.left() - 8 * scale)
        received = received_of(expected) if expected.received and expected.traced is None else ""
        if received and expected.characteristic.method:  # its limit is in the frame above; large enough to be read
            received, limits = received_of(expected, most=1), ""
        why = gestures.why_more(expected) if inner.height() > _TWO_LINES * scale else ""
        said = (gestures.stack(expected), why, received, limits)
        more = " · ".join(text for text in said if text)
        painter.setPen(QColor(tokens.ink))
        sentence = gestures.gesture(expected)
        below = 34 * scale if more else 0
        text_area = inner.adjusted(0, 0, 0, -below)
        painter.setFont(wrapped(sentence, 33 * scale, text_area))
        painter.drawText(text_area, WRAP, sentence)
        if more:
            line = QRectF(inner.x(), inner.bottom() - below, inner.width(), below)
            painter.setFont(fitted(more, 23 * scale, line.width(), bold=True, narrow=True))
            painter.setPen(QColor(tokens.accent))
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, more)

    def _paint_limits(self, painter: QPainter, area: QRectF, callout: Callout, unit: str) -> None:
        """Mini, milieu, maxi in three columns."""
        tokens, scale = self._theme.tokens, self.scale
        columns = [
            (words.LOWER, callout.lower_limit),
            (words.MIDDLE, callout.mid_limit),
            (words.UPPER, callout.upper_limit),
        ]
        width = area.width() / 3
        for place, (title, value) in enumerate(columns):
            cell = QRectF(area.x() + place * width, area.y(), width, area.height())
            if place:
                painter.setPen(QPen(QColor(tokens.line), 1))
                x = cell.x()
                painter.drawLine(QPointF(x, cell.y() + 14 * scale), QPointF(x, cell.bottom() - 8 * scale))
            painter.setPen(QColor(tokens.soft))
            painter.setFont(font(20 * scale))
            head = QRectF(cell.x(), cell.y() + 4 * scale, width, 28 * scale)
            painter.drawText(head, Qt.AlignmentFlag.AlignCenter, f"{title} ({unit})" if unit else title)
            painter.setPen(QColor(tokens.ink if place != 1 else tokens.soft))
            text = limit(value, callout)
            painter.setFont(fitted(text, 42 * scale, width - 24 * scale, bold=place != 1))
            figures = QRectF(cell.x(), head.bottom(), width, cell.bottom() - head.bottom())
            painter.drawText(figures, Qt.AlignmentFlag.AlignCenter, text)
