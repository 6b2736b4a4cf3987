"""Names and what they are, one under the other; each can be selected to be copied."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from metroapp.wording import about as words


class Facts(QWidget):
    """The values come later, in the order of the names."""

    def __init__(self, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.values: list[QLabel] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(1, 1)
        for row, name in enumerate(names):
            label, value = QLabel(name), QLabel(words.READING)
            label.setProperty("role", "soft")
            value.setWordWrap(True)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, row, 1)
            self.values.append(value)

    def show_values(self, texts: Sequence[str]) -> None:
        for value, text in zip(self.values, texts, strict=True):
            value.setText(text)
