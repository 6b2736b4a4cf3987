"""Before signing: how the pieces are sorted, what is missing, that it is final, and who signs."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from metroapp.domain.message import Refusal
from metroapp.domain.people import Action
from metroapp.domain.record import RecordHeader, Sorting
from metroapp.gui.desk import Desk
from metroapp.gui.dialogs.question import Question
from metroapp.gui.phrases import counts_of
from metroapp.gui.widgets.signature_form import SignatureForm
from metroapp.wording import window as words


class ClosingDialog(Question):
    """`confirmed` carries the Signature; not modal."""

    def __init__(self, header: RecordHeader, sorting: Sorting, missing: int, desk: Desk, parent: QWidget) -> None:
        super().__init__(words.CLOSING_TITLE.format(number=header.number), words.CLOSING_SIGN, parent)
        self.setMinimumWidth(720)
        self.add_text(counts_of(sorting), "heading")
        self.add_text(
            words.CLOSING_MISSING.format(count=missing) if missing else words.CLOSING_COMPLETE,
            "bad" if missing else "good",
        )
        self.add_text(words.CLOSING_FINAL)
        self.form = SignatureForm(desk, Action.CLOSE_RECORD)
        self.body.addWidget(self.form)
        self.form.secret.setFocus()

    def accept_answer(self) -> None:
        self.said.clear()
        self.confirm.setEnabled(False)  # one press, one signature
        self.confirmed.emit(self.form.signature())

    def refuse(self, refusal: Refusal) -> None:
        super().refuse(refusal)
        self.confirm.setEnabled(True)
        self.form.ask_again(refusal)
