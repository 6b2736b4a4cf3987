"""For the two people who read after the fact: the records, each operation of one of them, the documents, the proof."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from metroapp.domain.justification import justify
from metroapp.domain.measurement import EntryId, Measurement
from metroapp.domain.message import Refusal
from metroapp.domain.people import Action
from metroapp.domain.record import InspectionRecord
from metroapp.domain.signals import signals
from metroapp.gui.desk import Desk
from metroapp.gui.dialogs.why import WhyWindow
from metroapp.gui.icons import icon
from metroapp.gui.models.rows import CENTRE, Column, Row, RowsModel
from metroapp.gui.models.timeline import COLUMNS, timeline
from metroapp.gui.tasks import Task
from metroapp.gui.theme import Tokens
from metroapp.gui.widgets.plain_table import PlainTable
from metroapp.gui.widgets.record_head import ElidedLabel, SortingChips
from metroapp.gui.widgets.signals_panel import SignalsPanel
from metroapp.services import consultation
from metroapp.wording import window as words
from metroapp.wording.integrity import verification
from metroapp.wording.numbers import moment
from metroapp.wording.sentences import sentence
from metroapp.wording.signals import NOTE, signal_sentence

_RECORD_COLUMNS = (
    Column(words.RECORD, width=130),
    Column(words.PART),
    Column(words.PIECES_SHORT, CENTRE, 64),
    Column(words.COUNT_CONFORMING, CENTRE, 48),
    Column(words.COUNT_NONCONFORMING, CENTRE, 104),
    Column(words.COUNT_CONCESSION, CENTRE, 52),
    Column(words.COUNT_UNSORTED, CENTRE, 66),
    Column(words.OPENED, width=146),
    Column(words.CLOSED, width=146),
)


class ArchivesPage(QWidget):
    """Everything is read in the worker, on a connection that cannot write."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._lines: list[Any] = []
        self._chosen: EntryId | None = None
        self._check: Task | None = None
        self._written: Path | None = None
        self._record: InspectionRecord | None = None
        self._why = WhyWindow(self)
        self.records = RowsModel(_RECORD_COLUMNS, self)
        self.operations = RowsModel(COLUMNS, self)
        self.table = PlainTable(self.records, desk.theme, words.RECORDS)
        self.timeline = PlainTable(self.operations, desk.theme, words.TIMELINE)
        self.search = QLineEdit()
        self.search.setPlaceholderText(words.SEARCH)
        self.search.setAccessibleName(words.SEARCH)
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(300)
        self.title = ElidedLabel()
        self.title.setProperty("role", "heading")
        self.title.say(words.CHOOSE_RECORD)
        self.sorting = SortingChips(desk.theme)
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.said.hide()
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(words.VERIFYING)
        self.progress.hide()
        self._icons: list[tuple[QPushButton, str]] = []
        self.refresh_button = self._button(words.REFRESH, "refresh-cw", self.refresh)
        self.verify_button = self._button(words.VERIFY, "shield-check", self.verify)
        self.cancel_button = self._button(words.CANCEL, "x", self._cancel)
        self.why = self._button(words.WHY_VERDICT, "circle-help", self._show_why)
        self.pdf = self._button(words.EXPORT_PDF, "file-text", self._export_pdf)
        self.xlsx = self._button(words.EXPORT_XLSX, "file-spreadsheet", self._export_xlsx)
        self.folder = self._button(words.SHOW_FOLDER, "folder-open", self._show_folder)
        self.signals = SignalsPanel(desk.theme)
        self.cancel_button.hide()
        self.folder.hide()
        self._build()
        self.search.textChanged.connect(self._filter)
        self.table.selectionModel().currentRowChanged.connect(self._choose)
        self.timeline.selectionModel().currentRowChanged.connect(self._choose_operation)
        self.timeline.activated.connect(self._show_why)
        desk.theme.changed.connect(self._dress)
        self._dress(desk.theme.tokens)
        self._enable()
        self.show_presence()

    def _build(self) -> None:
        title = QLabel(words.ARCHIVES_TITLE)
        title.setProperty("role", "title")
        top = QHBoxLayout()
        top.addWidget(title)
        top.addStretch(1)
        for widget in (self.search, self.refresh_button, self.verify_button, self.cancel_button):
            top.addWidget(widget)
        said = QHBoxLayout()
        said.addWidget(self.said, 1)
        said.addWidget(self.folder)
        above, below = QFrame(), QFrame()
        for frame in (above, below):
            frame.setProperty("role", "card")
        records = QVBoxLayout(above)
        records.setContentsMargins(1, 1, 1, 1)
        records.addWidget(self.table)
        detail = QVBoxLayout(below)
        detail.setContentsMargins(1, 10, 1, 1)
        name = QHBoxLayout()
        name.setContentsMargins(16, 0, 12, 0)
        name.setSpacing(12)
        name.addWidget(self.title, 1)
        name.addWidget(self.sorting)
        detail.addLayout(name)
        head = QHBoxLayout()
        head.setContentsMargins(16, 0, 12, 4)
        head.setSpacing(8)
        head.addStretch(1)
        head.addWidget(self.signals.button)
        head.addWidget(self.why)
        head.addWidget(self.pdf)
        head.addWidget(self.xlsx)
        detail.addLayout(head)
        detail.addWidget(self.signals)
        detail.addWidget(self.timeline, 1)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setHandleWidth(12)
        splitter.addWidget(above)
        splitter.addWidget(below)
        splitter.setStretchFactor(0, 2)
        splitter.setStretchFactor(1, 3)
        splitter.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 18, 8)
        layout.setSpacing(10)
        layout.addLayout(top)
        layout.addWidget(self.progress)
        layout.addLayout(said)
        layout.addWidget(splitter, 1)

    def _button(self, text: str, picture: str, pressed: Any) -> QPushButton:
        button = QPushButton(f" {text}")
        button.setIconSize(QSize(20, 20))
        button.setAccessibleName(text)
        button.clicked.connect(pressed)
        self._icons.append((button, picture))
        return button

    def _dress(self, tokens: Tokens) -> None:
        for button, picture in self._icons:
            button.setIcon(icon(picture, tokens.accent, tokens.soft))

    # -- the list -----------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        workspace = self._desk.workshop.workspace

        def read(_task: Task) -> list[Any]:
            return consultation.record_lines(workspace)

        self._desk.worker.do(read, self._show_records, self._refuse)

    def _show_records(self, lines: list[Any]) -> None:
        self._lines = lines
        self._filter()

    def _filter(self) -> None:
        wanted = self.search.text().casefold().strip()
        found = [line for line in self._lines if wanted in f"{line.number} {line.part}".casefold()]
        self.records.show([_record_row(line) for line in found])
        if not self._lines:
            self.title.say(words.NO_RECORD)
        place = next((row for row, line in enumerate(found) if line.id == self._chosen), 0)
        if found:
            self.table.selectRow(place)

    def choose(self, id: EntryId) -> None:
        """Have a record chosen when the list is next read, whatever was searched for."""
        self._chosen = id
        self.search.clear()

    def _choose(self, index: QModelIndex, _before: QModelIndex) -> None:
        if not index.isValid():
            return
        line = self.records.rows[index.row()].key
        self._chosen = line.id
        workspace = self._desk.workshop.workspace

        def read(_task: Task) -> tuple[InspectionRecord, list[Row]]:
            record = consultation.load(workspace, line.id)
            return record, timeline(record)

        self._desk.worker.do(read, self._show_record, self._refuse)
        self._enable()

    def _show_record(self, found: tuple[InspectionRecord, list[Row]]) -> None:
        record, rows = found
        self._record = record
        part = record.part
        number = words.RECORD_TITLE.format(number=record.header.number)
        self.title.say(f"{number} · {part.designation} · {part.reference}")
        self.sorting.show_sorting(record.sorting())
        self.operations.show(rows)
        self._read_signals()
        self._enable()

    def _enable(self) -> None:
        for button in (self.pdf, self.xlsx):
            button.setEnabled(self._chosen is not None)
        self.why.setEnabled(self._operation is not None)
        self.sorting.setVisible(self._chosen is not None)

    # -- signals of honesty -------------------------------------------------------------------------------------------

    def show_presence(self) -> None:
        """Whether the person signed in reads the signals of the record chosen."""
        self.signals.allow(self._desk.who.may(Action.READ_SIGNALS))
        self._read_signals()

    def _read_signals(self) -> None:
        record = self._record
        if record is None or not self._desk.who.may(Action.READ_SIGNALS):
            self.signals.show_sentences((), "")
            return

        def read(_task: Task) -> tuple[EntryId, list[str]]:
            return record.header.id, [signal_sentence(found) for found in signals(record)]

        self._desk.worker.do(read, self._show_signals, self._refuse)

    def _show_signals(self, found: tuple[EntryId, list[str]]) -> None:
        if found[0] == self._chosen:
            self.signals.show_sentences(found[1], NOTE)

    # -- why a verdict ------------------------------------------------------------------------------------------------

    @property
    def _operation(self) -> Measurement | None:
        """The measurement whose line is chosen in the timeline."""
        index = self.timeline.currentIndex()
        if self._record is None or not index.isValid():
            return None
        key = self.operations.rows[index.row()].key
        return key if isinstance(key, Measurement) else None

    def _choose_operation(self, _index: QModelIndex, _before: QModelIndex) -> None:
        self.why.setEnabled(self._operation is not None)
        if self._why.is_open:
            self._show_why()

    def _show_why(self, *_pressed: object) -> None:
        if self._record is not None and self._operation is not None:
            self._why.show(justify(self._record, self._operation))

    # -- documents ----------------------------------------------------------------------------------------------------

    def export(self, id: EntryId, to: str) -> None:
        """Write a document into the folder of exports."""
        workspace = self._desk.workshop.workspace

        def write(_task: Task) -> Path:
            from metroapp.services import documents  # heavy: in the worker, on first use

            return documents.export(workspace, id, documents.Format(to), workspace.exports)

        self._say(words.WRITING, "soft")
        self._desk.worker.do(write, self._show_written, self._refuse)

    def _show_written(self, path: Path) -> None:
        self._written = path
        self._say(words.WRITTEN.format(path=path), "good")
        self.folder.show()

    def _export_pdf(self) -> None:
        if self._chosen is not None:
            self.export(self._chosen, "pdf")

    def _export_xlsx(self) -> None:
        if self._chosen is not None:
            self.export(self._chosen, "xlsx")

    def _show_folder(self) -> None:
        if self._written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written.parent)))

    # -- proof --------------------------------------------------------------------------------------------------------

    def verify(self) -> None:
        workspace = self._desk.workshop.workspace

        def check(task: Task) -> Any:
            return consultation.verify(workspace, task.go_on)

        self._check = self._desk.worker.do(check, self._show_report, self._refuse, self._advance)
        self.progress.setRange(0, 0)
        self._show_checking(True)
        self._say(words.VERIFYING, "soft")

    def _advance(self, counts: tuple[int, int]) -> None:
        self.progress.setRange(0, max(1, counts[1]))
        self.progress.setValue(counts[0])

    def _cancel(self) -> None:
        if self._check is not None:
            self._check.cancel()

    def _show_report(self, report: Any) -> None:
        self._show_checking(False)
        self._say(verification(report), "good" if report.sound else "bad")

    def _show_checking(self, checking: bool) -> None:
        self.progress.setVisible(checking)
        self.cancel_button.setVisible(checking)
        self.verify_button.setVisible(not checking)

    def _refuse(self, refusal: Refusal) -> None:
        self._show_checking(False)
        self._say(sentence(refusal), "bad")

    def _say(self, text: str, role: str) -> None:
        self.folder.hide()
        self.said.setText(text)
        self.said.show()
        self.said.setProperty("role", role)
        self.said.style().unpolish(self.said)
        self.said.style().polish(self.said)


def _record_row(line: Any) -> Row:
    texts = (
        line.number,
        line.part,
        str(line.pieces),
        str(line.conforming),
        _not_good(line),
        str(line.concession),
        str(line.unsorted),
        moment(line.opened_at),
        moment(line.closed_at) if line.closed_at else words.STILL_OPEN,
    )
    tint = "bad" if line.nonconforming else "warn" if line.held else None
    return Row(texts, line, (4, tint) if tint else None)


def _not_good(line: Any) -> str:
    """What is held stays with the nonconforming pieces: `3 (+1 à conf.)`."""
    if not line.held:
        return str(line.nonconforming)
    return words.COUNT_AND_HELD.format(nonconforming=line.nonconforming, held=line.held)
