"""The pedal that is a contact on a serial port: its port, its line, what it gives, and whether it works."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QPushButton, QWidget

from drivers.contact import Line
from drivers.discovery import Port
from metroapp.domain.message import Refusal
from metroapp.domain.people import Action
from metroapp.gui.desk import Desk
from metroapp.gui.port_names import port_name
from metroapp.gui.post_contact import PostContact
from metroapp.gui.rights_shown import permit
from metroapp.gui.widgets.bench_ports import list_ports
from metroapp.gui.widgets.said import Said
from metroapp.services.commands import Command, word_of
from metroapp.services.diagnosis import why_closed
from metroapp.services.pedal_contact import PedalContact
from metroapp.wording import settings as words
from metroapp.wording.sentences import sentence


class ContactRow(QWidget):
    """What is chosen is kept, and watched at once. `kept` carries the contact, None where it was removed."""

    kept = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._post: PostContact | None = None
        title = QLabel(words.CONTACT_TITLE)
        title.setProperty("role", "strong")
        note = QLabel(words.CONTACT_NOTE)
        note.setWordWrap(True)
        note.setProperty("role", "small")
        self.port = QComboBox()
        self.port.setEditable(True)
        self.port.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.port.setAccessibleName(words.CONTACT_PORT)
        entry = self.port.lineEdit()
        if entry is not None:
            entry.setPlaceholderText(words.CONTACT_PORT)
            entry.setAccessibleName(words.CONTACT_PORT)
        self.line = QComboBox()
        self.line.setAccessibleName(words.CONTACT_LINE)
        for line in Line:
            self.line.addItem(line.value.upper(), line.value)
        self.command = QComboBox()
        self.command.setAccessibleName(words.CONTACT_COMMAND)
        for command in Command:
            self.command.addItem(word_of(command), command.value)
        self.command.setCurrentIndex(self.command.findData(Command.CONFIRM.value))
        self.keep = QPushButton(words.CONTACT_KEEP)
        self.keep.setAccessibleName(words.CONTACT_KEEP_NAME)
        self.remove = QPushButton(words.CONTACT_REMOVE)
        self.remove.setAccessibleName(words.CONTACT_REMOVE_NAME)
        self.state = QLabel()
        self.state.setWordWrap(True)
        self.state.setProperty("role", "small")
        self.said = Said()
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(6)
        layout.setColumnStretch(1, 1)
        layout.addWidget(title, 0, 0, 1, 2)
        layout.addWidget(note, 1, 0, 1, 2)
        layout.addWidget(self.port, 2, 0, 1, 2)
        layout.addWidget(self.line, 3, 0)
        layout.addWidget(self.command, 3, 1)
        layout.addWidget(self.keep, 4, 0)
        layout.addWidget(self.remove, 4, 1)
        layout.addWidget(self.state, 5, 0, 1, 2)
        layout.addWidget(self.said, 6, 0, 1, 2)
        self.keep.clicked.connect(self._keep)
        self.remove.clicked.connect(self._remove)
        self._show_state()

    def use(self, post: PostContact) -> None:
        """The contact of this post, as the window watches it."""
        self._post = post
        post.changed.connect(self._changed)
        post.pressed.connect(self._tried)
        self.refresh()

    def refresh(self) -> None:
        """The ports present now, listed by the worker, and what is kept."""
        if self._post is not None and self._post.contact is not None:
            contact = self._post.contact
            self.port.setEditText(contact.url)
            self.line.setCurrentIndex(self.line.findData(contact.line.value))
            self.command.setCurrentIndex(self.command.findData(contact.command.value))
        self._show_state()
        self._desk.looker.do(list_ports, self._show_ports)

    def show_presence(self) -> None:
        for control in (self.port, self.line, self.command, self.keep):
            permit(control, self._desk.who, Action.CONFIGURE_POST)
        has_one = self._post is not None and self._post.contact is not None
        permit(self.remove, self._desk.who, Action.CONFIGURE_POST, possible=has_one)

    def _show_ports(self, found: list[Port]) -> None:
        written = self.port.currentText()
        self.port.clear()
        for port in found:
            self.port.addItem(port_name(port), port.lasting)
        self.port.setCurrentIndex(-1)
        self.port.setEditText(written)

    def _address(self) -> str:
        """The address of the port chosen in the list, or what was written."""
        written = self.port.currentText().strip()
        place = self.port.findText(written)
        return written if place < 0 else str(self.port.itemData(place))

    # -- what is chosen -----------------------------------------------------------------------------------------------

    def _keep(self) -> None:
        contact = PedalContact(self._address(), Line(self.line.currentData()), Command(self.command.currentData()))
        self._set(contact, words.CONTACT_KEPT.format(command=word_of(contact.command)))

    def _remove(self) -> None:
        self.port.setEditText("")
        self._set(None, words.CONTACT_REMOVED)

    def _set(self, contact: PedalContact | None, said: str) -> None:
        def kept(_nothing: object) -> None:
            self.said.say(said, "good")
            self.kept.emit(contact)
            if self._post is not None:
                self._post.use(contact)
            self.show_presence()

        self._desk.bridge.follow(self._desk.workshop.set_contact(contact), kept, self._refuse)

    def _refuse(self, refusal: Refusal) -> None:
        self.said.say(sentence(refusal), "bad")

    # -- what happens -------------------------------------------------------------------------------------------------

    def _changed(self, _change: object) -> None:
        self._show_state()
        self.show_presence()

    def _tried(self, command: Command) -> None:
        if self.isVisible():
            self.said.say(words.CONTACT_TRIED.format(command=word_of(command)), "good")

    def _show_state(self) -> None:
        post = self._post
        if post is None or post.contact is None:
            self.state.setText(words.CONTACT_NONE)
        elif post.is_ready:
            self.state.setText(words.CONTACT_READY)
        else:
            why = why_closed(post.contact.url, post.state.cause) if post.state is not None else None
            self.state.setText(words.CONTACT_OPENING if why is None else sentence(why))
