"""The protocol side of simulated instruments: what comes out of the wire when something goes in, or when DATA is
pressed, with the faults of real ones.

What a protocol shares with the others is here; `mux10` and `opto` bring their frames, commands and errors.
"""

from __future__ import annotations

from dataclasses import dataclass

from drivers.simulators.instrument import SimulatedInstrument

_LATE_S = 0.8
_SPLIT_S = 0.03


@dataclass(frozen=True, slots=True)
class Sent:
    """Bytes that the instrument sends, `delay` seconds after the previous ones; `unplug` pulls the cable after them."""

    data: bytes
    delay: float = 0.0
    unplug: bool = False


class SimulatedFace:
    """Instruments behind one wire format: `feed` and `press_data` give what they say; `baud` is their speed.

    `echo` sends each command back before its answer, as some cables do. While `streaming`, the port sends `rate` frames
    a second that nobody asked for.
    """

    baud = 9600
    streaming = False
    rate = 10.0

    def __init__(self, instrument: SimulatedInstrument) -> None:
        self.instrument = instrument
        self.echo = False
        self._received = bytearray()

    def instrument_at(self, channel: str | None) -> SimulatedInstrument:
        """The instrument of a channel, the only one by default; raises KeyError where none is plugged."""
        if channel is not None:
            raise KeyError(channel)
        return self.instrument

    def fault_next(self, kind: str, channel: str | None = None) -> None:
        """Spoil the next frame; the kinds are those of `SimulatedInstrument.fault_next`, which raises ValueError."""
        self.instrument_at(channel).fault_next(kind)

    def feed(self, received: bytes) -> list[Sent]:
        """Take bytes from the host; give the answers to the commands that they complete."""
        answers: list[Sent] = []
        for byte in received:
            if byte in b"\r\n":
                command = bytes(self._received)
                self._received.clear()
                if command:
                    if self.echo:
                        answers.append(Sent(command + b"\r"))
                    answers.extend(self.answer(command))
            else:
                self._received.append(byte)
        return answers

    def press_data(self, channel: str | None = None) -> list[Sent]:
        """The DATA button: the frame is the same as an answer, only nobody asked."""
        return self.measured(channel) if self.instrument_at(channel).is_on else []

    def dtr_fell(self, seconds: float) -> list[Sent]:
        """DTR was without tension for some seconds: a request, on a cable that takes no command."""
        return []

    def frame(self, channel: str | None) -> bytes:
        """The frame of the value now displayed."""
        raise AssertionError("each face has its own frame")

    def answer(self, command: bytes) -> list[Sent]:
        """The answer to one command, its terminator taken off."""
        raise AssertionError("each face has its own commands")

    def error(self, kind: str, channel: str | None) -> bytes | None:
        """The error frame of a fault; None when the protocol has none for it."""
        raise AssertionError("each face has its own errors")

    def measured(self, channel: str | None) -> list[Sent]:
        """The frame of the value displayed, or what the fault that was set makes of it."""
        instrument = self.instrument_at(channel)
        kind = instrument.take_fault()
        if kind == "inch":  # a thumb on the button: this frame and all that follow
            instrument.toggle_unit()
        frame = self.frame(channel)
        match kind:
            case "late":
                return [Sent(frame, _LATE_S)]
            case "truncated":
                return [Sent(frame[: len(frame) // 2])]
            case "unplug":
                return [Sent(frame[: len(frame) // 2], unplug=True)]
            case "split":
                return [Sent(frame[:4]), Sent(frame[4:], _SPLIT_S)]
            case "doubled":
                return [Sent(frame + frame)]
            case "parity":
                return [Sent(bytes(byte | (0x80 if byte.bit_count() % 2 else 0) for byte in frame))]
            case "noise":
                return [Sent(bytes((byte * 37 + 11) % 128 for byte in frame[:-1]) + b"\r")]
            case "nothing":
                return []
            case _:
                error = self.error(kind, channel) if kind else None
                return [Sent(error or frame)]
