"""What a candidate declares while measuring: the instrument, C or NC of a value, the sorting of a piece.

Nothing of it blocks a reading: what is not declared yet is marked in the grid.
"""

from __future__ import annotations

from collections import Counter
from concurrent.futures import Future
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QWidget

from metroapp.domain.declarations import SORTS, BoxDeclared, Declarations, PieceDeclared
from metroapp.domain.examination import Aid
from metroapp.domain.instrument import Instrument
from metroapp.domain.measurement import BoxKey
from metroapp.domain.message import Refusal
from metroapp.domain.sorting import Disposition, Sorting
from metroapp.gui.desk import Desk
from metroapp.gui.phrases import box_name
from metroapp.services.events import BoxRecorded, Declared, Event, Expected, RecordClosed, RecordOpened
from metroapp.wording import exam_declaring as words
from metroapp.wording.labels import label, mark
from metroapp.wording.sentences import sentence

if TYPE_CHECKING:
    from metroapp.gui.pages.measuring import MeasuringPage

_TALL = 48  # px: a gloved finger


class DeclaringBar(QWidget):
    """The keys, in one line; made once, shown in an examination."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.means = self._key("", words.MEANS_TIP, words.MEANS_TIP)
        self.value = QLabel(words.NO_VALUE)
        self.good = self._key(words.GOOD, words.GOOD_TIP, words.GOOD_NAME)
        self.bad = self._key(words.BAD, words.BAD_TIP, words.BAD_NAME)
        self.piece = QLabel()
        self.sorts = {
            sort: self._key(mark(sort), words.SORT_TIP.format(sort=label(sort)), label(sort)) for sort in SORTS
        }
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.means)
        line.addStretch(1)
        for one in (self.value, self.good, self.bad):
            line.addWidget(one)
        line.addStretch(1)
        line.addWidget(self.piece)
        for key in self.sorts.values():
            line.addWidget(key)
        for key in (self.good, self.bad, *self.sorts.values()):
            key.setCheckable(True)
            key.setMinimumWidth(72)
        # Not the buttons' own: those hold the button down for a tenth of a second before they act.
        self.keys = tuple(QShortcut(QKeySequence(key), self) for key in (words.GOOD_KEY, words.BAD_KEY))
        for shortcut, pressed in zip(self.keys, (self.good, self.bad), strict=True):
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(pressed.click)
        self.setFixedHeight(_TALL)
        self.hide()

    def _key(self, text: str, tip: str, name: str = "") -> QPushButton:
        key = QPushButton(text)
        key.setToolTip(tip)
        key.setAccessibleName(name or text)
        key.setMinimumHeight(_TALL - 4)
        key.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return key


class Declaring(QObject):
    """Made by its page, which hands it every event."""

    def __init__(self, page: MeasuringPage, desk: Desk) -> None:
        super().__init__(page)
        self._page = page
        self._desk = desk
        self.bar = DeclaringBar()
        self._said = Declarations()
        self._box: BoxKey | None = None  # the value that is to be declared
        self._balloon = ""  # whose instrument is asked for
        self._piece = 1
        self.bar.means.clicked.connect(self._ask_instruments)
        self.bar.good.clicked.connect(lambda: self._declare_box(is_conforming=True))
        self.bar.bad.clicked.connect(lambda: self._declare_box(is_conforming=False))
        for sort, key in self.bar.sorts.items():
            key.clicked.connect(lambda _checked, sort=sort: self._declare_piece(sort))

    @property
    def is_on(self) -> bool:
        """Whether the record on the page is one of an examination."""
        header = self._page.header
        return header is not None and header.options.examination is not None

    def take(self, event: Event) -> None:
        """An event of the workshop, once the page has shown it."""
        match event:
            case RecordOpened(header=header, declared=declared):
                tells = header.options.offers(Aid.VERDICT)
                self._page.expected.answers.be_examined(header.options.examination is not None, tells=tells)
                self._said = Declarations()
                for one in declared:
                    self._said.apply(one)
                self._box, self._piece = self._first_undeclared(), 1
                self._show_all()
            case Declared(declaration):
                self._said.apply(declaration)
                if isinstance(declaration, BoxDeclared):
                    self._mark(declaration.box)
                elif isinstance(declaration, PieceDeclared):
                    self._sort(declaration.piece)
            case Expected(expectation) if expectation is not None:
                self._balloon = expectation.box.balloon
            case BoxRecorded(box) if self.is_on:
                self._mark(box.key)
                self._sort(box.key.piece)
                if box.measurement is not None:
                    self._box, self._piece = box.key, box.key.piece
            case RecordClosed():
                self._show_all()  # the sorting stays the candidate's; the bar goes
            case _:
                return
        self._show()

    def choose(self, box: BoxKey) -> None:
        """The value of this box is the one to declare."""
        self._box, self._piece, self._balloon = box, box.piece, box.balloon
        self._show()

    def choose_piece(self, piece: int) -> None:
        """This piece is the one to sort."""
        self._piece = piece
        self._show()

    def _first_undeclared(self) -> BoxKey | None:
        """What a candidate who comes back is asked for first."""
        for box, cell in self._page.grid.model.cells.items():
            measured = cell.view.measurement
            if self.is_on and measured is not None and self._said.box(box, measured.id) is None:
                return box
        return None

    # -- what is shown ------------------------------------------------------------------------------------------------

    def _show_all(self) -> None:
        if not self.is_on:
            return
        model = self._page.grid.model
        for box in list(model.cells):
            self._mark(box)
        for piece in range(1, len(model.dispositions) + 1):
            self._sort(piece)

    def _mark(self, box: BoxKey) -> None:
        view = self._page.grid.model.cells[box].view
        if view.measurement is None or not self.is_on:
            return
        found = self._said.box(box, view.measurement.id)
        said = words.UNDECLARED_SIGN if found is None else words.GOOD if found.is_conforming else words.BAD
        self._page.grid.model.declare(box, said)

    def _sort(self, piece: int) -> None:
        """In an examination the sorting shown is the candidate's, whatever else the session lets the program say."""
        if not self.is_on:
            return
        found, model = self._said.piece(piece), self._page.grid.model
        model.sort_piece(piece, Disposition.UNSORTED if found is None else found.disposition)
        self._page.head.show_progress(model.done, model.planned, Sorting.of(Counter(model.dispositions)))

    def _show(self) -> None:
        bar, page = self.bar, self._page
        bar.setVisible(self.is_on and page.has_open_record)
        if bar.isHidden():
            return
        means = self._said.means(self._balloon)
        number = "" if means is None else means.instrument
        said = words.MEANS if number else words.MEANS_MISSING
        bar.means.setText(said.format(balloon=self._balloon, number=number))
        bar.means.setEnabled(bool(self._balloon))
        view = None if self._box is None else page.grid.model.cells[self._box].view
        measured = None if view is None else view.measurement
        found = None if self._box is None or measured is None else self._said.box(self._box, measured.id)
        is_there = self._box is not None and measured is not None
        bar.value.setText(words.VALUE.format(box=box_name(self._box)) if self._box and is_there else words.NO_VALUE)
        for shortcut in bar.keys:
            shortcut.setEnabled(is_there)
        for key, is_conforming in ((bar.good, True), (bar.bad, False)):
            key.setEnabled(is_there)
            key.setChecked(found is not None and found.is_conforming is is_conforming)
        bar.piece.setText(words.PIECE.format(piece=self._piece))
        sorted_as = self._said.piece(self._piece)
        for sort, key in bar.sorts.items():
            key.setChecked(sorted_as is not None and sorted_as.disposition is sort)

    # -- what is said -------------------------------------------------------------------------------------------------

    def _declare_box(self, *, is_conforming: bool) -> None:
        if self._box is not None:
            candidate = self._desk.workshop.candidate
            self._follow(candidate.declare_box(self._box, conforming=is_conforming))

    def _declare_piece(self, sort: Disposition) -> None:
        self._follow(self._desk.workshop.candidate.declare_piece(self._piece, sort))

    def _ask_instruments(self) -> None:
        balloon = self._balloon

        def ask(instruments: list[Instrument]) -> None:
            menu = QMenu(self._page)
            menu.addSection(words.MEANS_OF.format(balloon=balloon))
            for one in instruments:
                text = words.CHOICE.format(number=one.number, designation=one.designation)
                menu.addAction(text).triggered.connect(partial(self._choose_means, balloon, one.number))
            menu.popup(self.bar.means.mapToGlobal(QPoint(0, self.bar.means.height())))

        self._desk.bridge.follow(self._desk.workshop.candidate.instruments(), ask, self._refuse)

    def _choose_means(self, balloon: str, number: str, _checked: bool = False) -> None:
        self.declare_means(balloon, number)

    def declare_means(self, balloon: str, number: str) -> None:
        self._follow(self._desk.workshop.candidate.declare_means(balloon, number))

    def _follow(self, future: Future[None]) -> None:
        self._desk.bridge.follow(future, self._done, self._refuse)

    def _done(self, _nothing: object) -> None:
        self._page.expected.take_focus()

    def _refuse(self, refusal: Refusal) -> None:
        self._page.banner.say(words.NOT_SAID, sentence(refusal))
        self._show()
