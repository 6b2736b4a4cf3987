"""Who measures, how many pieces, for which order: the form of the first page."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from metroapp.domain.specification import Part
from metroapp.gui.widgets.stepper import Stepper
from metroapp.services.workshop import MOST_PIECES, NewRecord
from metroapp.wording import window as words


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the form is filled with at first."""

    work_order: str = ""
    lot: str = ""
    operation: str = ""
    machine: str = ""
    pieces: int = 5


class LotForm(QWidget):
    """Two columns of fields, each under its name."""

    def __init__(self, proposal: Proposal, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pieces = Stepper(1, MOST_PIECES, proposal.pieces, words.PIECES)
        self.operator = _line(words.OPERATOR, "")
        self.operator.setReadOnly(True)
        self.operator.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.work_order = _line(words.WORK_ORDER, proposal.work_order)
        self.lot = _line(words.LOT, proposal.lot)
        self.operation = _line(words.OPERATION, proposal.operation)
        self.machine = _line(words.MACHINE, proposal.machine)
        fields: list[tuple[str, QWidget]] = [
            (words.OPERATOR, self.operator),
            (words.PIECES, self.pieces),
            (words.WORK_ORDER, self.work_order),
            (words.LOT, self.lot),
            (words.OPERATION, self.operation),
            (words.MACHINE, self.machine),
        ]
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(12)
        layout.setVerticalSpacing(4)
        layout.setColumnStretch(0, 1)
        layout.setColumnStretch(1, 1)
        for place, (text, field) in enumerate(fields):
            row, column = divmod(place, 2)
            label = QLabel(text)
            label.setProperty("role", "small")
            label.setBuddy(field)
            layout.addWidget(label, 2 * row, column)
            layout.addWidget(field, 2 * row + 1, column)

    def show_operator(self, name: str) -> None:
        """Whoever is signed in fills the record."""
        self.operator.setText(name)
        self.operator.setToolTip(name)

    def new_record(self, part: Part) -> NewRecord:
        """What is filled in, for a part."""
        return NewRecord(
            part=part,
            pieces=self.pieces.value(),
            work_order=self.work_order.text(),
            lot=self.lot.text(),
            operation=self.operation.text(),
            machine=self.machine.text(),
        )


def _line(name: str, text: str) -> QLineEdit:
    line = QLineEdit(text)
    line.setAccessibleName(name)
    line.setMaxLength(100)
    line.setCursorPosition(0)
    return line
