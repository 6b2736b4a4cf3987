"""The components of a budget in the unit that the means is read in."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from metroapp.domain.budget import Component
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import Unit
from metroapp.services.sheets.budget_sheet import BudgetLine

_INCH = Decimal("25.4")
_LENGTHS = {  # in millimetres
    **dict.fromkeys(("mm", "millimetre", "millimetres", "millimeter", "millimeters"), Decimal(1)),
    **dict.fromkeys(("um", "micron", "microns", "micrometre", "micrometres", "micrometers"), Decimal("1e-3")),
    **dict.fromkeys(("nm", "nanometre", "nanometres", "nanometer", "nanometers"), Decimal("1e-6")),
    **dict.fromkeys(("cm", "centimetre", "centimetres"), Decimal(10)),
    **dict.fromkeys(("m", "metre", "metres", "meter", "meters"), Decimal(1000)),
    **dict.fromkeys(("in", "inch", "inches", "pouce", "pouces", '"'), _INCH),
    **dict.fromkeys(("mil", "mils", "thou"), _INCH / 1000),
}
_ANGLES = {  # in seconds
    **dict.fromkeys(("°", "deg", "degre", "degres", "degree", "degrees"), Decimal(3600)),
    **dict.fromkeys(("'", "min", "minute", "minutes"), Decimal(60)),
    **dict.fromkeys(('"', "s", "seconde", "secondes", "second", "seconds"), Decimal(1)),
}
_SPELLED = str.maketrans({"µ": "u", "μ": "u", "′": "'", "’": "'", "″": '"', "”": '"', "é": "e", "è": "e", "º": "°"})
_WRITTEN = {Unit.MM: "mm", Unit.UM: "µm", Unit.DEG: "°"}
_ONE = {Unit.MM: Decimal(1), Unit.UM: Decimal("1e-3"), Unit.DEG: Decimal(3600)}
_STEP = Decimal("1e-12")  # a third of a minute has no end; a workbook gives this back


def in_reading_unit(line: BudgetLine, unit: Unit) -> Component:
    """A component in the unit of the result, where its cell or its title says another one; none is that of the result.

    Refuses `register.budget_unit` a unit that does not give the one of the result, unless a sensitivity does.
    """
    component = line.component
    said = " ".join(line.unit.split()).translate(_SPELLED).casefold().replace("''", '"')
    sizes = _ANGLES if unit is Unit.DEG else _LENGTHS
    if not said or sizes.get(said) == _ONE[unit]:
        return component
    if component.sensitivity != 1:
        # Does the sensitivity turn one unit into the other already? Its author alone knows.
        if said not in _LENGTHS and said not in sizes:
            return component
    elif said in sizes:
        value = component.value * sizes[said] / _ONE[unit]
        exact = value if unit is not Unit.DEG else value.quantize(_STEP)
        return replace(component, value=exact, unit=_WRITTEN[unit])
    raise Refusal("register.budget_unit", line=line.number, unit=line.unit, expected=unit)
