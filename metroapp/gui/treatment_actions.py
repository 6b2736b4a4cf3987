"""How something is asked before it is done on a fiche or on a dérogation, and what is said once it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QCursor, QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget
from shiboken6 import isValid

from metroapp.domain.message import Refusal
from metroapp.domain.people import Signature
from metroapp.gui.desk import Desk
from metroapp.gui.dialogs.act_question import ActQuestion
from metroapp.gui.tasks import Task
from metroapp.services.kept_documents import KeptDocument, attachments
from metroapp.wording import treatment_asked as words
from metroapp.wording import treatment_window as window_words
from metroapp.wording.sentences import sentence

Do = Callable[[Any, Signature | None], Future[Any]]
Say = Callable[[Any], str]
May = Callable[[str], Future[None]]  # whether a file of this name may be attached
Attach = Callable[[KeptDocument], Future[None]]


class TreatmentActions(QObject):
    """`said` carries (text, role), `requested` the number of a demand. `dialog` is the question now asked."""

    said = Signal(object)
    requested = Signal(object)

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self.desk = desk
        self.page = page
        self.dialog: ActQuestion | None = None

    def ask(self, dialog: ActQuestion, do: Do, say: Say) -> None:
        """Show a question; `do` what it gives, then `say` what came of it. A refusal is said in the question."""
        if self.dialog is not None and isValid(self.dialog):
            self.dialog.close()
        self.dialog = dialog

        def answer(given: tuple[Any, Signature | None]) -> None:
            try:
                future = do(*given)
            except Refusal as refusal:
                dialog.refuse(refusal)
                return
            self.desk.bridge.follow(future, finish, refuse)

        def finish(result: Any) -> None:
            if isValid(dialog):
                dialog.close()
            self.said.emit((say(result), "good"))

        def refuse(refusal: Refusal) -> None:
            if isValid(dialog):
                dialog.refuse(refusal)
            else:
                self.refuse(refusal)

        dialog.confirmed.connect(answer)
        dialog.finished.connect(self._forget)
        dialog.show()

    def ask_demand(self, about: Any = None) -> None:
        """The demand of a dérogation; `about`: the pieces that it is for."""
        from metroapp.gui.dialogs.concession_request import RequestDialog

        def request(given: Any, _signature: Signature | None) -> Future[str]:
            return self.desk.workshop.treatment.request(given)

        def say(number: str) -> str:
            self.requested.emit(number)
            return words.REQUESTED.format(number=number)

        self.ask(RequestDialog(self.desk, self.page, about), request, say)

    # -- photographs and documents ------------------------------------------------------------------------------------

    def ask_attachment(self, number: str, may: May, attach: Attach) -> None:
        """Which file; then a copy of it is kept, and named by the fiche or the dérogation."""
        dialog = QFileDialog(self.page, window_words.ATTACH_CHOOSE, "", window_words.ATTACH_FILTER)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self.attach(number, Path(path), may, attach))
        dialog.open()

    def attach(self, number: str, path: Path, may: May, attach: Attach) -> None:
        """Once it may be, copied in the worker: it may lie on a slow key."""
        workspace = self.desk.workshop.workspace

        def keep(_task: Task) -> KeptDocument:
            return attachments(workspace).keep(path)

        def write(kept: KeptDocument) -> None:
            said = words.ATTACHED.format(file=kept.file, number=number)
            self.desk.bridge.follow(attach(kept), lambda _nothing: self.said.emit((said, "good")), self.refuse)

        def copy(_nothing: object) -> None:
            self.desk.worker.do(keep, write, self.refuse)

        self.desk.bridge.follow(may(path.name), copy, self.refuse)

    def choose_attached(self, documents: Sequence[KeptDocument]) -> None:
        """Which one to open, where there are several."""
        if len(documents) == 1:
            self.open_attached(documents[0])
            return
        menu = QMenu(self.page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for one in documents:
            menu.addAction(one.file.replace("&", "&&")).triggered.connect(
                lambda _on=False, one=one: self.open_attached(one)
            )
        menu.popup(QCursor.pos())

    def open_attached(self, document: KeptDocument) -> None:
        """Have the copy shown by the program of the post; its digest is checked first."""
        workspace = self.desk.workshop.workspace

        def find(_task: Task) -> Path:
            return attachments(workspace).find(document)

        def show(path: Path) -> None:
            if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
                self.said.emit((words.NOT_OPENED.format(path=path), "bad"))

        self.desk.worker.do(find, show, self.refuse)

    def refuse(self, refusal: Refusal) -> None:
        self.said.emit((sentence(refusal), "bad"))

    def _forget(self, _result: int) -> None:
        self.dialog = None
