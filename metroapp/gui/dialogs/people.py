"""What is asked before somebody is entered, gets other roles or another code, or acts no more; and one's own code."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from metroapp.domain.message import Refusal
from metroapp.domain.people import Person, Role
from metroapp.gui.desk import Desk
from metroapp.gui.dialogs.question import Question
from metroapp.gui.widgets.choice import Tick
from metroapp.services import rights
from metroapp.services.first_start import require_same
from metroapp.wording import presence, settings
from metroapp.wording.labels import label


class RoleTicks(QWidget):
    """A box for each role; those that the person signed in may not give are disabled, and say whom they are for."""

    def __init__(self, desk: Desk, roles: Collection[Role], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes: dict[Role, Tick] = {}
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(18)
        for place, role in enumerate(Role):
            box = Tick(label(role), desk.theme)
            box.setChecked(role in roles)
            needed = rights.to_manage({role})
            if not desk.who.may(needed):
                box.setEnabled(False)
                box.setToolTip(presence.reserved_to(rights.RIGHTS[needed]))
            layout.addWidget(box, *divmod(place, 2))
            self.boxes[role] = box

    def roles(self) -> tuple[Role, ...]:
        return tuple(role for role, box in self.boxes.items() if box.isChecked())


class _SecretQuestion(Question):
    """A question with a new code in it, typed twice."""

    def add_secrets(self, name: str, again: str) -> None:
        self.secret, self.again = self.add_secret(name), self.add_secret(again)

    def require_secret(self, name: str) -> bool:
        """Whether the two are alike and a code at all; says why not."""
        try:
            require_same(name, self.secret.text(), self.again.text())
        except Refusal as refusal:
            self.refuse(refusal)
            return False
        return True


class EnterDialog(_SecretQuestion):
    """`confirmed` carries (name, roles, secret)."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(settings.ADD_TITLE, settings.ADD_CONFIRM, parent)
        self.name: QLineEdit = self.add_line(settings.PERSON_NAME)
        self.name.setMaxLength(80)
        self.add_text(settings.ROLES, "heading")
        self.ticks = RoleTicks(desk, (Role.OPERATOR,))
        self.body.addWidget(self.ticks)
        self.add_secrets(settings.FIRST_CODE, settings.AGAIN)
        self.name.setFocus()

    def accept_answer(self) -> None:
        if self.require_secret(self.name.text()):
            self.confirmed.emit((self.name.text(), self.ticks.roles(), self.secret.text()))


class RolesDialog(Question):
    """`confirmed` carries the roles."""

    def __init__(self, person: Person, desk: Desk, parent: QWidget) -> None:
        super().__init__(settings.ROLES_TITLE.format(name=person.name), settings.ROLES_CONFIRM, parent)
        self.ticks = RoleTicks(desk, person.roles)
        self.body.addWidget(self.ticks)

    def accept_answer(self) -> None:
        self.confirmed.emit(self.ticks.roles())


class NewCodeDialog(_SecretQuestion):
    """`confirmed` carries the secret."""

    def __init__(self, person: Person, parent: QWidget) -> None:
        title = settings.NEW_CODE_TITLE.format(name=person.name)
        super().__init__(title, settings.NEW_CODE_CONFIRM, parent)
        self._name = person.name
        self.add_text(settings.NEW_CODE_SAID)
        self.add_secrets(settings.NEW_CODE_FIELD, settings.AGAIN)
        self.secret.setFocus()

    def accept_answer(self) -> None:
        if self.require_secret(self._name):
            self.confirmed.emit(self.secret.text())


class RemoveDialog(Question):
    """What it changes."""

    def __init__(self, person: Person, parent: QWidget) -> None:
        super().__init__(settings.REMOVE_TITLE.format(name=person.name), settings.REMOVE_CONFIRM, parent)
        self.add_text(settings.REMOVE_SAID.format(name=person.name))


class OwnCodeDialog(_SecretQuestion):
    """`confirmed` carries (old, new)."""

    def __init__(self, person: Person, parent: QWidget) -> None:
        super().__init__(presence.CHANGE_TITLE, presence.CHANGE_CONFIRM, parent)
        self._name = person.name
        self.old = self.add_secret(presence.CHANGE_OLD)
        self.add_secrets(presence.CHANGE_NEW, presence.CHANGE_AGAIN)
        self.old.setFocus()

    def accept_answer(self) -> None:
        if self.require_secret(self._name):
            self.confirmed.emit((self.old.text(), self.secret.text()))
