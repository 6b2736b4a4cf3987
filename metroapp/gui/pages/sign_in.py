"""Nobody is at the post: one finds one's name, types one's code, and works."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from metroapp.domain.message import Refusal
from metroapp.domain.people import Person, Role
from metroapp.gui.desk import Desk
from metroapp.gui.widgets.banner import Banner
from metroapp.gui.widgets.people_tiles import PeopleTiles
from metroapp.gui.widgets.secret_entry import SecretEntry
from metroapp.wording import exam_window
from metroapp.wording import presence as words
from metroapp.wording.sentences import sentence

_WIDEST, _TALLEST = 1300, 760
_MANY = 12  # beyond, a name is found faster by typing it


class SignInPage(QWidget):
    """`recovery_asked`: an administrator is to be created again, and somebody came here from there."""

    recovery_asked = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._people: list[Person] = []
        self._chosen = ""
        self.title = QLabel(words.SIGN_IN_TITLE)
        self.title.setProperty("role", "title")
        self.held = QLabel()
        self.held.setProperty("role", "good")
        self.search = QLineEdit()
        self.search.setPlaceholderText(words.SEARCH)
        self.search.setAccessibleName(words.SEARCH)
        self.search.setClearButtonEnabled(True)
        self.tiles = PeopleTiles(desk.theme)
        self.none = QLabel(words.NOBODY_FOUND)
        self.none.setProperty("role", "soft")
        self.entry = SecretEntry(words.OPEN_SESSION, "play", desk.theme)
        self.banner = Banner(desk.theme)
        self.recovery = QPushButton(words.BACK_TO_FIRST)
        self.recovery.setAccessibleName(words.BACK_TO_FIRST)
        self.recovery.hide()
        self.candidate = QPushButton(exam_window.I_AM_CANDIDATE)
        self.candidate.setAccessibleName(exam_window.I_AM_CANDIDATE)
        self.candidate.setToolTip(exam_window.I_AM_CANDIDATE_TIP)
        self.candidate.setProperty("role", "big")
        self.candidate.hide()
        self.is_candidate = False  # the code asked for is that of a convocation
        self._build()
        self.search.textChanged.connect(self._list)
        self.search.returnPressed.connect(self._choose_first)
        self.tiles.chosen.connect(self._choose)
        self.tiles.typed.connect(self._type)
        self.entry.entered.connect(self._sign_in)
        self.recovery.clicked.connect(self._ask_recovery)
        self.candidate.clicked.connect(self._choose_candidate)

    def _build(self) -> None:
        next_step = QLabel(words.SIGN_IN_NEXT)
        next_step.setProperty("role", "soft")
        card = QFrame()
        card.setProperty("role", "card")
        left = QVBoxLayout(card)
        left.setContentsMargins(18, 16, 18, 16)
        left.setSpacing(10)
        for widget in (self.title, next_step, self.search, self.none):
            left.addWidget(widget)
        left.addWidget(self.tiles, 1)
        left.addWidget(self.candidate)
        left.addWidget(self.held)
        left.addWidget(self.recovery, 0, Qt.AlignmentFlag.AlignLeft)
        door = QFrame()
        door.setProperty("role", "card")
        door.setFixedWidth(360)
        right = QVBoxLayout(door)
        right.setContentsMargins(24, 20, 24, 20)
        right.addStretch(1)
        right.addWidget(self.entry)
        right.addStretch(1)
        cards = QHBoxLayout()
        cards.setSpacing(14)
        cards.addWidget(card, 1)
        cards.addWidget(door)
        room = QWidget()
        room.setMaximumSize(_WIDEST, _TALLEST)  # on a large screen, all of it within reach of one look
        inside = QVBoxLayout(room)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(12)
        inside.addWidget(self.banner)
        inside.addLayout(cards, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addStretch(1)
        layout.addWidget(room, 1000)
        layout.addStretch(1)

    # -- who ----------------------------------------------------------------------------------------------------------

    def ask(self, held: int) -> None:
        """Show the page anew: nothing typed by the person before is left."""
        self.banner.hide()
        self._chosen, self.is_candidate = "", False
        self.search.clear()
        self.show_held(held)
        self.entry.ask_again()
        self.entry.ask("")
        self._list("")
        self.look_for_session()

    def look_for_session(self) -> None:
        """Whether candidates are expected: they are offered to come in, and nobody of them is named."""
        self._desk.bridge.follow(self._desk.workshop.candidate.is_expected(), self.candidate.setVisible)

    def show_people(self, everybody: Sequence[Person]) -> None:
        """Those who may sign in."""
        self._people = [one for one in everybody if one.is_active and Role.CANDIDATE not in one.roles]
        self.search.setVisible(len(self._people) > _MANY)
        self._list(self.search.text())
        if self.isVisible() and not self._chosen:
            self.go_to_first()

    def go_to_first(self) -> None:
        """The cursor where one begins."""
        first = self.tiles if self.search.isHidden() else self.search
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_held(self, held: int) -> None:
        self.held.setText(words.held_for_anybody(held))
        self.held.setVisible(bool(held))

    def _list(self, _text: str) -> None:
        wanted = self.search.text().casefold().split()
        found = [person for person in self._people if all(word in person.name.casefold() for word in wanted)]
        self.tiles.show_people(found, self._chosen)
        self.none.setVisible(bool(self._people) and not found)

    def _choose_first(self) -> None:
        if self.tiles.people:
            self.tiles.choose(self.tiles.people[0].name)

    def _choose(self, person: Person) -> None:
        self._chosen, self.is_candidate = person.name, False
        self.entry.ask(person.name)

    def _choose_candidate(self) -> None:
        self._chosen, self.is_candidate = "", True
        self._list(self.search.text())
        self.entry.ask(exam_window.CODE_OF_CANDIDATE)

    def _type(self, digit: str) -> None:
        """A digit typed while the cursor is still on the names: it belongs to the code."""
        if self._chosen or self.is_candidate:
            self.entry.line.setFocus(Qt.FocusReason.OtherFocusReason)
            self.entry.line.insert(digit)

    # -- the code -----------------------------------------------------------------------------------------------------

    def _sign_in(self, secret: str) -> None:
        workshop = self._desk.workshop
        in_exam = self.is_candidate
        future = workshop.candidate.come_in(secret) if in_exam else workshop.staff.sign_in(self._chosen, secret)
        self._desk.bridge.follow(future, self._signed_in, self._refuse)

    def _signed_in(self, _person: Person) -> None:
        self.banner.hide()
        self.entry.ask_again()

    def _refuse(self, refusal: Refusal) -> None:
        self.banner.say(words.NOT_OPENED, sentence(refusal))
        self.entry.ask_again()

    def _ask_recovery(self) -> None:
        self.recovery_asked.emit(None)
