"""The supervisor at the post of a candidate, who stays signed in: what they may do there, signed by name and code."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu, QPushButton
from shiboken6 import isValid

from metroapp.domain.exam_session import PhaseState
from metroapp.domain.examination import Aid
from metroapp.domain.people import Signature
from metroapp.domain.revision import PartRevision
from metroapp.domain.specification import Part
from metroapp.gui.desk import Desk
from metroapp.gui.exam.phase_clock import PhaseClock
from metroapp.wording import exam_clock as words
from metroapp.wording import exam_supervision as deeds

if TYPE_CHECKING:
    from metroapp.gui.dialogs.act_question import ActQuestion
    from metroapp.gui.pages.measuring import MeasuringPage
    from metroapp.services.exam.exam_room import ExamRoom

_GOING_ON = (PhaseState.RUNNING, PhaseState.SUSPENDED)


class SupervisorAtPost(QObject):
    """`clock` knows where the candidate is; `dialog` is the last one that was asked. Dialogs are loaded on first use:
    most records are of no examination."""

    def __init__(self, page: MeasuringPage, desk: Desk, clock: PhaseClock) -> None:
        super().__init__(page)
        self._page = page
        self._desk = desk
        self._clock = clock
        self.dialog: ActQuestion | None = None

    @property
    def _room(self) -> ExamRoom:
        return self._desk.workshop.exams

    def deeds(self) -> list[tuple[str, Callable[[], None]]]:
        """What the supervisor may do now, in words."""
        one = self._clock.standing
        if one is None:
            return []
        if one.state is PhaseState.ENDED:
            return [(deeds.COUNTERSIGN, self.ask_countersign)]
        if one.state not in _GOING_ON:
            return []
        is_suspended = one.state is PhaseState.SUSPENDED
        first = (deeds.RESUME, self.ask_resume) if is_suspended else (deeds.SUSPEND, self._ask_suspend)
        modify = [] if one.is_modified else [(deeds.MODIFY, self._ask_modify)]  # once
        return [first, (deeds.GRANT, self._ask_grant), *modify]

    def offer(self, button: QPushButton) -> None:
        """The menu, under the button."""
        menu = QMenu(self._page)
        menu.setObjectName("supervisor")
        menu.setAccessibleName(words.SUPERVISOR)
        for text, ask in self.deeds():
            menu.addAction(text).triggered.connect(lambda _on=False, ask=ask: ask())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(QPoint(0, button.height() + 4)))

    def _ask_suspend(self) -> None:
        from metroapp.gui.exam import supervising as asked

        self._ask_about(
            lambda said: asked.SuspendDialog(said, self._desk, self._page),
            lambda place, given, signed: self._room.suspend(*place, given[0], given[1], signed),
        )

    def ask_resume(self, _nothing: object = None) -> None:
        from metroapp.gui.exam import supervising as asked

        self._ask_about(
            lambda said: asked.ResumeDialog(said, self._desk, self._page),
            lambda place, _given, signed: self._room.resume(*place, signed),
        )

    def _ask_grant(self) -> None:
        from metroapp.gui.exam import supervising as asked

        self._ask_about(
            lambda said: asked.GrantDialog(said, self._desk, self._page),
            lambda place, given, signed: self._room.grant(*place, given[0], given[1], signed),
            deeds.DONE["grant"],
        )

    def ask_countersign(self, _nothing: object = None) -> None:
        from metroapp.gui.exam import supervising as asked

        self._ask_about(
            lambda said: asked.CountersignDialog(said, self._desk, self._page),
            lambda place, given, signed: self._room.countersign(*place, given, signed),
        )

    def _ask_modify(self) -> None:
        """Of the part as it was validated: the one of the page may be told without its limits."""
        one = self._clock.standing
        if one is None:
            return
        key = (one.phase.reference, one.phase.drawing, one.phase.revision)

        def ask(parts: list[PartRevision]) -> None:
            found = next((revision.part for revision in parts if revision.key == key), None)
            if found is not None:
                self._ask_modification_of(found)

        self._desk.bridge.follow(self._desk.workshop.parts(), ask)

    def _ask_modification_of(self, part: Part) -> None:
        from metroapp.gui.exam.modification_dialog import ModificationDialog

        header, one = self._page.header, self._clock.standing
        if header is None or header.options.examination is None or one is None:
            return
        candidate = header.options.examination.candidate
        cells = self._page.grid.model.cells
        measured = max((box.piece for box, cell in cells.items() if cell.view.measurement is not None), default=0)
        self._ask_about(
            lambda _said: ModificationDialog(
                one.phase, part, candidate, self._desk, self._page,
                measured=measured, shows_limits=header.options.offers(Aid.LIMITS),
            ),
            lambda place, given, signed: self._room.modify(*place, given[0], given[1], given[2], signed),
            deeds.DONE["modify"],
        )  # fmt: skip

    def _ask_about(
        self,
        made: Callable[[str], ActQuestion],
        deed: Callable[[tuple[str, str, str], Any, Signature], Future[Any]],
        done: str = "",
    ) -> None:
        """`done` is said where the page itself does not show what was done."""
        header, one = self._page.header, self._clock.standing
        examination = None if header is None else header.options.examination
        if examination is None or one is None:
            return
        place = (examination.session, examination.candidate, examination.phase)
        dialog = made(words.PHASE.format(candidate=examination.candidate, phase=one.phase.title))
        dialog.confirmed.connect(lambda given: self._page.deeds.answer(dialog, deed(place, *given), done))
        if self.dialog is not None and isValid(self.dialog):
            self.dialog.close()
        self.dialog = dialog
        dialog.show()
