"""A TESA TT readout from the instrument's side, with the commands of its bidirectional cable.

Sources: TESA TT80-TT90 manual pp. 29-30; TESA TT20-TT60 manual p. 53. The manuals name one error, ERR23; the others
are numbered here.
"""

from __future__ import annotations

import re
from decimal import Decimal

from drivers.simulators.face import Sent, SimulatedFace
from drivers.simulators.instrument import SimulatedInstrument

_DIGITS = 7  # six, and their point
_NUMBER = r"-?\d?\.\d{2,6}"
# `FNC 3` sets, `FNC?` is answered `FNC 3`.
_CHOICES = {"FNC": 8, "RNG": 9, "MEM": 4}
_CHOICE = re.compile(r"(FNC|RNG|MEM) ?([0-9?])")
_LIMITS = re.compile(rf"TOL ({_NUMBER}) ({_NUMBER})")
_OFFSET = re.compile(rf"PRE ({_NUMBER})")


class TesaTtSimulator(SimulatedFace):
    """One readout. `micrometres` makes it a TT90 in its own units, µm and mil; it then refuses `TO0` and `TO1`."""

    baud = 4800
    identity = "TE TT80"
    internal = False

    def __init__(self, instrument: SimulatedInstrument, *, micrometres: bool = False) -> None:
        super().__init__(instrument)
        self.micrometres = micrometres
        self._reset()

    def _reset(self) -> None:
        self._choices = dict.fromkeys(_CHOICES, "0")
        self._limits = (".00000", ".00000")
        self._offset = Decimal(0)

    def frame(self, channel: str | None) -> bytes:
        shown = self.instrument_at(channel).display()
        shown += self._offset.quantize(shown)
        value = f"{abs(shown).scaleb(3 if self.micrometres else 0):f}"
        whole, _, decimals = value.partition(".")
        digits = f"{whole.lstrip('0')}.{decimals.ljust(2, '0')}".rjust(_DIGITS, "0")[-_DIGITS:]
        return f"{'-' if shown < 0 else '+'}{digits}\r\n".encode("ascii")

    def answer(self, command: bytes) -> list[Sent]:
        if not self.instrument.is_on:
            return []
        word = command.decode("ascii", "replace").upper().strip()
        if word == "?":
            return self.measured(None)
        said = self._say(word)
        return [Sent(f"{said}\r\n".encode("ascii"))] if said else []

    def _say(self, word: str) -> str:
        metric = self.instrument.unit == "mm"
        match word:
            case "UNI?":
                return ("um" if metric else "mil") if self.micrometres else ("mm" if metric else "in")
            case "MM" | "IN":
                self.instrument.unit = word.lower()
            case "ID?":
                return self.identity
            case "VER?":
                return "1.00"
            case "MES?":
                return "INT" if self.internal else "EXT"
            case "TOL?":
                return " ".join(self._limits)
            case "PRZ":
                self._offset = Decimal(0)
            case "TO0" | "TO1" if self.micrometres:
                return "ERR23"
            case "RST":
                self._reset()
            case "STO0" | "STO1" | "TO0" | "TO1" | "STM":
                pass  # hold, tolerance lamps, memories of extremes: nothing that the wire shows
            case _:
                return self._setting(word)
        return ""

    def _setting(self, word: str) -> str:
        choice, limits, offset = _CHOICE.fullmatch(word), _LIMITS.fullmatch(word), _OFFSET.fullmatch(word)
        if choice and choice[2] == "?":
            return f"{choice[1]} {self._choices[choice[1]]}"
        if choice and int(choice[2]) <= _CHOICES[choice[1]]:
            self._choices[choice[1]] = choice[2]
        elif limits:
            self._limits = (limits[1], limits[2])
        elif offset:
            self._offset = Decimal(offset[1])
        else:
            return "ERR1"
        return ""

    def error(self, kind: str, channel: str | None) -> bytes | None:
        return b"ERR23\r\n" if kind == "refused" else None
