"""What changed since another revision, one line each, by sign and by words."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLabel, QListWidget, QVBoxLayout, QWidget

from metroapp.domain.revision import Difference
from metroapp.wording import part_differences as changes
from metroapp.wording import parts as words


class DifferenceList(QListWidget):
    """Only read."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setObjectName("differences")
        self.setWordWrap(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def show_differences(self, found: Iterable[Difference]) -> None:
        self.clear()
        for one in found:
            self.addItem(f"{changes.difference_shape(one)}  {changes.difference(one)}")

    @property
    def texts(self) -> list[str]:
        return [self.item(row).text() for row in range(self.count())]


class DifferencesPanel(QFrame):
    """The list beside the grid."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setFixedWidth(330)
        self.title = QLabel()
        self.title.setProperty("role", "heading")
        self.title.setWordWrap(True)
        self.said = QLabel()
        self.said.setProperty("role", "soft")
        self.said.setWordWrap(True)
        self.list = DifferenceList(words.DIFFERENCES)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 2, 2)
        for widget in (self.title, self.said):
            layout.addWidget(widget)
        layout.addWidget(self.list, 1)

    def show_differences(self, revision: str | None, found: tuple[Difference, ...], left: int) -> None:
        """The differences with a revision; `left` lines could not be compared."""
        self.title.setText(
            words.DIFFERENCES if revision is None else changes.DIFFERENCES_WITH.format(revision=revision)
        )
        said = ""
        if revision is None:
            said = changes.NO_BASE
        elif left:
            said = changes.NOT_COMPARED.format(count=left)
        elif not found:
            said = changes.NO_DIFFERENCE
        self.said.setText(said)
        self.said.setVisible(bool(said))
        self.list.show_differences(found)
