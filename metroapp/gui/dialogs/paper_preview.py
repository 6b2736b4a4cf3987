"""A paper as it will be printed: the pages of the PDF itself, turned and looked at closer, then printed or saved."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import weakref
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from metroapp.domain.drawing import DrawingSheet
from metroapp.domain.message import Refusal
from metroapp.gui.desk import Desk
from metroapp.gui.printing import chosen_pages, print_pages, require_printer
from metroapp.gui.tasks import Task
from metroapp.gui.widgets.drawn_page import DrawnPage
from metroapp.gui.widgets.paper_view import PaperView
from metroapp.gui.widgets.picture_button import PictureButton
from metroapp.gui.widgets.record_head import ElidedLabel
from metroapp.gui.widgets.said import Said
from metroapp.services.drawing_pages import page_sizes
from metroapp.wording import exports as words
from metroapp.wording import window
from metroapp.wording.sentences import sentence

Make = Callable[[Path, Task], Path]  # in the worker: the PDF, written into a folder or already somewhere
_SIZE = QSize(1180, 860)


def show_written(path: Path, desk: Desk, parent: QWidget) -> None:
    """Look at a PDF that is among the exports already."""
    PaperPreview(path.stem, lambda _folder, _task: path, desk, parent).show()


class PaperPreview(QDialog):
    """Not modal. The PDF is made in the worker, in a folder of its own that goes with the dialog."""

    def __init__(self, title: str, make: Make, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words.PREVIEW_TITLE.format(name=title))
        self._desk = desk
        self._folder = Path(tempfile.mkdtemp(prefix="metroapp-"))
        # However the dialog ends, closed, with its window or with the program.
        self._clean = weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        self._task: Task | None = None  # making or printing
        self.path: Path | None = None
        self.sheet: DrawingSheet | None = None
        self.page = 0
        self.view = PaperView(desk.theme)
        self.view.setAccessibleName(words.PAPER)
        self.view.viewport().setAccessibleName(words.PAPER)
        self._drawn = DrawnPage(self.view, words.DRAWING_PAGE, is_paper=True)
        self.said = Said()
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(words.MAKING)
        self.place = QLabel()
        self.previous = PictureButton(desk.theme, "", "chevron-left", lambda: self.turn(-1), words.PREVIOUS)
        self.next = PictureButton(desk.theme, "", "chevron-right", lambda: self.turn(1), words.NEXT)
        self.width_button = PictureButton(desk.theme, words.WHOLE_PAGE, "maximize", self._change_fit)
        self.further = PictureButton(desk.theme, "", "zoom-out", self.view.zoom_out, words.FURTHER)
        self.closer = PictureButton(desk.theme, "", "zoom-in", self.view.zoom_in, words.CLOSER)
        self.print = PictureButton(desk.theme, words.PRINT, "printer", self._ask_printer)
        self.save = PictureButton(desk.theme, words.SAVE, "download", self._ask_path)
        self.cancel = PictureButton(desk.theme, window.CANCEL, "x", self._give_up)
        self.close_button = PictureButton(desk.theme, window.CLOSE, "x", self.close)
        self._build()
        self.view.turned.connect(self.turn)
        self._make(make)

    def _build(self) -> None:
        title = ElidedLabel()
        title.setProperty("role", "title")
        title.say(self.windowTitle())
        card = QFrame()
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.view)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for widget in (self.previous, self.place, self.next):
            foot.addWidget(widget)
        foot.addStretch(1)
        for button in (self.width_button, self.further, self.closer):
            foot.addWidget(button)
        foot.addStretch(1)
        for button in (self.cancel, self.print, self.save, self.close_button):
            foot.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 14, 20, 14)
        layout.setSpacing(10)
        layout.addWidget(title)
        layout.addWidget(card, 1)
        layout.addWidget(self.progress)
        layout.addWidget(self.said)
        layout.addLayout(foot)
        for key, pressed in (
            (QKeySequence.StandardKey.MoveToNextPage, lambda: self.turn(1)),
            (QKeySequence.StandardKey.MoveToPreviousPage, lambda: self.turn(-1)),
            (QKeySequence.StandardKey.Print, self.print.click),
            (QKeySequence.StandardKey.Save, self.save.click),
        ):
            QShortcut(key, self).activated.connect(pressed)
        parent = self.parentWidget()
        self.resize(_SIZE if parent is None else _SIZE.boundedTo(parent.window().size()))

    # -- the paper ----------------------------------------------------------------------------------------------------

    def _make(self, make: Make) -> None:
        folder = self._folder

        def work(task: Task) -> tuple[Path, DrawingSheet]:
            path = make(folder, task)
            sizes = page_sizes(path, wanted=lambda: task.go_on(0, 0), is_paper=True)
            return path, DrawingSheet(path.name, hashlib.sha256(path.read_bytes()).hexdigest(), ".pdf", sizes)

        self.view.show_no_sheet(words.MAKING)
        self._begin(self._desk.worker.do(work, self._show, self._refuse, self._advance_making))

    def _show(self, made: tuple[Path, DrawingSheet]) -> None:
        if isValid(self):
            self.path, self.sheet = made
            self._end()
            self._show_page()

    def _show_page(self) -> None:
        if self.path is not None and self.sheet is not None:
            self._drawn.show_page(self.path, self.sheet, self.page)
            self.place.setText(words.PAGE.format(page=self.page + 1, pages=self.sheet.pages))
        self._enable()

    def turn(self, by: int) -> None:
        """Show a page further or before."""
        if self.sheet is not None and 0 <= self.page + by < self.sheet.pages:
            self.page += by
            self._show_page()

    @property
    def is_drawn(self) -> bool:
        """Whether the picture of the page is there."""
        return self.view.has_picture and not self._drawn.is_busy

    def _change_fit(self) -> None:
        """What the button says is what it does next."""
        self.view.show_wide(is_wide=not self.view.is_wide)
        said = words.WHOLE_PAGE if self.view.is_wide else words.TO_WIDTH
        self.width_button.setText(f" {said}")
        self.width_button.setAccessibleName(said)

    def _enable(self) -> None:
        is_there, is_busy = self.sheet is not None, self._task is not None
        pages = 0 if self.sheet is None else self.sheet.pages
        self.previous.setEnabled(self.page > 0)
        self.next.setEnabled(self.page + 1 < pages)
        for button in (self.width_button, self.further, self.closer):
            button.setEnabled(is_there)
        for button in (self.print, self.save):
            button.setEnabled(is_there and not is_busy)
        self.progress.setVisible(is_busy)
        self.cancel.setVisible(is_busy and is_there)

    # -- work in the background ---------------------------------------------------------------------------------------

    def _begin(self, task: Task) -> None:
        self._task = task
        self.progress.setRange(0, 0)
        self._enable()

    def _end(self) -> None:
        self._task = None
        self._enable()

    def _advance_making(self, counts: tuple[int, int]) -> None:
        if isValid(self) and self._task is not None and counts[1]:
            self.progress.setRange(0, counts[1])
            self.progress.setValue(counts[0])

    def _give_up(self) -> None:
        if self._task is not None:
            self._task.cancel()
            if self._task.future.cancelled():  # it had not begun: nothing will come back
                self._refuse(Refusal("print.given_up"))

    def _refuse(self, refusal: Refusal) -> None:
        if isValid(self):
            self._end()
            self.said.say(sentence(refusal), "bad")
            if self.sheet is None:
                self.view.show_no_sheet(sentence(refusal))
                self.said.hide()

    # -- printed, saved -----------------------------------------------------------------------------------------------

    def _ask_printer(self) -> None:
        try:
            require_printer()
        except Refusal as refusal:
            self._refuse(refusal)
            return
        assert self.sheet is not None
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self.sheet.file)
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        dialog.setMinMax(1, self.sheet.pages)
        dialog.accepted.connect(lambda: self.print_on(printer))
        QDialog.open(dialog)  # its own asks for a receiver

    def print_on(self, printer: QPrinter) -> None:
        """Print the pages asked for, in the worker."""
        path, sheet = self.path, self.sheet
        if path is None or sheet is None or self._task is not None:
            return
        wanted = chosen_pages(printer, sheet.pages)

        def work(task: Task) -> int:
            return print_pages(printer, path, sheet.sizes, wanted, task.go_on)

        def printed(count: int) -> None:
            if isValid(self):
                self._end()
                self.said.say(words.printed(count, printer.printerName()), "good")

        self._begin(self._desk.worker.do(work, printed, self._refuse, self._advance_printing))

    def _advance_printing(self, counts: tuple[int, int]) -> None:
        if isValid(self) and self._task is not None:
            self._advance_making(counts)
            done, total = counts
            self.said.say(words.PRINTING.format(done=min(done + 1, total), total=total), "soft")

    def _ask_path(self) -> None:
        assert self.sheet is not None
        dialog = QFileDialog(self, words.SAVE, str(self._desk.workshop.workspace.exports), words.SAVE_FILTER)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(self.sheet.file)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self.save_as(Path(path)))
        dialog.open()

    def save_as(self, to: Path) -> None:
        """Write the very PDF that is shown."""
        path = self.path
        if path is None or self._task is not None:
            return

        def work(_task: Task) -> Path:
            from metroapp.services import documents  # heavy: in the worker, on first use

            return documents.put(path.read_bytes(), to)

        def written(file: Path) -> None:
            if isValid(self):
                self._end()
                self.said.say(window.WRITTEN.format(path=file), "good")

        self._begin(self._desk.worker.do(work, written, self._refuse))

    def done(self, result: int) -> None:
        """However it is closed."""
        self._drawn.forget()
        if self._task is not None:
            self._task.cancel()
            clean = self._clean
            self._desk.worker.do(lambda _task: clean())  # after what still writes there
        else:
            self._clean()
        super().done(result)
