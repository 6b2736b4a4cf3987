"""The control charts of the workshop, live: a value that the bench records is on its chart at once.

Charts are read in the worker; what happens while one is read has it read once more.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from metroapp.domain.chart_terms import ChartState
from metroapp.domain.message import Refusal
from metroapp.domain.people import Action
from metroapp.gui.desk import Desk
from metroapp.gui.models.rows import Column, Row, RowsModel
from metroapp.gui.rights_shown import permit
from metroapp.gui.spc.chart_actions import ChartActions, exported
from metroapp.gui.spc.chart_panel import BAD_PIECES, CAPABILITY, ChartPanel
from metroapp.gui.tasks import Task
from metroapp.gui.widgets.list_beside_panel import list_beside_panel
from metroapp.gui.widgets.picture_button import PictureButton
from metroapp.gui.widgets.plain_table import PlainTable
from metroapp.gui.widgets.said import Said
from metroapp.services.events import BoxRecorded, Event, ProductionChanged, RecordClosed
from metroapp.services.spc import chart_reading
from metroapp.services.spc.capability_said import capability_lines
from metroapp.services.spc.chart_capability import Capability, capability
from metroapp.services.spc.chart_reading import ChartView
from metroapp.services.spc.count_charts import CountView, read_counts
from metroapp.wording import charts as words
from metroapp.wording.chart_capability import Line
from metroapp.wording.sentences import sentence

_COLUMNS = (
    Column(words.OF),
    Column(words.STATE, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, 112),
    Column(words.LAST, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, 78),
)
_TINTS = {
    ChartState.STABLE: "good",
    ChartState.SIGNALS: "bad",
    ChartState.PROVISIONAL: "warn",
    ChartState.EMPTY: "soft",
}
_LIVE = (BoxRecorded, RecordClosed, ProductionChanged)
_CLOSE = 1000  # px: below, the last value gives way


class ChartsTab(QWidget):
    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._views: dict[str, ChartView] = {}
        self._number = ""  # of the chart chosen
        self._wanted = ""  # of one that is to be chosen once the list has it
        self._is_reading = self._is_close = False
        self._late: set[str] = set()  # charts asked for while one is read; empty: all
        self.rows = RowsModel(_COLUMNS, self)
        self.table = PlainTable(self.rows, desk.theme, words.TABLE)
        self.table.setObjectName("narrow")
        self.open = PictureButton(desk.theme, words.OPEN, "plus", self._open, words.OPEN_TIP)
        self.nothing = Said()
        self.panel = ChartPanel(desk)
        self.beside, self.choose_one = QStackedWidget(), QLabel(words.CHOOSE)
        self.choose_one.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.choose_one.setProperty("role", "soft")
        self.deeds = ChartActions(desk, self.panel, self._export, self.choose)
        self._build()
        self.table.selectionModel().currentRowChanged.connect(self._chosen)
        desk.bridge.defect.connect(self._forget)
        self.panel.shown.connect(lambda _page: self._read_page())
        self.panel.counts.kind_asked.connect(lambda _kind: self._read_page())
        self.show_presence()

    def _build(self) -> None:
        narrowed = QHBoxLayout()
        narrowed.addWidget(self.open)
        narrowed.addStretch(1)
        self.beside.addWidget(self.choose_one)
        self.beside.addWidget(self.panel)
        self._splitter = splitter = list_beside_panel(narrowed, self.table, self.nothing, self.beside, (340, 840))
        splitter.setStretchFactor(0, 0)
        splitter.setStretchFactor(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(splitter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_close = self.width() < _CLOSE
        self.table.setColumnHidden(2, is_close)
        if is_close != self._is_close:
            self._is_close = is_close
            self._splitter.setSizes([240, 660] if is_close else [340, 840])

    def show_presence(self) -> None:
        permit(self.open, self._desk.who, Action.KEEP_PROCESS)
        self.panel.show_presence()

    # -- reading ------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read all charts."""
        self._read("")

    def follow(self, event: Event) -> None:
        """Something was measured, or happened at the machine: the chart chosen follows, and all of them at the end of a
        record."""
        view = self.panel.view
        if view is None or not isinstance(event, _LIVE):
            return
        if isinstance(event, RecordClosed):
            self.refresh()
            return
        if isinstance(event, BoxRecorded) and event.box.key.balloon != view.chart.opened.balloon:
            return
        self._read(view.number)

    def show_part(self, part: int) -> None:
        """The chart, the capability or the sorting."""
        self.panel.show_page(part)

    def choose(self, number: str) -> None:
        """Have a chart chosen, now or when the list is next read."""
        self._wanted = number
        self._show_rows()

    def _read(self, number: str) -> None:
        """One chart, or with an empty number all of them; what is asked for meanwhile is read once more."""
        if self._is_reading:
            self._late.add(number)
            return
        self._is_reading = True
        workspace = self._desk.workshop.workspace

        def read(_task: Task) -> list[ChartView]:
            return [chart_reading.read_chart(workspace, number)] if number else chart_reading.read_charts(workspace)

        self._desk.worker.do(read, self._show, self._refuse)

    def _show(self, views: list[ChartView]) -> None:
        self._is_reading = False
        self._views |= {view.number: view for view in views}
        self._show_rows()
        if self._late:
            late, self._late = self._late, set()
            self._read(late.pop() if len(late) == 1 else "")

    def _forget(self, _error: object) -> None:
        """A reading that failed is not waited for."""
        self._is_reading = False
        self._late.clear()

    def _refuse(self, refusal: Refusal) -> None:
        self._forget(refusal)
        self.nothing.say(sentence(refusal), "bad")

    def _show_rows(self) -> None:
        views = sorted(self._views.values(), key=lambda view: (not view.chart.is_open, view.number))
        numbers = [view.number for view in views]
        if self._wanted in numbers:
            self._number, self._wanted = self._wanted, ""
        elif self._number not in numbers and numbers:
            self._number = numbers[0]
        model = self.table.selectionModel()
        model.blockSignals(True)
        self.rows.show([_row(view) for view in views])
        model.blockSignals(False)
        self.nothing.say("" if views else words.NONE, "soft")
        self.beside.setCurrentWidget(self.panel if views else self.choose_one)
        if views:
            self.table.selectRow(numbers.index(self._number))
            self._show_chosen()

    def _chosen(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            self._number = self.rows.rows[index.row()].key
            self._show_chosen()

    def _show_chosen(self) -> None:
        view = self._views[self._number]
        if view is not self.panel.view:
            self.panel.show_view(view)
            self._read_page()

    def _read_page(self) -> None:
        """Capability and sorting are computed for whoever looks at them."""
        view = self.panel.view
        if view is None:
            return
        if self.panel.page == CAPABILITY:

            def compute(_task: Task) -> tuple[ChartView, Capability | None, list[Line]]:
                found = capability(view)
                return view, found, [] if found is None else capability_lines(found, view)

            self._desk.worker.do(compute, self._show_capability, self._say)
        elif self.panel.page == BAD_PIECES:
            opened, wanted = view.chart.opened, self.panel.counts.wanted
            workspace = self._desk.workshop.workspace

            def count(_task: Task) -> tuple[ChartView, CountView]:
                return view, read_counts(workspace, opened.reference, wanted, simulated=opened.simulated)

            self._desk.worker.do(count, self._show_counts, self._refuse_counts)

    def _show_capability(self, result: tuple[ChartView, Capability | None, list[Line]]) -> None:
        view, found, lines = result
        if view is not self.panel.view:
            return
        if found is None:
            self.panel.capability.show_nothing()
        else:
            self.panel.capability.show_figures(found, lines, view.series.decimals)

    def _show_counts(self, result: tuple[ChartView, CountView]) -> None:
        if result[0] is self.panel.view:
            self.panel.counts.show_view(result[1])

    def _refuse_counts(self, refusal: Refusal) -> None:
        self.panel.counts.show_nothing(sentence(refusal))

    def _say(self, refusal: Refusal) -> None:
        self.panel.refused.say(sentence(refusal), "bad")

    # -- deeds --------------------------------------------------------------------------------------------------------

    def _open(self) -> None:
        self.deeds.open_chart()

    def _export(self, number: str, suffix: str) -> None:
        workspace = self._desk.workshop.workspace

        def write(_task: Task) -> object:
            from metroapp.services.spc import chart_papers  # heavy, on first use

            return chart_papers.export(workspace, number, suffix)

        self._desk.worker.do(write, lambda path: self.panel.refused.say(exported(path), "good"), self._say)


def _row(view: ChartView) -> Row:
    opened = view.chart.opened
    named = words.OF_MACHINE if opened.machine else words.OF_LINE
    said = named.format(reference=opened.reference, balloon=opened.balloon, machine=opened.machine)
    state = words.state(view.state, len(view.recent)) if view.chart.is_open else words.CLOSED
    last = ""
    if view.series.values:
        value = view.series.values[-1]
        last = words.figure(value.amount / 1e9, value.decimals)
    return Row((said, state, last), view.number, (1, _TINTS[view.state] if view.chart.is_open else "soft"))
