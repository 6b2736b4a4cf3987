"""The gesture that comes next, in full: what is read, with what, on which stack or gauge, and what is there already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from metroapp.domain.specification import BoxCode
from metroapp.services import column_at_hand, traces
from metroapp.services import readings_needed as needed
from metroapp.services.bench_views import Expectation
from metroapp.services.means_in_hand import in_hand_to_type

if TYPE_CHECKING:
    from metroapp.services.inspection import Inspection

_BESIDE = (BoxCode.PLAIN, BoxCode.ENVELOPE)  # filled with a gauge that the sheet does not name


def expectation_of(inspection: Inspection) -> Expectation | None:
    """What the record on the bench expects now; None where nothing is."""
    box, taken = inspection.awaited.box, inspection.awaited.taken
    if box is None:
        return None
    characteristic = inspection.record.characteristic(box.balloon)
    roles = inspection.roles(box)
    role = roles[len(taken)] if roles else None
    return Expectation(
        box=box,
        characteristic=characteristic,
        role=role,
        step=len(taken) + 1,
        steps=max(1, len(roles)),
        instruments=tuple(inspection.means.offered(box, inspection.fitting(box))) if box.code not in _BESIDE else (),
        in_hand=(inspection.means.picked if roles else inspection.means.in_hand)(box, inspection.fitting(box)),
        typed_with=in_hand_to_type(inspection, box) if roles else None,
        choices=tuple(inspection.choices(box)) if roles else (),
        assists=inspection.record.options.advises,
        stack=inspection.awaited.stack if taken else inspection.stacks.shown(characteristic, role),
        place=1 if role is None else roles[: len(taken) + 1].count(role),
        places=1 if role is None else roles.count(role),
        displacement=inspection.stacks.displacement(inspection.comparators, box, role),
        variable=needed.variable_name(characteristic, roles, len(taken)),
        unit=needed.unit_of(characteristic, roles, len(taken)) if roles else None,
        received=tuple(one.quantity for one in taken),
        retake_reason=inspection.awaited.reason,
        gauge=column_at_hand.gauge(inspection, role),
        traced=traces.view_of(inspection.record, box, taken),
    )
