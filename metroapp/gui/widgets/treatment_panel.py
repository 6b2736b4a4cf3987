"""The fiche or the dérogation chosen: its state, what it says, what was done, and what can be done now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from metroapp.gui.models.rows import Row
from metroapp.gui.models.treatment import ACT_COLUMNS, Deed
from metroapp.gui.theme import Theme
from metroapp.gui.widgets.fact_lines import FactLines
from metroapp.gui.widgets.flow import Flow
from metroapp.gui.widgets.panel_table import PanelTable
from metroapp.gui.widgets.record_head import ElidedLabel
from metroapp.wording import treatment_window as words

_LEAST = 396  # px


class TreatmentPanel(QFrame):
    """`asked` carries the deed that was pressed; `print_asked` nothing."""

    asked = Signal(object)
    print_asked = Signal(object)

    def __init__(self, theme: Theme, deeds: type[Enum], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setMinimumWidth(_LEAST)
        self.title, self.state = ElidedLabel(), QLabel()
        self.title.setProperty("role", "heading")
        self.facts = FactLines()
        self.acts = PanelTable(ACT_COLUMNS, theme, words.ACTS, words.NO_ACT)
        self.rows = self.acts.rows
        self._faces = QStackedWidget()
        self._faces.addWidget(self.facts)
        self._faces.addWidget(self.acts)
        self._group = QButtonGroup(self)
        self.tabs = [self._tab(place, name) for place, name in enumerate((words.FACTS, words.ACTS))]
        self.tabs[0].setChecked(True)
        self._group.idClicked.connect(self._faces.setCurrentIndex)
        self.buttons: dict[Enum, QPushButton] = {deed: self._deed(deed) for deed in deeds}
        self.print = _button(words.PRINT, words.PRINT_TIP)
        self.print.clicked.connect(self._print)
        self._build()
        self.show_nothing()

    def _tab(self, place: int, name: str) -> QPushButton:
        tab = _button(name, name)
        tab.setCheckable(True)
        self._group.addButton(tab, place)
        return tab

    def _deed(self, deed: Enum) -> QPushButton:
        """A button without a picture, so that all of them fit under the panel of the smallest screen."""
        described: Deed = deed.value
        button = _button(described.name, described.tip)

        def ask(_checked: bool = False) -> None:
            self.asked.emit(deed)

        button.clicked.connect(ask)
        return button

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 16, 0)
        head.addWidget(self.title, 1)
        head.addWidget(self.state)
        tabs = QHBoxLayout()
        tabs.setContentsMargins(12, 0, 12, 0)
        tabs.setSpacing(4)
        for tab in self.tabs:
            tabs.addWidget(tab)
        tabs.addStretch(1)
        tabs.addWidget(self.print)
        deeds = Flow(tuple(self.buttons.values()), 5)
        deeds.setContentsMargins(12, 0, 12, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 10)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addLayout(tabs)
        layout.addWidget(self._faces, 1)
        layout.addLayout(deeds)

    # -- what is shown ------------------------------------------------------------------------------------------------

    def show_nothing(self) -> None:
        self.title.say(words.CHOOSE)
        self.state.setText("")
        self._faces.hide()
        for widget in (*self.tabs, self.print):
            widget.hide()

    def show_line(self, number: str, state: str, tint: str, facts: Sequence[tuple[str, str]]) -> None:
        """What the line chosen says."""
        self.title.say(number)
        self.state.setText(state)
        self.state.setProperty("role", tint)
        self.state.style().unpolish(self.state)
        self.state.style().polish(self.state)
        self.facts.show_facts(facts)
        self._faces.show()
        for widget in (*self.tabs, self.print):
            widget.show()

    def show_acts(self, rows: list[Row]) -> None:
        """What was done."""
        self.rows.show(rows)
        self.acts.look()

    @property
    def said(self) -> Mapping[str, str]:
        """The facts shown, by name."""
        return self.facts.shown

    def _print(self) -> None:
        self.print_asked.emit(None)


def _button(text: str, tip: str) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName("tight")
    button.setAccessibleName(text)
    button.setToolTip(tip)
    return button
