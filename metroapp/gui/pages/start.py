"""Before the first reading: which part, how many pieces, who; or go on with the relevé left open."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from metroapp.domain.message import Refusal
from metroapp.gui import catalogue
from metroapp.gui.catalogue import Sheet
from metroapp.gui.desk import Desk
from metroapp.gui.icons import icon
from metroapp.gui.models import characteristics
from metroapp.gui.models.characteristics import CharacteristicsModel, lines_of
from metroapp.gui.tasks import Task
from metroapp.gui.theme import Tokens
from metroapp.gui.widgets.banner import Banner
from metroapp.gui.widgets.stepper import Stepper
from metroapp.services import consultation
from metroapp.services.workshop import MOST_PIECES, NewRecord
from metroapp.wording import window as words
from metroapp.wording.numbers import moment
from metroapp.wording.sentences import sentence

_PREVIEW_WIDTHS = {
    characteristics.BALLOON: 50,
    characteristics.CALLOUT: 110,
    characteristics.LOWER: 66,
    characteristics.UPPER: 66,
    characteristics.MEANS: 120,
    characteristics.SAMPLING: 106,
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the form is filled with at first."""

    operator: str = ""
    work_order: str = ""
    lot: str = ""
    operation: str = ""
    machine: str = ""
    pieces: int = 5


class StartPage(QWidget):
    """`sheets_changed` says that the catalogue was read again."""

    sheets_changed = Signal(object)

    def __init__(self, desk: Desk, proposal: Proposal, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.sheets: list[Sheet] = []
        self._open_record: Any = None
        self.banner = Banner(desk.theme)
        self.resume = QPushButton()
        self.resume.setProperty("role", "primary")
        self.resume.setAccessibleName(words.RESUME.format(number="").strip())
        self.resume.hide()
        self.resume_detail = QLabel()
        self.resume_detail.setProperty("role", "soft")
        self.parts = QListWidget()
        self.parts.setAccessibleName(words.START_PARTS)
        self.parts.setIconSize(QSize(28, 28))
        self.parts.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.parts.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.open_sheet = QPushButton(f" {words.OPEN_SHEET}")
        self.open_sheet.setAccessibleName(words.OPEN_SHEET)
        self.preview_title = QLabel(words.READING_SHEETS)
        self.preview_title.setProperty("role", "heading")
        self.preview_title.setWordWrap(True)
        self.model = CharacteristicsModel(self)
        self.preview = self._preview()
        self.pieces = Stepper(1, MOST_PIECES, proposal.pieces, words.PIECES)
        self.operator = _line(words.OPERATOR, proposal.operator, words.OPERATOR_HINT)
        self.work_order = _line(words.WORK_ORDER, proposal.work_order)
        self.lot = _line(words.LOT, proposal.lot)
        self.operation = _line(words.OPERATION, proposal.operation)
        self.machine = _line(words.MACHINE, proposal.machine)
        self.missing = QLabel()
        self.missing.setProperty("role", "soft")
        self.begin = QPushButton(f" {words.BEGIN}")
        self.begin.setProperty("role", "big")
        self.begin.setAccessibleName(words.BEGIN)
        self._build()
        self.parts.currentRowChanged.connect(self._show_part)
        self.open_sheet.clicked.connect(self._ask_sheet)
        self.operator.textChanged.connect(self._check)
        self.begin.clicked.connect(self._begin)
        self.resume.clicked.connect(self._resume)
        desk.theme.changed.connect(self._dress)
        self._dress(desk.theme.tokens)
        self._check()

    # -- what it looks like -------------------------------------------------------------------------------------------

    def _build(self) -> None:
        title = QLabel(words.START_TITLE)
        title.setProperty("role", "title")
        top = QHBoxLayout()
        top.addWidget(title, 1)
        top.addWidget(self.resume_detail)
        top.addWidget(self.resume)
        left = QVBoxLayout()
        left.setSpacing(10)
        left.addWidget(_heading(words.START_STEP_PART))
        left.addWidget(self.parts, 1)
        left.addWidget(self.open_sheet)
        left.addWidget(_heading(words.START_STEP_LOT))
        form = QGridLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(4)
        fields: list[tuple[str, QWidget, int, int]] = [
            (words.OPERATOR, self.operator, 0, 0),
            (words.PIECES, self.pieces, 0, 1),
            (words.WORK_ORDER, self.work_order, 2, 0),
            (words.LOT, self.lot, 2, 1),
            (words.OPERATION, self.operation, 4, 0),
            (words.MACHINE, self.machine, 4, 1),
        ]
        for text, field, row, column in fields:
            label = QLabel(text)
            label.setProperty("role", "small")
            label.setBuddy(field)
            form.addWidget(label, row, column)
            form.addWidget(field, row + 1, column)
        left.addLayout(form)
        left.addSpacing(4)
        left.addWidget(self.begin)
        left.addWidget(self.missing)
        left_card, right_card = _card(left), QFrame()
        right_card.setProperty("role", "card")
        right = QVBoxLayout(right_card)
        right.setContentsMargins(1, 14, 1, 1)
        head = QHBoxLayout()
        head.setContentsMargins(18, 0, 18, 4)
        head.addWidget(self.preview_title, 1)
        right.addLayout(head)
        right.addWidget(self.preview, 1)
        cards = QHBoxLayout()
        cards.setSpacing(14)
        cards.addWidget(left_card, 40)
        cards.addWidget(right_card, 60)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 18, 8)
        layout.setSpacing(12)
        layout.addLayout(top)
        layout.addWidget(self.banner)
        layout.addLayout(cards, 1)

    def _preview(self) -> QTableView:
        table = QTableView()
        table.setModel(self.model)
        table.setObjectName("narrow")
        table.setAccessibleName(words.CHOOSE_PART)
        table.setShowGrid(False)
        table.setAlternatingRowColors(True)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(42)
        table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        header = table.horizontalHeader()
        for column in range(self.model.columnCount()):
            if column in _PREVIEW_WIDTHS:
                table.setColumnWidth(column, _PREVIEW_WIDTHS[column])
        table.setColumnHidden(characteristics.MIDDLE, True)
        header.setSectionResizeMode(characteristics.DESIGNATION, QHeaderView.ResizeMode.Stretch)
        return table

    def _dress(self, tokens: Tokens) -> None:
        self.begin.setIcon(icon("play", tokens.on_accent, tokens.soft))
        self.begin.setIconSize(QSize(28, 28))
        self.resume.setIcon(icon("history", tokens.on_accent))
        self.open_sheet.setIcon(icon("folder-open", tokens.accent))
        for row, sheet in enumerate(self.sheets):
            item = self.parts.item(row)
            if item is not None:
                item.setIcon(_sheet_icon(sheet, tokens))

    # -- the sheets ---------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the folder of parts, and look for a relevé left open, in the worker."""
        folder, workspace = self._desk.parts_folder, self._desk.workshop.workspace

        def read(_task: Task) -> list[Sheet]:
            return catalogue.read_folder(folder)

        def look(_task: Task) -> Any:
            return next((line for line in consultation.record_lines(workspace) if line.closed_at is None), None)

        self._desk.worker.do(look, self._show_open_record, self._refuse)
        if not self.sheets:
            self._desk.worker.do(read, self._show_sheets)

    def _show_sheets(self, sheets: list[Sheet]) -> None:
        self.sheets = sheets
        self.parts.clear()
        for sheet in sheets:
            self._add(sheet)
        if sheets:
            self.parts.setCurrentRow(0)
        else:
            self.preview_title.setText(words.CHOOSE_PART)
        self.sheets_changed.emit(sheets)

    def _add(self, sheet: Sheet) -> None:
        if sheet.part is None:
            text = words.PART_BAD_LINE.format(file=sheet.path.name)
        else:
            part = sheet.part
            text = words.PART_LINE.format(
                designation=part.designation,
                reference=part.reference,
                drawing=part.drawing,
                revision=part.revision,
                count=len(part.characteristics),
            )
        item = QListWidgetItem(_sheet_icon(sheet, self._desk.theme.tokens), text)
        self.parts.addItem(item)

    def _ask_sheet(self) -> None:
        dialog = QFileDialog(self, words.OPEN_SHEET_TITLE, "", words.SHEET_FILTER)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.read_sheet)
        dialog.open()

    def read_sheet(self, path: str) -> None:
        """Read one more sheet and choose it; its errors are said in the banner."""

        def read(_task: Task) -> Sheet:
            return catalogue.read_sheet(Path(path))

        self._desk.worker.do(read, self._take_sheet)

    def _take_sheet(self, sheet: Sheet) -> None:
        if sheet.refusal is not None:
            self.banner.say(sheet.path.name, sentence(sheet.refusal))
            return
        self.banner.hide()
        self.sheets = [*self.sheets, sheet]
        self._add(sheet)
        self.parts.setCurrentRow(len(self.sheets) - 1)
        self.sheets_changed.emit(self.sheets)

    def _show_part(self, row: int) -> None:
        sheet = self.sheets[row] if 0 <= row < len(self.sheets) else None
        self.banner.hide()
        if sheet is None or sheet.part is None:
            self.model.show([])
            self.preview_title.setText(words.CHOOSE_PART)
            if sheet is not None and sheet.refusal is not None:
                self.banner.say(sheet.path.name, sentence(sheet.refusal))
        else:
            part = sheet.part
            self.model.show(lines_of(part))
            said = words.RECORD_PART.format(
                designation=part.designation, reference=part.reference, drawing=part.drawing, revision=part.revision
            )
            self.preview_title.setText(said)
        self._check()

    # -- beginning ----------------------------------------------------------------------------------------------------

    def _chosen(self) -> Sheet | None:
        row = self.parts.currentRow()
        sheet = self.sheets[row] if 0 <= row < len(self.sheets) else None
        return sheet if sheet is not None and sheet.part is not None else None

    def _check(self) -> None:
        missing = ""
        if self._chosen() is None:
            missing = words.BEGIN_NEEDS_PART
        elif not self.operator.text().strip():
            missing = words.BEGIN_NEEDS_OPERATOR
        self.missing.setText(missing)
        self.begin.setEnabled(not missing)

    def _begin(self) -> None:
        sheet = self._chosen()
        if sheet is None or sheet.part is None:
            return
        self.begin.setEnabled(False)
        new = NewRecord(
            part=sheet.part,
            pieces=self.pieces.value(),
            operator=self.operator.text(),
            work_order=self.work_order.text(),
            lot=self.lot.text(),
            operation=self.operation.text(),
            machine=self.machine.text(),
        )
        self._desk.bridge.follow(self._desk.workshop.open_record(new), self._begun, self._refuse)

    def _begun(self, _header: object) -> None:
        self._check()

    def _refuse(self, refusal: Refusal) -> None:
        self.banner.say(words.BANNER, sentence(refusal))
        self._check()

    def _show_open_record(self, line: Any) -> None:
        self._open_record = line
        self.resume.setVisible(line is not None)
        self.resume_detail.setVisible(line is not None)
        if line is not None:
            text = words.RESUME.format(number=line.number)
            self.resume.setText(f" {text}")
            self.resume.setAccessibleName(text)
            detail = words.RESUME_DETAIL.format(part=line.part, pieces=line.pieces, at=moment(line.opened_at))
            self.resume_detail.setText(detail)

    def _resume(self) -> None:
        if self._open_record is not None:
            workshop = self._desk.workshop
            self._desk.bridge.follow(workshop.resume(self._open_record.id), None, self._refuse)


def _line(name: str, text: str, hint: str = "") -> QLineEdit:
    line = QLineEdit(text)
    line.setAccessibleName(name)
    line.setPlaceholderText(hint)
    line.setMaxLength(100)
    return line


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "heading")
    return label


def _card(layout: QVBoxLayout) -> QFrame:
    frame = QFrame()
    frame.setProperty("role", "card")
    layout.setContentsMargins(18, 14, 18, 14)
    frame.setLayout(layout)
    return frame


def _sheet_icon(sheet: Sheet, tokens: Tokens) -> QIcon:
    return icon("drafting-compass" if sheet.part else "triangle-alert", tokens.accent if sheet.part else tokens.warn)
