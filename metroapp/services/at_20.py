"""Bringing the lengths of a series back to 20 °C: only once somebody asked for it, and the raw value stays beside.

A reading is that of a steel scale, or of a comparator set on steel blocks, at the temperature of the room; the part has
its own (JCGM 100:2008, H.1; ISO 1:2022).
"""

from __future__ import annotations

from decimal import Decimal

from metroapp.domain.computation import from_readings
from metroapp.domain.measurement import Input, Role
from metroapp.domain.operations import TemperatureTaken
from metroapp.domain.quantity import Quantity, Unit, shortest
from metroapp.domain.specification import Characteristic
from metroapp.domain.temperature import LengthAt20, Material, Scale, Temperature
from metroapp.domain.uncertainty import StandardUncertainty, UncertaintySource, combined
from metroapp.services.reference import expansions

_STEP = Decimal("1e-6")  # mm: a nanometre is nothing to a value, and can still be read
Result = tuple[Quantity, tuple[Input, ...], StandardUncertainty | None]


def brought_to_20(
    characteristic: Characteristic,
    quantity: Quantity,
    inputs: tuple[Input, ...],
    uncertainty: StandardUncertainty | None,
    taken: TemperatureTaken | None,
) -> Result:
    """A value as it is at 20 °C, its readings each followed by their correction (mm, signed), and its uncertainty.

    All as they were where nothing is corrected: nobody asked, or it is not a size. Of several readings of a size, each
    is brought to 20 °C before the one that decides is chosen.
    """
    if taken is None or not taken.corrects or taken.material is None or not characteristic.callout.kind.is_size:
        return quantity, inputs, uncertainty
    length = _length(quantity, taken.material, taken)
    read = inputs or (Input(Role.READING, quantity),)
    readings = [given.quantity for given in read if given.role is Role.READING]
    if len(readings) > 1:
        corrections = [_correction(_length(one, taken.material, taken)) for one in readings]
        sizes = [one.to(Unit.MM).value + each for one, each in zip(readings, corrections, strict=True)]
        value = from_readings(sizes, characteristic.callout)
    else:
        corrections = [_correction(length)]
        value = length.raw + corrections[0]
    kept = tuple(Input(Role.CORRECTION, Quantity(each)) for each in corrections)
    return Quantity(value), (*read, *kept), _with_correction(uncertainty, length)


def _length(raw: Quantity, material: Material, taken: TemperatureTaken) -> LengthAt20:
    known = expansions()
    scale = Scale(known[Material.STEEL], taken.part - taken.room, taken.half_width, apart=True)
    return LengthAt20(raw.to(Unit.MM).value, known[material], Temperature(taken.part, taken.half_width), scale)


def _correction(length: LengthAt20) -> Decimal:
    return shortest(length.correction.quantize(_STEP))


def _with_correction(uncertainty: StandardUncertainty | None, length: LengthAt20) -> StandardUncertainty | None:
    """That of the reading and that of its correction together; unknown where that of the reading is."""
    if uncertainty is None:
        return None
    parts = [uncertainty.quantity.to(Unit.MM).value, *(one.contribution for one in length.components())]
    return StandardUncertainty(Quantity(combined(parts)), UncertaintySource.PROPAGATED)
