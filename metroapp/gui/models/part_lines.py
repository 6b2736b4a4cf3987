"""The lines of a part being written, each with what it says: only the line touched is read again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from metroapp.domain.callout import Rule
from metroapp.gui.editing.working_part import Notes
from metroapp.services.sheets.part_lines import LineReader, LineText, ReadLine, check_together
from metroapp.wording import parts as words
from metroapp.wording.derivations import limits
from metroapp.wording.sentences import sentence

Index = QModelIndex | QPersistentModelIndex
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter
_WITHOUT_LIMITS = {
    Rule.GAUGED: words.LIMITS_GAUGED,
    Rule.OBSERVED: words.LIMITS_OBSERVED,
    Rule.EDGE: words.LIMITS_OBSERVED,
    Rule.NO_VERDICT: words.LIMITS_NO_VERDICT,
}
_NO_LINE = ReadLine(None, None, ())

FIELDS = tuple(words.COLUMNS)
BALLOON, CALLOUT, LIMITS = FIELDS.index("balloon"), FIELDS.index("callout"), FIELDS.index("limits")
_TITLES = tuple(words.COLUMNS.values())
_CENTRED = ("balloon", "readings", "size_balloon", "length", "phase", "standard_uncertainty")
ALIGNMENT = tuple(_CENTRE if name in _CENTRED else _LEFT for name in FIELDS)
_EDITABLE = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsEditable
_FIXED = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled


@dataclass(slots=True)
class Line:
    """One row: the words, what they say, the texts shown, and the wrong cells by field."""

    text: LineText
    read: ReadLine
    shown: tuple[str, ...]
    own: dict[str, str]
    wrong: dict[str, str]


class PartLinesModel(QAbstractTableModel):
    """`typed` carries (row, field, text) for somebody to decide; `checked` the number of wrong lines."""

    typed = Signal(object)
    checked = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[Line] = []
        self._reader: LineReader | None = None
        self._notes: Notes = {}
        self.is_frozen = False

    # -- what is shown ------------------------------------------------------------------------------------------------

    def show(self, lines: Iterable[LineText], reader: LineReader, notes: Notes) -> None:
        """Lines to be written."""
        self.beginResetModel()
        self._reader, self._notes, self.is_frozen = reader, dict(notes), False
        self._lines = [self._line(text) for text in lines]
        self._check(tell=False)
        self.endResetModel()
        self.checked.emit(self.wrong_count)

    def show_frozen(self, lines: Sequence[tuple[LineText, ReadLine]]) -> None:
        """Lines of a revision that nothing modifies: what they said once is what they say."""
        self.beginResetModel()
        self._reader, self._notes, self.is_frozen = None, {}, True
        self._lines = [Line(text, read, _shown(text, read), {}, {}) for text, read in lines]
        self.endResetModel()
        self.checked.emit(0)

    @property
    def texts(self) -> tuple[LineText, ...]:
        return tuple(line.text for line in self._lines)

    @property
    def notes(self) -> Notes:
        return self._notes

    def line(self, row: int) -> Line | None:
        return self._lines[row] if 0 <= row < len(self._lines) else None

    @property
    def read_lines(self) -> list[ReadLine]:
        """What every line that is not empty says."""
        return [line.read for line in self._lines if not line.text.is_empty]

    @property
    def wrong_count(self) -> int:
        return sum(bool(line.wrong) for line in self._lines)

    def first_wrong(self) -> tuple[int, int] | None:
        """Row and column of the first wrong cell."""
        for row, line in enumerate(self._lines):
            if line.wrong:
                return row, min(FIELDS.index(name) for name in line.wrong)
        return None

    def read(self, text: LineText) -> ReadLine:
        """What a line would say."""
        return _NO_LINE if self._reader is None or text.is_empty else self._reader.read(text)

    # -- what changes -------------------------------------------------------------------------------------------------

    def use_reader(self, reader: LineReader) -> None:
        """The general tolerances changed: every line is read again."""
        if self.is_frozen:
            return
        self._reader = reader
        self._lines = [self._line(line.text) for line in self._lines]
        self._check(tell=False)
        if self._lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._lines) - 1, len(FIELDS) - 1))
        self.checked.emit(self.wrong_count)

    def splice(self, at: int, count: int, texts: Sequence[LineText]) -> None:
        """Replace `count` lines from `at` by others; these alone are read."""
        made, same = [self._line(text) for text in texts], min(count, len(texts))
        self._lines[at : at + same] = made[:same]
        if same:
            self.dataChanged.emit(self.index(at, 0), self.index(at + same - 1, len(FIELDS) - 1))
        if count > same:
            self.beginRemoveRows(QModelIndex(), at + same, at + count - 1)
            del self._lines[at + same : at + count]
            self.endRemoveRows()
        if len(made) > same:
            self.beginInsertRows(QModelIndex(), at + same, at + len(made) - 1)
            self._lines[at + same : at + same] = made[same:]
            self.endInsertRows()
        self._check()

    def move(self, source: int, target: int) -> None:
        """Put a line in another place."""
        if self.beginMoveRows(QModelIndex(), source, source, QModelIndex(), target + (target > source)):
            self._lines.insert(target, self._lines.pop(source))
            self.endMoveRows()
            self._check()

    def accept_note(self, row: int, field: str) -> None:
        """What the import doubted in this cell was looked at by the user."""
        text = self._lines[row].text
        note = self._notes.get((text.balloon, text.callout))
        if note is not None and note[0] == field:
            del self._notes[text.balloon, text.callout]
            self.splice(row, 1, [text])

    def _line(self, text: LineText) -> Line:
        read = self.read(text)
        own: dict[str, str] = {}
        for error in read.errors:
            own.setdefault(error.field, sentence(error.message))
        note = self._notes.get((text.balloon, text.callout))
        if note is not None and not own:
            own[note[0]] = words.KEEP_AS_IT_IS.format(reason=note[1])
        return Line(text, read, _shown(text, read), own, own)

    def _check(self, *, tell: bool = True) -> None:
        """What no line can see alone."""
        together: dict[int, dict[str, str]] = {}
        for row, error in check_together((row + 1, line.read) for row, line in enumerate(self._lines)):
            together.setdefault(row - 1, {}).setdefault(error.field, sentence(error.message))
        for row, line in enumerate(self._lines):
            wrong = together.get(row, {}) | line.own
            if wrong != line.wrong:
                line.wrong = wrong
                if tell:
                    self.dataChanged.emit(self.index(row, 0), self.index(row, len(FIELDS) - 1))
        if tell:
            self.checked.emit(self.wrong_count)

    # -- for Qt -------------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(FIELDS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return _FIXED if self.is_frozen or index.column() == LIMITS else _EDITABLE

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line, column = self._lines[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return line.shown[column]
            case Qt.ItemDataRole.EditRole:
                return getattr(line.text, FIELDS[column], "")
            case Qt.ItemDataRole.TextAlignmentRole:
                return ALIGNMENT[column]
            case Qt.ItemDataRole.ToolTipRole:
                return line.wrong.get(FIELDS[column]) or line.shown[column]
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                return line.wrong.get(FIELDS[column])
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not self.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return False
        self.typed.emit((index.row(), FIELDS[index.column()], " ".join(str(value).split())))
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return f"{section + 1}" if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return _TITLES[section]
        return ALIGNMENT[section] if role == Qt.ItemDataRole.TextAlignmentRole else None


def _shown(text: LineText, read: ReadLine) -> tuple[str, ...]:
    callout = read.callout
    balloon, said = text.balloon, ""
    if callout is not None:
        said = limits(callout) or _WITHOUT_LIMITS.get(callout.derivation.rule, "")
        if callout.multiplicity > 1:
            balloon = words.REPEATED_BALLOON.format(balloon=text.balloon, count=callout.multiplicity)
    made = {"balloon": balloon, "limits": said}
    return tuple(made[name] if name in made else getattr(text, name) for name in FIELDS)
