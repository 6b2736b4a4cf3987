"""The header of a part: seven fields, and what its declaration of general tolerances gives, read as one types."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from metroapp.gui.editing.part_document import PartDocument
from metroapp.gui.widgets.record_head import ElidedLabel
from metroapp.wording import parts as words
from metroapp.wording.sentences import sentence

_LONGEST = 200
# Row, column and width of each field, in a grid of 12 columns.
_PLACES = {
    "designation": (0, 0, 4),
    "reference": (0, 4, 3),
    "drawing": (0, 7, 3),
    "revision": (0, 10, 2),
    "material": (1, 0, 4),
    "customer": (1, 4, 3),
    "general_tolerances": (1, 7, 5),
}


class FieldLine(QLineEdit):
    """A line whose undo is the one of the page, not its own."""

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            for key in (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo):
                if event.matches(key):
                    event.ignore()
                    return False
        return super().event(event)


class PartHeaderForm(QWidget):
    """`typed` carries (field, text)."""

    typed = Signal(object)

    def __init__(self, document: PartDocument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.lines: dict[str, QLineEdit] = {}
        self.general = ElidedLabel()
        self.general.setProperty("role", "small")
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(10)
        layout.setVerticalSpacing(4)
        for column in range(12):
            layout.setColumnStretch(column, 1)
        for name, (row, column, width) in _PLACES.items():
            layout.addLayout(self._field(name), row, column, 1, width)
        document.header_changed.connect(self._show)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def _field(self, name: str) -> QVBoxLayout:
        line = FieldLine()
        line.setAccessibleName(words.FIELDS[name])
        line.setMaxLength(_LONGEST)
        line.setAcceptDrops(False)  # a file dropped here is for the page
        if name == "general_tolerances":
            line.setPlaceholderText(words.FIELD_GENERAL_HINT)

        def tell(text: str) -> None:
            self.typed.emit((name, text))

        line.textEdited.connect(tell)
        self.lines[name] = line
        title = QLabel(words.FIELDS[name])
        title.setProperty("role", "small")
        title.setBuddy(line)
        title.setMinimumWidth(1)
        made = QVBoxLayout()
        made.setSpacing(1)
        if name == "general_tolerances":
            made.addWidget(self.general)
            self.general.setBuddy(line)
        else:
            made.addWidget(title)
        made.addWidget(line)
        return made

    def _show(self, _nothing: object) -> None:
        frozen = self._document.is_frozen
        for name, line in self.lines.items():
            text = getattr(self._document.fields, name)
            if line.text() != text:
                line.setText(text)
                line.setCursorPosition(0)
            line.setReadOnly(frozen)
            line.setToolTip(text)
        refusal = self._document.general_refusal
        said = words.general(self._document.general) if refusal is None else words.GENERAL_WRONG
        role = "small" if refusal is None else "wrong"
        if self.general.property("role") != role:
            self.general.setProperty("role", role)
            self.general.style().unpolish(self.general)
            self.general.style().polish(self.general)
        self.general.say(words.FIELD_GENERAL_SAID.format(said=said))
        self.lines["general_tolerances"].setToolTip(said if refusal is None else sentence(refusal))

    def go_to(self, name: str) -> None:
        self.lines[name].setFocus(Qt.FocusReason.OtherFocusReason)
