"""Sylvac height gauges (Z_CAL, Hi_Cal) from the instrument's side: the commands that they add to those of Opto-RS.

Sources: Sylvac Z_CAL manual p. 10; Sylvac Hi_Cal manual p. 18.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from drivers.simulators.instrument import SimulatedInstrument
from drivers.simulators.opto import OptoSimulator

_CONTACT = re.compile(r"EXTB?(?:10|[0-9]|\?)")


class OptoColumnSimulator(OptoSimulator):
    """A column whose instrument is the height, or the diameter in diameter mode; `centre` is that of the diameter.

    `?` in diameter mode sends both, as two frames, or as one with `;` after `CFGSEP1`.
    """

    identity = "SYLVAC Z_CAL"

    def __init__(self, instrument: SimulatedInstrument, centre: SimulatedInstrument) -> None:
        super().__init__(instrument)
        self.centre = centre

    def reset(self) -> None:
        super().reset()
        self.separator = "\r"
        self.locked_unit = False
        self.contacts = {"EXT": "0", "EXTB": "0"}  # of the foot and of the Print key: 0 sends the value
        self._last_two = (Decimal(0), Decimal(0))

    def frame(self, channel: str | None) -> bytes:
        first = self.shown(self.instrument)
        if self.mode != "DIA":
            return f"{first}\r".encode("ascii")
        return f"{first}{self.separator}{self.shown(self.centre)}\r".encode("ascii")

    def shown(self, instrument: SimulatedInstrument) -> str:
        text = super().shown(instrument)
        if instrument is self.instrument:
            self._last_two = (self._last_two[1], Decimal(text.rstrip("<=>")))
        return text

    def say(self, word: str) -> str:
        match word:
            case "DIA" | "AXI":
                self.mode = word
            case "DIA?":
                return self.shown(self.instrument)
            case "CEN?":
                return self.shown(self.centre)
            case "DIF?":
                return f"{self._last_two[1] - self._last_two[0]:+08.3f}"
            case "CFGSEP0" | "CFGSEP1":
                self.separator = ";" if word == "CFGSEP1" else "\r"
            case "CFGSEP?":
                return f"CFGSEP{int(self.separator == ';')}"
            case "AOFF?":
                return "SBY00" if self.switches["AOFF"] == "0" else "SBY10"  # minutes
            case "UNI0" | "UNI1":
                self.locked_unit = word == "UNI0"
            case "MM" | "IN" if self.locked_unit:
                return "ERR1"
            case "CLE" | "BT0" | "BT1" | "BTRST":
                pass  # memories of extremes, radio: nothing that the wire shows
            case "VER?":
                return "V 1.1 24.01.00"
            case _ if _CONTACT.fullmatch(word):
                return self._contact(word)
            case _ if word.startswith("POS"):
                return self._move(word[3:])
            case _:
                return super().say(word)
        return ""

    def _contact(self, word: str) -> str:
        """What the external contact does: 0 data, 1 preset, 2 normal or diameter, 3 reference 1 or 2."""
        name = "EXTB" if word.startswith("EXTB") else "EXT"
        if word.endswith("?"):
            return f"{name}{self.contacts[name]}"
        self.contacts[name] = word.removeprefix(name)
        return ""

    def _move(self, height: str) -> str:
        """The motor goes to a height."""
        try:
            target = Decimal(height)
        except InvalidOperation:
            return "ERR1"
        if not target.is_finite():
            return "ERR1"
        self.instrument.present(target)
        return ""
