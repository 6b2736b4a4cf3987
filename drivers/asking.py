"""Asking an instrument for a reading: one request at a time on the wire, its patience, its retries, its late answers.

An answer says nowhere which request it answers. One that comes after its time has run out may be taken for the answer
to the next request: for a while, as many values as were given up are said to be late, and whoever records them asks the
operator first.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection
from datetime import datetime, timedelta

from drivers.family import Decoded, Dialogue, DtrPulse, Family, Say, Trouble
from drivers.reading import Fault, FaultCode
from drivers.turn import Turn

_BUSY_PAUSE_S = 0.05
_LATE_TIMES = 2  # the patience of the family, once more and again
_FOR_EVER = float("inf")

# Nobody is kept from reading a line that long: the computer slept. Some clocks stop meanwhile, that of the day goes on.
ASLEEP_S = 5.0
_OVERDUE_S = 0.5


class Asking:
    """What was asked on one wire, by the channels of its instruments, and not answered yet."""

    def __init__(self, family: Family, channels: Collection[str | None]) -> None:
        self._family = family
        self._channels = frozenset(channels)
        self._next: deque[str | None] = deque()  # channels that wait for the wire
        self._channel: str | None = None
        self._due: float | None = None  # of the answer
        self._due_now: datetime | None = None  # the same by the time of day
        self._retries = 0
        self._retry_at: float | None = None
        self._owed: list[tuple[str | None, float]] = []  # until when the answers to requests given up may still come
        self._silent: set[str | None] = set()  # channels that left their last request without any answer
        self._dialogue: Dialogue | None = None
        self._step: Say | None = None  # to be said
        self._say_at = 0.0
        self._heard = b""  # since the dialogue began

    @property
    def is_waiting(self) -> bool:
        return self._due is not None

    @property
    def is_silent(self) -> bool:
        """Whether every instrument of the wire left its last request without any answer."""
        return self._silent >= self._channels

    @property
    def channel(self) -> str | None:
        """The channel asked last."""
        return self._channel

    def dates(self) -> list[float]:
        """When something must be done even if nothing is heard."""
        say_at = self._say_at if self._step is not None else None
        return [date for date in (self._due, self._retry_at, say_at) if date is not None]

    def begin(self, channel: str | None, turn: Turn) -> bool:
        """Begin a request; False when the wire is busy with another channel, which is then asked first."""
        if self._due is not None and channel != self._channel:
            if channel not in self._next:
                self._next.append(channel)
            return False
        self._channel = channel
        self._retries = self._family.busy_retries
        if self._due is None:
            self.restart(turn)
        return True

    def restart(self, turn: Turn) -> None:
        """The instrument has just answered something else: its time begins now."""
        self._await(turn.now, turn.at + self._family.answer_within, self._family.answer_within)

    def send(self, turn: Turn) -> None:
        """Say the request that was begun."""
        if self._due is None:
            self.restart(turn)
        if self._family.dialogue is not None:
            if self._dialogue is None:
                self._heard = b""
                # What is still owed may answer any of its steps: its result is late, whenever it comes.
                self._owed = [(channel, _FOR_EVER) for channel, until in self._owed if turn.at < until]
                self._dialogue = self._family.dialogue(self._channel)
                self._say(next(self._dialogue), turn)
        elif self._family.request is not None:
            turn.messages.append(self._family.request(self._channel))
        elif self._family.dtr_pulse:
            turn.messages.append(DtrPulse(self._family.dtr_pulse))

    def heard(self) -> None:
        """Bytes came: somebody is there; of several instruments on a wire, it is not said who."""
        if len(self._channels) == 1 or self.is_silent:
            self._silent.clear()

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

    def whose(self, channel: str | None, at: float) -> tuple[str | None, bool]:
        """The channel of a value, where the frame does not say it; and whether it may be the answer to a request that
        was given up: it is then owed no more."""
        self._owed = [one for one in self._owed if at < one[1]]
        for one in self._owed:
            asked, until = one
            if channel is None or asked is None or channel == asked:
                self._owed = [] if until == _FOR_EVER else [each for each in self._owed if each is not one]
                return channel or asked, True
        return channel or (self._channel if self._due is not None else None), False

    def answered(self, channel: str | None) -> None:
        """A value, or an error in its place, came from a channel."""
        if channel is None:
            self._silent.clear()
        self._silent -= {channel, None}
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
            self._give_up(turn)

    def wake(self, turn: Turn) -> None:
        """Give up what was asked before the computer slept: what is heard now may not answer it."""
        if self._due is None or self._due_now is None:
            return
        slept = (turn.now - self._due_now).total_seconds() >= ASLEEP_S
        if slept or turn.at - self._due >= _OVERDUE_S:
            self._give_up(turn)

    def _give_up(self, turn: Turn) -> None:
        self._due = self._retry_at = None
        owed = (self._channel, turn.at + _LATE_TIMES * self._family.answer_within)
        if self._dialogue is not None:
            self._dialogue.close()
            self._dialogue = self._step = None
            self._owed = [owed]
        else:
            self._owed.append(owed)
        if self._channel not in self._silent:
            self._silent.add(self._channel)
            turn.events.append(Fault(FaultCode.SILENT, b"", turn.now, self._channel, ""))

    def forget(self) -> None:
        """Give up whatever was asked."""
        self._due = self._retry_at = None
        self._next.clear()
        self._dialogue = self._step = None

    def _say(self, step: Say, turn: Turn) -> None:
        self._step, self._say_at = step, turn.at + step.after
        self._await(turn.now, self._say_at + step.within, step.after + step.within)
        if step.after <= 0:
            self._said(turn)

    def _said(self, turn: Turn) -> None:
        assert self._step is not None
        turn.messages.append(self._step.command)
        self._await(turn.now, turn.at + self._step.within, self._step.within)
        self._step = None

    def _await(self, now: datetime, due: float, seconds: float) -> None:
        self._due, self._due_now = due, now + timedelta(seconds=seconds)
