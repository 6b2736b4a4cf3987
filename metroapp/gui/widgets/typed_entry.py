"""A value typed by hand: a plain line, read by the service (comma or dot), with the reason why it is typed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QWidget

from metroapp.domain.quantity import Unit
from metroapp.gui.theme import Theme
from metroapp.gui.widgets.choice import Choice
from metroapp.wording import window as words
from metroapp.wording.numbers import UNIT_SYMBOLS


class TypedEntry(QWidget):
    """`typed` carries (text, reason); `left` says that the operator gave up."""

    typed = Signal(object)
    left = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.value = QLineEdit()
        self.value.setProperty("role", "value")
        self.value.setAccessibleName(words.VALUE_READ)
        self.value.setMaxLength(24)
        self.value.setMinimumWidth(170)
        self.reason = Choice(theme)
        self.reason.addItems(words.TYPED_REASONS)
        self.reason.setAccessibleName(words.TYPED_WHY)
        self.reason.setToolTip(words.TYPED_WHY)
        self.reason.setMaximumWidth(190)
        self.button = QPushButton(words.RECORD_VALUE)
        self.button.setProperty("role", "primary")
        self.button.setAccessibleName(words.RECORD_VALUE)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.value, 0, 0)
        layout.addWidget(self.reason, 0, 1)
        layout.addWidget(self.button, 0, 2)
        layout.setColumnStretch(0, 1)
        self.value.returnPressed.connect(self.submit)
        self.button.clicked.connect(self.submit)

    def ask(self, unit: Unit, *, without_cable: bool) -> None:
        """Prepare for a reading in `unit`; the first reason is the one of a means without a cable."""
        self.value.setAccessibleName(words.VALUE_NAME.format(unit=UNIT_SYMBOLS[unit]))
        self.value.setPlaceholderText(words.VALUE_HINT.format(unit=UNIT_SYMBOLS[unit]))
        self.reason.setCurrentIndex(0 if without_cable else 1)

    def clear(self) -> None:
        self.value.clear()

    def submit(self) -> None:
        if self.value.text().strip():
            self.typed.emit((self.value.text(), self.reason.currentText()))
            self.value.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit(None)
        super().keyPressEvent(event)
