"""What was typed in a register of a tool: the amount with its sign, the last piece made before, why it is another."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import parse_number
from metroapp.gui.desk import Desk
from metroapp.gui.dialogs.question import Question
from metroapp.gui.widgets.said import Said
from metroapp.gui.widgets.stepper import Stepper
from metroapp.services.spc.tool_registers import RegisterView
from metroapp.wording import corrections as words

_MINUS = ("-", "−")
_GLOVE = 60  # px


class Typed(NamedTuple):
    """What was given."""

    amount: Decimal
    proposed: Decimal | None
    reason: str
    piece: int | None
    after: EntryId | None


class OffsetTypedDialog(Question):
    """`confirmed` carries the act, once it is written. `pieces`: of the record on the bench and the last one measured
    there, where the record is of a part that the tool makes."""

    def __init__(self, view: RegisterView, desk: Desk, parent: QWidget, pieces: tuple[int, int] | None = None) -> None:
        super().__init__(words.TYPED_TITLE, words.NOTE_IT, parent)
        self._view, self._desk = view, desk
        offset = view.advice.offset
        self.proposed = None if offset is None else offset.correction
        self.add_text(words.TYPED_ASKED.format(name=words.name_of(view.register.kept)), "soft")
        self.amount = QLineEdit("" if self.proposed is None else words.as_typed(self.proposed))
        self.amount.setProperty("role", "value")
        self.amount.setPlaceholderText(words.AMOUNT_HINT)
        self.amount.setMaxLength(12)
        self.sign = QPushButton(words.SIGN)
        self.sign.setProperty("role", "key")
        self.sign.setFixedWidth(72)
        self.sign.setToolTip(words.SIGN_TIP)
        self.sign.setAccessibleName(words.SIGN_TIP)
        self.sign.setAutoDefault(False)
        self._named(words.AMOUNT, self.amount)
        line = QHBoxLayout()
        line.addWidget(self.sign)
        line.addWidget(self.amount, 1)
        self.body.addLayout(line)
        self.warning = Said()
        self.body.addWidget(self.warning)
        self.piece: Stepper | None = None
        if pieces is not None:
            most, reached = pieces
            self.piece = Stepper(0, most, reached, words.LAST_PIECE)
            for button in self.piece.buttons:
                button.setProperty("role", "key")
                button.setFixedWidth(_GLOVE)
            self._named(words.LAST_PIECE, self.piece.line)
            self.body.addWidget(self.piece)
        self.why = QLabel(words.why_another(self.proposed))
        self.reason = QLineEdit()
        self.reason.setMaxLength(200)
        self.reason.setAccessibleName(self.why.text())
        self.why.setBuddy(self.reason)
        self.body.addWidget(self.why)
        self.body.addWidget(self.reason)
        self.add_text(words.NEVER_SENT, "small")
        self.amount.textChanged.connect(self._look)
        self.sign.clicked.connect(self._turn)
        self.amount.setFocus()
        self._look()

    def _named(self, name: str, field: QLineEdit) -> None:
        label = QLabel(name)
        label.setBuddy(field)
        field.setAccessibleName(name)
        self.body.addWidget(label)

    def _turn(self) -> None:
        text = self.amount.text().strip()
        bare = text.lstrip("+-−")
        self.amount.setText(bare if text[:1] in _MINUS else f"−{bare}")

    def _amount(self) -> Decimal | None:
        try:
            return parse_number(self.amount.text().strip().removeprefix("+"))
        except Refusal:
            return None

    def _look(self, _text: str = "") -> None:
        """A reason is asked for what was not proposed, and a sign the other way is said at once."""
        amount = self._amount()
        is_other = amount is not None and amount != self.proposed
        for widget in (self.why, self.reason):
            widget.setVisible(is_other)
        is_reversed = amount is not None and self.proposed is not None and amount * self.proposed < 0
        proposed = "" if self.proposed is None else words.as_typed(self.proposed)
        self.warning.say(words.OTHER_WAY.format(proposed=proposed) if is_reversed else "", "bad")
        self.fit()

    def given(self) -> Typed:
        """Refuses as `parse_number`."""
        amount = parse_number(self.amount.text().strip().removeprefix("+"))
        last = self._view.advice.last
        return Typed(
            amount,
            self.proposed,
            self.reason.text().strip() if amount != self.proposed else "",
            None if self.piece is None else self.piece.value(),
            None if last is None else last.id,
        )

    def accept_answer(self) -> None:
        self.said.clear()
        try:
            given = self.given()
        except Refusal as refusal:
            self.refuse(refusal)
            return
        self.confirm.setEnabled(False)  # one press, one act
        asked = self._desk.workshop.corrections.type_in(self._view.register.number, *given)
        self._desk.bridge.follow(asked, self._written, self.refuse)

    def _written(self, act: object) -> None:
        self.confirmed.emit(act)
        self.close()

    def refuse(self, refusal: Refusal) -> None:
        super().refuse(refusal)
        self.confirm.setEnabled(True)
