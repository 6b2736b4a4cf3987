"""The elementary readings that a box needs, from what they come, and the value that they make together."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from decimal import Decimal, localcontext

from metroapp.domain import computation
from metroapp.domain.callout import Kind
from metroapp.domain.gauge_blocks import build_stack, usable
from metroapp.domain.instrument import GaugeBlock, Instrument
from metroapp.domain.measurement import Input, Role
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import Quantity, Unit, parse_number, rounded, shortest
from metroapp.domain.specification import BoxCode, Characteristic, Procedure
from metroapp.services.events import StackView

_TWO_READINGS = {
    Procedure.PROBINGS: (Role.PROBING_1, Role.PROBING_2),
    Procedure.SWEEP: (Role.MAXIMUM, Role.MINIMUM),
}
# The measuring range in millimetres says nothing of them.
_WITHOUT_A_SIZE = (Kind.ROUGHNESS, Kind.ANGLE, Kind.GEOMETRIC)


def roles_of(characteristic: Characteristic, code: BoxCode, *, zeroed: bool) -> tuple[Role, ...]:
    """The elementary readings that a box needs, in order; empty for an observation. `zeroed`: the comparator of this
    characteristic is set."""
    procedure = characteristic.procedure_of(code)
    match procedure:
        case Procedure.OBSERVATION:
            return ()
        case Procedure.SEVERAL:
            return (Role.READING,) * characteristic.readings
        case Procedure.FORMULA:
            return (Role.VARIABLE,) * len(characteristic.read_formula.variables)
        case Procedure.COMPARISON:
            return (Role.DEVIATION,) if zeroed else (Role.ZERO, Role.DEVIATION)
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


def fitting(characteristic: Characteristic, register: Collection[Instrument]) -> list[Instrument]:
    """The instruments of the register that may fill the boxes of a characteristic."""
    wanted, size = characteristic.means.instrument_kinds, characteristic.callout.size
    is_direct = characteristic.procedure in (Procedure.DIRECT, Procedure.SEVERAL)
    ranged = is_direct and size is not None and characteristic.kind not in _WITHOUT_A_SIZE
    return [
        instrument
        for instrument in register
        if instrument.kind in wanted and (not ranged or size is None or instrument.reaches(size))
    ]


def stack_for(characteristic: Characteristic, gauge_blocks: Iterable[GaugeBlock], on: date) -> StackView:
    """The stack with the fewest blocks at the nominal size, or at the middle of two limits; none overdue that day.

    Refuses `comparison.no_nominal`, and as `usable` and `build_stack`.
    """
    blocks = usable(gauge_blocks, on)
    nominal = characteristic.callout.nominal or characteristic.callout.mid_limit
    if nominal is None:
        raise Refusal("comparison.no_nominal", callout=characteristic.callout.text)
    stack = build_stack(nominal, blocks)
    return StackView(nominal, stack.certified, tuple(block.serial for block in stack.blocks))


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
