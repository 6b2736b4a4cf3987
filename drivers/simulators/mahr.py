"""Mahr's duplex interface from the instrument's side: the DK-U1 cable, and the Millimar C1202 with its three features.

Sources: Mahr 3723295 (DK-U1, table of commands); Mahr Millimar C1202 manual p. 82.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from drivers.simulators.face import Sent, SimulatedFace
from drivers.simulators.instrument import SimulatedInstrument

_ERRORS = {"format": "ERR2", "refused": "ERR3"}
_NUMBER = r"[+-]\d{1,3}\.\d{3,5}"
_WIDEST_TOLERANCE = Decimal("1.6")
_FEATURES = ("1", "2", "3")

# Settings by the name under which they are asked and answered; what may be written after it.
_SETTINGS = {
    "PRE": re.compile(_NUMBER),
    "TOL": re.compile(rf"({_NUMBER}) ({_NUMBER})"),
    "TOLW": re.compile(r"[0-3]0"),
    "CAL": re.compile(r"\d{8}"),
    "CALN": re.compile(r"\d{8}"),
}
_ECHOED = frozenset({"MM", "IN", "RST", "ABS", "TOL0", "TOL1", "LCK0", "LCK1", "KEY1", "RES0", "RES1", "FA"})
_KEYS = re.compile(r"KEY0(?: ?[0-?]){3}")
_OFF_AFTER = re.compile(r"OFF (000|008|120)")


def duplex_value(shown: Decimal, unit: str) -> str:
    """Sign, leading zeros and unit: `+012.345 mm`, `+0.48602 inch`, `+12.3456 inch`."""
    sign = "-" if shown < 0 else "+"
    whole, _, decimals = f"{abs(shown):f}".partition(".")
    if unit == "mm":
        return f"{sign}{whole:0>3}.{decimals:0<2} mm"
    return f"{sign}{abs(shown):.{6 - len(whole)}f} inch"


def marks(value: Decimal, low: Decimal, high: Decimal) -> str:
    """Below, above or within two limits, as the wire says it."""
    return "<" if value < low else ">" if value > high else "="


class MahrDuplexSimulator(SimulatedFace):
    """An instrument on a DK-U1. `LCK1` locks it: a setting is then ERR4. `streaming` says that `CDT1` was heard."""

    baud = 9600
    identity = "T 4102603 S 12345678"

    def __init__(self, instrument: SimulatedInstrument) -> None:
        super().__init__(instrument)
        self._reset()

    def _reset(self) -> None:
        self.locked = False
        self.in_tolerance_mode = False
        self._keys = "111"
        self._zero = Decimal(0)
        self._kept = {
            "PRE": "+000.000",
            "TOL": "-000.100 +000.100",
            "TOLW": "00",
            "CAL": "31122025",
            "CALN": "31122026",
        }

    def frame(self, channel: str | None) -> bytes:
        shown = self.instrument.display()
        return f"{duplex_value(shown, self.instrument.unit)}{self._marks(shown)}\r".encode("ascii")

    def _marks(self, shown: Decimal) -> str:
        if not self.in_tolerance_mode:
            return ""
        low, high = (Decimal(limit) for limit in self._kept["TOL"].split())
        margin = (high - low) * int(self._kept["TOLW"]) / 100
        warning = f" {marks(shown, low + margin, high - margin)}" if margin else ""
        return f" {marks(shown, low, high)}{warning}"

    def answer(self, command: bytes) -> list[Sent]:
        if not self.instrument.is_on:
            return []
        word = command.decode("ascii", "replace")
        if word == "?":
            return self.measured(None)
        said = self._asked(word) or self._set(word)
        return [Sent(f"{said}\r".encode("ascii"))] if said != "-" else []

    def _asked(self, word: str) -> str:
        """The answer to a question; nothing when it is none."""
        match word:
            case "UN?":
                return self.instrument.unit.upper()
            case "ID?":
                return self.identity
            case "VER?":
                return "VER 1.0"
            case "KEY?":
                return f"KEY {self._keys}"
            case _ if word.endswith("?") and word[:-1] in self._kept:
                return f"{word[:-1]} {self._kept[word[:-1]]}"
        return ""

    def _set(self, word: str) -> str:
        """Obey a command; `-` where the manual gives no answer to it."""
        if self.locked and word != "LCK0":
            return "ERR4"
        name, _, value = word.partition(" ")
        form = _SETTINGS.get(name)
        if form and value:
            return self._keep(name, value) if form.fullmatch(value) else "ERR2"
        match word:
            case "CDT1" | "CDT0":
                self.streaming = word == "CDT1"
                return "-"
            case "PRE1":
                self.instrument.present(Decimal(self._kept["PRE"]))
                return "-"
            case "OFF1":
                self.instrument.switch_off()
                return "OFF"
            case "MM" | "IN":
                self.instrument.unit = word.lower()
            case "TOL1" | "TOL0":
                self.in_tolerance_mode = word == "TOL1"
            case "LCK1" | "LCK0":
                self.locked = word == "LCK1"
            case "RST":
                self.instrument.present(Decimal(0))
            case "RES1" | "RES0" if self.instrument.unit == "in":
                return "ERR3"  # the finer step is in millimetres only
            case "FA":
                self._reset()
        if _KEYS.fullmatch(word):
            self._keys = word.replace(" ", "")[-3:]
            return word
        return word if word in _ECHOED or _OFF_AFTER.fullmatch(word) else "ERR2"

    def _keep(self, name: str, value: str) -> str:
        if name == "TOL":
            low, high = (Decimal(limit) for limit in value.split())
            if not 0 < high - low < _WIDEST_TOLERANCE:
                return "ERR3"
        self._kept[name] = value
        return name

    def error(self, kind: str, channel: str | None) -> bytes | None:
        return f"{_ERRORS[kind]}\r".encode("ascii") if kind in _ERRORS else None


class C1202Simulator(SimulatedFace):
    """A comparator with up to three features; a feature without an instrument, or whose instrument is off, is ERR6.

    `limits` switch the tolerance of a feature on: it then bears its mark.
    """

    baud = 9600

    def __init__(self, instruments: Sequence[SimulatedInstrument]) -> None:
        """Raises ValueError without one instrument, or with more than three."""
        if not 1 <= len(instruments) <= len(_FEATURES):
            raise ValueError(f"one to three features, not {len(instruments)}")
        super().__init__(instruments[0])
        self._instruments = dict(zip(_FEATURES, instruments, strict=False))
        self.limits: dict[str, tuple[Decimal, Decimal]] = {}

    def instrument_at(self, channel: str | None) -> SimulatedInstrument:
        return self._instruments[channel or _FEATURES[0]]

    def frame(self, channel: str | None) -> bytes:
        features = _FEATURES if channel is None else (channel,)
        return f"{';'.join(self._feature(feature) for feature in features)}\r".encode("ascii")

    def _feature(self, feature: str) -> str:
        instrument = self._instruments.get(feature)
        if instrument is None or not instrument.is_on:
            return f"{feature} ERR6"
        shown, limits = instrument.display(), self.limits.get(feature)
        mark = f" {marks(shown, *limits)}" if limits else ""
        return f"{feature} {duplex_value(shown, instrument.unit)}{mark}"

    def answer(self, command: bytes) -> list[Sent]:
        word = command.decode("ascii", "replace")
        match word:
            case "?":
                return self.measured(None)
            case "M1?" | "M2?" | "M3?":
                feature = word[1]
                if feature not in self._instruments or not self._instruments[feature].is_on:
                    return [Sent(b"ERR6\r")]
                return self.measured(feature)
            case "ID?":
                return [Sent(b"1 T 53121202 1 S 26010001 2 T 53121700 2 S 26010002\r")]
            case "DES?":
                return [Sent(b"1 C1202 MAHR 2 N1701PM-2\r")]
            case _:
                return [Sent(b"ERR2\r")]

    def error(self, kind: str, channel: str | None) -> bytes | None:
        return b"ERR6\r" if kind == "no_data" else b"ERR2\r" if kind == "format" else None
