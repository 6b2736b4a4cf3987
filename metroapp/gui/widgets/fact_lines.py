"""Names and values, one under the other: what a panel says of the one thing that is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from metroapp.gui.widgets.scrolled import Scrolled


class FactLines(QWidget):
    """Each value can be selected to be copied, and is shown as it was written: what somebody typed is no markup."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[tuple[QLabel, QLabel]] = []
        self._grid = QGridLayout()
        self._grid.setContentsMargins(16, 4, 8, 8)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        inside = QVBoxLayout()
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addLayout(self._grid)
        inside.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(Scrolled(inside))

    @property
    def shown(self) -> dict[str, str]:
        """What is said, by name."""
        return {name.text(): value.text() for name, value in self._lines if not name.isHidden()}

    def show_facts(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Those that have a value."""
        given = [pair for pair in pairs if pair[1]]
        for place in range(len(self._lines), len(given)):
            self._add_line(place)
        for place, (name, value) in enumerate(self._lines):
            said = given[place] if place < len(given) else ("", "")
            for label, text in zip((name, value), said, strict=True):
                label.setText(text)
                label.setVisible(bool(text))

    def _add_line(self, row: int) -> None:
        name, value = QLabel(), QLabel()
        name.setProperty("role", "soft")
        value.setWordWrap(True)
        value.setTextFormat(Qt.TextFormat.PlainText)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(value, row, 1, Qt.AlignmentFlag.AlignTop)
        self._lines.append((name, value))
