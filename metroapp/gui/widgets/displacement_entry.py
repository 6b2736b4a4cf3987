"""The known displacement that proves a mounting: proposed from two blocks, said once by whoever mounted the
indicator."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPushButton, QWidget

from metroapp.services.bench_views import DisplacementView
from metroapp.wording import comparing as words
from metroapp.wording.numbers import number, signed

_LONGEST = 24


class DisplacementEntry(QWidget):
    """`declared` carries (displacement, factor), as typed; `left` says that the operator gave up."""

    declared = Signal(object)
    left = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.moved = _line(words.DISPLACEMENT, words.DISPLACEMENT_TIP)
        self.factor = _line(words.FACTOR, words.FACTOR_TIP)
        self.button = QPushButton(words.SAVE)
        self.button.setProperty("role", "primary")
        self.button.setAccessibleName(words.SAVE_DISPLACEMENT)
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(10)
        layout.setVerticalSpacing(2)
        for column, (name, line) in enumerate(((words.DISPLACEMENT, self.moved), (words.FACTOR, self.factor))):
            text = QLabel(name)
            text.setProperty("role", "small")
            text.setBuddy(line)
            layout.addWidget(text, 0, column)
            layout.addWidget(line, 1, column)
        layout.addWidget(self.button, 1, 2)
        layout.setColumnStretch(0, 1)
        for line in (self.moved, self.factor):
            line.returnPressed.connect(self.submit)
        self.button.clicked.connect(self.submit)

    def show_displacement(self, found: DisplacementView | None) -> None:
        """The one declared, or the one that is proposed; what is being typed stays."""
        if self.moved.hasFocus() or self.factor.hasFocus():
            return
        known = None if found is None else found.displacement
        self.moved.setText("" if known is None else signed(known.size))
        self.factor.setText("1" if known is None else "" if known.factor is None else number(known.factor))
        tip = words.DISPLACEMENT_TIP
        if found is not None and found.blocks:
            before, after = found.blocks
            tip = words.PROPOSED.format(before=before, after=after)
        self.moved.setToolTip(tip)
        self.moved.setAccessibleDescription(tip)

    def submit(self) -> None:
        if self.moved.text().strip():
            self.declared.emit((self.moved.text(), self.factor.text()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit(None)
        super().keyPressEvent(event)


def _line(name: str, tip: str) -> QLineEdit:
    line = QLineEdit()
    line.setAccessibleName(name)
    line.setPlaceholderText(name)
    line.setToolTip(tip)
    line.setMaxLength(_LONGEST)
    return line
