"""What is said on one wire: requests, answers, unit checks, silences. Pure: bytes and times in, events and bytes out.

The unit is in no frame of these families. A duplex instrument answers `UNI?`; it is asked when the port opens, when
the line is idle, and before a request when the last answer is old, because a thumb on the mm/inch button changes it
without a word. Until the first answer, values are held: with the agreed unit they are delivered, with the other one
each becomes a fault.

A simplex cable takes any command for a request and answers `UNI?` with a value that nobody pushed; a cable that only
sends answers nothing, and a value that comes meanwhile was pushed. One question cannot tell them apart, so it is asked
twice: if each question brought a value, the first of each is the cable's answer and is dropped; otherwise everything
was pushed, and is delivered, a second late at worst and only after an opening. Values that came before the question
were pushed in any case.
"""

from __future__ import annotations

from datetime import datetime
from enum import Enum, auto

from drivers.family import Decoded, Family, Notice, Trouble, Value
from drivers.framing import Broken, Frame, Framer
from drivers.reading import Fault, FaultCode, Reading

Event = Reading | Fault

_WAIT_S = 0.5
_UNIT_ANSWER_WITHIN_S = 0.6
_UNIT_ASKED_AGAIN_AFTER_S = 5.0  # on a line idle for a second; at once before a request
_LINE_IDLE_S = 1.0
_BUSY_PAUSE_S = 0.05


class _Unit(Enum):
    UNKNOWN = auto()
    AGREED = auto()
    OTHER = auto()
    NOT_CHECKABLE = auto()


class Conversation:
    """One conversation, from the opening of a port to its loss. Times in seconds of a monotonic clock."""

    def __init__(
        self, family: Family, unit: str, channel: str | None, decimals: int | None, *, trusting: bool = False
    ) -> None:
        self._family = family
        self._agreed_unit = unit
        self._channel = channel
        self._decimals = decimals
        self._trusting = trusting
        self._framer = Framer(seven_bits=family.seven_bits)
        self._unit = _Unit.UNKNOWN if family.unit_query else _Unit.NOT_CHECKABLE
        self._unit_asked_at: float | None = None
        self._pushed: list[Reading] = []  # before the unit was asked
        self._held: list[Reading] = []  # since the unit was asked
        self._held_by_first: int | None = None  # how many of them before the second question
        self._unit_told_at = 0.0
        self._request_waits = False  # for the answer about the unit: the wire is half duplex
        self._answer_due: float | None = None
        self._silent = False
        self._retries = 0
        self._retry_at: float | None = None
        self._last_byte_at = 0.0
        self._last_traffic_at = 0.0

    def opening(self, at: float) -> list[bytes]:
        """What to send when the port has just been opened."""
        self._last_traffic_at = at
        return self._ask_unit(at)

    @property
    def silent(self) -> bool:
        """Whether the instrument left the last request without any answer."""
        return self._silent

    def request(self, at: float) -> list[bytes]:
        """What to send to ask for a reading."""
        if self._family.request is None:
            return []
        self._retries = self._family.busy_retries
        if self._unit_asked_at is not None:
            return self._wait_with_request(at)
        checked = self._unit in (_Unit.AGREED, _Unit.OTHER)
        if checked and at - self._unit_told_at >= _UNIT_ASKED_AGAIN_AFTER_S and self._answer_due is None:
            return [*self._wait_with_request(at), *self._ask_unit(at)]
        return self._send_request(at)

    def patience(self, at: float) -> float:
        """How long the line may be waited upon before `take` must be called again."""
        dates = [date for date in (self._answer_due, self._retry_at, self._unit_due()) if date is not None]
        if self._framer.partial:
            dates.append(self._last_byte_at + self._family.frame_gap)
        return max(0.001, min([_WAIT_S, *(date - at for date in dates)]))

    def forget(self) -> None:
        """Give up whatever was begun."""
        self._framer.cut()
        self._pushed.clear()
        self._held.clear()
        self._held_by_first = None
        self._answer_due = self._retry_at = None

    def take(self, received: bytes, now: datetime, at: float) -> tuple[list[Event], list[bytes]]:
        """Take what arrived (perhaps nothing); give what to report and what to send."""
        events: list[Event] = []
        replies: list[bytes] = []
        if received:
            self._last_byte_at = self._last_traffic_at = at
            self._silent = False
            for piece in self._framer.feed(received):
                self._piece(piece, now, at, events, replies)
            if self._request_waits and self._unit_asked_at is None:
                self._request_waits = False
                self._answer_due = None  # it has just answered: its time begins now
                replies.extend(self._send_request(at))
        elif self._framer.partial and at - self._last_byte_at >= self._family.frame_gap:
            cut = self._framer.cut()
            if cut is not None:
                events.append(Fault(FaultCode.FRAMING, cut.raw, now, self._channel, cut.reason))
        self._dates(now, at, events, replies)
        return events, replies

    # -- one frame ----------------------------------------------------------------------------------------------------

    def _piece(
        self, piece: Frame | Broken, now: datetime, at: float, events: list[Event], replies: list[bytes]
    ) -> None:
        if isinstance(piece, Broken):
            events.append(Fault(FaultCode.FRAMING, piece.raw, now, self._channel, piece.reason))
            return
        decoded: Decoded = self._family.decode(piece.body)
        match decoded:
            case Value():
                if self._elsewhere(decoded.channel):
                    events.append(Fault(FaultCode.FORMAT, piece.raw, now, decoded.channel, "channel"))
                    return
                self._answer_due = self._retry_at = None
                self._value(decoded, piece.raw, now, at, events, replies)
            case Trouble():
                self._trouble(decoded, piece.raw, now, at, events)
            case Notice.MILLIMETRES | Notice.INCHES:
                self._unit_told(decoded.value, piece.raw, now, at, events)
            case _:
                pass  # an echo or an identity: nothing to report

    def _value(
        self, decoded: Value, raw: bytes, now: datetime, at: float, events: list[Event], replies: list[bytes]
    ) -> None:
        channel = decoded.channel
        exponent = decoded.value.as_tuple().exponent
        decimals = max(0, -exponent) if isinstance(exponent, int) else 0
        if self._decimals is not None and decimals != self._decimals:
            events.append(Fault(FaultCode.UNIT, raw, now, channel, "decimals"))
            return
        flags = decoded.flags if decoded.unit else tuple(sorted((*decoded.flags, "unit_declared")))
        reading = Reading(decoded.value, decoded.unit or self._agreed_unit, raw, now, channel, flags)
        if self._unit is _Unit.OTHER:
            events.append(_in_the_other_unit(reading))
            if self._unit_asked_at is None:
                replies.extend(self._ask_unit(at))  # the operator may have pressed mm/inch: the next value may be good
        elif self._unit is not _Unit.UNKNOWN or self._trusting:
            events.append(reading)
        elif self._unit_asked_at is not None:
            self._held.append(reading)
        else:
            self._pushed.append(reading)
            replies.extend(self._ask_unit(at))

    def _trouble(self, trouble: Trouble, raw: bytes, now: datetime, at: float, events: list[Event]) -> None:
        if self._unit_asked_at is not None and trouble.code is FaultCode.REFUSED:
            # The instrument has no such command: that was its answer, and what is held was pushed.
            self._unit = _Unit.NOT_CHECKABLE
            self._unit_asked_at = None
            events.extend(self._release())
            if self._trusting:  # who watches a cable sees what it sends
                events.append(Fault(trouble.code, raw, now, trouble.channel, trouble.detail))
            return
        if self._elsewhere(trouble.channel):
            events.append(Fault(trouble.code, raw, now, trouble.channel, trouble.detail))
            return  # our own channel has not answered yet
        if trouble.code is FaultCode.BUSY and self._answer_due is not None and self._retries > 0:
            self._retries -= 1
            self._retry_at = at + _BUSY_PAUSE_S
        elif trouble.code is not FaultCode.FORMAT:
            self._answer_due = None
        events.append(Fault(trouble.code, raw, now, trouble.channel, trouble.detail))

    # -- the unit -----------------------------------------------------------------------------------------------------

    def _ask_unit(self, at: float) -> list[bytes]:
        if self._family.unit_query is None or self._unit is _Unit.NOT_CHECKABLE:
            return []
        self._unit_asked_at = at
        return [self._family.unit_query]

    def _unit_told(self, unit: str, raw: bytes, now: datetime, at: float, events: list[Event]) -> None:
        self._unit_asked_at = None
        self._unit_told_at = at
        if unit == self._agreed_unit:
            self._unit = _Unit.AGREED
            events.extend(self._release())
            return
        if self._unit is not _Unit.OTHER:
            events.append(Fault(FaultCode.UNIT, raw, now, self._channel, unit))
        self._unit = _Unit.OTHER
        events.extend(_in_the_other_unit(reading) for reading in self._release())

    def _elsewhere(self, channel: str | None) -> bool:
        """Whether a frame comes from another channel than the one agreed: never a reading of this instrument."""
        return self._channel is not None and channel is not None and channel != self._channel

    def _release(self) -> list[Reading]:
        released = [*self._pushed, *self._held]
        self._held_by_first = None
        self._pushed.clear()
        self._held.clear()
        return released

    def _unit_due(self) -> float | None:
        if self._unit_asked_at is not None:
            return self._unit_asked_at + _UNIT_ANSWER_WITHIN_S
        if self._unit is _Unit.AGREED:
            return max(self._last_traffic_at + _LINE_IDLE_S, self._unit_told_at + _UNIT_ASKED_AGAIN_AFTER_S)
        if self._unit is _Unit.OTHER:
            return self._last_traffic_at + _LINE_IDLE_S  # somebody is about to press the button
        return None

    # -- what time brings ---------------------------------------------------------------------------------------------

    def _dates(self, now: datetime, at: float, events: list[Event], replies: list[bytes]) -> None:
        if self._retry_at is not None and at >= self._retry_at:
            self._retry_at = None
            replies.extend(self._send_request(at))
        if self._answer_due is not None and at >= self._answer_due:
            self._answer_due = None
            if not self._silent:
                self._silent = True
                events.append(Fault(FaultCode.SILENT, b"", now, self._channel, ""))
        due = self._unit_due()
        if due is not None and at >= due:
            if self._unit_asked_at is None:
                self._last_traffic_at = self._unit_told_at = at
                replies.extend(self._ask_unit(at))
            else:
                self._unit_unanswered(at, events, replies)

    def _unit_unanswered(self, at: float, events: list[Event], replies: list[bytes]) -> None:
        """Nothing said MM or IN within the time: an instrument that is off, or one that cannot be checked."""
        self._unit_asked_at = None
        self._unit_told_at = at
        if self._held and self._held_by_first is None:
            self._held_by_first = len(self._held)
            replies.extend(self._ask_unit(at))
            return
        if self._held_by_first is not None:
            self._unit = _Unit.NOT_CHECKABLE
            if len(self._held) > self._held_by_first:  # a value to each question: a simplex cable
                del self._held[self._held_by_first], self._held[0]
        elif self._pushed:
            self._unit = _Unit.NOT_CHECKABLE  # it was on, had just sent a value, and does not answer
        events.extend(self._release())
        if self._request_waits:
            self._request_waits = False
            replies.extend(self._send_request(at))

    def _wait_with_request(self, at: float) -> list[bytes]:
        """Keep the request back; whoever asked counts the silence from now all the same."""
        self._request_waits = True
        if self._answer_due is None:
            self._answer_due = at + self._family.answer_within
        return []

    def _send_request(self, at: float) -> list[bytes]:
        assert self._family.request is not None
        if self._answer_due is None:
            self._answer_due = at + self._family.answer_within
        return [self._family.request(self._channel)]


def _in_the_other_unit(reading: Reading) -> Fault:
    return Fault(FaultCode.UNIT, reading.raw, reading.received_at, reading.channel, "other_unit")
