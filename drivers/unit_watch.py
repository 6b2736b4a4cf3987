"""The unit of an instrument whose frames do not bear it, and the values that wait until it is known.

A duplex instrument answers `UNI?`; it is asked when the port opens, when the line is idle, and before a request when
the last answer is old, because a thumb on the mm/inch button changes it without a word. Until the first answer, values
are held: with the agreed unit they are delivered, with the other one each becomes a fault.

A simplex cable takes any command for a request and answers `UNI?` with a value that nobody pushed; a cable that only
sends answers nothing, and a value that comes meanwhile was pushed. One question cannot tell them apart, so it is asked
twice: if each question brought a value, the first of each is the cable's answer and is dropped; otherwise everything
was pushed, and is delivered, a second late at worst and only after an opening. Values that came before the question
were pushed in any case.

Noise soon spells two letters: a unit told unasked is a reason to ask. Only the other one is believed at once, of an
instrument that answers, and its next answer may take it back.
"""

from __future__ import annotations

from enum import Enum, auto

from drivers.reading import Fault, FaultCode, Reading
from drivers.turn import Turn

_ANSWER_WITHIN_S = 0.6
_LATE_WITHIN_S = 1.2  # since the question: an answer still
_ASKED_AGAIN_AFTER_S = 5.0  # on a line idle for a second; at once before a request
_LINE_IDLE_S = 1.0


class _Unit(Enum):
    UNKNOWN = auto()
    AGREED = auto()
    OTHER = auto()
    NOT_CHECKABLE = auto()


class UnitWatch:
    """Lets values through once their unit is known. `trusting` lets them through at once, while it is being asked."""

    def __init__(self, query: bytes | None, agreed: str, *, trusting: bool) -> None:
        self._query = query
        self._agreed = agreed
        self._trusting = trusting
        self._unit = _Unit.UNKNOWN if query else _Unit.NOT_CHECKABLE
        self._asked_at: float | None = None
        self._last_asked_at = -_LATE_WITHIN_S
        self._told_at = 0.0
        self._last_traffic_at = 0.0
        self._pushed: list[Reading] = []  # before the unit was asked
        self._held: list[Reading] = []  # since the unit was asked
        self._held_by_first: int | None = None  # how many of them before the second question

    @property
    def is_asking(self) -> bool:
        """Whether the answer is awaited: the wire is half duplex, and a request must wait."""
        return self._asked_at is not None

    @property
    def answers_commands(self) -> bool:
        """Whether the instrument has shown that it does not take a command for a request."""
        return self._query is None or self._unit in (_Unit.AGREED, _Unit.OTHER)

    def is_old(self, at: float) -> bool:
        """Whether the unit must be asked again before a request."""
        return self._unit in (_Unit.AGREED, _Unit.OTHER) and at - self._told_at >= _ASKED_AGAIN_AFTER_S

    def heard(self, at: float) -> None:
        """Something passed on the line."""
        self._last_traffic_at = at

    def ask(self, turn: Turn) -> None:
        """Ask for the unit, where that can be done."""
        if self._query is not None and self._unit is not _Unit.NOT_CHECKABLE:
            self._asked_at = self._last_asked_at = turn.at
            turn.messages.append(self._query)

    def take(self, reading: Reading, turn: Turn) -> None:
        """Deliver a value, keep it until its unit is known, or report that it is in the other unit."""
        if self._unit is _Unit.OTHER:
            turn.events.append(_in_the_other_unit(reading))
            if self._asked_at is None:
                self.ask(turn)  # the operator may have pressed mm/inch: the next value may be good
        elif self._unit is not _Unit.UNKNOWN or self._trusting:
            turn.events.append(reading)
        elif self._asked_at is not None:
            self._held.append(reading)
        else:
            self._pushed.append(reading)
            self.ask(turn)

    def told(self, unit: str, raw: bytes, channel: str | None, turn: Turn) -> None:
        """The instrument said its unit, or the noise of the line did."""
        if self._query is None:
            return  # no such instrument says it beside its frames
        asked = self._asked_at is not None or turn.at - self._last_asked_at < _LATE_WITHIN_S
        if not asked and self._unit is not _Unit.AGREED:
            if self._unit is _Unit.NOT_CHECKABLE:
                self._unit = _Unit.UNKNOWN
            self.ask(turn)
            return
        self._asked_at = None
        self._told_at = turn.at
        if unit == self._agreed:
            self._unit = _Unit.AGREED
            turn.events.extend(self._release())
            return
        if self._unit is not _Unit.OTHER:
            turn.events.append(Fault(FaultCode.UNIT, raw, turn.now, channel, unit))
        self._unit = _Unit.OTHER
        turn.events.extend(_in_the_other_unit(reading) for reading in self._release())

    def refused(self, turn: Turn) -> None:
        """The instrument has no such command: that was its answer, and what is held was pushed. One that has said its
        unit before has the command, and was disturbed: it is asked again."""
        self._asked_at = None
        if self._unit in (_Unit.AGREED, _Unit.OTHER):
            self._told_at = turn.at
            return
        self._unit = _Unit.NOT_CHECKABLE
        turn.events.extend(self._release())

    def due(self) -> float | None:
        """When the next question, or the end of the patience, comes."""
        if self._asked_at is not None:
            return self._asked_at + _ANSWER_WITHIN_S
        if self._unit is _Unit.AGREED:
            return max(self._last_traffic_at + _LINE_IDLE_S, self._told_at + _ASKED_AGAIN_AFTER_S)
        if self._unit is _Unit.OTHER:
            return self._last_traffic_at + _LINE_IDLE_S  # somebody is about to press the button
        return None

    def lapse(self, turn: Turn) -> None:
        """What `due` announced has come."""
        if self._asked_at is not None:
            self._unanswered(turn)
        else:
            self._last_traffic_at = self._told_at = turn.at
            self.ask(turn)

    def forget(self) -> None:
        """Give up what is held."""
        self._release()

    def _unanswered(self, turn: Turn) -> None:
        """Nothing said MM or IN within the time: an instrument that is off, or one that cannot be checked."""
        self._asked_at = None
        self._told_at = turn.at
        if self._held and self._held_by_first is None:
            self._held_by_first = len(self._held)
            self.ask(turn)
            return
        if self._held_by_first is not None:
            self._unit = _Unit.NOT_CHECKABLE
            if len(self._held) > self._held_by_first:  # a value to each question: a simplex cable
                del self._held[self._held_by_first], self._held[0]
        elif self._pushed:
            self._unit = _Unit.NOT_CHECKABLE  # it was on, had just sent a value, and does not answer
        turn.events.extend(self._release())

    def _release(self) -> list[Reading]:
        released = [*self._pushed, *self._held]
        self._held_by_first = None
        self._pushed.clear()
        self._held.clear()
        return released


def _in_the_other_unit(reading: Reading) -> Fault:
    return Fault(FaultCode.UNIT, reading.raw, reading.received_at, reading.channel, "other_unit")
