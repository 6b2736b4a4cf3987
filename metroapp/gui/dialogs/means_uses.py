"""The reverse search of a means: what was measured with it since a day, in a table, and on paper."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QModelIndex, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from metroapp.domain.means_uses import MeansUses
from metroapp.domain.message import Refusal
from metroapp.gui.desk import Desk
from metroapp.gui.models.means_uses import COLUMNS, row_of
from metroapp.gui.models.rows import Row, RowsModel
from metroapp.gui.tasks import Task
from metroapp.gui.widgets.picture_button import PictureButton
from metroapp.gui.widgets.plain_table import PlainTable
from metroapp.gui.widgets.said import Said
from metroapp.services.sheets.days import beginning, read_day
from metroapp.wording import means_asked as words
from metroapp.wording import means_uses, window
from metroapp.wording.numbers import day
from metroapp.wording.sentences import sentence

_SIZE = QSize(1000, 560)


class UsesDialog(QDialog):
    """`record_asked` carries the id of the record of a value. It is searched in the worker, and blocks nothing."""

    record_asked = Signal(object)

    def __init__(self, number: str, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words.USES_TITLE.format(number=number))
        self._desk = desk
        self._number = number
        self._task: Task | None = None
        self._written: Path | None = None
        self.found: MeansUses | None = None
        self.rows = RowsModel(COLUMNS, self)
        self.table = PlainTable(self.rows, desk.theme, words.USES_TABLE)
        self.table.setObjectName("narrow")
        self.since = QLineEdit()
        self.since.setAccessibleName(words.SINCE_DAY)
        self.since.setPlaceholderText(words.DAY_HINT)
        self.since.setMaximumWidth(170)
        self.summary, self.said = QLabel(), Said()
        self.summary.setWordWrap(True)
        self.summary.setProperty("role", "strong")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setRange(0, 0)
        self.progress.setAccessibleName(words.SEARCHING)
        self.search_button = PictureButton(desk.theme, words.SEARCH_AGAIN, "search", self._search_since)
        self.pdf = PictureButton(desk.theme, window.EXPORT_PDF, "file-text", self._write_pdf)
        self.xlsx = PictureButton(desk.theme, window.EXPORT_XLSX, "file-spreadsheet", self._write_xlsx)
        self.folder = PictureButton(desk.theme, window.SHOW_FOLDER, "folder-open", self._show_folder)
        self.to_record = PictureButton(desk.theme, words.OPEN_RECORD, "archive", self._open_record)
        self.close_button = PictureButton(desk.theme, words.CLOSE, "x", self.close)
        self._build()
        self.since.returnPressed.connect(self._search_since)
        self.table.activated.connect(self._open_record)
        self.table.selectionModel().currentRowChanged.connect(self._point)
        self.search(None)

    def _build(self) -> None:
        title, since = QLabel(self.windowTitle()), QLabel(words.SINCE_DAY)
        title.setProperty("role", "title")
        since.setBuddy(self.since)
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(title, 1)
        for widget in (since, self.since, self.search_button):
            top.addWidget(widget)
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
        below.addWidget(self.pdf)
        below.addWidget(self.xlsx)
        below.addWidget(self.to_record)
        below.addStretch(1)
        below.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 14, 20, 14)
        layout.setSpacing(10)
        layout.addLayout(top)
        layout.addWidget(self.progress)
        layout.addWidget(self.summary)
        layout.addWidget(card, 1)
        layout.addLayout(written)
        layout.addLayout(below)
        self.folder.hide()
        self.resize(_SIZE)

    # -- the search ---------------------------------------------------------------------------------------------------

    def search(self, since: datetime | None) -> None:
        """Search since a moment; since the last good verification where none is given."""
        means, number = self._desk.workshop.means, self._number

        def find(_task: Task) -> tuple[MeansUses, list[Row]]:
            found = means.uses(number, since)
            return found, [row_of(use) for use in reversed(found.uses)]

        if self._task is not None:
            self._task.cancel()
        self.found = None
        self.progress.show()
        self.summary.setText(words.SEARCHING)
        self._enable()
        self._task = self._desk.worker.do(find, self._show, self._refuse)

    def _search_since(self) -> None:
        try:
            asked = read_day(self.since.text().strip())
        except Refusal as refusal:
            self._refuse(refusal)
            return
        self.said.say("", "soft")
        self.search(None if asked is None else beginning(asked))

    def _show(self, answer: tuple[MeansUses, list[Row]]) -> None:
        if not isValid(self):  # closed meanwhile: a search that has begun is not stopped
            return
        self.found, rows = answer
        self.progress.hide()
        self.rows.show(rows)
        self.summary.setText(means_uses.summary(self.found))
        if self.found.since is not None and not self.since.text().strip():
            self.since.setText(day(self.found.since))
        if rows:
            self.table.selectRow(0)
        self._enable()

    def _refuse(self, refusal: Refusal) -> None:
        if not isValid(self):
            return
        self.progress.hide()
        if self.found is None:
            self.summary.clear()
        self.said.say(sentence(refusal), "bad")

    def _point(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._enable()

    def _enable(self) -> None:
        for button in (self.pdf, self.xlsx):
            button.setEnabled(self.found is not None)
        self.to_record.setEnabled(self.found is not None and self.table.currentIndex().isValid())

    def _open_record(self, *_pressed: object) -> None:
        index = self.table.currentIndex()
        if index.isValid():
            self.record_asked.emit(self.rows.rows[index.row()].key.record)
            self.close()

    # -- on paper -----------------------------------------------------------------------------------------------------

    def _write_pdf(self) -> None:
        self._write("pdf")

    def _write_xlsx(self) -> None:
        self._write("xlsx")

    def _write(self, to: str) -> None:
        found, workspace = self.found, self._desk.workshop.workspace
        if found is None:
            return

        def write(_task: Task) -> Path:
            from metroapp.services import means_uses  # heavy: in the worker, on first use
            from metroapp.services.formats import Format

            path = workspace.exports / means_uses.file_name(found.number, Format(to))
            return means_uses.export(workspace, found, Format(to), path)

        self.folder.hide()
        self.said.say(window.WRITING, "soft")
        self.progress.show()
        self._desk.worker.do(write, self._show_written, self._refuse)

    def _show_written(self, path: Path) -> None:
        if not isValid(self):
            return
        self._written = path
        self.progress.hide()
        self.said.say(window.WRITTEN.format(path=path), "good")
        self.folder.show()

    def _show_folder(self) -> None:
        if self._written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written.parent)))
