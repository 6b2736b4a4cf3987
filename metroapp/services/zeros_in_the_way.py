"""One comparator that serves several stacks: what its zero on one of them gave is proven before it goes to another.

Once it is set, or mounted, elsewhere, nothing read on the first stack says any more what the zero was while the pieces
were compared. A quality technician would rather read it once more while the stand is still there, which takes ten
seconds, than find at the end that the pieces are to be taken again: so the re-check comes first. Where it was not made,
because another record had the comparator meanwhile, the values are taken back: an unproven value is never good.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from metroapp.domain.measurement import BoxKey, Role
from metroapp.domain.message import Refusal
from metroapp.domain.specification import Procedure
from metroapp.domain.zero_watch import is_moved_by
from metroapp.services.awaited import Awaited

if TYPE_CHECKING:
    from metroapp.domain.operations import ZeroSetting
    from metroapp.services.inspection import Inspection


def in_the_way(inspection: Inspection, box: BoxKey, number: str) -> ZeroSetting | None:
    """The zero that is to be read once more before this comparator is set, or proven, for a box."""
    record = inspection.record
    if not record.options.comparing.rechecks:
        return None
    before = inspection.comparators.before(record, box.balloon)
    if not before or before[0] is Role.RECHECK:
        return None
    blocks = None
    if before[0] is Role.ZERO:
        try:
            blocks = inspection.stacks.stack_for(record.characteristic(box.balloon)).blocks
        except Refusal:  # the zero will be refused
            return None
    for zero in record.zeros.values():
        stands = not record.zero_has_moved(zero.balloon) and bool(record.unproven(zero.balloon))
        if stands and is_moved_by(zero, box.balloon, number, blocks):
            return zero
    return None


def cleared(inspection: Inspection, awaited: Awaited) -> Awaited:
    """What is to be expected, or the re-check that comes before it where one comparator alone can be meant."""
    box = awaited.box
    if box is None or awaited.rechecks or awaited.taken:
        return awaited
    if inspection.record.characteristic(box.balloon).procedure_of(box.code) is not Procedure.COMPARISON:
        return awaited
    offered = inspection.means.offered(box, inspection.fitting(box))
    zero = in_the_way(inspection, box, offered[0].number) if len(offered) == 1 else None
    return awaited if zero is None else recheck_of(inspection, zero, awaited)


def recheck_of(inspection: Inspection, zero: ZeroSetting, then: Awaited) -> Awaited:
    """The re-check of a zero on which values stand, and what comes after it."""
    return Awaited(inspection.record.unproven(zero.balloon)[-1].box, rechecks=True, then=then)
