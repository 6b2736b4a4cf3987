"""A question that blocks nothing: a title, what is asked, two buttons; a refusal is said in it and loses nothing."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from metroapp.domain.message import Refusal
from metroapp.gui.widgets.secret_entry import secret_line
from metroapp.wording import window
from metroapp.wording.sentences import sentence


class Question(QDialog):
    """A title, what is said under it, and two buttons. `confirmed` carries the answer."""

    confirmed = Signal(object)

    def __init__(self, title: str, confirm: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(620)
        head = QLabel(title)
        head.setProperty("role", "title")
        head.setWordWrap(True)
        self.said = QLabel()
        self.said.setProperty("role", "bad")
        self.said.setWordWrap(True)
        buttons = QDialogButtonBox()
        self.confirm = buttons.addButton(confirm, QDialogButtonBox.ButtonRole.AcceptRole)
        self.confirm.setProperty("role", "primary")
        self.confirm.setAccessibleName(confirm)
        self.cancel = buttons.addButton(window.CANCEL, QDialogButtonBox.ButtonRole.RejectRole)
        self.cancel.setAccessibleName(window.CANCEL)
        buttons.accepted.connect(self.accept_answer)
        buttons.rejected.connect(self.close)
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(10)
        layout.addWidget(head)
        layout.addLayout(self.body, 1)
        layout.addWidget(self.said)
        layout.addWidget(buttons)

    def add_text(self, text: str, role: str = "") -> None:
        label = QLabel(text)
        label.setWordWrap(True)
        if role:
            label.setProperty("role", role)
        self.body.addWidget(label)

    def add_line(self, name: str) -> QLineEdit:
        line = QLineEdit()
        line.setAccessibleName(name)
        line.setMaxLength(200)
        self._add_named(name, line)
        line.setFocus()
        return line

    def add_secret(self, name: str) -> QLineEdit:
        """A line that shows dots."""
        line = secret_line(name)
        self._add_named(name, line)
        return line

    def _add_named(self, name: str, line: QLineEdit) -> None:
        label = QLabel(name)
        label.setBuddy(line)
        self.body.addWidget(label)
        self.body.addWidget(line)

    def refuse(self, refusal: Refusal) -> None:
        """The service said no: its sentence, and the dialog stays."""
        self.said.setText(sentence(refusal))
        self.fit()

    def fit(self) -> None:
        """The height that the wrapped texts need at this width, no more."""
        layout = self.layout()
        if layout is not None and layout.hasHeightForWidth():
            layout.activate()
            self.resize(self.width(), layout.totalHeightForWidth(self.width()))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()

    def accept_answer(self) -> None:
        self.confirmed.emit(None)
