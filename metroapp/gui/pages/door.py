"""What is shown while nobody works: who is there, the first start, the lock. Nothing of the work is behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from metroapp.domain.people import Person, Role
from metroapp.gui.desk import Desk
from metroapp.gui.icons import icon, program_icon
from metroapp.gui.pages.lock import LockPage
from metroapp.gui.pages.sign_in import SignInPage
from metroapp.gui.theme import Tokens, look_after
from metroapp.gui.widgets.banner import Banner
from metroapp.gui.widgets.look_signs import LOOK_SIGNS
from metroapp.wording import presence as words
from metroapp.wording import window

if TYPE_CHECKING:
    from metroapp.gui.pages.first_choice import FirstChoicePage
    from metroapp.gui.pages.first_start import FirstStartPage

SIGN_IN, LOCK, FIRST_START, FIRST_CHOICE = "sign-in", "lock", "first-start", "first-choice"


class Door(QWidget):
    """A head with the name of the workshop, and one page. `codes` shows those of the demonstration.

    `workshop_asked` carries a request for another workshop.
    """

    workshop_asked = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._held = 0
        self.first_start: FirstStartPage | None = None
        self.first_choice: FirstChoicePage | None = None
        self.banner = Banner(desk.theme)
        self.workshop = QLabel(words.PROGRAM)
        self.workshop.setProperty("role", "heading")
        self.codes = QPushButton(f" {words.CODES}")
        self.codes.setAccessibleName(words.CODES_TIP)
        self.codes.setToolTip(words.CODES_TIP)
        self.codes.hide()
        self.look = QPushButton()
        self.look.setFixedWidth(52)
        self.look.setAccessibleName(window.LOOK)
        self.look.setToolTip(window.LOOK)
        for button in (self.codes, self.look):
            button.setIconSize(QSize(22, 22))
        self.look.clicked.connect(desk.theme.go_on)
        self.opening = QLabel(words.UPGRADING if desk.workshop.is_of_older_version else words.OPENING)
        self.opening.setWordWrap(True)
        self.opening.setProperty("role", "heading")
        self.opening.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sign_in = SignInPage(desk)
        self.lock = LockPage(desk)
        self.pages = QStackedWidget()
        for page in (self.opening, self.sign_in, self.lock):
            self.pages.addWidget(page)
        self._build()
        self.sign_in.recovery_asked.connect(self._ask_recovery)
        desk.theme.changed.connect(self._dress)
        self._dress(desk.theme.tokens)

    def _build(self) -> None:
        mark = QLabel()
        mark.setPixmap(program_icon().pixmap(40, 40))
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(mark)
        top.addWidget(self.workshop, 1)
        top.addWidget(self.codes)
        top.addWidget(self.look)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 14, 24, 18)
        layout.setSpacing(12)
        layout.addLayout(top)
        layout.addWidget(self.banner)
        layout.addWidget(self.pages, 1)

    def _dress(self, tokens: Tokens) -> None:
        self.look.setIcon(icon(LOOK_SIGNS[look_after(tokens).name].picture, tokens.accent))
        self.codes.setIcon(icon("key-round", tokens.accent))

    @property
    def name(self) -> str:
        """Which page is shown; empty while the archive opens."""
        shown = self.pages.currentWidget()
        known = {
            self.sign_in: SIGN_IN,
            self.lock: LOCK,
            self.opening: "",
            self.first_start: FIRST_START,
            self.first_choice: FIRST_CHOICE,
        }
        return known[shown]  # type: ignore[index]

    # -- what is shown ------------------------------------------------------------------------------------------------

    def ask_who(self, held: int = 0) -> None:
        """Nobody is signed in: ask who is there, or for the first administrator. The archive is open."""
        self._held = held
        self.sign_in.ask(held)
        workshop = self._desk.workshop
        # Done one after the other by one thread: once the last is done, the others are.
        lacks, new, name = workshop.staff.lacks_administrator(), workshop.is_new(), workshop.name()

        def show(everybody: list[Person]) -> None:
            self._show(everybody, lacks=lacks.result(), new=new.result(), name=name.result())

        self._desk.bridge.follow(workshop.staff.everybody(), show)

    def _show(self, everybody: list[Person], *, lacks: bool, new: bool, name: str) -> None:
        self.workshop.setText(name or words.PROGRAM)
        self.sign_in.show_people(everybody)
        if self._desk.who.person is not None:
            return  # somebody came in meanwhile
        has_others = any(person.is_active and person.has_secret for person in everybody)
        self.sign_in.recovery.setVisible(lacks)
        if new and not everybody:
            self.show_first_choice()
        elif lacks:
            is_recovery = any(Role.ADMINISTRATOR in person.roles for person in everybody)
            self.show_first_start(needs_name=new, is_recovery=is_recovery, has_others=has_others)
        else:
            self.show_sign_in()

    def show_upgrading(self, percent: int) -> None:
        """How far the upgrade of the archive is."""
        self.opening.setText(f"{words.UPGRADING}\n{words.UPGRADED.format(percent=percent)}")

    def show_sign_in(self) -> None:
        self.pages.setCurrentWidget(self.sign_in)
        self.sign_in.go_to_first()

    def show_first_choice(self) -> None:
        """Nothing is there yet: what is this post to be?"""
        from metroapp.gui.pages.first_choice import FirstChoicePage

        if self.first_choice is None:
            self.first_choice = FirstChoicePage(self._desk)
            self.first_choice.choice.chosen.connect(self.workshop_asked)
            self.first_choice.choice.create_asked.connect(self._ask_first_start)
            self.pages.addWidget(self.first_choice)
        self.pages.setCurrentWidget(self.first_choice)
        self.first_choice.ask()

    def show_first_start(self, *, needs_name: bool = True, is_recovery: bool = False, has_others: bool = False) -> None:
        """Made when it is needed: once in the life of a workshop."""
        from metroapp.gui.pages.first_start import FirstStartPage

        if self.first_start is None:
            self.first_start = FirstStartPage(self._desk)
            self.first_start.sign_in_asked.connect(self._ask_sign_in)
            self.first_start.choice_asked.connect(self._ask_first_choice)
            self.pages.addWidget(self.first_start)
        self.pages.setCurrentWidget(self.first_start)
        self.first_start.ask(needs_name=needs_name, is_recovery=is_recovery, has_others=has_others)

    def show_locked(self, person: Person, held: int) -> None:
        self.lock.ask(person, held)
        self.pages.setCurrentWidget(self.lock)
        self.lock.entry.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_held(self, held: int) -> None:
        """One more reading waits."""
        self._held = held
        self.sign_in.show_held(held)
        self.lock.show_held(held)

    def refresh_people(self) -> None:
        """Somebody was entered, or got other roles."""
        self._desk.bridge.follow(self._desk.workshop.staff.everybody(), self.sign_in.show_people)

    def _ask_sign_in(self, _nothing: object) -> None:
        self.show_sign_in()

    def _ask_first_start(self, _nothing: object) -> None:
        self.show_first_start()

    def _ask_first_choice(self, _nothing: object) -> None:
        self.show_first_choice()

    def _ask_recovery(self, _nothing: object) -> None:
        self.ask_who(self._held)
