"""A family of instruments: a table of facts about its wire, and the decoder of its frames."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from drivers.reading import FaultCode


@dataclass(frozen=True, slots=True)
class Value:
    """A frame that bears a value. `unit` is None when the frame does not say."""

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


class Notice(StrEnum):
    """Frames that say something else than a value."""

    MILLIMETRES = "mm"
    INCHES = "in"
    IDENTITY = "identity"
    ECHO = "echo"


Decoded = Value | Trouble | Notice
Decoder = Callable[[bytes], Decoded]


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
    sources: tuple[str, ...] = ()

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
