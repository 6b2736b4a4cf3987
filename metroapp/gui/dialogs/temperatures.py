"""The temperatures of the parts and of the room, and whether lengths are brought back to 20 °C."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from metroapp.domain.material_names import material_named
from metroapp.domain.message import Refusal
from metroapp.domain.operations import TemperatureTaken
from metroapp.domain.quantity import parse_number
from metroapp.domain.temperature import Material, Temperature
from metroapp.gui.desk import Desk
from metroapp.gui.widgets.choice import Choice
from metroapp.gui.widgets.said import Said
from metroapp.wording import temperatures as words
from metroapp.wording import window
from metroapp.wording.labels import label
from metroapp.wording.numbers import number
from metroapp.wording.sentences import sentence

_USUAL_HALF_WIDTH = Decimal("0.5")  # of a thermometer of the workshop, read at the parts


class TemperaturesDialog(QDialog):
    """Not modal: readings go on. It closes once what it says is recorded."""

    def __init__(self, desk: Desk, made_of: str, last: TemperatureTaken | None, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words.TITLE)
        self.setMinimumWidth(560)
        title = QLabel(words.TITLE)
        title.setProperty("role", "title")
        self.part, self.room, self.half_width = (QLineEdit() for _ in range(3))
        self.material = Choice(desk.theme)
        self.material.setAccessibleName(words.MATERIAL)
        self.material.addItem(words.NO_MATERIAL, None)
        for one in Material:
            if one is not Material.GAUGE_BLOCK_STEEL:
                self.material.addItem(label(one), one)
        self.corrects = QCheckBox(words.CORRECTS)
        self.corrects.setToolTip(words.CORRECTS_TIP)
        form = QFormLayout()
        form.setSpacing(10)
        for text, line in ((words.PART, self.part), (words.ROOM, self.room), (words.HALF_WIDTH, self.half_width)):
            line.setAccessibleName(text)
            line.setMaxLength(12)
            form.addRow(text, line)
        form.addRow(words.MATERIAL, self.material)
        self.said = Said()
        buttons = QDialogButtonBox()
        self.save = buttons.addButton(words.RECORD, QDialogButtonBox.ButtonRole.AcceptRole)
        self.save.setProperty("role", "primary")
        self.save.setAccessibleName(words.RECORD)
        cancel = buttons.addButton(window.CANCEL, QDialogButtonBox.ButtonRole.RejectRole)
        cancel.setAccessibleName(window.CANCEL)
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(title)
        layout.addLayout(form)
        layout.addWidget(self.corrects)
        layout.addWidget(self.said)
        layout.addWidget(buttons)
        self._show(made_of, last)

    def _show(self, made_of: str, last: TemperatureTaken | None) -> None:
        """What was taken last, else what the part is made of and the usual doubt of a thermometer."""
        half_width = _USUAL_HALF_WIDTH if last is None else last.half_width
        self.half_width.setText(number(half_width))
        material = material_named(made_of) if last is None else last.material
        self.material.setCurrentIndex(max(0, self.material.findData(material)))
        self.corrects.setChecked(last is not None and last.corrects)
        if last is not None:
            self.part.setText(number(last.part))
            self.room.setText(number(last.room))

    def _accept(self) -> None:
        try:
            half_width = parse_number(self.half_width.text())
            part, room = (Temperature(parse_number(line.text()), half_width) for line in (self.part, self.room))
        except Refusal as refusal:
            self._refuse(refusal)
            return
        gestures = self._desk.workshop.gestures
        asked = gestures.take_temperature(part, room, self.material.currentData(), corrects=self.corrects.isChecked())
        self._desk.bridge.follow(asked, self._recorded, self._refuse)

    def _recorded(self, _nothing: object) -> None:
        self.close()

    def _refuse(self, refusal: Refusal) -> None:
        self.said.say(sentence(refusal), "bad")
