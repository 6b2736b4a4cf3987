"""Readings that waited and were not taken: each is kept with the record, its digits and its frame."""

from __future__ import annotations

from metroapp.domain.operations import DroppedReading
from metroapp.services.inspection import Inspection
from metroapp.services.waiting import Waiting
from metroapp.wording.numbers import quantity as shown


def drop(inspection: Inspection, *waiting: Waiting) -> None:
    """Keep with the record readings that were not taken: they wait no more."""
    if waiting:
        inspection.write(*(dropped(inspection, one) for one in waiting))
    inspection.waiting.settled(*waiting)


def dropped(inspection: Inspection, one: Waiting) -> DroppedReading:
    """What keeps a reading that waits as not taken."""
    return DroppedReading(
        id=inspection.next_id,
        instrument=one.instrument,
        shown=shown(one.quantity),
        raw=one.frame.raw,
        box=one.box,
        by=inspection.operator,
        at=inspection.now(),
        waiting=one.mark,
    )
