"""The measurements of a record, as the tables of a paper list them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from forms.blocks import Cell
from metroapp.domain.callout import Callout
from metroapp.domain.decision import Side, exceedance, expected_observation
from metroapp.domain.measurement import BoxKey, EntryId, Measurement
from metroapp.domain.record import InspectionRecord
from metroapp.wording import documents as words
from metroapp.wording.labels import label
from metroapp.wording.numbers import UNIT_SYMBOLS, number, quantity, with_unit


def measurements(record: InspectionRecord) -> Iterable[Measurement]:
    """All of them, box by box, replaced ones too."""
    for box in record.boxes():
        yield from record.history(box)


def in_time(record: InspectionRecord) -> list[Measurement]:
    """All of them, in the order of the journal."""
    return sorted(measurements(record), key=lambda found: found.id.sequence)


def value_and_unit(found: Measurement) -> tuple[Cell, str]:
    """The value that was shown and its unit; the word of an observation has none."""
    if found.observation is not None:
        return label(found.observation), ""
    assert found.quantity is not None
    return found.quantity.value, UNIT_SYMBOLS[found.quantity.unit]


def shown(found: Measurement) -> str:
    """The value with its unit, or the word of an observation, as one text."""
    if found.observation is not None:
        return label(found.observation)
    assert found.quantity is not None
    return quantity(found.quantity)


def measured(record: InspectionRecord, box: BoxKey, id: EntryId) -> Measurement | None:
    """One measurement of a box, replaced since or not."""
    return next((found for found in record.history(box) if found.id == id), None)


def limit(value: Decimal | None, callout: Callout | None) -> str:
    """A limit in the unit of its callout, as printed; the figure alone where nothing tells the unit."""
    if value is None:
        return words.NOT_GIVEN
    return number(value) if callout is None or callout.unit is None else with_unit(value, callout.unit)


def by_how_much(record: InspectionRecord, found: Measurement) -> str:
    """By how much and on which side a value leaves its limits; what a gauge should have said."""
    callout = record.characteristic(found.box.balloon).callout
    if found.observation is not None:
        expected = label(expected_observation(found.box.code))
        return words.OBSERVED.format(word=label(found.observation), expected=expected)
    assert found.quantity is not None
    outside = exceedance(found.quantity, callout, record.bonus(found.box))
    if outside is None or callout.unit is None:  # a bonus that came later
        return ""
    side, by = outside
    sentence = words.ABOVE if side is Side.ABOVE else words.BELOW
    return sentence.format(by=with_unit(by, callout.unit))
