"""The left columns of a relevé: balloon, requirement, limits, means. Every text is made once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from metroapp.domain.specification import BoxCode, Characteristic, Part, Procedure
from metroapp.gui.phrases import limit
from metroapp.wording import labels
from metroapp.wording import window as words
from metroapp.wording.derivations import drawn
from metroapp.wording.labels import label

Index = QModelIndex | QPersistentModelIndex
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter

BALLOON, DESIGNATION, CALLOUT, LOWER, MIDDLE, UPPER, MEANS, SAMPLING = range(8)
_TITLES = (
    words.BALLOON,
    words.DESIGNATION,
    words.CALLOUT,
    words.LOWER,
    words.MIDDLE,
    words.UPPER,
    words.MEANS,
    words.SAMPLING,
)
_ALIGNMENT = (_CENTRE, _LEFT, _LEFT, _RIGHT, _RIGHT, _RIGHT, _LEFT, _LEFT)


@dataclass(frozen=True, slots=True)
class Line:
    """One row: a characteristic, or one gauge of a thread."""

    characteristic: Characteristic
    code: BoxCode
    texts: tuple[str, ...]


def lines_of(part: Part, *, limits: bool = True, means: bool = True) -> list[Line]:
    """Whether the limits that follow from the requirement are shown, and the means of the sheet."""
    return [
        Line(characteristic, code, _texts(characteristic, code, limits=limits, means=means))
        for characteristic in part.inspected
        for code in characteristic.boxes
    ]


def _texts(characteristic: Characteristic, code: BoxCode, *, limits: bool, means: bool) -> tuple[str, ...]:
    callout = characteristic.callout
    figures = tuple(limit(at, callout) for at in (callout.lower_limit, callout.mid_limit, callout.upper_limit))
    observed = characteristic.procedure_of(code) is Procedure.OBSERVATION
    return (
        characteristic.balloon,
        characteristic.designation,
        f"{drawn(callout)}\n{label(code)}" if label(code) else drawn(callout),
        *(figures if limits and not observed else ("–", "–", "–")),
        labels.means(characteristic, code) if means else "–",
        labels.sampling(characteristic.sampling),
    )


class CharacteristicsModel(QAbstractTableModel):
    """Rows of a part, read-only."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: list[Line] = []

    def show(self, lines: list[Line]) -> None:
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(_TITLES)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole or role == Qt.ItemDataRole.ToolTipRole:
            return self.lines[index.row()].texts[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGNMENT[index.column()]
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return _TITLES[section]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return _ALIGNMENT[section]
        return None
