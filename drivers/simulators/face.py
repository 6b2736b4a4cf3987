"""The protocol side of simulated instruments: what comes out of the wire when something goes in, or when DATA is
pressed, with the faults of real ones.

Faults for the next frame: `late`, `no_data`, `busy`, `refused`, `out_of_range`, `truncated`, `split`, `doubled`,
`parity`, `noise`, `nothing`.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from decimal import Decimal

from drivers.simulators.instrument import SimulatedInstrument

_LATE_S = 0.8
_SPLIT_S = 0.03


@dataclass(frozen=True, slots=True)
class Sent:
    """Bytes that the instrument sends, `delay` seconds after the previous ones."""

    data: bytes
    delay: float = 0.0


class SimulatedFace:
    """One instrument behind one wire format: `feed` and `press_data` give what it says; `baud` is its speed."""

    baud = 9600

    def __init__(self, instrument: SimulatedInstrument) -> None:
        self.instrument = instrument
        self._faults: deque[str] = deque()
        self._received = bytearray()

    def fault_next(self, kind: str) -> None:
        """Spoil the next frame."""
        self._faults.append(kind)

    def feed(self, received: bytes) -> list[Sent]:
        """Take bytes from the host; give the answers to the commands that they complete."""
        answers: list[Sent] = []
        for byte in received:
            if byte in b"\r\n":
                command = bytes(self._received)
                self._received.clear()
                if command:
                    answers.extend(self.answer(command))
            else:
                self._received.append(byte)
        return answers

    def press_data(self) -> list[Sent]:
        """The DATA button: the frame is the same as an answer, only nobody asked."""
        return self._spoilt(self.frame()) if self.instrument.is_on else []

    def frame(self) -> bytes:
        """The frame of the value now displayed."""
        raise AssertionError("each face has its own frame")

    def answer(self, command: bytes) -> list[Sent]:
        """The answer to one command, its terminator taken off."""
        raise AssertionError("each face has its own commands")

    def error(self, kind: str) -> bytes | None:
        """The error frame of a fault; None when the protocol has none for it."""
        raise AssertionError("each face has its own errors")

    def _spoilt(self, frame: bytes) -> list[Sent]:
        kind = self._faults.popleft() if self._faults else ""
        match kind:
            case "late":
                return [Sent(frame, _LATE_S)]
            case "truncated":
                return [Sent(frame[: len(frame) // 2])]
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
                error = self.error(kind) if kind else None
                return [Sent(error or frame)]


class Mux10Face(SimulatedFace):
    """Mitutoyo "Mux-10": `1` asks channel 1; a gauge that is off answers 911 (Mitutoyo 99MAM029A)."""

    baud = 9600

    def __init__(self, instrument: SimulatedInstrument, channel: str = "1") -> None:
        super().__init__(instrument)
        self.channel = channel

    def frame(self) -> bytes:
        shown = self.instrument.display()
        exponent = shown.as_tuple().exponent
        decimals = max(1, -exponent) if isinstance(exponent, int) else 1
        sign = "-" if shown < 0 else "+"
        # Eight characters with the point; the display's own decimals, as 01A+0012.345.
        digits = f"{abs(shown):.{decimals}f}".rjust(8, "0")[-8:]
        return f"0{self.channel}A{sign}{digits}\r".encode("ascii")

    def answer(self, command: bytes) -> list[Sent]:
        if command == b"V":
            return [Sent(b"1USB-ITN SIMULATED\r")]
        if command != self.channel.encode("ascii"):
            return [Sent(b"9" + self.channel.encode("ascii") + b"2\r")]
        if not self.instrument.is_on:
            return [Sent(f"9{self.channel}1\r".encode("ascii"))]
        return self._spoilt(self.frame())

    def error(self, kind: str) -> bytes | None:
        digit = {"no_data": "1", "busy": "8", "refused": "9"}.get(kind)
        return None if digit is None else f"9{self.channel}{digit}\r".encode("ascii")


class OptoFace(SimulatedFace):
    """Opto-RS on a duplex cable: `?`, `UNI?`, `MM`, `IN`, `ID?`; anything else is ERR1 (Sylvac opto pp. 13-14)."""

    baud = 4800

    def frame(self) -> bytes:
        shown = self.instrument.display()
        sign = "-" if shown < 0 else "+"
        text = f"{abs(shown):f}"
        whole, _, decimals = text.partition(".")
        return f"{sign}{whole.rjust(3, '0')}.{decimals}\r".encode("ascii")

    def answer(self, command: bytes) -> list[Sent]:
        if not self.instrument.is_on:
            return []
        match command.upper().replace(b" ", b""):
            case b"?" | b"PRI":
                return self._spoilt(self.frame())
            case b"UNI?":
                return [Sent(b"MM\r" if self.instrument.unit == "mm" else b"IN\r")]
            case b"MM" | b"IN" as unit:
                self.instrument.unit = "mm" if unit == b"MM" else "in"
                return []
            case b"ID?":
                return [Sent(b"SY276\r")]
            case _:
                return [Sent(b"ERR1\r")]

    def error(self, kind: str) -> bytes | None:
        digit = {"no_data": "0", "refused": "1", "out_of_range": "3"}.get(kind)
        return None if digit is None else f"ERR{digit}\r".encode("ascii")


_FACES: dict[str, type[SimulatedFace]] = {"mitutoyo-mux10": Mux10Face, "opto-rs": OptoFace}


def simulator_for(family: str, instrument: SimulatedInstrument) -> SimulatedFace:
    """The face of a family around an instrument; KeyError for a family without a simulator."""
    return _FACES[family](instrument)


def resolution_of(shown: Decimal) -> Decimal:
    """The step of a display that shows this value: one unit of its last decimal."""
    exponent = shown.as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
