"""What happens at the machine while a record is filled: written in it, and said with all that it changes."""

from __future__ import annotations

from collections.abc import Callable

from metroapp.domain.production import FollowUp, ProductionEvent, SetUpSheet
from metroapp.domain.record import InspectionRecord
from metroapp.services.events import BoxRecorded
from metroapp.services.inspection import Inspection
from metroapp.services.record_views import box_view, production_changed


def tell(
    inspection: Inspection,
    operation: ProductionEvent | FollowUp | SetUpSheet,
    write: Callable[[ProductionEvent | FollowUp | SetUpSheet], object] | None = None,
) -> None:
    """Write it, with what `write` writes beside it where it is given; pieces may have to be measured that were not."""
    record = inspection.record
    planned = {box for box in record.boxes() if record.is_planned(box)}
    (write or inspection.write)(operation)
    inspection.publish(production_changed(record))
    sorting = record.sorting()
    for box in record.boxes():
        if box not in planned and record.is_planned(box):
            inspection.publish(BoxRecorded(box_view(record, box), record.disposition(box.piece), sorting))
    if inspection.expected_box is None:
        inspection.expect(record.next_box())


def piece_reached(record: InspectionRecord) -> int:
    """The last piece of the lot that has something in a box: what is measured again is no place in the series."""
    reached = (box.piece for box in record.boxes() if record.measurement(box) or record.impossible(box))
    return max(reached, default=0)
