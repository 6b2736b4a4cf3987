"""The register, and the port of each instrument that has a cable."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from drivers import LinkState
from metroapp.domain.instrument import Instrument
from metroapp.domain.message import Refusal
from metroapp.domain.people import Action
from metroapp.gui.desk import Desk
from metroapp.gui.icons import icon
from metroapp.gui.rights_shown import permit
from metroapp.gui.tasks import Task
from metroapp.gui.theme import Tokens
from metroapp.gui.widgets.choice import Choice
from metroapp.wording import window as words
from metroapp.wording.instruments import STATE_LABELS
from metroapp.wording.labels import label
from metroapp.wording.numbers import day, number
from metroapp.wording.sentences import sentence

_NUMBER, _DESIGNATION, _KIND, _FAMILY, _RANGE, _DUE, _STATE, _PORT = range(8)
_TITLES = (
    words.NUMBER,
    words.DESIGNATION,
    words.KIND,
    words.FAMILY,
    words.RANGE,
    words.DUE,
    words.STATE,
    words.PORT,
)
_WIDTHS = {_NUMBER: 70, _KIND: 128, _FAMILY: 120, _RANGE: 118, _DUE: 98, _STATE: 104, _PORT: 240}
_CLOSE_WIDTHS = {_NUMBER: 64, _KIND: 112, _FAMILY: 108, _RANGE: 94, _DUE: 84, _STATE: 88, _PORT: 192}
_ROOM = 1000  # px: below, columns are set closer
_SHAPES = {
    LinkState.READY: "●",
    LinkState.OPENING: "◐",
    LinkState.SILENT: "▲",
    LinkState.LOST: "✗",
    LinkState.ABSENT: "○",
}


class InstrumentsPage(QWidget):
    """Thin: the equipment itself is kept elsewhere; here the cables are told where they are plugged."""

    def __init__(self, desk: Desk, *, simulated: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._simulated = simulated
        self._rows: dict[str, int] = {}
        self.ports: dict[str, Choice] = {}
        self.table = QTableWidget(0, len(_TITLES))
        self.table.setHorizontalHeaderLabels(list(_TITLES))
        self.table.setAccessibleName(words.REGISTER)
        self.table.setObjectName("narrow")
        self.table.setShowGrid(False)
        self.table.setAlternatingRowColors(True)
        self.table.setWordWrap(False)
        self.table.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(54)
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(_DESIGNATION, QHeaderView.ResizeMode.Stretch)
        self.look = QPushButton(f" {words.LOOK_FOR_PORTS}")
        self.look.setAccessibleName(words.LOOK_FOR_PORTS)
        self.look.clicked.connect(self._look_for_ports)
        self.connect_button = QPushButton(f" {words.CONNECT}")
        self.connect_button.setAccessibleName(words.CONNECT)
        self.connect_button.setProperty("role", "primary")
        self.connect_button.clicked.connect(self._connect_all)
        self.said = QLabel(words.PORTS_FIXED if simulated else "")
        self.said.setProperty("role", "soft")
        self.said.setWordWrap(True)
        self.said.setVisible(simulated)
        self._build()
        self.show_presence()
        desk.theme.changed.connect(self._dress)
        self._dress(desk.theme.tokens)

    def _build(self) -> None:
        title = QLabel(words.INSTRUMENTS_TITLE)
        title.setProperty("role", "title")
        top = QHBoxLayout()
        top.addWidget(title)
        top.addStretch(1)
        top.addWidget(self.look)
        top.addWidget(self.connect_button)
        frame = QFrame()
        frame.setProperty("role", "card")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 18, 8)
        layout.setSpacing(10)
        layout.addLayout(top)
        layout.addWidget(self.said)
        layout.addWidget(frame, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for column, width in (_WIDTHS if self.width() >= _ROOM else _CLOSE_WIDTHS).items():
            self.table.setColumnWidth(column, width)

    def _dress(self, tokens: Tokens) -> None:
        self.look.setIcon(icon("search", tokens.accent, tokens.soft))
        self.connect_button.setIcon(icon("plug", tokens.on_accent, tokens.soft))

    def show_presence(self) -> None:
        """Whether the person signed in may plug the instruments in."""
        for control in (self.look, self.connect_button, *self.ports.values()):
            permit(control, self._desk.who, Action.CONNECT_BENCH, possible=not self._simulated)

    def refresh(self) -> None:
        self._desk.bridge.follow(self._desk.workshop.instruments(), self._show, self._refuse)

    def show_state(self, instrument: str, state: LinkState) -> None:
        if instrument in self._rows:
            self._put(self._rows[instrument], _STATE, _state_text(state))

    def _show(self, instruments: dict[str, Instrument]) -> None:
        states = self._desk.workshop.link_states()
        addresses = self._desk.workshop.addresses() | self._desk.workshop.connected()
        typed = {name: box.currentText() for name, box in self.ports.items()}
        self.table.setRowCount(len(instruments))
        self._rows, self.ports = {}, {}
        for row, instrument in enumerate(sorted(instruments.values(), key=lambda found: found.number)):
            self._rows[instrument.number] = row
            span = ""
            if instrument.range_lower is not None and instrument.range_upper is not None:
                span = words.RANGE_VALUE.format(
                    lower=number(instrument.range_lower), upper=number(instrument.range_upper)
                )
            state = states.get(instrument.number, LinkState.ABSENT)
            texts = (
                instrument.number,
                instrument.designation,
                label(instrument.kind),
                instrument.family or words.NO_CABLE,
                span,
                day(instrument.due) if instrument.due else "",
                _state_text(state) if instrument.has_cable else "",
            )
            for column, text in enumerate(texts):
                self._put(row, column, text)
            self.table.removeCellWidget(row, _PORT)
            if instrument.has_cable:
                box = self._port_box(instrument.number)
                known = addresses.get(instrument.number, "")
                box.setCurrentText(typed.get(instrument.number) or known)
                self.table.setCellWidget(row, _PORT, _framed(box))

    def _port_box(self, instrument: str) -> Choice:
        box = Choice(self._desk.theme)
        box.setEditable(True)
        permit(box, self._desk.who, Action.CONNECT_BENCH, possible=not self._simulated)
        box.setInsertPolicy(Choice.InsertPolicy.NoInsert)
        name = words.PORT_OF.format(number=instrument)
        box.setAccessibleName(name)
        line = box.lineEdit()
        if line is not None:
            line.setPlaceholderText(words.SIMULATED_BENCH if self._simulated else words.PORT_HINT)
            line.setAccessibleName(name)
        self.ports[instrument] = box
        return box

    def _put(self, row: int, column: int, text: str) -> None:
        item = QTableWidgetItem(text)
        item.setToolTip(text)
        self.table.setItem(row, column, item)

    def _look_for_ports(self) -> None:
        """Listing the ports can take seconds: in the worker."""

        def look(_task: Task) -> list[str]:
            from drivers import discovery

            return [port.url for port in discovery.ports()]

        self._desk.worker.do(look, self._offer_ports)

    def _offer_ports(self, urls: list[str]) -> None:
        for box in self.ports.values():
            text = box.currentText()
            box.clear()
            box.addItems(urls)
            box.setCurrentText(text)

    def _connect_all(self) -> None:
        addresses = {name: box.currentText().strip() for name, box in self.ports.items() if box.currentText().strip()}
        future = self._desk.workshop.connect(addresses)
        self._desk.bridge.follow(future, self._connected, self._refuse)

    def _connected(self, _nothing: object) -> None:
        self._say(words.CONNECTED)

    def _refuse(self, refusal: Refusal) -> None:
        self._say(sentence(refusal))

    def _say(self, text: str) -> None:
        self.said.setText(text)
        self.said.setVisible(bool(text))


def _framed(box: Choice) -> QWidget:
    """Some air around a control in a cell."""
    frame = QWidget()
    layout = QHBoxLayout(frame)
    layout.setContentsMargins(4, 4, 4, 4)
    layout.addWidget(box)
    return frame


def _state_text(state: LinkState) -> str:
    return words.STATE_SHOWN.format(shape=_SHAPES[state], state=STATE_LABELS[state.value])
