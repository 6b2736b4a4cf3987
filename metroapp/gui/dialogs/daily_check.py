"""The daily check before a series: the zero, or one block, read once and written."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from metroapp.domain.daily_check import DailyCheck
from metroapp.domain.message import Refusal
from metroapp.domain.verification import Check, Outcome
from metroapp.gui.desk import Desk
from metroapp.gui.dialogs.guided_readings import GuidedReadings
from metroapp.gui.widgets.big_button import BigButton
from metroapp.gui.widgets.verifying_card import TypedReading, VerifyingCard
from metroapp.services.events import Event, Indicated, Refused, VerifyingChanged, VerifyingView
from metroapp.wording import verifying as words
from metroapp.wording.labels import label
from metroapp.wording.sentences import sentence

_WIDTH = 860


class DailyCheckDialog(GuidedReadings):
    """`uses_asked` carries the number of an instrument that failed. Closing it keeps what was read."""

    uses_asked = Signal(object)

    def __init__(self, view: VerifyingView, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk.workshop.verifications, desk, parent)
        self._number = view.means.number
        self.view: VerifyingView | None = view
        self.made: DailyCheck | None = None
        self._is_changing = False  # another point is being chosen, or the check is being written
        self.setWindowTitle(words.DAILY_TITLE.format(number=self._number))
        self.setMinimumWidth(_WIDTH)
        self.card, self.typed = VerifyingCard(), TypedReading()
        self.verdict = QLabel()
        self.verdict.setWordWrap(True)
        self._group = QButtonGroup(self)
        self.points = [self._choice(place, text) for place, text in enumerate((words.DAILY_ZERO, words.DAILY_BLOCK))]
        theme = desk.theme
        self.record = BigButton(theme, words.DAILY_RECORD, "check")
        self.again = BigButton(theme, words.DAILY_AGAIN, "undo-2", "plain", tip=words.DAILY_AGAIN_TIP)
        self.uses = BigButton(theme, words.USES, "search", "warn")
        self.leave = BigButton(theme, words.CLOSE, "x", "plain")
        for button in (self.record, self.again, self.uses, self.leave):
            button.setAutoDefault(False)  # Return takes a typed reading, and nothing else
        self.uses.hide()
        self._build()
        self._group.idClicked.connect(self._choose)
        self.record.clicked.connect(self._record)
        self.again.clicked.connect(self._undo)
        self.uses.clicked.connect(self._ask_uses)
        self.leave.clicked.connect(self.close)
        self.typed.button.clicked.connect(self._type)
        self.typed.line.returnPressed.connect(self._type)
        desk.bridge.happened.connect(self._take)
        self.show_view(view)

    def _choice(self, place: int, text: str) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName("tall")
        button.setCheckable(True)
        button.setAutoDefault(False)
        button.setAccessibleName(text)
        self._group.addButton(button, place)
        return button

    def _build(self) -> None:
        title = QLabel(self.windowTitle())
        title.setProperty("role", "title")
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(title, 1)
        for button in self.points:
            top.addWidget(button)
        below = QHBoxLayout()
        below.setSpacing(10)
        for big in (self.again, self.uses, self.leave, self.record):
            below.addWidget(big, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 14, 20, 14)
        layout.setSpacing(10)
        layout.addLayout(top)
        layout.addWidget(self.card)
        layout.addWidget(self.verdict)
        layout.addWidget(self.said)
        layout.addWidget(self.typed, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)
        layout.addLayout(below)

    # -- what is shown ------------------------------------------------------------------------------------------------

    def show_view(self, view: VerifyingView) -> None:
        """The check as it is now."""
        self.view = view
        means, (result,) = view.means, view.conclusion.points
        is_read = bool(result.taken)
        self.card.show_means(means.number)
        if not is_read:
            self.card.say(words.now(means, view.awaited, view.conclusion), words.under(means, view.awaited))
        self._say_verdict(words.daily(means, result) if is_read else "", words.TINTS[result.outcome])
        self.typed.ask(means.kind.reading_unit)
        self.typed.setVisible(not is_read)
        self.points[result.point.check is not Check.ZERO].setChecked(True)
        for button in self.points:
            button.setEnabled(not is_read and not view.undone)
            button.setVisible(result.point.check is not Check.MEAN)
        self.record.setEnabled(is_read)
        self.again.setEnabled(is_read)
        if is_read:
            self.record.setFocus()

    def _say_verdict(self, text: str, role: str) -> None:
        self.verdict.setText(text)
        self.verdict.setAccessibleName(text)
        self.verdict.setProperty("role", f"{role}-heading" if role == "bad" else role)
        self.verdict.style().unpolish(self.verdict)
        self.verdict.style().polish(self.verdict)
        self.verdict.setVisible(bool(text))

    def _take(self, event: Event) -> None:
        match event:
            case VerifyingChanged() if self.made is not None:
                pass  # another one: this window is over
            case VerifyingChanged(view) if view is not None and view.is_daily and view.means.number == self._number:
                self.said.say("", "good")
                self.show_view(view)
            case VerifyingChanged(None) if not self._is_changing:
                self.view = None
                self.close()  # somebody left the post
            case Indicated(number, found) if number == self._number:
                self.card.show_live(found)
            case Refused(refusal, number) if number == self._number:
                self.said.say(sentence(refusal), "bad")

    # -- what is asked ------------------------------------------------------------------------------------------------

    def _refuse(self, refusal: Refusal) -> None:
        self._is_changing = False
        super()._refuse(refusal)

    def _choose(self, place: int) -> None:
        """The other point: nothing was read at the first one."""
        rooms, number = self._desk.workshop.verifications, self._number
        self._is_changing = True

        def begin(_nothing: object) -> None:
            self._desk.bridge.follow(rooms.begin_daily(number, place), begun, go_back)

        def go_back(refusal: Refusal) -> None:
            def say(_view: object) -> None:
                self._refuse(refusal)

            self._desk.bridge.follow(rooms.begin_daily(number, 1 - place), say, self._refuse)

        def begun(_view: object) -> None:
            self._is_changing = False

        self._desk.bridge.follow(rooms.give_up(), begin, self._refuse)

    def _type(self) -> None:
        text = self.typed.taken()
        if text:
            self._follow(self._desk.workshop.verifications.type_reading(text))

    def _undo(self) -> None:
        self._follow(self._desk.workshop.verifications.undo())

    def _record(self) -> None:
        self._is_changing = True
        self._desk.bridge.follow(self._desk.workshop.verifications.record_check(), self._show_made, self._refuse)

    def _show_made(self, made: DailyCheck) -> None:
        """Written: a bad one says what comes next."""
        if not isValid(self):
            return
        self.made = made
        self.view = None
        self.card.end(words.DAILY_KEPT.format(number=self._number, outcome=label(made.outcome)))
        is_bad = made.outcome is Outcome.NONCONFORMING
        self._say_verdict(words.DAILY_REFUSED.format(number=self._number) if is_bad else "", "bad")
        self.typed.hide()
        for button in (*self.points, self.record, self.again):
            button.hide()
        self.uses.setVisible(is_bad)
        self.leave.setFocus()

    def _ask_uses(self) -> None:
        self.uses_asked.emit(self._number)
