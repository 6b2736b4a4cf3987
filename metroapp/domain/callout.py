"""Callouts: what is written on the drawing, read as a metrologist would.

A callout becomes its limits, with the derivation that led to them. What cannot be read is refused with the reason;
nothing is guessed. Lengths are in millimetres, surface texture in micrometres.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from metroapp.domain.iso286 import Iso286Tables
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import Unit

LONGEST_CALLOUT = 120


class Kind(Enum):
    """What a callout specifies."""

    DIAMETER = "diameter"
    LENGTH = "length"
    RADIUS = "radius"
    CHAMFER = "chamfer"
    THREAD = "thread"
    GEOMETRIC = "geometric"
    ROUGHNESS = "roughness"
    ATTRIBUTE = "attribute"

    @property
    def is_size(self) -> bool:
        """Whether the callout bounds a linear size, whose nature (external, internal…) must be known."""
        return self in (Kind.DIAMETER, Kind.LENGTH)


class Nature(Enum):
    """Which kind of feature a size belongs to."""

    EXTERNAL = "external"
    INTERNAL = "internal"
    STEP = "step"
    DEPTH = "depth"
    CENTRE_DISTANCE = "centre_distance"


class Symbol(Enum):
    """Geometrical characteristics of ISO 1101, by their English name."""

    STRAIGHTNESS = "straightness"
    FLATNESS = "flatness"
    ROUNDNESS = "roundness"
    CYLINDRICITY = "cylindricity"
    PARALLELISM = "parallelism"
    PERPENDICULARITY = "perpendicularity"
    ANGULARITY = "angularity"
    POSITION = "position"
    COAXIALITY = "coaxiality"
    SYMMETRY = "symmetry"
    CIRCULAR_RUN_OUT = "circular_run_out"
    TOTAL_RUN_OUT = "total_run_out"

    @property
    def is_form(self) -> bool:
        """Form tolerances refer to no datum; all the others do (ISO 1101)."""
        return self in (Symbol.STRAIGHTNESS, Symbol.FLATNESS, Symbol.ROUNDNESS, Symbol.CYLINDRICITY)


class Rule(Enum):
    """Where limits come from."""

    FIT = "fit"
    DEVIATIONS = "deviations"
    UPPER_BOUND = "upper_bound"
    GAUGED = "gauged"
    OBSERVED = "observed"


@dataclass(frozen=True, slots=True)
class Derivation:
    """How the limits were found. Deviations and the tolerance interval are in the unit of the callout."""

    rule: Rule
    lower_deviation: Decimal | None = None
    upper_deviation: Decimal | None = None
    tolerance: Decimal | None = None
    grade: str | None = None
    over: Decimal | None = None
    up_to: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Callout:
    """One callout, read. A limit that does not exist is None, never zero."""

    text: str
    kind: Kind
    nominal: Decimal | None
    lower_limit: Decimal | None
    upper_limit: Decimal | None
    unit: Unit | None
    derivation: Derivation
    nature: Nature | None = None  # proposed by the letter case of a fit; None where the callout does not tell
    symbol: Symbol | None = None
    datums: tuple[str, ...] = ()
    parameter: str | None = None  # of surface texture: Ra, Rz, Rt
    multiplicity: int = 1

    @property
    def mid_limit(self) -> Decimal | None:
        """The middle of the tolerance interval, exact."""
        if self.lower_limit is None or self.upper_limit is None:
            return None
        return (self.lower_limit + self.upper_limit) / 2

    @property
    def tolerance_interval(self) -> Decimal | None:
        if self.lower_limit is None or self.upper_limit is None:
            return None
        return self.upper_limit - self.lower_limit

    @property
    def decimals(self) -> int:
        """Decimals of the limits, with which the requirement is printed."""
        limits = [limit for limit in (self.lower_limit, self.upper_limit) if limit is not None]
        return max((_decimals(limit) for limit in limits), default=0)


_NUMBER = r"\d{1,7}(?:\.\d{1,6})?"
_PREFIX = r"(?P<prefix>Ø|R|C)?"
_DEVIATION = rf"(?:[+-]\s?{_NUMBER}|0(?:\.0{{1,6}})?)"
_SIZE_AND_FIT = re.compile(rf"{_PREFIX} ?(?P<nominal>{_NUMBER}) ?(?P<fit>[A-Za-z]{{1,2}}\d{{1,2}})")
_SYMMETRICAL = re.compile(rf"{_PREFIX} ?(?P<nominal>{_NUMBER}) ?± ?(?P<deviation>{_NUMBER})")
_TWO_DEVIATIONS = re.compile(
    rf"{_PREFIX} ?(?P<nominal>{_NUMBER}) (?P<first>{_DEVIATION}) ?[/; ] ?(?P<second>{_DEVIATION})"
    rf"|{_PREFIX.replace('prefix', 'prefix2')} ?(?P<nominal2>{_NUMBER}) ?(?P<first2>[+-]\s?{_NUMBER}) ?[/;] ?"
    rf"(?P<second2>{_DEVIATION})"
)
_ROUGHNESS = re.compile(rf"(?P<parameter>Ra|Rz|Rt) ?(?:max ?)?(?P<limit>{_NUMBER})")
_THREAD = re.compile(
    rf"M ?(?P<diameter>{_NUMBER})(?: ?x ?(?P<pitch>{_NUMBER}))?(?: ?- ?(?P<fit>(?:\d[A-Za-z]){{1,2}}))?"
)
_GEOMETRIC = re.compile(
    rf"(?P<word>[^\W\dØ]+(?: [^\W\dØ]+)?) ?(?P<zone>Ø ?)?(?P<limit>{_NUMBER})(?P<datums>(?:[ -][A-Z]){{0,4}})"
)

_KIND_OF_PREFIX = {"Ø": Kind.DIAMETER, "R": Kind.RADIUS, "C": Kind.CHAMFER, None: Kind.LENGTH}

# Words of French drawings; without accents as well, since sheets are typed in a hurry.
_SYMBOL_WORDS = {
    "rectitude": Symbol.STRAIGHTNESS,
    "⏤": Symbol.STRAIGHTNESS,
    "planéité": Symbol.FLATNESS,
    "planeite": Symbol.FLATNESS,
    "circularité": Symbol.ROUNDNESS,
    "circularite": Symbol.ROUNDNESS,
    "cylindricité": Symbol.CYLINDRICITY,
    "cylindricite": Symbol.CYLINDRICITY,
    "parallélisme": Symbol.PARALLELISM,
    "parallelisme": Symbol.PARALLELISM,
    "perpendicularité": Symbol.PERPENDICULARITY,
    "perpendicularite": Symbol.PERPENDICULARITY,
    "inclinaison": Symbol.ANGULARITY,
    "localisation": Symbol.POSITION,
    "position": Symbol.POSITION,
    "coaxialité": Symbol.COAXIALITY,
    "coaxialite": Symbol.COAXIALITY,
    "symétrie": Symbol.SYMMETRY,
    "symetrie": Symbol.SYMMETRY,
    "battement": Symbol.CIRCULAR_RUN_OUT,
    "battement total": Symbol.TOTAL_RUN_OUT,
}

_ATTRIBUTE_WORDS = ("attribut", "visuel")


def _normalised(text: str) -> str:
    """One spelling for the signs that drawings and keyboards vary: comma, diameter, times, minus, plus-or-minus."""
    tidy = re.sub(r"\s+", " ", text.strip())
    tidy = re.sub(r"(?<=\d),(?=\d)", ".", tidy)
    for signs, sign in (("ø⌀φΦ", "Ø"), ("×✕", "x"), ("−–‒", "-")):
        for variant in signs:
            tidy = tidy.replace(variant, sign)
    tidy = re.sub(r"\+ ?/ ?-", "±", tidy)
    return re.sub(r"^diam\.? ?(?=\d)", "Ø", tidy, flags=re.IGNORECASE)


def read_callout(text: str, tables: Iso286Tables) -> Callout:
    """Read one callout as written on the drawing (`Ø20 h7`, `35 ±0,1`, `Ra 1,6`, `M12x1,75-6g`, `planéité 0,05`…).

    Raises a refusal with its reason: `callout.empty`, `callout.too_long`, `callout.unreadable`,
    `callout.no_tolerance`, `callout.contradictory`, `callout.datum_missing`, `callout.datum_unexpected`, `fit.*`.
    """
    if not text.strip():
        raise Refusal("callout.empty")
    if len(text) > LONGEST_CALLOUT:
        raise Refusal("callout.too_long", longest=LONGEST_CALLOUT)
    tidy = _normalised(text)
    written = text.strip()
    for reader in _READERS:
        callout = reader(tidy, written, tables)
        if callout is not None:
            return callout
    if re.fullmatch(rf"{_PREFIX} ?{_NUMBER}", tidy):
        raise Refusal("callout.no_tolerance", callout=written)
    raise Refusal("callout.unreadable", callout=written)


def _read_attribute(tidy: str, written: str, _tables: Iso286Tables) -> Callout | None:
    if tidy.casefold() not in _ATTRIBUTE_WORDS:
        return None
    return Callout(written, Kind.ATTRIBUTE, None, None, None, None, Derivation(Rule.OBSERVED))


def _read_thread(tidy: str, written: str, _tables: Iso286Tables) -> Callout | None:
    found = _THREAD.fullmatch(tidy)
    if not found:
        return None
    fit = found["fit"] or ""
    nature = None
    if fit:
        nature = Nature.INTERNAL if fit[-1].isupper() else Nature.EXTERNAL
    return Callout(
        written, Kind.THREAD, Decimal(found["diameter"]), None, None, Unit.MM, Derivation(Rule.GAUGED), nature=nature
    )


def _read_roughness(tidy: str, written: str, _tables: Iso286Tables) -> Callout | None:
    found = _ROUGHNESS.fullmatch(tidy)
    if not found:
        return None
    limit = Decimal(found["limit"])
    derivation = Derivation(Rule.UPPER_BOUND, upper_deviation=limit)
    return Callout(written, Kind.ROUGHNESS, None, None, limit, Unit.UM, derivation, parameter=found["parameter"])


def _read_geometric(tidy: str, written: str, _tables: Iso286Tables) -> Callout | None:
    found = _GEOMETRIC.fullmatch(tidy)
    symbol = _SYMBOL_WORDS.get(found["word"].casefold()) if found else None
    if not found or symbol is None:
        return None
    datums = tuple(re.findall(r"[A-Z]", found["datums"]))
    if symbol.is_form and datums:
        raise Refusal("callout.datum_unexpected", callout=written)
    if not symbol.is_form and not datums:
        raise Refusal("callout.datum_missing", callout=written)
    limit = Decimal(found["limit"])
    derivation = Derivation(Rule.UPPER_BOUND, upper_deviation=limit, tolerance=limit)
    return Callout(written, Kind.GEOMETRIC, None, None, limit, Unit.MM, derivation, symbol=symbol, datums=datums)


def _read_fit(tidy: str, written: str, tables: Iso286Tables) -> Callout | None:
    found = _SIZE_AND_FIT.fullmatch(tidy)
    if not found or found["prefix"] in ("R", "C"):
        return None
    nominal = Decimal(found["nominal"])
    limits = tables.limits(nominal, tables.tolerance_class(found["fit"]))
    derivation = Derivation(
        Rule.FIT,
        lower_deviation=limits.lower_deviation,
        upper_deviation=limits.upper_deviation,
        tolerance=limits.tolerance,
        grade=f"IT{limits.tolerance_class.grade}",
        over=limits.over,
        up_to=limits.up_to,
    )
    nature = Nature.INTERNAL if limits.tolerance_class.is_hole else Nature.EXTERNAL
    return _size(written, found["prefix"], nominal, derivation, nature)


def _read_symmetrical(tidy: str, written: str, _tables: Iso286Tables) -> Callout | None:
    found = _SYMMETRICAL.fullmatch(tidy)
    if not found:
        return None
    deviation = Decimal(found["deviation"])
    return _deviations(written, found["prefix"], Decimal(found["nominal"]), -deviation, deviation)


def _read_two_deviations(tidy: str, written: str, _tables: Iso286Tables) -> Callout | None:
    found = _TWO_DEVIATIONS.fullmatch(tidy)
    if not found:
        return None
    first, second = (Decimal((found[name] or found[f"{name}2"]).replace(" ", "")) for name in ("first", "second"))
    nominal = Decimal(found["nominal"] or found["nominal2"])
    prefix = found["prefix"] or found["prefix2"]
    return _deviations(written, prefix, nominal, min(first, second), max(first, second))


def _deviations(written: str, prefix: str | None, nominal: Decimal, lower: Decimal, upper: Decimal) -> Callout:
    if lower == upper:
        raise Refusal("callout.contradictory", callout=written)
    derivation = Derivation(Rule.DEVIATIONS, lower_deviation=lower, upper_deviation=upper, tolerance=upper - lower)
    return _size(written, prefix, nominal, derivation, None)


def _size(written: str, prefix: str | None, nominal: Decimal, derivation: Derivation, nature: Nature | None) -> Callout:
    """A nominal and two deviations; both limits are given with the same number of decimals."""
    assert derivation.lower_deviation is not None and derivation.upper_deviation is not None
    lower, upper = nominal + derivation.lower_deviation, nominal + derivation.upper_deviation
    if lower < 0:
        raise Refusal("callout.contradictory", callout=written)
    step = Decimal(1).scaleb(-max(_decimals(lower), _decimals(upper)))
    return Callout(
        written,
        _KIND_OF_PREFIX[prefix],
        nominal,
        lower.quantize(step),
        upper.quantize(step),
        Unit.MM,
        derivation,
        nature=nature,
    )


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


_READERS: tuple[Callable[[str, str, Iso286Tables], Callout | None], ...] = (
    _read_attribute,
    _read_thread,
    _read_roughness,
    _read_symmetrical,
    _read_two_deviations,
    _read_fit,
    _read_geometric,
)
