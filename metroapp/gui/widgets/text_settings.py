"""How the port of an instrument that sends text is set, or one of the makes whose frames are known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from drivers.instruments.text_profiles import PROFILES
from drivers.text_profile import TextProfile
from metroapp.gui.theme import Theme
from metroapp.gui.widgets.choice import Choice
from metroapp.services import text_learning
from metroapp.wording import bench as words

_SPEEDS = ("1200", "2400", "4800", "9600", "19200", "38400", "57600", "115200")
_FORMATS = ("8N1", "7E1", "7O1", "7N2", "7E2", "8E1", "8O1", "8N2")
_OWN = -1
_WIDTHS = (190, 96, 84, 120, 96, 84)


class TextSettings(QWidget):
    """`changed` says that the port is to be opened anew."""

    changed = Signal(object)

    def __init__(self, known: TextProfile | None, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        makes = [(words.PROFILE_OWN, _OWN), *((profile.name, place) for place, profile in enumerate(PROFILES))]
        self.make = self._choice(words.PROFILE, makes)
        self.speed = self._choice(words.SPEED, [(speed, int(speed)) for speed in _SPEEDS])
        self.format = self._choice(words.FORMAT, [(one, one) for one in _FORMATS])
        self.request = QLineEdit()
        self.request.setMaxLength(24)
        self.request.setAccessibleName(words.REQUEST)
        self.request.setPlaceholderText(words.REQUEST_HINT)
        self.end = self._choice(words.REQUEST_END, [(text, end) for end, text in words.REQUEST_ENDS.items()])
        self.unit = self._choice(words.UNIT, [(text, unit) for unit, text in words.UNITS.items()])
        self.unit.setToolTip(words.UNIT_TIP)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        controls = (self.make, self.speed, self.format, self.request, self.end, self.unit)
        for place, (control, width) in enumerate(zip(controls, _WIDTHS, strict=True)):
            title = QLabel(control.accessibleName())
            title.setProperty("role", "small")
            title.setBuddy(control)
            control.setMinimumWidth(width)
            grid.addWidget(title, 0, place)
            grid.addWidget(control, 1, place)
        grid.setColumnStretch(0, 1)
        self._show(known or TextProfile("—", "{value}"))
        self.make.currentIndexChanged.connect(self._use_make)
        for choice in (self.speed, self.format, self.end, self.unit):
            choice.currentIndexChanged.connect(self._tell)
        self.request.editingFinished.connect(self._finish)
        self._asked = self.request.text()

    def _choice(self, name: str, lines: Iterable[tuple[str, object]]) -> Choice:
        choice = Choice(self._theme)
        choice.setAccessibleName(name)
        for text, data in lines:
            choice.addItem(text, data)
        return choice

    def _show(self, profile: TextProfile) -> None:
        """The settings of a profile; each list has its line."""
        request = (profile.request or b"").decode("latin-1")
        end = next(end for end in ("\r\n", "\r", "") if request.endswith(end))
        if not request:
            end = "\r"
        self.request.setText(request.removesuffix(end))
        framing = f"{profile.data_bits}{profile.parity}{profile.stop_bits}"
        for choice, data, text in (
            (self.speed, profile.baud, str(profile.baud)),
            (self.format, framing, framing),
            (self.end, end, ""),
            (self.unit, profile.unit, profile.unit),
        ):
            place = choice.findData(data)
            if place < 0:
                choice.addItem(text, data)
                place = choice.count() - 1
            choice.setCurrentIndex(place)

    def ready_made(self) -> TextProfile | None:
        """The make chosen, in the unit chosen; None where the frame is to be learnt."""
        place = self.make.currentData()
        return None if place == _OWN else replace(PROFILES[place], unit=self.unit.currentData())

    def wire(self, name: str) -> TextProfile:
        """The settings now chosen. Refuses `bench.text_request`."""
        framing: str = self.format.currentData()
        request = self.request.text()
        return text_learning.settings(
            name,
            self.speed.currentData(),
            int(framing[0]),
            framing[1],
            int(framing[2]),
            request + self.end.currentData() if request else "",
            self.unit.currentData(),
        )

    def _use_make(self, _index: int) -> None:
        ready_made = self.ready_made()
        if ready_made is not None:
            for choice in (self.speed, self.format, self.end, self.unit):
                choice.blockSignals(True)
            self._show(ready_made)
            for choice in (self.speed, self.format, self.end, self.unit):
                choice.blockSignals(False)
            self._asked = self.request.text()
        self._tell(0)

    def _tell(self, _index: int) -> None:
        self.changed.emit(None)

    def _finish(self) -> None:
        if self.request.text() != self._asked:
            self._asked = self.request.text()
            self.changed.emit(None)
