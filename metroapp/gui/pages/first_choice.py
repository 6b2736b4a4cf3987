"""The very first start: nothing is there yet, and the demonstration, a new workshop or another one can be opened."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from metroapp.gui.desk import Desk
from metroapp.gui.widgets.scrolled import Scrolled
from metroapp.gui.widgets.workshop_choice import WorkshopChoice
from metroapp.wording import workshops as words


class FirstChoicePage(QWidget):
    """One card in the middle; `choice` says what was chosen."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = QLabel(words.FIRST_TITLE)
        title.setProperty("role", "title")
        said = QLabel(words.FIRST_SAID)
        said.setWordWrap(True)
        self.choice = WorkshopChoice(desk, is_first=True)
        card = QFrame()
        card.setProperty("role", "card")
        card.setFixedWidth(760)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(32, 24, 32, 28)
        inside.setSpacing(12)
        for widget in (title, said, self.choice):
            inside.addWidget(widget)
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
        layout.addWidget(Scrolled(middle))

    def ask(self) -> None:
        self.choice.ask()
        self.choice.demonstration.setFocus(Qt.FocusReason.OtherFocusReason)
