"""Asking an instrument for a reading: one request at a time on the wire, its patience, its retries, its late answers.

An answer says nowhere which request it answers. One that comes after its time has run out may be taken for the answer
to the next request: for a while, the first value is said to be late, and whoever records it asks the operator first.
"""

from __future__ import annotations

from collections import deque

from drivers.family import Decoded, Dialogue, DtrPulse, Family, Say, Trouble
from drivers.reading import Fault, FaultCode
from drivers.turn import Turn

_BUSY_PAUSE_S = 0.05
_LATE_TIMES = 2  # the patience of the family, once more and again


class Asking:
    """What was asked on one wire and not answered yet."""

    def __init__(self, family: Family) -> None:
        self._family = family
        self._next: deque[str | None] = deque()  # channels that wait for the wire
        self._channel: str | None = None
        self._due: float | None = None  # of the answer
        self._retries = 0
        self._retry_at: float | None = None
        self._owed: dict[str | None, float] = {}  # until when the answer to a request given up may still come
        self._silent = False
        self._dialogue: Dialogue | None = None
        self._step: Say | None = None  # to be said
        self._say_at = 0.0
        self._heard = b""  # since the dialogue began

    @property
    def is_waiting(self) -> bool:
        return self._due is not None

    @property
    def is_silent(self) -> bool:
        """Whether the instrument left the last request without any answer."""
        return self._silent

    @property
    def channel(self) -> str | None:
        """The channel asked last."""
        return self._channel

    def dates(self) -> list[float]:
        """When something must be done even if nothing is heard."""
        say_at = self._say_at if self._step is not None else None
        return [date for date in (self._due, self._retry_at, say_at) if date is not None]

    def begin(self, channel: str | None, at: float) -> bool:
        """Begin a request; False when the wire is busy with another channel, which is then asked first."""
        if self._due is not None and channel != self._channel:
            if channel not in self._next:
                self._next.append(channel)
            return False
        self._channel = channel
        self._retries = self._family.busy_retries
        if self._due is None:
            self._due = at + self._family.answer_within
        return True

    def restart(self, at: float) -> None:
        """The instrument has just answered something else: its time begins now."""
        self._due = at + self._family.answer_within

    def send(self, turn: Turn) -> None:
        """Say the request that was begun."""
        if self._due is None:
            self._due = turn.at + self._family.answer_within
        if self._family.dialogue is not None:
            if self._dialogue is None:
                self._heard = b""
                self._dialogue = self._family.dialogue(self._channel)
                self._say(next(self._dialogue), turn)
        elif self._family.request is not None:
            turn.messages.append(self._family.request(self._channel))
        elif self._family.dtr_pulse:
            turn.messages.append(DtrPulse(self._family.dtr_pulse))

    def heard(self) -> None:
        """Bytes came: somebody is there."""
        self._silent = False

    def converse(self, raw: bytes, body: bytes, turn: Turn) -> tuple[Decoded, bytes] | None:
        """Give a frame to the dialogue; its result and all that was heard, once it ends."""
        assert self._dialogue is not None
        self._heard += raw
        try:
            self._say(self._dialogue.send(body), turn)
        except StopIteration as end:
            self._dialogue = self._step = None
            self._due = None
            return end.value or Trouble(FaultCode.FORMAT, "dialogue"), self._heard
        return None

    @property
    def in_dialogue(self) -> bool:
        """Whether the next frame belongs to a dialogue."""
        return self._dialogue is not None and self._step is None

    def is_late(self, channel: str | None, at: float) -> bool:
        """Whether a value may be the answer to a request that was given up; it is then owed no more."""
        until = self._owed.pop(channel, None) or self._owed.pop(None, None)
        return until is not None and at < until

    def answered(self, channel: str | None) -> None:
        """A value, or an error in its place, came from a channel."""
        if channel is None or self._channel is None or channel == self._channel:
            self._due = self._retry_at = None

    def busy(self, turn: Turn) -> bool:
        """The instrument asks for patience; False when that was once too often."""
        if self._due is None or self._retries <= 0:
            return False
        self._retries -= 1
        self._retry_at = turn.at + _BUSY_PAUSE_S
        return True

    def next_channel(self) -> tuple[str | None] | None:
        """The channel whose turn has come, where the wire is free."""
        return (self._next.popleft(),) if self._next and self._due is None else None

    def lapse(self, turn: Turn) -> None:
        """Do what its time has come for: say again, say the next step, or give up."""
        if self._retry_at is not None and turn.at >= self._retry_at:
            self._retry_at = None
            self.send(turn)
        if self._step is not None and turn.at >= self._say_at:
            self._said(turn)
        if self._due is not None and turn.at >= self._due:
            self._due = None
            if self._dialogue is not None:
                self._dialogue.close()
                self._dialogue = self._step = None
            else:
                self._owed[self._channel] = turn.at + _LATE_TIMES * self._family.answer_within
            if not self._silent:
                self._silent = True
                turn.events.append(Fault(FaultCode.SILENT, b"", turn.now, self._channel, ""))

    def forget(self) -> None:
        """Give up whatever was asked."""
        self._due = self._retry_at = None
        self._next.clear()
        self._dialogue = self._step = None

    def _say(self, step: Say, turn: Turn) -> None:
        self._step, self._say_at = step, turn.at + step.after
        self._due = self._say_at + step.within
        if step.after <= 0:
            self._said(turn)

    def _said(self, turn: Turn) -> None:
        assert self._step is not None
        turn.messages.append(self._step.command)
        self._due = turn.at + self._step.within
        self._step = None
