"""The standard uncertainty of a value, from that of the readings it is made of.

The register gives one standard uncertainty u for a reading of each instrument, and the part of it that is repeatability
alone. Values made of several readings follow the law of propagation for input quantities taken as independent
(JCGM 100:2008, 5.1.2), with sensitivities found as in its 5.1.3, note 2.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal, localcontext
from enum import Enum
from typing import TYPE_CHECKING

from metroapp.domain.message import Refusal
from metroapp.domain.quantity import STORED_DECIMALS, Quantity, Unit, shortest
from metroapp.domain.specification import Characteristic, Procedure

if TYPE_CHECKING:
    from collections.abc import Mapping

    from metroapp.domain.instrument import Instrument
    from metroapp.domain.measurement import Input

_STEP = Decimal(1).scaleb(-STORED_DECIMALS)


class UncertaintySource(Enum):
    """Where the standard uncertainty of a value comes from."""

    INSTRUMENT = "instrument"  # one reading, by the register
    PROPAGATED = "propagated"  # several readings, from those of the register
    CHARACTERISTIC = "characteristic"  # given with the characteristic, for its whole procedure


@dataclass(frozen=True, slots=True)
class StandardUncertainty:
    """Standard uncertainty u of one value, in the unit in which it is read."""

    quantity: Quantity
    source: UncertaintySource


def standard_uncertainty(
    characteristic: Characteristic,
    inputs: tuple[Input, ...],
    instrument: str | None,
    register: Mapping[str, Instrument],
    certified: Decimal | None = None,
) -> StandardUncertainty | None:
    """Standard uncertainty of the value that `inputs` make; None where the register does not give what it needs.

    `instrument` is the one of the readings without a frame; `certified` is the standard uncertainty (mm) of the length
    that a piece was compared with, to which its blocks add linearly, or of the probe constant. What the part says of a
    characteristic prevails. Several readings of a size give a size as uncertain as one of them; a probe constant or a
    certified length whose uncertainty is not known adds nothing: what it brings is to be part of that of the register.
    """
    unit = characteristic.callout.reading_unit
    if inputs and inputs[0].is_repeated:
        return _of_mean(inputs, instrument, register, unit)
    if characteristic.uncertainty is not None:
        return StandardUncertainty(characteristic.uncertainty, UncertaintySource.CHARACTERISTIC)
    numbers = [given.frame.instrument if given.frame else instrument for given in inputs if not given.is_given]
    known = [found for number in numbers or [instrument] if (found := _of_instrument(number, register)) is not None]
    if len(known) < max(1, len(numbers)):
        return None
    try:
        if characteristic.procedure in (Procedure.DIRECT, Procedure.SEVERAL, Procedure.TRACES):
            largest = max(found.to(unit).value for found in known)
            return StandardUncertainty(Quantity(largest, unit), UncertaintySource.INSTRUMENT)
        if characteristic.procedure is Procedure.FORMULA:
            contributions = _of_formula(characteristic, inputs, known)
        elif characteristic.procedure is Procedure.COMPARISON:
            contributions = _of_comparison(inputs, known, certified, unit)
        elif characteristic.procedure is Procedure.PROBINGS:
            contributions = _of_probings(characteristic, inputs, known, certified, unit)
        elif characteristic.procedure is Procedure.GEOMETRIC:
            largest = max(found.to(unit).value for found in known)
            method = characteristic.read_method
            weights = (*method.weights, *((method.weight_of_zero,) if characteristic.read_by_column else ()))
            contributions = [weight * largest for weight in weights]
        else:
            contributions = [found.to(unit).value for found in known]
    except Refusal:
        # A formula that has no value so near, or an uncertainty whose unit says nothing of this value.
        return None
    return StandardUncertainty(Quantity(combined(contributions), unit), UncertaintySource.PROPAGATED)


def repeatability_dominates(uncertainty: Quantity, repeatability: Quantity | None, readings: int = 1) -> bool:
    """Whether more readings would help more than another instrument: repeatability is more than half of u².

    `uncertainty` is that of the mean of `readings`; it has u² − s² + s²/n, and what is not repeatability stays.
    """
    if repeatability is None:
        return False
    return 2 * repeatability.to(uncertainty.unit).value ** 2 > readings * uncertainty.value**2


def _of_instrument(number: str | None, register: Mapping[str, Instrument]) -> Quantity | None:
    found = None if number is None else register.get(number)
    return None if found is None else found.standard_uncertainty


def _of_mean(
    inputs: tuple[Input, ...], instrument: str | None, register: Mapping[str, Instrument], unit: Unit
) -> StandardUncertainty | None:
    """Of the mean of repeated readings of one instrument: u² − s² + s²/n (JCGM 100:2008, 4.2.3 for its last term)."""
    number = inputs[0].frame.instrument if inputs[0].frame else instrument
    found = None if number is None else register.get(number)
    standard = None if found is None else found.standard_uncertainty
    if found is None or standard is None or found.repeatability is None:
        return None
    u, s = standard.to(unit).value, found.repeatability.to(unit).value
    with localcontext(prec=40):
        left = u**2 - s**2 + s**2 / len(inputs)
        value = shortest(left.sqrt().quantize(_STEP, rounding=ROUND_CEILING))
    return StandardUncertainty(Quantity(value, unit), UncertaintySource.PROPAGATED)


def _of_comparison(
    inputs: tuple[Input, ...], of_readings: list[Quantity], certified: Decimal | None, unit: Unit
) -> list[Decimal]:
    """The zero and the reading once each, times the factor of the indicator, and the certified length: what enters
    c + s·k·(r − z), by the law of propagation (JCGM 100:2008, 5.1.2)."""
    factor = next((given.quantity.value for given in inputs if given.is_mounting), Decimal(1))
    found = [factor * one.to(unit).value for one in of_readings]
    return found if certified is None else [*found, Quantity(certified, Unit.MM).to(unit).value]


def _of_probings(
    characteristic: Characteristic,
    inputs: tuple[Input, ...],
    of_readings: list[Quantity],
    constant: Decimal | None,
    unit: Unit,
) -> list[Decimal]:
    """Each probed height times its weight, the zero of the plate where the value is a height above it, and the probe
    constant, by what the value has of them (JCGM 100:2008, 5.1.2): two heights of a bore bring √2·u, the four of a
    distance of centres only u."""
    probing = characteristic.probed
    if probing is None or not inputs:
        return [one.to(unit).value for one in of_readings]
    read = [given for given in inputs if not given.is_given]
    found = [
        one.to(unit).value * (1 if given.is_on_plate else probing.weight)
        for given, one in zip(read, of_readings, strict=True)
    ]
    if constant is not None:
        found.append(probing.sign_of_constant * Quantity(constant, Unit.MM).to(unit).value)
    return found


def _of_formula(
    characteristic: Characteristic, inputs: tuple[Input, ...], of_readings: list[Quantity]
) -> list[Decimal]:
    """What each variable brings: half the difference that ± u makes to the value (JCGM 100:2008, 5.1.3, note 2)."""
    formula = characteristic.read_formula
    names = [variable.name for variable in formula.variables]
    values = {name: given.quantity.value for name, given in zip(names, inputs, strict=True)}
    contributions = []
    for name, given, found in zip(names, inputs, of_readings, strict=True):
        u = found.to(given.quantity.unit).value
        above = formula.value({**values, name: values[name] + u})
        below = formula.value({**values, name: values[name] - u})
        contributions.append((above - below) / 2)
    return contributions


def combined(contributions: list[Decimal]) -> Decimal:
    """Root of the sum of squares, rounded up at 10⁻⁹: nothing is proven by rounding."""
    with localcontext(prec=40):
        found = sum((each**2 for each in contributions), Decimal(0)).sqrt()
        return shortest(found.quantize(_STEP, rounding=ROUND_CEILING))
