"""Adept MUX 4 from the box's side. Source: Adept Scientific article 68CE, "MUX 2 & 4 Protocol"."""

from __future__ import annotations

import re
from collections.abc import Mapping

from drivers.simulators.face import Sent
from drivers.simulators.instrument import SimulatedInstrument
from drivers.simulators.multiplexer import Multiplexer, fixed_reading

_DIGITS = 8  # of the reading, with its point
_SCAN = re.compile(rb"[xX]=([0-4]{1,4})")


class AdeptMuxSimulator(Multiplexer):
    """Gauges at inputs `1` to `4`; `A` reads those of the scan list. One that is off or absent is a time-out."""

    baud = 9600
    channels = tuple("1234")

    def __init__(self, instruments: Mapping[str, SimulatedInstrument]) -> None:
        super().__init__(instruments)
        self._scan = "1234"

    def frame(self, channel: str | None) -> bytes:
        instrument = self.instrument_at(channel)
        unit = "mm" if instrument.unit == "mm" else "inch"
        reading = fixed_reading(instrument.display(), _DIGITS)
        return f"{channel or self.first} MW{reading} {unit}\r\n".encode("ascii")

    def feed(self, received: bytes) -> list[Sent]:
        answers: list[Sent] = []
        for byte in received:
            character = bytes([byte])
            if self._received or character in b"xX":
                if character not in (b"\r", b"\n"):
                    self._received += character
                    continue
                answers.extend(self._choose(bytes(self._received)))
                self._received.clear()
            else:
                answers.extend(self.answer(character))
        return answers

    def answer(self, command: bytes) -> list[Sent]:
        match command:
            case b"A":
                return [sent for channel in self._scan if channel != "0" for sent in self._read(channel)]
            case b"V":
                return [Sent(b"MUX4 V1.10\r\n")]
            case b"?":
                return [Sent(f"{self._scan}\r\n".encode("ascii"))]
            case _:
                channel = command.decode("ascii", "replace")
                return self._read(channel) if channel in self.channels else []

    def error(self, kind: str, channel: str | None) -> bytes | None:
        return f"{channel or self.first} TO 999999.99 mm\r\n".encode("ascii") if kind == "no_data" else None

    def _read(self, channel: str) -> list[Sent]:
        if not self.is_there(channel):
            return [Sent(f"{channel} TO 999999.99 mm\r\n".encode("ascii"))]
        return self.measured(channel)

    def _choose(self, command: bytes) -> list[Sent]:
        found = _SCAN.fullmatch(command)
        if found is None:
            return []
        self._scan = found[1].decode("ascii")
        return [Sent(f"{self._scan}\r\n".encode("ascii"))]
