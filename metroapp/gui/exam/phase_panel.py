"""One candidate in one phase, beside the tiles: what happened, the time lost by the post, what the supervisor does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from metroapp.domain.exam_session import Candidate, CandidatePhase, ExamSession, PhaseState, SessionState
from metroapp.domain.people import Action
from metroapp.domain.session_acts import CandidateEntered, PhaseInterrupted, SessionAct
from metroapp.gui.desk import Desk
from metroapp.gui.exam.phase_tile import who
from metroapp.gui.models.rows import Column, Row
from metroapp.gui.rights_shown import permit
from metroapp.gui.widgets.big_button import BigButton
from metroapp.gui.widgets.panel_table import PanelTable
from metroapp.gui.widgets.picture_button import PictureButton
from metroapp.gui.widgets.record_head import ElidedLabel
from metroapp.gui.widgets.said import Said
from metroapp.wording import exam_supervision as words
from metroapp.wording.exam_acts import act_line
from metroapp.wording.numbers import duration

Deeds = Mapping[str, Callable[[], object]]
_GOING_ON = (PhaseState.RUNNING, PhaseState.SUSPENDED)
_OVER = (PhaseState.ENDED, PhaseState.SIGNED)
_COLUMNS = (Column(words.HISTORY_COLUMNS[0], width=84), Column(words.HISTORY_COLUMNS[1]))
_LEAST = 44  # px
# Name, words, picture, in which states.
_BUTTONS: tuple[tuple[str, str, str, tuple[PhaseState, ...]], ...] = (
    ("suspend", words.SUSPEND, "pause", (PhaseState.RUNNING,)),
    ("resume", words.RESUME, "play", (PhaseState.SUSPENDED,)),
    ("grant", words.GRANT, "timer", _GOING_ON),
    ("modify", words.MODIFY, "pencil", _GOING_ON),
    ("countersign", words.COUNTERSIGN, "shield-check", (PhaseState.ENDED,)),
    ("reference", words.REFERENCE, "ruler", _OVER),
)

# Row, column, columns: those of a phase that is over are in the place of those of one that goes on.
_PLACES = {
    "suspend": (0, 0, 1), "resume": (0, 0, 1), "grant": (0, 1, 1), "modify": (1, 0, 2), "countersign": (0, 0, 2),
    "reference": (1, 0, 2),
}  # fmt: skip


def _is_of(act: SessionAct, candidate: Candidate, one: CandidatePhase) -> bool:
    """Whether it was done in this phase, or to the candidate since they were entered."""
    if isinstance(act, CandidateEntered) or getattr(act, "candidate", None) != candidate.number:
        return False
    return getattr(act, "phase", one.phase.key) == one.phase.key


class PhasePanel(QFrame):
    """`deeds` by the names above, and `give_back` for the time that the post lost."""

    def __init__(self, desk: Desk, deeds: Deeds, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setFixedWidth(388)
        self._desk = desk
        self.session: ExamSession | None = None
        self.candidate: Candidate | None = None
        self.one: CandidatePhase | None = None
        self.lost: PhaseInterrupted | None = None  # the last one that no time was given after
        self.title, self.about, self.time = ElidedLabel(), ElidedLabel(), QLabel()
        self.title.setProperty("role", "heading")
        self.about.setProperty("role", "small")
        self.time.setWordWrap(True)
        self.proposal = QFrame()
        self.proposal.setProperty("role", "warning")
        self.proposed = QLabel()
        self.proposed.setWordWrap(True)
        self.give_back = PictureButton(desk.theme, words.GRANT, "timer", deeds["give_back"])
        self.history = PanelTable(_COLUMNS, desk.theme, words.HISTORY, words.NO_HISTORY)
        self.history.setMinimumHeight(_LEAST)  # it scrolls: the buttons stay whole on the smallest screen
        self.choose = Said()
        self.buttons: dict[str, BigButton] = {}
        for name, text, picture, _states in _BUTTONS:
            tip = words.REFERENCE_TIP if name == "reference" else ""
            button = self.buttons[name] = BigButton(desk.theme, text, picture, "plain", "", tip)
            button.clicked.connect(lambda _on=False, name=name: deeds[name]())
        self._build()
        self.show_phase(None, None, None)

    def _build(self) -> None:
        offered = QHBoxLayout(self.proposal)
        offered.setContentsMargins(10, 6, 10, 6)
        offered.addWidget(self.proposed, 1)
        offered.addWidget(self.give_back)
        grid = QGridLayout()
        grid.setSpacing(8)
        for name, button in self.buttons.items():
            row, column, span = _PLACES[name]
            grid.addWidget(button, row, column, 1, span)
        self._deeds = QWidget()
        self._deeds.setLayout(grid)
        grid.setContentsMargins(0, 0, 0, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.setSpacing(6)
        for widget in (self.choose, self.title, self.about, self.time, self.proposal):
            layout.addWidget(widget)
        layout.addWidget(self.history, 1)
        layout.addWidget(self._deeds)

    # -- what is shown ------------------------------------------------------------------------------------------------

    def show_phase(self, session: ExamSession | None, candidate: Candidate | None, one: CandidatePhase | None) -> None:
        self.session, self.candidate, self.one = session, candidate, one
        is_one = session is not None and candidate is not None and one is not None
        for widget in (self.title, self.about, self.time, self.history, self._deeds):
            widget.setVisible(is_one)
        self.choose.say("" if is_one else words.CHOOSE, "soft")
        self._show_lost()
        if session is None or candidate is None or one is None:
            return
        self.title.say(words.CHOSEN.format(candidate=candidate.number, phase=one.phase.title))
        self.about.say(who(candidate))
        rows = [
            Row((words.clock(act.at), said), act)
            for act in reversed(session.acts)
            if _is_of(act, candidate, one) and (said := act_line(act))
        ]
        self.history.rows.show(rows)
        self.history.look()
        self.show_presence()

    def _show_lost(self) -> None:
        """What the post lost by itself, and nobody gave back since."""
        one = self.one
        lost = one.interruptions[-1] if one is not None and one.interruptions else None
        if lost is not None and one is not None:
            is_answered = any(granted.at >= lost.at for granted in one.granted)
            lost = None if is_answered or one.state not in _GOING_ON or not lost.seconds else lost
        self.lost = lost
        self.proposal.setVisible(lost is not None)
        if lost is not None:
            self.proposed.setText(words.lost(lost))
            self.give_back.setText(words.GIVE_BACK.format(time=words.seconds(lost.seconds)))

    def show_time(self, now: datetime) -> None:
        """The time allotted and taken, as it goes on."""
        one = self.one
        if one is not None:
            elapsed, allotted = duration(one.elapsed(now)), duration(one.allotted)
            self.time.setText(words.TIME_SAID.format(allotted=allotted, elapsed=elapsed))

    def show_presence(self) -> None:
        """What may be done now by whoever is there."""
        one, session, here = self.one, self.session, self._desk.who
        if one is None or session is None or self.candidate is None:
            return
        is_open = session.state is SessionState.OPEN  # what a withdrawn candidate signed is countersigned and measured
        is_stopped, is_over = one.state is PhaseState.SUSPENDED, one.state in _OVER
        for name, button in self.buttons.items():
            is_other = name in ("countersign", "reference")
            button.setVisible(is_other == is_over and name != ("suspend" if is_stopped else "resume"))
        for name, _text, _picture, states in _BUTTONS:
            possible = is_open and one.state in states and not (name == "modify" and one.modification is not None)
            action = Action.MEASURE_REFERENCE if name == "reference" else Action.SUPERVISE
            permit(self.buttons[name], here, action, possible=possible)
        permit(self.give_back, here, Action.SUPERVISE, possible=is_open)
