"""How long nobody has touched the post: mouse, key, finger, or the DATA button of an instrument."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QInputEvent
from PySide6.QtWidgets import QApplication

from metroapp.services.lock_settings import LockSettings

_GESTURES = frozenset(
    {
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.KeyPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
    }
)
_STEP_MS = 5_000  # how late the lock may come


class IdleWatch(QObject):
    """`expired` says that nobody touched anything for as long as the settings say."""

    expired = Signal(object)

    def __init__(self, parent: QObject | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        self._clock = clock
        self._last = clock()
        self.settings = LockSettings()
        self._timer = QTimer(self)
        self._timer.setInterval(_STEP_MS)
        self._timer.timeout.connect(self.look)
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def use(self, settings: LockSettings) -> None:
        """Watch by other settings, from now on."""
        self.settings = settings
        self.touch()
        if settings.minutes:
            self._timer.start()
        else:
            self._timer.stop()

    def touch(self) -> None:
        """Somebody is there."""
        self._last = self._clock()

    def look(self) -> None:
        """See whether it is time; the timer asks every few seconds."""
        if self.settings.minutes and self._clock() - self._last >= 60 * self.settings.minutes:
            self.expired.emit(None)

    def stop(self) -> None:
        self._timer.stop()
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        # Every event of the program passes here: its class is known without making an enum of its type.
        if isinstance(event, QInputEvent) and event.type() in _GESTURES:
            self._last = self._clock()
        return False
