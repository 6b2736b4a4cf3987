"""Leave this workshop for another one: the window closes, and opens again on what was chosen."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from metroapp.domain.message import Refusal
from metroapp.domain.people import Action, Person
from metroapp.gui.desk import Desk
from metroapp.gui.widgets.workshop_choice import WorkshopChoice
from metroapp.services.next_workshop import WorkshopRequest
from metroapp.wording import workshops as words
from metroapp.wording.sentences import sentence


class OtherWorkshopDialog(QDialog):
    """`chosen` carries the request; the dialog is closed by then."""

    chosen = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words.OTHER_TITLE)
        self.setMinimumWidth(680)
        title = QLabel(words.OTHER_TITLE)
        title.setProperty("role", "title")
        said = QLabel(words.OTHER_SAID)
        said.setWordWrap(True)
        self.choice = WorkshopChoice(desk, is_first=False)
        self.stay = QPushButton(words.CLOSE)
        self.stay.setAccessibleName(words.CLOSE)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(14)
        for widget in (title, said, self.choice):
            layout.addWidget(widget)
        layout.addWidget(self.stay, 0, Qt.AlignmentFlag.AlignRight)
        self.stay.clicked.connect(self.close)
        self.choice.chosen.connect(self._choose)

    def _choose(self, request: WorkshopRequest) -> None:
        """Asked of whoever is at the post by now: it may have been locked meanwhile."""

        def leave(_person: Person) -> None:
            if isValid(self):
                self.close()
                self.chosen.emit(request)

        def refuse(refusal: Refusal) -> None:
            if isValid(self):
                self.choice.said.say(sentence(refusal), "bad")

        self._desk.bridge.follow(self._desk.workshop.staff.check(Action.CHANGE_WORKSHOP), leave, refuse)
