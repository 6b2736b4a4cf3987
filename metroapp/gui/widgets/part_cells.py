"""The cells of the grid of a part: how they are painted, and what they are written with."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QComboBox, QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from metroapp.domain.callout import Kind, Nature
from metroapp.domain.decision_rule_text import GENERAL_NAMES
from metroapp.domain.geometric_method import Way
from metroapp.domain.geometric_method_text import proposed_for, read_method
from metroapp.domain.message import Refusal
from metroapp.domain.probing import Probing, choices
from metroapp.domain.specification import Criticality, Means, Sampling, fitting_means
from metroapp.gui.models.part_lines import ALIGNMENT, BALLOON, CALLOUT, FIELDS, LIMITS, Line, PartLinesModel
from metroapp.gui.theme import Theme, Tokens, font
from metroapp.gui.widgets.choice import Choice
from metroapp.wording import parts as words
from metroapp.wording.labels import label, sampling

Index = QModelIndex | QPersistentModelIndex
_SAMPLINGS = (Sampling(), Sampling(5), Sampling(10), Sampling(first=True), Sampling(last=True), Sampling(1, True, True))
_CHOICES = {
    "nature": ["", *(label(nature) for nature in Nature)],
    "sampling": [sampling(known) for known in _SAMPLINGS],
    "criticality": ["", *(label(known) for known in (Criticality.KEY, Criticality.SAFETY))],
    "rule": ["", *GENERAL_NAMES],
    "kind": ["", label(Kind.ATTRIBUTE)],
}
_FREE = ("sampling", "rule", "method")  # the list helps, other words are taken too
_WRONG = "▲"
_LONGEST = 200


class PartCells(QStyledItemDelegate):
    """`typing` carries (row, field, text) at each key press."""

    typing = Signal(object)

    def __init__(self, model: PartLinesModel, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._theme = theme
        self.opens_lists = False
        self._plain, self._bold = font(15, narrow=True), font(15, bold=True, narrow=True)
        self._small, self._little = font(13, bold=True, narrow=True), font(13, narrow=True)
        theme.changed.connect(self._dress)
        self._dress(theme.tokens)

    def _dress(self, tokens: Tokens) -> None:
        self._ink, self._soft, self._bad = QColor(tokens.ink), QColor(tokens.soft), QColor(tokens.bad)
        self._ground, self._other = QColor(tokens.surface), QColor(tokens.raised)
        self._wrong, self._selected = QColor(tokens.bad_soft), QColor(tokens.accent_soft)
        self._line = QPen(QColor(tokens.line), 1)
        self._cursor = QPen(QColor(tokens.accent), 2)

    # -- painting -----------------------------------------------------------------------------------------------------

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = self._model.line(index.row())
        if line is None:
            return
        column, area = index.column(), QRectF(option.rect)
        wrong = FIELDS[column] in line.wrong
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        fixed = column == LIMITS or self._model.is_frozen
        ground = self._wrong if wrong else self._selected if selected else self._other if fixed else self._ground
        painter.fillRect(area, ground)
        painter.setPen(self._line)
        right, bottom = area.right() - 1, area.bottom() - 1
        painter.drawLine(QPointF(right, area.top()), QPointF(right, bottom))
        painter.drawLine(QPointF(area.left(), bottom), QPointF(right, bottom))
        room = area.adjusted(8, 0, -6, 0)
        if wrong:
            painter.setFont(self._small)
            painter.setPen(self._bad)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, _WRONG)
            room.adjust(0, 0, -16, 0)
        bold = column in (BALLOON, CALLOUT)
        painter.setFont(self._bold if bold else self._plain)
        painter.setPen(self._bad if wrong else self._soft if column == LIMITS else self._ink)
        _draw(painter, room, line.shown[column], ALIGNMENT[column], self._small if bold else self._little)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(self._cursor)
            painter.drawRect(area.adjusted(1, 1, -2, -2))
        painter.restore()

    # -- writing ------------------------------------------------------------------------------------------------------

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        name, row = FIELDS[index.column()], index.row()
        said = words.CELL.format(column=words.COLUMNS[name], line=row + 1)
        if name in _CHOICES or name in ("means", "method", "probing"):
            return self._choice(parent, name, row, said)
        editor = QLineEdit(parent)
        editor.setMaxLength(_LONGEST)
        editor.setObjectName("cell")
        editor.setAccessibleName(said)

        def tell(text: str) -> None:
            self.typing.emit((row, name, text))

        editor.textEdited.connect(tell)
        return editor

    def _choice(self, parent: QWidget, name: str, row: int, said: str) -> Choice:
        editor = Choice(self._theme, parent)
        editor.setObjectName("cell")
        editor.setAccessibleName(said)
        editor.setMaxVisibleItems(14)
        line = self._model.line(row)
        editor.addItems(_offered(name, line))
        if name in _FREE:
            editor.setEditable(True)
            editor.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            written = editor.lineEdit()
            if written is not None:
                written.setAccessibleName(said)

        def tell(text: str) -> None:
            self.typing.emit((row, name, text))

        def chosen(_place: int) -> None:
            self.commitData.emit(editor)
            self.closeEditor.emit(editor)

        editor.textActivated.connect(tell)
        editor.activated.connect(chosen)
        if self.opens_lists:
            QTimer.singleShot(0, editor, editor.showPopup)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        text = str(index.data(Qt.ItemDataRole.EditRole))
        if isinstance(editor, QComboBox):
            place = editor.findText(text)
            if place < 0 and text and not editor.isEditable():
                editor.insertItem(0, text)  # a word that no list has stays until another is chosen
                place = 0
            editor.setCurrentIndex(place)
            if editor.isEditable():
                editor.setEditText(text)
        elif isinstance(editor, QLineEdit):
            editor.setText(text)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentText())
        elif isinstance(editor, QLineEdit):
            model.setData(index, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:
        editor.setGeometry(option.rect)


def _draw(painter: QPainter, room: QRectF, text: str, alignment: Qt.AlignmentFlag, small: QFont) -> None:
    """A text on one line; on two smaller ones where it is too long, and cut only beyond."""
    if painter.fontMetrics().horizontalAdvance(text) > room.width():
        painter.setFont(small)
        metrics, flags = painter.fontMetrics(), int(alignment | Qt.TextFlag.TextWordWrap)
        if metrics.boundingRect(room.toRect(), flags, text).height() <= room.height():
            painter.drawText(room, flags, text)
            return
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()))
    painter.drawText(room, int(alignment), text)


def _offered(name: str, line: Line | None) -> list[str]:
    if name == "means":
        return _means_for(line)
    if name == "probing":
        return _probings_for(line)
    return _methods_for(line) if name == "method" else _CHOICES[name]


def _probings_for(line: Line | None) -> list[str]:
    """What a column may probe for the callout, the usual one first; empty: what is usual."""
    callout = line.read.callout if line is not None else None
    if line is None or callout is None:
        return ["", *map(label, Probing)]
    stated = next((one for one in Nature if label(one) == line.text.nature), callout.nature)
    return ["", *map(label, choices(callout.kind, stated))]


def _methods_for(line: Line | None) -> list[str]:
    """The methods that check the symbol of the callout, as they are written."""
    callout = line.read.callout if line is not None else None
    return ["", *proposed_for(None if callout is None else callout.symbol)]


def _way_of(line: Line) -> Way | None:
    """What its method asks for; None without one, or while it cannot be read."""
    try:
        return read_method(line.text.method).way if line.text.method else None
    except Refusal:
        return None


def _means_for(line: Line | None) -> list[str]:
    """The means that fit the callout first; all of them while it cannot be read."""
    callout = line.read.callout if line is not None else None
    if callout is None or line is None:
        return [label(means) for means in Means]
    fitting = fitting_means(callout.kind, computed=bool(line.text.formula), way=_way_of(line))
    return [label(Means.TO_CHOOSE), *(label(means) for means in fitting)]
