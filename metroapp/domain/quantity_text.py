"""A quantity as a sheet gives it: a number, and its unit where it is not the one expected (`0,003`, `3 µm`, `2'`).

What is written here is read back the same.
"""

from __future__ import annotations

import re

from metroapp.domain.message import Refusal
from metroapp.domain.notation.writing import write_angle, write_number
from metroapp.domain.quantity import Quantity, Unit, parse_number

_TEXT = re.compile(r"(?P<number>[+-]?[0-9.]+) ?(?P<unit>[^0-9. ]+)?")
_WRITTEN = {Unit.MM: " mm", Unit.UM: " µm", Unit.INCH: " in", Unit.DEG: "°"}
_UNITS = {
    "mm": Unit.MM,
    "µm": Unit.UM,
    "um": Unit.UM,
    "micron": Unit.UM,
    "microns": Unit.UM,
    "in": Unit.INCH,
    "°": Unit.DEG,
    "deg": Unit.DEG,
}


def read_quantity(text: str, expected: Unit) -> Quantity:
    """A number with its unit, or without it in the `expected` one; an angle in minutes and seconds stays exact.

    Refuses `unit.unknown`, as `parse_number`, and `callout.look_alike`, `callout.sexagesimal`,
    `callout.angle_too_large`.
    """
    from metroapp.domain.notation.angle import read_exact_angle  # the window opens without the readers of callouts
    from metroapp.domain.notation.signs import tidy

    spelled = tidy(text)
    if "'" in spelled or '"' in spelled:
        seconds = read_exact_angle(spelled)
        if seconds is None:
            raise Refusal("number.unreadable", text=text)
        return Quantity(seconds, Unit.ARCSEC)
    found = _TEXT.fullmatch(spelled)
    if found is None:
        raise Refusal("number.unreadable", text=text)
    unit = expected if found["unit"] is None else _UNITS.get(found["unit"].lower())
    if unit is None:
        raise Refusal("unit.unknown", text=found["unit"])
    return Quantity(parse_number(found["number"]), unit)


def write_quantity(given: Quantity) -> str:
    """A quantity with its unit, that `read_quantity` gives back whatever unit it expects."""
    if given.unit is Unit.ARCSEC:
        return write_angle(given.value)
    return f"{write_number(given.value)}{_WRITTEN[given.unit]}"


def with_unit(text: str, unit: str | None) -> str:
    """A cell with the unit that the title of its column says; its own counts first."""
    return f"{text} {unit}" if unit and text[-1:].isdigit() else text
