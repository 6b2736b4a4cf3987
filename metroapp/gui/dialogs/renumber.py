"""Which number a balloon takes: one that waits for a place, or any that is free."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from metroapp.gui.dialogs.question import Question
from metroapp.wording import drawing_board as words


class RenumberDialog(Question):
    """`confirmed` carries the number."""

    def __init__(self, balloon: str, offered: Iterable[str], parent: QWidget) -> None:
        super().__init__(words.RENUMBER_TITLE.format(balloon=balloon), words.RENUMBER_CONFIRM, parent)
        self.setMinimumWidth(460)
        self.add_text(words.RENUMBER_SAID)
        self.number = QComboBox()
        self.number.setEditable(True)
        self.number.setAccessibleName(words.RENUMBER_NUMBER)
        self.number.addItems([*offered])
        self.number.setEditText(balloon)
        title = QLabel(words.RENUMBER_NUMBER)
        title.setBuddy(self.number)
        self.body.addWidget(title)
        self.body.addWidget(self.number)
        line = self.number.lineEdit()
        if line is not None:
            line.selectAll()
        self.number.setFocus()

    def accept_answer(self) -> None:
        self.confirmed.emit(self.number.currentText().strip())
