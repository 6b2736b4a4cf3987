"""The head of the follow-up: which record, whether it is recorded, what is still empty, the two papers, one button."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from metroapp.domain.production import Blank
from metroapp.gui.widgets.record_head import ElidedLabel
from metroapp.gui.widgets.said import Said
from metroapp.wording import follow_up as words

SERIES, SET_UP = 0, 1


class FollowUpHead(QWidget):
    """`tabs` are numbered as the papers; `said` is why something was not recorded."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.blanks, self.state = ElidedLabel(), QLabel(), QLabel()
        self.title.setProperty("role", "heading")
        self.title.say(words.TITLE)
        for label in (self.blanks, self.state):
            label.setWordWrap(True)
        self.said = Said()
        self.save = QPushButton(words.SAVE)
        self.save.setProperty("role", "big")
        self.save.setMinimumWidth(190)
        self.save.setToolTip(words.SAVE_TIP)
        self.tabs = QButtonGroup(self)
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(self.title)
        names.addWidget(self.state)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addLayout(names, 1)
        for number, text in ((SERIES, words.TAB_SERIES), (SET_UP, words.TAB_SET_UP)):
            top.addWidget(self._tab(number, text))
        top.addWidget(self.save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(self.blanks)
        layout.addWidget(self.said)

    def _tab(self, number: int, text: str) -> QPushButton:
        tab = QPushButton(text)
        tab.setCheckable(True)
        tab.setChecked(number == SERIES)
        tab.setObjectName("tall")
        self.tabs.addButton(tab, number)
        return tab

    def show_record(self, number: str) -> None:
        self.title.say(words.TITLE_OF.format(number=number))
        self.said.say("", "bad")

    def show_state(self, text: str, role: str, tip: str) -> None:
        _say(self.state, text, role)
        self.state.setToolTip(tip)

    def show_blanks(self, blanks: Sequence[Blank]) -> None:
        _say(self.blanks, words.still_missing(blanks), "warn" if blanks else "good")


def _say(label: QLabel, text: str, role: str) -> None:
    label.setText(text)
    if label.property("role") != role:
        label.setProperty("role", role)
        label.style().unpolish(label)
        label.style().polish(label)
