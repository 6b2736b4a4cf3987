"""Which pedal gives which command: each is learnt by pressing it once, with gloves, and kept with the post."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from metroapp.domain.message import Refusal
from metroapp.domain.people import Action
from metroapp.gui.desk import Desk
from metroapp.gui.icons import icon
from metroapp.gui.pedal import DEFAULT, PedalWatch, Table, name_of, to_text
from metroapp.gui.rights_shown import permit
from metroapp.gui.theme import Tokens
from metroapp.gui.widgets.contact_row import ContactRow
from metroapp.gui.widgets.said import Said
from metroapp.services.commands import Command, word_of
from metroapp.wording import settings as words
from metroapp.wording.sentences import sentence

_SET, _CLEAR, _KEY = 108, 48, 62  # px


class PedalRow(QWidget):
    """One command: its key, and the two buttons. `asked` and `cleared` carry the Command."""

    asked = Signal(object)
    cleared = Signal(object)

    def __init__(self, command: Command, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.command = command
        word = word_of(command)
        self.key = QLabel()
        self.key.setMinimumWidth(_KEY)
        self.key.setProperty("role", "strong")
        self.set = QPushButton(words.PEDAL_SET)
        self.set.setAccessibleName(words.PEDAL_SET_NAME.format(command=word))
        self.set.setToolTip(words.PEDAL_SET_NAME.format(command=word))
        self.set.setFixedWidth(_SET)
        self.clear = QPushButton()
        self.clear.setAccessibleName(words.PEDAL_CLEAR_NAME.format(command=word))
        self.clear.setToolTip(words.PEDAL_CLEAR_NAME.format(command=word))
        self.clear.setIconSize(QSize(20, 20))
        self.clear.setFixedWidth(_CLEAR)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(QLabel(word), 1)
        for widget in (self.key, self.set, self.clear):
            layout.addWidget(widget)
        self.set.clicked.connect(self._ask)
        self.clear.clicked.connect(self._clear)

    def show_key(self, key: str) -> None:
        self.key.setText(key or words.PEDAL_NO_KEY)
        self.key.setAccessibleName(words.PEDAL_KEY.format(command=word_of(self.command)))
        self.key.setAccessibleDescription(key or words.PEDAL_NO_KEY)

    def show_learning(self, learning: bool) -> None:
        self.set.setText(words.PEDAL_PRESS if learning else words.PEDAL_SET)

    def _ask(self) -> None:
        self.asked.emit(self.command)

    def _clear(self) -> None:
        self.cleared.emit(self.command)


class PedalSection(QFrame):
    """What is learnt is kept at once; a pedal pressed while the section is seen says which command it gives."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._desk = desk
        self._watch: PedalWatch | None = None
        self._table: Table = DEFAULT  # as it is kept
        self._changing: Command | None = None
        self.rows = {command: PedalRow(command) for command in Command}
        self.said = Said()
        title = QLabel(words.PEDAL_TITLE)
        title.setProperty("role", "heading")
        note = QLabel(words.PEDAL_NOTE)
        note.setWordWrap(True)
        note.setProperty("role", "small")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 14)
        layout.setSpacing(6)
        layout.addWidget(title)
        layout.addWidget(note)
        for row in self.rows.values():
            layout.addWidget(row)
            row.asked.connect(self._learn)
            row.cleared.connect(self._forget)
        layout.addWidget(self.said)
        self.contact = ContactRow(desk)
        layout.addWidget(self.contact)
        desk.theme.changed.connect(self._dress)
        self._dress(desk.theme.tokens)
        self._show()

    def use(self, watch: PedalWatch) -> None:
        """The pedals of this post, as the window obeys them."""
        self._watch = watch
        watch.learnt.connect(self._learnt)
        watch.refused.connect(self._refuse)
        watch.pressed.connect(self._tried)
        self.refresh()

    def refresh(self) -> None:
        if self._watch is not None:
            self._table = self._watch.table
        self._show()
        self.contact.refresh()

    def show_presence(self) -> None:
        for row in self.rows.values():
            permit(row.set, self._desk.who, Action.CONFIGURE_POST)
            permit(row.clear, self._desk.who, Action.CONFIGURE_POST, possible=row.command in self._table.values())
        self.contact.show_presence()

    def _dress(self, tokens: Tokens) -> None:
        for row in self.rows.values():
            row.clear.setIcon(icon("x", tokens.accent, tokens.soft))

    def _show(self) -> None:
        """The key of each command; the one that is being learnt says so."""
        learning = self._watch.learning if self._watch is not None else None
        for command, row in self.rows.items():
            row.show_key(", ".join(name_of(key) for key, given in sorted(self._table.items()) if given is command))
            row.show_learning(command is learning)
        self.show_presence()

    # -- what is pressed ----------------------------------------------------------------------------------------------

    def _learn(self, command: Command) -> None:
        """The next key pressed is for this command; a second touch gives up."""
        if self._watch is None:
            return
        if self._watch.learning is command:
            self._give_up()
            return
        self._changing = command
        self._watch.learn(command)
        self.said.say(words.PEDAL_WAITS.format(command=word_of(command)), "strong")
        self._show()

    def _forget(self, command: Command) -> None:
        if self._watch is not None:
            self._watch.give_up()
            self._changing = command
            self._watch.forget(command)

    def _give_up(self) -> None:
        if self._watch is not None and self._watch.learning is not None:
            self._watch.give_up()
            self.said.say(words.PEDAL_GIVEN_UP, "soft")
            self._show()

    def hideEvent(self, event: QHideEvent) -> None:
        """Another page, or the lock: no key is waited for any more."""
        self._give_up()
        super().hideEvent(event)

    def _learnt(self, table: Table) -> None:
        """Keep the new table; where it cannot be kept, the one before serves."""
        command = self._changing
        if table == self._table or command is None:
            self.said.say(words.PEDAL_GIVEN_UP, "soft")
            self._show()
            return

        def kept(_nothing: object) -> None:
            self._table = table
            keys = [name_of(key) for key, given in table.items() if given is command]
            word = word_of(command)
            done = words.PEDAL_KEPT.format(key=keys[0], command=word) if keys else ""
            self.said.say(done or words.PEDAL_CLEARED.format(command=word), "good")
            self._show()

        def refuse(refusal: Refusal) -> None:
            if self._watch is not None:
                self._watch.use(self._table)
            self._refuse(refusal)

        self._desk.bridge.follow(self._desk.workshop.set_pedals(to_text(table)), kept, refuse)

    def _tried(self, command: Command) -> None:
        if self.isVisible():
            self.said.say(words.PEDAL_TRIED.format(command=word_of(command)), "good")

    def _refuse(self, refusal: Refusal) -> None:
        self.said.say(sentence(refusal), "bad")
        self._show()
