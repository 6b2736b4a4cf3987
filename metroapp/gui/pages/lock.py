"""The post is locked: nothing of the work is on the screen, and the same person comes back with their code."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from metroapp.domain.message import Refusal
from metroapp.domain.people import Person
from metroapp.gui.desk import Desk
from metroapp.gui.icons import icon, pixmap
from metroapp.gui.theme import Tokens
from metroapp.gui.widgets.banner import Banner
from metroapp.gui.widgets.secret_entry import SecretEntry
from metroapp.wording import presence as words
from metroapp.wording.sentences import sentence

_CENTRE = Qt.AlignmentFlag.AlignHCenter


class LockPage(QWidget):
    """One card in the middle: whose post it is, and their code."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._name = ""
        self.sign = QLabel()
        self.title = QLabel(words.LOCKED_TITLE)
        self.title.setProperty("role", "title")
        self.person = QLabel()
        self.person.setProperty("role", "heading")
        self.roles = QLabel()
        self.roles.setProperty("role", "soft")
        self.held = QLabel()
        self.held.setProperty("role", "good")
        self.safe = QLabel(words.LOCKED_SAFE)
        self.safe.setProperty("role", "small")
        self.entry = SecretEntry(words.UNLOCK, "lock", desk.theme)
        self.other = QPushButton(f" {words.CHANGE_PERSON}")
        self.other.setAccessibleName(words.CHANGE_PERSON)
        self.other.setIconSize(QSize(22, 22))
        self.banner = Banner(desk.theme)
        self._build()
        self.entry.entered.connect(self._unlock)
        self.other.clicked.connect(self._leave)
        desk.theme.changed.connect(self._dress)
        self._dress(desk.theme.tokens)

    def _build(self) -> None:
        card = QFrame()
        card.setProperty("role", "card")
        card.setFixedWidth(860)
        said = QVBoxLayout()
        said.setSpacing(8)
        said.addStretch(1)
        for widget in (self.sign, self.title, self.person, self.roles):
            said.addWidget(widget, 0, _CENTRE)
        said.addSpacing(16)
        for widget in (self.held, self.safe):
            said.addWidget(widget, 0, _CENTRE)
        said.addStretch(1)
        said.addWidget(self.other)
        inside = QHBoxLayout(card)
        inside.setContentsMargins(32, 28, 32, 28)
        inside.setSpacing(40)
        inside.addLayout(said, 1)
        inside.addWidget(self.entry)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.banner)
        layout.addStretch(1)
        layout.addWidget(card, 0, _CENTRE)
        layout.addStretch(1)

    def _dress(self, tokens: Tokens) -> None:
        self.sign.setPixmap(pixmap("lock", tokens.accent, 64, self.devicePixelRatioF()))
        self.other.setIcon(icon("users", tokens.accent, tokens.soft))

    def ask(self, person: Person, held: int) -> None:
        """Show whose post it is."""
        self._name = person.name
        self.person.setText(person.name)
        self.roles.setText(words.roles_of(person))
        self.banner.hide()
        self.show_held(held)
        self.entry.setEnabled(True)
        self.entry.ask(person.name)

    def show_held(self, held: int) -> None:
        self.held.setText(words.held(held))
        self.held.setVisible(bool(held))

    def _unlock(self, secret: str) -> None:
        self._desk.bridge.follow(self._desk.workshop.staff.unlock(secret), self._unlocked, self._refuse)

    def _unlocked(self, _person: Person) -> None:
        self.entry.ask_again()

    def _refuse(self, refusal: Refusal) -> None:
        self.banner.say(words.NOT_UNLOCKED, sentence(refusal))
        self.entry.ask_again()

    def _leave(self) -> None:
        self._desk.bridge.follow(self._desk.workshop.staff.sign_out())
