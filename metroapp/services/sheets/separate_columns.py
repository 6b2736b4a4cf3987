"""Sheets that give the nominal, its deviations or its limits in columns of their own: the callout that they make.

A number that could mean two things is refused. Where the callout is written too, it is what counts, and the other
columns must say the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from metroapp.domain.message import Message, Refusal
from metroapp.domain.notation.writing import with_degree, write_deviations, write_number
from metroapp.domain.quantity import Unit, parse_number
from metroapp.services.sheets.part_lines import plain
from metroapp.services.sheets.sheet_columns import SEPARATE, ColumnMap
from metroapp.services.sheets.sheet_titles import IN_MICROMETRES, ends_with_minus

Line = Mapping[str, str]  # the cells of one line, by field; empty ones are absent

NOTHING = ("-", "–", "—", "−", "/", "n/a", "na", "so", "s.o.", "sans objet", "néant")
NOMINAL = re.compile(
    r"(?P<count>[0-9]{1,3} ?[xX×] ?)?(?P<sign>[Øø⌀φΦ∅R]|diam(?:ètre|etre)?\.?|dia\.?)? ?"
    r"(?P<number>[0-9]{1,7}(?:[.,][0-9]{1,9})?) ?(?P<unit>mm|°)?",
    re.IGNORECASE,
)
SYMMETRICAL = re.compile(r"(?P<sign>±|\+ ?/ ?-)? ?(?P<number>[0-9]{1,7}(?:[.,][0-9]{1,9})?) ?(?:mm|µm|μm|°)?")
_MAY_BE_FINE = (
    "upper_deviation", "lower_deviation", "tolerance", "interval", "minimum", "maximum", "standard_uncertainty",
)  # fmt: skip
_CELL_UNIT = re.compile(r"(?<=[0-9]) ?(?P<unit>mm|µm|μm|°)$")
_MICROMETRES = (IN_MICROMETRES, "μm")
DEGREES = ("°", "deg")
_PREFIXES = {
    "Ø": ("ø", "diametre", "diam", "dia", "diameter", "d"),
    "R": ("r", "rayon", "radius"),
}
_ANGLES = ("angle", "angulaire", "angular")
_ONE_NUMBER = {
    "planeite": "planéité", "flatness": "planéité", "rectitude": "rectitude", "straightness": "rectitude",
    "circularite": "circularité", "circularity": "circularité", "roundness": "circularité",
    "cylindricite": "cylindricité", "cylindricity": "cylindricité", "ra": "Ra", "rz": "Rz", "rt": "Rt",
}  # fmt: skip
_TEXTURES = ("Ra", "Rz", "Rt")
UNITS = {
    Unit.MM: ("mm", "millimetre", "millimetres", "millimeter", "millimeters"),
    Unit.ARCSEC: ("deg", "degre", "degres", "degree", "degrees"),
    Unit.UM: ("µm", "μm", "um", "micron", "microns", "micrometre", "micrometres"),
}


class WrongCell(Exception):
    """One cell of a separate column is wrong: its field and what is wrong."""

    def __init__(self, field: str, message: Message) -> None:
        super().__init__(field, message)
        self.field = field
        self.message = message


def wrong_units(columns: ColumnMap) -> dict[str, str]:
    """The fields whose title gives a unit that is not ours, and that unit: nothing is converted but micrometres.

    Guard bands are in the unit of the limits of their own line: a title cannot say it for all.
    """
    return {
        field: unit
        for field, unit in columns.units.items()
        if (unit != "mm" or field == "rule")
        and not (unit in DEGREES and field not in ("length", "fit", "rule"))
        and not (unit == IN_MICROMETRES and field in _MAY_BE_FINE)
    }


def stated(line: Line) -> dict[str, str]:
    """The cells of the separate columns that say something: a dash says nothing."""
    return {field: line[field] for field in SEPARATE if line.get(field, "").casefold() not in ("", *NOTHING)}


def compose(line: Line, columns: ColumnMap) -> tuple[str, str]:
    """The callout of a line, and the field it was made from. Raises `WrongCell`."""
    given, callout = stated(line), line.get("callout", "")
    if not given:
        return callout, "callout"
    field = "callout" if callout else "nominal"
    text = callout or given.get("nominal", "")
    head = NOMINAL.fullmatch(text)
    if text and head is None:
        return text, field
    if head is None:
        return _without_nominal(line, given, columns)
    other = NOMINAL.fullmatch(given.get("nominal", head["number"]))
    if callout and (other is None or decimal_of(other["number"]) != decimal_of(head["number"])):
        raise WrongCell("nominal", Message("sheet.columns_disagree", {"text": given["nominal"], "callout": callout}))
    return _with_nominal(line, given, columns, head), field


def _with_nominal(line: Line, given: Line, columns: ColumnMap, head: re.Match[str]) -> str:
    degree = "°" if _is_angle(line, head, columns) else ""
    sign = (head["sign"] or "").upper()
    prefix = sign if sign in ("", "R") else "Ø"
    nominal = decimal_of(head["number"])
    count = f"{head['count'].strip()} " if head["count"] else ""
    begin = f"{count}{prefix or _prefix(line)}{head['number']}{degree}"
    if "fit" in given:
        return f"{begin} {given['fit']}"
    if "upper_deviation" in given or "lower_deviation" in given:
        lower, upper = _deviations(given, columns)
        return f"{begin} {write_deviations(lower, upper, with_degree(degree))}"
    if "tolerance" in given:
        return f"{begin} {_tolerance(given, columns, degree)}"
    if "interval" in given and (found := SYMMETRICAL.fullmatch(given["interval"])) and found["sign"]:
        return f"{begin} ±{write_number(number_of('interval', given, columns))}{degree}"
    if "minimum" in given or "maximum" in given:
        minimum, maximum = _limits(given, columns)
        if minimum is not None and nominal < minimum:
            raise _outside(head["number"], minimum)
        if maximum is not None and nominal > maximum:
            raise _outside(head["number"], maximum)
        if minimum is not None and maximum is not None:
            return f"{begin} {write_deviations(minimum - nominal, maximum - nominal, with_degree(degree))}"
        return f"{count}{_bounds(minimum, maximum, prefix or _prefix(line), degree)}"
    if "interval" in given:
        raise WrongCell("interval", Message("sheet.interval_alone", {"text": given["interval"]}))
    return begin


def _without_nominal(line: Line, given: Line, columns: ColumnMap) -> tuple[str, str]:
    word = _ONE_NUMBER.get(plain(line.get("kind", "")))
    if "minimum" in given or "maximum" in given:
        minimum, maximum = _limits(given, columns, micrometres=word in _TEXTURES)
        field = "maximum" if maximum is not None else "minimum"
        if word is not None and minimum is None and maximum is not None:
            return f"{word} {write_number(maximum)}", field
        if word in _TEXTURES and minimum is not None:
            both = f" - {write_number(maximum)}" if maximum is not None else ""
            return f"{word} {'' if both else 'min '}{write_number(minimum)}{both}", field
        degree = "°" if _is_angle(line, None, columns) else ""
        return _bounds(minimum, maximum, _prefix(line), degree), field
    if "tolerance" in given and word is not None:
        value = number_of("tolerance", given, columns, micrometres=word in _TEXTURES)
        return f"{word} {write_number(value)}", "tolerance"
    if "fit" in given:
        return given["fit"], "fit"  # `Ø20 H7` in one cell; a class alone is refused by the reader
    raise WrongCell("nominal", Message("sheet.nominal_missing"))


def _deviations(given: Line, columns: ColumnMap) -> tuple[Decimal, Decimal]:
    """Lower and upper: an empty cell is not a zero, and a number under `Tol −` may have lost its sign."""
    for field in ("upper_deviation", "lower_deviation"):
        if field not in given:
            raise WrongCell(field, Message("sheet.deviation_missing"))
    upper, lower = number_of("upper_deviation", given, columns), number_of("lower_deviation", given, columns)
    unsigned = given["lower_deviation"][:1] not in "+-−–"
    if lower > 0 and unsigned and ends_with_minus(columns.title("lower_deviation")):
        raise WrongCell("lower_deviation", Message("sheet.sign_missing", {"text": given["lower_deviation"]}))
    if lower > upper:
        raise _reversed("lower_deviation", given["lower_deviation"], given["upper_deviation"])
    return lower, upper


def _limits(given: Line, columns: ColumnMap, *, micrometres: bool = False) -> tuple[Decimal | None, Decimal | None]:
    minimum, maximum = (
        number_of(field, given, columns, micrometres=micrometres) if field in given else None
        for field in ("minimum", "maximum")
    )
    if minimum is not None and maximum is not None and minimum > maximum:
        raise _reversed("minimum", given["minimum"], given["maximum"])
    return minimum, maximum


def _reversed(field: str, lower: str, upper: str) -> WrongCell:
    return WrongCell(field, Message("sheet.deviations_reversed", {"lower": lower, "upper": upper}))


def _outside(nominal: str, limit: Decimal) -> WrongCell:
    return WrongCell("nominal", Message("sheet.nominal_outside", {"nominal": nominal, "limit": limit}))


def _bounds(minimum: Decimal | None, maximum: Decimal | None, prefix: str, degree: str) -> str:
    if minimum is None or maximum is None:
        word, limit = ("max", maximum) if minimum is None else ("min", minimum)
        assert limit is not None
        return f"{prefix}{write_number(limit)}{degree} {word}"
    return f"{prefix}{write_number(maximum)}{degree} / {prefix}{write_number(minimum)}{degree}"


def _tolerance(given: Line, columns: ColumnMap, degree: str) -> str:
    """`0,1` and `±0,1` are symmetrical; anything else is what follows the nominal on a drawing."""
    if SYMMETRICAL.fullmatch(given["tolerance"]):
        return f"±{write_number(number_of('tolerance', given, columns))}{degree}"
    if columns.units.get("tolerance") == IN_MICROMETRES:
        raise WrongCell("tolerance", Message("number.unreadable", {"text": given["tolerance"]}))
    return given["tolerance"]


def number_of(field: str, given: Line, columns: ColumnMap, *, micrometres: bool = False) -> Decimal:
    """A cell in millimetres, degrees, or micrometres for a texture. Its own unit counts, else that of its title."""
    text = re.sub(r"^[–—]", "-", given[field])
    text = re.sub(r"^(?:±|\+ ?/ ?-) ?", "", text)
    said = _CELL_UNIT.search(text)
    unit = said["unit"] if said else columns.units.get(field)
    try:
        number = parse_number(re.sub(r"(?<=^[+\-−]) ", "", _CELL_UNIT.sub("", text)))
    except Refusal as refusal:
        raise WrongCell(field, refusal.message) from refusal
    if micrometres and unit == "mm":
        return number.scaleb(3)
    return number.scaleb(-3) if unit in _MICROMETRES and not micrometres else number


def _is_angle(line: Line, head: re.Match[str] | None, columns: ColumnMap) -> bool:
    if any(columns.units.get(field) in DEGREES for field in ("callout", *SEPARATE) if field in line):
        return True
    unit = line.get("unit", "")
    said = plain(line.get("kind", "")) in _ANGLES or (unit and unit in "°º˚") or plain(unit) in UNITS[Unit.ARCSEC]
    return bool(said) or (head is not None and head["unit"] == "°")


def _prefix(line: Line) -> str:
    kind = plain(line.get("kind", ""))
    return next((prefix for prefix, words in _PREFIXES.items() if kind in words), "")


def decimal_of(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))
