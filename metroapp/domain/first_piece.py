"""The first piece of a series: what its signature (bon à produire) asks for before the others are measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from metroapp.domain.message import Refusal
from metroapp.domain.sorting import BoxStatus

if TYPE_CHECKING:
    from metroapp.domain.record import InspectionRecord


def require_approvable(record: InspectionRecord) -> None:
    """Refuse the signature of a first piece that is not finished, not good, or of which nothing was measured.

    Whoever signs takes upon themselves a box that cannot be measured, and a value in which nothing is proven (the
    uncertainty zone, an envelope not demonstrated, a bonus that cannot be known): the series may begin, and the piece
    stays unsorted, or held, never good. Not so where a bad value was seen in an impossible box, or a nonconforming one
    in a box still in doubt. Refuses `approval.not_asked`, `approval.done`, `approval.first_piece_gone`,
    `approval.first_piece_unfinished`, `approval.first_piece_bad`, `approval.first_piece_void`,
    `approval.first_piece_awaits_second`, `approval.first_piece_constant`, `approval.first_piece_doubtful`,
    `approval.first_piece_unmeasured`.
    """
    if not record.asks_approval:
        raise Refusal("approval.not_asked")
    if record.approval is not None:
        raise Refusal("approval.done")
    boxes = {box: record.status(box) for box in record.boxes_of(1)}
    if BoxStatus.NOT_MEASURED in boxes.values():
        raise Refusal("approval.first_piece_unfinished")
    if any(status is BoxStatus.NONCONFORMING and record.conceded(box) is None for box, status in boxes.items()):
        if 1 in record.left:
            raise Refusal("approval.first_piece_gone", departure=record.left[1].departure)
        raise Refusal("approval.first_piece_bad")
    void = record.void_boxes()
    for box, status in boxes.items():
        if box in void:
            raise Refusal("approval.first_piece_void", balloon=box.balloon)
        last = record.measurement(box)
        if last is not None and record.columns.is_open(last.id):
            raise Refusal("approval.first_piece_constant", balloon=box.balloon)
        if record.awaits_second(box):
            raise Refusal("approval.first_piece_awaits_second", balloon=box.balloon)
        hides = status is BoxStatus.IMPOSSIBLE and record.was_bad(box)
        if hides or (status is BoxStatus.UNDECIDED and record.was_nonconforming(box)):
            raise Refusal("approval.first_piece_doubtful", balloon=box.balloon)
    if all(record.measurement(box) is None for box in boxes):
        raise Refusal("approval.first_piece_unmeasured")
