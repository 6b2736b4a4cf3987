"""A customer's workbook filled with a record: what it asks for is shown before anything is written."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QFileDialog, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget
from shiboken6 import isValid

from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal
from metroapp.gui.desk import Desk
from metroapp.gui.models.rows import Column, Row, RowsModel
from metroapp.gui.tasks import Task
from metroapp.gui.widgets.picture_button import PictureButton
from metroapp.gui.widgets.plain_table import PlainTable
from metroapp.gui.widgets.said import Said
from metroapp.services.workspace import Workspace
from metroapp.wording import template as words
from metroapp.wording import window
from metroapp.wording.sentences import sentence

_SIZE = QSize(1080, 640)
_SAID = 2  # the column that says what a placeholder is, or why it is left
_COLUMNS = (
    Column(words.COLUMN_PLACE, width=220),
    Column(words.COLUMN_TEXT, width=180),
    Column(words.COLUMN_SAID),
    Column(words.COLUMN_PREVIEW, width=160),
)


class _Read(NamedTuple):
    """A template as read for this record; `refusal` says why it cannot be filled."""

    rows: list[Row]
    remarks: list[str]
    refusal: Refusal | None


class TemplateDialog(QDialog):
    """Not modal. The template is read and filled in the worker; `path` is the one that may be filled."""

    def __init__(self, record: EntryId, number: str, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words.TITLE.format(number=number))
        self._desk, self._record = desk, record
        self._asked = 0
        self.path: Path | None = None
        self._written: Path | None = None
        self.rows = RowsModel(_COLUMNS, self)
        self.table = PlainTable(self.rows, desk.theme, words.TABLE)
        self.name, self.remarks, self.said = QLabel(words.NONE_CHOSEN), QLabel(), Said()
        self.remarks.setWordWrap(True)
        self.choose = PictureButton(desk.theme, words.CHOOSE, "folder-open", self._choose)
        self.example = PictureButton(desk.theme, words.SAVE_EXAMPLE, "download", self._save_example)
        self.fill_button = PictureButton(desk.theme, words.FILL, "file-spreadsheet", self.fill)
        self.folder = PictureButton(desk.theme, window.SHOW_FOLDER, "folder-open", self._show_folder)
        self.close_button = PictureButton(desk.theme, window.CLOSE, "x", self.close)
        self._build()
        self.fill_button.setEnabled(False)

    def _build(self) -> None:
        title, explained = QLabel(self.windowTitle()), QLabel(words.EXPLAINED)
        title.setProperty("role", "title")
        explained.setWordWrap(True)
        explained.setProperty("role", "soft")
        self.name.setProperty("role", "strong")
        chosen = QHBoxLayout()
        chosen.setSpacing(10)
        chosen.addWidget(self.choose)
        chosen.addWidget(self.name, 1)
        chosen.addWidget(self.example)
        card = QFrame()
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.table)
        written = QHBoxLayout()
        written.addWidget(self.said, 1)
        written.addWidget(self.folder)
        below = QHBoxLayout()
        below.setSpacing(10)
        below.addWidget(self.fill_button)
        below.addStretch(1)
        below.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 14, 20, 14)
        layout.setSpacing(10)
        for widget in (title, explained):
            layout.addWidget(widget)
        layout.addLayout(chosen)
        layout.addWidget(card, 1)
        layout.addWidget(self.remarks)
        layout.addLayout(written)
        layout.addLayout(below)
        self.folder.hide()
        self.remarks.hide()
        parent = self.parentWidget()
        self.resize(_SIZE if parent is None else _SIZE.boundedTo(parent.window().size()))

    # -- what it asks for ---------------------------------------------------------------------------------------------

    def _choose(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, words.CHOOSE, "", words.CHOOSE_FILTER)
        if path:
            self.read(Path(path))

    def read(self, path: Path) -> None:
        """Show what a template asks for and what this record answers."""
        workspace, record = self._desk.workshop.workspace, self._record
        self._asked = asked = self._asked + 1

        def work(_task: Task) -> _Read:
            return _read(path, workspace, record)

        def show(read: _Read) -> None:
            if isValid(self) and asked == self._asked:
                self._show(path, read)

        self.path = None
        self.fill_button.setEnabled(False)
        self.folder.hide()
        self.rows.show([])
        self.remarks.hide()
        self.name.setText(path.name)
        self.name.setToolTip(str(path))
        self.said.say(words.READING, "soft")
        self._desk.worker.do(work, show, self._refuse)

    def _show(self, path: Path, read: _Read) -> None:
        self.rows.show(read.rows)
        self.remarks.setText(" · ".join(read.remarks))
        self.remarks.show()
        if read.refusal is not None:
            self.said.say(sentence(read.refusal), "bad")
            return
        self.path = path
        self.said.say("", "soft")
        self.fill_button.setEnabled(True)

    def _refuse(self, refusal: Refusal) -> None:
        if isValid(self):
            self.said.say(sentence(refusal), "bad")
            self.fill_button.setEnabled(self.path is not None)

    # -- written ------------------------------------------------------------------------------------------------------

    def fill(self) -> None:
        """Write the workbook among the exports."""
        path, workspace, record = self.path, self._desk.workshop.workspace, self._record
        if path is None:
            return

        def work(_task: Task) -> Path:
            from metroapp.services import templates

            return templates.fill(workspace, record, path, workspace.exports).path

        self.fill_button.setEnabled(False)
        self.folder.hide()
        self.said.say(window.WRITING, "soft")
        self._desk.worker.do(work, self._show_written, self._refuse)

    def _show_written(self, path: Path) -> None:
        if isValid(self):
            self._written = path
            self.said.say(window.WRITTEN.format(path=path), "good")
            self.folder.show()
            self.fill_button.setEnabled(True)

    def _save_example(self) -> None:
        path, _ = QFileDialog.getSaveFileName(self, words.SAVE_EXAMPLE, words.EXAMPLE_NAME, words.CHOOSE_FILTER)
        if path:
            self.save_example(Path(path))

    def save_example(self, path: Path) -> None:
        """Save the example of a template, to be adapted in a spreadsheet."""

        def work(_task: Task) -> Path:
            from metroapp.services import templates

            templates.write_example(path)
            return path

        def show(written: Path) -> None:
            if isValid(self):
                self._written = written
                self.said.say(words.EXAMPLE_WRITTEN.format(path=written), "good")
                self.folder.show()

        self._desk.worker.do(work, show, self._refuse)

    def _show_folder(self) -> None:
        if self._written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written.parent)))


def _read(path: Path, workspace: Workspace, record: EntryId) -> _Read:
    from metroapp.services import template_lines, templates  # heavy: in the worker, on first use

    template = templates.inspect(path)
    form = templates.form_of(workspace, record, datetime.now(UTC))
    rows = [
        Row((one.place, f"{{{{{one.text}}}}}", one.said, one.first), one, None if one.is_understood else (_SAID, "bad"))
        for one in template_lines.lines_of(template, form)
    ]
    try:
        templates.require_room(template, form)
    except Refusal as refusal:
        return _Read(rows, template_lines.remarks(template), refusal)
    return _Read(rows, template_lines.remarks(template), None)
