"""A geometric method as it is typed in a part sheet and in the editor.

`exploration`, `exploration 3 sections`, `points 3 x 4 au pas de 20 x 25`, `points 9 au pas de 10`,
`diamètres 4, 3 sections`, `vé 90°, 3 lobes`, `équerre`, `coulisse`, `barre sinus 100, 30°`, `excentration`,
`retournement`, `coordonnées 30 ; 20`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache

from metroapp.domain.callout import Symbol
from metroapp.domain.geometric_method import WAYS, GeometricMethod, Way, fewest_sections
from metroapp.domain.message import Refusal
from metroapp.domain.notation.writing import write_number
from metroapp.domain.quantity import parse_number

LONGEST = 100  # characters
EXAMPLES: dict[Way, str] = {
    Way.SWEEP: "exploration",
    Way.GRID: "points 3 x 4 au pas de 20 x 25",
    Way.LINE: "points 9 au pas de 10",
    Way.DIAMETERS: "diamètres 4",
    Way.V_BLOCK: "vé 90°, 3 lobes",
    Way.SQUARE: "équerre",
    Way.SLIDE: "coulisse",
    Way.SINE_BAR: "barre sinus 100, 30°",
    Way.ECCENTRICITY: "excentration",
    Way.TURNED_OVER: "retournement",
    Way.CO_ORDINATES: "coordonnées 30 ; 20",
}
_N, _SIZE = r"(\d{1,3})", r"(\d{1,5}(?:[.,]\d{1,6})?)"
_SIGNED = r"([+\-]?\d{1,5}(?:[.,]\d{1,6})?)"
_AND = r" ?[,;]? ?"
_SECTIONS = rf"(?:{_AND}{_N} ?(?:sections?|endroits?|lignes?))?"
_SWEPT = {
    "exploration": Way.SWEEP,
    "balayage": Way.SWEEP,
    "sweep": Way.SWEEP,
    "equerre": Way.SQUARE,
    "square": Way.SQUARE,
    "coulisse": Way.SLIDE,
    "slide": Way.SLIDE,
    "excentration": Way.ECCENTRICITY,
    "eccentricity": Way.ECCENTRICITY,
    "retournement": Way.TURNED_OVER,
    "turned over": Way.TURNED_OVER,
}
_NAMES = "|".join(_SWEPT)
_STEP = r"(?:au )?pas (?:de )?"
_SQUARES = rf"(?:{_AND}(moindres carres|least squares))?"


@lru_cache(maxsize=512)
def read_method(text: str) -> GeometricMethod:
    """The method that a text says. Refuses `geometric_method.unknown`, and as `GeometricMethod`."""
    words = _folded(text)
    if len(words) <= LONGEST:
        for pattern, made in _READERS:
            found = pattern.fullmatch(words)
            if found is not None:
                return made(found)
    raise Refusal("geometric_method.unknown", text=text[:LONGEST], known=tuple(EXAMPLES.values()))


def write_method(method: GeometricMethod) -> str:
    """The text that `read_method` gives back."""
    several = {Way.LINE: "lignes", Way.TURNED_OVER: "endroits"}.get(method.way, "sections")
    sections = "" if method.sections == 1 else f"{method.sections} {several}"
    squares = "moindres carrés" if method.by_squares else ""
    match method.way:
        case Way.GRID:
            steps = f"{_number(method.step)} x {_number(method.row_step)}"
            return _joined(f"points {method.rows} x {method.points} au pas de {steps}", squares)
        case Way.LINE:
            return _joined(f"points {method.points} au pas de {_number(method.step)}", sections, squares)
        case Way.DIAMETERS:
            return _joined(f"diamètres {method.points}", sections)
        case Way.V_BLOCK:
            return _joined(f"vé {_number(method.angle)}°, {method.lobes} lobes", sections)
        case Way.SINE_BAR:
            return f"barre sinus {_number(method.length)}, {_number(method.angle)}°"
        case Way.CO_ORDINATES:
            return f"coordonnées {' ; '.join(map(_number, method.places))}"
    return f"{EXAMPLES[method.way]} {sections}".rstrip()


def proposed_for(symbol: Symbol | None) -> tuple[str, ...]:
    """The methods of a symbol as texts to begin with."""
    if symbol is None:
        return ()
    wanted = {way: fewest_sections(way, symbol) for way in WAYS[symbol]}
    return tuple(_joined(EXAMPLES[way], "" if least == 1 else f"{least} sections") for way, least in wanted.items())


def _grid(found: re.Match[str]) -> GeometricMethod:
    rows, columns, step, row_step, squares = found.groups()
    return GeometricMethod(
        Way.GRID, points=int(columns), rows=int(rows), step=parse_number(step), row_step=parse_number(row_step or step),
        by_squares=squares is not None,
    )  # fmt: skip


def _line(found: re.Match[str]) -> GeometricMethod:
    points, step, lines, squares = found.groups()
    return GeometricMethod(
        Way.LINE, int(lines or 1), int(points), step=parse_number(step), by_squares=squares is not None
    )


def _diameters(found: re.Match[str]) -> GeometricMethod:
    points, sections = found.groups()
    return GeometricMethod(Way.DIAMETERS, int(sections or 1), int(points))


def _v_block(found: re.Match[str]) -> GeometricMethod:
    angle, lobes, sections = found.groups()
    return GeometricMethod(Way.V_BLOCK, int(sections or 1), angle=parse_number(angle), lobes=int(lobes))


def _sine_bar(found: re.Match[str]) -> GeometricMethod:
    length, angle = found.groups()
    return GeometricMethod(Way.SINE_BAR, length=parse_number(length), angle=parse_number(angle))


def _co_ordinates(found: re.Match[str]) -> GeometricMethod:
    return GeometricMethod(Way.CO_ORDINATES, places=tuple(parse_number(one) for one in found.groups() if one))


def _swept(found: re.Match[str]) -> GeometricMethod:
    name, sections = found.groups()
    return GeometricMethod(_SWEPT[name], int(sections or 1))


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], GeometricMethod]], ...] = (
    (re.compile(rf"({_NAMES}){_SECTIONS}"), _swept),
    (re.compile(rf"points? {_N} ?[x*] ?{_N}{_AND}{_STEP}{_SIZE}(?: ?[x*] ?{_SIZE})?(?: mm)?{_SQUARES}"), _grid),
    (re.compile(rf"points? {_N}{_AND}{_STEP}{_SIZE}(?: mm)?{_SECTIONS}{_SQUARES}"), _line),
    (re.compile(rf"diametres? {_N}{_SECTIONS}"), _diameters),
    (re.compile(rf"(?:ve|v) {_SIZE} ?°?{_AND}{_N} lobes?{_SECTIONS}"), _v_block),
    (re.compile(rf"barre sinus {_SIZE}(?: mm)?{_AND}{_SIZE} ?°?"), _sine_bar),
    (re.compile(rf"coordonnees {_SIGNED}(?: ?; ?{_SIGNED})?(?: ?; ?{_SIGNED})?(?: mm)?"), _co_ordinates),
)


def _folded(text: str) -> str:
    """Lower case, without accents, signs of one kind, single spaces."""
    signs = text.replace("×", "x").replace("−", "-").replace("\u00a0", " ").replace("\u202f", " ").replace("º", "°")
    letters = unicodedata.normalize("NFKD", signs.casefold())
    return " ".join("".join(sign for sign in letters if not unicodedata.combining(sign)).split())


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _number(value: Decimal | None) -> str:
    return "" if value is None else write_number(value)
