"""What is done to the means of the workshop from their page: the dialogs, what they ask for, and what is said."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget
from shiboken6 import isValid

from metroapp.domain.instrument import Instrument, InstrumentState
from metroapp.domain.means_acts import CertificateFiled
from metroapp.domain.message import Refusal
from metroapp.gui.desk import Desk
from metroapp.gui.dialogs.question import Question
from metroapp.gui.tasks import Task
from metroapp.wording import means, register_book
from metroapp.wording import means_asked as words
from metroapp.wording.sentences import sentence


class MeansActions(QObject):
    """`said` carries (text, role), `working` whether a file is read or written, `entered` the number of a means that
    was written, `record_asked` the id of a record. `dialog` is the question now asked, if any."""

    said = Signal(object)
    working = Signal(object)
    entered = Signal(object)
    record_asked = Signal(object)

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk = desk
        self._page = page
        self.dialog: Question | None = None
        self._verify: Callable[[Instrument], None] | None = None

    # -- verification -------------------------------------------------------------------------------------------------

    @property
    def can_verify(self) -> bool:
        return self._verify is not None

    def verify_with(self, verify: Callable[[Instrument], None]) -> None:
        """What « Vérifier… » does with the means chosen; until then its button is greyed."""
        self._verify = verify

    def verify(self, chosen: Instrument) -> None:
        if self._verify is not None:
            self._verify(chosen)

    # -- the register -------------------------------------------------------------------------------------------------

    def ask_form(self, before: Instrument | None, register: Mapping[str, Instrument], today: date) -> None:
        """A means to be entered, or the one to be changed."""
        from metroapp.gui.dialogs.means_form import MeansDialog

        dialog = MeansDialog(before, register, today, self._desk, self._page)
        said = words.ENTERED if before is None else words.CHANGED

        def enter(given: Instrument) -> None:
            self._answer(self._desk.workshop.means.enter([given], []), given.number, said.format(number=given.number))

        dialog.confirmed.connect(enter)
        self._ask(dialog)

    def ask_withdrawal(self, chosen: Instrument) -> None:
        from metroapp.gui.dialogs.means_acts import WithdrawalDialog

        dialog = WithdrawalDialog(chosen, self._desk, self._page)

        def change(given: tuple[InstrumentState, str]) -> None:
            said = words.WITHDRAWN.format(number=chosen.number, state=means.state(given[0]))
            self._answer(self._desk.workshop.means.change_state(chosen.number, *given), chosen.number, said)

        dialog.confirmed.connect(change)
        self._ask(dialog)

    # -- certificates -------------------------------------------------------------------------------------------------

    def ask_certificate(self, chosen: Instrument) -> None:
        """Which document; then what is written on it."""

        def describe(path: str) -> None:
            self.describe_certificate(chosen, Path(path))

        self._ask_file(words.FILE_CHOOSE, words.FILE_FILTER, describe)

    def describe_certificate(self, chosen: Instrument, path: Path) -> None:
        from metroapp.gui.dialogs.means_acts import CertificateDialog

        dialog = CertificateDialog(chosen, path, self._page)

        def file(given: tuple[str, date, str]) -> None:
            certificate, issued, laboratory = given
            said = words.FILED.format(certificate=certificate.strip(), number=chosen.number)
            filed = self._desk.workshop.means.file_certificate(chosen.number, path, certificate, issued, laboratory)
            self._answer(filed, chosen.number, said)

        dialog.confirmed.connect(file)
        self._ask(dialog)

    def open_certificate(self, act: CertificateFiled) -> None:
        """Have the copy shown by the program of the post; its digest is checked first."""
        room = self._desk.workshop.means

        def find(_task: Task) -> Path:
            return room.certificate_path(act)

        self._desk.worker.do(find, self._show_document, self._refuse)

    def _show_document(self, path: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self.said.emit((means.NOT_OPENED.format(path=path), "bad"))

    # -- the sheet of the register ------------------------------------------------------------------------------------

    def ask_import(self) -> None:
        self._ask_file(words.IMPORT_CHOOSE, words.IMPORT_FILTER, self.bring)

    def bring(self, path: str) -> None:
        """Enter the lines of a sheet."""

        def read(_task: Task) -> Any:
            from metroapp.services.register import read_register  # heavy: in the worker, on first use

            return read_register(Path(path))

        def enter(sheet: Any) -> None:
            self._desk.bridge.follow(self._desk.workshop.means.enter_sheet(sheet), self._brought, self._refuse)

        self.working.emit(True)
        self.said.emit((words.READING, "soft"))
        self._desk.worker.do(read, enter, self._refuse)

    def _brought(self, entered: Any) -> None:
        self.working.emit(False)
        said = register_book.entered(entered.new, entered.changed, entered.blocks, entered.unchanged)
        columns = [(one.sheet, one.title) for one in entered.unread_columns]
        unread = register_book.unread(columns, entered.unread_sheets)
        self.said.emit((f"{said} {unread}", "soft") if unread else (said, "good"))
        if entered.means:
            self.entered.emit(entered.means[0].number)

    def ask_export(self) -> None:
        self._ask_file(words.EXPORT_TITLE, words.EXPORT_FILTER, self.export, save_as=words.EXPORT_NAME)

    def export(self, path: str) -> None:
        """Write the register as the workbook that « Importer » reads back."""
        workspace = self._desk.workshop.workspace

        def write(_task: Task) -> Path:
            from metroapp.services.register_export import export_register  # heavy: in the worker, on first use

            return export_register(workspace, Path(path))

        self.working.emit(True)
        self.said.emit((words.EXPORTING, "soft"))
        self._desk.worker.do(write, self._exported, self._refuse)

    def _exported(self, path: Path) -> None:
        self.working.emit(False)
        self.said.emit((words.EXPORTED.format(path=path), "good"))

    # -- what it was used for -----------------------------------------------------------------------------------------

    def ask_uses_of(self, number: str) -> None:
        """Of a means, or of a gauge block by its serial number."""
        from metroapp.gui.dialogs.means_uses import UsesDialog

        dialog = UsesDialog(number, self._desk, self._page)
        dialog.record_asked.connect(self.record_asked)
        dialog.show()

    # -- how it is asked and answered ---------------------------------------------------------------------------------

    def _ask(self, dialog: Question) -> None:
        if self.dialog is not None and isValid(self.dialog):
            self.dialog.close()
        self.dialog = dialog
        dialog.finished.connect(self._forget)
        dialog.show()

    def _forget(self, _result: int) -> None:
        self.dialog = None

    def _answer(self, future: Future[Any], number: str, said: str) -> None:
        asked = self.dialog

        def done(_result: object) -> None:
            if asked is not None and isValid(asked):
                asked.close()
            self.said.emit((said, "good"))
            self.entered.emit(number)

        def refuse(refusal: Refusal) -> None:
            if asked is not None and isValid(asked):
                asked.refuse(refusal)
            else:
                self._refuse(refusal)

        self._desk.bridge.follow(future, done, refuse)

    def _refuse(self, refusal: Refusal) -> None:
        self.working.emit(False)
        self.said.emit((sentence(refusal), "bad"))

    def _ask_file(self, title: str, kinds: str, then: Callable[[str], None], save_as: str = "") -> None:
        dialog = QFileDialog(self._page, title, "", kinds)
        if save_as:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setDefaultSuffix("xlsx")
            dialog.selectFile(save_as)
        else:
            dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(then)
        dialog.open()
