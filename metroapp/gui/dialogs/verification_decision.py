"""What becomes of an instrument after its verification: the decision, why, until when, and who signs."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QLineEdit, QWidget

from metroapp.domain.message import Refusal
from metroapp.domain.people import Action
from metroapp.domain.quantity import parse_number
from metroapp.domain.verification_acts import Conditions, Decision, Limitation, allowed
from metroapp.gui.desk import Desk
from metroapp.gui.dialogs.question import Question
from metroapp.gui.widgets.choice import Choice
from metroapp.gui.widgets.signature_form import SignatureForm
from metroapp.services.events import VerifyingView
from metroapp.services.sheets.days import read_day
from metroapp.services.verification_room import Deciding
from metroapp.wording import means_asked
from metroapp.wording import verifying as words
from metroapp.wording.labels import label
from metroapp.wording.sentences import sentence


class DecisionDialog(Question):
    """`confirmed` carries (Deciding, Signature)."""

    def __init__(self, view: VerifyingView, desk: Desk, parent: QWidget) -> None:
        super().__init__(words.DECISION_TITLE.format(number=view.means.number), words.DECISION_CONFIRM, parent)
        self.setMinimumWidth(760)
        self.body.setSpacing(4)
        self.add_text(words.found(view.conclusion), "strong")
        for note in view.conclusion.notes[:2]:
            self.add_text(sentence(note), "small")
        self.decision = Choice(desk.theme)
        for decision in allowed(view.conclusion):
            self.decision.addItem(label(decision).capitalize(), decision)
        self.decision.setAccessibleName(words.DECISION)
        self.reason, self.use, self.remark = (self._line(name) for name in (words.REASON, words.USE, words.REMARK))
        self.beginning, self.end = self._line(words.LOWER), self._line(words.UPPER)
        self.next_due = self._line(words.NEXT_DUE)
        self.next_due.setPlaceholderText(
            means_asked.DAY_HINT if view.means.interval_months is None else words.NEXT_DUE_HINT
        )
        self.temperature, self.humidity = self._line(words.TEMPERATURE), self._line(words.HUMIDITY)
        self.form = QFormLayout()
        self.form.setVerticalSpacing(4)
        self.form.setHorizontalSpacing(12)
        self._left = _beside((words.LOWER, self.beginning), (words.UPPER, self.end))
        self.form.addRow(words.DECISION, self.decision)
        self.form.addRow(words.REASON, self.reason)
        self.form.addRow(words.LEFT, self._left)
        self.form.addRow(words.USE, self.use)
        self.form.addRow(words.NEXT_DUE, self.next_due)
        self.form.addRow(words.TEMPERATURE, _beside(("", self.temperature), (words.HUMIDITY, self.humidity)))
        self.form.addRow(words.REMARK, self.remark)
        self.body.addLayout(self.form)
        self.signature = SignatureForm(desk, Action.VERIFY_MEANS)
        self.body.addWidget(self.signature)
        self.decision.currentIndexChanged.connect(self._look)
        self._look(0)

    def _line(self, name: str) -> QLineEdit:
        line = QLineEdit()
        line.setAccessibleName(name)
        line.setMaxLength(200)
        return line

    def _look(self, _index: int) -> None:
        """Only what the decision needs is asked for."""
        decision = self.decision.currentData()
        self.form.setRowVisible(self._left, decision is Decision.LIMITATION)
        self.form.setRowVisible(self.use, decision is Decision.DOWNGRADE)
        self.form.setRowVisible(self.next_due, decision not in (Decision.SCRAP, Decision.ADJUSTMENT))
        self.fit()

    def accept_answer(self) -> None:
        self.said.clear()
        try:
            deciding, signature = self._deciding(), self.signature.signature()
        except Refusal as refusal:
            self.refuse(refusal)
            return
        self.confirm.setEnabled(False)  # one press, one signature
        self.confirmed.emit((deciding, signature))

    def _deciding(self) -> Deciding:
        decision: Decision = self.decision.currentData()
        limitation = None
        if decision is Decision.LIMITATION:
            limitation = Limitation(parse_number(self.beginning.text()), parse_number(self.end.text()))
        return Deciding(
            decision,
            self.reason.text(),
            limitation,
            self.use.text() if decision is Decision.DOWNGRADE else "",
            read_day(self.next_due.text().strip()),
            Conditions(_number(self.temperature), _number(self.humidity)),
            self.remark.text(),
        )

    def refuse(self, refusal: Refusal) -> None:
        super().refuse(refusal)
        self.confirm.setEnabled(True)
        self.signature.ask_again(refusal)


def _number(line: QLineEdit) -> Decimal | None:
    text = line.text().strip()
    return parse_number(text) if text else None


def _beside(*fields: tuple[str, QLineEdit]) -> QWidget:
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(8)
    for name, line in fields:
        if name:
            title = QLabel(name)
            title.setBuddy(line)
            layout.addWidget(title)
        layout.addWidget(line, 1)
    return row
