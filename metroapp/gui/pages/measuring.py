"""The heart of the workstation: what to do now, what was just found, and the relevé filling itself."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from metroapp.domain.examination import Aid
from metroapp.domain.measurement import BoxKey
from metroapp.domain.people import Action
from metroapp.domain.record_header import RecordHeader
from metroapp.domain.record_options import PLAIN, Gate, RecordOptions
from metroapp.domain.sorting import BoxStatus, Disposition, Sorting
from metroapp.domain.specification import Characteristic
from metroapp.gui import faces
from metroapp.gui.bad_piece_actions import BadPieceActions
from metroapp.gui.catalogue import Drawing
from metroapp.gui.columns import ColumnControls
from metroapp.gui.comparators import ComparatorControls
from metroapp.gui.correction_notice import CorrectionNotice
from metroapp.gui.desk import Desk
from metroapp.gui.exam.declaring import Declaring
from metroapp.gui.exam.phase_controls import PhaseControls
from metroapp.gui.machine_results import MachineResults
from metroapp.gui.measuring_actions import MeasuringActions
from metroapp.gui.measuring_keys import MeasuringKeys
from metroapp.gui.measuring_means import MeasuringMeans
from metroapp.gui.measuring_traces import MeasuringTraces
from metroapp.gui.post_sounds import PostSounds
from metroapp.gui.rights_shown import permit
from metroapp.gui.sound_waves import Sound
from metroapp.gui.strips import SPACE, Strips
from metroapp.gui.sweeps import Sweeps
from metroapp.gui.widgets.action_bar import ActionBar
from metroapp.gui.widgets.drawing_view import DrawingView
from metroapp.gui.widgets.now_stack import NowStack
from metroapp.gui.widgets.record_head import RecordHead
from metroapp.gui.widgets.record_stack import RecordStack
from metroapp.gui.widgets.releve_grid import ReleveGrid
from metroapp.gui.widgets.result_card import Face, ResultCard
from metroapp.services.bench_views import BoxView
from metroapp.services.events import (
    Asked,
    BoxRecorded,
    ConstantRecorded,
    Event,
    Expected,
    HeldChanged,
    Indicated,
    InstrumentChanged,
    MountingRecorded,
    PieceSorted,
    PlateZeroRecorded,
    PresenceChanged,
    ProposalsChanged,
    ReadingHeld,
    RecheckRecorded,
    RecordClosed,
    RecordOpened,
    Refused,
    SortProposed,
    SweepBegun,
    SweepEnded,
    ZeroRecorded,
)
from metroapp.wording import exam_declaring
from metroapp.wording import window as words
from metroapp.wording.instruments import FAULT_SENTENCES
from metroapp.wording.numbers import quantity
from metroapp.wording.sentences import sentence

_SOUNDS = {
    BoxStatus.CONFORMING: Sound.GOOD,
    BoxStatus.NONCONFORMING: Sound.BAD,
    BoxStatus.UNDECIDED: Sound.HELD,
    BoxStatus.TAKEN: Sound.TAKEN,
}
_SIDES, _AROUND = 28, 36  # px: the margins of the page, and down the page the spaces between head, cards and bar too
_LEAST_GRID = 100  # px: the head of the pieces and two boxes
_LEAST_RECORD = 80
_LEAST_CARD = 180
_NOT_SIGNED = (Disposition.NONCONFORMING, Disposition.HELD)  # a first piece that may not be signed for


class MeasuringPage(QWidget):
    """`left` asks for another record; `export_asked` carries the header and the format wanted."""

    left = Signal(object)
    export_asked = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        theme = desk.theme
        self.header: RecordHeader | None = None
        self.sorting: Sorting | None = None
        self.last: BoxKey | None = None  # the box whose verdict is shown
        self._closed = False
        self._gate: Gate | None = None
        self._settled = Face()  # what the result card goes back to when an indication is refused
        self._before = self._settled  # what it goes back to when a box is begun again
        self._begun: Face | None = None  # shown while some of the readings of a box are there
        self._characteristics: dict[str, Characteristic] = {}
        self.head = RecordHead(theme)
        self.work = QWidget()  # all but the head: at rest as a whole while a phase of an examination is suspended
        self.now = NowStack(theme)
        self.expected, self.question, self.gates = self.now.expected, self.now.question, self.now.gates
        self.result = ResultCard(theme)
        self.actions_bar = ActionBar(theme)
        self.grid = ReleveGrid(theme)
        self.strips = Strips(desk, self.grid.model, self)
        self.banner, self.held, self.proposals = self.strips.banner, self.strips.held, self.strips.proposals
        self.visa, self.notice, self.sample = self.strips.visa, self.strips.notice, self.strips.sample
        self.drawing = DrawingView(theme)
        self.drawing.hide()
        self.deeds = MeasuringActions(self, desk)
        self.bad_pieces = BadPieceActions(self, desk)
        self.why = self.deeds.why
        self.sounds = PostSounds(desk, self.head)
        self.comparators = ComparatorControls(self, desk)
        self.columns = ColumnControls(self, desk)
        self.sweeps = Sweeps(self, desk)
        self.traces = MeasuringTraces(self, desk)
        self.means = MeasuringMeans(self, desk)
        self.correction = CorrectionNotice(self, desk)
        self.machine_results = MachineResults(self, desk)
        self.phase = PhaseControls(self, desk)
        self.declaring = Declaring(self, desk)
        self._keys = MeasuringKeys(self)
        self._build()
        self._connect()

    def _build(self) -> None:
        cards = QHBoxLayout()
        cards.setSpacing(12)
        cards.addWidget(self.now, 45)
        cards.addWidget(self.result, 55)
        cards.addWidget(self.sweeps.card, 100)
        releve = QWidget()
        below = QHBoxLayout(releve)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(12)
        below.addWidget(self.grid, 60)
        below.addWidget(self.drawing, 40)
        self.record = RecordStack(self._desk, releve)
        work = QVBoxLayout(self.work)
        work.setContentsMargins(0, 0, 0, 0)
        work.setSpacing(8)
        work.addLayout(cards)
        work.addWidget(self.declaring.bar)
        work.addWidget(self.actions_bar)
        for place in self.strips.places.values():
            work.addWidget(place)
        work.addWidget(self.record, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 8, 14, 4)
        layout.setSpacing(8)
        layout.addWidget(self.head)
        layout.addWidget(self.work, 1)

    def _connect(self) -> None:
        bar, actions = self.actions_bar, self.deeds
        self.expected.observed.connect(actions.observe)
        self.expected.typed.connect(actions.type)
        self.question.retaken.connect(actions.retake_from_card)
        self.question.confirmed.connect(self._confirm)
        self.question.called.connect(self._call)
        self.gates.passed.connect(actions.pass_gate)
        self.proposals.taken.connect(self._take_proposed)
        self.proposals.dropped.connect(self._drop_proposed)
        self.visa.pressed.connect(self._ask_visa)
        self.strips.changed.connect(self._strips_changed)
        bar.undo.clicked.connect(self._undo)
        bar.retake.clicked.connect(actions.retake_last)
        bar.type.clicked.connect(self.expected.start_typing)
        bar.impossible.clicked.connect(actions.ask_impossible)
        bar.call.clicked.connect(self._call)
        self.question.sheet_asked.connect(self.bad_pieces.raise_about)
        self.grid.piece_chosen.connect(self.bad_pieces.ask_about)
        bar.concession.clicked.connect(self._ask_concession)
        bar.why.clicked.connect(actions.show_why_of_last)
        bar.follow_up.toggled.connect(self._turn)
        bar.close_record.clicked.connect(actions.ask_closing)
        bar.new.clicked.connect(self._leave)
        bar.pdf.clicked.connect(self._export_pdf)
        bar.xlsx.clicked.connect(self._export_xlsx)
        self.grid.chosen.connect(actions.choose)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_cards()

    def _strips_changed(self, _nothing: object) -> None:
        self._fit_cards()

    def _fit_cards(self) -> None:
        """The two cards take four tenths of the height: figures grow with the screen.

        Beside forms they take less. On a small screen the strips shown take from the cards, then have the place of
        the grid, which comes back when they go; what still has no room waits for the strip before it.
        """
        width = self.width() - _SIDES
        rest = self.height() - _AROUND - self.head.height() - self.actions_bar.sizeHint().height()
        rest -= 0 if self.declaring.bar.isHidden() else self.declaring.bar.height() + SPACE
        wanted, follow_up = self.strips.height(width), self.record.shows_follow_up
        has_record = follow_up or rest - wanted >= _LEAST_CARD + _LEAST_RECORD
        taken = self.strips.fit(rest - _LEAST_CARD - (_LEAST_RECORD if has_record else 0), width)
        if has_record:
            tall = min(round(self.height() * (0.3 if follow_up else 0.43)), round(self.width() * 0.26))
            tall = max(_LEAST_CARD, min(tall, rest - taken - _LEAST_GRID))
        else:
            tall = max(_LEAST_CARD, rest - taken + SPACE)
        self._show_record(has_record)
        for card in (self.now, self.result, self.sweeps.card):
            card.setFixedHeight(tall)
        self.means.fit(tall)

    def _show_record(self, shown: bool) -> None:
        """Whether there is room for the relevé; the keys do not fall on a button when it goes."""
        focused = QApplication.focusWidget()
        if not shown and focused is not None and self.record.isAncestorOf(focused):
            self.expected.setFocus(Qt.FocusReason.OtherFocusReason)
        self.record.setVisible(shown)

    # -- what happened ------------------------------------------------------------------------------------------------

    def take(self, event: Event) -> None:
        """An event of the workshop, in the GUI thread."""
        self.record.take(event)
        self.sweeps.take(event)
        self.comparators.take(event)
        self.columns.take(event)
        self.means.take(event)
        self.machine_results.take(event)
        self.traces.take(event)
        match event:
            case RecordOpened():
                self._open(event)
            case Expected():
                self._expect(event)
            case Asked():
                self.now.ask(event)
                self._enable()
            case ProposalsChanged():
                self._propose(event)
            case Indicated():
                if self.has_open_record:
                    self.result.show_face(faces.live(event))
            case BoxRecorded():
                self._record(event)
            case SortProposed(balloon, pieces):
                self.strips.widen(balloon, pieces)
            case ZeroRecorded():
                self._settle(faces.zero(event))
                self.banner.hide()
            case MountingRecorded():
                self._settle(faces.proven(event))
                self.banner.hide()
            case PlateZeroRecorded():
                self._settle(faces.plate_zero(event))
                self.banner.hide()
            case ConstantRecorded():
                self._settle(faces.constant(event))
                self.sounds.play(Sound.REFUSED if event.verified.has_drifted else Sound.GOOD)
            case RecheckRecorded():
                self._settle(faces.rechecked(event))
                self.sounds.play(Sound.REFUSED if event.recheck.has_drifted else Sound.GOOD)
            case PieceSorted():
                self.grid.model.sort_piece(event.piece, event.disposition)
                self._show_sorting(event.sorting)
            case RecordClosed():
                self._close(event.sorting)
            case SweepBegun() | SweepEnded():
                self._enable()
            case HeldChanged():
                self.held.show_held(event)
            case ReadingHeld():
                self.sounds.play(Sound.HELD)
                self.result.show_face(self._settled)
            case Refused():
                self._refuse(event)
            case PresenceChanged():
                self.show_presence()
            case InstrumentChanged(instrument, _, fault) if fault is not None:
                title = words.BANNER_BENCH.format(instrument=instrument)
                self.banner.say(title, FAULT_SENTENCES[fault.value])
        self.correction.take(event)
        self.declaring.take(event)
        self.phase.take(event)

    @property
    def options(self) -> RecordOptions:
        """How the record shown is filled."""
        return PLAIN if self.header is None else self.header.options

    @property
    def has_open_record(self) -> bool:
        """Whether a record is being filled here."""
        return self.header is not None and not self._closed

    def show_drawing(self, drawing: Drawing | None) -> None:
        self.drawing.show_drawing(drawing)
        if self.expected.expectation is not None:
            self.drawing.look_at(self.expected.expectation.characteristic.drawn_balloon)

    def show_over(self, title: str, after: str, face: Face) -> None:
        """A phase of an examination is over: in the place of what is said of another record that is closed."""
        self.expected.show_nothing(title, after)
        self._settle(face)

    def say_defect(self) -> None:
        self.banner.say(words.BANNER, words.DEFECT)

    def tell(self, text: str) -> None:
        """Something that went as it should."""
        self.notice.say(text)

    def _open(self, opened: RecordOpened) -> None:
        self.header, self._closed, self.last = opened.header, opened.closed, None
        self._characteristics = {found.balloon: found for found in opened.header.inspected}
        self._gate = None
        self.strips.open(opened)
        self.now.ask(Asked(None))
        self.head.show_record(opened.header, closed=opened.closed)
        self.expected.face.use(opened.header.options)
        self.grid.model.open(opened)
        self.grid.show_lines()
        self._settle(Face())
        self.actions_bar.show_closed(opened.closed, examined=self.declaring.is_on)
        self.actions_bar.follow_up.setChecked(False)
        self._show_sorting(opened.sorting)
        self._fit_cards()
        self.expected.setFocus()

    def _expect(self, event: Expected) -> None:
        expectation = event.expectation
        if self._gate is not None and event.gate is None:
            self.banner.hide()  # what it said of the gate is past
        before, self._gate = self.expected.expectation, event.gate
        self.grid.expect(expectation.box if expectation else None)
        self.drawing.look_at(expectation.characteristic.drawn_balloon if expectation else "")
        if expectation is not None and self.header is not None:
            self.expected.show_expectation(expectation, self.header.pieces)
            if expectation.received:
                self._begin(faces.partial(expectation))
                self.banner.hide()  # what was refused before is settled
            elif self._settled is self._begun:  # it is begun again: what to do after its first reading is past
                self._settle(self._before)
        elif self._closed:
            self.expected.show_nothing(words.RECORD_CLOSED, words.RECORD_CLOSED_NEXT)
        else:
            next_ = exam_declaring.ALL_FILLED_NEXT if self.declaring.is_on else words.ALL_FILLED_NEXT
            self.expected.show_nothing(words.ALL_FILLED, next_)
            if before is not None:
                self.sounds.play(Sound.FINISHED)
        self._pass_gate()
        self.strips.expect(expectation.box if expectation else None)
        self._enable()

    def _pass_gate(self) -> None:
        """The gate before the box expected; whether the first piece may be signed for can change while it is shown."""
        role = self.header.options.approval if self.header is not None else None
        good = bool(self.grid.model.dispositions) and self.grid.model.dispositions[0] not in _NOT_SIGNED
        self.now.pass_gate(self._gate, role, good=good)

    def _record(self, event: BoxRecorded) -> None:
        """A box changed: measured, undone, or only touched by what happened to another one."""
        view = event.box
        before = self.grid.model.cells[view.key].view
        self.grid.model.record(view)
        self.grid.model.sort_piece(view.key.piece, event.disposition)
        self._show_result(before, view)
        self.strips.show_widened()
        self._show_sorting(event.sorting)

    def _show_result(self, before: BoxView, view: BoxView) -> None:
        characteristic = self._characteristics[view.key.balloon]
        became_impossible = view.status is BoxStatus.IMPOSSIBLE and before.status is not BoxStatus.IMPOSSIBLE
        if view.count > before.count or became_impossible:
            self.last = view.key if view.measurement is not None else None
            self.banner.hide()
            self.notice.hide()
            self._settle(faces.result(view, characteristic, self.options))
            is_told = self.options.offers(Aid.VERDICT) and self.options.offers(Aid.SOUND)
            if view.status in _SOUNDS:
                self.sounds.play(_SOUNDS[view.status] if is_told else Sound.TAKEN)
        elif before.measurement is not None and view.measurement != before.measurement:
            self.last = view.key if view.measurement is not None else None
            self.banner.hide()
            self._settle(faces.undone(before, view))
        elif view.key == self.last and view.measurement is not None:  # its bonus is known, a visa was given
            self._settle(faces.result(view, characteristic, self.options))

    def _propose(self, event: ProposalsChanged) -> None:
        if event.count > self.proposals.count:
            self.sounds.play(Sound.HELD)
            self.result.show_face(self._settled)  # the indication shown is nobody's yet
        self.proposals.show_proposals(event.proposals, event.count)
        self.question.show_waiting(event.count)
        self._enable()

    def _refuse(self, refused: Refused) -> None:
        """Say why; the last recorded result comes back where the refused indication stood."""
        title = words.BANNER
        if refused.instrument is not None and refused.quantity is not None:
            value = words.BANNER_VALUE.format(instrument=refused.instrument, value=quantity(refused.quantity))
            title = f"{words.BANNER} · {value}"
        self.banner.say(title, sentence(refused.refusal), self.means.action_for(refused))
        self.sounds.play(Sound.REFUSED)
        self.result.show_face(self._settled)

    def _begin(self, face: Face) -> None:
        """Some of the readings of a box are there; what stood before comes back if they are not taken."""
        if self._settled is not self._begun:
            self._before = self._settled
        self._begun = face
        self._settle(face)

    def _settle(self, face: Face) -> None:
        self._settled = face
        self.result.show_face(face)

    def _close(self, sorting: Sorting) -> None:
        self._closed, self._gate = True, None
        self.head.stop()
        self.now.ask(Asked(None))
        self.strips.close()
        self.actions_bar.show_closed(True, examined=self.declaring.is_on)
        self.actions_bar.follow_up.setChecked(False)
        self._show_sorting(sorting)
        if self.header is not None:
            self._settle(faces.closed(self.header, sorting))
        self._fit_cards()

    def _show_sorting(self, sorting: Sorting) -> None:
        self.sorting = sorting
        self.head.show_progress(self.grid.model.done, self.grid.model.planned, sorting)
        self.show_presence()
        self._pass_gate()
        self._enable()

    def _enable(self) -> None:
        bar, asked = self.actions_bar, self.now.is_asked
        free = not asked and self._gate is None
        bar.retake.setEnabled(self.last is not None and not asked)
        bar.call.setEnabled(self.last is not None and not asked)
        bar.why.setEnabled(self.last is not None)
        bar.type.setEnabled(self.expected.can_type and free)
        bar.impossible.setEnabled(self.expected.expectation is not None and free)
        self.proposals.allow(not asked)
        self._keys.look()

    @property
    def can_raise(self) -> bool:
        """Whether the person signed in may open a fiche, or ask for a dérogation."""
        return self._desk.who.may(Action.RAISE_SHEET)

    def show_presence(self) -> None:
        """A fiche and a dérogation take a piece that is not good, and somebody who may ask for them."""
        is_bad = self.sorting is not None and self.sorting.nonconforming > 0
        permit(self.actions_bar.concession, self._desk.who, Action.RAISE_SHEET, possible=is_bad)

    # -- keys and buttons ---------------------------------------------------------------------------------------------

    def _turn(self, follow_up: bool) -> None:
        """Show the follow-up of the series in the place of the relevé, or the relevé again."""
        self.record.turn(follow_up)
        self._fit_cards()

    def _ask_concession(self) -> None:
        self.bad_pieces.ask_covering()

    def _undo(self) -> None:
        self.deeds.undo()

    def _confirm(self, _nothing: object) -> None:
        self.deeds.confirm()

    def _call(self, _nothing: object = None) -> None:
        self.deeds.call()

    def _take_proposed(self, _nothing: object) -> None:
        self.deeds.take_proposed()

    def _drop_proposed(self, _nothing: object) -> None:
        self.deeds.drop_proposed()

    def _ask_visa(self, _nothing: object) -> None:
        if self.expected.expectation is not None:
            self.deeds.ask_visa(self.expected.expectation.box)

    def _leave(self) -> None:
        self.left.emit(None)

    def _export_pdf(self) -> None:
        self.export_asked.emit((self.header, "pdf"))

    def _export_xlsx(self) -> None:
        self.export_asked.emit((self.header, "xlsx"))
