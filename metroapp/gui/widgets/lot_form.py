"""Who measures, how many pieces, for which order: the form of the first page."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from metroapp.domain.record_options import LONGEST_MINUTES, Order, RecordOptions
from metroapp.domain.specification import Part
from metroapp.gui.theme import Theme
from metroapp.gui.widgets.choice import Choice
from metroapp.gui.widgets.stepper import Stepper
from metroapp.services.new_record import MOST_PIECES, NewRecord
from metroapp.wording import options
from metroapp.wording import window as words
from metroapp.wording.labels import label


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

    def __init__(self, proposal: Proposal, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pieces = Stepper(1, MOST_PIECES, proposal.pieces, words.PIECES)
        self.operator = _line(words.OPERATOR, "")
        self.operator.setReadOnly(True)
        self.operator.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.work_order = _line(words.WORK_ORDER, proposal.work_order)
        self.lot = _line(words.LOT, proposal.lot)
        self.operation = _line(words.OPERATION, proposal.operation)
        self.machine = _line(words.MACHINE, proposal.machine)
        self.order = Choice(theme)
        for order in Order:
            self.order.addItem(label(order), order)
        self.order.setAccessibleName(options.ORDER)
        self.minutes = Stepper(0, LONGEST_MINUTES, 0, options.MINUTES_OF_RECORD, step=5, lowest_said=options.NO_LIMIT)
        self.minutes.line.setToolTip(options.MINUTES_OF_RECORD)
        self._offered = (Order.PIECE, 0)  # by the workshop
        self._is_offered = False  # until then, what was not touched is the workshop's
        fields: list[tuple[str, QWidget]] = [
            (words.OPERATOR, self.operator),
            (words.PIECES, self.pieces),
            (words.WORK_ORDER, self.work_order),
            (words.LOT, self.lot),
            (words.OPERATION, self.operation),
            (words.MACHINE, self.machine),
            (options.ORDER, self.order),
            (options.MINUTES, self.minutes),
        ]
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(12)
        layout.setVerticalSpacing(4)
        layout.setColumnStretch(0, 1)
        layout.setColumnStretch(1, 1)
        for place, (text, field) in enumerate(fields):
            row, column = divmod(place, 2)
            name = QLabel(text)
            name.setProperty("role", "small")
            name.setBuddy(field)
            layout.addWidget(name, 2 * row, column)
            layout.addWidget(field, 2 * row + 1, column)

    def show_operator(self, name: str) -> None:
        """Whoever is signed in fills the record."""
        self.operator.setText(name)
        self.operator.setToolTip(name)

    def show_options(self, kept: RecordOptions) -> None:
        """Those of the workshop; what was already chosen for this record stays."""
        if (self.order.currentData(), self.minutes.value()) == self._offered:
            self._offered = (kept.order, kept.minutes or 0)
            self.order.setCurrentIndex(list(Order).index(kept.order))
            self.minutes.set_value(kept.minutes or 0)
        self._is_offered = True

    def new_record(self, part: Part) -> NewRecord:
        """What is filled in, for a part."""
        return NewRecord(
            part=part,
            pieces=self.pieces.value(),
            work_order=self.work_order.text(),
            lot=self.lot.text(),
            operation=self.operation.text(),
            machine=self.machine.text(),
            order=self.order.currentData(),
            minutes=self.minutes.value() if self._is_offered or self.minutes.value() else None,
        )


def _line(name: str, text: str) -> QLineEdit:
    line = QLineEdit(text)
    line.setAccessibleName(name)
    line.setMaxLength(100)
    line.setCursorPosition(0)
    return line
