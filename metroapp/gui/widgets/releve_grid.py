"""The relevé: requirements that stay in place on the left, one column per piece on the right, scrolled together."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from metroapp.domain.measurement import BoxKey
from metroapp.gui.models import characteristics
from metroapp.gui.models.characteristics import CharacteristicsModel
from metroapp.gui.models.releve import ReleveModel
from metroapp.gui.theme import Theme
from metroapp.gui.widgets.cell_painter import CellPainter
from metroapp.gui.widgets.piece_header import HEIGHT, PieceHeader
from metroapp.wording import window as words

_OF_MODIFIED = 76  # px of a balloon that a modification marks: `12.1 M1`
_ROW = 40  # px: a finger's width
_PIECE = 106
_WIDTHS = {
    characteristics.BALLOON: 48,
    characteristics.DESIGNATION: 210,
    characteristics.CALLOUT: 112,
    characteristics.LOWER: 68,
    characteristics.UPPER: 68,
    characteristics.MEANS: 130,
}
_SPARED = (characteristics.MEANS, characteristics.DESIGNATION)  # left out first: the card of the box expected says them
_PIECES_SHOWN = 5  # columns that should fit before that is done


class _OpaqueTable(QTableView):
    """The style sheet takes the ground of a table away; with it, what is scrolled is moved, and not painted anew."""

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.viewport().setAutoFillBackground(True)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.viewport().setAutoFillBackground(True)


class ReleveGrid(QFrame):
    """`chosen` carries the BoxKey that was clicked, touched, or entered with the keyboard, `piece_chosen` the piece
    whose head was touched."""

    chosen = Signal(object)
    piece_chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.model = ReleveModel(self)
        self._requirements = CharacteristicsModel(self)
        self.fixed = self._table("fixed", words.GRID_FIXED)
        self.fixed.setModel(self._requirements)
        self.fixed.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.fixed.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.fixed.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.fixed.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.fixed.setAlternatingRowColors(True)
        self.fixed.horizontalHeader().setFixedHeight(HEIGHT)
        self.grid = self._table("grid", words.GRID)
        self.grid.setModel(self.model)
        self._pieces = PieceHeader(self.model, theme, self.grid)
        self.grid.setHorizontalHeader(self._pieces)
        self.grid.horizontalHeader().setDefaultSectionSize(_PIECE)
        self.grid.horizontalHeader().setFixedHeight(HEIGHT)
        self.grid.setItemDelegate(CellPainter(self.model, theme, self.grid))
        self.grid.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        # Under the left columns, as much room as the scroll bar takes under the right ones: rows stay level.
        self._foot = QWidget()
        self._foot.setFixedHeight(0)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self.fixed, 1)
        left.addWidget(self._foot)
        layout.addLayout(left)
        layout.addWidget(self.grid, 1)
        self.grid.horizontalScrollBar().rangeChanged.connect(self._level)
        self.grid.verticalScrollBar().valueChanged.connect(self.fixed.verticalScrollBar().setValue)
        self.fixed.verticalScrollBar().valueChanged.connect(self.grid.verticalScrollBar().setValue)
        self.grid.clicked.connect(self._choose)
        self.grid.activated.connect(self._choose)
        self.grid.horizontalHeader().sectionClicked.connect(self._choose_piece)
        self._fit_columns()

    def show_lines(self) -> None:
        """The model was reset: the left columns follow."""
        self._requirements.show(self.model.lines)
        self._fit_columns()

    def show_declared_sorts(self, said: Sequence[str]) -> None:
        """What a candidate declared of each piece, in its head under the program's sorting; rows stay level."""
        self.model.declare_sorts(said)
        for head in (self.fixed.horizontalHeader(), self._pieces):
            head.setFixedHeight(self._pieces.tall)

    def expect(self, box: BoxKey | None) -> None:
        """Outline the box expected and bring it into view, with the piece after it where there is one."""
        before = self.model.expected
        place = self.model.expect(box)
        if (before and before.piece) != (box and box.piece):
            self.grid.horizontalHeader().viewport().update()
        if place is not None:
            ahead = self.model.index(
                min(place.row() + 2, self.model.rowCount() - 1), min(place.column() + 1, self.model.columnCount() - 1)
            )
            self.grid.scrollTo(ahead)
            self.grid.scrollTo(place)
            self.grid.setCurrentIndex(place)

    def bring(self, box: BoxKey) -> None:
        """Into view, and nothing else."""
        layout = self.layout()
        if layout is not None:
            layout.activate()  # the left columns of another record take another width
        self.grid.scrollTo(self.place_of(box))

    def place_of(self, box: BoxKey) -> QModelIndex:
        return self.model.index_of(box)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        shown = dict(_WIDTHS)
        if any(" " in line.characteristic.balloon for line in self.model.lines):
            shown[characteristics.BALLOON] = _OF_MODIFIED
        pieces = _PIECE * min(_PIECES_SHOWN, max(1, self.model.columnCount())) + 20
        for column in _SPARED:
            if sum(shown.values()) + pieces > self.width():
                del shown[column]
        for column in range(self._requirements.columnCount()):
            self.fixed.setColumnHidden(column, column not in shown)
            if column in shown:
                self.fixed.setColumnWidth(column, shown[column])
        self.fixed.setFixedWidth(sum(shown.values()) + 2)

    def _level(self, _minimum: int, maximum: int) -> None:
        self._foot.setFixedHeight(self.grid.horizontalScrollBar().sizeHint().height() if maximum > 0 else 0)

    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(self.model.key_at(index))

    def _choose_piece(self, section: int) -> None:
        self.piece_chosen.emit(section + 1)

    def _table(self, name: str, accessible: str) -> QTableView:
        table = _OpaqueTable()
        table.setObjectName(name)
        table.setAccessibleName(accessible)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(_ROW)
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setTabKeyNavigation(False)
        return table
