"""A callout and the columns beside it must say the same: the cells of a line that contradict its callout."""

from __future__ import annotations

from collections.abc import Callable

from metroapp.domain.callout import Callout
from metroapp.domain.message import Message, Refusal
from metroapp.domain.notation.writing import write_number
from metroapp.domain.quantity import ARCSEC_PER_DEGREE, Unit
from metroapp.services.sheets.part_lines import plain
from metroapp.services.sheets.separate_columns import (
    NOMINAL,
    NOTHING,
    SYMMETRICAL,
    UNITS,
    Line,
    WrongCell,
    decimal_of,
    number_of,
    stated,
)
from metroapp.services.sheets.sheet_columns import ColumnMap


def disagreements(
    line: Line, columns: ColumnMap, callout: Callout, read: Callable[[str], Callout]
) -> list[tuple[str, Message]]:
    """The separate cells that contradict the callout of their line."""
    found: list[tuple[str, Message]] = []
    if unit := _wrong_unit(line.get("unit", ""), callout):
        found.append(("unit", unit))
    for field, text in stated(line).items():
        try:
            agrees = _agrees(field, line, columns, callout, read)
        except WrongCell as wrong:
            found.append((wrong.field, wrong.message))
        else:
            if not agrees:
                found.append((field, Message("sheet.columns_disagree", {"text": text, "callout": callout.text})))
    return found


def _agrees(field: str, line: Line, columns: ColumnMap, callout: Callout, read: Callable[[str], Callout]) -> bool:
    given = stated(line)
    limits = (callout.lower_limit, callout.upper_limit)
    symmetrical = SYMMETRICAL.fullmatch(given[field])
    if field == "fit" or (field == "tolerance" and symmetrical is None):
        if callout.nominal is None:
            return True
        try:
            other = read(f"{write_number(callout.nominal)} {given[field]}")
        except Refusal as refusal:
            raise WrongCell(field, refusal.message) from refusal
        return (other.lower_limit, other.upper_limit) == limits
    head = NOMINAL.fullmatch(given["nominal"]) if field == "nominal" else None
    if field == "nominal" and head is None:
        return True  # it is the callout itself
    number = (
        decimal_of(head["number"])
        if head is not None
        else number_of(field, given, columns, micrometres=callout.unit is Unit.UM)
    )
    if callout.unit is Unit.ARCSEC:
        number *= ARCSEC_PER_DEGREE
    match field:
        case "minimum":
            return number == callout.lower_limit
        case "maximum":
            return number == callout.upper_limit
        case "interval":
            doubled = number * 2 if symmetrical and symmetrical["sign"] else number
            return doubled == (callout.tolerance_interval if callout.lower_limit is not None else callout.upper_limit)
        case "nominal" if callout.nominal is None:
            return (limits[0] is None or number >= limits[0]) and (limits[1] is None or number <= limits[1])
        case "nominal":
            return number == callout.nominal
    if callout.nominal is None:
        return field == "tolerance" and number == callout.upper_limit and callout.lower_limit is None
    if field == "tolerance":
        return (callout.nominal - number, callout.nominal + number) == limits
    return callout.nominal + number == limits[1 if field == "upper_deviation" else 0]


def _wrong_unit(text: str, callout: Callout) -> Message | None:
    if not text or text in NOTHING:
        return None
    words = "deg" if text in "°º˚" else text.casefold()
    unit = next((unit for unit, names in UNITS.items() if words in names or plain(words) in names), None)
    if unit is None:
        return Message("sheet.unit_other", {"text": text})
    if callout.unit is not None and unit is not callout.unit:
        return Message("sheet.unit_disagrees", {"text": text, "callout": callout.text})
    return None
