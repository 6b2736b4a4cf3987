"""One signature: what it is for, who gives it, their code. It blocks nothing; a refusal is said in it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from metroapp.domain.message import Refusal
from metroapp.domain.people import Action, Role
from metroapp.gui.desk import Desk
from metroapp.gui.dialogs.question import Question
from metroapp.gui.widgets.signature_form import SignatureForm


class SigningDialog(Question):
    """`confirmed` carries the Signature; not modal."""

    def __init__(
        self,
        title: str,
        confirm: str,
        desk: Desk,
        action: Action,
        parent: QWidget,
        *,
        said: str = "",
        role: Role | None = None,
    ) -> None:
        super().__init__(title, confirm, parent)
        self.setMinimumWidth(720)
        if said:
            self.add_text(said)
        self.form = SignatureForm(desk, action, role=role)
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
