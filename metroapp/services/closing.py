"""The end of a record: what is still under way is kept with it as not taken, then it is closed for good."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from metroapp.domain.operations import Closing
from metroapp.services.comparing import require_rechecked
from metroapp.services.events import RecordClosed
from metroapp.services.inspection import Inspection
from metroapp.services.not_taken import dropped
from metroapp.services.on_plate import require_verified

if TYPE_CHECKING:
    from metroapp.domain.session_acts import SessionAct


def close(inspection: Inspection, by: str, acts: Sequence[SessionAct] = ()) -> None:
    """Close the record, which `by` has signed; empty boxes stay *non mesuré* and their pieces unsorted.

    What still waits, proposed or held, and the elementary readings of the box expected are kept with it as not taken,
    together with the closing, and with `acts` of an examination, or not at all. Refuses `record.closed`,
    `zero.recheck_missing`, `column.constant_unproven`, and as `Inspection.write`.
    """
    inspection.record.require_open()
    require_verified(inspection)
    require_rechecked(inspection)
    inspection.operator = by
    waiting = inspection.waiting.of(inspection.record.header.id)
    closing = Closing(inspection.next_id, by, inspection.now(), signed=True)
    inspection.write(*inspection.left_over(), *(dropped(inspection, one) for one in waiting), closing, acts=acts)
    inspection.waiting.settled(*waiting)
    inspection.publish(RecordClosed(inspection.record.header, inspection.record.sorting()))
    inspection.expect_nothing()
