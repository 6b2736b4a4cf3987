"""The set-up sheet of the machine and of its tools, as the operator writes it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from metroapp.domain.message import Refusal
from metroapp.domain.production_text import Place, SetUpTexts
from metroapp.gui.icons import icon
from metroapp.gui.theme import Theme, Tokens
from metroapp.gui.widgets.tool_table import ToolTable
from metroapp.wording import follow_up as words

# Row, column and width of each field, in a grid of 12 columns.
_PLACES = {
    "program": (0, 0, 3),
    "program_revision": (0, 3, 2),
    "origins": (0, 5, 7),
    "clamping": (1, 0, 5),
    "comment": (1, 5, 7),
}


class SetUpForm(QWidget):
    """`typed` carries the texts."""

    typed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = {name: _line(name) for name in _PLACES}
        self.tools = ToolTable(theme)
        self.add = QPushButton(f" {words.ADD_TOOL}")
        self.add.setAccessibleName(words.ADD_TOOL)
        self.add.setToolTip(words.ADD_TOOL_TIP)
        self.add.setIconSize(QSize(20, 20))
        self.add.setObjectName("tall")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self._machine())
        layout.addWidget(self._tools(), 1)
        for line in self.lines.values():
            line.textEdited.connect(self._tell)
        self.tools.typed.connect(self._tell)
        self.add.clicked.connect(self.tools.add)
        theme.changed.connect(self._dress)
        self._dress(theme.tokens)

    def _machine(self) -> QFrame:
        card = QFrame()
        card.setProperty("role", "card")
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        for column in range(12):
            grid.setColumnStretch(column, 1)
        for name, (row, column, width) in _PLACES.items():
            grid.addLayout(_named(words.SET_UP_FIELDS[name], self.lines[name]), row, column, 1, width)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(16, 12, 16, 14)
        inside.addWidget(_heading(words.MACHINE))
        inside.addLayout(grid)
        return card

    def _tools(self) -> QFrame:
        card = QFrame()
        card.setProperty("role", "card")
        heads = QHBoxLayout()
        heads.addWidget(_heading(words.TOOLS), 1)
        heads.addWidget(self.add)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(16, 12, 16, 14)
        inside.addLayout(heads)
        inside.addWidget(self.tools, 1)
        return card

    def _dress(self, tokens: Tokens) -> None:
        self.add.setIcon(icon("plus", tokens.accent, tokens.soft))

    def texts(self) -> SetUpTexts:
        return SetUpTexts(**{name: line.text() for name, line in self.lines.items()}, tools=self.tools.texts())

    def show_texts(self, texts: SetUpTexts) -> None:
        for name, line in self.lines.items():
            if line.text() != getattr(texts, name):
                line.setText(getattr(texts, name))
                line.setCursorPosition(0)
        self.tools.show_texts(texts.tools)

    def say(self, wrong: dict[Place, Refusal]) -> None:
        self.tools.say(wrong)

    def set_read_only(self, read_only: bool) -> None:
        for line in self.lines.values():
            line.setReadOnly(read_only)
        self.tools.set_read_only(read_only)

    def _tell(self, *_: object) -> None:
        self.typed.emit(self.texts())


def _line(name: str) -> QLineEdit:
    line = QLineEdit()
    line.setAccessibleName(words.SET_UP_FIELDS[name])
    line.setPlaceholderText(words.SET_UP_HINTS[name])
    line.setMaxLength(200)
    line.setObjectName("tall")
    return line


def _named(text: str, line: QLineEdit) -> QVBoxLayout:
    title = QLabel(text)
    title.setProperty("role", "small")
    title.setBuddy(line)
    made = QVBoxLayout()
    made.setSpacing(2)
    made.addWidget(title)
    made.addWidget(line)
    return made


def _heading(text: str) -> QLabel:
    made = QLabel(text)
    made.setProperty("role", "heading")
    return made
