"""Readings that arrived while the post was locked: whoever came back takes them, or sets them aside."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from metroapp.domain.message import Refusal
from metroapp.gui.desk import Desk
from metroapp.gui.icons import icon
from metroapp.gui.theme import Tokens
from metroapp.services.events import HeldChanged
from metroapp.wording import presence as words
from metroapp.wording.sentences import sentence


class HeldCard(QFrame):
    """Hidden when nothing waits; it blocks nothing."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
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

    def show_held(self, held: HeldChanged) -> None:
        """Those that wait now for whoever is here."""
        self.count = held.count
        self.said.setText(words.offer(held.readings, self.count))
        self.setAccessibleName(self.said.text())
        self.setVisible(self.count > 0)

    def _take(self) -> None:
        self._desk.bridge.follow(self._desk.workshop.take_held(), None, self._refuse)

    def _drop(self) -> None:
        self._desk.bridge.follow(self._desk.workshop.drop_held(), None, self._refuse)

    def _refuse(self, refusal: Refusal) -> None:
        self.said.setText(sentence(refusal))
