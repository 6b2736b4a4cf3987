"""Mahr Millimar comparators from the instrument's side, one face for each protocol of their menu; and Maxum III.

Sources: Mahr Millimar C1208-C1216-C1240 manual pp. 60, 67, 69-70; Millimar C1245 manual p. 42; Mahr 2239028 Rev D
(Maxum III) pp. 50-51.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from drivers.simulators.face import Sent, SimulatedFace
from drivers.simulators.instrument import SimulatedInstrument

_CONNECTION = re.compile(r"CHA(?:\+1|-1|\+2|-2|\+1\+2|\+1-2|\+2-1|-1-2)")
_P86 = {"1": "mm", "2": "in"}  # 3 is the micrometre, which these displays do not show


def _plain(instrument: SimulatedInstrument) -> str:
    """`xxx.xxx`: leading zeros, and a sign before negative values only."""
    shown = instrument.display()
    whole, _, decimals = f"{abs(shown):f}".partition(".")
    return f"{'-' if shown < 0 else ''}{whole:0>3}.{decimals or '0'}"


class OptorsSimulator(SimulatedFace):
    """OPTORSD, or OPTORSS which knows `?` alone. It says nothing while its menu is open."""

    baud = 9600
    menu_is_open = False

    def __init__(self, instrument: SimulatedInstrument, *, only_values: bool = False) -> None:
        super().__init__(instrument)
        self._only_values = only_values
        self._connection = "+C1"

    def frame(self, channel: str | None) -> bytes:
        return f"{_plain(self.instrument_at(channel))}{self.instrument.unit}\r\n".encode("ascii")

    def answer(self, command: bytes) -> list[Sent]:
        if self.menu_is_open or not self.instrument.is_on:
            return []
        word = command.decode("ascii", "replace")
        if word == "?":
            return self.measured(None)
        said = "" if self._only_values else self._say(word)
        return [Sent(f"{said}\r\n".encode("ascii"))] if said else []

    def _say(self, word: str) -> str:
        answers = {
            "ID?": "MAHR GMBH,C1208 ",
            "VER?": "1.00 ",
            "SER?": "1234/26",
            "UNI?": f"{self.instrument.unit} ",
            "CHA?": self._connection,
        }
        if word in ("mm", "in"):
            self.instrument.unit = word
        elif _CONNECTION.fullmatch(word):
            self._connection = re.sub(r"([+-])", r"\1C", word.removeprefix("CHA"))
        return answers.get(word, "")

    def error(self, kind: str, channel: str | None) -> bytes | None:
        return None


class MillimarAsciiSimulator(SimulatedFace):
    """ASCII: every feature at the DATA key, each in its frame; no commands."""

    baud = 9600

    def __init__(self, instruments: Sequence[SimulatedInstrument]) -> None:
        super().__init__(instruments[0])
        self._instruments = tuple(instruments)

    def frame(self, channel: str | None) -> bytes:
        return "".join(f"{_plain(instrument)}\r\n" for instrument in self._instruments).encode("ascii")

    def answer(self, command: bytes) -> list[Sent]:
        return []

    def error(self, kind: str, channel: str | None) -> bytes | None:
        return None


class M1240Simulator(SimulatedFace):
    """M1240 of a C1245: deaf until `I`, and again after `X`; features by their number, from 1."""

    baud = 9600
    identity = "MAHR GMBH,M1245"

    def __init__(self, instruments: Sequence[SimulatedInstrument]) -> None:
        super().__init__(instruments[0])
        self._instruments = {str(number): instrument for number, instrument in enumerate(instruments, 1)}
        self._stored: list[str] = []
        self.is_active = False

    def instrument_at(self, channel: str | None) -> SimulatedInstrument:
        return self._instruments[channel or "1"]

    def frame(self, channel: str | None) -> bytes:
        feature = channel or "1"
        text = _plain(self.instrument_at(feature))
        self._stored.append(f"{feature:0>5},{text:>9}")
        return f"M{feature},{text if text.startswith('-') else f' {text}'}\r".encode("ascii")

    def answer(self, command: bytes) -> list[Sent]:
        word = command.decode("ascii", "replace")
        if not self.instrument.is_on or (not self.is_active and word != "I"):
            return []
        if word == "M" or (word.startswith("M") and word[1:] in self._instruments):
            return self.measured(word[1:] or None)
        match word:
            case "I":
                self.is_active = True
                return [Sent(f"I,{self.identity},V1.00\r".encode("ascii"))]
            case "X":
                self.is_active = False
            case "M70":  # reading the values deletes them
                stored, self._stored = self._stored, []
                return [Sent(f"{line}\r".encode("ascii")) for line in stored]
            case "F1" | "F2" | "F3" | "R" | "Z":
                pass
            case _ if word.startswith("P86,"):
                self.instrument.unit = _P86.get(word[4:], self.instrument.unit)
            case _:
                return []
        return [Sent(command + b"\r")]

    def error(self, kind: str, channel: str | None) -> bytes | None:
        return None


class MaxumSimulator(SimulatedFace):
    """A Maxum III; `mode` is its letter (A, M, L, T, small when HOLD is inactive), `limit` O, U or a space."""

    baud = 9600
    mode = "a"
    limit = " "
    streaming = True
    rate = 16.0

    def frame(self, channel: str | None) -> bytes:
        shown = self.instrument.display()
        digits = f"{abs(shown):.{3 if self.instrument.unit == 'mm' else 4}f}"
        reading = (digits if self.instrument.unit == "mm" else digits.removeprefix("0"))[-5:]
        unit = "M" if self.instrument.unit == "mm" else "I"
        return f"{self.mode}{'-' if shown < 0 else '+'} {reading}{unit}{self.limit} \n".encode("ascii")

    def answer(self, command: bytes) -> list[Sent]:
        return []

    def error(self, kind: str, channel: str | None) -> bytes | None:
        return None
