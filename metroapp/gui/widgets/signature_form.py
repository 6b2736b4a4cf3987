"""Who signs, and their code: a name among the people who have the right, and a line that shows dots."""

from __future__ import annotations

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget
from shiboken6 import isValid

from metroapp.domain.message import Refusal
from metroapp.domain.people import Action, Person, Role, Signature
from metroapp.gui.desk import Desk
from metroapp.gui.widgets.choice import Choice
from metroapp.gui.widgets.secret_entry import secret_line
from metroapp.services import rights
from metroapp.wording import presence as words


class SignatureForm(QWidget):
    """Filled by the archive a moment after it is made; the code is forgotten as soon as the form is hidden."""

    def __init__(self, desk: Desk, action: Action, parent: QWidget | None = None, *, role: Role | None = None) -> None:
        """`role`: only those who have it are offered."""
        super().__init__(parent)
        self._desk = desk
        self._action = action
        self._role = role
        self.signer = Choice(desk.theme)
        self.signer.setAccessibleName(words.SIGNER)
        self.secret = secret_line(words.SIGNER_CODE)
        self.nobody = QLabel()
        self.nobody.setProperty("role", "bad")
        self.nobody.setWordWrap(True)
        self.nobody.hide()
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(12)
        layout.setVerticalSpacing(4)
        for column, (text, field) in enumerate(((words.SIGNER, self.signer), (words.SIGNER_CODE, self.secret))):
            label = QLabel(text)
            label.setBuddy(field)
            layout.addWidget(label, 0, column)
            layout.addWidget(field, 1, column)
            layout.setColumnStretch(column, 1)
        layout.addWidget(self.nobody, 2, 0, 1, 2)
        desk.bridge.follow(desk.workshop.staff.everybody(), self._offer)

    def _offer(self, everybody: list[Person]) -> None:
        if not isValid(self):
            return
        able = [person for person in everybody if rights.may(person, self._action) and self._signs(person)]
        self.signer.clear()
        self.signer.addItems([person.name for person in able])
        present = self._desk.who.person
        names = [person.name for person in able]
        if present is not None and present.name in names:
            self.signer.setCurrentIndex(names.index(present.name))
        roles = rights.RIGHTS[self._action] if self._role is None else {self._role}
        self.nobody.setText(words.nobody_may_sign(self._action, roles))
        self.nobody.setVisible(not able)

    def _signs(self, person: Person) -> bool:
        return self._role is None or self._role in person.roles

    def signature(self) -> Signature:
        return Signature(self.signer.currentText(), self.secret.text())

    def ask_again(self, refusal: Refusal) -> None:
        """The service said no: a code that was refused is typed again, any other is kept."""
        if refusal.message.code.startswith("secret."):
            self.secret.clear()
            self.secret.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        self.secret.clear()
        super().hideEvent(event)
