"""A question before something is done on a fiche or on a dérogation: its fields side by side, then who signs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPlainTextEdit, QWidget

from metroapp.domain.entered_text import LONGEST_COMMENT
from metroapp.domain.message import Refusal
from metroapp.domain.people import Action
from metroapp.gui.desk import Desk
from metroapp.gui.dialogs.question import Question
from metroapp.gui.widgets.choice import Choice
from metroapp.gui.widgets.signature_form import SignatureForm
from metroapp.wording import treatment_asked as words

_COMMENT = 74  # px: two lines and a half


class ActQuestion(Question):
    """`confirmed` carries (what `given` says, the Signature or None); a refusal keeps everything typed."""

    def __init__(
        self, title: str, confirm: str, desk: Desk, parent: QWidget, *, said: str = "", signs: Action | None = None
    ) -> None:
        super().__init__(title, confirm, parent)
        self.desk = desk
        self.form: SignatureForm | None = None if signs is None else SignatureForm(desk, signs)
        if said:
            self.add_text(said, "soft")

    def given(self) -> Any:
        """What is asked for; refuses what cannot be read."""
        return None

    def add_fields(self, *fields: tuple[str, QWidget, int]) -> None:
        """Fields on one line, each under its name, with its share of the width."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        for column, (name, field, share) in enumerate(fields):
            label = QLabel(name)
            label.setBuddy(field)
            field.setAccessibleName(name)
            grid.addWidget(label, 0, column)
            grid.addWidget(field, 1, column)
            grid.setColumnStretch(column, share)
        self.body.addLayout(grid)

    def line(self, text: str = "", hint: str = "", most: int = 200) -> QLineEdit:
        line = QLineEdit(text)
        line.setPlaceholderText(hint)
        line.setMaxLength(most)
        return line

    def comment_line(self) -> QLineEdit:
        """One line for what may be long."""
        return self.line(most=LONGEST_COMMENT)

    def choice(self, pairs: Iterable[tuple[str, Any]]) -> Choice:
        choice = Choice(self.desk.theme)
        choice.setMinimumContentsLength(8)
        choice.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for said, code in pairs:
            choice.addItem(said, code)
        return choice

    def comment(self, text: str = "") -> QPlainTextEdit:
        """A text of several lines; Tab goes on."""
        field = QPlainTextEdit(text)
        field.setObjectName("comment")
        field.setTabChangesFocus(True)
        field.setFixedHeight(_COMMENT)
        return field

    def day_line(self) -> QLineEdit:
        return self.line(hint=words.DAY_HINT, most=10)

    def end(self) -> None:
        """The signature under the fields."""
        if self.form is not None:
            self.body.addWidget(self.form)

    def accept_answer(self) -> None:
        self.said.clear()
        try:
            given = self.given()
        except Refusal as refusal:
            self.refuse(refusal)
            return
        self.confirm.setEnabled(False)  # one press, one act
        self.confirmed.emit((given, None if self.form is None else self.form.signature()))

    def refuse(self, refusal: Refusal) -> None:
        super().refuse(refusal)
        self.confirm.setEnabled(True)
        if self.form is not None:
            self.form.ask_again(refusal)


class SignedReason(ActQuestion):
    """A text and a signature; without a `name`, the signature alone. `given` is the text."""

    def __init__(
        self, title: str, desk: Desk, action: Action, parent: QWidget, *, said: str = "", name: str = ""
    ) -> None:
        super().__init__(title, words.SIGN, desk, parent, said=said, signs=action)
        self.setMinimumWidth(720)
        self.reason = self.comment()
        if name:
            self.add_fields((name, self.reason, 1))
        self.end()
        if self.form is not None:
            (self.reason if name else self.form.secret).setFocus()

    def given(self) -> str:
        return self.reason.toPlainText().strip()
