"""Mitutoyo "Mux-10" from the instrument's side: up to nine gauges behind one cable, asked by the number of the channel.

Source: Mitutoyo 99MAM024A1 §2.2 and 99MAM029A (commands and errors), 99MAF600B (frame).
"""

from __future__ import annotations

from collections.abc import Mapping

from drivers.simulators.face import Sent, SimulatedFace
from drivers.simulators.instrument import SimulatedInstrument

_ERRORS = {"no_data": "1", "format": "2", "busy": "8", "refused": "9"}
_DIGITS = 8  # of the reading, with its point


class Mux10Simulator(SimulatedFace):
    """Gauges by channel, `1` to `9`. A gauge that is off or absent answers 9C1; what is not understood, 9C2."""

    baud = 9600

    def __init__(self, instruments: Mapping[str, SimulatedInstrument]) -> None:
        """Raises ValueError without instruments, or for a channel that is not one digit from 1 to 9."""
        if not instruments or any(channel not in tuple("123456789") for channel in instruments):
            raise ValueError(f"channels are digits from 1 to 9: {sorted(instruments)}")
        self.instruments = dict(instruments)
        self._first = min(self.instruments)
        super().__init__(self.instruments[self._first])

    def instrument_at(self, channel: str | None) -> SimulatedInstrument:
        return self.instruments[channel or self._first]

    def frame(self, channel: str | None) -> bytes:
        shown = self.instrument_at(channel).display()
        exponent = shown.as_tuple().exponent
        decimals = max(1, -exponent) if isinstance(exponent, int) else 1
        sign = "-" if shown < 0 else "+"
        # The display's own decimals, as 01A+0012.345; a reading too long loses its first digits, as on the wire.
        digits = f"{abs(shown):.{decimals}f}".rjust(_DIGITS, "0")[-_DIGITS:]
        return f"0{channel or self._first}A{sign}{digits}\r".encode("ascii")

    def answer(self, command: bytes) -> list[Sent]:
        if command == b"V":
            return [Sent(b"1USB-ITN SIMULATED\r")]
        if len(command) != 1 or command not in b"123456789":
            return [Sent(f"9{self._first}2\r".encode("ascii"))]
        channel = command.decode("ascii")
        instrument = self.instruments.get(channel)
        if instrument is None or not instrument.is_on:
            return [Sent(f"9{channel}1\r".encode("ascii"))]
        return self.measured(channel)

    def error(self, kind: str, channel: str | None) -> bytes | None:
        digit = _ERRORS.get(kind)
        return None if digit is None else f"9{channel or self._first}{digit}\r".encode("ascii")
