"""The session that is open, supervised: a tile for each candidate in each phase, and the deeds on the one chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QElapsedTimer, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget
from shiboken6 import isValid

from metroapp.domain.exam_session import Candidate, CandidatePhase, ExamSession, PhaseState, SessionState
from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.people import Action
from metroapp.domain.revision import PartRevision
from metroapp.gui.desk import Desk
from metroapp.gui.dialogs.act_question import ActQuestion, SignedReason
from metroapp.gui.exam.modification_dialog import ModificationDialog
from metroapp.gui.exam.phase_panel import PhasePanel
from metroapp.gui.exam.phase_tile import LEAST_WIDTH, PhaseTile, TileFacts, who
from metroapp.gui.exam.supervising import (
    CountersignDialog,
    GrantDialog,
    ReferenceDialog,
    ResumeDialog,
    SuspendDialog,
)
from metroapp.gui.rights_shown import permit
from metroapp.gui.tasks import Task
from metroapp.gui.widgets.bench_grid import TileGrid
from metroapp.gui.widgets.choice import Choice
from metroapp.gui.widgets.picture_button import PictureButton
from metroapp.gui.widgets.said import Said
from metroapp.gui.widgets.scrolled import Scrolled
from metroapp.wording import exam_supervision as words
from metroapp.wording.numbers import duration
from metroapp.wording.sentences import sentence

if TYPE_CHECKING:
    from metroapp.archive.queries import RecordLine

_TICK_MS, _LOOK_TICKS = 1000, 15  # the record on the bench is looked at every so many seconds
_SOON = timedelta(minutes=5)
_GOING_ON = (PhaseState.RUNNING, PhaseState.SUSPENDED)


class SuperviseTab(QWidget):
    """Times are those of the room, which goes on by a clock that nobody sets back."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._room = desk.workshop.exams
        self.session: ExamSession | None = None
        self.dialog: QDialog | None = None
        self._sessions: list[ExamSession] = []
        self._chosen: tuple[str, str] = ("", "")
        self._now: datetime | None = None  # of the room, when `_since` was started
        self._since = QElapsedTimer()
        self._alive: dict[EntryId, datetime] = {}
        self._ticks = 0
        self.choice = Choice(desk.theme)
        self.choice.setAccessibleName(words.SESSION)
        self.choice.setMinimumContentsLength(20)
        self.choice.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.close_session = PictureButton(desk.theme, words.CLOSE, "lock", self._ask_close, words.CLOSE_TIP)
        self.nothing, self.said = Said(), Said()
        self.tiles: list[PhaseTile] = []
        self.group = QButtonGroup(self)
        self.grid = _Grid(LEAST_WIDTH)
        deeds: dict[str, Callable[[], object]] = {
            "suspend": self._suspend, "resume": self._resume, "grant": self._grant, "modify": self._modify,
            "countersign": self._countersign, "reference": self._open_reference, "give_back": self._give_back,
        }  # fmt: skip
        self.panel = PhasePanel(desk, deeds)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._build()
        self.show_presence()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        name = QLabel(words.SESSION)
        name.setBuddy(self.choice)
        head.addWidget(name)
        head.addWidget(self.choice, 1)
        head.addWidget(self.close_session)
        self._board = Scrolled(self.grid)
        self._board.setAccessibleName(words.TILES)
        body = QHBoxLayout()
        body.setSpacing(12)
        body.addWidget(self._board, 1)
        body.addWidget(self.panel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.said)
        layout.addWidget(self.nothing)
        layout.addLayout(body, 1)
        self.choice.activated.connect(self._turn)
        self.group.buttonClicked.connect(self._choose)

    def show_presence(self) -> None:
        session = self.session
        is_open = session is not None and session.state is SessionState.OPEN
        permit(self.close_session, self.desk.who, Action.PREPARE_SESSION, possible=is_open)
        self.panel.show_presence()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        super().hideEvent(event)

    # -- reading ------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the sessions anew: the one looked at, else the one that is open."""
        self.desk.bridge.follow(self._room.sessions(), self._show, self.refuse)

    def _show(self, found: list[ExamSession]) -> None:
        self._sessions = [one for one in found if one.state is not SessionState.PREPARING]
        self._sessions.sort(key=lambda one: one.state is SessionState.CLOSED)
        self.choice.clear()
        for one in self._sessions:
            prepared = one.prepared
            self.choice.addItem(words.session_said(one.number, prepared.title, prepared.on, one.state), one.number)
        wanted = "" if self.session is None else self.session.number
        place = next((at for at, one in enumerate(self._sessions) if one.number == wanted), 0)
        self.choice.setEnabled(bool(self._sessions))
        self.choice.setCurrentIndex(place if self._sessions else -1)
        self.nothing.say("" if self._sessions else words.NONE, "soft")
        self._look_at(self._sessions[place] if self._sessions else None)

    def _turn(self, place: int) -> None:
        self.said.say("", "soft")
        self._look_at(self._sessions[place])

    def _look_at(self, session: ExamSession | None) -> None:
        self.session = session
        known = [] if session is None else session.of_everybody
        wanted = [
            (one, phase)
            for one in known
            for phase in one.phases.values()
            if one.withdrawn is None or phase.ended is not None  # what was signed is still signed after, and measured
        ]
        keys = [(one.number, phase.phase.key) for one, phase in wanted]
        if keys != [tile.key for tile in self.tiles]:
            self._make_tiles(wanted, 0 if session is None else len(session.prepared.phases))
        for tile, (one, phase) in zip(self.tiles, wanted, strict=True):
            tile.candidate, tile.one = one, phase
        chosen = next((tile for tile in self.tiles if tile.key == self._chosen), None)
        if chosen is None:  # the one that goes on, where there is one
            chosen = next((tile for tile in self.tiles if tile.one.state in _GOING_ON), next(iter(self.tiles), None))
        if chosen is not None:
            chosen.setChecked(True)
        self._show_chosen(chosen)
        self._now = None if session is None else self._room.now()
        self._since.start()
        self._show_times()
        self._look_for_life()
        self.show_presence()

    def _make_tiles(self, wanted: Sequence[tuple[Candidate, CandidatePhase]], phases: int) -> None:
        for tile in self.tiles:
            self.group.removeButton(tile)
            self.grid.removeWidget(tile)
            tile.deleteLater()
        self.tiles = [PhaseTile(one, phase, self.desk.theme) for one, phase in wanted]
        self.grid.phases = phases
        for tile in self.tiles:
            self.group.addButton(tile)
            self.grid.addWidget(tile)

    def _choose(self, tile: PhaseTile) -> None:
        self.said.say("", "soft")
        self._show_chosen(tile)
        self._show_times()

    def _show_chosen(self, tile: PhaseTile | None) -> None:
        self._chosen = ("", "") if tile is None else tile.key
        if tile is None:
            self.panel.show_phase(None, None, None)
        else:
            self.panel.show_phase(self.session, tile.candidate, tile.one)

    # -- the time -----------------------------------------------------------------------------------------------------

    @property
    def now(self) -> datetime | None:
        """The time of the room, from the last time that it said it."""
        return None if self._now is None else self._now + timedelta(milliseconds=self._since.elapsed())

    def _tick(self) -> None:
        self._ticks += 1
        self._show_times()
        if self._ticks % _LOOK_TICKS == 0:
            self._look_for_life()

    def _show_times(self) -> None:
        now = self.now
        if now is None:
            return
        for tile in self.tiles:
            tile.show_facts(self._facts(tile.candidate, tile.one, now))
        self.panel.show_time(now)

    def _facts(self, candidate: Candidate, one: CandidatePhase, now: datetime) -> TileFacts:
        left = one.left(now)
        is_over = one.state in (PhaseState.ENDED, PhaseState.SIGNED)
        figure = words.TAKEN_TIME.format(time=duration(one.elapsed(now))) if is_over else words.countdown(left)
        if one.state is PhaseState.WAITING:
            figure = duration(one.allotted)
        record = one.record
        seen = None if record is None or one.state not in _GOING_ON else self._alive.get(record)
        alive = "" if seen is None else words.alive(max(timedelta(), now - seen))
        head = words.TILE.format(candidate=candidate.number, phase=one.phase.title)
        ink, edge = _colours(one.state, left)
        return TileFacts(head, who(candidate), figure, words.state_line(one, left), alive, ink, edge)

    def _look_for_life(self) -> None:
        """When anything was last written in the records that go on: read in the worker."""
        workspace = self.desk.workshop.workspace
        ids = [tile.one.record for tile in self.tiles if tile.one.record and tile.one.state in _GOING_ON]
        session = self.session
        if not ids or session is None:
            return

        def work(_task: Task) -> dict[EntryId, datetime]:
            from metroapp.services.exam.sign_of_life import last_written  # heavy: in the worker, on first use

            return last_written(workspace, session, [one for one in ids if one is not None])

        def show(found: dict[EntryId, datetime]) -> None:
            self._alive = found
            self._show_times()

        self.desk.worker.do(work, show, self.refuse)

    # -- the deeds ----------------------------------------------------------------------------------------------------

    def _place(self) -> tuple[str, str, str] | None:
        """Number of the session, of the candidate, key of the phase: what each deed is about."""
        session, candidate, one = self.session, self.panel.candidate, self.panel.one
        if session is None or candidate is None or one is None:
            return None
        return session.number, candidate.number, one.phase.key

    def _ask_about(self, name: str, dialog: ActQuestion, deed: Callable[[Any, Any], Future[ExamSession]]) -> None:
        dialog.confirmed.connect(lambda given: self.answer(dialog, deed(*given), words.DONE[name]))
        self.ask(dialog)

    def _suspend(self) -> None:
        place = self._place()
        if place is not None:
            dialog = SuspendDialog(self._said_place(), self.desk, self)
            self._ask_about(
                "suspend", dialog, lambda given, signed: self._room.suspend(*place, given[0], given[1], signed)
            )

    def _resume(self) -> None:
        place = self._place()
        if place is not None:
            dialog = ResumeDialog(self._said_place(), self.desk, self)
            self._ask_about("resume", dialog, lambda _given, signed: self._room.resume(*place, signed))

    def _grant(self) -> None:
        self._ask_time(0, "")

    def _give_back(self) -> None:
        lost = self.panel.lost
        if lost is not None:
            self._ask_time(lost.seconds, words.lost_reason(lost))

    def _ask_time(self, seconds: int, reason: str) -> None:
        place = self._place()
        if place is not None:
            dialog = GrantDialog(self._said_place(), self.desk, self, seconds=seconds, reason=reason)
            self._ask_about("grant", dialog, lambda given, signed: self._room.grant(*place, given[0], given[1], signed))

    def _countersign(self) -> None:
        place = self._place()
        if place is not None:
            dialog = CountersignDialog(self._said_place(), self.desk, self)
            self._ask_about("countersign", dialog, lambda given, signed: self._room.countersign(*place, given, signed))

    def _modify(self) -> None:
        place, one = self._place(), self.panel.one
        if place is None or one is None:
            return
        phase = one.phase

        def ask(parts: list[PartRevision]) -> None:
            key = (phase.reference, phase.drawing, phase.revision)
            found = next((part for part in parts if part.key == key), None)
            if found is None:
                return
            dialog = ModificationDialog(phase, found.part, place[1], self.desk, self)
            self._ask_about(
                "modify", dialog, lambda given, signed: self._room.modify(*place, given[0], given[1], given[2], signed)
            )

        self.desk.bridge.follow(self.desk.workshop.parts(), ask, self.refuse)

    def _open_reference(self) -> None:
        """The window shows the record as soon as it is on the bench; where one measured before may do, it asks."""
        place, one = self._place(), self.panel.one
        if place is None or one is None or one.ended is None:
            return
        workspace = self.desk.workshop.workspace

        def read(_task: Task) -> list[RecordLine]:
            from metroapp.services.exam.references import possible_references  # heavy: in the worker, on first use

            return possible_references(workspace, *place)

        def ask(found: list[RecordLine]) -> None:
            if not found:
                self.desk.bridge.follow(self._room.open_reference(*place), None, self.refuse)
                return
            dialog = ReferenceDialog(self._said_place(), found, self.desk, self)
            dialog.confirmed.connect(lambda given: self._take_reference(dialog, place, given[0]))
            self.ask(dialog)

        self.desk.worker.do(read, ask, self.refuse)

    def _take_reference(self, dialog: ReferenceDialog, place: tuple[str, str, str], chosen: RecordLine | None) -> None:
        if chosen is None:
            dialog.close()
            self.desk.bridge.follow(self._room.open_reference(*place), None, self.refuse)
            return
        done = words.REFERENCE_KEPT.format(record=chosen.number, place=self._said_place())
        self.answer(dialog, self._room.choose_reference(*place, chosen.id), done)

    def _said_place(self) -> str:
        return self.panel.title.text()

    def _ask_close(self) -> None:
        session = self.session
        if session is None:
            return

        def ask(left: Sequence[str]) -> None:
            lines = [words.CLOSE_SAID, words.CLOSE_LEFT if left else words.CLOSE_NOTHING_LEFT]
            said = "\n".join([*lines, *(words.LINE.format(text=one) for one in left)])
            title = words.CLOSE_TITLE.format(number=session.number)
            dialog = SignedReason(title, self.desk, Action.PREPARE_SESSION, self, said=said)
            done = words.CLOSED.format(number=session.number)
            dialog.confirmed.connect(
                lambda given: self.answer(dialog, self._room.close(session.number, given[1]), done)
            )
            self.ask(dialog)

        self.desk.bridge.follow(self._room.what_is_left(session.number), ask, self.refuse)

    def ask(self, dialog: QDialog) -> None:
        if self.dialog is not None and isValid(self.dialog):
            self.dialog.close()
        self.dialog = dialog
        dialog.show()

    def answer(self, dialog: ActQuestion, future: Future[ExamSession], done: str) -> None:
        """What is refused is said in the dialog, and loses nothing; what is done closes it."""

        def close(_session: ExamSession) -> None:
            if isValid(dialog):
                dialog.close()
            self.said.say(done, "good")

        def refused(refusal: Refusal) -> None:
            if isValid(dialog):
                dialog.refuse(refusal)
            else:
                self.refuse(refusal)

        self.desk.bridge.follow(future, close, refused)

    def refuse(self, refusal: Refusal) -> None:
        self.said.say(sentence(refusal), "bad")


def _colours(state: PhaseState, left: timedelta) -> tuple[str, str]:
    """Of the figure and of the side of a tile."""
    match state:
        case PhaseState.RUNNING:
            return ("warn", "warn_fill") if left < _SOON else ("ink", "accent")
        case PhaseState.SUSPENDED:
            return "warn", "warn_fill"
        case PhaseState.ENDED:
            return "accent", "accent"
    return "soft", "line"


class _Grid(TileGrid):
    """The phases of one candidate stay on one line, wherever they fit."""

    phases = 0

    def columns(self, width: int) -> int:
        columns = super().columns(width)
        return columns - columns % self.phases if 0 < self.phases <= columns else columns
