"""The tiles of the bench in as many columns of one width as there is room for, each as tall as its line needs."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class TileGrid(QLayout):
    """`least` is the width below which a column less is made. Its height follows from its width."""

    def __init__(self, least: int, gap: int = 12) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._least, self._gap = least, gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        places = self._places(width)
        return max((place.y() + place.height() for _, place in places), default=0)

    def minimumSize(self) -> QSize:
        """One column; how high it is comes with the width."""
        widest = max((item.minimumSize().width() for item in self._items), default=0)
        return QSize(min(self._least, widest) if widest else 0, 0)

    def sizeHint(self) -> QSize:
        return QSize(2 * self._least + self._gap, self.heightForWidth(2 * self._least + self._gap))

    def setGeometry(self, area: QRect) -> None:
        super().setGeometry(area)
        for item, place in self._places(area.width()):
            item.setGeometry(place.translated(area.topLeft()))

    def columns(self, width: int) -> int:
        return max(1, (width + self._gap) // (self._least + self._gap))

    def _places(self, width: int) -> list[tuple[QLayoutItem, QRect]]:
        """Where each tile goes, from the corner of the layout."""
        columns = self.columns(width)
        side = (width - (columns - 1) * self._gap) // columns
        found: list[tuple[QLayoutItem, QRect]] = []
        top = 0
        for begin in range(0, len(self._items), columns):
            line = self._items[begin : begin + columns]
            height = max(_height(item, side) for item in line)
            for place, item in enumerate(line):
                found.append((item, QRect(place * (side + self._gap), top, side, height)))
            top += height + self._gap
        return found


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()


class TileBoard(QWidget):
    """The tiles in their grid."""

    def __init__(self, least: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid = TileGrid(least)
        self.setLayout(self.grid)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
