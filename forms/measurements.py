"""The measurements of a record, as the tables of a paper list them."""

from __future__ import annotations

from collections.abc import Iterable

from forms.blocks import Cell
from metroapp.domain.measurement import Measurement
from metroapp.domain.record import InspectionRecord
from metroapp.wording.labels import label
from metroapp.wording.numbers import UNIT_SYMBOLS


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
