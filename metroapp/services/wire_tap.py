"""What passed on a wire lately, for whoever looks at the raw frames; and in a file, while one is being recorded."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from drivers import utc_now
from drivers.traffic import Speaker, Spoken, TrafficEnd, TrafficLog

_KEPT = 200


class WireTap:
    """Hears both sides of one port. Called by the thread of the link, read by others."""

    def __init__(self, url: str, family: str, clock: Callable[[], datetime] = utc_now) -> None:
        self._url = url
        self._family = family
        self._clock = clock
        self._lock = threading.Lock()
        self._lately: deque[Spoken] = deque(maxlen=_KEPT)
        self._log: TrafficLog | None = None

    def said(self, data: bytes) -> None:
        self._keep(Speaker.HOST, data)
        log = self._log
        if log is not None:
            log.said(data)

    def heard(self, data: bytes) -> None:
        self._keep(Speaker.INSTRUMENT, data)
        log = self._log
        if log is not None:
            log.heard(data)

    def lately(self) -> tuple[Spoken, ...]:
        """The last bytes both ways, the oldest first."""
        with self._lock:
            return tuple(self._lately)

    @property
    def is_recording(self) -> bool:
        """Whether what passes is being kept: a file that is full, or fails, keeps nothing more."""
        log = self._log
        return log is not None and log.end is None

    def record(self, path: Path) -> None:
        """Begin to keep everything in a new file; what was being recorded ends. Raises OSError: then it goes on."""
        begun = TrafficLog(path, self._url, self._family, clock=self._clock)
        self.end_recording()
        self._log = begun

    def end_recording(self) -> TrafficEnd | None:
        """End the recording; how it ended, None where nothing was being recorded."""
        log, self._log = self._log, None
        if log is None:
            return None
        log.close()
        return log.end

    def _keep(self, speaker: Speaker, data: bytes) -> None:
        with self._lock:
            self._lately.append(Spoken(self._clock(), speaker, data))
