"""One more point of a verification, and the limits that the register does not say."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from metroapp.domain.instrument import Instrument, InstrumentKind
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import parse_number
from metroapp.domain.verification import CHECKS, Check, Direction, Point
from metroapp.gui.desk import Desk
from metroapp.gui.dialogs.question import Question
from metroapp.gui.widgets.choice import Choice
from metroapp.services.verification_session import Limits
from metroapp.wording import verifying as words
from metroapp.wording.labels import label
from metroapp.wording.numbers import UNIT_SYMBOLS, number

_REPEATS = {Check.REPEATABILITY: "5", Check.MEAN: "5"}


class AddPointDialog(Question):
    """`confirmed` carries the Point."""

    def __init__(self, means: Instrument, desk: Desk, parent: QWidget) -> None:
        super().__init__(words.ADD_TITLE, words.ADD_CONFIRM, parent)
        self.check, self.direction = Choice(desk.theme), Choice(desk.theme)
        for check in Check:
            if check in CHECKS[means.kind]:
                self.check.addItem(label(check), check)
        for direction in Direction:
            self.direction.addItem(label(direction) or words.NO_LIVE, direction)
        self._add_choice(words.CHECK, self.check)
        if means.kind is InstrumentKind.DIAL_INDICATOR:
            self._add_choice(words.DIRECTION, self.direction)
        self.repeats = self.add_line(words.REPEATS)
        self.size_line = self.add_line(words.SIZE.format(unit=UNIT_SYMBOLS[means.kind.reading_unit]))
        self.check.currentIndexChanged.connect(self._propose)
        self._propose(0)

    def _add_choice(self, name: str, choice: Choice) -> None:
        choice.setAccessibleName(name)
        title = QLabel(name)
        title.setBuddy(choice)
        self.body.addWidget(title)
        self.body.addWidget(choice)

    def _propose(self, _index: int) -> None:
        self.repeats.setText(_REPEATS.get(self.check.currentData(), "1"))

    def accept_answer(self) -> None:
        try:
            nominal = parse_number(self.size_line.text())
            repeats = int(parse_number(self.repeats.text()))
            point = Point(self.check.currentData(), nominal, self.direction.currentData(), repeats)
        except Refusal as refusal:
            self.refuse(refusal)
            return
        self.confirmed.emit(point)


class LimitsDialog(Question):
    """`confirmed` carries the Limits."""

    def __init__(self, means: Instrument, limits: Limits, parent: QWidget) -> None:
        super().__init__(words.LIMITS_TITLE, words.LIMITS_CONFIRM, parent)
        self.add_text(words.LIMITS_SAID, "soft")
        unit = UNIT_SYMBOLS[means.kind.reading_unit]
        self.other_faces = self._line(words.OTHER_FACES.format(unit=unit), limits.other_faces or None)
        self.hysteresis = self._line(words.HYSTERESIS.format(unit=unit), limits.hysteresis)
        self.repeatability = self._line(words.REPEATABILITY.format(unit=unit), limits.repeatability)

    def _line(self, name: str, value: Decimal | None) -> QLineEdit:
        line = self.add_line(name)
        line.setText("" if value is None else number(value))
        return line

    def accept_answer(self) -> None:
        try:
            found = [_read(line) for line in (self.other_faces, self.repeatability, self.hysteresis)]
        except Refusal as refusal:
            self.refuse(refusal)
            return
        self.confirmed.emit(Limits(found[0] or Decimal(0), found[1], found[2]))


def _read(line: QLineEdit) -> Decimal | None:
    text = line.text().strip()
    return parse_number(text) if text else None
