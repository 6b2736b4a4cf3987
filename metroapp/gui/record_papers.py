"""The papers of the record chosen in the archives: looked at, printed, written among the exports."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMenu, QWidget

from metroapp.domain.measurement import EntryId, Measurement
from metroapp.domain.message import Refusal
from metroapp.domain.record import InspectionRecord
from metroapp.gui.desk import Desk
from metroapp.gui.more_papers import add_more_papers
from metroapp.gui.tasks import Task
from metroapp.gui.widgets.picture_button import PictureButton
from metroapp.wording import exports as words
from metroapp.wording import template as template_words
from metroapp.wording import window
from metroapp.wording.sentences import sentence

About = tuple[InspectionRecord | None, str, Measurement | None]


class RecordPapers(QObject):
    """`said` carries (text, role); `folder` shows where the last file was written."""

    said = Signal(object)

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self._chosen: tuple[EntryId, str] | None = None  # a record, and its number
        self._written: Path | None = None
        # The record as it was read, the number of its work order, the value chosen.
        self.about: Callable[[], About] = lambda: (None, "", None)
        self.preview = PictureButton(desk.theme, words.PREVIEW, "eye", lambda: self.show_paper(words.RELEVE))
        self.preview.setToolTip(words.PREVIEW_TIP)
        self.others = PictureButton(desk.theme, words.OTHERS, "file-text", self._show_menu)
        self.others.setToolTip(words.OTHERS_TIP)
        self.pdf = PictureButton(desk.theme, words.PDF, "download", lambda: self._export("pdf"))
        self.xlsx = PictureButton(desk.theme, words.XLSX, "file-spreadsheet", lambda: self._export("xlsx"))
        names = (words.OTHERS_NAME, window.EXPORT_PDF, window.EXPORT_XLSX)
        for short, name in zip((self.others, self.pdf, self.xlsx), names, strict=True):
            short.setAccessibleName(name)
            short.setToolTip(short.toolTip() or name)
        self.template = PictureButton(desk.theme, template_words.OPEN, "table", self._show_template)
        self.template.setToolTip(template_words.OPEN_TIP)
        self.folder = PictureButton(desk.theme, window.SHOW_FOLDER, "folder-open", self._show_folder)
        self.folder.hide()
        self.buttons = (self.preview, self.others, self.pdf, self.xlsx, self.template)
        self.choose(None)

    def choose(self, record: tuple[EntryId, str] | None) -> None:
        self._chosen = record
        for button in self.buttons:
            button.setEnabled(record is not None)

    # -- looked at ----------------------------------------------------------------------------------------------------

    def _show_menu(self) -> None:
        self.menu().popup(self.others.mapToGlobal(QPoint(0, self.others.height())))

    def menu(self) -> QMenu:
        """The papers of a record but the relevé, and its labels."""
        menu = QMenu(self._page)
        menu.aboutToHide.connect(menu.deleteLater)
        for paper, name in words.PAPERS.items():
            if paper != words.RELEVE:
                menu.addAction(name).triggered.connect(lambda _on=False, paper=paper: self.show_paper(paper))
        menu.addAction(words.LABELS).triggered.connect(lambda _on=False: self.show_labels())
        add_more_papers(menu, self._desk.workshop.workspace, *self.about(), self._preview)
        return menu

    def show_paper(self, paper: str) -> None:
        """A paper of the record as it would be written."""
        workspace = self._desk.workshop.workspace
        if self._chosen is None:
            return
        id, number = self._chosen

        def make(folder: Path, _task: Task) -> Path:
            from metroapp.services import documents  # heavy: in the worker, on first use
            from metroapp.services.formats import Format

            return documents.export(workspace, id, Format.PDF, folder, paper=documents.Paper(paper))

        self._preview(f"{words.PAPERS[paper]} {number}", make)

    def show_labels(self) -> None:
        """The labels of the pieces of the record."""
        workspace = self._desk.workshop.workspace
        if self._chosen is None:
            return
        id, number = self._chosen

        def make(folder: Path, _task: Task) -> Path:
            from metroapp.services import treatment_papers

            return treatment_papers.export_labels(workspace, id, folder / words.LABELS_FILE.format(number=number))

        self._preview(f"{words.LABELS} {number}", make)

    def _preview(self, title: str, make: Callable[[Path, Task], Path]) -> None:
        from metroapp.gui.dialogs.paper_preview import PaperPreview  # the printers are looked for when it is first used

        PaperPreview(title, make, self._desk, self._page).show()

    def _show_template(self) -> None:
        if self._chosen is not None:
            from metroapp.gui.dialogs.template import TemplateDialog  # few records are asked for on a customer's form

            TemplateDialog(*self._chosen, self._desk, self._page).show()

    # -- written ------------------------------------------------------------------------------------------------------

    def export(self, id: EntryId, to: str) -> None:
        """Write a document into the folder of exports."""
        workspace = self._desk.workshop.workspace

        def write(_task: Task) -> Path:
            from metroapp.services import documents
            from metroapp.services.formats import Format

            return documents.export(workspace, id, Format(to), workspace.exports)

        self.said.emit((window.WRITING, "soft"))
        self._desk.worker.do(write, self._show_written, self._refuse)

    def _export(self, to: str) -> None:
        if self._chosen is not None:
            self.export(self._chosen[0], to)

    def _show_written(self, path: Path) -> None:
        self._written = path
        self.said.emit((window.WRITTEN.format(path=path), "good"))
        self.folder.show()

    def _show_folder(self) -> None:
        if self._written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written.parent)))

    def _refuse(self, refusal: Refusal) -> None:
        self.said.emit((sentence(refusal), "bad"))
