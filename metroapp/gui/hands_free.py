"""What pedals and a barcode scanner ask for, done on the measuring page as if its buttons were pressed; what an
interface types is handed to the workshop, whatever page is shown.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from metroapp.domain.decision import answers, expected_observation
from metroapp.domain.instrument import Instrument
from metroapp.domain.measurement import BoxKey, Observation
from metroapp.domain.message import Refusal
from metroapp.domain.sorting import BoxStatus
from metroapp.gui import pedal
from metroapp.gui.desk import Desk
from metroapp.gui.key_bursts import KeyBursts
from metroapp.gui.pedal import PedalWatch
from metroapp.gui.phrases import instruments_of
from metroapp.gui.post_contact import PostContact
from metroapp.gui.widgets.banner import Banner
from metroapp.services.bench_views import Expectation
from metroapp.services.commands import Command, CommandScan, InstrumentScan, PieceScan, WorkOrderScan
from metroapp.wording import advised_means, window
from metroapp.wording import gestures as words
from metroapp.wording.sentences import sentence
from metroapp.wording.work_orders import order

if TYPE_CHECKING:
    from metroapp.gui.pages.measuring import MeasuringPage


class HandsFree(QObject):
    """`is_measuring` says whether the page is what is on the screen: elsewhere nothing is done.

    `work_order` is what takes the code of a work order before a record is open; `banner` says on any page, and at the
    door, what was not understood.
    """

    def __init__(
        self,
        page: MeasuringPage,
        desk: Desk,
        is_measuring: Callable[[], bool],
        work_order: Callable[[str], None],
        banner: Banner,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._page = page
        self._desk = desk
        self._is_measuring = is_measuring
        self._work_order = work_order
        self._banner = banner
        self.pedal = PedalWatch(parent=self)
        self.bursts = KeyBursts(desk.workshop.wedges, self)  # after the pedal: it sees each key before
        self.contact = PostContact(desk, self)
        self.bursts.scanned.connect(self.scan)
        self.bursts.typed.connect(self._typed)
        self.bursts.refused.connect(self._refuse)
        self.pedal.pressed.connect(self.obey)
        self.contact.pressed.connect(self.obey)

    def read(self) -> None:
        """The pedals of this post, once the archive is open."""
        self._desk.bridge.follow(self._desk.workshop.pedals(), self._use)
        self.contact.read()

    def stop(self) -> None:
        self.bursts.stop()
        self.pedal.stop()
        self.contact.stop()

    def _use(self, text: str) -> None:
        self.pedal.use(pedal.from_text(text))

    # -- commands -----------------------------------------------------------------------------------------------------

    @Slot(object)
    def obey(self, command: Command) -> None:
        """Do on the page what a command says there now; of a phase that is suspended, nothing."""
        if not self._is_measuring() or self._page.phase.is_suspended:
            return
        page, actions = self._page, self._page.deeds
        match command:
            case Command.UNDO:
                actions.undo()
            case Command.NEXT | Command.BACK if page.sweeps.is_running:
                page.sweeps.card.mark_next(1 if command is Command.NEXT else -1)
            case Command.NEXT | Command.BACK if page.now.asks_why:
                page.question.mark_next(1 if command is Command.NEXT else -1)
            case Command.NEXT | Command.BACK:
                self._move(1 if command is Command.NEXT else -1)
            case Command.CALL:
                actions.call()
            case Command.RETAKE:
                self._retake()
            case Command.ASK:
                actions.ask_expected()
            case Command.NONCONFORMING:
                self._observe(good=False)
            case Command.GOOD if page.now.currentWidget() is page.expected and self._looks():
                self._observe(good=True)
            case Command.GOOD | Command.CONFIRM:
                self._confirm()

    def _looks(self) -> bool:
        """Whether the box expected is seen rather than measured."""
        expectation = self._page.expected.expectation
        return expectation is not None and expectation.role is None

    def _confirm(self) -> None:
        """Whatever waits for a yes: the sweep, the reason marked, the value asked about, the gate, a reading."""
        page, actions = self._page, self._page.deeds
        if page.sweeps.is_running:
            page.sweeps.card.press_marked()
        elif page.now.asks_why:
            page.question.press_marked()
        elif page.now.is_asked:
            actions.confirm()
        elif page.now.gate is not None and not page.proposals.passes(page.now.gate):
            page.gates.press()
        elif page.proposals.count:
            actions.take_proposed()
        else:
            actions.confirm()  # refused: the services say that nothing waits

    def _retake(self) -> None:
        page = self._page
        if page.now.asks_why:
            page.question.mark_next(1)
        elif page.now.is_asked and page.question.box is not None:
            page.now.ask_why(page.question.box)
        elif page.last is not None:
            page.now.ask_why(page.last)

    def _observe(self, *, good: bool) -> None:
        """The good or the bad answer of the box expected; a measured box refuses either."""
        expectation = self._page.expected.expectation
        if expectation is None:
            return
        best = expected_observation(expectation.box.code)
        bad = next(answer for answer in answers(expectation.box.code) if answer is not best)
        measured = Observation.CONFORMING if good else Observation.NONCONFORMING
        self._page.deeds.observe((best if good else bad) if expectation.role is None else measured)

    def _move(self, step: int) -> None:
        """The next empty box of the relevé, or the one before, all around."""
        expectation, cells = self._page.expected.expectation, self._page.grid.model.cells
        if expectation is None:
            return
        boxes = list(cells)
        here = boxes.index(expectation.box)
        around = (boxes[(here + step * far) % len(boxes)] for far in range(1, len(boxes)))
        self._go(next((box for box in around if cells[box].view.status is BoxStatus.NOT_MEASURED), None))

    def _go(self, box: BoxKey | None) -> None:
        if box is None:
            self._page.tell(words.NOTHING_TO_MOVE_TO)
        else:
            self._page.deeds.go_to(box)

    # -- what is typed ------------------------------------------------------------------------------------------------

    @Slot(object)
    def _typed(self, line: str) -> None:
        """On the pages of the relevé refusals come back as events."""
        self._desk.bridge.follow(self._desk.workshop.typed_by_wedge(line), None, self._say_elsewhere)

    def _say_elsewhere(self, refusal: Refusal) -> None:
        pages = self._page.parentWidget()
        if pages is None or not pages.isVisible():
            self._banner.say(window.BANNER, sentence(refusal))

    # -- other codes --------------------------------------------------------------------------------------------------

    @Slot(object)
    def scan(self, scan: object) -> None:
        """A code that was read: a command, or a check of what lies on the bench."""
        if self._is_measuring() and self._page.phase.is_suspended:
            return
        match scan:
            case CommandScan(command):
                self.obey(command)
            case WorkOrderScan(work_order) if not self._is_measuring():
                self._work_order(work_order)
            case WorkOrderScan():
                self._check_work_order(scan)
            case InstrumentScan() if self._is_measuring():
                self._check_instrument(scan)
            case PieceScan() if self._is_measuring():
                self._go_to_piece(scan)

    def _check_work_order(self, scan: WorkOrderScan) -> None:
        header = self._page.header
        if header is None:
            return
        try:
            scan.require(header.work_order)
        except Refusal as refusal:
            self._refuse(refusal)
        else:
            self._page.tell(words.WORK_ORDER_SAME.format(order=order(header.work_order)))

    def _go_to_piece(self, scan: PieceScan) -> None:
        """The next empty box of the piece in the hand; where it is the one expected, what was begun goes on."""
        header, expectation = self._page.header, self._page.expected.expectation
        if header is None:
            return
        try:
            piece = scan.among(header.pieces)
        except Refusal as refusal:
            self._refuse(refusal)
            return
        cells = self._page.grid.model.cells
        empty = [box for box in cells if box.piece == piece and cells[box].view.status is BoxStatus.NOT_MEASURED]
        if expectation is not None and expectation.box in empty:
            self._page.tell(words.PIECE_EXPECTED.format(piece=piece))
        elif empty:
            self._page.deeds.go_to(empty[0])
        else:
            self._page.tell(words.PIECE_FULL.format(piece=piece))

    def _check_instrument(self, scan: InstrumentScan) -> None:
        """The instrument in the hand: noted for what is seen or typed, where it measures the box expected."""

        def check(register: dict[str, Instrument]) -> None:
            expectation = self._page.expected.expectation
            try:
                number = scan.among(register)
            except Refusal as refusal:
                self._refuse(refusal)
                return
            if expectation is None:
                self._say_other(number, None)
                return
            balloon, said = expectation.box.balloon, expectation

            def noted(_nothing: object) -> None:
                text = words.INSTRUMENT_FITS if said.assists else advised_means.TAKEN
                self._page.tell(text.format(instrument=number, balloon=balloon))

            def refuse(refusal: Refusal) -> None:
                """Another reason is said by its event."""
                if refusal.message.code == "means.other_kind":
                    self._say_other(number, said)

            self._desk.bridge.follow(self._desk.workshop.gestures.use_means(balloon, number), noted, refuse)

        self._desk.bridge.follow(self._desk.workshop.instruments(), check)

    def _say_other(self, number: str, expectation: Expectation | None) -> None:
        wanted = () if expectation is None or not expectation.assists else expectation.instruments
        said = words.INSTRUMENT_OTHER.format(instrument=number, wanted=instruments_of(wanted))
        self._page.banner.say(window.BANNER_BENCH.format(instrument=number), said)

    @Slot(object)
    def _refuse(self, refusal: Refusal) -> None:
        banner = self._page.banner if self._page.isVisible() else self._banner
        banner.say(window.NOT_UNDERSTOOD, sentence(refusal))
