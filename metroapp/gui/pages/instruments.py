"""The bench: a tile for each instrument with a cable, and below, those whose value is typed."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from drivers import LinkState, utc_now
from drivers.discovery import Port
from metroapp.domain.instrument import Instrument
from metroapp.domain.message import Message, Refusal
from metroapp.domain.people import Action
from metroapp.gui.bench_actions import BenchActions
from metroapp.gui.desk import Desk
from metroapp.gui.icons import icon
from metroapp.gui.models.rows import Column, Row, RowsModel
from metroapp.gui.rights_shown import permit
from metroapp.gui.theme import Tokens
from metroapp.gui.verifying_actions import VerifyingActions
from metroapp.gui.widgets.bench_grid import TileBoard
from metroapp.gui.widgets.bench_ports import list_ports
from metroapp.gui.widgets.bench_tile import LEAST_WIDTH, BenchTile
from metroapp.gui.widgets.plain_table import PlainTable
from metroapp.gui.widgets.said import Said
from metroapp.gui.widgets.scrolled import Scrolled
from metroapp.services.tiles import Tile
from metroapp.wording import bench as words
from metroapp.wording import window
from metroapp.wording.labels import label
from metroapp.wording.numbers import day
from metroapp.wording.sentences import sentence

_AGES_MS = 1000
_COLUMNS = (
    Column(window.NUMBER, width=110),
    Column(window.DESIGNATION),
    Column(window.KIND, width=190),
    Column(window.DUE, width=120),
)


class InstrumentsPage(QWidget):
    """`record_asked` carries the id of a record.

    Tiles change one by one as the bench tells; the register is read when the page is shown.
    """

    record_asked = Signal(object)

    def __init__(self, desk: Desk, *, simulated: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._simulated = simulated
        self._ports: list[Port] = []
        self._known: dict[str, Tile] = {}  # of the instruments on the bench
        self.tiles: dict[str, BenchTile] = {}
        self.bench = BenchActions(desk, self)
        self.bench.said.connect(self._say)
        self.verifying = VerifyingActions(desk, self)
        self.verifying.said.connect(self._say)
        self.verifying.uses_asked.connect(self._show_uses)
        self.bench.changed.connect(self._read_tiles)
        self.connect_button = QPushButton(f" {words.REOPEN}")
        self.connect_button.setAccessibleName(words.REOPEN)
        self.connect_button.clicked.connect(self._reopen)
        self.said = Said()
        self.board = TileBoard(LEAST_WIDTH)
        self.nothing = QLabel(words.NO_INSTRUMENT)
        self.nothing.setProperty("role", "soft")
        self.nothing.hide()
        self.model = RowsModel(_COLUMNS, self)
        self.table = PlainTable(self.model, desk.theme, words.WITHOUT_CABLE)
        self._without = QLabel(words.WITHOUT_CABLE)
        self._without.setProperty("role", "heading")
        self._frame = QFrame()
        self._frame.setProperty("role", "card")
        self._build()
        self._ages = QTimer(self)
        self._ages.setInterval(_AGES_MS)
        self._ages.timeout.connect(self._show_ages)
        self.show_presence()
        desk.theme.changed.connect(self._dress)
        self._dress(desk.theme.tokens)
        if simulated:
            self.said.say(window.PORTS_FIXED, "soft")

    def _build(self) -> None:
        title = QLabel(window.INSTRUMENTS_TITLE)
        title.setProperty("role", "title")
        top = QHBoxLayout()
        top.addWidget(title)
        top.addStretch(1)
        top.addWidget(self.connect_button)
        inside = QVBoxLayout(self._frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.table)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(12)
        column.addWidget(self.nothing)
        column.addWidget(self.board)
        column.addWidget(self._without)
        column.addWidget(self._frame)
        column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 14, 8)
        layout.setSpacing(10)
        layout.addLayout(top)
        layout.addWidget(self.said)
        layout.addWidget(Scrolled(column), 1)

    def _dress(self, tokens: Tokens) -> None:
        self.connect_button.setIcon(icon("refresh-cw", tokens.accent, tokens.soft))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ages.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self._ages.stop()
        super().hideEvent(event)

    def show_presence(self) -> None:
        """Whether the person signed in may plug the instruments in."""
        permit(self.connect_button, self._desk.who, Action.CONNECT_BENCH, possible=not self._simulated)
        for tile in self.tiles.values():
            tile.permit(self._desk.who, fixed=self._simulated)

    # -- what is known ------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the register, the bench and the names of the ports."""
        self._desk.bridge.follow(self._desk.workshop.instruments(), self._show, self._refuse)
        self._read_tiles(None)
        self._desk.looker.do(list_ports, self._name_ports)

    def show_tile(self, tile: Tile) -> None:
        """The bench tells of one instrument."""
        before = self._known.get(tile.instrument)
        self._known[tile.instrument] = tile
        if self.isVisible():  # else all are shown anew when it is
            self._update(tile.instrument)
        if tile.address.startswith("usb://") and before is not None and before.state is not tile.state:
            self._desk.looker.do(list_ports, self._name_ports)  # it may have come back under another name

    def show_state(self, instrument: str, state: LinkState) -> None:
        """One that is absent may have been taken off the bench."""
        if state is LinkState.ABSENT and instrument in self._known:
            self._read_tiles(None)

    def _read_tiles(self, _nothing: object) -> None:
        self._desk.bridge.follow(self._desk.workshop.tiles(), self._show_tiles)

    def _show_tiles(self, tiles: tuple[Tile, ...]) -> None:
        self._known = {tile.instrument: tile for tile in tiles}
        for number in self.tiles:
            self._update(number)

    def _name_ports(self, ports: list[Port]) -> None:
        if ports != self._ports:
            self._ports = ports
            for number in self.tiles:
                self._update(number)

    def _show(self, instruments: dict[str, Instrument]) -> None:
        """The register: tiles are made where it has something new."""
        wanted = sorted(instruments.values(), key=lambda found: found.number)
        cabled = [found for found in wanted if found.has_cable]
        if [tile.instrument for tile in self.tiles.values()] != cabled:
            self._make_tiles(cabled)
        self.nothing.setVisible(not cabled)
        rows = [
            Row((one.number, one.designation, label(one.kind), day(one.due) if one.due else ""))
            for one in wanted
            if not one.has_cable
        ]
        if rows != self.model.rows:
            self.model.show(rows)
        self._without.setVisible(bool(rows))
        self._frame.setVisible(bool(rows))
        header = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(header + len(rows) * self.table.verticalHeader().defaultSectionSize() + 2)
        self.show_presence()

    def _make_tiles(self, instruments: list[Instrument]) -> None:
        for tile in self.tiles.values():
            tile.hide()
            self.board.grid.removeWidget(tile)
            tile.deleteLater()
        self.tiles = {}
        for instrument in instruments:
            tile = self.tiles[instrument.number] = BenchTile(instrument, self._desk.theme)
            tile.asked.connect(self._asker(tile))
            self.board.grid.addWidget(tile)
            self._update(instrument.number)

    def _asker(self, tile: BenchTile) -> object:
        def ask(what: str) -> None:
            if what == "daily":
                self.verifying.check(tile.instrument)
            else:
                self.bench.do(what, tile, self._ports)

        return ask

    def _update(self, number: str) -> None:
        tile = self.tiles.get(number)
        if tile is None:
            return
        known = self._known.get(number)
        address = known.address if known is not None else self._desk.workshop.addresses().get(number, "")
        tile.show_tile(known, address, self._ports, simulated=number in self._desk.workshop.simulated())
        tile.show_age(utc_now())
        tile.show_recording(number in self._desk.workshop.recorded())
        tile.permit(self._desk.who, fixed=self._simulated)

    def _show_ages(self) -> None:
        now, recorded = utc_now(), self._desk.workshop.recorded()
        self.bench.look(recorded)
        for number, tile in self.tiles.items():
            tile.show_age(now)
            tile.show_recording(number in recorded)

    # -- what is asked ------------------------------------------------------------------------------------------------

    def _reopen(self) -> None:
        future = self._desk.workshop.reopen()
        self._desk.bridge.follow(future, self._reopened, self._refuse)

    def _reopened(self, left_out: Message | None) -> None:
        self._say((words.REOPENED, "good") if left_out is None else (sentence(left_out), "warn"))
        self._read_tiles(None)

    def _show_uses(self, number: str) -> None:
        from metroapp.gui.dialogs.means_uses import UsesDialog

        dialog = UsesDialog(number, self._desk, self)
        dialog.record_asked.connect(self.record_asked)
        dialog.show()

    def _refuse(self, refusal: Refusal) -> None:
        self._say((sentence(refusal), "bad"))

    def _say(self, said: tuple[str, str]) -> None:
        text, role = said
        self.said.say(text, role)
