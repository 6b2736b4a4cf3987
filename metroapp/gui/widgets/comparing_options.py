"""How inspection by comparison is done in the workshop: a part of the choices about records."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from metroapp.domain.comparing import MOST_BETWEEN_RECHECKS, MOST_DIGITS, MOST_ZERO_READINGS, Comparing
from metroapp.domain.comparison import ZERO_READINGS
from metroapp.gui.theme import Theme
from metroapp.gui.widgets.choice import Choice, Tick
from metroapp.gui.widgets.option_rows import add_controls, add_heading, add_ticks
from metroapp.gui.widgets.stepper import Stepper
from metroapp.wording import options as words


class ComparingOptions(QWidget):
    """Its rows; whoever shows it saves them."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.zero_readings = Choice(theme)
        for count in (1, *range(ZERO_READINGS, MOST_ZERO_READINGS + 1)):
            self.zero_readings.addItem(words.ONE_ZERO if count == 1 else words.ZEROS.format(count=count), count)
        self.zero_readings.setAccessibleName(words.ZERO_READINGS)
        self.rechecks = Tick(words.RECHECKS, theme)
        self.every = Stepper(0, MOST_BETWEEN_RECHECKS, 0, words.RECHECK_EVERY, lowest_said=words.AT_THE_END)
        self.every.setFixedWidth(220)
        self.drift = Stepper(1, MOST_DIGITS, 1, words.DRIFT_LIMIT)
        self.drift.setFixedWidth(220)
        self.proves = Tick(words.PROVES_MOUNTING, theme)
        self.protects = Tick(words.PROTECTS, theme)
        self.rechecks.toggled.connect(self._grey)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(3)
        add_heading(layout, words.COMPARING)
        add_ticks(
            layout,
            (
                (self.proves, words.PROVES_MOUNTING_SAID),
                (self.protects, words.PROTECTS_SAID),
                (self.rechecks, words.RECHECKS_SAID),
            ),
        )
        add_controls(
            layout,
            (
                (words.ZERO_READINGS, self.zero_readings, words.ZERO_READINGS_SAID),
                (words.RECHECK_EVERY, self.every, words.RECHECK_EVERY_SAID),
                (words.DRIFT_LIMIT, self.drift, words.DRIFT_LIMIT_SAID),
            ),
        )

    @property
    def controls(self) -> tuple[QWidget, ...]:
        return self.zero_readings, self.rechecks, self.every, self.drift, self.proves, self.protects

    def show_comparing(self, comparing: Comparing) -> None:
        self.zero_readings.setCurrentIndex(self.zero_readings.findData(comparing.zero_readings))
        self.rechecks.setChecked(comparing.rechecks)
        self.every.set_value(comparing.recheck_every or 0)
        self.drift.set_value(comparing.drift_limit)
        self.proves.setChecked(comparing.proves_mounting)
        self.protects.setChecked(comparing.protects)

    def chosen(self) -> Comparing:
        """What is shown."""
        return Comparing(
            zero_readings=self.zero_readings.currentData(),
            rechecks=self.rechecks.isChecked(),
            recheck_every=self.every.value() or None,
            drift_limit=self.drift.value(),
            proves_mounting=self.proves.isChecked(),
            protects=self.protects.isChecked(),
        )

    def grey(self) -> None:
        """Nothing is read once more after so many pieces where the zero is not."""
        self.every.setEnabled(self.rechecks.isChecked() and self.rechecks.isEnabled())

    def _grey(self, _rechecks: bool) -> None:
        self.grey()
