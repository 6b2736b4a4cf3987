"""The time of a candidate in a phase: what the services said of it, then counted without the clock of the wall."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import QObject, QTimer, Signal

from metroapp.domain.exam_session import PhaseState
from metroapp.services.exam.standing import PhaseStanding

_TICK = 500  # ms: a second is never shown for two


class PhaseClock(QObject):
    """`ticked`: what is left may read otherwise. `monotonic` gives seconds that no setting of a clock moves."""

    ticked = Signal(object)

    def __init__(self, parent: QObject | None = None, monotonic: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        self.monotonic = monotonic
        self.standing: PhaseStanding | None = None
        self._since = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK)
        self._timer.timeout.connect(self.tick)

    def start(self, standing: PhaseStanding | None) -> None:
        """Count from what was just said; of no phase, nothing."""
        self.standing, self._since = standing, self.monotonic()
        if self._runs:
            self._timer.start()
        else:
            self._timer.stop()
        self.tick()

    def stop(self) -> None:
        self._timer.stop()

    @property
    def _runs(self) -> bool:
        return self.standing is not None and self.standing.state is PhaseState.RUNNING

    @property
    def left(self) -> timedelta:
        """What is left now; negative once it is overrun."""
        if self.standing is None:
            return timedelta()
        passed = self.monotonic() - self._since if self._runs else 0.0
        return self.standing.left - timedelta(seconds=passed)

    def tick(self) -> None:
        self.ticked.emit(None)
