"""Two records side by side, characteristic by characteristic: what was asked, how far the values went, what was bad."""

from __future__ import annotations

from dataclasses import dataclass

from metroapp.domain.acceptance import Verdict
from metroapp.domain.quantity import Quantity
from metroapp.domain.record import InspectionRecord
from metroapp.domain.specification import Characteristic


@dataclass(frozen=True, slots=True)
class Measured:
    """What one record holds of a characteristic. `least` and `greatest` are None where no number was measured, but for
    the `void` ones: a drift of their zero took them back, and they say nothing."""

    callout: str
    values: int
    bad: int
    least: Quantity | None
    greatest: Quantity | None
    void: int = 0


@dataclass(frozen=True, slots=True)
class Compared:
    """One characteristic in both records; None in the record that has not got it."""

    balloon: str
    designation: str
    one: Measured | None
    other: Measured | None

    @property
    def is_asked_otherwise(self) -> bool:
        """Whether the drawing changed in between."""
        return self.one is None or self.other is None or self.one.callout != self.other.callout


def compare(one: InspectionRecord, other: InspectionRecord) -> list[Compared]:
    """The characteristics of `one` in its order, then those that only `other` has."""
    here, there = _by_balloon(one), _by_balloon(other)
    return [
        Compared(
            balloon,
            (here.get(balloon) or there[balloon]).designation,
            _measured(one, here[balloon]) if balloon in here else None,
            _measured(other, there[balloon]) if balloon in there else None,
        )
        for balloon in {**here, **there}
    ]


def _by_balloon(record: InspectionRecord) -> dict[str, Characteristic]:
    return {known.balloon: known for known in record.part.inspected}


def _measured(record: InspectionRecord, characteristic: Characteristic) -> Measured:
    boxes = [box for box in record.boxes() if box.balloon == characteristic.balloon]
    found = [one for box in boxes if (one := record.measurement(box)) is not None]
    bad = sum(record.verdict(one.box) is Verdict.NONCONFORMING for one in found)
    stand = [one.quantity for one in found if one.quantity is not None and not record.is_void(one)]
    numbers = sorted(stand, key=lambda quantity: quantity.value)
    least, greatest = (numbers[0], numbers[-1]) if numbers else (None, None)
    void = sum(record.is_void(one) for one in found)
    return Measured(characteristic.callout.text, len(found), bad, least, greatest, void)
