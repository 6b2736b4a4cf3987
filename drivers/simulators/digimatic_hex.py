"""A Digimatic instrument behind a microcontroller adapter: 13 hexadecimal digits and LF, on `REQ` or its DATA key.

Source: Mitutoyo "Digimatic interface" (1997) pp. 2-8; 99MAF600B p. 59 (Digimatic 2).
"""

from __future__ import annotations

from drivers.simulators.face import Sent, SimulatedFace
from drivers.simulators.multiplexer import decimals_of


class DigimaticHexSimulator(SimulatedFace):
    """`long` sends eight digits (Digimatic 2); otherwise six, and the first digits of a longer display are lost.

    Without an instrument that is on, the adapter says nothing: it has no frame for an error.
    """

    baud = 115200
    long = False

    def frame(self, channel: str | None) -> bytes:
        shown = self.instrument_at(channel).display()
        decimals = decimals_of(shown)
        sign = "8" if shown < 0 else "0"
        digits = f"{abs(shown):.{decimals}f}".replace(".", "").rjust(8, "0")[-8:]
        unit = "0" if self.instrument.unit == "mm" else "1"
        head = f"8F{digits[:2]}" if self.long else "FFFF"
        return f"{head}{sign}{digits[2:]}{decimals}{unit}\n".encode("ascii")

    def answer(self, command: bytes) -> list[Sent]:
        return self.measured(None) if command == b"REQ" and self.instrument.is_on else []

    def error(self, kind: str, channel: str | None) -> bytes | None:
        return None
