"""A family of instruments: a table of facts about its wire, and the decoder of its frames."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from drivers.reading import FaultCode


@dataclass(frozen=True, slots=True)
class Value:
    """A frame that bears a value. `unit` (`mm`, `in`, `um`, `deg`…) is None when the frame does not say.

    `channel` is the input of a multiplexer, or the name of one result among several (`Ra`, `DIA`).
    """

    value: Decimal
    unit: str | None = None
    channel: str | None = None
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trouble:
    """A frame by which the instrument reports a fault, or that cannot be read."""

    code: FaultCode
    detail: str
    channel: str | None = None


@dataclass(frozen=True, slots=True)
class Several:
    """One frame that bears several results, in the order of the frame."""

    parts: tuple[Value | Trouble, ...]


@dataclass(frozen=True, slots=True)
class Identity:
    """What the instrument says of itself: model, serial number, firmware, as it spells them."""

    text: str


@dataclass(frozen=True, slots=True)
class Battery:
    """The state of a battery: of the instrument, or of the transmitter of `channel`."""

    low: bool
    channel: str | None = None


class Notice(StrEnum):
    """Frames that say something else than a value."""

    MILLIMETRES = "mm"
    INCHES = "in"
    MICROMETRES = "um"
    MILS = "mil"  # thousandths of an inch
    ECHO = "echo"  # of a command, or its acknowledgement


Decoded = Value | Trouble | Several | Identity | Battery | Notice
Decoder = Callable[[bytes], Decoded]


@dataclass(frozen=True, slots=True)
class Say:
    """One step of a dialogue: wait `after` seconds, send `command`, expect a frame `within` seconds."""

    command: bytes
    within: float = 2.0
    after: float = 0.0


# What some instruments need for one measurement: each step is answered by the body of a frame; the end gives the
# results. An instrument that leaves a step without an answer is silent, and the dialogue is given up.
Dialogue = Generator[Say, bytes, Decoded]


@dataclass(frozen=True, slots=True)
class DtrPulse:
    """A request made by letting DTR fall for some seconds, on cables that take no command."""

    seconds: float


Message = bytes | DtrPulse  # what goes to the instrument


@dataclass(frozen=True, slots=True)
class Stream:
    """Commands that begin and end a continuous output."""

    on: bytes
    off: bytes


@dataclass(frozen=True, slots=True)
class Family:
    """Facts of one wire format. Times in seconds."""

    key: str
    maker: str
    baud: int
    data_bits: int
    parity: str  # N, E, O
    stop_bits: int
    dtr: bool
    rts: bool
    decode: Decoder
    request: Callable[[str | None], bytes] | None  # bytes that ask for a reading, given the channel
    answer_within: float  # after a request; beyond it the instrument is silent
    unit_query: bytes | None = None
    busy_retries: int = 0
    channels: tuple[str, ...] = ()  # inputs of a multiplexer: each is an instrument of its own
    channel_form: str = ""  # of channels that are too many to be listed: a regular expression
    needs_channel: bool = False  # it has so many that none of them is the first
    fixed_width: bool = True  # no end of a value is a value: a frame that lost its head is never another number
    padded: bool = False  # an instrument sends as many characters each time, though the family has no length
    fixed_decimals: bool = False  # a value has so many in its unit, and a frame with others has lost or doubled a digit
    answers: Callable[[str | None, Decoded], bool] | None = None  # whether it can be the answer of that channel
    dialogue: Callable[[str | None], Dialogue] | None = None  # in place of `request`, where one question is not enough
    dtr_pulse: float = 0.0  # seconds without DTR that ask for a reading, on cables that take no command
    stream: Stream | None = None
    always_streams: bool = False  # it sends without a pause: a reading is the next value after it was asked for
    identity_query: bytes | None = None  # read-only: a probe may send it to a stranger
    battery_query: bytes | None = None
    usb: tuple[tuple[int, int], ...] = ()  # vendor and product identities of its own cables
    sources: tuple[str, ...] = ()

    @property
    def can_be_asked(self) -> bool:
        return self.request is not None or self.dialogue is not None or self.dtr_pulse > 0 or self.always_streams

    @property
    def seven_bits(self) -> bool:
        return self.data_bits == 7

    @property
    def frame_gap(self) -> float:
        """Silence after which a partial frame is a cut one: ten characters on this wire, at least a quarter second.

        USB adapters hold characters for up to 16 ms and a virtual port for longer; the quarter second covers them.
        """
        bits = 1 + self.data_bits + (self.parity != "N") + self.stop_bits
        return max(0.25, 10 * bits / self.baud)
