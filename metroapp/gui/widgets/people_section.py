"""The people of the workshop in a table, and what is done to one of them."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future

from PySide6.QtCore import QModelIndex, QSize, Signal
from PySide6.QtWidgets import QDialog, QFrame, QLabel, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from metroapp.domain.message import Refusal
from metroapp.domain.people import Action, Person, Role
from metroapp.gui.desk import Desk
from metroapp.gui.dialogs.people import EnterDialog, NewCodeDialog, RemoveDialog, RolesDialog
from metroapp.gui.dialogs.personal_data import PurgeDialog
from metroapp.gui.dialogs.question import Question
from metroapp.gui.icons import icon
from metroapp.gui.models.rows import CENTRE, Column, Row, RowsModel
from metroapp.gui.rights_shown import permit
from metroapp.gui.theme import Tokens
from metroapp.gui.widgets.flow import Flow
from metroapp.gui.widgets.plain_table import PlainTable
from metroapp.gui.widgets.said import Said
from metroapp.services import rights
from metroapp.wording import personal_data as data_words
from metroapp.wording import settings as words
from metroapp.wording.presence import roles_of
from metroapp.wording.sentences import sentence

_COLUMNS = (
    Column(words.NAME, width=170),
    Column(words.ROLES),
    Column(words.STATE, width=90),
    Column(words.CODE, CENTRE, 64),
)


class PeopleSection(QFrame):
    """`changed` says that somebody was entered or changed. `dialog` is the question now asked, if any."""

    changed = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._desk = desk
        self.people: list[Person] = []
        self.dialog: QDialog | None = None
        self._rows = RowsModel(_COLUMNS, self)
        self.table = PlainTable(self._rows, desk.theme, words.PEOPLE_TABLE)
        self.table.verticalHeader().setDefaultSectionSize(42)
        self._icons: list[tuple[QPushButton, str]] = []
        self.add = self._button(words.ADD, words.ADD_TIP, "user-plus", self._ask_entering)
        self.roles = self._button(words.CHANGE_ROLES, words.CHANGE_ROLES_TIP, "users", self._ask_roles)
        self.code = self._button(words.NEW_CODE, words.NEW_CODE_TIP, "key-round", self._ask_code)
        self.remove = self._button(words.REMOVE, words.REMOVE_TIP, "user-x", self._ask_removal)
        self.purge = self._button(data_words.PURGE, data_words.PURGE_TIP, "delete", self._ask_purge)
        self.said = Said()
        self._build()
        self.table.selectionModel().currentRowChanged.connect(self._point)
        desk.theme.changed.connect(self._dress)
        self._dress(desk.theme.tokens)

    def _build(self) -> None:
        title = QLabel(words.PEOPLE_TITLE)
        title.setProperty("role", "heading")
        title.setContentsMargins(16, 0, 16, 0)
        deeds = Flow((self.add, self.roles, self.code, self.remove, self.purge))
        deeds.setContentsMargins(12, 0, 12, 2)
        self.said.setContentsMargins(16, 0, 12, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 12, 1, 1)
        layout.setSpacing(8)
        layout.addWidget(title)
        layout.addLayout(deeds)
        layout.addWidget(self.said)
        layout.addWidget(self.table, 1)

    def _button(self, text: str, tip: str, picture: str, pressed: Callable[[], None]) -> QPushButton:
        button = QPushButton(f" {text}")
        button.setObjectName("tight")
        button.setAccessibleName(text)
        button.setToolTip(tip)
        button.setIconSize(QSize(20, 20))
        button.clicked.connect(lambda _checked=False: pressed())
        self._icons.append((button, picture))
        return button

    def _dress(self, tokens: Tokens) -> None:
        for button, picture in self._icons:
            button.setIcon(icon(picture, tokens.accent, tokens.soft))

    # -- the table ----------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        self._desk.bridge.follow(self._desk.workshop.staff.everybody(), self._show, self._refuse)

    def _show(self, everybody: list[Person]) -> None:
        chosen = self.chosen
        self.people = everybody
        self._rows.show([_row(person) for person in everybody])
        kept = next((row for row, one in enumerate(everybody) if chosen and one.id == chosen.id), 0)
        if everybody:
            self.table.selectRow(kept)
        self.show_presence()

    @property
    def chosen(self) -> Person | None:
        row = self.table.currentIndex().row()
        return self.people[row] if 0 <= row < len(self.people) else None

    def choose(self, name: str) -> None:
        self.table.selectRow(next(row for row, person in enumerate(self.people) if person.name == name))

    def _point(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self.show_presence()

    def show_presence(self) -> None:
        """What the person signed in may do to the one chosen."""
        who, chosen = self._desk.who, self.chosen
        needed = Action.MANAGE_PEOPLE
        if chosen is not None:
            needed = rights.to_manage(chosen.roles, has_secret=chosen.has_secret)
        permit(self.add, who, Action.MANAGE_OPERATORS)
        permit(self.roles, who, needed, possible=chosen is not None)
        permit(self.code, who, needed, possible=chosen is not None)
        permit(self.remove, who, needed, possible=chosen is not None and chosen.is_active)
        permit(self.purge, who, Action.ERASE_NAMES)

    # -- what is done -------------------------------------------------------------------------------------------------

    def _ask_entering(self) -> None:
        dialog = EnterDialog(self._desk, self)

        def enter(given: tuple[str, tuple[Role, ...], str]) -> None:
            self._answer(self._desk.workshop.staff.enter(*given), self._entered)

        dialog.confirmed.connect(enter)
        self._ask(dialog)

    def _ask_roles(self) -> None:
        person = self.chosen
        if person is not None:
            dialog = RolesDialog(person, self._desk, self)

            def change(roles: tuple[Role, ...]) -> None:
                self._answer(self._desk.workshop.staff.set_roles(person.name, roles), self._roles_changed)

            dialog.confirmed.connect(change)
            self._ask(dialog)

    def _ask_code(self) -> None:
        person = self.chosen
        if person is not None:
            dialog = NewCodeDialog(person, self)

            def give(secret: str) -> None:
                self._answer(self._desk.workshop.staff.reset_secret(person.name, secret), self._code_given)

            dialog.confirmed.connect(give)
            self._ask(dialog)

    def _ask_removal(self) -> None:
        person = self.chosen
        if person is not None:
            dialog = RemoveDialog(person, self)

            def remove(_nothing: object) -> None:
                self._answer(self._desk.workshop.staff.set_roles(person.name, ()), self._removed)

            dialog.confirmed.connect(remove)
            self._ask(dialog)

    def _ask_purge(self) -> None:
        self._ask(PurgeDialog(self._desk, self))

    def _ask(self, dialog: QDialog) -> None:
        if self.dialog is not None and isValid(self.dialog):
            self.dialog.close()
        self.dialog = dialog
        dialog.finished.connect(self._forget)
        dialog.show()

    def _forget(self, _result: int) -> None:
        self.dialog = None

    def _answer(self, future: Future[Person], said: Callable[[Person], str]) -> None:
        def done(person: Person) -> None:
            if self.dialog is not None:
                self.dialog.close()
            self.said.say(said(person), "good")
            self.refresh()
            self.changed.emit(person)

        self._desk.bridge.follow(future, done, self._refuse)

    def _entered(self, person: Person) -> str:
        return words.ENTERED.format(name=person.name, roles=roles_of(person))

    def _roles_changed(self, person: Person) -> str:
        return words.ROLES_CHANGED.format(name=person.name, roles=roles_of(person) or words.INACTIVE)

    def _code_given(self, person: Person) -> str:
        return words.CODE_GIVEN.format(name=person.name)

    def _removed(self, person: Person) -> str:
        return words.REMOVED.format(name=person.name)

    def _refuse(self, refusal: Refusal) -> None:
        if isinstance(self.dialog, Question):
            self.dialog.refuse(refusal)
        else:
            self.said.say(sentence(refusal), "bad")


def _row(person: Person) -> Row:
    texts = (
        person.name,
        roles_of(person),
        words.ACTIVE if person.is_active else words.INACTIVE,
        words.YES if person.has_secret else words.NO,
    )
    return Row(texts, person, None if person.is_active else (2, "soft"))
