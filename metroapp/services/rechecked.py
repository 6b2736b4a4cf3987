"""What is expected once a reference was read once more: a zero on its blocks, a probe constant on its gauge."""

from __future__ import annotations

from collections.abc import Sequence

from metroapp.domain.measurement import BoxKey
from metroapp.services.inspection import Inspection


def go_on(inspection: Inspection, again: Sequence[BoxKey]) -> None:
    """Expect what was expected before, or the first of the boxes that are to be taken `again`."""
    record = inspection.record
    after = inspection.awaited.then or inspection.awaited
    box = after.box
    is_gone = box is None or box.piece in record.left
    # What is taken again for another reason than this drift comes back: nothing else in the record would ask for it.
    wanted = box not in again if after.reason else box is not None and not again and record.measurement(box) is None
    if wanted and not is_gone:
        inspection.begin_again(after)
    else:
        inspection.expect_next()
