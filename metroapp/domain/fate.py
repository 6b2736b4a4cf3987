"""What is still possible for a nonconforming piece: proposed to whoever decides, never imposed.

Metal can be removed and not put back: a piece can be reworked while some remains on every bad characteristic.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from enum import Enum

from metroapp.domain.callout import Kind, Nature
from metroapp.domain.decision import Side, exceedance
from metroapp.domain.measurement import Measurement, Observation
from metroapp.domain.record import InspectionRecord
from metroapp.domain.sorting import BoxStatus
from metroapp.domain.specification import BoxCode, Characteristic


class Fate(Enum):
    """What can still be made of it."""

    REWORKABLE = "reworkable"
    SCRAP = "scrap"
    TO_DECIDE = "to_decide"


# On which side of the tolerance interval metal remains. A step or a distance of centres does not tell which of its
# faces would be cut, nor a radius whether it is a rounded edge or a fillet.
_METAL_BEYOND = {Nature.EXTERNAL: Side.ABOVE, Nature.INTERNAL: Side.BELOW, Nature.DEPTH: Side.BELOW}
# The GO gauge is at the maximum material limit, the NO-GO gauge at the other one (ISO 1502:1996, ISO 1938-1:2015).
_GAUGES = {
    (BoxCode.GO, Observation.DOES_NOT_PASS): Fate.REWORKABLE,
    (BoxCode.NO_GO, Observation.PASSES): Fate.SCRAP,
}


def metal_left(characteristic: Characteristic, found: Measurement) -> Decimal | None:
    """What a bad size leaves to be cut, signed, in the unit of its callout: at least so much is to be removed
    (positive), or so much is missing (negative). Of several readings, the one that leaves the least.

    None where the nature does not tell on which side metal remains, or where no value is outside the limits.
    """
    callout, side = characteristic.callout, _metal_beyond(characteristic)
    if found.quantity is None or side is None or not callout.has_limits:
        return None
    outside = (exceedance(one, callout) for one in (found.quantity, *(found.extremes or ())))
    return min((by if beyond is side else -by for beyond, by in filter(None, outside)), default=None)


def _metal_beyond(characteristic: Characteristic) -> Side | None:
    kind, nature = characteristic.kind, characteristic.nature
    if kind is Kind.CHAMFER:  # cutting makes it larger
        return Side.BELOW
    return _METAL_BEYOND.get(nature) if kind.is_size and nature is not None else None


def fate_of(characteristic: Characteristic, found: Measurement) -> Fate:
    """What a nonconforming value still allows."""
    if found.observation is not None:
        is_gauged = characteristic.kind is Kind.THREAD or characteristic.kind.is_size
        return _GAUGES.get((found.box.code, found.observation), Fate.TO_DECIDE) if is_gauged else Fate.TO_DECIDE
    if characteristic.kind is Kind.ROUGHNESS:
        return _of_texture(characteristic, found)
    metal = metal_left(characteristic, found)
    if metal is None:
        return Fate.TO_DECIDE
    return Fate.REWORKABLE if metal > 0 else Fate.SCRAP


def _of_texture(characteristic: Characteristic, found: Measurement) -> Fate:
    """A surface too rough can be finished again; one too smooth is for somebody to say."""
    assert found.quantity is not None
    outside = exceedance(found.quantity, characteristic.callout) if characteristic.callout.has_limits else None
    return Fate.REWORKABLE if outside is not None and outside[0] is Side.ABOVE else Fate.TO_DECIDE


def of_piece(fates: Iterable[Fate]) -> Fate | None:
    """One bad characteristic without metal left scraps the piece; one that nobody can tell leaves it to be decided.

    None where nothing is bad.
    """
    found = set(fates)
    return next((fate for fate in (Fate.SCRAP, Fate.TO_DECIDE, Fate.REWORKABLE) if fate in found), None)


def proposed(record: InspectionRecord, piece: int) -> Fate | None:
    """What is proposed for a piece, from the values that decide now; None where none of them is nonconforming."""
    bad = (box for box in record.boxes_of(piece) if record.status(box) is BoxStatus.NONCONFORMING)
    found = ((record.characteristic(box.balloon), record.measurement(box)) for box in bad)
    return of_piece(fate_of(characteristic, one) for characteristic, one in found if one is not None)
