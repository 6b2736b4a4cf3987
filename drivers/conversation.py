"""What is said on one wire, from the opening of a port to its loss. Pure: bytes and times in, a `Turn` out.

One wire may carry several instruments, each on its channel of a multiplexer. What is asked and answered is in
`asking`, what the unit is in `unit_watch`; here frames become what is reported.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from drivers.asking import ASLEEP_S, Asking
from drivers.displays import Displays
from drivers.family import Battery, Decoded, Family, Identity, Notice, Several, Trouble, Value
from drivers.framing import Broken, Frame, Framer
from drivers.reading import BatteryChange, Fault, FaultCode, Identified, Reading
from drivers.turn import Turn
from drivers.unit_watch import UnitWatch

# A contact bounces for some tens of milliseconds; nobody presses twice in that time. Only the same frame at once after
# itself is a bounce: not one that was asked for, nor one after an error.
BOUNCE_S = 0.04

# What a continuous output had sent when it was told to end still belongs to it.
_STREAM_TAIL_S = 0.3

# A frame under way when the port is opened arrives at once, after the latency of the adapter: its head is missing.
_UNDER_WAY_S = 0.1
_TAIL_WITHIN_S = 2.0  # the rest of a frame that was given up; later, it is another frame

_WAIT_S = 0.5
_QUERY_WITHIN_S = 0.6


@dataclass(frozen=True, slots=True)
class Agreed:
    """What was agreed about one instrument: what its display shows, and with how many decimals (None: unknown)."""

    unit: str = "mm"
    decimals: int | None = None


class Conversation:
    """One conversation. `agreed` gives what was agreed by channel; None stands for the only instrument of a wire, which
    is on the first channel where the family has several. `trusting` takes what comes from any of them."""

    def __init__(self, family: Family, agreed: Mapping[str | None, Agreed], *, trusting: bool = False) -> None:
        self._family = family
        self._agreed = dict(agreed)
        self._first = next(iter(self._agreed))
        self._only = self._first if len(self._agreed) == 1 else None  # whom a fault of the wire concerns; None: all
        self._framer = Framer(seven_bits=family.seven_bits)
        self._units = UnitWatch(family.unit_query, self._agreed[self._first].unit, trusting=trusting)
        self._trusting = trusting
        self._asking = Asking(family, self._agreed)
        self._request_waits = False  # for the answer about the unit: the wire is half duplex
        self._queries: deque[bytes] = deque()
        self._query_due: float | None = None
        self._streaming = False
        self._streamed: str | None = None  # the channel
        self._streamed_until = 0.0
        self._told_to_end_at = 0.0
        self._last_answer_streams = False  # what was asked before the end of a series belongs to it
        self._opened_at = 0.0
        self._tail_until = -1.0  # a frame that comes before may be the rest of another one
        self._displays = Displays(family)
        self._last_byte_at = 0.0
        self._last_byte_now: datetime | None = None
        self._last_value = b""
        self._last_value_at = -1.0

    @property
    def silent(self) -> bool:
        """Whether the instrument left the last request without any answer."""
        return self._asking.is_silent

    def opening(self, now: datetime, at: float) -> Turn:
        """The port has just been opened."""
        turn = Turn(now, at)
        self._opened_at = at
        self._units.heard(at)
        self._units.ask(turn)
        return turn

    def request(self, now: datetime, at: float, channel: str | None = None) -> Turn:
        """Ask a channel for a reading, the first one by default."""
        turn = Turn(now, at)
        if self._family.can_be_asked:
            self._request(channel or self._first, turn)
        return turn

    def stream(self, now: datetime, at: float, *, on: bool, channel: str | None = None) -> Turn:
        """Begin or end the continuous output of a channel, of the first one by default: by the command of the family,
        or by asking again after each answer."""
        turn = Turn(now, at)
        self._streamed = channel or self._first
        self._streaming, self._streamed_until = on, at + _STREAM_TAIL_S
        self._last_answer_streams = not on and self._asking.is_waiting
        if self._family.stream is not None:
            self._told_to_end_at = at
            turn.messages.append(self._family.stream.on if on else self._family.stream.off)
        elif on and self._family.can_be_asked and not self._family.always_streams:
            self._request(self._streamed, turn)
        return turn

    def check(self, now: datetime, at: float) -> Turn:
        """Ask the instrument who it is and how its battery is, once it has shown that it answers commands."""
        turn = Turn(now, at)
        for query in (self._family.identity_query, self._family.battery_query):
            if query is not None and query not in self._queries:
                self._queries.append(query)
        self._next_query(turn)
        return turn

    def patience(self, at: float) -> float:
        """How long the line may be waited upon before `take` must be called again, in seconds."""
        dates = [*self._asking.dates()]
        dates += [date for date in (self._units.due(), self._query_due) if date is not None]
        if self._framer.partial:
            dates.append(self._last_byte_at + self._family.frame_gap)
        return max(0.001, min([_WAIT_S, *(date - at for date in dates)]))

    def forget(self) -> None:
        """Give up whatever was begun."""
        self._framer.cut()
        self._units.forget()
        self._asking.forget()
        self._queries.clear()
        self._query_due = None

    def take(self, received: bytes, now: datetime, at: float) -> Turn:
        """Take what arrived (perhaps nothing)."""
        turn = Turn(now, at)
        if self._framer.partial and self._slept(now, at):
            self._give_up_frame(turn)
        if received:
            if self._last_byte_now is None and at - self._opened_at < _UNDER_WAY_S and not self._asking.is_waiting:
                self._tail_until = at + _TAIL_WITHIN_S
            self._asking.wake(turn)
            self._last_byte_at, self._last_byte_now = at, now
            self._units.heard(at)
            self._asking.heard()
            for piece in self._framer.feed(received):
                self._piece(piece, turn)
            self._send_what_waited(turn, answered=True)
        elif self._framer.partial and at - self._last_byte_at >= self._family.frame_gap:
            self._give_up_frame(turn)
        self._lapse(turn)
        return turn

    def _slept(self, now: datetime, at: float) -> bool:
        """Whether so much time has passed since the last byte that what comes now is not the rest of its frame."""
        passed = at - self._last_byte_at
        if self._last_byte_now is not None:
            passed = max(passed, (now - self._last_byte_now).total_seconds())
        return passed >= ASLEEP_S

    def _give_up_frame(self, turn: Turn) -> None:
        cut = self._framer.cut()
        if cut is not None:
            self._tail_until = turn.at + _TAIL_WITHIN_S
            turn.events.append(Fault(FaultCode.FRAMING, cut.raw, turn.now, self._only, cut.reason))

    # -- one frame ----------------------------------------------------------------------------------------------------

    def _piece(self, piece: Frame | Broken, turn: Turn) -> None:
        tail_until, self._tail_until = self._tail_until, -1.0
        if isinstance(piece, Broken):
            self._last_value = b""
            turn.events.append(Fault(FaultCode.FRAMING, piece.raw, turn.now, self._only, piece.reason))
        elif self._asking.in_dialogue:
            ended = self._asking.converse(piece.raw, piece.body, turn)
            if ended is not None:
                self._decoded(*ended, turn)
        else:
            decoded = self._family.decode(piece.body)
            if not isinstance(decoded, Value | Several):
                self._last_value = b""
            elif turn.at < tail_until and self._reads_without_head(piece.body, decoded):
                turn.events.append(Fault(FaultCode.FRAMING, piece.raw, turn.now, self._only, "truncated"))
                return
            self._decoded(decoded, piece.raw, turn)

    def _reads_without_head(self, body: bytes, decoded: Value | Several) -> bool:
        """Whether a value may be the end of another one: a sign, or the name of a result, is the head."""
        named = isinstance(decoded, Value) and decoded.channel is not None
        return not (self._family.fixed_width or named or body.startswith((b"+", b"-")))

    def _decoded(self, decoded: Decoded, raw: bytes, turn: Turn) -> None:
        match decoded:
            case Value() | Several() if not self._answers(decoded):
                turn.events.append(Fault(FaultCode.FORMAT, raw, turn.now, self._asking.channel, "answer"))
            case Value():
                self._values((decoded,), raw, turn)
            case Several(parts):
                self._values(tuple(part for part in parts if isinstance(part, Value)), raw, turn)
                for part in parts:
                    if isinstance(part, Trouble) and not self._elsewhere(part.channel):
                        self._trouble(part, raw, turn)
            case Trouble():
                self._trouble(decoded, raw, turn)
            case Identity(text):
                self._query_due = None
                turn.events.append(Identified(text, turn.now, self._only))
            case Battery(low, channel):
                self._query_due = None
                turn.events.append(BatteryChange(low, turn.now, channel or self._only))
            case Notice.MILLIMETRES | Notice.INCHES | Notice.MICROMETRES | Notice.MILS:
                self._units.told(decoded.value, raw, self._only, turn)
            case Notice.ECHO:
                pass

    def _values(self, values: tuple[Value, ...], raw: bytes, turn: Turn) -> None:
        """The results of one frame; those of channels that nobody agreed upon are none of ours."""
        ours = [value for value in values if not self._elsewhere(value.channel)]
        if not ours:
            turn.events.extend(Fault(FaultCode.FORMAT, raw, turn.now, one.channel, "channel") for one in values)
            return
        channel, late = self._asking.whose(ours[0].channel, turn.at)
        if channel is None and None not in self._agreed:
            if self._only is None:  # pushed, and nothing says by which of them
                turn.events.append(Fault(FaultCode.FORMAT, raw, turn.now, None, "channel"))
                return
            channel = self._only
        ours = [value if value.channel else replace(value, channel=channel) for value in ours]
        streams = self._streams(turn, channel, late=late)
        repeated = not streams and raw == self._last_value and turn.at - self._last_value_at < BOUNCE_S
        if not (late and self._asking.is_waiting):
            self._asking.answered(channel)
        if repeated:
            turn.events.append(Fault(FaultCode.REPEATED, raw, turn.now, channel, ""))
        else:
            self._last_value, self._last_value_at = raw, turn.at
            for value in ours:
                self._value(value, raw, turn, late=late, streams=streams)
        by_asking = self._streaming and self._family.stream is None and not self._family.always_streams
        if by_asking and not self._asking.is_waiting:
            self._request(self._streamed, turn)

    def _value(self, decoded: Value, raw: bytes, turn: Turn, *, late: bool, streams: bool) -> None:
        agreed = self._agreement(decoded.channel)
        if not self._displays.agrees(decoded, unit=agreed.unit, decimals=agreed.decimals):
            turn.events.append(Fault(FaultCode.UNIT, raw, turn.now, decoded.channel, "decimals"))
            return
        short = self._displays.is_short(decoded, raw)
        marks = {"unit_declared": decoded.unit is None, "late": late, "stream": streams, "short": short}
        flags = tuple(sorted({*decoded.flags, *(flag for flag, is_so in marks.items() if is_so)}))
        unit = decoded.unit or agreed.unit
        reading = Reading(decoded.value, unit, raw, turn.now, decoded.channel, flags)
        if decoded.unit is not None:
            turn.events.append(reading)
        else:
            self._units.take(reading, turn)

    def _answers(self, decoded: Value | Several) -> bool:
        """Whether a value can be the answer to what was asked, where the family can tell."""
        told = self._family.answers
        return told is None or not self._asking.is_waiting or told(self._asking.channel, decoded)

    def _trouble(self, trouble: Trouble, raw: bytes, turn: Turn) -> None:
        fault = Fault(trouble.code, raw, turn.now, trouble.channel, trouble.detail)
        if self._query_due is not None and trouble.code in (FaultCode.REFUSED, FaultCode.FORMAT):
            self._query_due = None  # it has no such query: that was its answer
            return
        if self._units.is_asking and trouble.code is FaultCode.REFUSED:
            self._units.refused(turn)
            if self._trusting:  # who watches a cable sees what it sends
                turn.events.append(fault)
            return
        turn.events.append(fault)
        if self._elsewhere(trouble.channel):
            return  # our own channel has not answered yet
        if trouble.code is FaultCode.BUSY and self._asking.busy(turn):
            return
        if trouble.code is not FaultCode.FORMAT:
            self._asking.answered(trouble.channel)

    def _streams(self, turn: Turn, channel: str | None, *, late: bool) -> bool:
        """Whether a value belongs to a continuous output: DATA may be pressed on another channel meanwhile.

        After the end of one, what follows without a pause still belongs to it, and the instrument is told again; a
        DATA key pressed in that pause cannot be told from it.
        """
        if self._family.always_streams:
            return not self._asking.is_waiting
        if channel is not None and self._streamed not in (None, channel):
            return False
        if self._streaming:
            return True
        if self._family.stream is None:
            last, self._last_answer_streams = self._last_answer_streams, False
            return last and (late or self._asking.is_waiting)
        if turn.at >= self._streamed_until:
            return False
        self._streamed_until = turn.at + _STREAM_TAIL_S
        if turn.at - self._told_to_end_at >= _STREAM_TAIL_S:
            self._told_to_end_at = turn.at
            turn.messages.append(self._family.stream.off)
        return True

    def _agreement(self, channel: str | None) -> Agreed:
        return self._agreed.get(channel) or self._agreed[self._first]

    def _elsewhere(self, channel: str | None) -> bool:
        """Whether a frame comes from a channel that was not agreed upon: never a reading of our instruments."""
        if channel is None:
            return False
        if None not in self._agreed:
            return channel not in self._agreed
        return not self._trusting and channel not in self._family.channels[:1] and bool(self._family.channels)

    # -- what is asked ------------------------------------------------------------------------------------------------

    def _request(self, channel: str | None, turn: Turn) -> None:
        waited = self._asking.is_waiting
        if not self._asking.begin(channel, turn):
            return
        if not self._units.is_asking and self._units.is_old(turn.at) and not waited:
            self._units.ask(turn)
        self._last_value = b""
        if self._units.is_asking:
            self._request_waits = True
        else:
            self._asking.send(turn)

    def _send_what_waited(self, turn: Turn, *, answered: bool) -> None:
        if self._request_waits and not self._units.is_asking:
            self._request_waits = False
            if answered:
                self._asking.restart(turn)
            self._asking.send(turn)

    def _next_query(self, turn: Turn) -> None:
        """Send the next query, where the wire is free and a command is no request."""
        free = self._query_due is None and not self._units.is_asking and not self._asking.is_waiting
        if self._queries and free and self._units.answers_commands:
            turn.messages.append(self._queries.popleft())
            self._query_due = turn.at + _QUERY_WITHIN_S

    # -- what time brings ---------------------------------------------------------------------------------------------

    def _lapse(self, turn: Turn) -> None:
        self._asking.lapse(turn)
        following = self._asking.next_channel()
        if following is not None:
            self._request(following[0], turn)
        if self._query_due is not None and turn.at >= self._query_due:
            self._query_due = None
        due = self._units.due()
        if due is not None and turn.at >= due:
            self._units.lapse(turn)
            self._send_what_waited(turn, answered=False)
        self._next_query(turn)
