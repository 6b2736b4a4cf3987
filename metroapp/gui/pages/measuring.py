"""The heart of the workstation: what to measure now, what was just found, and the relevé filling itself."""

from __future__ import annotations

from concurrent.futures import Future
from typing import Any

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QCursor, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from metroapp.domain.justification import Advice
from metroapp.domain.measurement import BoxKey, Observation
from metroapp.domain.message import Refusal
from metroapp.domain.people import Signature
from metroapp.domain.record import RecordHeader, Sorting
from metroapp.domain.specification import Characteristic
from metroapp.gui import faces
from metroapp.gui.catalogue import Drawing
from metroapp.gui.desk import Desk
from metroapp.gui.dialogs.closing import ClosingDialog
from metroapp.gui.dialogs.concession import ConcessionDialog
from metroapp.gui.dialogs.reasons import ReasonMenu
from metroapp.gui.dialogs.why import WhyWindow
from metroapp.gui.phrases import box_name
from metroapp.gui.widgets.action_bar import ActionBar
from metroapp.gui.widgets.banner import Banner
from metroapp.gui.widgets.drawing_view import DrawingView
from metroapp.gui.widgets.expected_card import ExpectedCard
from metroapp.gui.widgets.held_card import HeldCard
from metroapp.gui.widgets.record_head import RecordHead
from metroapp.gui.widgets.releve_grid import ReleveGrid
from metroapp.gui.widgets.result_card import Face, ResultCard
from metroapp.services.events import (
    BoxRecorded,
    Event,
    Expected,
    Indicated,
    InstrumentChanged,
    PieceSorted,
    ReadingHeld,
    RecordClosed,
    RecordOpened,
    Refused,
    ZeroRecorded,
)
from metroapp.wording import window as words
from metroapp.wording.instruments import FAULT_SENTENCES
from metroapp.wording.numbers import quantity
from metroapp.wording.sentences import sentence

_READINGS_OF_A_MEAN = 5  # repeatability divided by more than two, for a minute of the operator


class MeasuringPage(QWidget):
    """`left` asks for another record; `export_asked` carries the header and the format wanted."""

    left = Signal(object)
    export_asked = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        theme = desk.theme
        self.header: RecordHeader | None = None
        self._sorting: Sorting | None = None
        self._closed = False
        self._settled = Face()  # what the result card goes back to when an indication is refused
        self._last: BoxKey | None = None
        self._characteristics: dict[str, Characteristic] = {}
        self.head = RecordHead(theme)
        self.expected = ExpectedCard(theme)
        self.result = ResultCard(theme)
        self.banner = Banner(theme)
        self.held = HeldCard(desk)
        self.actions_bar = ActionBar(theme)
        self.grid = ReleveGrid(theme)
        self.drawing = DrawingView(theme)
        self.drawing.hide()
        self.why = WhyWindow(self)
        self._build()
        self._connect()

    def _build(self) -> None:
        self._cards = QHBoxLayout()
        self._cards.setSpacing(12)
        self._cards.addWidget(self.expected, 45)
        self._cards.addWidget(self.result, 55)
        below = QHBoxLayout()
        below.setSpacing(12)
        below.addWidget(self.grid, 60)
        below.addWidget(self.drawing, 40)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 8, 14, 4)
        layout.setSpacing(8)
        layout.addWidget(self.head)
        layout.addLayout(self._cards)
        layout.addWidget(self.actions_bar)
        layout.addWidget(self.held)
        layout.addWidget(self.banner)
        layout.addLayout(below, 1)

    def _connect(self) -> None:
        actions = self.actions_bar
        self.expected.observed.connect(self._observe)
        self.expected.typed.connect(self._type)
        actions.retake.clicked.connect(self._retake_last)
        actions.type.clicked.connect(self.expected.start_typing)
        actions.impossible.clicked.connect(self._ask_impossible)
        actions.concession.clicked.connect(self._ask_concession)
        actions.why.clicked.connect(self._show_why_of_last)
        actions.close_record.clicked.connect(self._ask_closing)
        actions.new.clicked.connect(self._leave)
        actions.pdf.clicked.connect(self._export_pdf)
        actions.xlsx.clicked.connect(self._export_xlsx)
        self.grid.chosen.connect(self._choose)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The two cards take four tenths of the height: figures grow with the screen."""
        super().resizeEvent(event)
        tall = min(round(self.height() * 0.43), round(self.width() * 0.26))
        for card in (self.expected, self.result):
            card.setFixedHeight(tall)

    # -- what happened ------------------------------------------------------------------------------------------------

    def take(self, event: Event) -> None:
        """An event of the workshop, in the GUI thread."""
        match event:
            case RecordOpened():
                self._open(event)
            case Expected():
                self._expect(event)
            case Indicated():
                if self.header is not None and not self._closed:
                    self.result.show_face(faces.live(event))
            case BoxRecorded():
                self._record(event)
            case ZeroRecorded():
                self._settle(faces.zero(event))
                self.banner.hide()
            case PieceSorted():
                self.grid.model.sort_piece(event.piece, event.disposition)
                self._show_sorting(event.sorting)
            case RecordClosed():
                self._close(event.sorting)
            case ReadingHeld():
                self.held.hold(event)
                self.result.show_face(self._settled)
            case Refused():
                self._refuse(event)
            case InstrumentChanged(instrument, _, fault) if fault is not None:
                title = words.BANNER_BENCH.format(instrument=instrument)
                self.banner.say(title, FAULT_SENTENCES[fault.value])

    @property
    def has_open_record(self) -> bool:
        """Whether a record is being filled here."""
        return self.header is not None and not self._closed

    def show_drawing(self, drawing: Drawing | None) -> None:
        self.drawing.show_drawing(drawing)
        if self.expected.expectation is not None:
            self.drawing.look_at(self.expected.expectation.characteristic.drawn_balloon)

    def say_defect(self) -> None:
        self.banner.say(words.BANNER, words.DEFECT)

    def _open(self, opened: RecordOpened) -> None:
        self.header, self._closed, self._last = opened.header, opened.closed, None
        self._characteristics = {found.balloon: found for found in opened.header.part.inspected}
        self.banner.hide()
        self.head.show_record(opened.header, closed=opened.closed)
        self.grid.model.open(opened)
        self.grid.show_lines()
        self._settle(Face())
        self.actions_bar.show_closed(opened.closed)
        self._show_sorting(opened.sorting)
        self.expected.setFocus()

    def _expect(self, event: Expected) -> None:
        expectation = event.expectation
        self.grid.expect(expectation.box if expectation else None)
        self.drawing.look_at(expectation.characteristic.drawn_balloon if expectation else "")
        if expectation is not None and self.header is not None:
            self.expected.show_expectation(expectation, self.header.pieces)
            if expectation.received:
                self._settle(faces.partial(expectation))
        elif self._closed:
            self.expected.show_nothing(words.RECORD_CLOSED, words.RECORD_CLOSED_NEXT)
        else:
            self.expected.show_nothing(words.ALL_FILLED, words.ALL_FILLED_NEXT)
        self._enable()

    def _record(self, event: BoxRecorded) -> None:
        view = event.box
        self._last = view.key if view.measurement is not None else None
        self.banner.hide()
        self._settle(faces.result(view, self._characteristics[view.key.balloon]))
        self.grid.model.record(view)
        self.grid.model.sort_piece(view.key.piece, event.disposition)
        self._show_sorting(event.sorting)

    def _refuse(self, refused: Refused) -> None:
        """Say why; the last recorded result comes back where the refused indication stood."""
        title = words.BANNER
        if refused.instrument is not None and refused.quantity is not None:
            value = words.BANNER_VALUE.format(instrument=refused.instrument, value=quantity(refused.quantity))
            title = f"{words.BANNER} · {value}"
        self.banner.say(title, sentence(refused.refusal))
        self.result.show_face(self._settled)

    def _settle(self, face: Face) -> None:
        self._settled = face
        self.result.show_face(face)

    def _close(self, sorting: Sorting) -> None:
        self._closed = True
        self.head.stop()
        self.actions_bar.show_closed(True)
        self._show_sorting(sorting)
        if self.header is not None:
            self._settle(faces.closed(self.header, sorting))

    def _show_sorting(self, sorting: Sorting) -> None:
        self._sorting = sorting
        self.head.show_progress(self.grid.model.done, self.grid.model.planned, sorting)
        self._enable()

    def _enable(self) -> None:
        actions = self.actions_bar
        actions.retake.setEnabled(self._last is not None)
        actions.why.setEnabled(self._last is not None)
        actions.type.setEnabled(self.expected.can_type)
        actions.impossible.setEnabled(self.expected.expectation is not None)
        actions.concession.setEnabled(self._sorting is not None and self._sorting.nonconforming > 0)

    # -- what the operator does ---------------------------------------------------------------------------------------

    def _ask(self, future: Future[Any]) -> None:
        """Refusals come back as events; only a defect would be silent."""
        self._desk.bridge.follow(future)

    @property
    def _shown_box(self) -> BoxKey | None:
        """The box that the operator sees expected: the services refuse an answer meant for another one."""
        expectation = self.expected.expectation
        return None if expectation is None else expectation.box

    def _observe(self, observation: Observation) -> None:
        self._ask(self._desk.workshop.observe(observation, self._shown_box))

    def _type(self, given: tuple[str, str]) -> None:
        self._ask(self._desk.workshop.type_value(*given, self._shown_box))

    def _choose(self, box: BoxKey) -> None:
        if self.header is None:
            return
        filled = self.grid.model.cells[box].view.measurement is not None
        if self._closed:
            if filled:
                self._show_why(box)
        elif filled:
            self._ask_retake(box, QCursor.pos())
        else:
            self._ask(self._desk.workshop.go_to(box))

    def _retake_last(self) -> None:
        if self._last is not None:
            button = self.actions_bar.retake
            self._ask_retake(self._last, button.mapToGlobal(QPoint(0, button.height())))

    def _ask_retake(self, box: BoxKey, place: QPoint) -> None:
        def retake(reason: str) -> None:
            self._ask(self._desk.workshop.retake(box, reason, zero_again=reason == words.ZERO_AGAIN))

        besides = [(words.WHY_VERDICT, lambda: self._show_why(box))]
        if self.grid.model.cells[box].view.advice is Advice.MORE_READINGS:
            mean = words.MEAN_INSTEAD.format(count=_READINGS_OF_A_MEAN)
            besides.insert(0, (mean, lambda: self._average(box)))
        menu = ReasonMenu(words.RETAKE_OF.format(box=box_name(box)), words.RETAKE_REASONS, retake, self, besides)
        menu.ask(place)

    def _average(self, box: BoxKey) -> None:
        self._ask(self._desk.workshop.average(box, _READINGS_OF_A_MEAN))

    def _show_why_of_last(self) -> None:
        if self._last is not None:
            self._show_why(self._last)

    def _show_why(self, box: BoxKey) -> None:
        def refuse(refusal: Refusal) -> None:
            self.banner.say(words.WHY_VERDICT, sentence(refusal))

        self._desk.bridge.follow(self._desk.workshop.justify(box), self.why.show, refuse)

    def _ask_impossible(self) -> None:
        expectation = self.expected.expectation
        if expectation is None:
            return
        box = expectation.box

        def declare(reason: str) -> None:
            self._ask(self._desk.workshop.declare_impossible(reason, box))

        button = self.actions_bar.impossible
        menu = ReasonMenu(words.IMPOSSIBLE_OF.format(box=box_name(box)), words.IMPOSSIBLE_REASONS, declare, self)
        menu.ask(button.mapToGlobal(QPoint(0, button.height())))

    def _ask_concession(self) -> None:
        if self.header is None:
            return
        dialog = ConcessionDialog(self.header.part, self.grid.model.nonconforming(), self._desk, self)

        def grant(given: tuple[int, tuple[str, ...], str, str, Signature]) -> None:
            self._answer(dialog, self._desk.workshop.grant_concession(*given))

        dialog.granted.connect(grant)
        dialog.show()

    def _answer(self, dialog: ConcessionDialog | ClosingDialog, future: Future[Any]) -> None:
        """Close the dialog once it is done; a refusal is said in it, and nothing typed is lost."""

        def close(_result: object) -> None:
            self.banner.hide()  # what was refused before is settled
            if isValid(dialog):  # the operator may have closed it while the archive was writing
                dialog.close()

        def refuse(refusal: Refusal) -> None:
            if isValid(dialog):
                dialog.refuse(refusal)

        self._desk.bridge.follow(future, close, refuse)

    def _ask_closing(self) -> None:
        if self.header is None or self._sorting is None:
            return
        missing = self.grid.model.planned - self.grid.model.done
        dialog = ClosingDialog(self.header, self._sorting, missing, self._desk, self)

        def sign(signature: Signature) -> None:
            self._answer(dialog, self._desk.workshop.close_record(signature))

        dialog.confirmed.connect(sign)
        dialog.show()

    def _leave(self) -> None:
        self.left.emit(None)

    def _export_pdf(self) -> None:
        self.export_asked.emit((self.header, "pdf"))

    def _export_xlsx(self) -> None:
        self.export_asked.emit((self.header, "xlsx"))
