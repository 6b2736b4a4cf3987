"""Before a phase: what the candidate is to do, and in how much time. Nothing of others, nothing of the archives."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from metroapp.domain.exam_session import PhaseState
from metroapp.domain.message import Refusal
from metroapp.gui.desk import Desk
from metroapp.gui.exam.phase_clock import PhaseClock
from metroapp.gui.widgets.banner import Banner
from metroapp.gui.widgets.scrolled import Scrolled
from metroapp.services.exam.standing import PhaseStanding, Standing
from metroapp.wording import exam_window as words
from metroapp.wording.exam_supervision import countdown
from metroapp.wording.sentences import sentence
from metroapp.wording.work_orders import order

_GOING_ON = (PhaseState.RUNNING, PhaseState.SUSPENDED)


class CandidateStart(QWidget):
    """Read anew each time it is shown."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.banner = Banner(desk.theme)
        self.title = QLabel()
        self.title.setProperty("role", "title")
        self.order = QLabel()
        self.order.setProperty("role", "soft")
        self.notice = QLabel()
        self.notice.setWordWrap(True)
        self.begins: dict[str, QPushButton] = {}  # by phase
        self._running: QLabel | None = None  # what says the time left
        self._clock = PhaseClock(self)
        self._clock.ticked.connect(self._tick)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(12)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 18, 24, 18)
        layout.setSpacing(10)
        for widget in (self.banner, self.title, self.order, self.notice):
            layout.addWidget(widget)
        layout.addWidget(Scrolled(self._cards), 1)

    def refresh(self) -> None:
        """Ask where the candidate is."""
        self.banner.hide()  # what it said is past, or was for somebody else
        self._desk.bridge.follow(self._desk.workshop.candidate.standing(), self._show, self._refuse)

    def _show(self, standing: Standing | None) -> None:
        self.begins, self._running = {}, None
        self._clock.start(None)
        while (item := self._cards.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        if standing is None:
            self.notice.show()
            self.title.clear()
            self.order.clear()
            self.notice.setText(words.NO_SESSION)
            return
        self.title.setText(words.CANDIDATE.format(number=standing.candidate, title=standing.title))
        self.order.setText(order(standing.work_order) if standing.work_order else "")
        is_over = all(one.state in (PhaseState.ENDED, PhaseState.SIGNED) for one in standing.phases)
        self.notice.setText(words.ALL_ENDED if is_over else standing.notice)
        self.notice.setVisible(bool(self.notice.text()))
        going_on = any(one.state in _GOING_ON for one in standing.phases)
        for one in standing.phases:
            self._cards.addWidget(self._card(one, is_free=one.state in _GOING_ON or not going_on))
        self._cards.addStretch(1)

    def _card(self, one: PhaseStanding, *, is_free: bool) -> QFrame:
        card = QFrame()
        card.setProperty("role", "card")
        name = QLabel(one.phase.title)
        name.setProperty("role", "heading")
        minutes = -(-int(one.allotted.total_seconds()) // 60)
        text = words.TIME_ONE_PIECE if one.phase.pieces == 1 else words.TIME
        said = QLabel(text.format(reference=one.phase.reference, pieces=one.phase.pieces, minutes=minutes))
        said.setProperty("role", "soft")
        state = QLabel(_state(one.state, one.left, one.why_suspended))
        if one.state is PhaseState.RUNNING:
            self._running = state
            self._clock.start(one)
        left = QVBoxLayout()
        for label in (name, said, state):
            left.addWidget(label)
        line = QHBoxLayout(card)
        line.setContentsMargins(20, 16, 20, 16)
        line.addLayout(left, 1)
        if one.state not in (PhaseState.WAITING, *_GOING_ON):
            return card
        button = QPushButton(words.BEGIN if one.state is PhaseState.WAITING else words.RESUME)
        button.setProperty("role", "big")  # gloves
        button.setAccessibleName(f"{button.text()} : {one.phase.title}")
        button.setMinimumWidth(260)
        button.setEnabled(is_free)
        button.clicked.connect(lambda: self.begin(one.phase.key))
        self.begins[one.phase.key] = button
        line.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return card

    def begin(self, phase: str) -> None:
        """Begin a phase, or come back to it."""
        self._desk.bridge.follow(self._desk.workshop.candidate.begin(phase), None, self._refuse)

    def _tick(self, _nothing: object) -> None:
        if self._running is not None:
            self._running.setText(_state(PhaseState.RUNNING, self._clock.left))

    def _refuse(self, refusal: Refusal) -> None:
        self.banner.say(words.NOT_BEGUN, sentence(refusal))


def _state(state: PhaseState, left: timedelta, why: str = "") -> str:
    if state is PhaseState.WAITING:
        return words.TO_BEGIN
    if state is PhaseState.SUSPENDED:
        return words.SUSPENDED.format(why=why)
    if state is not PhaseState.RUNNING:
        return words.ENDED
    said = words.LEFT if left >= timedelta() else words.OVERRUN
    return said.format(left=countdown(abs(left)))
