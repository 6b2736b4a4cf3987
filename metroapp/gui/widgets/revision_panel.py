"""The left side of the page of parts: the list of revisions, and what is done to one of them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from metroapp.gui.icons import icon
from metroapp.gui.theme import Theme, Tokens
from metroapp.gui.widgets.revision_list import RevisionList
from metroapp.wording import parts as words

_WIDTH = 310


class RevisionPanel(QFrame):
    """Buttons are added two by two under the list."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setFixedWidth(_WIDTH)
        self._theme = theme
        self._buttons: list[tuple[QPushButton, str]] = []
        self.search = _line(words.SEARCH)
        self.list = RevisionList(theme)
        place = QLineEdit.ActionPosition.LeadingPosition
        self._sign = self.search.addAction(icon("search", theme.tokens.soft), place)
        title = QLabel(words.PAGE)
        title.setProperty("role", "title")
        top = QVBoxLayout()
        top.setContentsMargins(13, 0, 13, 0)
        for widget in (title, self.search):
            top.addWidget(widget)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(12, 0, 12, 0)
        self._grid.setSpacing(6)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 10, 1, 10)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(self.list, 1)
        layout.addLayout(self._grid)
        theme.changed.connect(self._dress)

    def add_button(self, text: str, picture: str, pressed: Callable[[], None], tip: str) -> QPushButton:
        button = QPushButton(f" {text}")
        button.setObjectName("tight")
        button.setIconSize(QSize(18, 18))
        button.setAccessibleName(text)
        button.setToolTip(tip)
        button.setIcon(icon(picture, self._theme.tokens.accent, self._theme.tokens.soft))
        button.clicked.connect(lambda _checked=False: pressed())
        self._grid.addWidget(button, *divmod(len(self._buttons), 2))
        self._buttons.append((button, picture))
        return button

    def _dress(self, tokens: Tokens) -> None:
        for button, picture in self._buttons:
            button.setIcon(icon(picture, tokens.accent, tokens.soft))
        self._sign.setIcon(icon("search", tokens.soft))


def _line(name: str) -> QLineEdit:
    line = QLineEdit()
    line.setAccessibleName(name)
    line.setPlaceholderText(name)
    line.setToolTip(name)
    line.setMaxLength(100)
    line.setAcceptDrops(False)  # a file dropped here is for the page
    return line
