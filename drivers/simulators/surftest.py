"""Mitutoyo Surftest SJ-210 from the instrument's side: it takes its time to trace, and its results stay until the next.

Source: Mitutoyo 99MBB122A pp. 17-12 to 17-19.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from decimal import Decimal

from drivers.simulators.face import Sent, SimulatedFace
from drivers.simulators.instrument import SimulatedInstrument

_RESULT = re.compile(rb"RDRES0([012]),(\d\d),00")
_REFUSAL = b"NG001\r"  # the manual has no table of the codes
_CONDITIONS = b"OK31205 4.00" + b"12\r"  # ISO 1997, R, 0.8 mm, 5 lengths, Gauss


class SurftestSimulator(SimulatedFace):
    """The true value is Ra in micrometres; Rz and Rq are in a fixed ratio to it. `clock` in seconds, monotonic.

    `comma` parts the fields of a result, `micro` is its sign, `spaced` the other spelling of the commands.
    """

    baud = 9600
    tracing_s = 5.0
    returning_s = 2.0
    width = 7  # of a value; 8 on an SJ-410
    comma = b""
    micro = b"u"
    spaced = False
    conditions = _CONDITIONS  # as RDCON gives them
    parameters = (("Ra", Decimal(1)), ("Rz", Decimal(6)), ("Rq", Decimal("1.25")))

    def __init__(self, instrument: SimulatedInstrument, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(instrument)
        self._clock = clock
        self._started_at: float | None = None
        self._ra = instrument.display()  # of the measurement before: a host that does not wait is given it
        self._asked = 0

    def press_data(self, channel: str | None = None) -> list[Sent]:
        """The START key: it measures, and sends nothing."""
        self.instrument_at(channel)
        if self.instrument.is_on and self._status() == b"000":
            self._started_at = self._clock()
        return []

    def frame(self, channel: str | None) -> bytes:
        name = self.parameters[self._asked][0]
        fields = (f"{name:>6}".encode("ascii"), self._value(), b" " + self.micro + b"m")
        return b"OK" + self.comma.join(fields) + b"\r"

    def answer(self, command: bytes) -> list[Sent]:
        if not self.instrument.is_on:
            return []
        if self.spaced:
            if command[2:3] != b" ":
                return [Sent(_REFUSAL)]
            command = command[:2] + command[3:6] + command[6:].strip()
        match command:
            case b"RDCON":
                return [Sent(self.conditions)]
            case b"RDSTU00":
                return [Sent(b"OK" + self._status() + b"\r")]
            case b"RDSTU01":
                return [Sent(b"OK000\r")]
            case b"RDSJ 01":
                return [Sent(b"OK1.000\r")]
            case b"RDPAR":
                return [Sent(f"OK{len(self.parameters):02d}\r".encode("ascii"))]
            case b"CTSTA":
                # Started while it measures, it stops, and what it measured is lost.
                self._started_at = self._clock() if self._status() == b"000" else None
                return [Sent(b"OK\r")]
            case _:
                return self._result(command)

    def error(self, kind: str, channel: str | None) -> bytes | None:
        return _REFUSAL if kind in ("refused", "no_data") else None

    def _status(self) -> bytes:
        if self._started_at is None:
            return b"000"
        since = self._clock() - self._started_at
        if since < self.tracing_s:
            return b"001"
        if since < self.tracing_s + self.returning_s:
            return b"002"
        self._started_at = None
        self._ra = self.instrument.display()
        return b"000"

    def _result(self, command: bytes) -> list[Sent]:
        asked = _RESULT.fullmatch(command)
        if asked is None or not 1 <= int(asked[2]) <= len(self.parameters):
            return [Sent(_REFUSAL)]
        self._asked = int(asked[2]) - 1
        if asked[1] == b"2":
            return self.measured(None)
        if asked[1] == b"1":
            return [Sent(b"OK3\r")]  # no tolerance is set
        return [Sent(b"OK" + self._value() + b"\r")]

    def _value(self) -> bytes:
        value = (self._ra * self.parameters[self._asked][1]).quantize(self.instrument.resolution)
        return f"{value:f}".rjust(self.width).encode("ascii")
