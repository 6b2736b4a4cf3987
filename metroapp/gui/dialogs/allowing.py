"""A refused means allowed for one characteristic: why, and who signs."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from metroapp.domain.people import Action
from metroapp.gui.desk import Desk
from metroapp.gui.dialogs.signing import SigningDialog
from metroapp.wording import advised_means as words


class AllowingDialog(SigningDialog):
    """`confirmed` carries (reason, Signature); not modal."""

    def __init__(self, balloon: str, instrument: str, refused: str, desk: Desk, parent: QWidget) -> None:
        """`refused` is the sentence that says what stands against the means."""
        super().__init__(
            words.ALLOW_TITLE.format(instrument=instrument, balloon=balloon),
            words.ALLOW_SIGN,
            desk,
            Action.ALLOW_MEANS,
            parent,
            said=refused,
        )
        self.reason = QLineEdit()
        self.reason.setMaxLength(200)
        self.reason.setAccessibleName(words.ALLOW_REASON)
        label = QLabel(words.ALLOW_REASON)
        label.setBuddy(self.reason)
        said = QLabel(words.ALLOW_SAID)
        said.setWordWrap(True)
        said.setProperty("role", "soft")
        for place, widget in enumerate((said, label, self.reason), self.body.indexOf(self.form)):
            self.body.insertWidget(place, widget)
        self.reason.setFocus()

    def accept_answer(self) -> None:
        self.said.clear()
        self.confirm.setEnabled(False)  # one press, one signature
        self.confirmed.emit((self.reason.text(), self.form.signature()))
