"""Nobody could sign in yet: the name of the workshop, and the first administrator with a code of their own."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from metroapp.domain.message import Refusal
from metroapp.domain.people import Person, Role
from metroapp.domain.yearly_numbers import USUAL_POST
from metroapp.gui.desk import Desk
from metroapp.gui.widgets.banner import Banner
from metroapp.gui.widgets.choice import Tick
from metroapp.gui.widgets.scrolled import Scrolled
from metroapp.gui.widgets.secret_entry import secret_line
from metroapp.services.first_start import require_ready
from metroapp.wording import presence as words
from metroapp.wording import workshops
from metroapp.wording.sentences import sentence


class FirstStartPage(QWidget):
    """`sign_in_asked`: somebody who is no administrator has a code, and would rather work.

    `choice_asked`: it is another workshop that is wanted.
    """

    sign_in_asked = Signal(object)
    choice_asked = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._is_named = False  # the workshop
        self.title = QLabel(words.FIRST_TITLE)
        self.title.setProperty("role", "title")
        self.who = QLabel()
        self.who.setWordWrap(True)
        self.who.setProperty("role", "soft")
        self.workshop, self.name = _line(words.FIRST_WORKSHOP), _line(words.FIRST_NAME)
        self.post = _line(words.FIRST_POST)
        self.post.setText(USUAL_POST)
        self.post.setFixedWidth(120)
        self.name.setPlaceholderText(words.FIRST_NAME_HINT)
        self.secret, self.again = secret_line(words.FIRST_SECRET), secret_line(words.FIRST_AGAIN)
        self.trainer = Tick(words.FIRST_TRAINER, desk.theme)
        self.trainer.setChecked(True)
        self.note = QLabel(words.FIRST_NOTE)
        self.note.setWordWrap(True)
        self.note.setProperty("role", "small")
        self.begin = QPushButton(words.FIRST_BEGIN)
        self.begin.setProperty("role", "big")
        self.begin.setAccessibleName(words.FIRST_BEGIN)
        self.existing = QPushButton(words.FIRST_EXISTING)
        self.existing.setAccessibleName(words.FIRST_EXISTING)
        self.back = QPushButton(workshops.BACK)
        self.back.setAccessibleName(workshops.BACK)
        self.banner = Banner(desk.theme)
        self.named, self.coded = _label(words.FIRST_WORKSHOP, self.workshop), _label(words.FIRST_POST, self.post)
        self.of_code = QLabel(words.FIRST_POST_NOTE)
        self.of_code.setProperty("role", "small")
        self._build()
        for line in self._lines:
            line.returnPressed.connect(self._go_on)
        self.begin.clicked.connect(self._begin)
        self.existing.clicked.connect(self._ask_sign_in)
        self.back.clicked.connect(self._ask_choice)

    def _build(self) -> None:
        card = QFrame()
        card.setProperty("role", "card")
        card.setFixedWidth(720)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(32, 18, 32, 18)
        inside.setSpacing(5)
        for widget in (self.title, self.who):
            inside.addWidget(widget)
        inside.addSpacing(4)
        founding = QGridLayout()
        founding.setHorizontalSpacing(12)
        founding.setVerticalSpacing(5)
        for column, (label, line) in enumerate(((self.named, self.workshop), (self.coded, self.post))):
            founding.addWidget(label, 0, column)
            founding.addWidget(line, 1, column)
        founding.addWidget(self.of_code, 2, 0, 1, 2, Qt.AlignmentFlag.AlignRight)
        inside.addLayout(founding)
        for label, line in (
            (_label(words.FIRST_NAME, self.name), self.name),
            (_label(words.FIRST_SECRET, self.secret), self.secret),
            (_label(words.FIRST_AGAIN, self.again), self.again),
        ):
            inside.addWidget(label)
            inside.addWidget(line)
        inside.addSpacing(2)
        inside.addWidget(self.trainer)
        inside.addWidget(self.note)
        inside.addSpacing(6)
        inside.addWidget(self.begin)
        inside.addWidget(self.existing)
        inside.addWidget(self.back)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(card)
        across.addStretch(1)
        middle = QVBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.addStretch(1)
        middle.addLayout(across)
        middle.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.banner)
        layout.addWidget(Scrolled(middle), 1)

    def ask(self, *, needs_name: bool, is_recovery: bool, has_others: bool) -> None:
        """`needs_name`: the workshop is still to be founded; `is_recovery`: an administrator lost their code;
        `has_others`: somebody else has one."""
        self._is_named = not needs_name
        self.title.setText(words.RECOVERY_TITLE if is_recovery else words.FIRST_TITLE)
        self.who.setText(words.RECOVERY_WHO if is_recovery else words.FIRST_WHO)
        for widget in (self.named, self.workshop, self.coded, self.post, self.of_code):
            widget.setVisible(needs_name)
        self.existing.setVisible(has_others)
        self.back.setVisible(needs_name)
        self.secret.clear()
        self.again.clear()
        self.banner.hide()
        (self.workshop if needs_name else self.name).setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _lines(self) -> tuple[QLineEdit, ...]:
        return self.workshop, self.post, self.name, self.secret, self.again

    def _go_on(self) -> None:
        """Enter goes to the first line still empty, then does it."""
        empty = next((line for line in self._lines if not line.isHidden() and not line.text()), None)
        if empty is not None:
            empty.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._begin()

    def _begin(self) -> None:
        if not self.begin.isEnabled():
            return
        try:
            workshop = None if self._is_named else self.workshop.text()
            require_ready(workshop, self.name.text(), self.secret.text(), self.again.text())
        except Refusal as refusal:
            self._refuse(refusal)
            return
        self.begin.setEnabled(False)
        if self._is_named:
            self._enter(None)
        else:
            founded = self._desk.workshop.found(self.workshop.text(), self.post.text())
            self._desk.bridge.follow(founded, self._enter, self._refuse)

    def _enter(self, _founded: object) -> None:
        self._is_named = True
        roles = (Role.TRAINER,) if self.trainer.isChecked() else ()
        future = self._desk.workshop.staff.enter_administrator(self.name.text(), roles, self.secret.text())
        self._desk.bridge.follow(future, self._entered, self._refuse)

    def _entered(self, _person: Person) -> None:
        self.begin.setEnabled(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """No code stays behind."""
        self.secret.clear()
        self.again.clear()
        super().hideEvent(event)

    def _refuse(self, refusal: Refusal) -> None:
        self.begin.setEnabled(True)
        self.banner.say(words.FIRST_NOT_DONE, sentence(refusal))

    def _ask_sign_in(self) -> None:
        self.sign_in_asked.emit(None)

    def _ask_choice(self) -> None:
        self.choice_asked.emit(None)


def _line(name: str) -> QLineEdit:
    line = QLineEdit()
    line.setAccessibleName(name)
    line.setMaxLength(100)
    return line


def _label(text: str, line: QLineEdit) -> QLabel:
    label = QLabel(text)
    label.setBuddy(line)
    return label
