"""What is asked before a means is taken out of use, and before a document is kept with it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QLabel, QWidget

from metroapp.domain.instrument import Instrument, InstrumentState
from metroapp.domain.message import Refusal
from metroapp.gui.desk import Desk
from metroapp.gui.dialogs.question import Question
from metroapp.gui.widgets.choice import Choice
from metroapp.services.sheets.days import read_day
from metroapp.wording import means_asked as words
from metroapp.wording.labels import label

_STATES = (InstrumentState.TO_VERIFY, InstrumentState.PENDING, InstrumentState.WITHDRAWN)


class WithdrawalDialog(Question):
    """`confirmed` carries (state, reason)."""

    def __init__(self, means: Instrument, desk: Desk, parent: QWidget) -> None:
        super().__init__(words.WITHDRAW_TITLE.format(number=means.number), words.WITHDRAW_CONFIRM, parent)
        self.add_text(words.WITHDRAW_SAID, "soft")
        self.state = Choice(desk.theme)
        for state in _STATES:
            self.state.addItem(label(state), state)
        self.state.setAccessibleName(words.NEW_STATE)
        title = QLabel(words.NEW_STATE)
        title.setBuddy(self.state)
        self.body.addWidget(title)
        self.body.addWidget(self.state)
        self.reason = self.add_line(words.REASON)

    def accept_answer(self) -> None:
        self.confirmed.emit((self.state.currentData(), self.reason.text()))


class CertificateDialog(Question):
    """`confirmed` carries (number, the day it was issued, laboratory)."""

    def __init__(self, means: Instrument, path: Path, parent: QWidget) -> None:
        super().__init__(words.FILE_TITLE.format(number=means.number), words.FILE_CONFIRM, parent)
        self.add_text(words.FILE_SAID.format(file=path.name), "soft")
        self.number = self.add_line(words.CERTIFICATE_NUMBER)
        self.issued = self.add_line(words.ISSUED_ON)
        self.issued.setPlaceholderText(words.DAY_HINT)
        self.laboratory = self.add_line(words.LABORATORY)
        self.number.setFocus()

    def accept_answer(self) -> None:
        try:
            issued: date | None = read_day(self.issued.text().strip())
        except Refusal as refusal:
            self.refuse(refusal)
            return
        if issued is None:
            self.said.setText(words.ISSUED_MISSING)
            self.fit()
            return
        self.confirmed.emit((self.number.text(), issued, self.laboratory.text()))
