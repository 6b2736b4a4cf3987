"""A tab that lists what is kept (studies, series of lots), the one chosen beside it, with its papers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, QUrl
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from metroapp.domain.message import Refusal
from metroapp.gui.desk import Desk
from metroapp.gui.dialogs.act_question import ActQuestion
from metroapp.gui.models.rows import Column, Row, RowsModel
from metroapp.gui.tasks import Task
from metroapp.gui.widgets.list_beside_panel import list_beside_panel
from metroapp.gui.widgets.picture_button import PictureButton
from metroapp.gui.widgets.plain_table import PlainTable
from metroapp.gui.widgets.said import Said
from metroapp.services.formats import Format
from metroapp.wording import window
from metroapp.wording.sentences import sentence

_ROOM, _CLOSE = 1300, 1000  # px: below, some columns give way, then others
Export = Callable[[Format, Path], Path]


class KeptList(QWidget):
    """What a tab fills: `read`, `show_chosen`, `show_presence`."""

    def __init__(
        self,
        desk: Desk,
        columns: Sequence[Column],
        left_out: tuple[Sequence[int], Sequence[int]],
        name: str,
        none: str,
        panel: QWidget,
        tools: Sequence[QPushButton],
        shares: tuple[int, int] = (560, 560),
    ) -> None:
        super().__init__()
        self.desk = desk
        self.panel = panel
        self.dialog: QDialog | None = None
        self._left_out = left_out
        self._none = none
        self._chosen = ""
        self._written: Path | None = None
        self.rows = RowsModel(columns, self)
        self.table = PlainTable(self.rows, desk.theme, name)
        self.table.setObjectName("narrow")
        self.count, self.nothing, self.said = QLabel(), Said(), Said()
        self.count.setProperty("role", "soft")
        self.folder = PictureButton(desk.theme, window.SHOW_FOLDER, "folder-open", self._show_folder)
        self.folder.hide()
        narrowed = QHBoxLayout()
        narrowed.setSpacing(6)
        for tool in tools:
            narrowed.addWidget(tool)
        narrowed.addWidget(self.folder)
        narrowed.addStretch(1)
        narrowed.addWidget(self.count)
        splitter = list_beside_panel(narrowed, self.table, self.nothing, panel, shares)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.said)
        layout.addWidget(splitter, 1)
        self.table.selectionModel().currentRowChanged.connect(self._choose)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a small screen some columns give way so that the others are whole."""
        super().resizeEvent(event)
        for least, places in zip((_ROOM, _CLOSE), self._left_out, strict=True):
            for place in places:
                self.table.setColumnHidden(place, self.width() < least)

    # -- what is shown ------------------------------------------------------------------------------------------------

    def show_rows(self, rows: list[Row], counted: str) -> None:
        """Read anew; the line chosen stays chosen. The first text of each is its number."""
        self.rows.show(rows)
        self.count.setText(counted if rows else "")
        self.nothing.say("" if rows else self._none, "soft")
        place = next((at for at, row in enumerate(rows) if row.texts[0] == self._chosen), 0)
        if rows:
            self.table.selectRow(place)
        else:
            self.show_chosen(None)

    def choose(self, number: str) -> None:
        """Have a line chosen, when the list is next read."""
        self._chosen = number

    def _choose(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            row = self.rows.rows[index.row()]
            self._chosen = row.texts[0]
            self.show_chosen(row.key)

    def show_chosen(self, key: Any) -> None:
        raise NotImplementedError

    # -- what is asked ------------------------------------------------------------------------------------------------

    def ask(self, dialog: QDialog) -> None:
        if self.dialog is not None and isValid(self.dialog):
            self.dialog.close()
        self.dialog = dialog
        dialog.show()

    def answer(self, dialog: ActQuestion, future: Future[Any], then: Callable[[Any], None] | None = None) -> None:
        """What is refused is said in the dialog, and loses nothing; what is done closes it."""

        def done(result: Any) -> None:
            if isValid(dialog):
                dialog.close()
            if then is not None:
                then(result)

        def refused(refusal: Refusal) -> None:
            if isValid(dialog):
                dialog.refuse(refusal)
            else:
                self.refuse(refusal)

        self.desk.bridge.follow(future, done, refused)

    def refuse(self, refusal: Refusal) -> None:
        self.said.say(sentence(refusal), "bad")

    # -- written ------------------------------------------------------------------------------------------------------

    def write(self, number: str, to: Format, export: Export) -> None:
        """Have a paper written by the worker, among the exports of the workshop."""
        path = self.desk.workshop.workspace.exports / f"{number}.{to.value}"

        def work(_task: Task) -> Path:
            return export(to, path)

        self.said.say(window.WRITING, "soft")
        self.desk.worker.do(work, self._show_written, self.refuse)

    def _show_written(self, path: Path) -> None:
        self._written = path
        self.said.say(window.WRITTEN.format(path=path), "good")
        self.folder.show()

    def _show_folder(self) -> None:
        if self._written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written.parent)))
