"""What the dialogs share that take the readings of one instrument: what is refused is said in them, nothing is lost by
closing them."""

from __future__ import annotations

from concurrent.futures import Future
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QWidget
from shiboken6 import isValid

from metroapp.domain.message import Refusal
from metroapp.gui.desk import Desk
from metroapp.gui.widgets.said import Said
from metroapp.wording.sentences import sentence


class GuidedReadings(QDialog):
    """`view` is what goes on, None once it is over; `room` is whose readings they are, and what closing it pauses."""

    view: Any

    def __init__(self, room: Any, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._room = room
        self.said = Said()

    def _follow(self, future: Future[Any]) -> None:
        """What changed is shown by its event."""
        self._desk.bridge.follow(future, None, self._refuse)

    def _refuse(self, refusal: Refusal) -> None:
        if isValid(self):
            self.said.say(sentence(refusal), "bad")

    def _put_off(self) -> None:
        if self.view is not None:
            self._desk.bridge.follow(self._room.pause())
        self.view = None

    def done(self, result: int) -> None:
        """Escape closes it without an event."""
        self._put_off()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._put_off()
        super().closeEvent(event)
