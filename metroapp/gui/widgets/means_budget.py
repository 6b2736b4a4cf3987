"""The budget of one reading of a means."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from metroapp.domain.budget import Budget
from metroapp.domain.instrument import Instrument
from metroapp.gui.models.means import BUDGET_COLUMNS, budget_rows
from metroapp.gui.models.rows import RowsModel
from metroapp.gui.theme import Theme
from metroapp.gui.widgets.plain_table import PlainTable
from metroapp.gui.widgets.scrolled import Scrolled
from metroapp.wording import means as words
from metroapp.wording.numbers import quantity


class MeansBudget(QWidget):
    """The components of one reading, then u, its degrees of freedom, k and U."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = RowsModel(BUDGET_COLUMNS, self)
        self.table = PlainTable(self.rows, theme, words.BUDGET)
        self.table.setObjectName("narrow")
        self.said = [QLabel() for _ in range(3)]
        self.said[0].setProperty("role", "strong")
        self.said[2].setProperty("role", "strong")
        inside = QVBoxLayout()
        inside.setContentsMargins(0, 0, 0, 8)
        inside.setSpacing(4)
        inside.addWidget(self.table)
        for label in self.said:
            label.setContentsMargins(16, 0, 16, 0)
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            inside.addWidget(label)
        inside.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(Scrolled(inside))

    def show_means(self, means: Instrument) -> None:
        unit = means.kind.reading_unit
        budget = Budget(means.budget) if means.budget else None
        self.rows.show([] if budget is None else budget_rows(budget, unit))
        self.table.setVisible(budget is not None)
        lines = len(self.rows.rows) * self.table.verticalHeader().defaultSectionSize()
        self.table.setFixedHeight(self.table.horizontalHeader().sizeHint().height() + lines + 2)
        texts: tuple[str, ...]
        if budget is not None:
            texts = words.combined(budget, unit)
            if means.uncertainty is not None:  # the figure of the register is the one that counts
                texts = (words.GIVEN.format(u=quantity(means.uncertainty)), *texts[1:])
        elif means.uncertainty is not None:
            texts = (words.GIVEN.format(u=quantity(means.uncertainty)), words.NO_BUDGET)
        else:
            texts = (words.NO_UNCERTAINTY, words.NO_BUDGET)
        for place, label in enumerate(self.said):
            label.setText(texts[place] if place < len(texts) else "")
            label.setVisible(place < len(texts))
