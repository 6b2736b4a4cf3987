"""Learning to read an instrument that sends text: listen, point at the value in a frame, prove it with the next one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget
from shiboken6 import isValid

from drivers.discovery import Port
from drivers.family import Value
from drivers.text_profile import TextProfile
from metroapp.domain.instrument import Instrument
from metroapp.domain.message import Refusal
from metroapp.gui.desk import Desk
from metroapp.gui.dialogs.question import Question
from metroapp.gui.port_names import plug_name, why_said
from metroapp.gui.widgets.frame_pointer import CHANNEL, SKIP, VALUE, FramePointer
from metroapp.gui.widgets.said import Said
from metroapp.gui.widgets.text_settings import TextSettings
from metroapp.services import text_learning
from metroapp.services.text_learning import Garbage, Heard, Learnt, PortClosed, PortOpen, TextLearning
from metroapp.wording import bench as words
from metroapp.wording.numbers import number


class TeachDialog(Question):
    """`confirmed` carries the profile that was proven; `left` says that the port is free again."""

    left = Signal(object)

    def __init__(
        self,
        instrument: Instrument,
        address: str,
        known: TextProfile | None,
        ports: Sequence[Port],
        desk: Desk,
        parent: QWidget,
    ) -> None:
        title = words.TEACH_TITLE.format(number=instrument.number, designation=instrument.designation)
        super().__init__(title, words.TEACH_CONFIRM, parent)
        self.setMinimumWidth(900)
        self._desk = desk
        self._ports = ports
        self._name = f"{instrument.number} {instrument.designation}"
        self._port = plug_name(address, ports)
        self._turn = 0  # of the port: what an earlier opening still had to say is not listened to
        self._learning: TextLearning | None = None
        self._address = address
        self._wire: TextProfile | None = None
        self.learnt: TextProfile | None = None
        self.settings = TextSettings(known, desk.theme)
        self.settings.changed.connect(self._listen)
        self.ask = QPushButton(words.ASK)
        self.ask.setAccessibleName(words.ASK_TIP)
        self.ask.setToolTip(words.ASK_TIP)
        self.ask.setAutoDefault(False)
        self.ask.clicked.connect(self._ask)
        self.step = Said()
        self.pointer = FramePointer()
        self.pointer.pointed.connect(self._learn)
        self.pattern, self.value = QLabel(), QLabel()
        self.pattern.setProperty("role", "soft")
        self.pattern.setWordWrap(True)
        self.value.setProperty("role", "reading")
        asking = QHBoxLayout()
        asking.addWidget(self.step, 1)
        asking.addWidget(self.ask)
        read = QHBoxLayout()
        read.addWidget(self.pattern, 1)
        read.addWidget(self.value)
        self.add_text(self._port, "soft")
        self.body.addWidget(self.settings)
        self.body.addLayout(asking)
        self.body.addWidget(self.pointer)
        self.body.addLayout(read)
        self.body.addStretch(1)
        self.pointer.hide()
        self.confirm.setEnabled(False)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._learning is None:
            self._listen(None)

    def hideEvent(self, event: QHideEvent) -> None:
        self.free()
        self.left.emit(None)
        super().hideEvent(event)

    def free(self) -> None:
        """Let the port go. Idempotent."""
        self._turn += 1
        learning, self._learning = self._learning, None
        if learning is not None:
            learning.close()

    # -- listening ----------------------------------------------------------------------------------------------------

    def _listen(self, _nothing: object) -> None:
        """Open the port with the settings now chosen; nothing is learnt yet, unless the frame is a known one."""
        self.free()
        self.pointer.hide()
        self._show_learnt(None)
        try:
            self._wire = self.settings.wire(self._name)
        except Refusal as refusal:
            self.refuse(refusal)
            return
        self.said.clear()
        self._show_learnt(self.settings.ready_made())
        self.ask.setVisible(self._wire.request is not None)
        self.step.say(words.TEACH_OPENING.format(port=self._port), "soft")
        turn = self._turn

        def hand_over(learnt: Learnt) -> None:
            self._desk.bridge.post(self._take, (turn, learnt))

        self._learning = TextLearning(self._address, hand_over)
        self._learning.listen(self._wire)

    def _ask(self) -> None:
        if self._learning is not None:
            self._learning.ask()

    def _take(self, said: tuple[int, Learnt]) -> None:
        if not isValid(self):
            return
        turn, learnt = said
        if turn != self._turn:
            return
        match learnt:
            case PortOpen():
                self.step.say(words.TEACH_PRESS, "strong")
            case PortClosed(why):
                self.step.say(why_said(why, self._ports), "bad")
            case Garbage() if self.learnt is None:
                self.step.say(words.TEACH_GARBAGE, "warn")
            case Heard(frame):
                self._hear(frame)
        self.fit()

    def _hear(self, frame: bytes) -> None:
        if self.learnt is not None:
            self._prove(self.learnt, frame)
            return
        if self.pointer.isVisible() and self.pointer.roles:
            return  # being pointed at: it does not change under the finger
        self._show_frame(frame)

    def _show_frame(self, frame: bytes) -> None:
        self.pointer.show_frame(frame)
        self.pointer.setVisible(bool(self.pointer.numbers))
        has_numbers = bool(self.pointer.numbers)
        self.step.say(words.TEACH_POINT if has_numbers else words.TEACH_NO_NUMBER, "strong" if has_numbers else "warn")

    def _prove(self, profile: TextProfile, frame: bytes) -> None:
        read = text_learning.try_out(profile, frame)
        shown = words.visible(frame)
        if read is not None:
            self._show_value(read, profile)
            self.step.say(words.TEACH_READ, "strong")
            self.confirm.setEnabled(True)
        elif self.settings.ready_made() is not None:
            self.step.say(words.TEACH_NOT_READY_MADE.format(frame=shown, profile=profile.name), "warn")
        else:
            self.step.say(words.TEACH_MISREAD.format(frame=shown), "warn")
            self.value.clear()
            self.confirm.setEnabled(False)

    # -- pointing -----------------------------------------------------------------------------------------------------

    def _learn(self, _nothing: object) -> None:
        """A number was pointed at: the pattern of the frames, which the next one must prove."""
        self.said.clear()
        values, channels = self.pointer.of(VALUE), self.pointer.of(CHANNEL)
        if not values or self._wire is None:
            self._show_learnt(None)
            self.step.say(words.TEACH_POINT, "strong")
            return
        try:
            learnt = text_learning.learn(
                self._wire, self.pointer.frame, values[0], channels[0] if channels else None, self.pointer.of(SKIP)
            )
        except Refusal as refusal:
            self._show_learnt(None)
            self.refuse(refusal)
            return
        self._show_learnt(learnt)
        self.step.say(words.TEACH_AGAIN, "strong")
        self.fit()

    def _show_learnt(self, profile: TextProfile | None) -> None:
        self.learnt = profile
        self.confirm.setEnabled(False)
        self.value.clear()
        self.pattern.setText(words.PATTERN.format(pattern=profile.pattern) if profile is not None else "")

    def _show_value(self, read: Value, profile: TextProfile) -> None:
        unit = read.unit or profile.unit
        self.value.setText(words.VALUE_READ.format(value=number(read.value), unit=words.UNITS.get(unit, unit)))

    def accept_answer(self) -> None:
        if self.learnt is not None:
            self.free()
            self.confirmed.emit(self.learnt)
