"""Who may see the work: the door while nobody is there or the post is locked, and what was open when they are back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QStackedWidget, QWidget
from shiboken6 import isValid

from metroapp.domain.message import Refusal
from metroapp.domain.people import Person
from metroapp.gui.desk import Desk
from metroapp.gui.idle import IdleWatch
from metroapp.gui.pages.door import FIRST_CHOICE, FIRST_START, LOCK, Door
from metroapp.services.events import (
    ArchiveUpgrading,
    Event,
    ExamChanged,
    Indicated,
    PeopleChanged,
    PresenceChanged,
    ReadingHeld,
    SweepProgress,
)
from metroapp.services.presence import Who

Codes = dict[str, str]


class Doorkeeper(QObject):
    """`came_in` carries whether it is the person who was there before.

    `stays_open` says whether what is shown must not be locked by itself: a record being filled.
    """

    came_in = Signal(object)

    def __init__(
        self, desk: Desk, ground: QWidget, stays_open: Callable[[], bool], codes: Codes | None, window: QWidget
    ) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._ground = ground
        self._stays_open = stays_open
        self._codes = codes
        self._last = ""  # id of whoever was there last
        self._shown: Who | None = None
        self._held = 0
        self._put_away: list[QDialog] = []
        self.door = Door(desk)
        self.door.codes.setVisible(codes is not None)
        self.door.codes.clicked.connect(self.show_codes)
        self.rooms = QStackedWidget()
        self.rooms.addWidget(self.door)
        self.rooms.addWidget(ground)
        self.idle = IdleWatch(self)
        self.idle.expired.connect(self._expire)
        shortcut = QShortcut(QKeySequence("Ctrl+L"), window)
        shortcut.setContext(Qt.ShortcutContext.ApplicationShortcut)  # from a dialog too
        shortcut.activated.connect(self.lock)
        self._look()

    def open(self) -> None:
        """The archive is open: ask who is there, unless somebody came in already."""
        self._desk.bridge.follow(self._desk.workshop.lock_settings(), self.idle.use)
        if self._desk.who.person is None:
            self._close_up(self._desk.who)

    def close(self) -> None:
        self.idle.stop()

    @property
    def is_open(self) -> bool:
        """Whether the work is on the screen."""
        return self.rooms.currentWidget() is self._ground

    def take(self, event: Event) -> None:
        match event:
            case PresenceChanged():
                self._held = event.held
                self._look()
            case ExamChanged() if not self.is_open:
                self.door.sign_in.look_for_session()
            case PeopleChanged() if not self.is_open:
                self.door.refresh_people()
            case ReadingHeld():
                self._held = event.held
                self.door.show_held(event.held)
            case ArchiveUpgrading(percent):
                self.door.show_upgrading(percent)
            case Indicated() | SweepProgress():
                self.idle.touch()

    # -- the door -----------------------------------------------------------------------------------------------------

    def _look(self) -> None:
        who = self._desk.who
        if who.person is not None and not who.locked:
            self._let_in(who, who.person)
        elif self._desk.workshop.is_open:
            self._close_up(who)

    def _let_in(self, who: Who, person: Person) -> None:
        is_same = person.id == self._last
        self._last, self._shown = person.id, who
        self.idle.touch()
        self.rooms.setCurrentWidget(self._ground)
        dialogs, self._put_away = self._put_away, []
        for dialog in filter(isValid, dialogs):
            if is_same:
                dialog.show()
            else:
                dialog.close()  # what somebody else was writing is not for these eyes
        self.came_in.emit(is_same)

    def _close_up(self, who: Who) -> None:
        """Nothing of the work stays on the screen; what is already shown is not asked again."""
        if who == self._shown:
            return
        self._shown = who
        self._put_dialogs_away()
        self.rooms.setCurrentWidget(self.door)
        if who.person is None:
            self.door.ask_who(self._held)
        else:
            self.door.show_locked(who.person, self._held)

    def _put_dialogs_away(self) -> None:
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
        for menu in self._window.findChildren(QMenu):
            menu.close()
        for dialog in self._window.findChildren(QDialog):
            if dialog.isVisible():
                dialog.hide()
                self._put_away.append(dialog)

    def picture(self, name: str) -> None:
        """Show a page of the door as it would be, for a picture of it: nobody leaves, nothing is locked."""
        who = self._desk.who
        self.rooms.setCurrentWidget(self.door)
        if name == FIRST_START:
            self.door.show_first_start()
        elif name == FIRST_CHOICE:
            self.door.show_first_choice()
        elif name == LOCK and who.person is not None:
            self.door.show_locked(who.person, self._held)
        else:
            self.door.sign_in.ask(self._held)
            self.door.refresh_people()
            self.door.show_sign_in()

    def end_picture(self) -> None:
        """Show what is true again."""
        self._shown = None
        self._look()

    # -- what is asked for --------------------------------------------------------------------------------------------

    def lock(self) -> None:
        if self.is_open:
            self._desk.bridge.follow(self._desk.workshop.staff.lock())

    def leave(self) -> None:
        """Somebody else is to sign in; the record stays on the bench."""
        self._desk.bridge.follow(self._desk.workshop.staff.sign_out())

    def _expire(self, _nothing: object) -> None:
        if self.idle.settings.while_measuring or not self._stays_open():
            self.lock()

    def show_own_data(self) -> None:
        """What is recorded of whoever is at the post."""
        from metroapp.gui.dialogs.personal_data import OwnDataDialog

        person = self._desk.who.person
        if person is not None:
            OwnDataDialog(person, self._desk, self._window).show()

    def ask_code(self) -> None:
        """One's own code, by the one before."""
        from metroapp.gui.dialogs.people import OwnCodeDialog

        person = self._desk.who.person
        if person is None:
            return
        dialog = OwnCodeDialog(person, self._window)

        def changed(_nothing: object) -> None:
            if isValid(dialog):
                dialog.close()

        def refuse(refusal: Refusal) -> None:
            if isValid(dialog):
                dialog.refuse(refusal)

        def change(given: tuple[str, str]) -> None:
            self._desk.bridge.follow(self._desk.workshop.staff.change_secret(*given), changed, refuse)

        dialog.confirmed.connect(change)
        dialog.show()

    def show_codes(self) -> None:
        """Those of the demonstration."""
        from metroapp.gui.dialogs.demonstration_codes import CodesDialog

        codes = self._codes

        def show(people: list[Person]) -> None:
            if codes is not None:
                CodesDialog(people, codes, self._window).show()

        self._desk.bridge.follow(self._desk.workshop.staff.everybody(), show)
