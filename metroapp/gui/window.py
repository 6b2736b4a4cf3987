"""The main window: the rail, the pages, the bench along the bottom. It hands each event to whom it concerns."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Message, Refusal
from metroapp.domain.people import Action
from metroapp.domain.record_header import RecordHeader
from metroapp.gui.bridge import Bridge
from metroapp.gui.catalogue import Drawing, drawing_of
from metroapp.gui.desk import Desk
from metroapp.gui.doorkeeper import Codes, Doorkeeper
from metroapp.gui.hands_free import HandsFree
from metroapp.gui.icons import program_icon
from metroapp.gui.layout_memory import NAME
from metroapp.gui.page_stack import (
    ABOUT,
    ARCHIVES,
    EXAMS,
    INSTRUMENTS,
    MEANS,
    NAMES,
    NONCONFORMITIES,
    PARTS,
    RELEVE,
    SETTINGS,
    SPC,
    PageStack,
)
from metroapp.gui.pages.measuring import MeasuringPage
from metroapp.gui.pages.start import StartPage
from metroapp.gui.phrases import named_instruments
from metroapp.gui.record_room import RecordRoom
from metroapp.gui.simulated_hand import Hand, SimulatedHand
from metroapp.gui.stylesheet import dress
from metroapp.gui.tasks import Worker
from metroapp.gui.theme import LIGHT, Theme, Tokens
from metroapp.gui.watched_notice import WatchedNotice
from metroapp.gui.widgets.banner import Banner, under
from metroapp.gui.widgets.bench_strip import BenchStrip
from metroapp.gui.widgets.lot_form import Proposal
from metroapp.gui.widgets.rail import Rail
from metroapp.gui.widgets.simulation_strip import SimulationStrip
from metroapp.gui.window_layout import LayoutKeeper
from metroapp.services.events import (
    BoxRecorded,
    Event,
    ExamChanged,
    Expected,
    Indicated,
    InstrumentChanged,
    MeansChanged,
    PartsChanged,
    PeopleChanged,
    PresenceChanged,
    ProcessChanged,
    RecordClosed,
    RecordOpened,
    Refused,
    RuleChanged,
    ServerChanged,
    TileChanged,
    TreatmentChanged,
    WatchedFolderChanged,
)
from metroapp.services.next_workshop import WorkshopRequest
from metroapp.services.workshop import Workshop
from metroapp.wording import window as words
from metroapp.wording import workshops
from metroapp.wording.sentences import sentence

if TYPE_CHECKING:
    from metroapp.gui.pages.about import AboutPage
    from metroapp.gui.pages.archives import ArchivesPage
    from metroapp.gui.pages.exams import ExamsPage
    from metroapp.gui.pages.instruments import InstrumentsPage
    from metroapp.gui.pages.means import MeansPage
    from metroapp.gui.pages.nonconformities import NonconformitiesPage
    from metroapp.gui.pages.parts import PartsPage
    from metroapp.gui.pages.settings import SettingsPage
    from metroapp.gui.pages.spc import SpcPage

__all__ = [
    "ABOUT",
    "ARCHIVES",
    "EXAMS",
    "INSTRUMENTS",
    "MEANS",
    "NONCONFORMITIES",
    "PARTS",
    "RELEVE",
    "SETTINGS",
    "SPC",
    "MainWindow",
]

_SMALLEST = QSize(1024, 600)
_NO_PROPOSAL = Proposal()
_BUTTONS = {ABOUT: SETTINGS}  # of the rail: the settings lead to it


class MainWindow(QMainWindow):
    """Closing it frees its threads, not the workshop. `request` is then the workshop asked for in its place.

    `said` is why the one asked for before could not be opened; `remembers`: it comes back as it was left.
    """

    def __init__(
        self,
        workshop: Workshop,
        parts_folder: Path,
        *,
        hand: Hand | None = None,
        proposal: Proposal = _NO_PROPOSAL,
        codes: Codes | None = None,
        tokens: Tokens = LIGHT,
        said: Message | None = None,
        remembers: bool = True,
    ) -> None:
        super().__init__()
        self.refusal: Refusal | None = None  # why the archive could not be opened
        self.request: WorkshopRequest | None = None
        self.theme = Theme(tokens, self)
        self.bridge = Bridge(self)
        self.worker, self.looker = Worker(self.bridge, "background"), Worker(self.bridge, "ports")
        desk = Desk(workshop, self.bridge, self.worker, self.looker, self.theme, parts_folder)
        self._workshop = workshop
        self.start = StartPage(desk, proposal)
        self.measuring = MeasuringPage(desk)
        self._desk = desk
        self._remembers = remembers
        self._is_left = False
        self._page_left = RELEVE  # the one shown when the window was last closed
        self._layout = LayoutKeeper(self, self.theme)
        self.bench = BenchStrip(self.theme)
        self.rail = Rail(self.theme)
        self.releve = RecordRoom(desk, self.start, self.measuring)
        self.pages = PageStack(desk, self.releve, simulated=hand is not None)
        self.strip: SimulationStrip | None = None
        self._hand: SimulatedHand | None = None
        if hand is not None:
            self.strip = SimulationStrip(self.theme)
            self.strip.codes.setVisible(codes is not None)
            self._hand = SimulatedHand(hand, self.strip, self.bridge, self)
        ground = self._build()
        self.doorkeeper = Doorkeeper(desk, ground, self._is_measuring, codes, self)
        self.banner = Banner(self.theme)  # what is to be known on any page, and at the door
        self._watched = WatchedNotice(self.banner)
        self.setCentralWidget(under(self.banner, self.doorkeeper.rooms))
        self._connect()
        self.hands_free = HandsFree(
            self.measuring, desk, self._is_measuring, self.start.take_work_order, self.banner, self
        )
        if self.doorkeeper.is_open:
            self._came_in(False)
        for number, state in workshop.link_states().items():
            self.bench.chip(number).show_state(state, None)
        workshop.subscribe(self.bridge.take)
        if said is not None:
            for banner in (self.doorkeeper.door.banner, self.start.banner):
                banner.say(workshops.NOT_OPENED, sentence(said))
        QTimer.singleShot(0, self, self._first_look)

    def _build(self) -> QWidget:
        """The work: everything but the door."""
        self.setWindowTitle(words.TITLE)
        self.setWindowIcon(program_icon())
        self.setMinimumSize(_SMALLEST)
        self.resize(1280, 800)
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
        dress(self, self.theme.tokens)
        return ground

    def _connect(self) -> None:
        self.theme.changed.connect(self._dress)
        self.rail.chosen.connect(self.show_page)
        self.pages.made.connect(self._connect_page)
        self.bridge.happened.connect(self._take)
        self.bridge.defect.connect(self._say_defect)
        self.measuring.left.connect(self._start_another)
        self.measuring.export_asked.connect(self._export)
        self.start.sheets_changed.connect(self._find_drawing)
        self.doorkeeper.came_in.connect(self._came_in)
        self.doorkeeper.door.workshop_asked.connect(self.leave_for)
        self.rail.person.lock_asked.connect(self.doorkeeper.lock)
        self.rail.person.leave_asked.connect(self.doorkeeper.leave)
        self.rail.person.data_asked.connect(self.doorkeeper.show_own_data)
        self.rail.person.code_asked.connect(self.doorkeeper.ask_code)
        if self.strip is not None:
            self.strip.codes.clicked.connect(self.doorkeeper.show_codes)

    def _first_look(self) -> None:
        """After the first paint: open the archive if that is still to be done, then read the sheets."""
        if self._workshop.is_open:
            self._begin()
        else:
            self.bridge.follow(self._workshop.open(), self._opened, self._not_opened)

    def _opened(self, _nothing: object) -> None:
        self.bridge.follow(self._workshop.reconnect(), self._connected, self._say_of_bench)
        self._begin()

    def _connected(self, left_out: Message | None) -> None:
        if left_out is not None:
            self._say_of_bench(left_out)

    def _say_of_bench(self, said: Message | Refusal) -> None:
        self.banner.say(words.BANNER_OF_BENCH, sentence(said))

    def _begin(self) -> None:
        if self._remembers:
            self.bridge.follow(self._workshop.kept(NAME), self._restore)
        self.doorkeeper.open()
        self.start.refresh()
        self._watched.begin(self._workshop.watched.state)
        self.measuring.sounds.read()
        self.hands_free.read()

    def _restore(self, text: str) -> None:
        """As it was left; a record that was opened meanwhile stays in front."""
        left = self._layout.restore(text, self.pages.by_name)
        self._page_left = NAMES.index(left) if left in NAMES else RELEVE
        if self.doorkeeper.is_open and not self._is_measuring():
            self._show_page_left()

    def _not_opened(self, refusal: Refusal) -> None:
        """Nothing can be done without the archive: the window closes, and whoever opened it says why."""
        self.refusal = refusal
        self.close()

    def _dress(self, tokens: Tokens) -> None:
        dress(self, tokens)

    @property
    def parts(self) -> PartsPage:
        return self.pages.parts

    @property
    def archives(self) -> ArchivesPage:
        return self.pages.archives

    @property
    def nonconformities(self) -> NonconformitiesPage:
        return self.pages.nonconformities

    @property
    def spc(self) -> SpcPage:
        return self.pages.spc

    @property
    def instruments(self) -> InstrumentsPage:
        return self.pages.instruments

    @property
    def means(self) -> MeansPage:
        return self.pages.means

    @property
    def settings(self) -> SettingsPage:
        return self.pages.settings

    @property
    def exams(self) -> ExamsPage:
        return self.pages.exams

    @property
    def about(self) -> AboutPage:
        return self.pages.about

    def _connect_page(self, number: int, page: QWidget) -> None:
        """A page was looked at for the first time."""
        self._layout.arrange(NAMES[number], page)
        if number == NONCONFORMITIES:
            self.nonconformities.record_asked.connect(self._show_record)
        elif number == SPC:
            self.spc.record_asked.connect(self._show_record)
        elif number == INSTRUMENTS:
            self.instruments.record_asked.connect(self._show_record)
        elif number == MEANS:
            self.means.record_asked.connect(self._show_record)
        elif number == SETTINGS:
            self.settings.lock.changed.connect(self.doorkeeper.idle.use)
            self.settings.pedals.use(self.hands_free.pedal)
            self.settings.pedals.contact.use(self.hands_free.contact)
            self.settings.own_data_asked.connect(self.doorkeeper.show_own_data)
            self.settings.about_asked.connect(self._show_about)
            self.settings.workshop_asked.connect(self._ask_workshop)
        elif number == ABOUT:
            self.about.left.connect(self._leave_about)
            self.about.workshop_asked.connect(self._ask_workshop)

    @property
    def is_busy(self) -> bool:
        """Whether something asked for has not come back yet."""
        busy = self.pages.has(PARTS) and self.parts.is_busy
        busy = busy or self.worker.is_busy or self.looker.is_busy
        return busy or self.bridge.is_waiting or self.measuring.drawing.is_busy

    def show_page(self, number: int) -> None:
        """Show a page that the person signed in may see."""
        if not self._may_see(number):
            shown = self.pages.currentIndex()
            self.rail.show_page(_BUTTONS.get(shown, shown))
            return
        self.pages.refresh(number)
        self.pages.setCurrentIndex(number)
        self.rail.show_page(_BUTTONS.get(number, number))

    def _show_record(self, id: EntryId) -> None:
        """A record in the archives, asked for from another page."""
        self.archives.choose(id)
        self.show_page(ARCHIVES)

    def _show_about(self, _nothing: object) -> None:
        self.show_page(ABOUT)

    def _leave_about(self, _nothing: object) -> None:
        self.show_page(SETTINGS)

    # -- another workshop ---------------------------------------------------------------------------------------------

    def _ask_workshop(self, _nothing: object) -> None:
        from metroapp.gui.dialogs.other_workshop import OtherWorkshopDialog

        dialog = OtherWorkshopDialog(self._desk, self)
        dialog.chosen.connect(self.leave_for)
        dialog.show()

    def leave_for(self, request: WorkshopRequest) -> None:
        """Close; whoever opened this window opens the next one."""
        self.request = request
        self.close()

    # -- who is there -------------------------------------------------------------------------------------------------

    def _came_in(self, is_same: object) -> None:
        """Somebody is there: what they may do, and where they begin; who comes back finds what they left."""
        may_measure = self._desk.who.may(Action.MEASURE)
        self.rail.show_presence(self._desk.who)
        self.start.show_presence()
        self.releve.setEnabled(may_measure)
        if self._hand is not None:
            self._hand.allow(may_measure)
        self.pages.show_presence()
        if not is_same:
            self.releve.welcome()
            self._show_page_left()
        elif not self._may_see(self.pages.currentIndex()):
            self.show_page(self._home)

    def _show_page_left(self) -> None:
        """Where the window was left, once; then, and for whoever may not go there, where their work begins."""
        page, self._page_left = self._page_left, RELEVE
        self.show_page(page if self._may_see(page) else self._home)

    @property
    def _home(self) -> int:
        """Where the work of whoever is there begins."""
        if self._desk.who.may(Action.MEASURE):
            return RELEVE
        return EXAMS if self._desk.who.may(Action.SUPERVISE) else ARCHIVES

    def _may_see(self, number: int) -> bool:
        return self.rail.button(_BUTTONS.get(number, number)).isEnabled()

    def _is_measuring(self) -> bool:
        """Whether a record being filled is what is shown."""
        is_shown = self.pages.currentIndex() == RELEVE and self.releve.currentWidget() is self.measuring
        return is_shown and self.measuring.has_open_record

    # -- what happened ------------------------------------------------------------------------------------------------

    def _take(self, event: Event) -> None:
        self.releve.take(event)
        match event:
            case InstrumentChanged(instrument, state, fault):
                self.bench.chip(instrument).show_state(state, fault.value if fault else None)
                if self.pages.has(INSTRUMENTS):
                    self.instruments.show_state(instrument, state)
            case TileChanged(tile) if self.pages.has(INSTRUMENTS):
                self.instruments.show_tile(tile)
            case Indicated(instrument, value):
                self.bench.chip(instrument).show_indication(value)
            case Expected(expectation):
                fitting = named_instruments(expectation) if expectation else ()
                self.bench.want({found.number for found in fitting})
            case Refused() if self.releve.currentWidget() is self.start:
                self.start.banner.say(words.BANNER, sentence(event.refusal))
            case RecordOpened():
                self.show_page(RELEVE)
            case BoxRecorded() | PresenceChanged(locked=True):
                self.banner.hide()  # what it said is past, or is not for everybody's eyes
            case MeansChanged():
                for number in (INSTRUMENTS, MEANS):
                    if self.pages.has(number):
                        self.pages.refresh(number)
            case TreatmentChanged() if self.pages.has(NONCONFORMITIES):
                self.nonconformities.read_treatment()
            case ProcessChanged() if self.pages.has(SPC):
                self.spc.read_again()
            case ExamChanged() if self.pages.has(EXAMS):
                self.exams.read_again()
            case PartsChanged():
                self.start.refresh()
                if self.pages.has(PARTS):
                    self.parts.refresh()
            case RecordClosed() if self.pages.currentIndex() == ARCHIVES:
                self.archives.refresh()
            case PeopleChanged() if self.pages.has(SETTINGS):
                self.settings.refresh()
            case RuleChanged(rule) if self.pages.has(SETTINGS):
                self.settings.show_rule(rule)
            case WatchedFolderChanged(state):
                self._watched.show(state)
                if self.pages.has(SETTINGS):
                    self.settings.exports.show_state(state)
            case ServerChanged(state) if self.pages.has(SETTINGS):
                self.settings.server.show_state(state)
        if self.pages.has(SPC):
            self.spc.follow(event)
        self.doorkeeper.take(event)
        self.measuring.take(event)
        if isinstance(event, RecordOpened):
            self._find_drawing(None)

    def _find_drawing(self, _sheets: object) -> None:
        """The drawing of the part, or the one beside the sheet of the same revision; another one is another drawing."""
        header = self.measuring.header
        if header is not None:
            self.measuring.show_drawing(self._drawing_of(header))

    def _drawing_of(self, header: RecordHeader) -> Drawing | None:
        if header.part.sheet is not None:
            return drawing_of(self._workshop.workspace, header.part.sheet)
        wanted = (header.part.reference, header.part.drawing, header.part.revision)
        for sheet in self.start.sheets:
            if sheet.part and (sheet.part.reference, sheet.part.drawing, sheet.part.revision) == wanted:
                return sheet.drawing
        return None

    def _start_another(self, _nothing: object) -> None:
        self.releve.show_start()

    def _export(self, asked: tuple[RecordHeader, str]) -> None:
        header, to = asked
        self.show_page(ARCHIVES)
        self.archives.export(header.id, to)

    def _say_defect(self, _error: object) -> None:
        self.measuring.say_defect()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Free the threads and the child process; the record stays where it is."""
        if self.pages.has(PARTS):
            self.parts.kept.write_pending()
        if self._layout.is_restored and not self._is_left:
            self._workshop.keep(NAME, self._layout.text(self.pages.name, self.pages.by_name))
        self._is_left = True
        self.bridge.close()
        self.doorkeeper.close()
        self.hands_free.stop()
        self.measuring.sounds.close()
        self.measuring.head.stop()
        self.measuring.drawing.close_process()
        if self._hand is not None:
            self._hand.stop()
        self.worker.stop()
        self.looker.stop()
        super().closeEvent(event)
