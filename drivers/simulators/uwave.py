"""Mitutoyo U-WAVE-R from the receiver's side: what transmitters send, and the read-only requests.

Source: Mitutoyo 99MAL216A §6.1.
"""

from __future__ import annotations

import re

from drivers.simulators.face import Sent
from drivers.simulators.multiplexer import Multiplexer, fixed_reading

_DIGITS = 11  # of the reading, with its point
_ERRORS = {"no_data": "01", "refused": "50"}
_NOBODY = "F" * 10
_RECEIVER = re.compile(rb"IR1000(\d\d|FF)0")
_TRANSMITTER = re.compile(rb"IR11(\d\d)(\d\d|FF)1")


class UwaveSimulator(Multiplexer):
    """Transmitters by group and channel (`0005`). They send on their DATA key; a receiver answers `IR1` only."""

    baud = 57600
    channels = tuple(f"{number:04d}" for number in range(10_000))

    def frame(self, channel: str | None) -> bytes:
        instrument = self.instrument_at(channel)
        unit = "M" if instrument.unit == "mm" else "I"
        return f"DT1{channel or self.first}{fixed_reading(instrument.display(), _DIGITS)}{unit}\r".encode("ascii")

    def state(self, code: str, channel: str | None = None) -> list[Sent]:
        """What a transmitter reports: `00` battery low, `03` value lost on the air, `99` last value cancelled."""
        channel = channel or self.first
        return [Sent(self._state(channel, self._identifier(channel), code))]

    def answer(self, command: bytes) -> list[Sent]:
        group = self.first[:2]
        if _RECEIVER.fullmatch(command):
            return [Sent(f"RI1{group}10000613582390{'255' * 16}\r".encode("ascii"))]
        asked = _TRANSMITTER.fullmatch(command)
        if asked is None:
            return [Sent(self._state(f"{group}FF", _NOBODY, "50"))]
        wanted = asked[1].decode("ascii")
        for channel in sorted(self.instruments):
            if channel[2:] >= wanted:
                connected = "2" if self.is_there(channel) else "1"
                told = f"TI1{connected}{channel[2:]}{channel[:2]}{self._identifier(channel)}230\r"
                return [Sent(told.encode("ascii"))]
        return [Sent(self._state(group + wanted, _NOBODY, "51"))]

    def error(self, kind: str, channel: str | None) -> bytes | None:
        code = _ERRORS.get(kind)
        channel = channel or self.first
        return None if code is None else self._state(channel, self._identifier(channel), code)

    @staticmethod
    def _identifier(channel: str) -> str:
        return f"012345{channel}"

    @staticmethod
    def _state(channel: str, identifier: str, code: str) -> bytes:
        return f"ST1{channel}{identifier}{code}\r".encode("ascii")
