"""Beside the drawing: how many balloons wait, what a press would do, their list, what is done with the one chosen."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import shorten

from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from metroapp.gui.widgets.balloon_list import BalloonList, Entry, Place
from metroapp.wording import drawing_board as words

_WIDTH = 236
_LONGEST_CALLOUT = 60


class BalloonCard(QFrame):
    """The buttons are those of whoever made the card."""

    def __init__(self, buttons: Sequence[QPushButton], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setFixedWidth(_WIDTH)
        self.list = BalloonList()
        self.heading, self.hint, self.counts = QLabel(), QLabel(), QLabel()
        self.heading.setProperty("role", "heading")
        self.counts.setProperty("role", "soft")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 10, 1, 8)
        layout.setSpacing(4)
        for label in (self.heading, self.hint, self.counts):
            label.setWordWrap(True)
            label.setContentsMargins(13, 0, 8, 0)
            layout.addWidget(label)
        layout.addWidget(self.list, 1)
        deeds = QVBoxLayout()
        deeds.setContentsMargins(8, 4, 8, 0)
        deeds.setSpacing(6)
        for button in buttons:
            deeds.addWidget(button)
        layout.addLayout(deeds)

    def show_entries(self, found: Sequence[Entry], current: str) -> None:
        """Every balloon, and how many there are of each kind."""
        self.list.show_entries(found, current)
        count = {place: sum(entry.place is place for entry in found) for place in Place}
        waiting, alone = count[Place.TO_PLACE], count[Place.ALONE]
        self.heading.setText(words.TO_PLACE.format(count=waiting) if waiting else words.ALL_PLACED)
        said = words.ON_PLAN_ORPHANS if alone else words.ON_PLAN
        self.counts.setText(said.format(placed=count[Place.PLACED] + alone, orphans=alone))

    def show_hint(self, coming: str, choice: str, *, is_frozen: bool) -> None:
        """What a press would do: place the balloon that comes next, or move the one chosen."""
        if is_frozen:
            self.hint.setText(words.CHOSEN_FROZEN.format(balloon=choice) if choice else words.FROZEN)
        elif coming:
            callout = next((entry.callout for entry in self.list.entries if entry.balloon == coming), "")
            said = words.CLICK_TO_PLACE if callout else words.CLICK_TO_PLACE_ALONE
            short = shorten(callout, _LONGEST_CALLOUT, placeholder="…")
            self.hint.setText(said.format(balloon=coming, callout=short))
        else:
            self.hint.setText(words.CHOSEN.format(balloon=choice) if choice else words.NOTHING_TO_PLACE)
