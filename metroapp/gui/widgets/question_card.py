"""A value that is not good asks at once: retake (and why), confirm, or call. Readings that arrive meanwhile wait."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from metroapp.domain.measurement import BoxKey
from metroapp.domain.sorting import BoxStatus
from metroapp.gui.phrases import box_name
from metroapp.gui.theme import Theme
from metroapp.gui.widgets.big_button import LEAST, BigButton
from metroapp.gui.widgets.turn_card import TurnCard
from metroapp.services.events import Asked
from metroapp.wording import gestures as words
from metroapp.wording import window

_DIGITS = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_5)


class QuestionCard(TurnCard):
    """`retaken` carries (BoxKey, reason), an empty reason for one that is to be written; the others carry nothing."""

    retaken = Signal(object)
    confirmed = Signal(object)
    called = Signal(object)
    sheet_asked = Signal(object)  # BoxKey
    left = Signal(object)
    turned = Signal(object)  # other buttons are shown

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.box: BoxKey | None = None
        self.asks = False  # a value waits for its answer; else only a reason is asked for
        self._status = BoxStatus.NONCONFORMING
        self._reaction = ""
        self._waiting = 0
        self.choices = QWidget()
        self.retake = BigButton(theme, words.RETAKE, "rotate-ccw", "accent", words.RETAKE_KEY, words.RETAKE_TIP)
        self.confirm = BigButton(theme, words.CONFIRM, "check", "bad", words.CONFIRM_KEY, words.CONFIRM_TIP)
        self.call = BigButton(theme, words.CALL, "hand", "warn", words.CALL_KEY, words.CALL_TIP)
        self.sheet = BigButton(theme, words.SHEET, "clipboard-list", "plain", "", words.SHEET_TIP)
        self.sheet.setAccessibleName(words.SHEET_NAME)
        self.sheet.setMinimumWidth(LEAST)
        for button in (self.retake, self.confirm, self.call):
            button.peers = (self.retake, self.confirm, self.call)
        row = QHBoxLayout(self.choices)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for button in self._answers:
            row.addWidget(button, 2 if button is self.sheet else 4)  # the answers stay large
        self.reasons = QWidget()
        self.reason_buttons = [
            BigButton(theme, text, "rotate-ccw", "plain", str(place))
            for place, text in enumerate((*window.RETAKE_REASONS, window.OTHER_REASON), 1)
        ]
        self.back = BigButton(theme, words.BACK, "undo-2", "plain", words.BACK_KEY)
        grid = QGridLayout(self.reasons)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        for place, button in enumerate((*self.reason_buttons, self.back)):
            grid.addWidget(button, *divmod(place, 3))
        self.below.addWidget(self.choices)
        self.below.addWidget(self.reasons)
        self.reasons.hide()
        self._connect()

    def _connect(self) -> None:
        self.retake.use_key(Qt.Key.Key_F4)
        self.confirm.use_key(Qt.Key.Key_F5)
        self.call.use_key(Qt.Key.Key_F3)
        self.retake.clicked.connect(self._show_reasons)
        self.confirm.clicked.connect(self._confirm)
        self.call.clicked.connect(self._call)
        self.sheet.clicked.connect(self._ask_sheet)
        self.back.use_key(Qt.Key.Key_Escape)
        self.back.clicked.connect(self.leave_reasons)
        for button, key in zip(self.reason_buttons, _DIGITS, strict=True):
            button.use_key(key)
            button.clicked.connect(partial(self._choose, button))

    # -- what is shown ------------------------------------------------------------------------------------------------

    @property
    def _answers(self) -> tuple[BigButton, ...]:
        return (self.retake, self.confirm, self.call, self.sheet)

    def ask(self, asked: Asked) -> None:
        """Ask about a value, or say that nothing is asked any more."""
        if asked.box is None or asked.box.key != self.box:
            self.allow_sheet()
        self.asks = asked.box is not None
        self._reaction = asked.reaction
        self.box = asked.box.key if asked.box is not None else None
        if asked.box is not None:
            self._status = asked.box.status
            self.sheet.setVisible(self._status is BoxStatus.NONCONFORMING)
        self._show(False)

    def ask_why(self, box: BoxKey) -> None:
        """A value that asks nothing is to be taken again: only the reason is wanted."""
        if not self.asks:
            self.box = box
        self._show(True)

    def show_waiting(self, count: int) -> None:
        """How many readings arrived meanwhile."""
        self._waiting = count
        self._say()

    @property
    def asks_why(self) -> bool:
        return not self.reasons.isHidden()

    def _show_reasons(self) -> None:
        self._show(True)

    def leave_reasons(self) -> None:
        """Back to the three choices, or to the box expected."""
        self._show(False)
        if not self.asks:
            self.box = None
            self.left.emit(None)

    def _show(self, reasons: bool) -> None:
        self.choices.setVisible(not reasons)
        self.reasons.setVisible(reasons)
        self._mark(0 if reasons else None)
        self.fit()
        self._say()
        self.turned.emit(None)

    def _say(self) -> None:
        if self.box is None:
            return
        bad = self._status is BoxStatus.NONCONFORMING
        self.face.tone = ("bad" if bad else "warn") if self.asks else "accent"
        note = words.meanwhile(self._waiting) if self.asks else ""
        if self.asks_why:
            self.face.say(words.WHY_RETAKE, box_name(self.box), words.CHOOSE_REASON, note)
        else:
            said = words.REACTION.format(reaction=self._reaction) if self._reaction else words.NO_REACTION
            self.face.say(words.BAD_VALUE if bad else words.HELD_VALUE, box_name(self.box), said, note)
        self.update()

    def fit(self) -> None:
        for button in self._answers:
            button.setFixedHeight(self.tall)
        for button in (*self.reason_buttons, self.back):
            button.setFixedHeight(max(LEAST, round(88 * self.face.scale)))

    # -- what is answered ---------------------------------------------------------------------------------------------

    def _choose(self, button: BigButton, _checked: bool = False) -> None:
        reason = "" if button.text() == window.OTHER_REASON else button.text()
        self.retaken.emit((self.box, reason))

    def _confirm(self) -> None:
        self.confirmed.emit(None)

    def _call(self) -> None:
        self.called.emit(None)

    def _ask_sheet(self) -> None:
        """One press, one fiche; the question stays."""
        self.sheet.setEnabled(False)
        self.sheet_asked.emit(self.box)

    def allow_sheet(self) -> None:
        self.sheet.setEnabled(True)

    # -- without hands ------------------------------------------------------------------------------------------------

    def mark_next(self, step: int) -> None:
        """Mark the next reason, or the one before."""
        buttons = self.reason_buttons[:-1]  # the last one is to be written
        marked = next((place for place, button in enumerate(buttons) if button.marked), 0)
        self._mark((marked + step) % len(buttons))

    def _mark(self, place: int | None) -> None:
        for number, button in enumerate(self.reason_buttons):
            button.mark(number == place)

    def press_marked(self) -> None:
        for button in self.reason_buttons:
            if button.marked:
                self._choose(button)
                return
