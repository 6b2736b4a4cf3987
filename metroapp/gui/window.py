"""The main window: the rail, the pages, the bench along the bottom. It hands each event to whom it concerns."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from metroapp.domain.message import Refusal
from metroapp.domain.record import RecordHeader
from metroapp.gui.bridge import Bridge
from metroapp.gui.catalogue import Drawing
from metroapp.gui.desk import Desk
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
    RecordClosed,
    RecordOpened,
    Refused,
)
from metroapp.services.workshop import Workshop
from metroapp.wording import window as words
from metroapp.wording.sentences import sentence

if TYPE_CHECKING:
    from metroapp.gui.pages.archives import ArchivesPage
    from metroapp.gui.pages.instruments import InstrumentsPage
    from metroapp.gui.pages.parts import PartsPage

RELEVE, PARTS, ARCHIVES, INSTRUMENTS = range(4)
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
        self.bench = BenchStrip(self.theme)
        self.rail = Rail(self.theme)
        self.releve = QStackedWidget()
        self.pages = QStackedWidget()
        self.strip: SimulationStrip | None = None
        self._hand: SimulatedHand | None = None
        if hand is not None:
            self.strip = SimulationStrip(self.theme)
            self._hand = SimulatedHand(hand, self.strip, self.bridge, self)
        self._build()
        self._connect()
        for number, state in workshop.link_states().items():
            self.bench.chip(number).show_state(state, None)
        workshop.subscribe(self.bridge.take)
        QTimer.singleShot(0, self, self._first_look)

    def _build(self) -> None:
        self.setWindowTitle(words.TITLE)
        self.setWindowIcon(program_icon())
        self.setMinimumSize(1100, 700)
        self.resize(1280, 800)
        self.releve.addWidget(self.start)
        self.releve.addWidget(self.measuring)
        for page in (self.releve, QWidget(), QWidget(), QWidget()):
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
        self.setCentralWidget(ground)
        self.setStyleSheet(stylesheet(self.theme.tokens))

    def _connect(self) -> None:
        self.theme.changed.connect(self._dress)
        self.rail.chosen.connect(self.show_page)
        self.bridge.happened.connect(self._take)
        self.bridge.defect.connect(self._say_defect)
        self.measuring.left.connect(self._start_another)
        self.measuring.export_asked.connect(self._export)
        self.start.sheets_changed.connect(self._find_drawing)

    def _first_look(self) -> None:
        """After the first paint: open the archive if that is still to be done, then read the sheets."""
        if self._workshop.is_open:
            self.start.refresh()
        else:
            self.bridge.follow(self._workshop.open(), self._opened, self._not_opened)

    def _opened(self, _nothing: object) -> None:
        self.bridge.follow(self._workshop.reconnect())
        self.start.refresh()

    def _not_opened(self, refusal: Refusal) -> None:
        """Nothing can be done without the archive: the window closes, and whoever opened it says why."""
        self.refusal = refusal
        self.close()
        self.start.form.operator.setFocus()

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
        return busy or self.worker.is_busy or self.measuring.drawing.is_busy

    def show_page(self, number: int) -> None:
        if number == PARTS:
            self.parts.refresh()
        elif number == ARCHIVES:
            self.archives.refresh()
        elif number == INSTRUMENTS:
            self.instruments.refresh()
        self.pages.setCurrentIndex(number)
        self.rail.show_page(number)

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
        self.measuring.head.stop()
        self.measuring.drawing.close_process()
        if self._hand is not None:
            self._hand.stop()
        self.worker.stop()
        super().closeEvent(event)
