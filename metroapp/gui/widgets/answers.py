"""Two huge buttons for what is seen with a gauge or with the eye, with a key each."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from metroapp.domain.decision import expected_observation
from metroapp.domain.measurement import Observation
from metroapp.domain.record import BoxStatus
from metroapp.domain.specification import BoxCode
from metroapp.gui.theme import WRAP, Theme, font, wrapped
from metroapp.gui.widgets.marks import paint_verdict
from metroapp.wording import window as words

_LOOKED = (Observation.CONFORMING, Observation.NONCONFORMING)
_GAUGED = (Observation.PASSES, Observation.DOES_NOT_PASS)
_WORDS = {
    Observation.CONFORMING: (words.ANSWER_CONFORMING, words.KEY_CONFORMING),
    Observation.NONCONFORMING: (words.ANSWER_NONCONFORMING, words.KEY_NONCONFORMING),
    Observation.PASSES: (words.ANSWER_PASSES, words.KEY_PASSES),
    Observation.DOES_NOT_PASS: (words.ANSWER_DOES_NOT_PASS, words.KEY_DOES_NOT_PASS),
}


class AnswerButton(QPushButton):
    """One answer: its mark, its word, its key."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._status = BoxStatus.CONFORMING
        self.key = ""
        self.observation = Observation.CONFORMING
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def offer(self, observation: Observation, *, is_good: bool) -> None:
        self.observation = observation
        self._status = BoxStatus.CONFORMING if is_good else BoxStatus.NONCONFORMING
        text, self.key = _WORDS[observation]
        self.setText(text)
        self.setAccessibleName(words.WITH_KEY.format(text=text, key=self.key))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        good = self._status is BoxStatus.CONFORMING
        fill = QColor(tokens.good_fill if good else tokens.bad_fill)
        if self.isDown():
            fill = fill.darker(125)
        elif self.underMouse():
            fill = fill.lighter(115)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(fill)
        painter.setPen(QColor(tokens.ink) if self.hasFocus() else fill)
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(area, 10, 10)
        side = area.height() * 0.56
        mark = QRectF(area.height() * 0.24, area.center().y() - side / 2, side, side)
        ink = QColor(tokens.on_fill)
        paint_verdict(painter, mark, self._status, ink, fill)
        painter.setPen(ink)
        painter.setFont(font(area.height() * 0.17, bold=True))
        corner = area.adjusted(0, area.height() * 0.06, -area.height() * 0.10, 0)
        painter.drawText(corner, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight, f"[{self.key}]")
        start = mark.right() + area.height() * 0.16
        # The key stands in the corner: the words keep clear of it.
        clear = area.height() * 0.34
        line = QRectF(start, area.y(), area.right() - start - clear, area.height()).adjusted(0, 4, 0, -4)
        painter.setFont(wrapped(self.text(), area.height() * 0.36, line))
        painter.drawText(line, WRAP, self.text())


class Answers(QWidget):
    """The two answers of the box expected; `observed` carries the Observation."""

    observed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons = (AnswerButton(theme), AnswerButton(theme))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        for button in self.buttons:
            layout.addWidget(button)
        # Not the buttons' own shortcuts: those hold the button down for a tenth of a second before they act.
        self._keys = (QShortcut(self), QShortcut(self))
        for button, key, answer in zip(self.buttons, self._keys, (self._first, self._second), strict=True):
            button.clicked.connect(answer)
            key.activated.connect(answer)
            key.setAutoRepeat(False)
        self.ask(BoxCode.SINGLE)

    def ask(self, code: BoxCode) -> None:
        """Offer the two answers that fit a box; which one is good depends on the gauge."""
        good = expected_observation(code)
        for button, observation in zip(self.buttons, _LOOKED if code is BoxCode.SINGLE else _GAUGED, strict=True):
            button.offer(observation, is_good=observation is good)
        for button, key in zip(self.buttons, self._keys, strict=True):
            key.setKey(QKeySequence(button.key))

    def set_scale(self, scale: float) -> None:
        for button in self.buttons:
            button.setFixedHeight(max(64, round(124 * scale)))

    def _first(self) -> None:
        self.observed.emit(self.buttons[0].observation)

    def _second(self) -> None:
        self.observed.emit(self.buttons[1].observation)
