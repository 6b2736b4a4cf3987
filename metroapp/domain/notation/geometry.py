"""Geometrical tolerances of ISO 1101:2017, by their sign or in French words, with their zone, modifiers and datums."""

from __future__ import annotations

import re
from decimal import Decimal

from metroapp.domain.callout import Callout, Derivation, Kind, Rule, Symbol, Zone
from metroapp.domain.message import Refusal
from metroapp.domain.notation.context import Written
from metroapp.domain.notation.modifiers import contradict, take_from_datum, take_from_geometry
from metroapp.domain.notation.signs import NUMBER, SYMBOL_SIGNS, unaccented
from metroapp.domain.quantity import Unit

# Words of French drawings, without accents: sheets are typed in a hurry. The longest are tried first.
_WORDS: dict[str, Symbol] = {
    "rectitude": Symbol.STRAIGHTNESS,
    "planeite": Symbol.FLATNESS,
    "circularite": Symbol.ROUNDNESS,
    "cylindricite": Symbol.CYLINDRICITY,
    "profil d'une ligne quelconque": Symbol.LINE_PROFILE,
    "profil d'une ligne": Symbol.LINE_PROFILE,
    "profil de ligne": Symbol.LINE_PROFILE,
    "forme d'une ligne quelconque": Symbol.LINE_PROFILE,
    "forme d'une ligne": Symbol.LINE_PROFILE,
    "profil d'une surface quelconque": Symbol.SURFACE_PROFILE,
    "profil d'une surface": Symbol.SURFACE_PROFILE,
    "profil de surface": Symbol.SURFACE_PROFILE,
    "forme d'une surface quelconque": Symbol.SURFACE_PROFILE,
    "forme d'une surface": Symbol.SURFACE_PROFILE,
    "parallelisme": Symbol.PARALLELISM,
    "//": Symbol.PARALLELISM,
    "perpendicularite": Symbol.PERPENDICULARITY,
    "inclinaison": Symbol.ANGULARITY,
    "angularite": Symbol.ANGULARITY,
    "localisation": Symbol.POSITION,
    "position": Symbol.POSITION,
    "coaxialite": Symbol.COAXIALITY,
    "concentricite": Symbol.COAXIALITY,
    "symetrie": Symbol.SYMMETRY,
    "battement total": Symbol.TOTAL_RUN_OUT,
    "battement circulaire": Symbol.CIRCULAR_RUN_OUT,
    "battement simple": Symbol.CIRCULAR_RUN_OUT,
    "battement radial": Symbol.CIRCULAR_RUN_OUT,
    "battement axial": Symbol.CIRCULAR_RUN_OUT,
    "battement circulaire radial": Symbol.CIRCULAR_RUN_OUT,
    "battement circulaire axial": Symbol.CIRCULAR_RUN_OUT,
    "battement total radial": Symbol.TOTAL_RUN_OUT,
    "battement total axial": Symbol.TOTAL_RUN_OUT,
    "↗↗": Symbol.TOTAL_RUN_OUT,
    "battement": Symbol.CIRCULAR_RUN_OUT,
    # Sheets with English titles have English words.
    "straightness": Symbol.STRAIGHTNESS,
    "flatness": Symbol.FLATNESS,
    "roundness": Symbol.ROUNDNESS,
    "circularity": Symbol.ROUNDNESS,
    "cylindricity": Symbol.CYLINDRICITY,
    "line profile": Symbol.LINE_PROFILE,
    "profile of a line": Symbol.LINE_PROFILE,
    "surface profile": Symbol.SURFACE_PROFILE,
    "profile of a surface": Symbol.SURFACE_PROFILE,
    "parallelism": Symbol.PARALLELISM,
    "perpendicularity": Symbol.PERPENDICULARITY,
    "squareness": Symbol.PERPENDICULARITY,
    "angularity": Symbol.ANGULARITY,
    "true position": Symbol.POSITION,
    "coaxiality": Symbol.COAXIALITY,
    "concentricity": Symbol.COAXIALITY,
    "symmetry": Symbol.SYMMETRY,
    "circular run-out": Symbol.CIRCULAR_RUN_OUT,
    "circular runout": Symbol.CIRCULAR_RUN_OUT,
    "total run-out": Symbol.TOTAL_RUN_OUT,
    "total runout": Symbol.TOTAL_RUN_OUT,
}
_LONGEST_FIRST = sorted(_WORDS, key=len, reverse=True)
_SIGNS = {sign: symbol for symbol, signs in SYMBOL_SIGNS.items() for sign in signs}
_VALUE = re.compile(
    rf"[ =≤]*(?P<zone>SØ|Ø)? ?(?P<value>{NUMBER})(?: ?mm(?![A-Za-z]))?"
    rf"(?P<per>/{NUMBER}(?:x{NUMBER})?)?(?: max(?:i|\.)?)?"
)
# Between the boxes of a frame typed on one line: bars, commas, semicolons, a slash before a datum.
_BARS = re.compile(r"[|;]|,(?= ?[A-Z])| ?/ ?(?=[A-Z])")
_LENGTH = re.compile(rf" ?L ?=? ?(?P<length>{NUMBER})(?: ?mm)?")
_BARE_MODIFIER = re.compile(r" ?(?P<letter>[ML])(?P<rest>(?: [A-Z](?![A-Za-z])[^ ]*)+)")
_DATUM = re.compile(r"[A-Z](?:-[A-Z]){0,2}")
_CYLINDRICAL_MEANS_NOTHING = (
    Symbol.FLATNESS, Symbol.ROUNDNESS, Symbol.CYLINDRICITY, Symbol.LINE_PROFILE, Symbol.SURFACE_PROFILE,
    Symbol.SYMMETRY, Symbol.CIRCULAR_RUN_OUT, Symbol.TOTAL_RUN_OUT,
)  # fmt: skip
_MOST_DATUMS = 3
_ZONES = {"Ø": Zone.CYLINDRICAL, "SØ": Zone.SPHERICAL, None: None}


def read_geometry(written: Written) -> Callout | None:
    """A geometrical tolerance in millimetres; None where the text does not begin with its sign or its name."""
    text = written.tidy
    if text.endswith("]") and text[:1] == "[" and text[1:].lstrip()[:1] in _SIGNS:
        text = text[1:-1].strip()
    symbol, rest = _head(text)
    if symbol is None:
        return None
    rest = " ".join(_BARS.sub(" ", rest.removeprefix(":").replace(" :", " ")).split())
    found = _VALUE.match(rest)
    if found is None:
        return _general(written, symbol, rest)
    value = Decimal(found["value"])
    after, modifiers = take_from_geometry(rest[found.end() :])
    if not modifiers and (bare := _BARE_MODIFIER.fullmatch(after)):
        # `position Ø0,1 M A B C`: M or L typed without its circle, between the value and the datums.
        modifiers, after = (bare["letter"],), bare["rest"]
    if contradict(modifiers):
        raise Refusal("callout.modifiers_contradict", callout=written.text)
    if found["per"]:
        modifiers = (*modifiers, found["per"])
    datums, datum_modifiers = _datums(written, symbol, after)
    if value == 0 and not {"M", "L"} & set(modifiers):
        raise Refusal("callout.zero_tolerance", callout=written.text)
    zone = _ZONES[found["zone"]]
    if zone is not None and symbol in _CYLINDRICAL_MEANS_NOTHING:
        raise Refusal("callout.zone_meaningless", callout=written.text, symbol=symbol)
    _require_datums(written, symbol, datums)
    return Callout(
        written.text,
        Kind.GEOMETRIC,
        None,
        None,
        value,
        Unit.MM,
        Derivation(Rule.UPPER_BOUND, upper_deviation=value, tolerance=value),
        symbol=symbol,
        datums=datums,
        zone=zone,
        modifiers=modifiers,
        datum_modifiers=datum_modifiers,
    )


def _head(text: str) -> tuple[Symbol | None, str]:
    """The characteristic that a text begins with, and the rest."""
    if text[:1] in _SIGNS and not text.startswith("↗↗"):
        return _SIGNS[text[0]], text[1:]
    plain = unaccented(text)
    for word in _LONGEST_FIRST:
        if plain.startswith(word) and not plain[len(word) : len(word) + 1].isalpha():
            return _WORDS[word], text[len(word) :]
    return None, text


def _datums(written: Written, symbol: Symbol, text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The datums of the frame in order of precedence, and the modifiers of each."""
    datums: list[str] = []
    modifiers: list[str] = []
    for piece in re.sub(r" (?=[(\[])|(?<=[A-Z)]) ?- ?(?=[A-Z])", _joined, text).split():
        name, taken = take_from_datum(piece)
        if contradict(taken):
            raise Refusal("callout.modifiers_contradict", callout=written.text)
        if not _DATUM.fullmatch(name):
            raise Refusal("callout.datum_unreadable", callout=written.text, found=piece)
        datums.append(name)
        modifiers.append("".join(taken))
    bare = next((name for name in datums[1:] if name in ("M", "L")), None)
    if bare is not None or (len(datums) == 1 and datums[0] in ("M", "L")):
        raise Refusal("callout.modifier_or_datum", callout=written.text, letter=bare or datums[0])
    if len(datums) > _MOST_DATUMS or len(set(datums)) != len(datums):
        raise Refusal("callout.datums_too_many", callout=written.text)
    return tuple(datums), tuple(modifiers) if any(modifiers) else ()


def _joined(gap: re.Match[str]) -> str:
    """`A (M)` is one datum and its modifier; `A - B` is one common datum."""
    return gap[0].strip()


def _require_datums(written: Written, symbol: Symbol, datums: tuple[str, ...]) -> None:
    if symbol.is_form and datums:
        raise Refusal("callout.datum_unexpected", callout=written.text)
    if symbol.needs_datum and not datums:
        raise Refusal("callout.datum_missing", callout=written.text)


def _general(written: Written, symbol: Symbol, rest: str) -> Callout:
    """A characteristic without a value takes the general tolerance of ISO 2768-2, for the length of its line."""
    general, length = written.context.general, written.context.length
    if found := _LENGTH.search(rest):
        length, rest = Decimal(found["length"]), (rest[: found.start()] + rest[found.end() :]).strip()
    if general is None or rest.replace(" ", ""):
        datums, _ = _datums(written, symbol, rest)
        if general is None or (symbol.is_form and datums):
            raise Refusal("callout.no_tolerance", callout=written.text)
    else:
        datums = ()
    tolerance = general.geometrical(symbol, length)
    return Callout(
        written.text,
        Kind.GEOMETRIC,
        None,
        None,
        tolerance.deviation,
        Unit.MM,
        Derivation(
            Rule.GENERAL,
            upper_deviation=tolerance.deviation,
            tolerance=tolerance.deviation,
            over=tolerance.over,
            up_to=tolerance.up_to,
            table=tolerance.table,
        ),
        symbol=symbol,
        datums=datums,
    )
