"""What the operator asks for on the measuring page: each gesture goes to the services, which may refuse it.

Nothing here waits: dialogs are not modal, a refusal comes back as an event or is said where it was asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QCursor
from shiboken6 import isValid

from metroapp.domain.justification import Advice
from metroapp.domain.measurement import BoxKey, Observation
from metroapp.domain.message import Refusal
from metroapp.domain.people import Action, Signature
from metroapp.domain.record_header import RecordHeader
from metroapp.domain.record_options import Gate
from metroapp.domain.sorting import BoxStatus
from metroapp.gui.desk import Desk
from metroapp.gui.dialogs.closing import ClosingDialog
from metroapp.gui.dialogs.question import Question
from metroapp.gui.dialogs.reasons import ReasonDialog, ReasonMenu
from metroapp.gui.dialogs.signing import SigningDialog
from metroapp.gui.dialogs.why import WhyWindow
from metroapp.gui.models.left_to_do import left_to_do
from metroapp.gui.phrases import box_name
from metroapp.gui.tasks import Task
from metroapp.services import consultation
from metroapp.wording import exam_declaring, treatment_window, window
from metroapp.wording import gestures as words
from metroapp.wording.labels import label
from metroapp.wording.sentences import sentence

if TYPE_CHECKING:
    from metroapp.gui.pages.measuring import MeasuringPage

_READINGS_OF_A_MEAN = 5  # repeatability divided by more than two, for a minute of the operator


class MeasuringActions(QObject):
    """Made by its page, which shows what happened."""

    def __init__(self, page: MeasuringPage, desk: Desk) -> None:
        super().__init__(page)
        self._page = page
        self._desk = desk
        self.why = WhyWindow(page)

    def _ask(self, future: Future[Any]) -> None:
        """Refusals come back as events; only a defect would be silent."""
        self._desk.bridge.follow(future)

    @property
    def _shown_box(self) -> BoxKey | None:
        """The box that the operator sees expected: the services refuse an answer meant for another one."""
        expectation = self._page.expected.expectation
        return None if expectation is None else expectation.box

    # -- values -------------------------------------------------------------------------------------------------------

    def observe(self, observation: Observation) -> None:
        self._ask(self._desk.workshop.observe(observation, self._shown_box))

    def type(self, given: tuple[str, str]) -> None:
        self._ask(self._desk.workshop.type_value(*given, self._shown_box))

    def go_to(self, box: BoxKey) -> None:
        self._ask(self._desk.workshop.go_to(box))

    def choose(self, box: BoxKey) -> None:
        """A box of the grid was touched."""
        page = self._page
        if page.header is None:
            return
        filled = page.grid.model.cells[box].view.measurement is not None
        if not page.has_open_record:
            if filled:
                self.show_why(box)
        elif filled:
            self.ask_retake(box, QCursor.pos())
        else:
            self.go_to(box)

    def ask_expected(self) -> None:
        """The instrument of the box expected is asked for its value."""
        self._ask(self._desk.workshop.ask_expected())

    # -- again --------------------------------------------------------------------------------------------------------

    def retake_last(self) -> None:
        if self._page.last is not None:
            button = self._page.actions_bar.retake
            self.ask_retake(self._page.last, button.mapToGlobal(QPoint(0, button.height())))

    def retake(self, box: BoxKey, reason: str) -> None:
        self._ask(self._desk.workshop.retake(box, reason, zero_again=reason == window.ZERO_AGAIN))

    def retake_from_card(self, given: tuple[BoxKey, str]) -> None:
        """A reason was touched on the card; one that is to be written has its line."""
        box, reason = given
        if reason:
            self.retake(box, reason)
            return

        def written(text: str) -> None:
            self.retake(box, text)

        ReasonDialog(window.RETAKE_OF.format(box=box_name(box)), written, self._page).show()

    def ask_retake(self, box: BoxKey, place: QPoint) -> None:
        def retake(reason: str) -> None:
            self.retake(box, reason)

        view = self._page.grid.model.cells[box].view
        besides = [self._said_beside(box)]
        if view.status is BoxStatus.NONCONFORMING and self._page.can_raise:
            besides.insert(0, (treatment_window.RAISE, lambda: self._page.bad_pieces.raise_about(box)))
        if view.awaits_second:
            besides.insert(0, (words.VISA, lambda: self.ask_visa(box)))
        if view.advice is Advice.MORE_READINGS:
            mean = window.MEAN_INSTEAD.format(count=_READINGS_OF_A_MEAN)
            besides.insert(0, (mean, lambda: self._average(box)))
        title = window.RETAKE_OF.format(box=box_name(box))
        ReasonMenu(title, window.RETAKE_REASONS, retake, self._page, besides).ask(place)

    def _said_beside(self, box: BoxKey) -> tuple[str, Callable[[], None]]:
        """Why a value has its verdict; in an examination the candidate declares it."""
        declaring = self._page.declaring
        if declaring.is_on:
            return exam_declaring.DECLARE, lambda: declaring.choose(box)
        return window.WHY_VERDICT, lambda: self.show_why(box)

    def _average(self, box: BoxKey) -> None:
        self._ask(self._desk.workshop.average(box, _READINGS_OF_A_MEAN))

    def undo(self) -> None:
        self._ask(self._desk.workshop.gestures.undo())

    # -- answers, readings that wait, gates ---------------------------------------------------------------------------

    def confirm(self) -> None:
        self._ask(self._desk.workshop.gestures.confirm())

    def call(self) -> None:
        about = self._page.question.box if self._page.now.is_asked else self._page.last

        def noted(_nothing: object) -> None:
            if about is not None:
                self._page.tell(words.CALLED.format(box=box_name(about)))

        self._desk.bridge.follow(self._desk.workshop.gestures.call(), noted)

    def take_proposed(self) -> None:
        self._ask(self._desk.workshop.gestures.take_proposed(self._page.proposals.first))

    def drop_proposed(self) -> None:
        self._ask(self._desk.workshop.gestures.drop_proposed(self._page.proposals.first))

    def pass_gate(self, gate: Gate) -> None:
        if gate is Gate.CLEANING:
            self._ask(self._desk.workshop.gestures.prepare())
        elif gate is Gate.DATUM:
            self._ask(self._desk.workshop.gestures.set_datum())
        else:
            self._ask_approval()

    # -- signatures ---------------------------------------------------------------------------------------------------

    def ask_visa(self, box: BoxKey) -> None:
        dialog = SigningDialog(
            words.VISA_TITLE.format(box=box_name(box)),
            words.VISA_SIGN,
            self._desk,
            Action.GIVE_VISA,
            self._page,
            said=words.VISA_SAID,
        )

        def sign(signature: Signature) -> None:
            self.answer(dialog, self._desk.workshop.gestures.give_visa(box, signature))

        dialog.confirmed.connect(sign)
        dialog.show()

    def _ask_approval(self) -> None:
        header = self._page.header
        if header is None or header.options.approval is None:
            return
        role = header.options.approval
        dialog = SigningDialog(
            words.APPROVE_DIALOG.format(number=header.number),
            words.APPROVE_SIGN,
            self._desk,
            Action.APPROVE_FIRST_PIECE,
            self._page,
            said=words.APPROVE_ROLE.format(role=label(role)),
            role=role,
        )

        def sign(signature: Signature) -> None:
            self.answer(dialog, self._desk.workshop.gestures.approve(signature))

        dialog.confirmed.connect(sign)
        dialog.show()

    def ask_closing(self) -> None:
        page = self._page
        if page.header is None or page.sorting is None:
            return
        if page.header.options.examination is not None:
            page.phase.ending.ask()
            return
        missing = page.grid.model.planned - page.grid.model.done
        dialog = ClosingDialog(page.header, page.sorting, missing, self._desk, page)

        def sign(signature: Signature) -> None:
            self.answer(dialog, self._desk.workshop.close_record(signature))

        dialog.confirmed.connect(sign)
        dialog.show()
        self._find_left(page.header, dialog)

    def _find_left(self, header: RecordHeader, dialog: ClosingDialog) -> None:
        workspace, waiting = self._desk.workshop.workspace, self._page.proposals.count
        typed = [words.LEFT_UNSAVED] if self._page.record.has_unsaved else []

        def read(_task: Task) -> list[str]:
            return left_to_do(consultation.load(workspace, header.id), waiting) + typed

        def show(left: list[str]) -> None:
            if isValid(dialog):
                dialog.show_left(left)

        self._desk.worker.do(read, show)

    def answer(self, dialog: Question, future: Future[Any], done: str = "") -> None:
        """Close the dialog once it is done, and say `done`; a refusal is said in it, and nothing typed is lost."""

        def close(_result: object) -> None:
            self._page.banner.hide()  # what was refused before is settled
            if isValid(dialog):  # the operator may have closed it while the archive was writing
                dialog.close()
            if done:
                self._page.tell(done)

        def refuse(refusal: Refusal) -> None:
            if isValid(dialog):
                dialog.refuse(refusal)

        self._desk.bridge.follow(future, close, refuse)

    # -- and besides --------------------------------------------------------------------------------------------------

    def show_why_of_last(self) -> None:
        if self._page.last is not None:
            self.show_why(self._page.last)

    def show_why(self, box: BoxKey) -> None:
        def refuse(refusal: Refusal) -> None:
            self._page.banner.say(window.WHY_VERDICT, sentence(refusal))

        self._desk.bridge.follow(self._desk.workshop.justify(box), self.why.show, refuse)

    def ask_impossible(self) -> None:
        expectation = self._page.expected.expectation
        if expectation is None:
            return
        box = expectation.box

        def declare(reason: str) -> None:
            self._ask(self._desk.workshop.declare_impossible(reason, box))

        button = self._page.actions_bar.impossible
        title = window.IMPOSSIBLE_OF.format(box=box_name(box))
        menu = ReasonMenu(title, window.IMPOSSIBLE_REASONS, declare, self._page)
        menu.ask(button.mapToGlobal(QPoint(0, button.height())))
