"""The two acts that are no verification: the certificate of a laboratory, and what was changed on an instrument."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QPlainTextEdit, QWidget

from metroapp.domain.instrument import Instrument
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import parse_number
from metroapp.domain.verification import CHECKS
from metroapp.domain.verification_acts import CalibratedValue
from metroapp.gui.dialogs.question import Question
from metroapp.services.sheets.days import read_day
from metroapp.wording import means_asked
from metroapp.wording import verifying as words
from metroapp.wording.numbers import UNIT_SYMBOLS

_FIELDS = 2, 3  # of a line: nominal, error, and U if it is known


class CalibrationDialog(Question):
    """`confirmed` carries (certificate, laboratory, day, values, why it comes back)."""

    def __init__(self, means: Instrument, parent: QWidget) -> None:
        super().__init__(words.CALIBRATION_TITLE.format(number=means.number), words.CALIBRATION_CONFIRM, parent)
        self.setMinimumWidth(760)
        self.add_text(words.CALIBRATION_SAID, "soft")
        self.number = self.add_line(means_asked.CERTIFICATE_NUMBER)
        self.laboratory = self.add_line(means_asked.LABORATORY)
        self.issued = self.add_line(means_asked.ISSUED_ON)
        self.issued.setPlaceholderText(means_asked.DAY_HINT)
        name = words.VALUES.format(unit=UNIT_SYMBOLS[means.kind.reading_unit])
        self.values = QPlainTextEdit()
        self.values.setObjectName("comment")
        self.values.setAccessibleName(name)
        self.values.setPlaceholderText(words.VALUES_HINT)
        self.values.setFixedHeight(64)
        self.values.setTabChangesFocus(True)
        title = QLabel(name)
        title.setBuddy(self.values)
        self.body.addWidget(title)
        self.body.addWidget(self.values)
        self.back = None if means.kind in CHECKS else self.add_line(words.BACK)
        self.number.setFocus()

    def accept_answer(self) -> None:
        try:
            issued = read_day(self.issued.text().strip())
            values = self._read()
        except Refusal as refusal:
            self.refuse(refusal)
            return
        if issued is None or values is None:
            if issued is None:
                self.said.setText(means_asked.ISSUED_MISSING)
            self.fit()
            return
        back = "" if self.back is None else self.back.text()
        self.confirmed.emit((self.number.text(), self.laboratory.text(), issued, values, back))

    def _read(self) -> tuple[CalibratedValue, ...] | None:
        """The lines; None where one cannot be read, which is said."""
        found = []
        for place, line in enumerate(self.values.toPlainText().splitlines(), start=1):
            cells = [cell.strip() for cell in line.split(";")]
            if not any(cells):
                continue
            try:
                if len(cells) not in _FIELDS:
                    raise Refusal("number.unreadable", text=line)
                found.append(CalibratedValue(*map(parse_number, cells)))
            except Refusal:
                self.said.setText(words.VALUES_UNREADABLE.format(line=place, text=line.strip()))
                return None
        return tuple(found)


class AdjustmentDialog(Question):
    """`confirmed` carries what was done."""

    def __init__(self, means: Instrument, parent: QWidget) -> None:
        super().__init__(words.ADJUSTMENT_TITLE.format(number=means.number), words.ADJUSTMENT_CONFIRM, parent)
        self.add_text(words.ADJUSTMENT_SAID, "soft")
        self.done_line = self.add_line(words.DONE)

    def accept_answer(self) -> None:
        self.confirmed.emit(self.done_line.text())
