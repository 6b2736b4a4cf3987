"""Follow-up of the production: a period, then its Pareto, its causes, its actions, its figures. It only reads."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from drivers import utc_now
from metroapp.domain.message import Refusal
from metroapp.gui.desk import Desk
from metroapp.gui.models.rows import RIGHT, Column, Row
from metroapp.gui.tasks import Task
from metroapp.gui.widgets.cause_diagram import CauseDiagram
from metroapp.gui.widgets.choice import Choice
from metroapp.gui.widgets.fact_lines import FactLines
from metroapp.gui.widgets.list_beside_panel import filter_button
from metroapp.gui.widgets.panel_table import PanelTable
from metroapp.gui.widgets.pareto_chart import ParetoChart
from metroapp.gui.widgets.picture_button import PictureButton
from metroapp.gui.widgets.said import Said
from metroapp.gui.widgets.scrolled import Scrolled
from metroapp.services.formats import Format
from metroapp.services.sheets.days import beginning
from metroapp.services.spc import follow_up_said as said
from metroapp.services.spc.follow_up import Asked, Axis, Counted, ProductionReport, countable, report
from metroapp.wording import production_report as words
from metroapp.wording import window
from metroapp.wording.sentences import sentence

_PERIODS = ((words.WEEK, 7), (words.MONTH, 30), (words.QUARTER, 91), (words.YEAR, 365), (words.EVER, None))  # days
_USUAL = 3
_ACTIONS = (
    Column(words.SHEET, width=122), Column(words.ACTION), Column(words.BEGUN, width=98),
    Column(words.BEFORE, RIGHT, 130), Column(words.AFTER, RIGHT, 130), Column(words.EFFECT, width=172),
)  # fmt: skip
_SHOWN_CELLS = (0, 1, 3, 4, 5)  # of `said.action_line`: not who, which the fiche says


class FollowUpTab(QWidget):
    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._task: Task | None = None
        self.report: ProductionReport | None = None
        self._written: Path | None = None
        self._periods, self._faces_of = QButtonGroup(self), QButtonGroup(self)
        self.periods = self._group(self._periods, [name for name, _ in _PERIODS], _USUAL)
        self.faces = self._group(self._faces_of, [words.PARETO, words.CAUSES, words.ACTIONS, words.FIGURES], 0)
        self.simulated = filter_button(words.WITH_SIMULATED, words.WITH_SIMULATED_TIP)
        self.axis, self.counted = Choice(desk.theme), Choice(desk.theme)
        for axis in Axis:
            self.axis.addItem(words.AXES[axis.value], axis)
        self.pdf = PictureButton(desk.theme, words.PDF, "download", lambda: self._export(Format.PDF), words.PDF_TIP)
        self.xlsx = PictureButton(
            desk.theme, words.XLSX, "file-spreadsheet", lambda: self._export(Format.XLSX), words.XLSX_TIP
        )
        self.csv = PictureButton(desk.theme, words.CSV, "table", lambda: self._export(Format.CSV), words.CSV_TIP)
        self.folder = PictureButton(desk.theme, window.SHOW_FOLDER, "folder-open", self._show_folder)
        self.folder.hide()
        self.title, self.nothing, self.said = QLabel(), Said(), Said()
        self.title.setProperty("role", "heading")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.hide()
        self.chart, self.diagram, self.figures = ParetoChart(desk.theme), CauseDiagram(desk.theme), FactLines()
        self.action_table = PanelTable(_ACTIONS, desk.theme, words.ACTIONS_TITLE, words.NO_ACTION)
        self.actions_note = _note(words.ACTIONS_NOTE)
        self.stack = QStackedWidget()
        self._build()
        self._offer_counts()
        self.axis.currentIndexChanged.connect(self._offer_counts)
        self.counted.currentIndexChanged.connect(self._show)
        self._periods.idClicked.connect(self._read_again)
        self._faces_of.idClicked.connect(self._show)
        self.simulated.clicked.connect(self._read_again)
        self.show_presence()

    @staticmethod
    def _group(group: QButtonGroup, names: Sequence[str], chosen: int) -> list[QPushButton]:
        buttons = [filter_button(name, name) for name in names]
        for place, button in enumerate(buttons):
            group.addButton(button, place)
        buttons[chosen].setChecked(True)
        return buttons

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(6)
        for button in self.periods:
            top.addWidget(button)
        top.addWidget(self.simulated)
        top.addStretch(1)
        for made in (self.folder, self.pdf, self.xlsx, self.csv):
            top.addWidget(made)
        self._by, self._in = QLabel(words.BY), QLabel(words.COUNTED)
        below = QHBoxLayout()
        below.setSpacing(6)
        for button in self.faces:
            below.addWidget(button)
        below.addSpacing(12)
        for label, choice in ((self._by, self.axis), (self._in, self.counted)):
            label.setBuddy(choice)
            below.addWidget(label)
            below.addWidget(choice)
        below.addStretch(1)
        self.stack.addWidget(_column(self.chart, stretch=True))
        self.stack.addWidget(_column(self.diagram))
        self.stack.addWidget(_column(self.action_table, self.actions_note))
        self.stack.addWidget(_column(self.figures, _note(words.FIRST_NOTE), _note(words.NOT_BY_PERSON)))
        card = QFrame()
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(14, 10, 14, 10)
        inside.addWidget(self.title)
        inside.addWidget(self.nothing)
        inside.addWidget(self.stack, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addLayout(below)
        layout.addWidget(self.progress)
        layout.addWidget(self.said)
        layout.addWidget(card, 1)

    def show_presence(self) -> None:
        """Whoever reads may take the paper away, as from the archives."""
        for button in (self.pdf, self.xlsx, self.csv):
            button.setEnabled(self.report is not None)

    # -- reading ------------------------------------------------------------------------------------------------------

    @property
    def asked(self) -> Asked:
        """The period chosen: whole days, up to now."""
        days = _PERIODS[self._periods.checkedId()][1]
        today = utc_now().astimezone().date()
        since = None if days is None else beginning(today - timedelta(days=days - 1))  # today is one of them
        return Asked(since, simulated=self.simulated.isChecked())

    def refresh(self) -> None:
        """Read the period anew; a reading that is not finished is given up."""
        if self._task is not None:
            self._task.cancel()
        asked, workspace = self.asked, self._desk.workshop.workspace

        def read(task: Task) -> ProductionReport | None:
            found = report(workspace, asked, task.go_on)
            return found if task.go_on(1, 1) else None

        self.progress.setRange(0, 0)
        self.progress.show()
        self._task = self._desk.worker.do(read, self._take, self._refuse, self._show_progress)

    def _read_again(self, _place: object) -> None:
        self.refresh()

    def _show_progress(self, so_far: tuple[int, int]) -> None:
        done, total = so_far
        self.progress.setRange(0, max(1, total))
        self.progress.setValue(done)

    def _take(self, found: ProductionReport | None) -> None:
        if found is None:
            return
        self.report = found
        self.progress.hide()
        self.show_presence()
        self._show()

    def _offer_counts(self, _place: int = 0) -> None:
        """What an axis can be counted in; what was chosen stays where it can."""
        before = self.counted.currentData()
        possible = countable(self.axis.currentData())
        self.counted.blockSignals(True)
        self.counted.clear()
        for one in possible:
            self.counted.addItem(words.COUNTS[one.value], one)
        usual = before if before in possible else Counted.PIECES if Counted.PIECES in possible else possible[0]
        self.counted.setCurrentIndex(possible.index(usual))
        self.counted.blockSignals(False)
        self._show()

    def _show(self, _place: int = 0) -> None:
        """The face chosen, of what was read."""
        face = self._faces_of.checkedId()
        self.stack.setCurrentIndex(face)
        for widget in (self._by, self.axis, self._in, self.counted):
            widget.setVisible(face == 0)
        found = self.report
        if found is None:
            return
        axis, counted = self.axis.currentData(), self.counted.currentData()
        lines = found.pareto(axis, counted)
        self.chart.show_lines(lines)
        self.diagram.show_causes(said.causes(found), sum(line.sheet.raised.quantity for line in found.sheets))
        rows = []
        for one in found.actions:
            cells = said.action_line(one)
            tint = (5, "bad") if said.is_bad(one) else None
            rows.append(Row((*(cells[place] for place in _SHOWN_CELLS), said.judged(one)), one.sheet, tint))
        self.action_table.rows.show(rows)
        self.action_table.look()
        self.figures.show_facts([(words.PERIOD, said.period(found.asked)), *said.figures(found)])
        titles = (said.pareto_title(axis, counted), words.CAUSES_TITLE, words.ACTIONS_TITLE, words.FIGURES)
        self.title.setText(titles[face])
        empty = (not lines, not found.sheets, False, False)[face]
        self.stack.setVisible(not empty)
        self.nothing.say((said.nothing(found, counted), words.NO_SHEET, "", "")[face] if empty else "", "soft")

    # -- written ------------------------------------------------------------------------------------------------------

    def _export(self, to: Format) -> None:
        workspace, found = self._desk.workshop.workspace, self.report
        if found is None:
            return
        axis, counted = self.axis.currentData(), self.counted.currentData()

        def write(_task: Task) -> Path:
            from metroapp.services.spc import follow_up_paper as paper  # heavy: in the worker, on first use

            return paper.export(workspace, found, workspace.exports / paper.file_name(found.asked, to), axis, counted)

        self.said.say(window.WRITING, "soft")
        self._desk.worker.do(write, self._show_written, self._refuse)

    def _show_written(self, path: Path) -> None:
        self._written = path
        self.said.say(words.WRITTEN.format(path=path), "good")
        self.folder.show()

    def _show_folder(self) -> None:
        if self._written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written.parent)))

    def _refuse(self, refusal: Refusal) -> None:
        self.progress.hide()
        self.said.say(sentence(refusal), "bad")


def _column(*widgets: QWidget, stretch: bool = False) -> QWidget:
    """One face: what it shows takes the room; a chart that is long scrolls."""
    inside = QVBoxLayout()
    inside.setContentsMargins(0, 0, 0, 0)
    if stretch:
        inside.addWidget(widgets[0])
        inside.addStretch(1)
        return Scrolled(inside)
    face = QWidget()
    face.setLayout(inside)
    for place, widget in enumerate(widgets):
        inside.addWidget(widget, 0 if place else 1)
    return face


def _note(text: str) -> QLabel:
    note = QLabel(text)
    note.setProperty("role", "soft")
    note.setWordWrap(True)
    return note
