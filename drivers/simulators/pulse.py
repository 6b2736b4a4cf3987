"""The beat of a continuous output: when a simulated instrument sends its next frame without being asked."""

from __future__ import annotations

import time

from drivers.simulators.face import Sent, SimulatedFace


class Pulse:
    """Of one face, asked again and again by the port that carries it."""

    def __init__(self, face: SimulatedFace) -> None:
        self._face = face
        self._due: float | None = None

    def wait(self) -> float | None:
        """Seconds until the next frame; None while nothing streams."""
        if not self._face.streaming:
            self._due = None
            return None
        if self._due is None:
            self._due = time.monotonic() + 1 / self._face.rate
        return max(0.0, self._due - time.monotonic())

    def frames(self) -> list[Sent]:
        """The frame whose time has come, if it has. A line that was slow misses some: none is sent twice."""
        now = time.monotonic()
        if self._due is None or now < self._due:
            return []
        period = 1 / self._face.rate
        self._due += period * (1 + (now - self._due) // period)
        return self._face.press_data() if self._face.streaming else []
