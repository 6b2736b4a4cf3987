"""Files of parts: asked for in the window, read and written in the worker."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from metroapp.domain.message import Refusal
from metroapp.domain.specification import Part
from metroapp.gui.desk import Desk
from metroapp.gui.dialogs.column_mapping import ColumnMappingDialog
from metroapp.gui.editing import part_import
from metroapp.gui.editing.part_import import Imported, Unmapped
from metroapp.gui.tasks import Task
from metroapp.wording import parts as words
from metroapp.wording.sentences import sentence

SUFFIXES = (".xlsx", ".xlsm", ".csv", ".qif")


def dropped_file(data: QMimeData) -> str:
    """The one local file of a drag, of a kind that we read; empty for anything else."""
    paths = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
    return paths[0] if len(paths) == 1 and Path(paths[0]).suffix.lower() in SUFFIXES else ""


class PartFiles(QObject):
    """`imported` carries what a file gave; `said` a text and its role."""

    imported = Signal(object)
    said = Signal(object)

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self.dialog: ColumnMappingDialog | None = None

    # -- reading ------------------------------------------------------------------------------------------------------

    def ask_import(self) -> None:
        self._ask(words.IMPORT_TITLE, words.IMPORT_FILTER, self.import_file)

    def import_file(self, path: str) -> None:
        """Read a file; its columns are asked for where they are not known."""

        def look(task: Task) -> Unmapped | Imported:
            found = part_import.look_at(Path(path))
            return self._with_drawing(found, task) if isinstance(found, Imported) else found

        self.said.emit((words.READING_FILE.format(file=Path(path).name), "soft"))
        self._desk.worker.do(look, self._looked, self._refuse)

    def _with_drawing(self, found: Imported, task: Task) -> Imported:
        return part_import.with_drawing(found, self._desk.workshop.workspace, lambda: task.go_on(0, 1))

    def _looked(self, found: Unmapped | Imported) -> None:
        if isinstance(found, Imported):
            self.imported.emit(found)
            return
        self.said.emit(("", "soft"))
        self.dialog = ColumnMappingDialog(found, self._desk.theme, self._window)
        self.dialog.mapped.connect(self._mapped)
        self.dialog.finished.connect(self._forget)
        self.dialog.show()

    def _mapped(self, asked: tuple[Path, dict[int, str], int | None]) -> None:
        path, mapping, title_line = asked

        def read(task: Task) -> Imported:
            return self._with_drawing(part_import.read_mapped(path, mapping, title_line), task)

        self._desk.worker.do(read, self._read, self._refuse_mapping)

    def _read(self, found: Imported) -> None:
        if self.dialog is not None:
            self.dialog.close()
        self.imported.emit(found)

    def _refuse_mapping(self, refusal: Refusal) -> None:
        if self.dialog is not None:
            self.dialog.say(sentence(refusal))
        else:
            self._refuse(refusal)

    def _forget(self, _result: int) -> None:
        self.dialog = None

    # -- writing ------------------------------------------------------------------------------------------------------

    def ask_export(self, part: Part) -> None:
        def write(path: str) -> None:
            self.export(part, Path(path))

        name = "-".join(filter(None, (part.reference, part.revision))).replace("/", "_")
        self._ask(words.EXPORT_TITLE, words.EXPORT_FILTER, write, f"{name}.xlsx")

    def export(self, part: Part, path: Path) -> None:
        def write(_task: Task) -> Path:
            from metroapp.services.sheets import sheet_export  # heavy: in the worker, on first use

            sheet_export.write_part_sheet(part, path)
            return path

        self._desk.worker.do(write, self._written, self._refuse)

    def ask_template(self) -> None:
        def write(path: str) -> None:
            self.write_template(Path(path))

        self._ask(words.TEMPLATE_TITLE, words.EXPORT_FILTER, write, words.TEMPLATE_NAME)

    def write_template(self, path: Path) -> None:
        def write(_task: Task) -> Path:
            from metroapp.services.sheets import sheet_export

            sheet_export.write_template(path)
            return path

        self._desk.worker.do(write, self._written, self._refuse)

    def _written(self, path: Path) -> None:
        self.said.emit((words.EXPORTED.format(path=path), "good"))

    def _refuse(self, refusal: Refusal) -> None:
        self.said.emit((sentence(refusal), "bad"))

    def _ask(self, title: str, kinds: str, then: Callable[[str], Any], save_as: str = "") -> None:
        dialog = QFileDialog(self._window, title, "", kinds)
        if save_as:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setDefaultSuffix("xlsx")
            dialog.selectFile(save_as)
        else:
            dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(then)
        dialog.open()
