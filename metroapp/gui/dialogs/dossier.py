"""The dossier de fabrication of a work order: its sections with their papers, what is missing, and the bound PDF."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from metroapp.domain.message import Refusal
from metroapp.domain.people import Action
from metroapp.domain.work_order_file import DossierSection, MadePaper, PaperAttached, PaperKind, WorkOrderFile
from metroapp.gui.desk import Desk
from metroapp.gui.dialogs.question import Question
from metroapp.gui.models.rows import Column, Row, RowsModel
from metroapp.gui.rights_shown import permit
from metroapp.gui.tasks import Task
from metroapp.gui.widgets.choice import Choice
from metroapp.gui.widgets.flow import Flow
from metroapp.gui.widgets.picture_button import PictureButton
from metroapp.gui.widgets.plain_table import PlainTable
from metroapp.gui.widgets.said import Said
from metroapp.services import dossier
from metroapp.services.dossier_papers import KeptPaper, find_paper, keep_paper
from metroapp.services.formats import Format
from metroapp.wording import dossier as paper_words
from metroapp.wording import dossier_window as words
from metroapp.wording import exports as export_words
from metroapp.wording import set_up_history as set_up_words
from metroapp.wording import window
from metroapp.wording.labels import label
from metroapp.wording.sentences import sentence

if TYPE_CHECKING:
    from metroapp.services.dossier_binding import WrittenDossier

_COLUMNS = (
    Column(words.SECTION, width=256),
    Column(words.PAPER),
    Column(words.KIND, width=158),
    Column(words.ATTACHED, width=260),
)
_SIZE = QSize(1120, 720)
_PAPER = 1  # column
_SHOWN = 18  # signs of the name of a section, closed
_UNOPENED = frozenset({PaperKind.OTHER})  # nothing that a system could run
Key = tuple[DossierSection, PaperAttached | None]


class DossierDialog(QDialog):
    """Not modal. It is read in the worker; papers are copied and bound there."""

    def __init__(self, number: str, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        self._desk, self._number = desk, number
        self.setWindowTitle(f"{paper_words.TITLE} {paper_words.order(number)}")
        self._binding: Task | None = None
        self._written: Path | None = None
        self.file: WorkOrderFile | None = None
        self.question: WithdrawQuestion | None = None
        self.rows = RowsModel(_COLUMNS, self)
        self.table = PlainTable(self.rows, desk.theme, words.TABLE)
        self.table.setObjectName("narrow")
        self.complete, self.said = QLabel(words.READING), Said()
        self.complete.setWordWrap(True)
        self.complete.setProperty("role", "strong")
        self.section = Choice(desk.theme)
        self.section.setAccessibleName(words.ADD_TO)
        self.section.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.section.setMinimumContentsLength(_SHOWN)
        for one in DossierSection:
            self.section.addItem(label(one), one)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(words.BIND)
        self.progress.hide()
        self.add = PictureButton(desk.theme, words.ADD, "plus", self._ask_file, words.ADD_TIP)
        self.view = PictureButton(desk.theme, words.VIEW, "eye", self._view, words.VIEW_TIP)
        self.copy = PictureButton(desk.theme, words.COPY, "download", self._ask_copy, words.COPY_TIP)
        self.withdraw = PictureButton(desk.theme, words.WITHDRAW, "undo-2", self._ask_reason, words.WITHDRAW_TIP)
        self.bind = PictureButton(desk.theme, words.BIND, "file-text", self._bind, words.BIND_TIP)
        self.set_up_pdf = PictureButton(
            desk.theme, set_up_words.BUTTON_PDF, "download", lambda: self._write_set_up(Format.PDF),
            set_up_words.BUTTON_TIP,
        )  # fmt: skip
        self.set_up_xlsx = PictureButton(
            desk.theme, set_up_words.BUTTON_XLSX, "file-spreadsheet", lambda: self._write_set_up(Format.XLSX),
            set_up_words.BUTTON_TIP,
        )  # fmt: skip
        self.cancel = PictureButton(desk.theme, window.CANCEL, "x", self._give_up)
        self.folder = PictureButton(desk.theme, words.SHOW_FOLDER, "folder-open", self._show_folder)
        self.preview = PictureButton(
            desk.theme, export_words.PREVIEW, "eye", self._show_preview, export_words.PREVIEW_TIP
        )
        self.close_button = PictureButton(desk.theme, window.CLOSE, "x", self.close)
        self._build()
        self.table.selectionModel().currentRowChanged.connect(self._point)
        self.table.activated.connect(self._view)
        self.refresh()

    def _build(self) -> None:
        title, into = QLabel(self.windowTitle()), QLabel(words.ADD_TO)
        title.setProperty("role", "title")
        title.setWordWrap(True)
        into.setBuddy(self.section)
        chosen = QWidget()
        beside = QHBoxLayout(chosen)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(into)
        beside.addWidget(self.section)
        card = QFrame()
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.table)
        said = QHBoxLayout()
        said.addWidget(self.said, 1)
        said.addWidget(self.preview)
        said.addWidget(self.folder)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        for button in (self.bind, self.set_up_pdf, self.set_up_xlsx):
            foot.addWidget(button)
        foot.addWidget(self.cancel)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 14, 20, 14)
        layout.setSpacing(10)
        layout.addWidget(title)
        layout.addWidget(self.complete)
        layout.addWidget(card, 1)
        layout.addLayout(Flow((chosen, self.add, self.view, self.copy, self.withdraw), 10))
        layout.addWidget(self.progress)
        layout.addLayout(said)
        layout.addLayout(foot)
        self.folder.hide()
        self.preview.hide()
        self.cancel.hide()
        parent = self.parentWidget()
        self.resize(_SIZE if parent is None else _SIZE.boundedTo(parent.window().size()))

    # -- the contents -------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        workspace, number = self._desk.workshop.workspace, self._number

        def read(_task: Task) -> WorkOrderFile:
            return dossier.contents(workspace, number).file

        self._desk.worker.do(read, self._show, self._refuse)

    def _show(self, file: WorkOrderFile) -> None:
        if not isValid(self):
            return
        self.file, kept = file, self.chosen
        self._number = file.number
        self.complete.setText(paper_words.completeness(file))
        self.complete.setProperty("role", "bad" if file.missing else "good")
        self.complete.style().unpolish(self.complete)
        self.complete.style().polish(self.complete)
        row = max(0, self.table.currentIndex().row())
        self.rows.show(list(_rows(file)))
        keys = [one.key for one in self.rows.rows]
        self.table.selectRow(keys.index(kept) if kept in keys else min(row, len(keys) - 1))
        self._point()

    @property
    def chosen(self) -> Key | None:
        """The section of the row chosen, and its paper where somebody attached it."""
        index = self.table.currentIndex()
        return self.rows.rows[index.row()].key if index.isValid() else None

    @property
    def paper(self) -> PaperAttached | None:
        return None if self.chosen is None else self.chosen[1]

    def _point(self, *_rows: QModelIndex) -> None:
        if self.chosen is not None:
            self.section.setCurrentIndex(self.section.findData(self.chosen[0]))
        paper, who, is_binding = self.paper, self._desk.who, self._binding is not None
        self.view.setEnabled(paper is not None and paper.kind not in _UNOPENED)
        self.copy.setEnabled(paper is not None)
        self.bind.setEnabled(self.file is not None and not is_binding)
        for button in (self.set_up_pdf, self.set_up_xlsx):
            button.setEnabled(self.file is not None and any(one.paper is MadePaper.RELEVE for one in self.file.made))
        permit(self.add, who, Action.FILE_PAPERS, possible=self.file is not None)
        permit(self.withdraw, who, Action.WITHDRAW_PAPERS, possible=paper is not None)

    # -- papers come and go -------------------------------------------------------------------------------------------

    def _ask_file(self) -> None:
        dialog = QFileDialog(self, words.CHOOSE, "", words.FILTER)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(lambda paths: self.attach([Path(path) for path in paths]))
        dialog.open()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.add.isEnabled() and _dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = _dropped(event)
        if self.add.isEnabled() and paths:
            event.acceptProposedAction()
            self.attach(paths)

    def attach(self, paths: Sequence[Path]) -> None:
        """Files become papers of the section chosen, one after the other; each is copied in the worker."""
        into: DossierSection = self.section.currentData()
        self._attach(list(paths), [], into)

    def _attach(self, paths: list[Path], names: list[str], into: DossierSection) -> None:
        if not isValid(self):
            return
        if not paths:
            self._say(words.added(names, self._number, into), "good")
            self.refresh()
            return
        workspace, path = self._desk.workshop.workspace, paths[0]

        def keep(_task: Task) -> KeptPaper:
            return keep_paper(workspace, path)

        def refuse(refusal: Refusal) -> None:
            if isValid(self):
                self.refresh()
                self._refuse(refusal)

        def write(kept: KeptPaper) -> None:
            written = self._desk.workshop.dossiers.attach(self._number, into, kept)
            then = [*names, kept.file]
            self._desk.bridge.follow(written, lambda _number: self._attach(paths[1:], then, into), refuse)

        self._desk.worker.do(keep, write, refuse)

    def _ask_reason(self) -> None:
        paper = self.paper
        if paper is None:
            return
        question = WithdrawQuestion(paper, self)

        def withdraw(reason: str) -> None:
            asked = self._desk.workshop.dossiers.withdraw(self._number, paper.id, reason)
            self._desk.bridge.follow(asked, gone, refuse)

        def gone(_paper: PaperAttached) -> None:
            if isValid(question):
                question.close()
            if isValid(self):
                self._say(paper_words.WITHDRAWN.format(file=paper.file, order=paper_words.order(self._number)), "good")
                self.refresh()

        def refuse(refusal: Refusal) -> None:
            if isValid(question):
                question.refuse(refusal)
            else:
                self._refuse(refusal)

        question.confirmed.connect(withdraw)
        question.finished.connect(self._forget)
        self.question = question
        question.show()

    def _forget(self, _result: int) -> None:
        self.question = None

    # -- one paper ----------------------------------------------------------------------------------------------------

    def _view(self, *_pressed: object) -> None:
        """Have the copy shown by the program of the post; its digest is checked first."""
        paper, workspace = self.paper, self._desk.workshop.workspace
        if paper is None:
            return
        if paper.kind in _UNOPENED:
            self._refuse(Refusal("dossier.not_opened", file=paper.file))
            return

        def show(path: Path) -> None:
            if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))) and isValid(self):
                self._say(words.NOT_OPENED.format(path=path), "bad")

        self._desk.worker.do(lambda _task: find_paper(workspace, paper), show, self._refuse)

    def _ask_copy(self) -> None:
        if self.paper is None:
            return
        dialog = QFileDialog(self, words.COPY, self.paper.file)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(self.paper.file)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self.save_copy(Path(path)))
        dialog.open()

    def save_copy(self, path: Path) -> None:
        paper, workspace = self.paper, self._desk.workshop.workspace
        if paper is None:
            return

        def write(_task: Task) -> Path:
            from metroapp.services import dossier_binding  # heavy: in the worker, on first use

            return dossier_binding.save_copy(workspace, paper, path)

        self._desk.worker.do(write, lambda to: self._say(words.COPIED.format(path=to), "good"), self._refuse)

    # -- all of them --------------------------------------------------------------------------------------------------

    def _bind(self) -> None:
        workspace, number = self._desk.workshop.workspace, self._number

        def write(task: Task) -> WrittenDossier:
            from metroapp.services import dossier_binding

            return dossier_binding.export(workspace, number, workspace.exports, task.go_on)

        self._binding = self._desk.worker.do(write, self._show_written, self._refuse, self._advance)
        self.progress.setRange(0, 0)
        self._say(window.WRITING, "soft")
        self._show_binding()

    def _write_set_up(self, to: Format) -> None:
        """The follow-up of the set-up data, as a paper or a workbook of its own."""
        workspace, number = self._desk.workshop.workspace, self._number

        def write(_task: Task) -> Path:
            from metroapp.services import set_up_history  # heavy: in the worker, on first use

            return set_up_history.export(workspace, number, to)

        self._desk.worker.do(write, self._show_set_up, self._refuse)

    def _show_set_up(self, path: Path) -> None:
        if not isValid(self):
            return
        self._written = path
        self._say(set_up_words.WRITTEN.format(path=path), "good")
        self.folder.show()
        self.preview.setVisible(path.suffix == ".pdf")

    def _advance(self, counts: tuple[int, int]) -> None:
        if isValid(self) and self._binding is not None:
            done, total = counts
            self.progress.setRange(0, max(1, total))
            self.progress.setValue(done)
            self._say(words.BINDING.format(done=min(done + 1, total), total=total), "soft")

    def _show_binding(self) -> None:
        is_binding = self._binding is not None
        self.progress.setVisible(is_binding)
        self.cancel.setVisible(is_binding)
        self._point()

    def _give_up(self) -> None:
        if self._binding is None:
            return
        self._binding.cancel()
        if self._binding.future.cancelled():  # it had not begun
            self._refuse(Refusal("dossier.given_up"))

    def _show_written(self, written: WrittenDossier) -> None:
        if not isValid(self):
            return
        self._binding, self._written = None, written.path
        beside = len(written.beside) + len(written.lost)
        said = words.WRITTEN_BESIDE if beside else words.WRITTEN
        self._say(said.format(path=written.path, count=beside), "good")
        self.folder.show()
        self.preview.show()
        self._show_binding()

    def _show_folder(self) -> None:
        if self._written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written.parent)))

    def _show_preview(self) -> None:
        from metroapp.gui.dialogs.paper_preview import show_written

        if self._written is not None:
            show_written(self._written, self._desk, self)

    def done(self, result: int) -> None:
        """However it is closed: Escape makes no event of closing."""
        self._give_up()
        super().done(result)

    # -- what is said -------------------------------------------------------------------------------------------------

    def _refuse(self, refusal: Refusal) -> None:
        if not isValid(self):
            return
        if self._binding is not None:
            self._binding = None
            self._show_binding()
        if self.file is None:
            self.complete.clear()
        self._say(sentence(refusal), "bad")

    def _say(self, text: str, role: str) -> None:
        if isValid(self):
            self.folder.hide()
            self.preview.hide()
            self.said.say(text, role)


class WithdrawQuestion(Question):
    """`confirmed` carries the reason."""

    def __init__(self, paper: PaperAttached, parent: QWidget) -> None:
        super().__init__(words.WITHDRAW_TITLE.format(file=paper.file), words.WITHDRAW.removesuffix("…"), parent)
        self.add_text(words.WITHDRAW_SAID)
        self.reason: QLineEdit = self.add_line(words.REASON)

    def accept_answer(self) -> None:
        self.confirmed.emit(self.reason.text())


def _rows(file: WorkOrderFile) -> list[Row]:
    """Each section with its papers; its name is on its first line."""
    found = []
    for section in DossierSection:
        lines: list[tuple[tuple[str, str, str], PaperAttached | None]] = [
            *((words.made(one), None) for one in file.made_of(section)),
            *((words.paper(one), one) for one in file.papers_of(section)),
        ]
        tint = (_PAPER, "bad" if section in file.missing else "soft") if not lines else None
        for place, (texts, paper) in enumerate(lines or [(words.nothing(file, section), None)]):
            name = "" if place else words.section(section)
            found.append(Row((name, *texts), (section, paper), tint))
    return found


def _dropped(event: QDragEnterEvent | QDropEvent) -> list[Path]:
    """The files of a drag that are on this machine."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return [path for path in paths if path.is_file()]
