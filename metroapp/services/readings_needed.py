"""The elementary readings that a box needs, from what they come, and the value that they make together."""

from __future__ import annotations

from decimal import Decimal, localcontext

from metroapp.domain import computation
from metroapp.domain.callout import Kind
from metroapp.domain.measurement import Input, Role
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import Quantity, Unit, parse_number, rounded, shortest
from metroapp.domain.specification import BoxCode, Characteristic, Procedure

_TWO_READINGS = {
    Procedure.PROBINGS: (Role.PROBING_1, Role.PROBING_2),
    Procedure.SWEEP: (Role.MAXIMUM, Role.MINIMUM),
}


def roles_of(characteristic: Characteristic, code: BoxCode, before: tuple[Role, ...] = ()) -> tuple[Role, ...]:
    """The elementary readings that a box needs, in order; empty for an observation. `before`: what a comparator is to
    read on its stack first."""
    procedure = characteristic.procedure_of(code)
    match procedure:
        case Procedure.OBSERVATION:
            return ()
        case Procedure.SEVERAL:
            return (Role.READING,) * characteristic.readings
        case Procedure.FORMULA:
            return (Role.VARIABLE,) * len(characteristic.read_formula.variables)
        case Procedure.COMPARISON:
            return (*before, Role.DEVIATION)
    return _TWO_READINGS.get(procedure, (Role.READING,))


def variable_name(characteristic: Characteristic, taken: int) -> str:
    """The reading that a formula asks for once `taken` of them are there; empty without a formula."""
    if characteristic.procedure is not Procedure.FORMULA:
        return ""
    return characteristic.read_formula.variables[taken].name


def unit_of(characteristic: Characteristic, taken: int) -> Unit:
    """The unit of the elementary reading expected once `taken` of them are there."""
    if characteristic.procedure is Procedure.FORMULA:
        return Unit.DEG if characteristic.read_formula.variables[taken].dimension.is_angle else Unit.MM
    return characteristic.callout.reading_unit


def typed(text: str, unit: Unit) -> Quantity:
    """What somebody typed, in `unit`; an angle in degrees, or as a protractor shows it: `30°40'`, kept at 10⁻⁹ degree.

    Refuses as `parse_number`, and `callout.sexagesimal` or `callout.angle_too_large`.
    """
    if unit is Unit.DEG:
        from metroapp.domain.notation.angle import read_exact_angle  # the window opens without the readers of callouts
        from metroapp.domain.notation.signs import tidy

        seconds = read_exact_angle(tidy(text))
        if seconds is not None:
            return Quantity(shortest(Quantity(seconds, Unit.ARCSEC).to(Unit.DEG).value), Unit.DEG)
    return Quantity(parse_number(text), unit)


def require_possible(characteristic: Characteristic, value: Decimal) -> None:
    """Refuse (`reading.negative_size`) a size, a deviation or a roughness below zero: only an angle has a sense."""
    if value < 0 and characteristic.kind is not Kind.ANGLE:
        raise Refusal("reading.negative_size", value=value)


def by_readings(characteristic: Characteristic, inputs: tuple[Input, ...]) -> Quantity:
    """The size that one or several readings of a feature give."""
    if len(inputs) == 1:
        return inputs[0].quantity
    callout = characteristic.callout
    unit = callout.unit or Unit.MM
    size = computation.from_readings([given.quantity.to(unit).value for given in inputs], callout)
    return Quantity(size, unit).to(callout.reading_unit)


def by_mean(characteristic: Characteristic, inputs: tuple[Input, ...]) -> Quantity:
    """The mean of repeated readings, rounded half-even at 10⁻⁹ of their unit."""
    unit = characteristic.callout.reading_unit
    total = sum((given.quantity.to(unit).value for given in inputs), Decimal(0))
    with localcontext(prec=40):
        return Quantity(shortest(rounded(total / len(inputs))), unit)


def by_formula(characteristic: Characteristic, inputs: tuple[Input, ...]) -> Quantity:
    """The value of a computed characteristic; refuses as `Formula.value` says, and a size or a deviation below zero
    (`reading.negative_size`)."""
    formula = characteristic.read_formula
    names = (variable.name for variable in formula.variables)
    value = formula.value({name: given.quantity.value for name, given in zip(names, inputs, strict=True)})
    require_possible(characteristic, value)
    return Quantity(shortest(value), Unit.DEG if formula.dimension.is_angle else Unit.MM)
