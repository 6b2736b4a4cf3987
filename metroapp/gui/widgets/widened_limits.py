"""The limits that a dérogation *avant réalisation* asks for: a line for each characteristic of the part."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from metroapp.domain.concession_files import WidenedLimits
from metroapp.domain.specification import Characteristic, Part
from metroapp.gui.phrases import limit
from metroapp.gui.theme import Theme
from metroapp.gui.widgets.choice import Tick
from metroapp.gui.widgets.record_head import ElidedLabel
from metroapp.services.concession_demand import read_limits
from metroapp.wording import treatment_asked as words
from metroapp.wording.derivations import drawn


class WidenedLimitsForm(QWidget):
    """Filled anew for each part."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._part: Part | None = None
        self.lines: dict[str, tuple[QLineEdit, QLineEdit]] = {}
        self.as_is: dict[str, Tick] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 6, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 1)

    def show_part(self, part: Part) -> None:
        if part == self._part:
            return
        self._part = part
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.lines, self.as_is = {}, {}
        for row, found in enumerate(part.inspected):
            self._add(row, found)

    def _add(self, row: int, found: Characteristic) -> None:
        title = ElidedLabel()
        title.say(words.CHARACTERISTIC.format(balloon=found.balloon, callout=drawn(found.callout)))
        self._grid.addWidget(title, row, 0)
        callout = found.callout
        if not callout.has_limits:
            tick = self.as_is[found.balloon] = Tick(words.ACCEPTED_AS_IS, self._theme)
            self._grid.addWidget(tick, row, 1, 1, 2)
            return
        lower, upper = QLineEdit(), QLineEdit()
        for column, (line, name, hint, drawn_limit) in enumerate(
            (
                (lower, words.LOWER, words.LOWER_HINT, callout.lower_limit),
                (upper, words.UPPER, words.UPPER_HINT, callout.upper_limit),
            ),
            1,
        ):
            line.setAccessibleName(name.format(balloon=found.balloon))
            line.setPlaceholderText(hint.format(limit=limit(drawn_limit, callout)))
            line.setMaxLength(30)
            line.setFixedWidth(150)
            line.setEnabled(drawn_limit is not None)
            self._grid.addWidget(line, row, column)
        self.lines[found.balloon] = (lower, upper)

    def given(self) -> tuple[WidenedLimits, ...]:
        """Those that were filled; refuses as `read_limits`."""
        if self._part is None:
            return ()
        asked: list[WidenedLimits] = []
        for found in self._part.inspected:
            balloon = found.balloon
            if balloon in self.lines:
                lower, upper = self.lines[balloon]
                limits = read_limits(balloon, found.callout, lower.text(), upper.text())
                if limits is not None:
                    asked.append(limits)
            elif self.as_is[balloon].isChecked():
                asked.append(WidenedLimits(balloon, None, None))
        return tuple(asked)
