"""The honesty signals of the record chosen: one neutral sentence each, for the quality technician and the jury."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLabel, QListWidget, QPushButton, QVBoxLayout, QWidget

from metroapp.gui.icons import icon
from metroapp.gui.theme import Theme, Tokens
from metroapp.wording import window as words

_TALLEST = 190


class SignalsPanel(QFrame):
    """`button` shows and hides it, and says how many there are; both are hidden from whoever may not read them."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "band")
        self.sentences: list[str] = []
        self._allowed = False
        self.button = QPushButton()
        self.button.setCheckable(True)
        self.button.setIconSize(QSize(20, 20))
        self.button.setToolTip(words.SIGNALS_TIP)
        self.button.toggled.connect(self._toggle)
        self.list = QListWidget()
        self.list.setObjectName("signals")
        self.list.setAccessibleName(words.SIGNALS_LIST)
        self.list.setWordWrap(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.note = QLabel()
        self.note.setWordWrap(True)
        self.note.setProperty("role", "small")
        self.note.setContentsMargins(16, 0, 16, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 8)
        layout.setSpacing(4)
        layout.addWidget(self.note)
        layout.addWidget(self.list)
        theme.changed.connect(self._dress)
        self._dress(theme.tokens)
        self.show_sentences((), "")
        self.allow(False)

    def _dress(self, tokens: Tokens) -> None:
        self.button.setIcon(icon("eye", tokens.accent, tokens.soft))

    def allow(self, allowed: bool) -> None:
        """Whether the person signed in may read them."""
        self._allowed = allowed
        self.button.setVisible(allowed)
        self._toggle(self.button.isChecked())

    def show_sentences(self, sentences: Sequence[str], note: str) -> None:
        self.sentences = list(sentences)
        self.note.setText(note)
        text = words.SIGNALS.format(count=len(self.sentences))
        self.button.setText(f" {text}")
        self.button.setAccessibleName(text)
        self.list.clear()
        self.list.addItems(self.sentences or [words.NO_SIGNAL])
        rows = sum(self.list.sizeHintForRow(row) for row in range(self.list.count()))
        self.list.setFixedHeight(min(_TALLEST, rows + 4))

    def _toggle(self, on: bool) -> None:
        self.setVisible(on and self._allowed)
