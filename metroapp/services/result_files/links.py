"""Which characteristic of a record a line of a file is of, and what the file asks otherwise than the record."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from metroapp.domain.callout import Callout
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import Quantity, Unit, decimals_of
from metroapp.domain.record import InspectionRecord
from metroapp.domain.specification import Characteristic, Means
from metroapp.services.result_files.results import FileCharacteristic

_INCH_DECIMALS = 4


def linked_to(
    record: InspectionRecord, said: FileCharacteristic, linked: Mapping[str, str]
) -> tuple[Characteristic | None, bool]:
    """The characteristic of a line and whether that is sure: by what somebody said, by its balloon, else by the only
    one of the machine that has its nominal size, or its designation where the file gives no size."""
    asked = linked.get(said.name.casefold())
    if asked is not None:
        return record.characteristic(asked), True
    name = said.name.casefold()
    for one in record.characteristics if said.is_balloon else ():
        if one.balloon.casefold() == name:
            return one, True
    words = {text.casefold() for text in (said.name, said.designation) if text}
    near = [one for one in record.characteristics if one.means is Means.CMM]
    if said.nominal is not None:
        near = [one for one in near if _nominal_in(said.unit, one.callout) == said.nominal]
        near = [one for one in near if one.designation.casefold() in words] or near
    else:
        near = [one for one in near if one.designation.casefold() in words]
    return (near[0], False) if len(near) == 1 else (None, False)


def _nominal_in(unit: Unit | None, callout: Callout) -> Decimal | None:
    """The nominal size of a callout in the unit of the file; None where it has none, or of another kind."""
    return _in(unit, callout, callout.nominal)


def _in(unit: Unit | None, callout: Callout, size: Decimal | None) -> Decimal | None:
    shown = callout.in_reading_unit(size)
    if shown is None or unit is None:
        return None
    try:
        return Quantity(shown, callout.reading_unit).to(unit).value
    except Refusal:
        return None


def has_other_nominal(callout: Callout, said: FileCharacteristic) -> bool:
    held = _nominal_in(said.unit, callout)
    return held is not None and said.nominal is not None and not _is_same(held, said.nominal, said.unit)


def has_other_limits(callout: Callout, said: FileCharacteristic) -> bool:
    """Whether a limit that the file gives is not the one of the record; what it does not give is not compared."""
    given = ((callout.lower_limit, said.lower), (callout.upper_limit, said.upper))
    if callout.symbol is not None:  # a deviation is never negative: programs write 0 for the limit that it has not
        given = given[1:]  # type: ignore[assignment]
    return any(
        one is not None and ((held := _in(said.unit, callout, limit)) is None or not _is_same(held, one, said.unit))
        for limit, one in given
    )


def _is_same(held: Decimal, said: Decimal, unit: Unit | None) -> bool:
    """Inches have no last digit of ours: they are compared to the digits of the file, a thousandth of a millimetre."""
    if unit is Unit.INCH and decimals_of(said) >= _INCH_DECIMALS:
        return held.quantize(said) == said
    return held == said
