"""The header of a part: eight fields, and what its declaration of general tolerances gives, read as one types."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from metroapp.domain.decision_rule_text import GENERAL_NAMES
from metroapp.domain.message import Refusal
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
    "material": (1, 0, 3),
    "customer": (1, 3, 2),
    "general_tolerances": (1, 5, 5),
    "rule": (1, 10, 2),
}
_HINTS = {"general_tolerances": words.FIELD_GENERAL_HINT, "rule": words.FIELD_RULE_HINT}


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
        self.general, self.rule = ElidedLabel(), ElidedLabel()
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
        line.setPlaceholderText(_HINTS.get(name, ""))

        def tell(text: str) -> None:
            self.typed.emit((name, text))

        line.textEdited.connect(tell)
        self.lines[name] = line
        title = {"general_tolerances": self.general, "rule": self.rule}.get(name) or QLabel(words.FIELDS[name])
        title.setProperty("role", "small")
        title.setBuddy(line)
        title.setMinimumWidth(1)
        made = QVBoxLayout()
        made.setSpacing(1)
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
        _say(self.general, words.FIELD_GENERAL_SAID.format(said=said), refusal)
        self.lines["general_tolerances"].setToolTip(said if refusal is None else sentence(refusal))
        refusal = self._document.rule_refusal
        _say(self.rule, words.FIELD_RULE if refusal is None else words.FIELD_RULE_WRONG, refusal)
        known = words.FIELD_RULE_TIP.format(known=", ".join(GENERAL_NAMES))
        self.lines["rule"].setToolTip(known if refusal is None else sentence(refusal))

    def go_to(self, name: str) -> None:
        self.lines[name].setFocus(Qt.FocusReason.OtherFocusReason)


def _say(title: ElidedLabel, text: str, refusal: Refusal | None) -> None:
    """A title that says whether its field is understood."""
    role = "small" if refusal is None else "wrong"
    if title.property("role") != role:
        title.setProperty("role", role)
        title.style().unpolish(title)
        title.style().polish(title)
    title.say(text)
