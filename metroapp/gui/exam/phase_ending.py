"""The candidate ends a phase: what is left, as it is while the dialog is open, then their code."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from shiboken6 import isValid

from metroapp.domain.measurement import BoxKey
from metroapp.domain.message import Refusal
from metroapp.domain.people import Signature
from metroapp.gui.desk import Desk
from metroapp.gui.exam.phase_clock import PhaseClock
from metroapp.services.events import (
    BoxRecorded,
    Declared,
    Event,
    ExamChanged,
    PieceSorted,
    ProductionChanged,
    ProposalsChanged,
    RecordOpened,
)
from metroapp.services.exam.standing import LeftToDeclare
from metroapp.wording import exam_clock as words
from metroapp.wording.sentences import sentence

if TYPE_CHECKING:
    from metroapp.gui.exam.ending_dialog import EndingDialog
    from metroapp.gui.pages.measuring import MeasuringPage

# After each of these something else may be left: the cable goes on giving values under the dialog.
_MOVES_WHAT_IS_LEFT = (
    BoxRecorded, Declared, ExamChanged, PieceSorted, ProductionChanged, ProposalsChanged, RecordOpened,
)  # fmt: skip


class PhaseEnding(QObject):
    """`clock` knows where the candidate is; `dialog` is the last one that was asked. The page hands it every event,
    once it has shown it."""

    def __init__(self, page: MeasuringPage, desk: Desk, clock: PhaseClock) -> None:
        super().__init__(page)
        self._page = page
        self._desk = desk
        self._clock = clock
        self._is_reading = self._is_old = False  # what is being read may be of before
        self.dialog: EndingDialog | None = None

    def ask(self) -> None:
        """What is left, then the code of the candidate."""
        from metroapp.gui.exam.ending_dialog import EndingDialog  # most records are of no examination

        header, one = self._page.header, self._clock.standing
        candidate = self._desk.workshop.candidate
        if header is None or one is None:  # somebody else is at the post: why it is not theirs to end
            self._desk.bridge.follow(candidate.left_to_declare(), None, self._refuse)
            return
        self.close()
        dialog = EndingDialog(one.phase.title, header.operator, self._desk.theme, self._page)

        def sign(signature: Signature) -> None:
            self._page.deeds.answer(dialog, candidate.end(signature))

        dialog.confirmed.connect(sign)
        dialog.installEventFilter(self)
        self.dialog, self._is_reading = dialog, False
        dialog.show()

    def take(self, event: Event) -> None:
        if isinstance(event, _MOVES_WHAT_IS_LEFT):
            self._read()

    def close(self) -> None:
        if self.is_open:
            assert self.dialog is not None
            self.dialog.close()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Show, QEvent.Type.WindowActivate):
            self._read()  # a text of the follow-up may have been written meanwhile: no event says so
        return False

    @property
    def is_open(self) -> bool:
        return self.dialog is not None and isValid(self.dialog) and self.dialog.isVisible()

    def _read(self) -> None:
        """Ask what is left, once at a time: a burst of values is followed by one more reading, not by one each."""
        if not self.is_open:
            return
        self._is_old = self._is_reading
        if self._is_reading:
            return
        self._is_reading = True
        self._desk.bridge.follow(self._desk.workshop.candidate.left_to_declare(), self._show, self._refuse_in_dialog)

    def _show(self, left: LeftToDeclare) -> None:
        self._is_reading = False
        if self.is_open:
            assert self.dialog is not None
            self.dialog.show_left(self._said(left))
        if self._is_old:
            self._read()

    def _refuse_in_dialog(self, refusal: Refusal) -> None:
        self._is_reading = self._is_old = False
        if self.is_open:
            assert self.dialog is not None
            self.dialog.refuse(refusal)

    def _refuse(self, refusal: Refusal) -> None:
        self._page.banner.say(words.END, sentence(refusal))

    def _said(self, left: LeftToDeclare) -> list[str]:
        lines = {cell.balloon: place for place, cell in enumerate(self._page.grid.model.cells)}

        def in_order(boxes: Iterable[BoxKey]) -> list[BoxKey]:
            return sorted(boxes, key=lambda box: lines.get(box.balloon, len(lines)))

        said = words.left_said(in_order(left.empty), in_order(left.undeclared), left.unsorted, left.without_means)
        if self._page.proposals.count:
            said.append(words.WAITING.format(count=self._page.proposals.count))
        return [*said, words.UNSAVED] if self._page.record.has_unsaved else said
