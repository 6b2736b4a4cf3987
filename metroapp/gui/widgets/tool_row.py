"""One tool of a set-up sheet: its cells side by side, and what is wrong in them under the line."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from metroapp.domain.message import Refusal
from metroapp.domain.production_text import TOOL_FIELDS, ToolTexts
from metroapp.gui.widgets.said import Said
from metroapp.wording import follow_up as words
from metroapp.wording.sentences import sentence

_WIDTHS = {"tool": 74, "offset": 74, "gauge_x": 134, "gauge_z": 134, "nose_radius": 148}
REMOVE = 56
_NUMBERS = ("gauge_x", "gauge_z", "nose_radius")
_Key = Qt.Key


class ToolCell(QLineEdit):
    """`asked` carries what a key asks of the table: `next`, `up`, `down`, `remove`."""

    asked = Signal(object)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        with_ctrl = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        wish = {_Key.Key_Return: "next", _Key.Key_Enter: "next", _Key.Key_Up: "up", _Key.Key_Down: "down"}.get(
            _Key(event.key())
        )
        if with_ctrl and event.key() == _Key.Key_Delete:
            wish = "remove"
        if wish is None:
            super().keyPressEvent(event)
        else:
            self.asked.emit(wish)


class ToolRow(QWidget):
    """One tool; `typed` says that a cell was written, `asked` carries (field, wish)."""

    typed = Signal(object)
    asked = Signal(object)

    def __init__(self, texts: ToolTexts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cells: dict[str, ToolCell] = {}
        self.wrong = Said()
        self.remove = QPushButton()
        self.remove.setFixedWidth(REMOVE)
        self.remove.setObjectName("tall")
        policy = self.remove.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.remove.setSizePolicy(policy)
        self.remove.setIconSize(QSize(20, 20))
        self.remove.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keyboard has its own way
        line = QHBoxLayout()
        line.setSpacing(6)
        for name in TOOL_FIELDS:
            line.addWidget(self._cell(name, getattr(texts, name)), 0 if name in _WIDTHS else 1)
        line.addWidget(self.remove)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(line)
        layout.addWidget(self.wrong)

    def _cell(self, name: str, text: str) -> ToolCell:
        cell = ToolCell(text)
        cell.setMaxLength(100)
        cell.setObjectName("tall")
        cell.setCursorPosition(0)
        if name in _WIDTHS:
            cell.setFixedWidth(_WIDTHS[name])
        if name in _NUMBERS:
            cell.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.cells[name] = cell

        def tell(wish: str) -> None:
            self.asked.emit((name, wish))

        cell.textEdited.connect(self._tell)
        cell.asked.connect(tell)
        return cell

    def _tell(self, _text: str) -> None:
        self.typed.emit(None)

    def texts(self) -> ToolTexts:
        return ToolTexts(**{name: cell.text() for name, cell in self.cells.items()})

    def name_cells(self, line: int) -> None:
        for name, cell in self.cells.items():
            cell.setAccessibleName(words.CELL.format(field=words.TOOL_FIELDS[name], line=line))
        self.remove.setToolTip(words.REMOVE_TOOL.format(line=line))
        self.remove.setAccessibleName(words.REMOVE_TOOL.format(line=line))

    def say(self, wrong: dict[str, Refusal]) -> None:
        """What is wrong in each cell, under the line."""
        said = {name: sentence(refusal) for name, refusal in wrong.items()}
        lines = [
            words.CELL_WRONG.format(field=words.TOOL_FIELDS[name], sentence=said[name])
            for name in self.cells
            if name in said
        ]
        self.wrong.say("\n".join(lines), "wrong")
        for name, cell in self.cells.items():
            cell.setAccessibleDescription(said.get(name, ""))
            cell.setToolTip(said.get(name, ""))
            role = "refused" if name in said else ""
            if (cell.property("role") or "") != role:
                cell.setProperty("role", role)
                cell.style().unpolish(cell)
                cell.style().polish(cell)


def titles(beside: QWidget) -> QHBoxLayout:
    """The names of the cells, above them; `beside` takes the room of what stands at the end of a line."""
    made = QHBoxLayout()
    made.setSpacing(6)
    for name, text in words.TOOL_FIELDS.items():
        title = QLabel(text)
        title.setProperty("role", "small")
        if name in _NUMBERS:
            title.setAlignment(Qt.AlignmentFlag.AlignRight)
            title.setContentsMargins(0, 0, 10, 0)
        if name in _WIDTHS:
            title.setFixedWidth(_WIDTHS[name])
        made.addWidget(title, 0 if name in _WIDTHS else 1)
    made.addWidget(beside)
    return made
