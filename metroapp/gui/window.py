"""The main window: the rail, the pages, the bench along the bottom. It hands each event to whom it concerns."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from metroapp.domain.message import Refusal
from metroapp.domain.people import Action
from metroapp.domain.record import RecordHeader
from metroapp.gui.bridge import Bridge
from metroapp.gui.catalogue import Drawing
from metroapp.gui.desk import Desk
from metroapp.gui.doorkeeper import Codes, Doorkeeper
from metroapp.gui.icons import program_icon
from metroapp.gui.pages.measuring import MeasuringPage
from metroapp.gui.pages.start import StartPage
from metroapp.gui.simulated_hand import Hand, SimulatedHand
from metroapp.gui.stylesheet import stylesheet
from metroapp.gui.tasks import Worker
from metroapp.gui.theme import LIGHT, Theme, Tokens
from metroapp.gui.widgets.bench_strip import BenchStrip
from metroapp.gui.widgets.lot_form import Proposal
from metroapp.gui.widgets.rail import Rail
from metroapp.gui.widgets.simulation_strip import SimulationStrip
from metroapp.services.events import (
    Event,
    Expected,
    Indicated,
    InstrumentChanged,
    PartsChanged,
    PeopleChanged,
    RecordClosed,
    RecordOpened,
    Refused,
    RuleChanged,
)
from metroapp.services.workshop import Workshop
from metroapp.wording import window as words
from metroapp.wording.sentences import sentence

if TYPE_CHECKING:
    from metroapp.gui.pages.archives import ArchivesPage
    from metroapp.gui.pages.instruments import InstrumentsPage
    from metroapp.gui.pages.parts import PartsPage
    from metroapp.gui.pages.settings import SettingsPage

RELEVE, PARTS, ARCHIVES, INSTRUMENTS, SETTINGS = range(5)
_NO_PROPOSAL = Proposal()


class MainWindow(QMainWindow):
    """Built on a workshop that is already open; closing it frees its threads, not the workshop."""

    def __init__(
        self,
        workshop: Workshop,
        parts_folder: Path,
        *,
        hand: Hand | None = None,
        proposal: Proposal = _NO_PROPOSAL,
        codes: Codes | None = None,
        tokens: Tokens = LIGHT,
    ) -> None:
        super().__init__()
        self.refusal: Refusal | None = None  # why the archive could not be opened
        self.theme = Theme(tokens, self)
        self.bridge = Bridge(self)
        self.worker = Worker(self.bridge, "background")
        desk = Desk(workshop, self.bridge, self.worker, self.theme, parts_folder)
        self._workshop = workshop
        self.start = StartPage(desk, proposal)
        self.measuring = MeasuringPage(desk)
        self._desk = desk
        self._simulated = hand is not None
        self._parts: PartsPage | None = None
        self._archives: ArchivesPage | None = None
        self._instruments: InstrumentsPage | None = None
        self._settings: SettingsPage | None = None
        self.bench = BenchStrip(self.theme)
        self.rail = Rail(self.theme)
        self.releve = QStackedWidget()
        self.pages = QStackedWidget()
        self.strip: SimulationStrip | None = None
        self._hand: SimulatedHand | None = None
        if hand is not None:
            self.strip = SimulationStrip(self.theme)
            self.strip.codes.setVisible(codes is not None)
            self._hand = SimulatedHand(hand, self.strip, self.bridge, self)
        ground = self._build()
        self.doorkeeper = Doorkeeper(desk, ground, self._is_measuring, codes, self)
        self.setCentralWidget(self.doorkeeper.rooms)
        self._connect()
        if self.doorkeeper.is_open:
            self._came_in(False)
        for number, state in workshop.link_states().items():
            self.bench.chip(number).show_state(state, None)
        workshop.subscribe(self.bridge.take)
        QTimer.singleShot(0, self, self._first_look)

    def _build(self) -> QWidget:
        """The work: everything but the door."""
        self.setWindowTitle(words.TITLE)
        self.setWindowIcon(program_icon())
        self.setMinimumSize(1100, 700)
        self.resize(1280, 800)
        self.releve.addWidget(self.start)
        self.releve.addWidget(self.measuring)
        for page in (self.releve, QWidget(), QWidget(), QWidget(), QWidget()):
            self.pages.addWidget(page)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        if self.strip is not None:
            right.addWidget(self.strip)
        right.addWidget(self.pages, 1)
        right.addWidget(self.bench)
        ground = QWidget()
        ground.setObjectName("ground")
        across = QHBoxLayout(ground)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.rail)
        across.addLayout(right, 1)
        self.setStyleSheet(stylesheet(self.theme.tokens))
        return ground

    def _connect(self) -> None:
        self.theme.changed.connect(self._dress)
        self.rail.chosen.connect(self.show_page)
        self.bridge.happened.connect(self._take)
        self.bridge.defect.connect(self._say_defect)
        self.measuring.left.connect(self._start_another)
        self.measuring.export_asked.connect(self._export)
        self.start.sheets_changed.connect(self._find_drawing)
        self.doorkeeper.came_in.connect(self._came_in)
        self.rail.person.lock_asked.connect(self.doorkeeper.lock)
        self.rail.person.leave_asked.connect(self.doorkeeper.leave)
        self.rail.person.code_asked.connect(self.doorkeeper.ask_code)
        if self.strip is not None:
            self.strip.codes.clicked.connect(self.doorkeeper.show_codes)

    def _first_look(self) -> None:
        """After the first paint: open the archive if that is still to be done, then read the sheets."""
        if self._workshop.is_open:
            self.doorkeeper.open()
            self.start.refresh()
        else:
            self.bridge.follow(self._workshop.open(), self._opened, self._not_opened)

    def _opened(self, _nothing: object) -> None:
        self.bridge.follow(self._workshop.reconnect())
        self.doorkeeper.open()
        self.start.refresh()

    def _not_opened(self, refusal: Refusal) -> None:
        """Nothing can be done without the archive: the window closes, and whoever opened it says why."""
        self.refusal = refusal
        self.close()

    def _dress(self, tokens: Tokens) -> None:
        self.setStyleSheet(stylesheet(tokens))

    # The window opens on the relevé: the other pages are made when they are first looked at.

    @property
    def parts(self) -> PartsPage:
        if self._parts is None:
            from metroapp.gui.pages.parts import PartsPage

            self._parts = PartsPage(self._desk)
            self._put(PARTS, self._parts)
        return self._parts

    @property
    def archives(self) -> ArchivesPage:
        if self._archives is None:
            from metroapp.gui.pages.archives import ArchivesPage

            self._archives = ArchivesPage(self._desk)
            self._put(ARCHIVES, self._archives)
        return self._archives

    @property
    def instruments(self) -> InstrumentsPage:
        if self._instruments is None:
            from metroapp.gui.pages.instruments import InstrumentsPage

            self._instruments = InstrumentsPage(self._desk, simulated=self._simulated)
            self._put(INSTRUMENTS, self._instruments)
        return self._instruments

    @property
    def settings(self) -> SettingsPage:
        if self._settings is None:
            from metroapp.gui.pages.settings import SettingsPage

            self._settings = SettingsPage(self._desk)
            self._settings.lock.changed.connect(self.doorkeeper.idle.use)
            self._put(SETTINGS, self._settings)
        return self._settings

    def _put(self, number: int, page: QWidget) -> None:
        """A page in the place kept for it."""
        kept = self.pages.widget(number)
        assert kept is not None
        self.pages.insertWidget(number, page)
        self.pages.removeWidget(kept)
        kept.deleteLater()

    @property
    def is_busy(self) -> bool:
        """Whether something asked for has not come back yet."""
        busy = self._parts is not None and self._parts.is_busy
        return busy or self.bridge.is_waiting or self.worker.is_busy or self.measuring.drawing.is_busy

    def show_page(self, number: int) -> None:
        """Show a page that the person signed in may see."""
        if not self.rail.button(number).isEnabled():
            self.rail.show_page(self.pages.currentIndex())
            return
        if number == PARTS:
            self.parts.refresh()
        elif number == ARCHIVES:
            self.archives.refresh()
        elif number == INSTRUMENTS:
            self.instruments.refresh()
        elif number == SETTINGS:
            self.settings.refresh()
        self.pages.setCurrentIndex(number)
        self.rail.show_page(number)

    # -- who is there -------------------------------------------------------------------------------------------------

    def _came_in(self, is_same: object) -> None:
        """Somebody is there: what they may do, and where they begin; who comes back finds what they left."""
        may_measure = self._desk.who.may(Action.MEASURE)
        self.rail.show_presence(self._desk.who)
        self.start.show_presence()
        self.releve.setEnabled(may_measure)
        if self._hand is not None:
            self._hand.allow(may_measure)
        for page in (self._parts, self._archives, self._instruments, self._settings):
            if page is not None:
                page.show_presence()
        if not is_same:
            self.show_page(RELEVE if may_measure else ARCHIVES)
        elif not may_measure and self.pages.currentIndex() == RELEVE:
            self.show_page(ARCHIVES)

    def _is_measuring(self) -> bool:
        """Whether a record being filled is what is shown."""
        is_shown = self.pages.currentIndex() == RELEVE and self.releve.currentWidget() is self.measuring
        return is_shown and self.measuring.has_open_record

    # -- what happened ------------------------------------------------------------------------------------------------

    def _take(self, event: Event) -> None:
        match event:
            case InstrumentChanged(instrument, state, fault):
                self.bench.chip(instrument).show_state(state, fault.value if fault else None)
                if self._instruments is not None:
                    self._instruments.show_state(instrument, state)
            case Indicated(instrument, value):
                self.bench.chip(instrument).show_indication(value)
            case Expected(expectation):
                fitting = expectation.instruments if expectation else ()
                self.bench.want({found.number for found in fitting})
            case Refused() if self.releve.currentWidget() is self.start:
                self.start.banner.say(words.BANNER, sentence(event.refusal))
            case RecordOpened():
                self.releve.setCurrentWidget(self.measuring)
                self.show_page(RELEVE)
            case PartsChanged():
                self.start.refresh()
                if self._parts is not None:
                    self._parts.refresh()
            case RecordClosed() if self.pages.currentIndex() == ARCHIVES:
                self.archives.refresh()
            case PeopleChanged() if self._settings is not None:
                self._settings.refresh()
            case RuleChanged(rule) if self._settings is not None:
                self._settings.show_rule(rule)
        self.doorkeeper.take(event)
        self.measuring.take(event)
        if isinstance(event, RecordOpened):
            self._find_drawing(None)

    def _find_drawing(self, _sheets: object) -> None:
        """The drawing beside the sheet of the same part and revision; another revision is another drawing."""
        header = self.measuring.header
        if header is not None:
            self.measuring.show_drawing(self._drawing_of(header))

    def _drawing_of(self, header: RecordHeader) -> Drawing | None:
        wanted = (header.part.reference, header.part.drawing, header.part.revision)
        for sheet in self.start.sheets:
            if sheet.part and (sheet.part.reference, sheet.part.drawing, sheet.part.revision) == wanted:
                return sheet.drawing
        return None

    def _start_another(self, _nothing: object) -> None:
        self.releve.setCurrentWidget(self.start)
        self.start.refresh()

    def _export(self, asked: tuple[RecordHeader, str]) -> None:
        header, to = asked
        self.show_page(ARCHIVES)
        self.archives.export(header.id, to)

    def _say_defect(self, _error: object) -> None:
        self.measuring.say_defect()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Free the threads and the child process; the record stays where it is."""
        if self._parts is not None:
            self._parts.kept.write_pending()
        self.bridge.close()
        self.doorkeeper.close()
        self.measuring.head.stop()
        self.measuring.drawing.close_process()
        if self._hand is not None:
            self._hand.stop()
        self.worker.stop()
        super().closeEvent(event)
