"""The file of a drawing, opened and printed in the worker for the part that is on the editor."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Qt
from PySide6.QtWidgets import QFileDialog

from metroapp.domain.drawing import DrawingSheet
from metroapp.gui.desk import Desk
from metroapp.gui.tasks import Task
from metroapp.wording import drawing_board as words

if TYPE_CHECKING:
    from metroapp.gui.pages.parts import PartsPage

SUFFIXES = (".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".gif", ".webp")


def dropped_drawing(data: QMimeData) -> str:
    """The one local drawing of a drag; empty for anything else."""
    paths = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
    return paths[0] if len(paths) == 1 and Path(paths[0]).suffix.lower() in SUFFIXES else ""


class DrawingFiles(QObject):
    """What it has to say, the page says."""

    def __init__(self, desk: Desk, page: PartsPage) -> None:
        super().__init__(page)
        self._desk = desk
        self._page = page
        self._opening: Task | None = None

    def ask_open(self, _nothing: object) -> None:
        dialog = QFileDialog(self._page, words.OPEN_TITLE, "", words.OPEN_FILTER)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.open)
        dialog.open()

    def open(self, path: str) -> None:
        """Keep a copy of a file and make it the drawing of the part; the file opened last is the one wanted."""
        page, workspace = self._page, self._desk.workshop.workspace
        name = page.name
        if name is None or page.document.is_frozen:
            return
        if self._opening is not None:
            self._opening.cancel()

        def keep(task: Task) -> DrawingSheet:
            from metroapp.services.drawings import keep_drawing  # in the worker, on first use

            return keep_drawing(workspace, Path(path), lambda: task.go_on(0, 1))

        def kept(sheet: DrawingSheet) -> None:
            self._kept(name, sheet)

        page.say(words.OPENING.format(file=Path(path).name))
        self._opening = self._desk.worker.do(keep, kept, page.refuse)

    def _kept(self, name: str, sheet: DrawingSheet) -> None:
        page = self._page
        if page.name != name or page.document.is_frozen:
            page.say(words.OPENED_ELSEWHERE.format(file=sheet.file), "bad")
            return
        before = page.document.sheet
        if before is not None and before.digest == sheet.digest:
            page.drawing.show_again()
            page.say(words.OPENED_AGAIN.format(file=sheet.file), "good")
            return
        said = words.OPENED.format(file=sheet.file, pages=sheet.pages)
        if before is not None and before.balloons:
            sheet = sheet.with_balloons_of(before)
            said = words.OPENED_OVER.format(file=sheet.file, count=len(sheet.balloons))
        page.drawing.page = 0
        page.document.edit_sheet(sheet)
        page.say(said, "good")

    def print(self, _nothing: object) -> None:
        """Write the ballooned drawing as it is on the editor into the exports."""
        page, workspace = self._page, self._desk.workshop.workspace
        document = page.document
        part = document.part()
        revision = None if document.is_modified else document.revision

        def write(task: Task) -> Path:
            from metroapp.services.drawing_paper import export_drawing  # heavy: in the worker, on first use

            return export_drawing(workspace, part, revision, workspace.exports, lambda: task.go_on(0, 1))

        def written(path: Path) -> None:
            from metroapp.gui.dialogs.paper_preview import show_written

            page.say(words.PRINTED.format(path=path), "good")
            show_written(path, self._desk, page)

        page.say(words.READING)
        self._desk.worker.do(write, written, page.refuse)
