"""How something is asked before it is done on a fiche or on a dérogation, and what is said once it is."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from metroapp.domain.message import Refusal
from metroapp.domain.people import Signature
from metroapp.gui.desk import Desk
from metroapp.gui.dialogs.act_question import ActQuestion
from metroapp.wording import treatment_asked as words
from metroapp.wording.sentences import sentence

Do = Callable[[Any, Signature | None], Future[Any]]
Say = Callable[[Any], str]


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

    def refuse(self, refusal: Refusal) -> None:
        self.said.emit((sentence(refusal), "bad"))

    def _forget(self, _result: int) -> None:
        self.dialog = None
