"""Before the first reading: which part, how many pieces, who; or go on with the relevé left open."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from metroapp.domain.message import Refusal
from metroapp.domain.revision import PartRevision
from metroapp.domain.specification import Part
from metroapp.gui import catalogue
from metroapp.gui.catalogue import Sheet
from metroapp.gui.desk import Desk
from metroapp.gui.icons import icon
from metroapp.gui.tasks import Task
from metroapp.gui.theme import Tokens
from metroapp.gui.widgets.banner import Banner
from metroapp.gui.widgets.lot_form import LotForm, Proposal
from metroapp.gui.widgets.part_preview import PartPreview
from metroapp.gui.widgets.record_head import ElidedLabel
from metroapp.gui.widgets.scrolled import Scrolled
from metroapp.services import consultation
from metroapp.services.part_library import RevisionKey
from metroapp.wording import window as words
from metroapp.wording.numbers import moment
from metroapp.wording.sentences import sentence

_TWO_PARTS = 124  # px: the part chosen and the next one, where the screen is small


class StartPage(QWidget):
    """`sheets_changed` says that the catalogue was read again."""

    sheets_changed = Signal(object)

    def __init__(self, desk: Desk, proposal: Proposal, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.sheets: list[Sheet] = []  # those offered
        self._files: list[Sheet] = []
        self._revisions: list[PartRevision] = []
        self._open_record: Any = None
        self.banner = Banner(desk.theme)
        self.resume = QPushButton()
        self.resume.setProperty("role", "primary")
        self.resume.setAccessibleName(words.RESUME.format(number="").strip())
        self.resume.hide()
        self.resume_detail = ElidedLabel()
        self.resume_detail.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.resume_detail.setProperty("role", "soft")
        self.parts = QListWidget()
        self.parts.setAccessibleName(words.START_PARTS)
        self.parts.setIconSize(QSize(28, 28))
        self.parts.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.parts.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.open_sheet = QPushButton(f" {words.OPEN_SHEET}")
        self.open_sheet.setAccessibleName(words.OPEN_SHEET)
        self.preview = PartPreview()
        self.form = LotForm(proposal, desk.theme)
        self.missing = QLabel()
        self.missing.setProperty("role", "soft")
        self.missing.hide()
        self.begin = QPushButton(f" {words.BEGIN}")
        self.begin.setProperty("role", "big")
        self.begin.setAccessibleName(words.BEGIN)
        self.begin.setIconSize(QSize(28, 28))
        self._build()
        self.parts.currentRowChanged.connect(self._show_part)
        self.open_sheet.clicked.connect(self._ask_sheet)
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
        top.setSpacing(12)
        top.addWidget(title)
        top.addWidget(self.resume_detail, 1)
        top.addWidget(self.resume)
        card = QFrame()
        card.setProperty("role", "card")
        self.parts.setMinimumHeight(_TWO_PARTS)
        chosen = QVBoxLayout()
        chosen.setContentsMargins(0, 0, 6, 0)
        chosen.setSpacing(10)
        chosen.addWidget(_heading(words.START_STEP_PART))
        chosen.addWidget(self.parts, 1)
        chosen.addWidget(self.open_sheet)
        chosen.addWidget(_heading(words.START_STEP_LOT))
        chosen.addWidget(self.form)
        left = QVBoxLayout(card)
        left.setContentsMargins(18, 14, 12, 14)
        left.setSpacing(10)
        left.addWidget(Scrolled(chosen), 1)
        left.addWidget(self.begin)
        left.addWidget(self.missing)
        cards = QHBoxLayout()
        cards.setSpacing(14)
        cards.addWidget(card, 40)
        cards.addWidget(self.preview, 60)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 18, 8)
        layout.setSpacing(12)
        layout.addLayout(top)
        layout.addWidget(self.banner)
        layout.addLayout(cards, 1)

    def _dress(self, tokens: Tokens) -> None:
        self.begin.setIcon(icon("play", tokens.on_accent, tokens.soft))
        self.resume.setIcon(icon("history", tokens.on_accent))
        self.open_sheet.setIcon(icon("folder-open", tokens.accent))
        for row, sheet in enumerate(self.sheets):
            item = self.parts.item(row)
            if item is not None:
                item.setIcon(_sheet_icon(sheet, tokens))

    # -- the sheets ---------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the folder of parts and the revisions of the archive, and look for a relevé left open, in the worker."""
        folder, workspace = self._desk.parts_folder, self._desk.workshop.workspace
        files = self._files

        def read(_task: Task) -> tuple[list[Sheet], list[PartRevision]]:
            return files or catalogue.read_folder(folder), consultation.part_revisions(workspace)

        def look(_task: Task) -> Any:
            return consultation.last_open_record(workspace)

        self._desk.worker.do(look, self._show_open_record, self._refuse)
        self._desk.bridge.follow(self._desk.workshop.options(), self.form.show_options)
        self._desk.worker.do(read, self._show_sheets, self._refuse)

    def _show_sheets(self, found: tuple[list[Sheet], list[PartRevision]]) -> None:
        self._files, self._revisions = found
        self._offer(self._chosen_key())

    def _offer(self, key: RevisionKey | None) -> None:
        """Show what may be measured, with the part that was chosen still chosen."""
        sheets = catalogue.offered(self._files, self._revisions)
        if sheets == self.sheets and self.parts.count():
            return
        self.sheets = sheets
        self.parts.blockSignals(True)
        self.parts.clear()
        for sheet in sheets:
            self._add(sheet)
        chosen = next((row for row, sheet in enumerate(sheets) if key is not None and sheet.key == key), 0)
        self.parts.setCurrentRow(chosen if sheets else -1)
        self.parts.blockSignals(False)
        self._show_part(self.parts.currentRow())
        self.sheets_changed.emit(sheets)

    def _add(self, sheet: Sheet) -> None:
        text = words.PART_BAD_LINE.format(file=sheet.path.name) if sheet.part is None else _part_line(sheet, sheet.part)
        self.parts.addItem(QListWidgetItem(_sheet_icon(sheet, self._desk.theme.tokens), text))

    def _chosen_key(self) -> RevisionKey | None:
        row = self.parts.currentRow()
        return self.sheets[row].key if 0 <= row < len(self.sheets) else None

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
        self._files = [*self._files, sheet]
        self._offer(sheet.key)

    def _show_part(self, row: int) -> None:
        sheet = self.sheets[row] if 0 <= row < len(self.sheets) else None
        self.preview.show_part(sheet.part if sheet else None)
        if sheet is not None and sheet.refusal is not None:
            self.banner.say(sheet.path.name, sentence(sheet.refusal))
        else:
            self.banner.hide()
        self._check()

    def _chosen(self) -> Part | None:
        row = self.parts.currentRow()
        return self.sheets[row].part if 0 <= row < len(self.sheets) else None

    # -- beginning ----------------------------------------------------------------------------------------------------

    def _check(self) -> None:
        missing = "" if self._chosen() is not None else words.BEGIN_NEEDS_PART
        self.missing.setText(missing)
        self.missing.setVisible(bool(missing))
        self.begin.setEnabled(not missing)

    def take_work_order(self, work_order: str) -> None:
        """The code of a work order was read: the record to open is for it."""
        if self.isVisible():
            self.form.work_order.setText(work_order)

    def show_presence(self) -> None:
        """Somebody signed in: the record will be in their name."""
        person = self._desk.who.person
        self.form.show_operator(person.name if person is not None else "")

    def _begin(self) -> None:
        part = self._chosen()
        if part is not None:
            self.begin.setEnabled(False)  # until it is open: one press, one record
            future = self._desk.workshop.open_record(self.form.new_record(part))
            self._desk.bridge.follow(future, self._begun, self._refuse)

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
            self.resume_detail.say(detail)

    def _resume(self) -> None:
        if self._open_record is not None:
            workshop = self._desk.workshop
            self._desk.bridge.follow(workshop.resume(self._open_record.id), None, self._refuse)


def _part_line(sheet: Sheet, part: Part) -> str:
    line = words.PART_VALIDATED_LINE if sheet.is_validated else words.PART_LINE
    return line.format(
        designation=part.designation,
        reference=part.reference,
        drawing=part.drawing,
        revision=part.revision,
        count=len(part.characteristics),
    )


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "heading")
    return label


def _sheet_icon(sheet: Sheet, tokens: Tokens) -> QIcon:
    return icon("drafting-compass" if sheet.part else "triangle-alert", tokens.accent if sheet.part else tokens.warn)
