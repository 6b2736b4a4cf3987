"""Opto-RS on a duplex cable, from the instrument's side.

Source: Sylvac opto instructions pp. 13-14; Sylvac UniCal manual p. 65 (case and spaces of commands, echo).
"""

from __future__ import annotations

from drivers.simulators.face import Sent, SimulatedFace

_ERRORS = {"no_data": "0", "refused": "1", "framing": "2", "out_of_range": "3"}


class OptoSimulator(SimulatedFace):
    """One instrument: `?`, `UNI?`, `MM`, `IN`, `ID?`; anything else is ERR1. An instrument that is off says nothing.

    `simplex` makes it the cable that takes any command for a request; `deaf` the one that only sends.
    """

    baud = 4800
    simplex = False
    deaf = False

    def frame(self, channel: str | None) -> bytes:
        shown = self.instrument_at(channel).display()
        sign = "-" if shown < 0 else "+"
        whole, point, decimals = f"{abs(shown):f}".partition(".")
        return f"{sign}{whole.rjust(3, '0')}{point or '.'}{decimals}\r".encode("ascii")

    def answer(self, command: bytes) -> list[Sent]:
        if self.deaf or not self.instrument.is_on:
            return []
        if self.simplex:
            return self.measured(None)
        match command.upper().replace(b" ", b""):
            case b"?" | b"PRI":
                return self.measured(None)
            case b"UNI?":
                return [Sent(b"MM\r" if self.instrument.unit == "mm" else b"IN\r")]
            case b"MM" | b"IN" as unit:
                self.instrument.unit = "mm" if unit == b"MM" else "in"
                return []
            case b"ID?":
                return [Sent(b"SY276\r")]
            case _:
                return [Sent(b"ERR1\r")]

    def error(self, kind: str, channel: str | None) -> bytes | None:
        digit = _ERRORS.get(kind)
        return None if digit is None else f"ERR{digit}\r".encode("ascii")
