"""The place of the relevé: where a record is opened, the phases of a candidate, and the record being filled."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget

from metroapp.domain.people import Role
from metroapp.gui.desk import Desk
from metroapp.gui.exam.candidate_start import CandidateStart
from metroapp.gui.pages.measuring import MeasuringPage
from metroapp.gui.pages.start import StartPage
from metroapp.services.events import Event, ExamChanged, RecordOpened


class RecordRoom(QStackedWidget):
    """One of three is shown; the page of candidates is made for the first of them."""

    def __init__(self, desk: Desk, start: StartPage, measuring: MeasuringPage) -> None:
        super().__init__()
        self._desk = desk
        self._start, self._measuring = start, measuring
        self.candidate: CandidateStart | None = None
        self.addWidget(start)
        self.addWidget(measuring)

    @property
    def _is_candidate(self) -> bool:
        person = self._desk.who.person
        return person is not None and Role.CANDIDATE in person.roles

    def take(self, event: Event) -> None:
        match event:
            case RecordOpened():
                self.setCurrentWidget(self._measuring)
            case ExamChanged() if self.candidate is not None and self.currentWidget() is self.candidate:
                self.candidate.refresh()

    def welcome(self) -> None:
        """Somebody else is there: a candidate begins with their phases, and leaves them to nobody."""
        if self._is_candidate or self.currentWidget() is self.candidate:
            self.show_start()

    def show_start(self) -> None:
        """Where a record is opened; a candidate begins a phase of theirs."""
        if not self._is_candidate:
            self.setCurrentWidget(self._start)
            self._start.refresh()
            return
        if self.candidate is None:
            self.candidate = CandidateStart(self._desk)
            self.addWidget(self.candidate)
        self.setCurrentWidget(self.candidate)
        self.candidate.refresh()
