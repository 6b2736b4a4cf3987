"""For the two people who read after the fact: the records, each operation of one of them, the documents, the proof."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
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
from metroapp.gui.dialogs.compare_records import CompareDialog
from metroapp.gui.dialogs.dossier import DossierDialog
from metroapp.gui.dialogs.history import HistoryDialog
from metroapp.gui.dialogs.why import WhyWindow
from metroapp.gui.models.rows import Row, RowsModel
from metroapp.gui.models.timeline import COLUMNS, timeline
from metroapp.gui.piece_actions import PieceActions
from metroapp.gui.record_papers import RecordPapers
from metroapp.gui.tasks import Task
from metroapp.gui.widgets.flow import Flow
from metroapp.gui.widgets.list_exports import ListExports
from metroapp.gui.widgets.picture_button import PictureButton
from metroapp.gui.widgets.plain_table import PlainTable
from metroapp.gui.widgets.record_head import ElidedLabel, SortingChips
from metroapp.gui.widgets.record_list import RecordList
from metroapp.gui.widgets.signals_panel import SignalsPanel
from metroapp.services import consultation
from metroapp.wording import comparison_of_records as compare_words
from metroapp.wording import dossier_window as dossier_words
from metroapp.wording import history as history_words
from metroapp.wording import piece_sorts as piece_words
from metroapp.wording import window as words
from metroapp.wording.document_check import document_check as said_of_document
from metroapp.wording.integrity import verification
from metroapp.wording.sentences import sentence
from metroapp.wording.signals import NOTE, signal_sentence

if TYPE_CHECKING:
    from metroapp.archive.queries import RecordLine


class ArchivesPage(QWidget):
    """Everything is read in the worker, on a connection that cannot write."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._chosen: EntryId | None = None
        self._check: Task | None = None
        self._is_unread = False  # something could not be read, and it is said why
        self._record: InspectionRecord | None = None
        self._why = WhyWindow(self)
        self.operations = RowsModel(COLUMNS, self)
        self.list = RecordList(desk)
        self.records, self.table, self.search = self.list.records, self.list.table, self.list.finder.search
        self.timeline = PlainTable(self.operations, desk.theme, words.TIMELINE)
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
        self.refresh_button = PictureButton(desk.theme, words.REFRESH, "refresh-cw", self.refresh)
        self.verify_button = PictureButton(desk.theme, words.VERIFY, "shield-check", self.verify)
        self.document_button = PictureButton(desk.theme, words.CHECK_DOCUMENT, "file-text", self._ask_document)
        self.document_button.setToolTip(words.CHECK_DOCUMENT_TIP)
        self.cancel_button = PictureButton(desk.theme, words.CANCEL, "x", self._cancel)
        self.why = PictureButton(desk.theme, words.WHY_VERDICT, "circle-help", self._show_why)
        self.history = PictureButton(desk.theme, history_words.OPEN, "chart-line", self._show_history)
        self.history.setToolTip(history_words.OPEN_TIP)
        self.compare = PictureButton(desk.theme, compare_words.OPEN, "table", self._show_compared)
        self.compare.setToolTip(compare_words.OPEN_TIP)
        self.pieces = PictureButton(desk.theme, piece_words.OPEN, "list-checks", self._show_pieces)
        self.pieces.setToolTip(piece_words.OPEN_TIP)
        self.dossier = PictureButton(desk.theme, dossier_words.OPEN, "archive", self._show_dossier)
        self.papers = RecordPapers(desk, self)
        self.papers.about = lambda: (self._record, self._work_order, self._operation)
        self.pdf, self.xlsx, self.folder = self.papers.pdf, self.papers.xlsx, self.papers.folder
        self.exports = ListExports(desk, self.list)
        self.list.add_to_foot(self.exports)
        self.piece_deeds = PieceActions(desk, self)
        self.signals = SignalsPanel(desk.theme)
        self.cancel_button.hide()
        self._build()
        self.list.chosen.connect(self._choose)
        self.list.refused.connect(self._refuse_list)
        self.piece_deeds.said.connect(self._say_done)
        self.papers.said.connect(self._say_done)
        self.piece_deeds.left.connect(self._show_left)
        self.timeline.selectionModel().currentRowChanged.connect(self._choose_operation)
        self.timeline.activated.connect(self._show_why)
        self._enable()
        self.show_presence()

    def _build(self) -> None:
        title = QLabel(words.ARCHIVES_TITLE)
        title.setProperty("role", "title")
        top = QHBoxLayout()
        top.addWidget(title)
        top.addStretch(1)
        for widget in (self.refresh_button, self.document_button, self.verify_button, self.cancel_button):
            top.addWidget(widget)
        said = QHBoxLayout()
        said.addWidget(self.said, 1)
        said.addWidget(self.folder)
        below = QFrame()
        below.setProperty("role", "card")
        detail = QVBoxLayout(below)
        detail.setContentsMargins(1, 10, 1, 1)
        name = QHBoxLayout()
        name.setContentsMargins(16, 0, 12, 0)
        name.setSpacing(12)
        name.addWidget(self.title, 1)
        name.addWidget(self.sorting)
        detail.addLayout(name)
        of_value = (self.signals.button, self.history, self.why)
        head = Flow((*of_value, self.compare, self.pieces, self.dossier, *self.papers.buttons), 8)
        head.setContentsMargins(16, 0, 12, 4)
        detail.addLayout(head)
        detail.addWidget(self.signals)
        detail.addWidget(self.timeline, 1)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setHandleWidth(12)
        splitter.addWidget(self.list)
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

    # -- the list -----------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        if self._is_unread:  # what was said of a reading that is made again
            self._is_unread = False
            self.said.hide()
        self.list.refresh()

    def choose(self, id: EntryId) -> None:
        """Have a record chosen when the list is next read, whatever was searched for."""
        self.list.choose(id)

    def _choose(self, line: RecordLine | None) -> None:
        if line is None:
            self._chosen = self._record = None
            self.papers.choose(None)
            self.title.say(words.CHOOSE_RECORD)
            self.operations.show([])
            self._read_signals()
            self._enable()
            return
        self._chosen = line.id
        self.papers.choose((line.id, line.number))
        self._read_record(line.id)
        self._enable()

    def _read_record(self, id: EntryId) -> None:
        workspace = self._desk.workshop.workspace

        def read(_task: Task) -> tuple[InspectionRecord, list[Row]]:
            record = consultation.load(workspace, id)
            from metroapp.services.spc import tool_registers  # in the worker, on first use

            corrections = tool_registers.of_record(workspace, id)
            return record, timeline(record, consultation.post_signatures(workspace, id), corrections)

        self._desk.worker.do(read, self._show_record, self._refuse)

    def _show_record(self, found: tuple[InspectionRecord, list[Row]]) -> None:
        record, rows = found
        if record.header.id != self._chosen:
            return  # another one was chosen meanwhile
        self._record = record
        part = record.part
        number = words.RECORD_TITLE.format(number=record.header.number)
        self.title.say(f"{number} · {part.designation} · {part.reference}")
        self.sorting.show_sorting(record.sorting())
        self.operations.show(rows)
        self._read_signals()
        self._enable()

    def _enable(self) -> None:
        self.compare.setEnabled(self._record is not None)
        self.dossier.setEnabled(bool(self._work_order))
        has_none = self._record is not None and not self._work_order
        self.dossier.setToolTip(dossier_words.NO_ORDER_TIP if has_none else dossier_words.OPEN_TIP)
        self.pieces.setEnabled(self._chosen is not None)
        for button in (self.why, self.history):
            button.setEnabled(self._operation is not None)
        self.sorting.setVisible(self._chosen is not None)

    # -- signals of honesty -------------------------------------------------------------------------------------------

    def show_presence(self) -> None:
        """Whether the person signed in reads the signals of the record chosen."""
        self.signals.allow(self._desk.who.may(Action.READ_SIGNALS))
        self.exports.show_presence()
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
        for button in (self.why, self.history):
            button.setEnabled(self._operation is not None)
        if self._why.is_open:
            self._show_why()

    def _show_history(self) -> None:
        if self._record is not None and self._operation is not None:
            dialog = HistoryDialog(self._record.part.reference, self._operation.box.balloon, self._desk, self)
            dialog.record_asked.connect(self.choose)
            dialog.show()

    def _show_compared(self) -> None:
        if self._record is not None:
            CompareDialog(self._record, self._desk, self).show()

    def _show_why(self, *_pressed: object) -> None:
        if self._record is not None and self._operation is not None:
            self._why.show(justify(self._record, self._operation))

    # -- the pieces ---------------------------------------------------------------------------------------------------

    def _show_pieces(self) -> None:
        if self._chosen is not None:
            self.piece_deeds.show(self._chosen)

    def _show_left(self, id: EntryId) -> None:
        """The timeline says that they left."""
        if id == self._chosen:
            self._read_record(id)

    def _say_done(self, said: tuple[str, str]) -> None:
        self._say(*said)

    # -- its work order -----------------------------------------------------------------------------------------------

    @property
    def _work_order(self) -> str:
        """The number of the work order of the record chosen; empty where it has none."""
        number = "" if self._record is None else self._record.header.work_order.strip()
        return "" if number == "-" else number

    def _show_dossier(self) -> None:
        if self._work_order:
            DossierDialog(self._work_order, self._desk, self).show()

    def export(self, id: EntryId, to: str) -> None:
        """Write a document into the folder of exports."""
        self.papers.export(id, to)

    # -- proof --------------------------------------------------------------------------------------------------------

    def verify(self) -> None:
        workspace = self._desk.workshop.workspace

        def check(task: Task) -> Any:
            return consultation.verify(workspace, task.go_on)

        self._check = self._desk.worker.do(check, self._show_report, self._refuse, self._advance)
        self.progress.setRange(0, 0)
        self._show_checking(True)
        self._say(words.VERIFYING, "soft")

    def _ask_document(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, words.CHECK_DOCUMENT, "", words.CHECK_DOCUMENT_FILTER)
        if path:
            self.check_document(Path(path))

    def check_document(self, path: Path) -> None:
        """Whether a PDF or a workbook is exactly what the archive holds."""
        workspace = self._desk.workshop.workspace

        def check(_task: Task) -> tuple[str, str]:
            from metroapp.services import document_check  # heavy: in the worker, on first use

            found = document_check.check(workspace, path)
            good = found.outcome is document_check.Outcome.EXACT
            return said_of_document(found, path.name), "good" if good else "bad"

        self._say(words.CHECKING_DOCUMENT.format(name=path.name), "soft")
        self._desk.worker.do(check, self._say_done, self._refuse)

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

    def _refuse_list(self, refusal: Refusal) -> None:
        self._refuse(refusal)
        self._is_unread = True

    def _refuse(self, refusal: Refusal) -> None:
        self._show_checking(False)
        self._say(sentence(refusal), "bad")
        self._is_unread = refusal.message.code == "server.unread"

    def _say(self, text: str, role: str) -> None:
        self.folder.hide()
        self._is_unread = False
        self.said.setText(text)
        self.said.show()
        self.said.setProperty("role", role)
        self.said.style().unpolish(self.said)
        self.said.style().polish(self.said)
