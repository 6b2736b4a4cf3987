"""Mitutoyo "Mux-10" from the instrument's side: up to nine gauges behind one cable, asked by the number of the channel.

Source: Mitutoyo 99MAM024A1 §2.2 and 99MAM029A (commands and errors), 99MAF600B (frame).
"""

from __future__ import annotations

from drivers.simulators.face import Sent
from drivers.simulators.multiplexer import Multiplexer, fixed_reading

_ERRORS = {"no_data": "1", "format": "2", "busy": "8", "refused": "9"}
_DIGITS = 8  # of the reading, with its point


class Mux10Simulator(Multiplexer):
    """Gauges by channel, `1` to `9`. A gauge that is off or absent answers 9C1; what is not understood, 9C2."""

    baud = 9600
    channels = tuple("123456789")

    def frame(self, channel: str | None) -> bytes:
        # The display's own decimals, as 01A+0012.345.
        reading = fixed_reading(self.instrument_at(channel).display(), _DIGITS)
        return f"0{channel or self.first}A{reading}\r".encode("ascii")

    def answer(self, command: bytes) -> list[Sent]:
        if command == b"V":
            return [Sent(b"1USB-ITN SIMULATED\r")]
        channel = command.decode("ascii", "replace")
        if channel not in self.channels:
            return [Sent(f"9{self.first}2\r".encode("ascii"))]
        if not self.is_there(channel):
            return [Sent(f"9{channel}1\r".encode("ascii"))]
        return self.measured(channel)

    def error(self, kind: str, channel: str | None) -> bytes | None:
        digit = _ERRORS.get(kind)
        return None if digit is None else f"9{channel or self.first}{digit}\r".encode("ascii")
