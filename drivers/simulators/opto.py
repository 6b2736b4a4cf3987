"""Opto-RS from the instrument's side: the duplex cable with its commands, the simplex one, and the printing columns.

Sources: Sylvac opto instructions pp. 13-14; Sylvac UniCal manual p. 65 (commands, their case and spaces, echo); Sylvac
S_Mike Pro manual p. 21 (BAT?, LCAL, NCAL, ECO, AOFF); Teclock SSH-R1400 manual (NUM); Trimos Mestra manual p. 21.
"""

from __future__ import annotations

import re
from decimal import Decimal

from drivers.simulators.face import Sent, SimulatedFace
from drivers.simulators.instrument import SimulatedInstrument

_ERRORS = {"no_data": "0", "refused": "1", "framing": "2", "out_of_range": "3"}
_MODES = frozenset({"NOR", "REF", "MIN", "MAX", "DEL"})
_RESOLUTIONS = {"RES2": Decimal("0.001"), "RES3": Decimal("0.01")}
# `KEY0` sets, `KEY?` is answered `KEY0`.
_SWITCHES = {"KEY": "1", "REF": "1", "STO": "0", "ECO": "0", "AOFF": "1", "CHA": "+"}
_SWITCH = re.compile(r"([A-Z]{3,4})([0-9+\-?])")
# Kept in the instrument: preset, calibration dates, number. `PRE+1.000` sets, `PRE?` is answered.
_TEXTS = {"PRE": "+000.000", "LCAL": "31.12.2025", "NCAL": "31.12.2026", "NUM": ""}
_TEXT = re.compile(r"(PRE(?=\?|[+\-]?\d{1,4}\.\d{1,6}$)|LCAL|NCAL|NUM)(.{1,20})")


class OptoSimulator(SimulatedFace):
    """One instrument and its commands; anything else is ERR1. An instrument that is off knows only `ON`.

    `simplex` makes it the cable that takes any command for a request; `deaf` the one that only sends. `limits` are
    those of the tolerance mode (`TOL1`), in the unit shown. `streaming` says that `OUT1` was heard.
    """

    baud = 4800
    simplex = False
    deaf = False
    identity = "SY276"
    battery_low = False
    limits: tuple[Decimal, Decimal] = (Decimal(0), Decimal(0))

    def __init__(self, instrument: SimulatedInstrument) -> None:
        super().__init__(instrument)
        self.reset()

    def reset(self) -> None:
        """The settings of the maker."""
        self.mode = "NOR"
        self.streaming = False
        self.switches = dict(_SWITCHES)
        self.texts = dict(_TEXTS)

    def frame(self, channel: str | None) -> bytes:
        return f"{self.shown(self.instrument_at(channel))}\r".encode("ascii")

    def shown(self, instrument: SimulatedInstrument) -> str:
        """The value as the wire gives it, with the mark of the tolerance mode."""
        value = instrument.display()
        sign = "-" if value < 0 else "+"
        whole, point, decimals = f"{abs(value):f}".partition(".")
        low, high = self.limits
        mark = "" if self.mode != "TOL1" else "<" if value < low else ">" if value > high else "="
        return f"{sign}{whole.rjust(3, '0')}{point or '.'}{decimals}{mark}"

    def answer(self, command: bytes) -> list[Sent]:
        word = command.upper().replace(b" ", b"").decode("ascii", "replace")
        if word == "ON":
            self.instrument.switch_on()
            return []
        if self.deaf or not self.instrument.is_on:
            return []
        if self.simplex or word in ("?", "PRI"):
            return self.measured(None)
        said = self.say(word)
        return [] if said == "" else [Sent(f"{said}\r".encode("ascii"))]

    def say(self, word: str) -> str:
        """What one command is answered; nothing when it only sets something."""
        unit = self.instrument.unit.upper()
        match word:
            case "UNI?":
                return unit
            case "MM" | "IN":
                self.instrument.unit = word.lower()
            case "ID?":
                return self.identity
            case "BAT?":
                return "BAT0" if self.battery_low else "BAT1"
            case "SET?":
                resolution = "RES2" if self.instrument.resolution < _RESOLUTIONS["RES3"] else "RES3"
                switches = f"REF{self.switches['REF']} KEY{self.switches['KEY']}"
                return f"{unit} {resolution} {switches} B{0 if self.battery_low else 1}"
            case "OUT1" | "OUT0":
                self.streaming = word == "OUT1"
            case "OFF":
                self.instrument.switch_off()
            case "RST":
                self.reset()
            case "MOD?":
                return self.mode
            case "TOL?":
                return " ".join(f"{limit:+f}" for limit in self.limits)
            case "TOL1" | "TOL0":
                self.mode = "TOL1" if word == "TOL1" else "NOR"
            case "PRE":
                self.instrument.present(Decimal(self.texts["PRE"]))
            case _ if word in _RESOLUTIONS:
                self.instrument.resolution = _RESOLUTIONS[word]
            case _ if word in _MODES:
                self.mode = word
            case _:
                return self._setting(word)
        return ""

    def _setting(self, word: str) -> str:
        switch, text = _SWITCH.fullmatch(word), _TEXT.fullmatch(word)
        if switch and switch[1] in self.switches:
            if switch[2] == "?":
                return f"{switch[1]}{self.switches[switch[1]]}"
            self.switches[switch[1]] = switch[2]
            return ""
        if text:
            if text[2] == "?":
                return self.texts[text[1]]
            self.texts[text[1]] = text[2]
            return ""
        return "ERR1"

    def error(self, kind: str, channel: str | None) -> bytes | None:
        digit = _ERRORS.get(kind)
        return None if digit is None else f"ERR{digit}\r".encode("ascii")


class OptoSimplexSimulator(OptoSimulator):
    """The simplex cable: any byte is a request, and so is a DTR that falls for 110 ms."""

    simplex = True

    def dtr_fell(self, seconds: float) -> list[Sent]:
        return self.measured(None) if self.instrument.is_on and seconds >= 0.11 else []


class MestraSimulator(OptoSimulator):
    """A Trimos column that prints whole lines; `result` names what it measured."""

    identity = "SYLVAC - TRIMOS V600"
    result = "DIAM"
    index = 0

    def shown(self, instrument: SimulatedInstrument) -> str:
        self.index = self.index % 999 + 1
        return f"{self.index:03} {self.result:4}{f'{instrument.display():f}':>10} {instrument.unit}"
