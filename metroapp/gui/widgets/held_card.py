"""Readings that arrived while the post was locked: whoever came back takes them, or sets them aside."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from metroapp.domain.message import Refusal
from metroapp.domain.quantity import Quantity
from metroapp.gui.desk import Desk
from metroapp.gui.icons import icon
from metroapp.gui.theme import Tokens
from metroapp.services.events import ReadingHeld
from metroapp.wording import presence as words
from metroapp.wording.sentences import sentence


class HeldCard(QFrame):
    """Hidden when nothing waits; it blocks nothing."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._readings: list[tuple[str, Quantity]] = []
        self.count = 0
        self.setProperty("role", "notice")
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.said.setProperty("role", "strong")
        self.take = self._button(words.TAKE, words.TAKE_TIP)
        self.take.setProperty("role", "primary")
        self.drop = self._button(words.DROP, words.DROP_TIP)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 10, 8)
        layout.setSpacing(10)
        layout.addWidget(self.said, 1)
        layout.addWidget(self.take)
        layout.addWidget(self.drop)
        self.take.clicked.connect(self._take)
        self.drop.clicked.connect(self._drop)
        desk.theme.changed.connect(self._dress)
        self._dress(desk.theme.tokens)
        self.hide()

    def _button(self, text: str, tip: str) -> QPushButton:
        button = QPushButton(f" {text}")
        button.setAccessibleName(text)
        button.setToolTip(tip)
        button.setIconSize(QSize(20, 20))
        return button

    def _dress(self, tokens: Tokens) -> None:
        self.take.setIcon(icon("download", tokens.on_accent, tokens.soft))
        self.drop.setIcon(icon("x", tokens.accent, tokens.soft))

    def hold(self, held: ReadingHeld) -> None:
        """One more reading waits."""
        self._readings = [*self._readings, (held.instrument, held.quantity)][-held.held :]
        self._show(held.held)

    def _show(self, count: int) -> None:
        self.count = count
        self.said.setText(words.offer(self._readings, count))
        self.setAccessibleName(self.said.text())
        self.setVisible(count > 0)

    def _take(self) -> None:
        self._desk.bridge.follow(self._desk.workshop.take_held(), self._done, self._refuse)

    def _drop(self) -> None:
        self._desk.bridge.follow(self._desk.workshop.drop_held(), self._done, self._refuse)

    def _done(self, _count: int) -> None:
        self._readings = []
        self._show(0)

    def _refuse(self, refusal: Refusal) -> None:
        self.said.setText(sentence(refusal))
