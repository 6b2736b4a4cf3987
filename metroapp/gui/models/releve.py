"""The boxes of a relevé as a table: one row per balloon (and gauge), one column per piece.

What a cell shows is made once, when its box changes; painting only looks it up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from metroapp.domain.examination import Aid
from metroapp.domain.measurement import BoxKey, Origin
from metroapp.domain.sorting import BoxStatus, Disposition
from metroapp.domain.specification import BoxCode
from metroapp.gui.models.characteristics import Line, lines_of
from metroapp.gui.phrases import value_of
from metroapp.services.bench_views import BoxView
from metroapp.services.events import RecordOpened
from metroapp.wording import labels
from metroapp.wording import window as words
from metroapp.wording.labels import label, mark

Index = QModelIndex | QPersistentModelIndex
_GLYPHS = {BoxStatus.CONFORMING: "✓", BoxStatus.NONCONFORMING: "✗", BoxStatus.UNDECIDED: "?", BoxStatus.TAKEN: ""}
_LEFT = (BoxStatus.NOT_PLANNED, BoxStatus.NOT_MEASURED)
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
PIECE_GLYPHS = {
    Disposition.CONFORMING: "✓",
    Disposition.NONCONFORMING: "✗",
    Disposition.HELD: "?",
    Disposition.CONCESSION: "◆",
    Disposition.UNSORTED: "○",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One box, ready to be painted."""

    view: BoxView
    glyph: str
    text: str
    marks: str  # typed, retaken

    @property
    def shown(self) -> str:
        return " ".join(part for part in (self.glyph, self.text, self.marks) if part)


def cell_of(view: BoxView) -> Cell:
    measurement = view.measurement
    if measurement is None:
        return Cell(view, "", mark(view.status), "")
    marks = words.TYPED_SIGN if measurement.origin is Origin.TYPED else ""
    if view.count > 1:
        marks += str(view.count).translate(_SUPERSCRIPTS)
    if view.status is BoxStatus.TAKEN and measurement.observation is not None:  # no verdict beside it says it
        return Cell(view, "", label(measurement.observation), marks)
    return Cell(view, _GLYPHS[view.status], value_of(measurement), marks)


class ReleveModel(QAbstractTableModel):
    """The grid of one record, kept up to date box by box."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: list[Line] = []
        self.cells: dict[BoxKey, Cell] = {}
        self.dispositions: list[Disposition] = []
        self.declared_sorts: list[str] = []  # what a candidate said of each piece, where it is shown beside the sorting
        self.expected: BoxKey | None = None
        self.planned = 0  # boxes foreseen, or filled although not foreseen
        self.done = 0
        self._rows: dict[tuple[str, BoxCode], int] = {}

    def open(self, opened: RecordOpened) -> None:
        """Show another record."""
        self.beginResetModel()
        offers = opened.header.options.offers
        self.lines = lines_of(opened.header.part, limits=offers(Aid.LIMITS), means=offers(Aid.EXPECTED_MEANS))
        self._rows = {(line.characteristic.balloon, line.code): row for row, line in enumerate(self.lines)}
        self.cells = {view.key: cell_of(view) for view in opened.boxes}
        self.planned = sum(view.status is not BoxStatus.NOT_PLANNED for view in opened.boxes)
        self.done = sum(view.status not in _LEFT for view in opened.boxes)
        self.dispositions = list(opened.dispositions)
        self.declared_sorts = []
        self.expected = None
        self.endResetModel()

    def record(self, view: BoxView) -> None:
        """One box changed."""
        before = self.cells[view.key].view.status
        # A box may be filled although not foreseen, become foreseen after a bad sample, or be empty again (undo).
        self.planned += (before is BoxStatus.NOT_PLANNED) - (view.status is BoxStatus.NOT_PLANNED)
        self.done += (before in _LEFT) - (view.status in _LEFT)
        self.cells[view.key] = cell_of(view)
        index = self.index_of(view.key)
        self.dataChanged.emit(index, index)

    def declare(self, box: BoxKey, said: str) -> None:
        """What a candidate says of a value, after its marks."""
        cell = cell_of(self.cells[box].view)
        self.cells[box] = replace(cell, marks=f"{cell.marks} {said}".strip())
        index = self.index_of(box)
        self.dataChanged.emit(index, index)

    def sort_piece(self, piece: int, disposition: Disposition) -> None:
        if self.dispositions[piece - 1] is not disposition:
            self.dispositions[piece - 1] = disposition
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, piece - 1, piece - 1)

    def declare_sorts(self, said: Sequence[str]) -> None:
        """What a candidate says of each piece, under the sorting of the program."""
        self.declared_sorts = list(said)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.dispositions) - 1)

    def expect(self, box: BoxKey | None) -> QModelIndex | None:
        """Outline another box; gives its place."""
        before, self.expected = self.expected, box
        for changed in (before, box):
            if changed is not None:
                index = self.index_of(changed)
                self.dataChanged.emit(index, index)
        return None if box is None else self.index_of(box)

    def index_of(self, box: BoxKey) -> QModelIndex:
        return self.index(self._rows[box.balloon, box.code], box.piece - 1)

    def key_at(self, index: Index) -> BoxKey:
        line = self.lines[index.row()]
        return BoxKey(index.column() + 1, line.characteristic.balloon, line.code)

    def cell_at(self, index: Index) -> Cell:
        return self.cells[self.key_at(index)]

    def nonconforming(self) -> dict[int, list[Cell]]:
        """The bad boxes of each piece."""
        found: dict[int, list[Cell]] = {}
        for key, cell in self.cells.items():
            if cell.view.status is BoxStatus.NONCONFORMING:
                found.setdefault(key.piece, []).append(cell)
        return found

    # -- Qt -----------------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.dispositions)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self.cell_at(index).shown
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return labels.balloon(self.lines[section].characteristic, self.lines[section].code)
        disposition = self.dispositions[section]
        lines = words.PIECE_SHORT.format(piece=section + 1), f"{PIECE_GLYPHS[disposition]} {mark(disposition)}"
        return "\n".join((*lines, *self.declared_sorts[section : section + 1]))
