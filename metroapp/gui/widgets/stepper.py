"""A whole number with a finger-sized − and +."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractSpinBox, QHBoxLayout, QPushButton, QSpinBox, QWidget

from metroapp.wording import window as words


class Stepper(QWidget):
    """`box` is the number itself: it can be typed as well."""

    def __init__(self, lowest: int, highest: int, value: int, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QSpinBox()
        self.box.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self.box.setRange(lowest, highest)
        self.box.setValue(value)
        self.box.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.box.setAccessibleName(name)
        self.setFocusProxy(self.box)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        fewer = _button(words.FEWER_SIGN, words.FEWER)
        more = _button(words.MORE_SIGN, words.MORE)
        fewer.clicked.connect(self.box.stepDown)
        more.clicked.connect(self.box.stepUp)
        layout.addWidget(fewer)
        layout.addWidget(self.box, 1)
        layout.addWidget(more)

    def value(self) -> int:
        return self.box.value()


def _button(sign: str, name: str) -> QPushButton:
    button = QPushButton(sign)
    button.setAccessibleName(name)
    button.setToolTip(name)
    button.setAutoRepeat(True)
    button.setFixedWidth(46)
    button.setProperty("role", "sign")
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the arrow keys do the same in the number
    return button
