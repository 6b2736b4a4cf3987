"""Learning to read a text: a port is listened to, a number of a frame is pointed at, the next frame proves it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from drivers import Address, Fault, FaultCode, Link, LinkEvent, LinkState, StateChange
from drivers.family import Value
from drivers.framing import Frame, Framer
from drivers.text_pointing import Span, pattern_from_frame, spans
from drivers.text_profile import KEY, ProfileRefused, TextProfile, decode
from drivers.text_template import TemplateFlaw, TemplateRefused
from metroapp.domain.message import Message, Refusal
from metroapp.services.diagnosis import shows_parity, why_closed
from metroapp.services.plug import read_plug

_ANYTHING = "{value}"  # nothing is read with it: the frames are taken from the wire
_LONGEST_REQUEST = 32  # bytes
_LONGEST_NAME = 80

__all__ = [
    "Garbage",
    "Heard",
    "PortClosed",
    "PortOpen",
    "Span",
    "TextLearning",
    "learn",
    "settings",
    "spans",
    "try_out",
]


@dataclass(frozen=True, slots=True)
class Heard:
    """One frame, its terminator taken off."""

    frame: bytes


@dataclass(frozen=True, slots=True)
class Garbage:
    """Bytes that no terminator cuts into frames, or that are no text at these settings."""


@dataclass(frozen=True, slots=True)
class PortOpen:
    """The port is being listened to."""


@dataclass(frozen=True, slots=True)
class PortClosed:
    """The port is not open, and why; it is tried again."""

    why: Message


Learnt = Heard | Garbage | PortOpen | PortClosed


class TextLearning:
    """Listens to one port. `on_learnt` is called in the thread of a link and must return at once."""

    def __init__(self, address: str, on_learnt: Callable[[Learnt], None]) -> None:
        self._address = address
        self._on_learnt = on_learnt
        self._link: Link | None = None
        self._framer = Framer(seven_bits=False)

    def listen(self, profile: TextProfile) -> None:
        """Open the port, or open it anew, with the settings of a profile; its pattern reads nothing here."""
        self.close()
        self._framer = Framer(seven_bits=False)
        address = Address(read_plug(self._address).url, KEY, profile=replace(profile, pattern=_ANYTHING))
        self._link = Link(address, self._take, traffic=self)
        self._link.start()

    def ask(self) -> None:
        """Send the request of the profile, where it has one."""
        if self._link is not None:
            self._link.request()

    def close(self) -> None:
        """Free the port. Idempotent."""
        link, self._link = self._link, None
        if link is not None:
            link.stop()

    # -- in the thread of the link ------------------------------------------------------------------------------------

    def said(self, data: bytes) -> None:
        """What this post sends teaches nothing."""

    def heard(self, data: bytes) -> None:
        for piece in self._framer.feed(data):
            readable = isinstance(piece, Frame) and _is_text(piece.body) and not shows_parity(piece.raw)
            self._on_learnt(Heard(piece.body) if isinstance(piece, Frame) and readable else Garbage())

    def _take(self, event: LinkEvent) -> None:
        match event:
            case StateChange(state=LinkState.READY):
                self._on_learnt(PortOpen())
            case StateChange(cause=cause):
                why = why_closed(self._address, cause)
                if why is not None:
                    self._on_learnt(PortClosed(why))
            case Fault(code=FaultCode.FRAMING):
                self._on_learnt(Garbage())


def settings(name: str, baud: int, data_bits: int, parity: str, stop_bits: int, request: str, unit: str) -> TextProfile:
    """The settings of a port, before anything was learnt. Refuses `bench.text_request`."""
    try:
        asked = request.encode("latin-1") or None
        named = "".join(sign for sign in name if sign.isprintable()).strip()[:_LONGEST_NAME] or KEY
        return TextProfile(named, _ANYTHING, baud, data_bits, parity, stop_bits, request=asked, unit=unit)
    except (UnicodeEncodeError, ProfileRefused) as error:
        raise Refusal("bench.text_request", most=_LONGEST_REQUEST) from error


def learn(
    wire: TextProfile,
    frame: bytes,
    value: Span,
    channel: Span | None = None,
    skipped: Sequence[Span] = (),
) -> TextProfile:
    """The profile of a wire whose frames are as this one, with its value there.

    Refuses `bench.text_neighbours`, `bench.text_not_learnt`.
    """
    try:
        pattern = pattern_from_frame(
            frame,
            value.start,
            value.end,
            channel=None if channel is None else (channel.start, channel.end),
            skipped=[(one.start, one.end) for one in skipped],
        )
        return replace(wire, pattern=pattern)
    except TemplateRefused as refused:
        if refused.flaw is TemplateFlaw.NEIGHBOURS:
            raise Refusal("bench.text_neighbours", value=value.text) from refused
        raise Refusal("bench.text_not_learnt", value=value.text) from refused
    except ProfileRefused as refused:
        raise Refusal("bench.text_not_learnt", value=value.text) from refused


def try_out(profile: TextProfile, frame: bytes) -> Value | None:
    """The value that a profile reads in a frame; None where it does not match whole."""
    read = decode(profile, frame)
    return read if isinstance(read, Value) else None


def _is_text(body: bytes) -> bool:
    """Latin-1 without its control signs."""
    return all(byte == 0x09 or 0x20 <= byte < 0x7F or byte >= 0xA0 for byte in body)
