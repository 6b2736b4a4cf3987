"""The balloons of the part and of its drawing: those to be placed first, then those without a line, then the others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from metroapp.domain.drawing import DrawingSheet
from metroapp.wording import drawing_board as words

_NUMBER = Qt.ItemDataRole.UserRole


class Place(Enum):
    """Where a balloon stands; the value is its sign."""

    TO_PLACE = "○"
    ALONE = "▲"
    PLACED = "●"


class Entry(NamedTuple):
    balloon: str
    place: Place
    callout: str
    page: int = 0

    @property
    def title(self) -> str:
        said = words.NO_LINE if self.place is Place.ALONE else self.callout
        return words.ENTRY.format(sign=self.place.value, balloon=self.balloon, callout=said)

    @property
    def spoken(self) -> str:
        said = {
            Place.TO_PLACE: words.STATE_TO_PLACE, Place.ALONE: words.STATE_ORPHAN, Place.PLACED: words.STATE_PLACED,
        }[self.place]  # fmt: skip
        return said.format(balloon=self.balloon, callout=self.callout, page=self.page + 1)


def entries(lines: Sequence[tuple[str, str]], sheet: DrawingSheet) -> list[Entry]:
    """From the balloons and callouts of the lines, in the order of the list."""
    callouts: dict[str, str] = {}
    for balloon, callout in lines:
        if balloon:
            callouts.setdefault(balloon, callout)
    waiting = [Entry(balloon, Place.TO_PLACE, callouts[balloon]) for balloon in sheet.unplaced(callouts)]
    alone: list[Entry] = []
    placed: list[Entry] = []
    for place in sheet.balloons:
        is_known = place.balloon in callouts
        made = Entry(
            place.balloon, Place.PLACED if is_known else Place.ALONE, callouts.get(place.balloon, ""), place.page
        )
        (placed if is_known else alone).append(made)
    return [*waiting, *alone, *placed]


class BalloonList(QListWidget):
    """`pointed` carries the entry that somebody chose; `confirmed` the same when Enter is pressed on it."""

    pointed = Signal(object)
    confirmed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("balloons")
        self.setAccessibleName(words.LIST)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.entries: list[Entry] = []
        self.currentRowChanged.connect(self._tell)
        self.itemClicked.connect(self._tell_again)
        self.itemActivated.connect(self._confirm)

    def show_entries(self, found: Iterable[Entry], current: str) -> None:
        """Show them with one of them chosen, none for an empty text."""
        found = list(found)
        self.blockSignals(True)
        if found != self.entries:
            self.entries = found
            self.clear()
            for entry in found:
                item = QListWidgetItem(entry.title)
                item.setData(_NUMBER, entry.balloon)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, entry.spoken)
                item.setToolTip(entry.spoken)
                self.addItem(item)
        row = next((row for row, entry in enumerate(found) if entry.balloon == current), -1)
        self.setCurrentRow(row)
        self.blockSignals(False)
        self.viewport().update()

    @property
    def current(self) -> Entry | None:
        row = self.currentRow()
        return self.entries[row] if 0 <= row < len(self.entries) else None

    def _tell(self, _row: int) -> None:
        if self.current is not None:
            self.pointed.emit(self.current)

    def _tell_again(self, _item: QListWidgetItem) -> None:
        self._tell(0)

    def _confirm(self, _item: QListWidgetItem) -> None:
        if self.current is not None:
            self.confirmed.emit(self.current)
