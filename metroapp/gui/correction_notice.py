"""« Correcteur proposé »: said on the measuring page when the last values of a linked size stand out of its dead band.

It stops no reading. Where the record does not offer corrections, or where it does not help, nothing is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from metroapp.domain.message import Refusal
from metroapp.gui.desk import Desk
from metroapp.gui.tasks import Task
from metroapp.services.events import Asked, BoxRecorded, Event, ProcessChanged, RecordClosed, RecordOpened
from metroapp.wording import corrections as words

if TYPE_CHECKING:
    from metroapp.gui.pages.measuring import MeasuringPage
    from metroapp.services.spc.tool_registers import RegisterView


class CorrectionNotice(QObject):
    """Made by its page, whose strip it fills."""

    def __init__(self, page: MeasuringPage, desk: Desk) -> None:
        super().__init__(page)
        self._page = page
        self._desk = desk
        self._linked: frozenset[str] = frozenset()  # balloons
        self._last = ""  # the balloon measured last
        self._is_reading = self._again = False
        self._asked = False  # a value waits for its answer: it may be taken again
        self.view: RegisterView | None = None
        self.strip = page.strips.correction
        self.strip.pressed.connect(self._show)

    def take(self, event: Event) -> None:
        match event:
            case RecordOpened():
                self._forget()
                self._read_linked()
            case ProcessChanged():
                self._read_linked()
            case RecordClosed():
                self._forget()
            case Asked(box=asked):
                was_asked, self._asked = self._asked, asked is not None
                if self._asked:
                    self.strip.say("")
                elif was_asked and self._last:
                    self._look(self._last)
            case BoxRecorded(box=box) if box.key.balloon in self._linked:
                self._last = box.key.balloon
                self._look(self._last)

    def _forget(self) -> None:
        self._linked, self._last, self.view = frozenset(), "", None
        self._is_reading = self._again = False
        self.strip.say("")

    @property
    def _offers(self) -> bool:
        header = self._page.header
        return header is not None and header.options.offers_corrections and header.options.assists

    def _read_linked(self) -> None:
        if self._page.has_open_record and self._offers:
            self._desk.bridge.follow(self._desk.workshop.corrections.linked_on_bench(), self._take_linked, self._ignore)

    def _take_linked(self, balloons: frozenset[str]) -> None:
        self._linked = balloons
        if self._last:
            self._look(self._last)

    def _look(self, balloon: str) -> None:
        header, workspace = self._page.header, self._desk.workshop.workspace
        if header is None or self._asked or not self._offers:
            return
        if self._is_reading:  # values come faster than they are read: only the last one is looked at
            self._again = True
            return
        self._is_reading = True
        reference, machine = header.part.reference, header.machine

        def read(_task: Task) -> list[RegisterView]:
            from metroapp.services.spc import tool_registers  # reads the archive: in the worker

            return tool_registers.of_part(workspace, reference, machine, balloon)

        self._desk.worker.do(read, self._say, self._ignore)

    def _say(self, views: list[RegisterView]) -> None:
        self._is_reading = False
        if self._again:
            self._again = False
            self._look(self._last)
        self.view = next((view for view in views if view.advice.stands_out or view.is_just_proven), None)
        silent = self._asked or not self._linked or not self._page.has_open_record
        self.strip.say("" if silent or self.view is None else words.card(self.view.advice, self.view.outcome))

    def _show(self, _nothing: object) -> None:
        """With all that was typed in: the strip reads the last values alone."""
        header, view, workspace = self._page.header, self.view, self._desk.workshop.workspace
        if header is None or view is None:
            return
        number, reference = view.register.number, header.part.reference

        def read(_task: Task) -> RegisterView:
            from metroapp.services.spc import tool_registers

            return tool_registers.view(workspace, number, reference)

        def show(found: RegisterView) -> None:
            from metroapp.gui.dialogs.proposed_offset import ProposedOffsetDialog

            ProposedOffsetDialog(found, self._desk, self._page).show()

        self._desk.worker.do(read, show, self._ignore)

    def _ignore(self, _refusal: Refusal) -> None:
        """It only advises: what cannot be read says nothing."""
        self._is_reading = self._again = False
        self.strip.say("")
