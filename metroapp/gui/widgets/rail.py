"""The left rail: one big button per page; at its foot who is at the post, and the light or dark look."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from metroapp.domain.people import Action
from metroapp.gui.icons import program_icon
from metroapp.gui.rights_shown import permit
from metroapp.gui.theme import DARK, Theme, Tokens
from metroapp.gui.widgets.person_button import PersonButton
from metroapp.gui.widgets.rail_button import WIDTH, RailButton
from metroapp.services.presence import Who
from metroapp.wording import settings
from metroapp.wording import window as words

_NEEDED = {0: Action.MEASURE}  # what a page is for, where it shows nothing to whoever may not do it


class Rail(QWidget):
    """`chosen` carries the number of the page."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._mark = program_icon().pixmap(56, 56)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 84, 0, 10)
        layout.setSpacing(4)
        pages = (
            ("clipboard-list", words.PAGE_RELEVE),
            ("package", words.PAGE_PARTS),
            ("archive", words.PAGE_ARCHIVES),
            ("ruler", words.PAGE_INSTRUMENTS),
            ("settings", settings.PAGE),
        )
        for number, (picture, text) in enumerate(pages):
            button = RailButton(picture, text, theme)
            button.setCheckable(True)
            button.setShortcut(QKeySequence(f"Ctrl+{number + 1}"))
            self._group.addButton(button, number)
            layout.addWidget(button)
        layout.addStretch(1)
        self.person = PersonButton(theme)
        layout.addWidget(self.person)
        self.look = RailButton("moon", words.TO_DARK, theme)
        self.look.setAccessibleName(words.LOOK)
        self.look.setToolTip(words.LOOK)
        self.look.clicked.connect(theme.toggle)
        layout.addWidget(self.look)
        self.setFixedWidth(WIDTH)
        self._group.idClicked.connect(self._choose)
        theme.changed.connect(self._dress)
        self._dress(theme.tokens)
        self.show_page(0)

    def show_page(self, number: int) -> None:
        self._group.button(number).setChecked(True)

    def show_presence(self, who: Who) -> None:
        self.person.show_who(who)
        for number, action in _NEEDED.items():
            permit(self._group.button(number), who, action)

    def button(self, number: int) -> RailButton:
        found = self._group.button(number)
        assert isinstance(found, RailButton)
        return found

    def _choose(self, number: int) -> None:
        self.chosen.emit(number)

    def _dress(self, tokens: Tokens) -> None:
        dark = tokens is DARK
        self.look.show_as("sun" if dark else "moon", words.TO_LIGHT if dark else words.TO_DARK)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.tokens.rail))
        painter.drawPixmap((WIDTH - 56) // 2, 16, self._mark)
