"""What is said on one wire: requests, answers, unit checks, silences. Pure: bytes and times in, events and bytes out.

The unit is in no frame of these families. A duplex instrument answers `UNI?`; it is asked when the port opens, and
again when the line is idle, because a thumb on the mm/inch button changes it without a word. While the answer is
awaited, values are held: with the agreed unit they are delivered, with the other one each becomes a fault. A simplex
cable takes any command for a request and answers with a value: the first value of an unanswered check is that answer,
nobody pressed DATA, and it is dropped; values that came before the question were pushed, and are delivered.
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
_UNIT_ASKED_AGAIN_AFTER_S = 5.0
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
        self._held: list[Reading] = []  # while the answer is awaited
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

    def request(self, at: float) -> list[bytes]:
        """What to send to ask for a reading."""
        if self._family.request is None:
            return []
        self._retries = self._family.busy_retries
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
            return
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
        if unit == self._agreed_unit:
            self._unit = _Unit.AGREED
            events.extend(self._release())
            return
        if self._unit is not _Unit.OTHER:
            events.append(Fault(FaultCode.UNIT, raw, now, self._channel, unit))
        self._unit = _Unit.OTHER
        events.extend(_in_the_other_unit(reading) for reading in self._release())

    def _release(self) -> list[Reading]:
        released = [*self._pushed, *self._held]
        self._pushed.clear()
        self._held.clear()
        return released

    def _unit_due(self) -> float | None:
        if self._unit_asked_at is not None:
            return self._unit_asked_at + _UNIT_ANSWER_WITHIN_S
        if self._unit in (_Unit.AGREED, _Unit.OTHER):
            return self._last_traffic_at + _UNIT_ASKED_AGAIN_AFTER_S
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
                self._last_traffic_at = at
                replies.extend(self._ask_unit(at))
            else:
                events.extend(self._unit_unanswered())

    def _unit_unanswered(self) -> list[Reading]:
        """Nothing said MM or IN: a simplex cable if a value came instead, an instrument that is off otherwise."""
        self._unit_asked_at = None
        if self._held:
            del self._held[0]
            self._unit = _Unit.NOT_CHECKABLE
        return self._release()

    def _send_request(self, at: float) -> list[bytes]:
        assert self._family.request is not None
        if self._answer_due is None:
            self._answer_due = at + self._family.answer_within
        return [self._family.request(self._channel)]


def _in_the_other_unit(reading: Reading) -> Fault:
    return Fault(FaultCode.UNIT, reading.raw, reading.received_at, reading.channel, "other_unit")
