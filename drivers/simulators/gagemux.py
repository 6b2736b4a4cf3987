"""GageMux from the box's side, in its full format. Source: GageMux manual pp. 6-7."""

from __future__ import annotations

from collections.abc import Mapping

from drivers.simulators.face import Sent
from drivers.simulators.instrument import SimulatedInstrument
from drivers.simulators.multiplexer import Multiplexer, decimals_of

_FIELD = 9  # characters of the reading


class GageMuxSimulator(Multiplexer):
    """Gauges at inputs `1` to `8`, each pushed by its DATA key. Nothing is answered: its commands are not published.

    `mode` is `NRM`, `MIN`, `MAX` or `TIR`.
    """

    baud = 9600
    channels = tuple("12345678")
    mode = "NRM"

    def __init__(self, instruments: Mapping[str, SimulatedInstrument]) -> None:
        super().__init__(instruments)
        self._number = 0

    def frame(self, channel: str | None) -> bytes:
        self._number = self._number % 999 + 1
        shown = self.instrument_at(channel).display()
        reading = f"{shown:.{max(1, decimals_of(shown))}f}".rjust(_FIELD)
        return f"{self._number:03d}, {reading}, {self.mode}, 0{channel or self.first}\r\n".encode("ascii")

    def foot_switch(self, channel: str | None = None) -> list[Sent]:
        """The trigger of a Mitutoyo MIG that was asked for nothing before (MIG-USB configuration guide p. 7)."""
        self._number = self._number % 999 + 1
        return [Sent(f"{self._number:04d},FOOTSWITCH, ,0{channel or self.first}\r\n".encode("ascii"))]

    def answer(self, command: bytes) -> list[Sent]:
        return []

    def error(self, kind: str, channel: str | None) -> bytes | None:
        return None
