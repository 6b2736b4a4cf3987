"""The first piece of a series: what its signature (bon à produire) asks for before the others are measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from metroapp.domain.message import Refusal
from metroapp.domain.sorting import BoxStatus

if TYPE_CHECKING:
    from metroapp.domain.record import InspectionRecord


def require_approvable(record: InspectionRecord) -> None:
    """Refuse the signature of a first piece that is not finished, or not good.

    Whoever signs takes a box that cannot be measured upon themselves, unless a bad value was seen in it; the piece
    stays unsorted. Refuses `approval.not_asked`, `approval.done`, `approval.first_piece_unfinished`,
    `approval.first_piece_bad`, `approval.first_piece_doubtful`.
    """
    if not record.asks_approval:
        raise Refusal("approval.not_asked")
    if record.approval is not None:
        raise Refusal("approval.done")
    boxes = {box: record.status(box) for box in record.boxes_of(1)}
    if BoxStatus.NOT_MEASURED in boxes.values():
        raise Refusal("approval.first_piece_unfinished")
    granted = record.granted(1)
    not_granted = {box: status for box, status in boxes.items() if box.balloon not in granted}
    if BoxStatus.UNDECIDED in boxes.values() or BoxStatus.NONCONFORMING in not_granted.values():
        raise Refusal("approval.first_piece_bad")
    for box, status in not_granted.items():
        if status is BoxStatus.IMPOSSIBLE and record.was_bad(box):
            raise Refusal("approval.first_piece_doubtful", balloon=box.balloon)
