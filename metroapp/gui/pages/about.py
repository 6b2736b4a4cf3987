"""« À propos »: versions, the workspace and its archive, the licences of the program and of its libraries."""

from __future__ import annotations

import platform
import sqlite3

from PySide6.QtCore import QSize, Signal, qVersion
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from metroapp import __version__
from metroapp.domain.people import Action
from metroapp.gui.desk import Desk
from metroapp.gui.icons import icon
from metroapp.gui.licences import LICENCES
from metroapp.gui.models.rows import Column, Row, RowsModel
from metroapp.gui.rights_shown import permit
from metroapp.gui.tasks import Task
from metroapp.gui.theme import Tokens
from metroapp.gui.widgets.archive_section import ArchiveSection
from metroapp.gui.widgets.choice import Choice
from metroapp.gui.widgets.facts import Facts
from metroapp.gui.widgets.plain_table import PlainTable
from metroapp.gui.widgets.scrolled import Scrolled
from metroapp.services import about
from metroapp.services.about import Library
from metroapp.wording import about as words
from metroapp.wording import workshops

_COLUMNS = (Column(words.LIBRARY, width=160), Column(words.VERSION, width=84), Column(words.LICENCE))
_VERSIONS = (words.PROGRAM, words.PYTHON, words.QT, words.SQLITE, words.SQLALCHEMY)


class AboutPage(QWidget):
    """Everybody may read it. `left` and `workshop_asked` are what the two buttons of its head ask for."""

    left = Signal(object)
    workshop_asked = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.back = self._button(words.BACK)
        self.workshop = self._button(workshops.OTHER)
        self.workshop.setToolTip(workshops.OTHER_TIP)
        self.versions = Facts(_VERSIONS)
        self.archive = ArchiveSection(desk)
        self.libraries = RowsModel(_COLUMNS, self)
        self.table = PlainTable(self.libraries, desk.theme, words.LIBRARIES)
        self.table.setObjectName("narrow")
        self.table.setMinimumHeight(160)
        self.licence = Choice(desk.theme)
        self.licence.setAccessibleName(words.LICENCE_OF)
        self.licence.addItems([name for name, _ in LICENCES])
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(words.LICENCE_TEXT)
        self.text.setMinimumHeight(140)
        self._build()
        self.back.clicked.connect(self._leave)
        self.workshop.clicked.connect(self._ask_workshop)
        self.licence.currentIndexChanged.connect(self._show_licence)
        self.show_presence()
        desk.theme.changed.connect(self._dress)
        self._dress(desk.theme.tokens)
        self.versions.show_values(
            (
                __version__,
                platform.python_version(),
                qVersion(),
                sqlite3.sqlite_version,
                about.library_version("SQLAlchemy"),
            )
        )
        self._show_licence(0)

    def _build(self) -> None:
        title = QLabel(words.TITLE)
        title.setProperty("role", "title")
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(title, 1)
        top.addWidget(self.workshop)
        top.addWidget(self.back)
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(12)
        left.addWidget(_card(words.VERSIONS, self.versions))
        left.addWidget(self.archive)
        left.addStretch(1)
        right = _card(words.LIBRARIES, self.table, stretched=True)
        inside = right.layout()
        assert isinstance(inside, QVBoxLayout)
        heading = QLabel(words.LICENCES)
        heading.setProperty("role", "heading")
        for widget in (heading, self.licence):
            inside.addWidget(widget)
        inside.addWidget(self.text, 1)
        across = QHBoxLayout()
        across.setSpacing(12)
        across.addWidget(Scrolled(left), 5)
        across.addWidget(right, 4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 18, 8)
        layout.setSpacing(10)
        layout.addLayout(top)
        layout.addLayout(across, 1)

    def _button(self, text: str) -> QPushButton:
        button = QPushButton(f" {text}")
        button.setIconSize(QSize(20, 20))
        button.setAccessibleName(text)
        return button

    def _dress(self, tokens: Tokens) -> None:
        self.back.setIcon(icon("chevron-left", tokens.accent, tokens.soft))
        self.workshop.setIcon(icon("folder-open", tokens.accent, tokens.soft))

    def show_presence(self) -> None:
        """Everybody may read it; going to another workshop is not for everybody."""
        permit(self.workshop, self._desk.who, Action.CHANGE_WORKSHOP)

    def refresh(self) -> None:
        self.archive.refresh()
        if not self.libraries.rows:

            def read(_task: Task) -> list[Library]:
                return about.libraries()

            self._desk.worker.do(read, self._show_libraries)

    def _show_libraries(self, found: list[Library]) -> None:
        self.libraries.show(
            [Row((one.name, one.version, one.licence or words.UNKNOWN_LICENCE), one.name) for one in found]
        )

    def _show_licence(self, place: int) -> None:
        _, read = LICENCES[place]
        self.text.setPlainText(read() or words.TEXT_ABSENT)

    def _leave(self) -> None:
        self.left.emit(None)

    def _ask_workshop(self) -> None:
        self.workshop_asked.emit(None)


def _card(title: str, inside: QWidget, *, stretched: bool = False) -> QFrame:
    card = QFrame()
    card.setProperty("role", "card")
    heading = QLabel(title)
    heading.setProperty("role", "heading")
    layout = QVBoxLayout(card)
    layout.setContentsMargins(16, 12, 16, 14)
    layout.setSpacing(8)
    layout.addWidget(heading)
    layout.addWidget(inside, 1 if stretched else 0)
    return card
