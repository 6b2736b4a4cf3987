"""What the temperatures of the series are, and the button that notes them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from metroapp.domain.operations import TemperatureTaken
from metroapp.wording import temperatures as words


class TemperatureCard(QFrame):
    """`asked`: somebody wants to note them."""

    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        heading = QLabel(words.TITLE)
        heading.setProperty("role", "heading")
        self.state = QLabel()
        self.state.setWordWrap(True)
        self.take = QPushButton(words.TAKE)
        self.take.setObjectName("tall")
        self.take.setAccessibleName(words.TAKE_NAME)
        self.take.setToolTip(words.TAKE_NAME)
        self.take.clicked.connect(lambda: self.asked.emit())
        said = QVBoxLayout()
        said.setSpacing(2)
        said.addWidget(heading)
        said.addWidget(self.state)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.setSpacing(12)
        layout.addLayout(said, 1)
        layout.addWidget(self.take)
        self.show_taken(None)

    def show_taken(self, taken: TemperatureTaken | None) -> None:
        self.state.setText(words.state(taken))
