"""The measuring page in an examination: the time of the phase, the stop, the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject

from metroapp.domain.exam_session import PhaseState
from metroapp.domain.examination import Examination
from metroapp.gui.desk import Desk
from metroapp.gui.exam.phase_clock import PhaseClock
from metroapp.gui.exam.phase_ending import PhaseEnding
from metroapp.gui.exam.phase_strip import PhaseStrip
from metroapp.gui.exam.supervisor_at_post import SupervisorAtPost
from metroapp.gui.exam.suspended_cover import SuspendedCover
from metroapp.gui.widgets.result_card import Face
from metroapp.services.events import Event, ExamChanged, PresenceChanged, RecordOpened, Refused
from metroapp.services.exam.standing import PhaseStanding, Standing
from metroapp.wording import exam_clock as words
from metroapp.wording.numbers import quantity
from metroapp.wording.sentences import sentence

if TYPE_CHECKING:
    from metroapp.gui.pages.measuring import MeasuringPage

_GOING_ON = (PhaseState.RUNNING, PhaseState.SUSPENDED)


class PhaseControls(QObject):
    """Made by its page, which hands it every event; of a record of no examination it shows nothing."""

    def __init__(self, page: MeasuringPage, desk: Desk) -> None:
        super().__init__(page)
        self._page = page
        self._desk = desk
        self._put_away = ""  # the notice that was read
        self.clock = PhaseClock(self)
        self.ending = PhaseEnding(page, desk, self.clock)
        self.strip = PhaseStrip(desk.theme)
        self.supervisor = SupervisorAtPost(page, desk, self.clock)
        self.cover = SuspendedCover(desk.theme, page, page.work)
        self.over, self.notice = page.strips.phase_over, page.strips.phase_notice
        page.head.place_phase(self.strip)
        page.installEventFilter(self)
        self.clock.ticked.connect(self._show_time)
        self.strip.supervisor.clicked.connect(self._offer)
        self.cover.resume_asked.connect(self.supervisor.ask_resume)
        self.over.pressed.connect(self.supervisor.ask_countersign)
        self.notice.button.clicked.connect(self._read)

    @property
    def examination(self) -> Examination | None:
        """That of the record shown."""
        header = self._page.header
        return None if header is None else header.options.examination

    @property
    def standing(self) -> PhaseStanding | None:
        """Where the candidate is in the phase of the record shown."""
        return self.clock.standing

    @property
    def is_suspended(self) -> bool:
        """Whether nothing is to be done on the page but by the supervisor."""
        return self.standing is not None and self.standing.state is PhaseState.SUSPENDED

    # -- what happened ------------------------------------------------------------------------------------------------

    def take(self, event: Event) -> None:
        self.ending.take(event)
        match event:
            case RecordOpened() | ExamChanged() | PresenceChanged():
                self._ask_standing()
            case Refused() if not self.cover.isHidden():
                value = "" if event.quantity is None else words.NOT_TAKEN.format(value=quantity(event.quantity))
                self.cover.refuse(f"{value}\n{sentence(event.refusal)}".strip())

    def _ask_standing(self) -> None:
        asked = self.examination
        if asked is None:
            self._show(asked, None)
            return

        def show(found: Standing | None) -> None:
            if self.examination == asked:
                self._show(asked, found)

        self._desk.bridge.follow(self._desk.workshop.candidate.standing(), show)

    def _show(self, examination: Examination | None, found: Standing | None) -> None:
        one = None
        if examination is not None and found is not None and found.candidate == examination.candidate:
            one = next((phase for phase in found.phases if phase.phase.key == examination.phase), None)
        self._page.head.show_phase(shown=one is not None)
        self._page.actions_bar.name_examination(examination is not None)
        self.clock.start(one)
        self._show_state(one)
        self._show_over(one)
        notice = "" if one is None or found is None or one.state not in _GOING_ON else found.notice
        if not notice:
            self._put_away = ""
        self.notice.say("" if notice == self._put_away else notice)

    def _show_state(self, one: PhaseStanding | None) -> None:
        if one is not None and self.is_suspended:
            self._lay_cover()
            self.cover.cover(one.why_suspended, self.supervisor.dialog)
        elif not self.cover.isHidden():
            self._page.banner.hide()  # what was refused meanwhile was said over the page
            if not self.cover.uncover(is_resumed=one is not None and one.state is PhaseState.RUNNING):
                self._page.expected.take_focus()
        self.strip.supervisor.setEnabled(bool(self.supervisor.deeds()))

    def _show_over(self, one: PhaseStanding | None) -> None:
        if one is None or one.ended_at is None:
            self.over.say("")
            return
        is_signed = one.state is PhaseState.SIGNED
        self.over.say((words.SIGNED_SAID if is_signed else words.OVER_SAID).format(time=words.at(one.ended_at)))
        self.over.button.setVisible(not is_signed)
        page = self._page
        if page.header is not None and not page.has_open_record:
            filled, planned = str(page.grid.model.done), words.OVER_FILLED.format(planned=page.grid.model.planned)
            face = Face(title=words.OVER_TITLE, box=page.header.number, value=filled, unit=planned, is_step=True)
            page.show_over(words.OVER_TITLE, words.OVER_SIGNED if is_signed else words.OVER_NEXT, face)

    def _show_time(self, _nothing: object) -> None:
        if self.strip.figure.show_time(self.clock.standing, self.clock.left):
            self._page.head.fit()

    def _offer(self) -> None:
        self.supervisor.offer(self.strip.supervisor)

    def _read(self) -> None:
        self._put_away = self.notice.said.text()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self._lay_cover()
        return False

    def _lay_cover(self) -> None:
        """Over all the page but its head, where the time and the supervisor's button are."""
        page = self._page
        top = page.head.geometry().bottom() + 9
        self.cover.setGeometry(14, top, page.width() - 28, max(0, page.height() - top - 4))
