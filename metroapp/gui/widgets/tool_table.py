"""The tools of a set-up sheet: a line of cells for each, written with the finger or the keyboard alone.

Enter goes to the next cell and adds a line after the last one; the arrows go up and down; Ctrl+Delete removes the line.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from metroapp.domain.message import Refusal
from metroapp.domain.production_text import TOOL_FIELDS, Place, ToolTexts
from metroapp.gui.icons import icon
from metroapp.gui.theme import Theme, Tokens
from metroapp.gui.widgets.scrolled import Scrolled
from metroapp.gui.widgets.tool_row import REMOVE, ToolRow, titles
from metroapp.wording import follow_up as words


class ToolTable(QWidget):
    """`typed` carries the lines."""

    typed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(words.TOOLS_NAME)
        self._theme = theme
        self._is_read_only = False
        self.rows: list[ToolRow] = []
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._column.addStretch(1)
        self.area = Scrolled(self._column)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        self._beside = QWidget()
        layout.addLayout(titles(self._beside))
        layout.addWidget(self.area, 1)
        theme.changed.connect(self._dress)
        self.area.verticalScrollBar().rangeChanged.connect(self._make_room)
        self._make_room(0, 0)

    def _make_room(self, _lowest: int, highest: int) -> None:
        """Titles stay above their cells where a scroll bar takes its room."""
        self._beside.setFixedWidth(REMOVE + (self.area.verticalScrollBar().sizeHint().width() if highest else 0))

    def _dress(self, tokens: Tokens) -> None:
        for row in self.rows:
            row.remove.setIcon(icon("x", tokens.ink, tokens.soft))

    # -- what is written ----------------------------------------------------------------------------------------------

    def texts(self) -> tuple[ToolTexts, ...]:
        return tuple(row.texts() for row in self.rows)

    def show_texts(self, tools: tuple[ToolTexts, ...]) -> None:
        """Lines; an empty one to begin with where there is none."""
        if not self._is_read_only:
            tools = tools or (ToolTexts(),)
        if tools == self.texts():
            return
        for row in tuple(self.rows):
            self._drop(row)
        for texts in tools:
            self._append(texts)
        self._number()

    def say(self, wrong: dict[Place, Refusal]) -> None:
        for line, row in enumerate(self.rows):
            row.say({name: refusal for (at, name), refusal in wrong.items() if at == line})

    def set_read_only(self, read_only: bool) -> None:
        self._is_read_only = read_only
        if not read_only and not self.rows:
            self.show_texts(())
        for row in self.rows:
            self._allow(row)

    def go_to(self, line: int, name: str = "tool") -> None:
        cell = self.rows[line].cells[name]
        cell.setFocus()
        self.area.ensureWidgetVisible(cell)

    # -- lines --------------------------------------------------------------------------------------------------------

    def add(self) -> None:
        """An empty line, and the cursor in it."""
        if self._is_read_only:
            return
        self._append(ToolTexts())
        self._number()
        self._tell()
        self._column.activate()  # it has its place before it is scrolled to
        self.go_to(len(self.rows) - 1)

    def remove(self, row: ToolRow) -> None:
        if self._is_read_only:
            return
        line = self.rows.index(row)
        self._drop(row)
        if not self.rows:
            self._append(ToolTexts())
        self._number()
        self._tell()
        self.go_to(min(line, len(self.rows) - 1))

    def _append(self, texts: ToolTexts) -> None:
        row = ToolRow(texts)
        row.remove.setIcon(icon("x", self._theme.tokens.ink, self._theme.tokens.soft))
        self.rows.append(row)
        self._allow(row)
        self._column.insertWidget(len(self.rows) - 1, row)

        def remove() -> None:
            self.remove(row)

        def grant(asked: tuple[str, str]) -> None:
            self._grant(row, *asked)

        row.typed.connect(self._tell)
        row.remove.clicked.connect(remove)
        row.asked.connect(grant)

    def _drop(self, row: ToolRow) -> None:
        self.rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _number(self) -> None:
        for line, row in enumerate(self.rows, start=1):
            row.name_cells(line)

    def _allow(self, row: ToolRow) -> None:
        for cell in row.cells.values():
            cell.setReadOnly(self._is_read_only)
        row.remove.setVisible(not self._is_read_only)

    def _grant(self, row: ToolRow, name: str, wish: str) -> None:
        line, place = self.rows.index(row), TOOL_FIELDS.index(name)
        if wish == "remove":
            self.remove(row)
        elif wish in ("up", "down"):
            to = line + (1 if wish == "down" else -1)
            if 0 <= to < len(self.rows):
                self.go_to(to, name)
        elif place + 1 < len(TOOL_FIELDS):
            self.go_to(line, TOOL_FIELDS[place + 1])
        elif line + 1 < len(self.rows):
            self.go_to(line + 1)
        else:
            self.add()

    def _tell(self, *_: object) -> None:
        self.typed.emit(self.texts())
