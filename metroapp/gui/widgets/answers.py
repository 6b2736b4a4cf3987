"""Two or three huge buttons for what is seen with a gauge or with the eye, with a key each."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from metroapp.domain.decision import answers, expected_observation
from metroapp.domain.measurement import Observation
from metroapp.domain.sorting import BoxStatus
from metroapp.domain.specification import BoxCode
from metroapp.gui.theme import WRAP, Theme, Tokens, font, wrapped
from metroapp.gui.widgets.marks import paint_verdict
from metroapp.wording import window as words

_WORDS = {
    Observation.CONFORMING: (words.ANSWER_CONFORMING, words.KEY_CONFORMING),
    Observation.NONCONFORMING: (words.ANSWER_NONCONFORMING, words.KEY_NONCONFORMING),
    Observation.PASSES: (words.ANSWER_PASSES, words.KEY_PASSES),
    Observation.DOES_NOT_PASS: (words.ANSWER_DOES_NOT_PASS, words.KEY_DOES_NOT_PASS),
    Observation.NOT_DEMONSTRATED: (words.ANSWER_NOT_DEMONSTRATED, words.KEY_NOT_DEMONSTRATED),
}


_BESIDE = 0.7  # of their height, beside something else
_COLOURS: dict[BoxStatus | None, Callable[[Tokens], tuple[QColor, QColor]]] = {
    None: lambda tokens: (QColor(tokens.accent), QColor(tokens.on_accent)),
    BoxStatus.CONFORMING: lambda tokens: (QColor(tokens.good_fill), QColor(tokens.on_fill)),
    BoxStatus.NONCONFORMING: lambda tokens: (QColor(tokens.bad_fill), QColor(tokens.on_fill)),
    BoxStatus.UNDECIDED: lambda tokens: (QColor(tokens.warn_fill), QColor(tokens.on_warn)),
}


def _status(observation: Observation, good: Observation) -> BoxStatus:
    if observation is Observation.NOT_DEMONSTRATED:
        return BoxStatus.UNDECIDED
    return BoxStatus.CONFORMING if observation is good else BoxStatus.NONCONFORMING


class AnswerButton(QPushButton):
    """One answer: its mark, its word, its key."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._status: BoxStatus | None = BoxStatus.CONFORMING
        self.key = ""
        self.observation = Observation.CONFORMING
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def offer(self, observation: Observation, status: BoxStatus | None, key: str = "") -> None:
        """`status` is what it makes of the box, None where that is not told; `key` another one than its own."""
        self.observation = observation
        self._status = status
        text, own = _WORDS[observation]
        self.key = key or own
        self.setText(text)
        self.setAccessibleName(words.WITH_KEY.format(text=text, key=self.key))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        fill, ink = _COLOURS[self._status](tokens)
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
        narrow = area.width() < area.height() * 2.4
        side = area.height() * (0.34 if narrow else 0.56)
        mark = QRectF(area.height() * (0.12 if narrow else 0.24), area.center().y() - side / 2, side, side)
        if self._status is not None:
            paint_verdict(painter, mark, self._status, ink, fill)
        else:
            mark.setWidth(0)
        painter.setPen(ink)
        painter.setFont(font(area.height() * 0.17, bold=True))
        corner = area.adjusted(0, area.height() * 0.06, -area.height() * 0.10, 0)
        painter.drawText(corner, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight, f"[{self.key}]")
        start = mark.right() + area.height() * (0.1 if narrow else 0.16)
        # The key stands in the corner: the words keep clear of it.
        clear = area.height() * (0.06 if narrow else 0.34)
        above = area.height() * 0.26 if narrow else 4  # under the key, or beside it
        line = QRectF(start, area.y(), area.right() - start - clear, area.height()).adjusted(0, above, 0, -4)
        painter.setFont(wrapped(self.text(), area.height() * 0.36, line))
        painter.drawText(line, WRAP, self.text())


class Answers(QWidget):
    """The answers of the box expected, two or three; `observed` carries the Observation."""

    observed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale, self._is_lower = 1.0, False
        self._is_examined, self._tells = False, True
        self.buttons = (AnswerButton(theme), AnswerButton(theme), AnswerButton(theme))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        for button in self.buttons:
            layout.addWidget(button)
        # Not the buttons' own shortcuts: those hold the button down for a tenth of a second before they act.
        self._keys = (QShortcut(self), QShortcut(self), QShortcut(self))
        answers_given = (self._first, self._second, self._third)
        for button, key, answer in zip(self.buttons, self._keys, answers_given, strict=True):
            button.clicked.connect(answer)
            key.activated.connect(answer)
            key.setAutoRepeat(False)
        self.buttons[2].offer(Observation.NOT_DEMONSTRATED, BoxStatus.UNDECIDED)
        self.ask(BoxCode.SINGLE)

    def be_examined(self, examined: bool, *, tells: bool) -> None:
        """In an examination C and N declare a value: what is seen has the keys 1, 2, 3. `tells`: which one is good."""
        self._is_examined, self._tells = examined, tells

    def ask(self, code: BoxCode) -> None:
        """Offer the answers that fit a box; which one is good depends on the gauge."""
        good, offered = expected_observation(code), answers(code)
        for place, (button, key) in enumerate(zip(self.buttons, self._keys, strict=True)):
            is_offered = place < len(offered)
            button.setVisible(is_offered)
            key.setEnabled(is_offered)
            if is_offered:
                status = _status(offered[place], good) if self._tells else None
                button.offer(offered[place], status, str(place + 1) if self._is_examined else "")
                key.setKey(QKeySequence(button.key))

    def set_scale(self, scale: float) -> None:
        self._scale = scale
        tall = round(124 * scale * (_BESIDE if self._is_lower else 1))
        for button in self.buttons:
            button.setFixedHeight(max(56 if self._is_lower else 64, tall))

    def be_lower(self, lower: bool) -> None:
        """Whether something else in the card needs a part of their height."""
        self._is_lower = lower
        self.set_scale(self._scale)

    def _first(self) -> None:
        self.observed.emit(self.buttons[0].observation)

    def _second(self) -> None:
        self.observed.emit(self.buttons[1].observation)

    def _third(self) -> None:
        self.observed.emit(self.buttons[2].observation)
