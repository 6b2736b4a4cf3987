"""The elementary readings that a box needs, from what they come, and the value that they make together."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, localcontext
from typing import TYPE_CHECKING

from metroapp.domain import computation
from metroapp.domain.callout import Kind
from metroapp.domain.geometric_method import Way
from metroapp.domain.measurement import Input, Role
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import Quantity, Unit, parse_number, rounded, shortest
from metroapp.domain.specification import BoxCode, Characteristic, Procedure
from metroapp.domain.texture_rules import readings_wanted

if TYPE_CHECKING:
    from metroapp.domain.formula_reader import Variable

_PROBINGS = (Role.PROBING_1, Role.PROBING_2, Role.PROBING_3, Role.PROBING_4)
_OF_WAY = {
    Way.GRID: (Role.POINT,),
    Way.LINE: (Role.POINT,),
    Way.DIAMETERS: (Role.DIAMETER,),
    Way.CO_ORDINATES: (Role.CO_ORDINATE,),
}
GEOMETRIC_ROLES = (Role.POINT, Role.DIAMETER, Role.BEFORE_TURN, Role.AFTER_TURN, Role.CO_ORDINATE)


def roles_of(
    characteristic: Characteristic, code: BoxCode, before: tuple[Role, ...] = (), taken: Sequence[Input] = ()
) -> tuple[Role, ...]:
    """The elementary readings that a box needs, in order; empty for an observation. `before`: what a comparator is to
    read on its stack first, or a column on the plate; `taken`: those that are there, on which more may follow."""
    procedure = characteristic.procedure_of(code)
    match procedure:
        case Procedure.OBSERVATION:
            return ()
        case Procedure.SEVERAL:
            return (Role.READING,) * characteristic.readings
        case Procedure.TRACES:
            unit = characteristic.callout.reading_unit
            values = [given.quantity.to(unit).value for given in taken]
            return (Role.READING,) * max(characteristic.readings, readings_wanted(characteristic.callout, values))
        case Procedure.FORMULA:
            return (*before, *(Role.VARIABLE,) * len(characteristic.read_formula.variables))
        case Procedure.COMPARISON:
            return (*before, Role.DEVIATION)
        case Procedure.PROBINGS:
            assert characteristic.probed is not None
            return (*before, *_PROBINGS[: characteristic.probed.points])
        case Procedure.SWEEP:
            return (Role.MAXIMUM, Role.MINIMUM)
        case Procedure.GEOMETRIC:
            return (*before, *_roles_of_method(characteristic))
    return (Role.READING,)


def _roles_of_method(characteristic: Characteristic) -> tuple[Role, ...]:
    method = characteristic.read_method
    if method.way is Way.TURNED_OVER:  # every place of one side, and then of the other
        return (Role.BEFORE_TURN,) * method.sections + (Role.AFTER_TURN,) * method.sections
    if method.way.is_swept:
        return (Role.MAXIMUM, Role.MINIMUM) * method.sections
    return _OF_WAY[method.way] * method.readings


def variable_name(characteristic: Characteristic, roles: Sequence[Role], step: int) -> str:
    """The reading that a formula asks for at a step of the roles of its box; empty for any other reading."""
    found = _variable(characteristic, roles, step)
    return "" if found is None else found.name


def unit_of(characteristic: Characteristic, roles: Sequence[Role], step: int) -> Unit:
    """The unit of the elementary reading at a step of the roles of its box."""
    if characteristic.procedure is Procedure.FORMULA:
        found = _variable(characteristic, roles, step)
        return Unit.DEG if found is not None and found.dimension.is_angle else Unit.MM
    return characteristic.callout.reading_unit


def _variable(characteristic: Characteristic, roles: Sequence[Role], step: int) -> Variable | None:
    if step >= len(roles) or roles[step] is not Role.VARIABLE:
        return None
    return characteristic.read_formula.variables[roles[:step].count(Role.VARIABLE)]


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
