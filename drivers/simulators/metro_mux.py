"""Metro Mux4/Mux8 from the box's side. Source: Metro Mux4/Mux8 manual pp. 6-7."""

from __future__ import annotations

from collections.abc import Mapping

from drivers.simulators.face import Sent
from drivers.simulators.instrument import SimulatedInstrument
from drivers.simulators.multiplexer import Multiplexer

_ERRORS = {"no_data": "E1", "refused": "E3"}
_BEGINS = b"@\x1b"  # of a command; everything else is one character without a terminator


class MetroMuxSimulator(Multiplexer):
    """Instruments at inputs `1` to `8`. One that is off or absent is a communication error, E1.

    `mark` fills the tolerance field: `GO`, `+NG`, `-NG`, `ABS`, `REL`, `MIN`, `MAX`.
    """

    baud = 9600
    channels = tuple("12345678")
    mark = ""

    def __init__(self, instruments: Mapping[str, SimulatedInstrument]) -> None:
        super().__init__(instruments)
        self._addressed: str | None = None

    def frame(self, channel: str | None) -> bytes:
        instrument = self.instrument_at(channel)
        shown = instrument.display()
        unit = "mm" if instrument.unit == "mm" else "inch"
        sign = "-" if shown < 0 else "+"
        told = f"V{channel or self.first}: {unit:<4} {self.mark:<3} {sign}{abs(shown):012.6f}\r\n"
        return told.encode("ascii")

    def feed(self, received: bytes) -> list[Sent]:
        answers: list[Sent] = []
        for byte in received:
            character = bytes([byte])
            if self._received:
                if character in (b"\r", b"\n"):
                    answers.extend(self.answer(bytes(self._received)))
                    self._received.clear()
                else:
                    self._received += character
            elif character in _BEGINS:
                self._received += character
            elif character in b"12345678" and self._addressed is None:
                answers.extend(self._read(character.decode("ascii")))
        return answers

    def answer(self, command: bytes) -> list[Sent]:
        """The addressed mode: `*Nx` chooses an input, `*LD` reads it, `*R` goes back. Only a reading is answered."""
        order = command[1:].decode("ascii", "replace")
        if order == "*R":
            self._addressed = None
        elif order[:2] == "*N" and order[2:] in self.channels:
            self._addressed = order[2:]
        elif order == "*LD" and self._addressed is not None:
            return self._read(self._addressed)
        return []

    def error(self, kind: str, channel: str | None) -> bytes | None:
        code = _ERRORS.get(kind)
        return None if code is None else f"N0{channel or self.first}:{code}\r\n".encode("ascii")

    def _read(self, channel: str) -> list[Sent]:
        if not self.is_there(channel):
            return [Sent(f"N0{channel}:E1\r\n".encode("ascii"))]
        return self.measured(channel)
