"""A dérogation: one nonconforming piece, the characteristics accepted, the number, why, and who signs."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from metroapp.domain.message import Refusal
from metroapp.domain.people import Action
from metroapp.domain.specification import Part
from metroapp.gui.desk import Desk
from metroapp.gui.models.releve import Cell
from metroapp.gui.phrases import detail_of, verdict_of
from metroapp.gui.widgets.choice import Choice, Tick
from metroapp.gui.widgets.signature_form import SignatureForm
from metroapp.wording import window as words
from metroapp.wording.derivations import drawn
from metroapp.wording.sentences import sentence


class ConcessionDialog(QDialog):
    """`granted` carries (piece, balloons, number, reason, Signature); not modal, readings go on."""

    granted = Signal(object)

    def __init__(self, part: Part, nonconforming: dict[int, list[Cell]], desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words.CONCESSION_TITLE)
        self.setMinimumWidth(720)
        self._part = part
        self._nonconforming = nonconforming
        self._theme = desk.theme
        self.boxes: dict[str, Tick] = {}
        title = QLabel(words.CONCESSION_TITLE)
        title.setProperty("role", "title")
        self.piece = Choice(desk.theme)
        for piece in sorted(nonconforming):
            self.piece.addItem(words.PIECE.format(piece=piece), piece)
        self.piece.setAccessibleName(words.CONCESSION_PIECE)
        self.number, self.reason = QLineEdit(), QLineEdit()
        self.form = SignatureForm(desk, Action.GRANT_CONCESSION)
        self._list = QVBoxLayout()
        form = QFormLayout()
        form.setSpacing(10)
        form.addRow(words.CONCESSION_PIECE, self.piece)
        form.addRow(words.CONCESSION_BALLOONS, self._list)
        for label, line in (
            (words.CONCESSION_NUMBER, self.number),
            (words.CONCESSION_REASON, self.reason),
        ):
            line.setAccessibleName(label)
            line.setMaxLength(200)
            form.addRow(label, line)
        self.said = QLabel()
        self.said.setProperty("role", "bad")
        self.said.setWordWrap(True)
        buttons = QDialogButtonBox()
        self.grant = buttons.addButton(words.CONCESSION_GRANT, QDialogButtonBox.ButtonRole.AcceptRole)
        self.grant.setProperty("role", "primary")
        self.grant.setAccessibleName(words.CONCESSION_GRANT)
        cancel = buttons.addButton(words.CANCEL, QDialogButtonBox.ButtonRole.RejectRole)
        cancel.setAccessibleName(words.CANCEL)
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(14)
        layout.addWidget(title)
        layout.addLayout(form)
        layout.addWidget(self.form)
        layout.addWidget(self.said)
        layout.addWidget(buttons)
        self.piece.currentIndexChanged.connect(self._list_balloons)
        self._list_balloons(0)

    def refuse(self, refusal: Refusal) -> None:
        """The service said no: its sentence, and the form stays."""
        self.said.setText(sentence(refusal))
        self.grant.setEnabled(True)
        self.form.ask_again(refusal)

    def _list_balloons(self, _index: int) -> None:
        for box in self.boxes.values():
            self._list.removeWidget(box)
            box.deleteLater()
        self.boxes = {}
        characteristics = {found.balloon: found for found in self._part.inspected}
        for cell in self._nonconforming.get(self.piece.currentData(), []):
            balloon = cell.view.key.balloon
            if balloon in self.boxes:
                continue
            found = characteristics[balloon]
            text = words.CONCESSION_LINE.format(
                balloon=balloon,
                callout=drawn(found.callout),
                found=detail_of(cell.view, found.callout.unit) or cell.text or verdict_of(cell.view),
            )
            self.boxes[balloon] = Tick(text, self._theme)
            self.boxes[balloon].setChecked(True)
            self._list.addWidget(self.boxes[balloon])

    def _accept(self) -> None:
        balloons = tuple(balloon for balloon, box in self.boxes.items() if box.isChecked())
        self.said.clear()
        self.grant.setEnabled(False)  # until it is answered: one press, one concession
        self.granted.emit(
            (self.piece.currentData(), balloons, self.number.text(), self.reason.text(), self.form.signature())
        )
