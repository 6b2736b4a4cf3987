"""Mitutoyo ID-H comparators from the instrument's side. Source: Mitutoyo 99MAH016B p. 4-5."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from drivers.simulators.face import Sent
from drivers.simulators.instrument import SimulatedInstrument
from drivers.simulators.multiplexer import Multiplexer, decimals_of, fixed_reading

_DIGITS = 9  # of a value, with its point
_COMMAND = re.compile(rb"([A-Z]{2})(\d\d)(?:,(.+))?")
_NUMBER = re.compile(r"[+-]\d{4}\.\d{4}")
_MODES = {"CN": "N", "CX": "X", "CM": "M", "CW": "W"}


@dataclass(slots=True)
class _Settings:
    """What one comparator remembers."""

    mode: str = "N"
    zero: Decimal = Decimal(0)
    preset: Decimal = Decimal(0)
    upper: Decimal = Decimal(0)
    lower: Decimal = Decimal(0)
    judges: bool = False
    locked: bool = False
    seen: list[Decimal] = field(default_factory=list)  # since the peak hold began


class IdHSimulator(Multiplexer):
    """Comparators by ID number, `00` to `99`. One that is off, and a command that is not understood, say nothing."""

    baud = 9600
    channels = tuple(f"{number:02d}" for number in range(100))

    def __init__(self, instruments: Mapping[str, SimulatedInstrument]) -> None:
        super().__init__(instruments)
        self._settings = {channel: _Settings() for channel in self.instruments}

    def frame(self, channel: str | None) -> bytes:
        channel = channel or self.first
        settings = self._settings[channel]
        return f"G{settings.mode}{channel},{_text(self._measure(channel))}\r\n".encode("ascii")

    def answer(self, command: bytes) -> list[Sent]:
        understood = _COMMAND.fullmatch(command)
        if understood is None:
            return []
        code, channel = understood[1].decode("ascii"), understood[2].decode("ascii")
        if not self.is_there(channel):
            return []
        if code == "GA":
            return self.measured(channel)
        said = self._obey(code, (understood[3] or b"").decode("ascii", "replace"), channel)
        return [] if said is None else [Sent(f"{said}\r\n".encode("ascii"))]

    def error(self, kind: str, channel: str | None) -> bytes | None:
        return None  # the manual numbers no error

    def _measure(self, channel: str) -> Decimal:
        settings = self._settings[channel]
        value = self.instruments[channel].display() - settings.zero
        settings.seen.append(value)
        match settings.mode:
            case "X":
                return max(settings.seen)
            case "M":
                return min(settings.seen)
            case "W":
                return max(settings.seen) - min(settings.seen)
            case _:
                return value

    def _obey(self, code: str, data: str, channel: str) -> str | None:
        settings = self._settings[channel]
        if code in _MODES and not data:
            settings.mode = _MODES[code]
            settings.seen.clear()
        elif code == "CL" and not data:
            settings.seen.clear()
        elif code == "CR" and not data:
            settings.zero = self.instruments[channel].display()
        elif code in ("CP", "CG", "CD") and _NUMBER.fullmatch(data):
            setattr(settings, {"CP": "preset", "CG": "upper", "CD": "lower"}[code], Decimal(data))
        else:
            return self._set_or_tell(code, data, channel)
        return f"CH{channel}"

    def _set_or_tell(self, code: str, data: str, channel: str) -> str | None:
        settings = self._settings[channel]
        match code, data:
            case "DS", "P":
                settings.zero = self.instruments[channel].display() - settings.preset
            case "DJ", "ON" | "OFF":
                settings.judges = data == "ON"
            case "DF", "LOCK" | "FREE":
                settings.locked = data == "LOCK"
            case "DP", "OUT":
                return f"DH{channel},{_text(settings.preset)}"
            case "DJ", "GOUT":
                return f"DG{channel},{_text(settings.upper)}"
            case "DJ", "DOUT":
                return f"DD{channel},{_text(settings.lower)}"
            case "DJ", "OUT":
                return f"DH{channel},{self._judgment(channel)}"
            case "DF", "OUT":
                return f"DH{channel},{'F-LOCK' if settings.locked else 'F-FREE'}"
            case _:
                return None
        return f"DH{channel}"

    def _judgment(self, channel: str) -> str:
        settings = self._settings[channel]
        if not settings.judges:
            return "JOFF"
        value = self._measure(channel)
        return "+NG" if value > settings.upper else "-NG" if value < settings.lower else "OK"


def _text(value: Decimal) -> str:
    """A value as the comparator spells it, with four decimals at least: `+0016.2345`."""
    return fixed_reading(value.quantize(Decimal("0.0001")) if decimals_of(value) < 4 else value, _DIGITS)
