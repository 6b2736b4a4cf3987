"""The other half of the thirty minutes: quantities, times, events and set-up sheets, typed with gloves at the machine.

What is typed is a draft beside what is recorded; one button records both papers, and the archive says what it holds.
"""

from __future__ import annotations

from collections import Counter
from concurrent.futures import Future
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from metroapp.domain.declarations import Declarations
from metroapp.domain.message import Refusal
from metroapp.domain.operations import TemperatureTaken
from metroapp.domain.people import Action
from metroapp.domain.production import Blank, EventKind, missing
from metroapp.domain.production_text import FollowUpTexts, SetUpTexts
from metroapp.domain.record_header import RecordHeader
from metroapp.domain.sorting import Disposition, Sorting
from metroapp.gui.desk import Desk
from metroapp.gui.dialogs.temperatures import TemperaturesDialog
from metroapp.gui.editing.kept_production import KeptProduction
from metroapp.gui.editing.production_draft import EventTexts, ProductionDraft
from metroapp.gui.rights_shown import permit
from metroapp.gui.widgets.follow_up_head import SERIES, SET_UP, FollowUpHead
from metroapp.gui.widgets.machine_events import MachineEvents
from metroapp.gui.widgets.scrolled import Scrolled
from metroapp.gui.widgets.series_form import SeriesForm
from metroapp.gui.widgets.set_up_form import SetUpForm
from metroapp.gui.widgets.temperature_card import TemperatureCard
from metroapp.services.events import (
    BoxRecorded,
    Declared,
    Event,
    PieceSorted,
    PresenceChanged,
    ProductionChanged,
    RecordClosed,
    RecordOpened,
)
from metroapp.wording import follow_up as words
from metroapp.wording.numbers import moment
from metroapp.wording.sentences import sentence

_NOTHING = ProductionChanged((), None, None)


class FollowUpPage(QWidget):
    """`changed` says that what is typed or recorded changed: `missing` and `has_unsaved` are to be asked again."""

    changed = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.header: RecordHeader | None = None
        self._sorting: Sorting | None = None
        self._said = Declarations()  # of a candidate
        self._closed = False
        self._waiting = 0  # papers handed over and not yet recorded
        self.draft = ProductionDraft()
        self.kept = KeptProduction(desk, self)
        self.series = SeriesForm()
        self.temperatures = TemperatureCard()
        self._taken: TemperatureTaken | None = None
        self.events = MachineEvents(desk.theme)
        self.set_up = SetUpForm(desk.theme)
        self.head = FollowUpHead()
        self.stack = QStackedWidget()
        self._build()
        self._connect()
        self._show_all()

    def _build(self) -> None:
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.addWidget(self.series)
        right = QVBoxLayout()
        right.setSpacing(12)
        right.addWidget(self.events, 1)
        right.addWidget(self.temperatures)
        across = QHBoxLayout()
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(12)
        across.addWidget(Scrolled(left), 43)
        across.addLayout(right, 57)
        series = QWidget()
        series.setLayout(across)
        self.stack.addWidget(series)
        self.stack.addWidget(self.set_up)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 8, 14, 8)
        layout.setSpacing(8)
        layout.addWidget(self.head)
        layout.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.series.typed.connect(self._type_follow_up)
        self.series.proposal_asked.connect(self._propose)
        self.set_up.typed.connect(self._type_set_up)
        self.events.typed.connect(self._type_event)
        self.events.noted.connect(self._note)
        self.head.tabs.idClicked.connect(self.stack.setCurrentIndex)
        self.head.save.clicked.connect(self.save)
        self.temperatures.asked.connect(self._ask_temperatures)
        self.kept.loaded.connect(self._restore)
        self._desk.bridge.defect.connect(self._give_up)
        save = QShortcut(QKeySequence.StandardKey.Save, self)
        save.activated.connect(self.save)

    # -- what happened ------------------------------------------------------------------------------------------------

    def take(self, event: Event) -> None:
        """An event of the workshop, in the GUI thread."""
        match event:
            case RecordOpened():
                self._open(event)
            case ProductionChanged():
                self._take_production(event)
            case BoxRecorded(sorting=sorting) | PieceSorted(sorting=sorting):
                self._sorting = sorting
            case Declared(declaration):
                self._said.apply(declaration)
            case RecordClosed():
                self._closed = True
                self._show_all()
            case PresenceChanged():
                self.show_presence()

    def show_presence(self) -> None:
        """Somebody else may be at the post."""
        self._show_all()

    @property
    def missing(self) -> tuple[Blank, ...]:
        """What the record still lacks, to be listed before it is signed; what is only typed is not in it."""
        return missing(self.draft.follow_up, self.draft.set_up)

    @property
    def has_unsaved(self) -> bool:
        """Whether something typed is not recorded."""
        return self.header is not None and self.draft.is_worth_keeping

    def _open(self, opened: RecordOpened) -> None:
        self.kept.write_pending()
        self.header, self._sorting, self._closed = opened.header, opened.sorting, opened.closed
        self._waiting, self._said = 0, Declarations()
        for one in opened.declared:
            self._said.apply(one)
        production = opened.production or _NOTHING
        self.draft.open(production)
        self.head.show_record(opened.header.number)
        self.events.show_events(production.events)
        self._show_temperature(production)
        self._show_forms()
        self.kept.load()
        if self.kept.is_loaded:
            self._restore(None)
        self._show_all()

    def _take_production(self, production: ProductionChanged) -> None:
        self.events.show_events(production.events)
        self._show_temperature(production)
        if self.draft.take(production):
            self._show_forms()
        self._keep()
        self._show_all()

    def _restore(self, _nothing: object) -> None:
        """What was typed of this record before a crash or another record comes back."""
        written = self.kept.written.get(self._name)
        if self.header is None or written is None:
            return
        if self._closed:
            self.kept.forget(self._name)  # nothing can be recorded any more
        elif not self.draft.is_worth_keeping:
            self.draft.restore(written)
            self._show_forms()
        self._show_all()

    @property
    def _name(self) -> str:
        return "" if self.header is None else str(self.header.id)

    # -- what is typed ------------------------------------------------------------------------------------------------

    def _type_follow_up(self, texts: FollowUpTexts) -> None:
        self.draft.written = replace(self.draft.written, follow_up=texts)
        self._typed()

    def _type_set_up(self, texts: SetUpTexts) -> None:
        self.draft.written = replace(self.draft.written, set_up=texts)
        self._typed()

    def _type_event(self, texts: EventTexts) -> None:
        self.draft.written = replace(self.draft.written, event=texts)
        self._keep()

    def _typed(self) -> None:
        self.head.said.say("", "bad")
        self._keep()
        self._show_all()

    def _propose(self, _nothing: object) -> None:
        sorting = self._sorting_known()
        if sorting is not None:
            self.draft.propose(sorting)
            self._show_forms()
            self._typed()

    def _sorting_known(self) -> Sorting | None:
        """In an examination that of the candidate, whose work the sheet is."""
        if self.header is None or self.header.options.examination is None:
            return self._sorting
        said = (self._said.piece(piece) for piece in range(1, self.header.pieces + 1))
        return Sorting.of(Counter(Disposition.UNSORTED if one is None else one.disposition for one in said))

    def _keep(self) -> None:
        if self.header is None:
            return
        if self.draft.is_worth_keeping:
            self.kept.put(self._name, self.draft.written)
        else:
            self.kept.forget(self._name)

    def hideEvent(self, event: QHideEvent) -> None:
        """The page is left, the post is locked or the window closes."""
        self.kept.write_pending()
        super().hideEvent(event)

    def _show_temperature(self, production: ProductionChanged) -> None:
        self._taken = production.temperature
        self.temperatures.show_taken(self._taken)

    # -- what is asked for --------------------------------------------------------------------------------------------

    def save(self) -> None:
        """Record what is typed, unless something in it is wrong: the cursor then goes there."""
        if self._is_read_only or self._waiting or not self.draft.is_modified:
            return
        follow_up, wrong, set_up, wrong_cells = self.draft.read()
        if wrong or wrong_cells:
            self.head.said.say(words.CORRECT_FIRST, "bad")
            if wrong:
                self.show_tab(SERIES)
                self.series.go_to(next(name for name in self.series.counts if name in wrong))
            else:
                self.show_tab(SET_UP)
                self.set_up.tools.go_to(*min(wrong_cells))
            return
        self.head.said.say("", "bad")
        gestures, asked = self._desk.workshop.gestures, []
        if self.draft.follow_up_modified:
            asked.append(gestures.fill_follow_up(follow_up))
        if self.draft.set_up_modified:
            asked.append(gestures.fill_set_up(set_up))
        self.draft.sent()
        self._waiting = len(asked)
        for future in asked:
            self._ask(future, self._arrived)
        self._show_all()

    def _note(self, texts: EventTexts) -> None:
        asked = self._desk.workshop.gestures.note(EventKind(texts.kind), texts.text, texts.tool)

        def noted(_nothing: object) -> None:
            if self.draft.written.event == texts:
                self.draft.written = replace(self.draft.written, event=EventTexts())
                self.events.show_texts(EventTexts())
                self._keep()
            self.events.said.say(words.NOTED.format(event=words.EVENT_KINDS[EventKind(texts.kind)]), "good")

        def refuse(refusal: Refusal) -> None:
            self.events.said.say(sentence(refusal), "bad")

        self._desk.bridge.follow(asked, noted, refuse)

    def _ask_temperatures(self) -> None:
        if self.header is not None:
            TemperaturesDialog(self._desk, self.header.part.material, self._taken, self).show()

    def _ask(self, future: Future[Any], then: Any) -> None:
        self._desk.bridge.follow(future, then, self._refuse)

    def _arrived(self, _nothing: object) -> None:
        self._waiting = max(0, self._waiting - 1)
        self._show_all()

    def _refuse(self, refusal: Refusal) -> None:
        self._arrived(None)
        self.head.said.say(sentence(refusal), "bad")

    def _give_up(self, _error: object) -> None:
        """A defect has no answer: what is typed stays, and can be handed over again."""
        self._waiting = 0
        self._show_all()

    # -- what is shown ------------------------------------------------------------------------------------------------

    def show_tab(self, number: int) -> None:
        self.head.tabs.button(number).setChecked(True)
        self.stack.setCurrentIndex(number)

    @property
    def _is_read_only(self) -> bool:
        return self.header is None or self._closed or not self._desk.who.may(Action.MEASURE)

    def _show_forms(self) -> None:
        written = self.draft.written
        self.series.show_texts(written.follow_up)
        self.set_up.show_texts(written.set_up)
        self.events.show_texts(written.event)

    def _show_all(self) -> None:
        """What is wrong, what is missing, whether it is recorded, and who may write."""
        follow_up, wrong, _, wrong_cells = self.draft.read()
        self.series.say(wrong, follow_up.unaccounted)
        self.set_up.say(wrong_cells)
        read_only = self._is_read_only
        for form in (self.series, self.events, self.set_up):
            form.set_read_only(read_only)
        may_write = self.header is not None and not self._closed
        permit(self.head.save, self._desk.who, Action.MEASURE, possible=may_write and not self._waiting)
        for button in (self.series.propose, self.events.note, self.set_up.add, self.temperatures.take):
            permit(button, self._desk.who, Action.MEASURE, possible=may_write)
        self.head.show_blanks(self.draft.missing())
        self.head.blanks.setVisible(self.header is not None)
        self._show_state()
        self.changed.emit(None)

    def _show_state(self) -> None:
        """Whether what is shown is recorded; by whom and when as a tip."""
        saved = [paper for paper in (self.draft.follow_up, self.draft.set_up) if paper is not None]
        last = max(saved, key=lambda paper: paper.id.sequence, default=None)
        tip = words.SAVED_BY.format(moment=moment(last.at), name=last.by) if last else ""
        if self.header is None:
            said = words.NO_RECORD, "soft"
        elif self._closed:
            said = (words.CLOSED_UNSAVED, "bad") if self.draft.is_modified else (words.CLOSED, "soft")
        elif self._waiting:
            said = words.SAVING, "soft"
        elif self.draft.is_modified:
            said = words.MODIFIED, "warn"
        else:
            said = (words.saved_at(last.at), "good") if last else (words.NOTHING_SAVED, "soft")
        self.head.show_state(*said, tip)
