"""Many records exported at once: which ones, as what, into which folder; they are written in the worker."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.record_search import RecordSearch
from metroapp.gui.desk import Desk
from metroapp.gui.tasks import Task
from metroapp.gui.widgets.choice import Tick
from metroapp.gui.widgets.flow import Flow
from metroapp.gui.widgets.folder_field import FolderField
from metroapp.gui.widgets.format_ticks import format_ticks
from metroapp.gui.widgets.picture_button import PictureButton
from metroapp.gui.widgets.said import Said
from metroapp.services import consultation, file_names
from metroapp.services.formats import Format
from metroapp.services.workspace import Workspace
from metroapp.wording import exports as words
from metroapp.wording import window, workbooks
from metroapp.wording.sentences import sentence

if TYPE_CHECKING:
    from metroapp.services.many_exports import Chosen, Exported

_WIDTH = 780
_COUNTED = 1_000_000  # records


class _Single(NamedTuple):
    """What became of a file that holds all the records."""

    said: str
    is_there: bool
    is_whole: bool


class _Written(NamedTuple):
    done: Exported | None  # the files of each record, where some were asked for
    singles: list[_Single]


class ExportRecordsDialog(QDialog):
    """Not modal. `selected` are those chosen in the list, each with its number."""

    def __init__(
        self, search: RecordSearch, selected: Sequence[tuple[EntryId, str]], desk: Desk, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words.EXPORT_TITLE)
        self.setMinimumWidth(_WIDTH)
        self.resize(_WIDTH, 1)  # else as wide as all the formats in a line
        self._desk, self._search, self._selected = desk, search, list(selected)
        self._task: Task | None = None
        self.all_found, self.chosen = QRadioButton(words.ALL_COUNTING), QRadioButton()
        self.formats = format_ticks(desk.theme)
        self.formats[Format.PDF].setChecked(True)
        self.package = Tick(words.PACKAGE, desk.theme)
        self.package.setToolTip(words.PACKAGE_TIP)
        self.table = Tick(workbooks.TABLE, desk.theme)
        self.table.setToolTip(workbooks.TABLE_TIP)
        self.out = FolderField(desk.theme, words.FOLDER)
        self.out.line.setText(str(desk.workshop.workspace.exports))
        self.named, self.said = QLabel(), Said()
        self.named.setWordWrap(True)
        self.named.setProperty("role", "small")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(words.EXPORT_TITLE)
        self.progress.hide()
        self.folder = PictureButton(desk.theme, words.SHOW_FOLDER, "folder-open", self._show_folder)
        self.cancel = PictureButton(desk.theme, window.CANCEL, "x", self._give_up)
        self.export = PictureButton(desk.theme, words.EXPORT, "download", self.write, is_accent=True)
        self.export.setProperty("role", "primary")
        self.close_button = PictureButton(desk.theme, window.CLOSE, "x", self.close)
        self._build()
        self._read()

    def _build(self) -> None:
        title = QLabel(words.EXPORT_TITLE)
        title.setProperty("role", "title")
        several = len(self._selected) > 1
        number = self._selected[0][1] if self._selected else ""
        one = words.SELECTED_ONE.format(number=number)
        self.chosen.setText(words.SELECTED.format(count=len(self._selected)) if several else one)
        self.chosen.setVisible(bool(self._selected))
        (self.chosen if several else self.all_found).setChecked(True)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addWidget(self.folder)
        foot.addStretch(1)
        for button in (self.cancel, self.export, self.close_button):
            foot.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(8)
        layout.addWidget(title)
        layout.addWidget(_heading(words.WHICH))
        layout.addWidget(self.all_found)
        layout.addWidget(self.chosen)
        layout.addWidget(_heading(words.AS_WHAT))
        layout.addLayout(Flow((*self.formats.values(), self.table, self.package), 14))
        layout.addWidget(_heading(words.INTO))
        layout.addWidget(self.out)
        layout.addWidget(self.named)
        layout.addWidget(self.progress)
        layout.addWidget(self.said)
        layout.addStretch(1)
        layout.addLayout(foot)
        self.folder.hide()
        self.cancel.hide()

    def _read(self) -> None:
        workspace, search = self._desk.workshop.workspace, self._search

        def read(_task: Task) -> tuple[int, str]:
            return consultation.count_found(workspace, search, _COUNTED), file_names.pattern_of(workspace).text

        def show(found: tuple[int, str]) -> None:
            if isValid(self):
                count, pattern = found
                self.all_found.setText(words.ALL_FOUND.format(count=count))
                self.named.setText(words.NAMED_BY.format(pattern=pattern))

        self._desk.worker.do(read, show, self._refuse)

    # -- writing ------------------------------------------------------------------------------------------------------

    def write(self) -> None:
        """Write the records chosen, in the worker; what is written when it is given up stays."""
        workspace, search, out = self._desk.workshop.workspace, self._search, Path(self.out.folder)
        formats = [one for one, tick in self.formats.items() if tick.isChecked()]
        selected = None if self.all_found.isChecked() else self._selected
        singles = [make for make, tick in ((_table, self.table), (_package, self.package)) if tick.isChecked()]

        def work(task: Task) -> _Written:
            from metroapp.services import many_exports  # heavy: in the worker, on first use

            chosen, done = many_exports.found(workspace, search) if selected is None else selected, None
            if formats or not singles:
                done = many_exports.export_many(workspace, chosen, formats, out, task.go_on)
            if done is not None and (done.cancelled or done.stopped):
                return _Written(done, [])
            if not chosen:
                raise Refusal("export.nothing_chosen")
            return _Written(done, [make(workspace, chosen, out, task) for make in singles])

        self.folder.hide()
        if not out.is_absolute():
            self._refuse(Refusal("watched.not_absolute", path=out))
            return
        self.said.say(words.COUNTING, "soft")
        self._task = self._desk.worker.do(work, self._show_done, self._refuse, self._advance)
        self.progress.setRange(0, 0)
        self._show_busy()

    def _show_busy(self) -> None:
        is_busy = self._task is not None
        self.progress.setVisible(is_busy)
        self.cancel.setVisible(is_busy)
        for control in (self.export, self.out, self.all_found, self.chosen, self.table, self.package):
            control.setEnabled(not is_busy)
        for tick in self.formats.values():
            tick.setEnabled(not is_busy)
        self._fit()  # the progress and what is said need their room

    def _advance(self, counts: tuple[int, int]) -> None:
        if isValid(self) and self._task is not None:
            done, total = counts
            self.progress.setRange(0, max(1, total))
            self.progress.setValue(done)
            self.said.say(words.EXPORTING.format(done=min(done + 1, total), total=total), "soft")

    def _show_done(self, found: _Written) -> None:
        if not isValid(self):
            return
        done, singles = found
        self._task, said = None, []
        if done is not None:
            left = done.asked - done.records - len(done.refused)
            files, folder = len(done.files), self.out.folder
            said.append(words.summary(done.records, files, folder, done.refused, left, done.stopped))
        said += [one.said for one in singles]
        is_whole = (done is None or done.is_whole) and all(one.is_whole for one in singles)
        self.said.say(" ".join(said), "good" if is_whole else "bad")
        self.folder.setVisible(any(one.is_there for one in singles) or bool(done and done.files))
        self._show_busy()

    def _give_up(self) -> None:
        if self._task is None:
            return
        self._task.cancel()
        if self._task.future.cancelled():  # it had not begun: nothing will come back
            self._task = None
            self.said.say("", "soft")
            self._show_busy()

    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(self.out.folder))

    def _refuse(self, refusal: Refusal) -> None:
        if isValid(self):
            self._task = None
            self.said.say(sentence(refusal), "bad")
            self._show_busy()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The height that the lines need at this width."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.resize(self.width(), layout.totalHeightForWidth(self.width()))

    def done(self, result: int) -> None:
        """However it is closed, what is not written yet is given up."""
        if self._task is not None:
            self._task.cancel()
        super().done(result)


def _table(workspace: Workspace, chosen: Sequence[Chosen], out: Path, task: Task) -> _Single:
    from metroapp.services import exchange, results_table

    path = out / workbooks.TABLE_FILE.format(moment=f"{datetime.now(UTC).astimezone():%Y-%m-%d-%H%M%S}")
    try:
        done = results_table.export_results(workspace, chosen, Format.XLSX, path, task.go_on)
    except exchange.GivenUp:
        return _Single(workbooks.TABLE_GIVEN_UP, is_there=False, is_whole=False)
    said = workbooks.RESULTS_DONE.format(path=path, results=done.results, records=done.records)
    if done.refused:
        said += " " + workbooks.TABLE_NOT_WHOLE.format(numbers=", ".join(number for number, _ in done.refused))
    return _Single(said, is_there=True, is_whole=not done.refused)


def _package(workspace: Workspace, chosen: Sequence[Chosen], out: Path, task: Task) -> _Single:
    from metroapp.services import exchange

    try:
        path = exchange.export_records(workspace, [id for id, _ in chosen], out, task.go_on)
    except exchange.GivenUp:
        return _Single(words.PACKAGE_GIVEN_UP, is_there=False, is_whole=False)
    return _Single(words.PACKAGE_DONE.format(path=path), is_there=True, is_whole=True)


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "heading")
    return label
