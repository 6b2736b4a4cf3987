"""Which means is in the hand for what is seen or typed, where several fit: nothing but the operator says it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from metroapp.gui.theme import Theme
from metroapp.gui.widgets.choice import Choice
from metroapp.services.bench_views import Expectation
from metroapp.wording import advised_means as words


class MeansInHand(QWidget):
    """Hidden where there is nothing to choose. `picked` carries (balloon, number)."""

    picked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._balloon = ""
        self.choice = Choice(theme)
        self.choice.setAccessibleName(words.IN_HAND)
        self.choice.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.choice.activated.connect(self._choose)
        label = QLabel(words.IN_HAND)
        label.setBuddy(self.choice)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(label)
        layout.addWidget(self.choice, 1)

    def show_expectation(self, expectation: Expectation | None, *, typing: bool) -> None:
        """The means that fit what is seen, or typed while there is a field for it, and the one that is noted now."""
        self.choice.clear()
        if expectation is None:
            self.hide()
            return
        is_seen = expectation.role is None
        among = expectation.instruments if is_seen else expectation.choices
        noted = expectation.in_hand if is_seen else expectation.typed_with
        if len(among) < 2 or not (is_seen or typing):
            self.hide()
            return
        self._balloon = expectation.box.balloon
        if noted is None:
            self.choice.addItem(words.TO_CHOOSE, None)
        for one in among:
            self.choice.addItem(words.CHOICE.format(number=one.number, designation=one.designation), one.number)
        self.choice.setCurrentIndex(max(0, self.choice.findData(noted)))
        self.show()

    def _choose(self, _index: int) -> None:
        number = self.choice.currentData()
        if number is not None:
            self.picked.emit((self._balloon, number))
