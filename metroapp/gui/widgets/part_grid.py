"""The grid of a part: one line per balloon, written with the keyboard or the finger, ordered by dragging its handle."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QHeaderView, QTableView, QWidget

from metroapp.gui.editing.part_document import PartDocument
from metroapp.gui.models.part_lines import BALLOON, CALLOUT, FIELDS, LIMITS, Index
from metroapp.gui.theme import Theme, Tokens, font
from metroapp.gui.widgets.part_cells import PartCells
from metroapp.services.sheets.part_lines import LineText
from metroapp.wording import parts as words

_ROW = 40  # px: a finger's width
_HANDLE = 54
_WIDTHS = {
    "balloon": 64, "designation": 168, "callout": 126, "limits": 152, "nature": 92, "means": 138, "sampling": 150,
    "criticality": 92, "phase": 76, "readings": 78, "size_balloon": 66, "formula": 150, "method": 190,
    "probing": 178, "length": 84, "rule": 128,
    "standard_uncertainty": 104, "reaction": 190, "kind": 92,
}  # fmt: skip
_Key = Qt.Key
_CTRL, _ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


class PartGrid(QTableView):
    """`typing` carries (row, field, text) at each key press, `left` says that a cell is left, written or not; `pointed`
    carries the row under the cursor."""

    typing = Signal(object)
    left = Signal(object)
    pointed = Signal(object)

    def __init__(self, document: PartDocument, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.setModel(document.model)
        self.setObjectName("part")
        self.setAccessibleName(words.GRID)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            trigger.DoubleClicked | trigger.SelectedClicked | trigger.AnyKeyPressed | trigger.EditKeyPressed
        )
        self._cells = PartCells(document.model, theme, self)
        self._cells.typing.connect(self.typing)
        self.setItemDelegate(self._cells)
        handles = RowHandles(document, theme, self)
        self.setVerticalHeader(handles)
        handles.setSectionsMovable(True)
        handles.setSectionsClickable(True)
        handles.setDefaultSectionSize(_ROW)
        handles.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        handles.setFixedWidth(_HANDLE)
        handles.setToolTip(words.ROW_TIP)
        handles.setAccessibleName(words.ROW_TIP)
        handles.sectionMoved.connect(self._dropped)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setFixedHeight(34)
        for column, name in enumerate(FIELDS):
            self.setColumnWidth(column, _WIDTHS[name])
        document.model.modelReset.connect(self._reset)
        document.model.dataChanged.connect(self._touched)

    # -- the cursor ---------------------------------------------------------------------------------------------------

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.pointed.emit(current.row())

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Enter goes down, as in a spreadsheet."""
        super().closeEditor(editor, hint)
        self.left.emit(None)
        below = self.currentIndex().siblingAtRow(self.currentIndex().row() + 1)
        if hint is QAbstractItemDelegate.EndEditHint.SubmitModelCache and below.isValid():
            self.setCurrentIndex(below)

    def go_to(self, row: int, column: int = CALLOUT) -> None:
        index = self._document.model.index(row, column)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        self.setFocus()

    def rows(self) -> list[int]:
        """The lines chosen, at least the one under the cursor."""
        rows = {index.row() for index in self.selectedIndexes()}
        if not rows and self.currentIndex().isValid():
            rows = {self.currentIndex().row()}
        return sorted(rows)

    def _reset(self) -> None:
        frozen = self._document.model.is_frozen
        self.verticalHeader().setSectionsMovable(not frozen)
        self.horizontalScrollBar().setValue(0)
        if self._document.model.rowCount():
            self.setCurrentIndex(self._document.model.index(0, CALLOUT))

    def _touched(self, *_: object) -> None:
        self.pointed.emit(self.currentIndex().row())
        self.verticalHeader().viewport().update()

    # -- lines --------------------------------------------------------------------------------------------------------

    def insert(self) -> None:
        """An empty line under the one chosen."""
        at = self.currentIndex().row() + 1
        self._document.replace_lines(at, 0, [LineText()])
        if not self._document.is_frozen:
            self.go_to(at, BALLOON)

    def duplicate(self) -> None:
        """The lines chosen once more, each with a number of its own."""
        rows = self.rows()
        if not rows or self._document.is_frozen:
            return
        first = self._document.next_balloon()
        texts = [self._document.model.texts[row] for row in rows]
        copies = [replace(text, balloon=str(int(first) + place)) for place, text in enumerate(texts)]
        self._document.replace_lines(rows[-1] + 1, 0, copies)
        self.go_to(rows[-1] + 1)

    def delete(self) -> None:
        rows = self.rows()
        self._document.remove(rows)
        count = self._document.model.rowCount()
        if rows and count:
            self.go_to(min(rows[0], count - 1))

    def move_line(self, by: int) -> None:
        source = self.currentIndex().row()
        target = source + by
        if source >= 0 and 0 <= target < self._document.model.rowCount():
            column = self.currentIndex().column()
            self._document.move(source, target)
            self.go_to(target, column)

    def _dropped(self, _logical: int, source: int, target: int) -> None:
        """A handle was dropped: the model takes the new order, the header keeps none of its own."""
        header = self.verticalHeader()
        header.blockSignals(True)
        header.moveSection(target, source)
        header.blockSignals(False)
        self._document.move(source, target)
        self.go_to(target, max(0, self.currentIndex().column()))

    # -- blocks of cells ----------------------------------------------------------------------------------------------

    def copy(self) -> None:
        """The cells chosen, as a spreadsheet takes them."""
        chosen = {(index.row(), index.column()): index for index in self.selectedIndexes()}
        if not chosen:
            return
        columns = sorted({column for _, column in chosen})
        lines = []
        for row in sorted({row for row, _ in chosen}):
            role = [Qt.ItemDataRole.DisplayRole if column == LIMITS else Qt.ItemDataRole.EditRole for column in columns]
            cells = [chosen[row, column].data(role[place]) for place, column in enumerate(columns)]
            lines.append("\t".join(str(cell) for cell in cells))
        QGuiApplication.clipboard().setText("\n".join(lines))

    def paste(self) -> None:
        """Cells of a spreadsheet, from the cell under the cursor, with new lines as needed; one cell fills a block."""
        cells = [line.split("\t") for line in QGuiApplication.clipboard().text().rstrip("\r\n").splitlines()]
        current = self.currentIndex()
        if not cells or self._document.is_frozen:
            return
        if len(cells) == 1 and len(cells[0]) == 1 and len(self.selectedIndexes()) > 1:
            self._fill(" ".join(cells[0][0].split()))
            return
        row, column = max(0, current.row()), max(0, current.column())
        texts = self._document.model.texts[row : row + len(cells)]
        made = [
            _pasted(texts[place] if place < len(texts) else LineText(), FIELDS[column:], line)
            for place, line in enumerate(cells)
        ]
        self._document.replace_lines(row, len(texts), made)
        self.go_to(row, column)

    def clear(self) -> None:
        """Empty the cells chosen."""
        self._fill("")

    def _fill(self, text: str) -> None:
        by_row: dict[int, dict[str, str]] = {}
        for index in self.selectedIndexes():
            if index.column() != LIMITS:
                by_row.setdefault(index.row(), {})[FIELDS[index.column()]] = text
        if by_row:
            first, last = min(by_row), max(by_row)
            texts = self._document.model.texts
            made = [replace(texts[row], **by_row.get(row, {})) for row in range(first, last + 1)]
            self._document.replace_lines(first, len(made), made)

    # -- the keyboard -------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._cells.opens_lists = True  # a list opened by a finger shows what it offers at once
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._cells.opens_lists = False
        if self.state() is QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)  # the key of a cell that is being written, passed on by its editor
            return
        key, with_ctrl = event.key(), event.modifiers() == _CTRL
        if event.modifiers() == _ALT and key in (_Key.Key_Up, _Key.Key_Down):
            self.move_line(-1 if key == _Key.Key_Up else 1)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif with_ctrl and key in (_Key.Key_Return, _Key.Key_Enter):
            self.insert()
        elif with_ctrl and key == _Key.Key_D:
            self.duplicate()
        elif with_ctrl and key == _Key.Key_Delete:
            self.delete()
        elif key == _Key.Key_Delete and not event.modifiers():
            self.clear()
        elif key in (_Key.Key_Return, _Key.Key_Enter) and self._is_editable(self.currentIndex()):
            self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def _is_editable(self, index: QModelIndex) -> bool:
        return index.isValid() and bool(index.flags() & Qt.ItemFlag.ItemIsEditable)


def _pasted(line: LineText, names: tuple[str, ...], cells: list[str]) -> LineText:
    said = {name: " ".join(cell.split()) for name, cell in zip(names, cells, strict=False) if name != "limits"}
    return replace(line, **said)


class RowHandles(QHeaderView):
    """The number of each line, three strokes to take it by, and a triangle when it is wrong."""

    def __init__(self, document: PartDocument, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._document = document
        theme.changed.connect(self._dress)
        self._dress(theme.tokens)

    def _dress(self, tokens: Tokens) -> None:
        self._ground, self._strokes = QColor(tokens.raised), QColor(tokens.soft)
        self._bad, self._ink, self._line = QColor(tokens.bad), QColor(tokens.soft), QColor(tokens.line)
        self.viewport().update()

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        line = self._document.model.line(logical)
        painter.save()
        painter.fillRect(rect, self._ground)
        painter.setPen(self._line)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if not self._document.is_frozen:
            painter.setPen(self._strokes)
            for step in (-5, 0, 5):
                y = rect.center().y() + step
                painter.drawLine(rect.x() + 8, y, rect.x() + 20, y)
        wrong = line is not None and bool(line.wrong)
        painter.setFont(font(13, bold=wrong, narrow=True))
        painter.setPen(self._bad if wrong else self._ink)
        text = f"▲ {logical + 1}" if wrong else f"{logical + 1}"
        painter.drawText(rect.adjusted(0, 0, -8, 0), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()
