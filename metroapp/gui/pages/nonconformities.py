"""What is not good, and what is done about it: the bad values, the fiches born from them, the dérogations.

The values are read in the worker, the fiches and the dérogations by the recorder, which writes them.
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from drivers import utc_now
from metroapp.domain.callout import Callout
from metroapp.domain.concession_files import ConcessionFile
from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.nonconformity import Nonconformity
from metroapp.domain.nonconformity_acts import PieceReinspected
from metroapp.domain.people import Action, Person
from metroapp.gui.concession_actions import ConcessionActions
from metroapp.gui.desk import Desk
from metroapp.gui.icons import icon
from metroapp.gui.models import treatment as model
from metroapp.gui.more_papers import Make, add_blank_forms
from metroapp.gui.rights_shown import permit, permit_signing
from metroapp.gui.sheet_actions import SheetActions
from metroapp.gui.tasks import Task
from metroapp.gui.theme import Tokens
from metroapp.gui.widgets.bad_values_list import BadValuesList
from metroapp.gui.widgets.said import Said
from metroapp.gui.widgets.treatment_panel import TreatmentPanel
from metroapp.gui.widgets.treatment_tab import TreatmentTab
from metroapp.services import consultation
from metroapp.services.concession_demand import values_after
from metroapp.wording import nonconformities, papers
from metroapp.wording import treatment_asked as asked
from metroapp.wording import treatment_said as facts
from metroapp.wording import treatment_window as words
from metroapp.wording.sentences import sentence

VALUES, SHEETS, FILES = range(3)
_TABS = (
    (words.VALUES, words.VALUES_TIP),
    (words.SHEETS, words.SHEETS_TIP),
    (words.FILES, words.FILES_TIP),
)
Names = dict[EntryId, tuple[str, str]]


class NonconformitiesPage(QWidget):
    """`record_asked` carries the id of the record of a value."""

    record_asked = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._everybody: tuple[Person, ...] = ()
        self._sheets: tuple[Nonconformity, ...] = ()
        self._files: tuple[ConcessionFile, ...] = ()
        self._names: Names = {}
        self.sheet: Nonconformity | None = None  # the ones chosen
        self.file: ConcessionFile | None = None
        self.found = BadValuesList(desk)
        self.sheets = TreatmentTab(
            desk.theme, model.SHEET_COLUMNS, model.SHEET_LEFT_OUT, model.SHEET_CLOSE_WIDTHS, words.SHEETS_TABLE,
            words.SHEETS_SEARCH, words.NO_SHEET, TreatmentPanel(desk.theme, model.SheetDeed),
        )  # fmt: skip
        self.files = TreatmentTab(
            desk.theme, model.FILE_COLUMNS, model.FILE_LEFT_OUT, model.FILE_CLOSE_WIDTHS, words.FILES_TABLE,
            words.FILES_SEARCH, words.NO_FILE, TreatmentPanel(desk.theme, model.FileDeed),
        )  # fmt: skip
        self.sheet_deeds, self.file_deeds = SheetActions(desk, self), ConcessionActions(desk, self)
        self.request = QPushButton(f" {words.REQUEST}")
        self.request.setIconSize(QSize(20, 20))
        self.request.setAccessibleName(words.REQUEST)
        self.request.setToolTip(words.REQUEST_TIP)
        self.blanks = QPushButton()  # its picture alone: five buttons are in one row
        self.blanks.setIconSize(QSize(20, 20))
        self.blanks.setAccessibleName(papers.BLANKS_NAME)
        self.blanks.setToolTip(papers.BLANKS_TIP)
        menu = QMenu(self.blanks)
        add_blank_forms(menu, desk.workshop.workspace, self._preview)
        self.blanks.setMenu(menu)
        self.said = Said()
        self._group = QButtonGroup(self)
        self._faces = QStackedWidget()
        self.tabs = [self._tab(place, *said) for place, said in enumerate(_TABS)]
        self._build()
        self._connect()
        self._dress(desk.theme.tokens)
        self.show_presence()

    def _tab(self, place: int, text: str, tip: str) -> QPushButton:
        tab = QPushButton(text)
        tab.setCheckable(True)
        tab.setAccessibleName(text)
        tab.setToolTip(tip)
        tab.setChecked(place == VALUES)
        self._group.addButton(tab, place)
        return tab

    def _build(self) -> None:
        title = QLabel(nonconformities.TITLE)
        title.setProperty("role", "title")
        top = QHBoxLayout()
        top.setSpacing(6)
        top.addWidget(title)
        top.addSpacing(12)
        for tab in self.tabs:
            top.addWidget(tab)
        top.addStretch(1)
        top.addWidget(self.blanks)
        top.addWidget(self.request)
        for face in (self.found, self.sheets, self.files):
            self._faces.addWidget(face)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 8)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(self.said)
        layout.addWidget(self._faces, 1)

    def _connect(self) -> None:
        self._group.idClicked.connect(self._turn)
        self.found.record_asked.connect(self.record_asked)
        self.found.sheet_asked.connect(self.sheet_deeds.raise_about)
        self.sheets.chosen.connect(self._choose_sheet)
        self.files.chosen.connect(self._choose_file)
        self.sheets.panel.asked.connect(self._do_on_sheet)
        self.files.panel.asked.connect(self._do_on_file)
        self.sheets.panel.print_asked.connect(self._print_sheet)
        self.files.panel.print_asked.connect(self._print_file)
        self.request.clicked.connect(self._request)
        for deeds in (self.sheet_deeds, self.file_deeds):
            deeds.said.connect(self._say)
            deeds.requested.connect(self._show_demand)
        self.sheet_deeds.raised.connect(self._show_raised)
        self._desk.theme.changed.connect(self._dress)

    def _dress(self, tokens: Tokens) -> None:
        self.request.setIcon(icon("plus", tokens.accent, tokens.soft))
        self.blanks.setIcon(icon("printer", tokens.accent, tokens.soft))

    def _preview(self, title: str, make: Make) -> None:
        from metroapp.gui.dialogs.paper_preview import PaperPreview  # the printers are looked for when it is first used

        PaperPreview(title, make, self._desk, self).show()

    # -- reading ------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read everything anew; what is chosen stays chosen."""
        self.found.refresh()
        self.read_treatment()

    def read_treatment(self) -> None:
        """Read the fiches and the dérogations anew."""
        workshop = self._desk.workshop
        room, workspace = workshop.treatment, workshop.workspace

        def read(_task: Task) -> tuple[tuple[Nonconformity, ...], tuple[ConcessionFile, ...], Names, list[Person]]:
            sheets, files = room.sheets().result(), room.files().result()
            records = {sheet.raised.record for sheet in sheets}
            records |= {piece.record for file in files for piece in file.request.pieces}
            names = consultation.record_names(workspace, records)
            return sheets, files, names, workshop.staff.everybody().result()

        self._desk.worker.do(read, self._show, self._refuse)

    def _show(self, found: tuple[tuple[Nonconformity, ...], tuple[ConcessionFile, ...], Names, list[Person]]) -> None:
        self._sheets, self._files, self._names, everybody = found
        self._everybody = tuple(everybody)
        self.sheets.show_lines(model.sheet_lines(self._sheets, self._names))
        self.files.show_lines(model.file_lines(self._files, self._names, self._today()))
        self.show_presence()

    def _today(self) -> date:
        return utc_now().astimezone().date()

    def _turn(self, place: int) -> None:
        self.said.say("", "soft")
        self._faces.setCurrentIndex(place)

    def turn(self, place: int) -> None:
        """Show one of the three tabs."""
        self.tabs[place].click()

    # -- the fiches ---------------------------------------------------------------------------------------------------

    def _choose_sheet(self, sheet: Nonconformity | None) -> None:
        self.sheet = sheet
        panel = self.sheets.panel
        if sheet is None:
            panel.show_nothing()
        else:
            state = sheet.state
            panel.show_line(
                sheet.number, words.sheet_state(state), model.SHEET_TINTS[state], facts.sheet_facts(sheet, self._names)
            )
            panel.show_acts(model.act_rows(sheet.acts, {}))
            self._read_values(sheet)
        self._enable()

    def _read_values(self, sheet: Nonconformity) -> None:
        """The values before and after each re-inspection, from the records."""
        workspace = self._desk.workshop.workspace
        again = [act for act in sheet.acts if isinstance(act, PieceReinspected)]
        if not again:
            return
        before = {one.measurement: one.value for one in sheet.raised.findings}

        def read(_task: Task) -> dict[EntryId, tuple[str, str]]:
            return {
                act.id: (
                    " ; ".join(before.get(one, "") for one in act.before),
                    " ; ".join(values_after(consultation.load(workspace, act.record), act.after)),
                )
                for act in again
            }

        def show(values: dict[EntryId, tuple[str, str]]) -> None:
            if self.sheet is sheet:
                self.sheets.panel.show_acts(model.act_rows(sheet.acts, values))

        self._desk.worker.do(read, show, self._refuse)

    def _do_on_sheet(self, deed: model.SheetDeed) -> None:
        if self.sheet is not None:
            self.sheet_deeds.do(deed, self.sheet)

    # -- the dérogations ----------------------------------------------------------------------------------------------

    def _choose_file(self, file: ConcessionFile | None) -> None:
        self.file = file
        panel = self.files.panel
        if file is None:
            panel.show_nothing()
        else:
            self._show_file(file, {})
            panel.show_acts(model.act_rows(file.acts, {}))
            self._read_callouts(file)
        self._enable()

    def _show_file(self, file: ConcessionFile, callouts: facts.Callouts) -> None:
        state = file.state(self._today())
        self.files.panel.show_line(
            file.number, words.file_state(state), model.FILE_TINTS[state],
            facts.file_facts(file, self._names, callouts),
        )  # fmt: skip

    def _read_callouts(self, file: ConcessionFile) -> None:
        """The units of its limits, from the part that it departs from."""
        workspace = self._desk.workshop.workspace

        def read(_task: Task) -> dict[str, Callout]:
            from metroapp.services import treatment_papers  # heavy: in the worker, on first use

            part = treatment_papers.file(workspace, file.number).part
            return {} if part is None else {found.balloon: found.callout for found in part.inspected}

        def show(callouts: dict[str, Callout]) -> None:
            if self.file is file:
                self._show_file(file, callouts)

        self._desk.worker.do(read, show, self._refuse)

    def _do_on_file(self, deed: model.FileDeed) -> None:
        if self.file is not None:
            self.file_deeds.do(deed, self.file)

    def _request(self) -> None:
        self.file_deeds.ask_demand()

    # -- on paper -----------------------------------------------------------------------------------------------------

    def _print_sheet(self, _nothing: object) -> None:
        if self.sheet is not None:
            self._print(self.sheet.number, is_sheet=True)

    def _print_file(self, _nothing: object) -> None:
        if self.file is not None:
            self._print(self.file.number, is_sheet=False)

    def _print(self, number: str, *, is_sheet: bool) -> None:
        """Written as a PDF among the exports, whose place is said, and shown to be printed."""
        workspace = self._desk.workshop.workspace

        def write(_task: Task) -> Path:
            from metroapp.services import treatment_papers  # heavy: in the worker, on first use

            export = treatment_papers.export_sheet if is_sheet else treatment_papers.export_file
            return export(workspace, number, workspace.exports / f"{number}.pdf")

        self._desk.worker.do(write, self._say_written, self._refuse)

    def _say_written(self, path: Path) -> None:
        from metroapp.gui.dialogs.paper_preview import show_written

        self.said.say(asked.WRITTEN.format(path=path), "good")
        show_written(path, self._desk, self)

    # -- what may be done ---------------------------------------------------------------------------------------------

    def show_presence(self) -> None:
        """What the person signed in may do here."""
        self.found.show_presence()
        permit(self.request, self._desk.who, Action.RAISE_SHEET)
        self._enable()

    def _enable(self) -> None:
        sheet, file, today = self.sheet, self.file, self._today()
        for panel in (self.sheets.panel, self.files.panel):
            permit(panel.print, self._desk.who, Action.EXPORT)
        for deed in model.SheetDeed:
            self._permit(self.sheets.panel.buttons[deed], deed, possible=model.may_do(deed, sheet))
        for file_deed in model.FileDeed:
            possible = model.may_do_on_file(file_deed, file, today)
            self._permit(self.files.panel.buttons[file_deed], file_deed, possible=possible)

    def _permit(self, button: QPushButton, deed: Enum, *, possible: bool) -> None:
        """A fiche is held by whoever measures, even where quality signs beside them."""
        who, signs = self._desk.who, deed.value.signs
        if deed.value.reads:
            button.setEnabled(possible)
        elif signs is Action.GRANT_CONCESSION or (signs is not None and who.may(Action.RAISE_SHEET)):
            permit_signing(button, self._everybody, signs, possible=possible)
        elif deed is model.SheetDeed.REINSPECT:
            permit(button, who, Action.MEASURE, possible=possible)
        else:
            permit(button, who, Action.RAISE_SHEET, possible=possible)

    # -- what was done ------------------------------------------------------------------------------------------------

    def _show_raised(self, number: str) -> None:
        """A fiche is born: it is shown."""
        self.sheets.choose(number)
        self.turn(SHEETS)

    def _show_demand(self, number: str) -> None:
        self.files.choose(number)
        self.turn(FILES)

    def _say(self, said: tuple[str, str]) -> None:
        self.said.say(*said)

    def _refuse(self, refusal: Refusal) -> None:
        self.said.say(sentence(refusal), "bad")
