"""How the height columns of the workshop are checked: a part of the choices about records."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from metroapp.domain.column_checks import MOST_DIGITS, MOST_PLATE_READINGS, ColumnChecks
from metroapp.gui.theme import Theme
from metroapp.gui.widgets.choice import Tick
from metroapp.gui.widgets.option_rows import add_controls, add_heading, add_ticks
from metroapp.gui.widgets.stepper import Stepper
from metroapp.wording import columns as words


class ColumnOptions(QWidget):
    """Its rows; whoever shows it saves them."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.verifies = Tick(words.VERIFIES, theme)
        self.readings = Stepper(0, MOST_PLATE_READINGS, 0, words.PLATE_READINGS, lowest_said=words.NO_PLATE)
        self.limit = Stepper(1, MOST_DIGITS, 1, words.LIMIT)
        for stepper in (self.readings, self.limit):
            stepper.setFixedWidth(220)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(3)
        add_heading(layout, words.CHECKS)
        add_ticks(layout, ((self.verifies, words.VERIFIES_SAID),))
        add_controls(
            layout,
            (
                (words.PLATE_READINGS, self.readings, words.PLATE_READINGS_SAID),
                (words.LIMIT, self.limit, words.LIMIT_SAID),
            ),
        )

    @property
    def controls(self) -> tuple[QWidget, ...]:
        return self.verifies, self.readings, self.limit

    def show_checks(self, checks: ColumnChecks) -> None:
        self.verifies.setChecked(checks.verifies_constant)
        self.readings.set_value(checks.zero_readings)
        self.limit.set_value(checks.limit)

    def chosen(self) -> ColumnChecks:
        """What is shown."""
        return ColumnChecks(self.readings.value(), self.verifies.isChecked(), self.limit.value())
