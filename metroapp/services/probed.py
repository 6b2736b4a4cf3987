"""The value that the heights probed by a column make, with everything that it is made of."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from metroapp.domain.measurement import BoxKey, Input, Role
from metroapp.domain.probing import value_of
from metroapp.domain.quantity import Quantity, rounded, shortest
from metroapp.domain.record import InspectionRecord
from metroapp.services.readings_needed import require_possible

PROBINGS = (Role.PROBING_1, Role.PROBING_2, Role.PROBING_3, Role.PROBING_4)


@dataclass(frozen=True, slots=True)
class Probed:
    """A value, the inputs under it, the standard uncertainty (mm) of the probe constant, and whether one of the
    references that it uses was simulated."""

    quantity: Quantity
    inputs: tuple[Input, ...]
    of_constant: Decimal | None
    simulated: bool


def probed(record: InspectionRecord, box: BoxKey, number: str, heights: tuple[Input, ...]) -> Probed:
    """What these heights, all that the box needs, make with the zero and the constant of their column.

    Refuses as `value_of` and `require_possible`.
    """
    characteristic, columns = record.characteristic(box.balloon), record.columns
    probing = characteristic.probed
    assert probing is not None
    constant = record.instruments[number].probe_constant or Decimal(0)
    zero = columns.zeros.get(number) if probing.is_from_plate else None
    at_zero = Decimal(0) if zero is None else zero.zero.quantity.value
    value = value_of(probing, [one.quantity.value for one in heights], constant, at_zero)
    require_possible(characteristic, value)
    found = columns.constants.get(number) if probing.sign_of_constant else None
    inputs = heights if zero is None else (*heights, zero.zero)
    if probing.sign_of_constant:
        inputs = (*inputs, Input(Role.PROBE_CONSTANT, Quantity(constant)))
    return Probed(
        Quantity(shortest(rounded(value)) if probing.halves else value),
        inputs,
        None if found is None else found.uncertainty,
        any(one is not None and one.simulated for one in (zero, found)),
    )
