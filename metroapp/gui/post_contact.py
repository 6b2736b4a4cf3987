"""The pedal that is a contact on a serial port: its thread, brought into the window through the bridge."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from drivers import LinkState, StateChange
from drivers.contact import ContactWatch
from metroapp.gui.desk import Desk
from metroapp.services.commands import Command
from metroapp.services.pedal_contact import PedalContact


class PostContact(QObject):
    """`pressed` carries a Command, `changed` the last StateChange of the port, None where no contact is watched."""

    pressed = Signal(object)
    changed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._watch: ContactWatch | None = None
        self.contact: PedalContact | None = None
        self.state: StateChange | None = None

    def read(self) -> None:
        """The contact of this post, as it is kept."""
        self._desk.bridge.follow(self._desk.workshop.contact(), self.use)

    def use(self, contact: PedalContact | None) -> None:
        """Watch another contact from now on, or none."""
        self.stop()
        self.contact, self.state = contact, None
        if contact is not None:
            watch = ContactWatch(
                contact.url,
                contact.line,
                lambda: self._desk.bridge.post(self._press, watch),
                lambda change: self._desk.bridge.post(self._show, (watch, change)),
            )
            self._watch = watch
            watch.start()
        self.changed.emit(None)

    def stop(self) -> None:
        """Free the port at once."""
        if self._watch is not None:
            self._watch.stop()
            self._watch = None

    def _press(self, watch: ContactWatch) -> None:
        command = self.contact.command if self.contact is not None else None
        if watch is self._watch and command is not None:
            self.pressed.emit(command)

    def _show(self, told: tuple[ContactWatch, StateChange]) -> None:
        watch, change = told
        if watch is self._watch:
            self.state = change
            self.changed.emit(change)

    @property
    def is_ready(self) -> bool:
        return self.state is not None and self.state.state is LinkState.READY

    @property
    def command(self) -> Command | None:
        return None if self.contact is None else self.contact.command
