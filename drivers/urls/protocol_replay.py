"""`replay:///path?speed=1`: a recording of traffic played from the instrument's side, opened like any port.

What followed a request of the program is answered when the program says the same again, as many times as it was
answered; what came by itself comes at its time after the opening. `speed=10` plays ten times faster.
"""

from __future__ import annotations

import heapq
import itertools
import threading
import time
from collections import deque
from typing import Any

import serial

from drivers.local_path import local_path
from drivers.traffic import Recording, Speaker, TrafficUnreadable, read_traffic

_ANSWER_WITHIN_S = 3.0  # the slowest instrument takes two seconds and a half; later, it spoke by itself
_LONGEST_WAIT_S = 86_400.0

_Timed = list[tuple[float, bytes]]  # seconds after the request, or after the opening


class Score:
    """A recording as the instrument plays it."""

    def __init__(self, recording: Recording) -> None:
        self.pushed: _Timed = []
        self._answers: dict[bytes, deque[_Timed]] = {}
        asked_at, answer = recording.started_at, self.pushed
        for spoken in recording.spoken:
            if spoken.speaker is Speaker.HOST:
                asked_at, answer = spoken.at, []
                if spoken.data:
                    self._answers.setdefault(spoken.data, deque()).append(answer)
                continue
            after = (spoken.at - asked_at).total_seconds()
            if answer is not self.pushed and after > _ANSWER_WITHIN_S:
                answer = self.pushed
            if answer is self.pushed:
                after = (spoken.at - recording.started_at).total_seconds()
            answer.append((min(max(0.0, after), _LONGEST_WAIT_S), spoken.data))

    def reply(self, heard: bytearray) -> _Timed:
        """Take the requests that begin what was heard, and give their answers; an unknown one has none."""
        given: _Timed = []
        while heard:
            complete = [request for request in self._answers if heard.startswith(request)]
            if complete:
                request = max(complete, key=len)
                del heard[: len(request)]
                if self._answers[request]:
                    given.extend(self._answers[request].popleft())
            elif any(request.startswith(heard) for request in self._answers):
                break
            else:
                heard.clear()
        return given


class Serial(serial.SerialBase):
    """The port that pyserial gives for a `replay://` address."""

    def open(self) -> None:
        try:
            path, options = local_path(str(self.portstr), "replay", frozenset({"speed"}))
            self._speed = float(options.get("speed", "1"))
            if not 0.001 <= self._speed <= 10_000:
                raise ValueError(f"not a speed: {options}")
            self._score = Score(read_traffic(path))
        except (ValueError, TrafficUnreadable) as error:
            raise serial.SerialException(f"not a recording: {self.portstr}: {error}") from error
        self._arrived = threading.Condition()
        self._cancelled = False
        self._heard = bytearray()
        self._waiting = bytearray()
        self._order = itertools.count()
        self._coming: list[tuple[float, int, bytes]] = []
        self.is_open = True
        self._send(self._score.pushed)

    def close(self) -> None:
        self.is_open = False

    def _send(self, timed: _Timed) -> None:
        now = time.monotonic()
        for after, data in timed:
            heapq.heappush(self._coming, (now + after / self._speed, next(self._order), data))

    def _arrive(self) -> None:
        """Bring in what is due; the condition is held."""
        while self._coming and self._coming[0][0] <= time.monotonic():
            self._waiting += heapq.heappop(self._coming)[2]

    @property
    def in_waiting(self) -> int:
        with self._arrived:
            self._arrive()
            return len(self._waiting)

    def read(self, size: int = 1) -> bytes:
        deadline = None if self.timeout is None else time.monotonic() + self.timeout
        with self._arrived:
            self._arrive()
            while not self._waiting:
                now = time.monotonic()
                if self._cancelled or (deadline is not None and now >= deadline):
                    self._cancelled = False
                    return b""
                dates = [date for date in (deadline, self._coming[0][0] if self._coming else None) if date is not None]
                self._arrived.wait(max(0.0, min(dates) - now) if dates else None)
                self._arrive()
            taken = bytes(self._waiting[:size])
            del self._waiting[:size]
            return taken

    def write(self, data: Any) -> int:
        with self._arrived:
            self._heard += bytes(data)
            self._send(self._score.reply(self._heard))
            self._arrived.notify_all()
        return len(data)

    def cancel_read(self) -> None:
        with self._arrived:
            self._cancelled = True
            self._arrived.notify_all()

    def reset_input_buffer(self) -> None:
        with self._arrived:
            self._waiting.clear()

    def _reconfigure_port(self) -> None:
        pass

    def _update_dtr_state(self) -> None:
        pass

    def _update_rts_state(self) -> None:
        pass
