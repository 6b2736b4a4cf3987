"""What a candidate declares of what they measured: durable, then said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from metroapp.domain.declarations import SORTS, BoxDeclared, MeansDeclared, PieceDeclared
from metroapp.domain.measurement import BoxKey
from metroapp.domain.message import Refusal
from metroapp.domain.sorting import Disposition
from metroapp.services.events import Declared
from metroapp.services.means_in_hand import box_of, require_of_record

if TYPE_CHECKING:
    from metroapp.domain.declarations import Declaration
    from metroapp.services.inspection import Inspection


def declare_means(inspection: Inspection, balloon: str, number: str) -> None:
    """Note which instrument is used for a balloon, whatever it is fit for.

    Refuses `record.unknown_box`, `means.unknown`, `means.entered_since`.
    """
    box_of(inspection, balloon)
    require_of_record(inspection, number)
    said = inspection.record.declarations.means(balloon)
    if said is not None and said.instrument == number:
        return
    _write(inspection, MeansDeclared(inspection.next_id, balloon, number, inspection.operator, inspection.now()))
    inspection.publish_expected()


def declare_box(inspection: Inspection, box: BoxKey, *, conforming: bool) -> None:
    """Note that the value that decides in a box is said good or bad; refuses `exam.nothing_measured`, and as
    `InspectionRecord.require_box`."""
    record = inspection.record
    record.require_box(box)
    found = record.measurement(box)
    if found is None:
        raise Refusal("exam.nothing_measured", piece=box.piece, balloon=box.balloon)
    said = record.declarations.box(box, found.id)
    if said is not None and said.is_conforming is conforming:
        return
    by, at = inspection.operator, inspection.now()
    _write(inspection, BoxDeclared(inspection.next_id, box, found.id, conforming, by, at))


def declare_piece(inspection: Inspection, piece: int, disposition: Disposition) -> None:
    """Note how a piece is sorted; refuses `record.unknown_piece`, `exam.not_a_sort`."""
    record = inspection.record
    if piece not in record.pieces:
        raise Refusal("record.unknown_piece", piece=piece)
    if disposition not in SORTS:
        raise Refusal("exam.not_a_sort", piece=piece)
    said = record.declarations.piece(piece)
    if said is not None and said.disposition is disposition:
        return
    _write(inspection, PieceDeclared(inspection.next_id, piece, disposition, inspection.operator, inspection.now()))


def _write(inspection: Inspection, declaration: Declaration) -> None:
    inspection.write(declaration)
    inspection.publish(Declared(inspection.record.declarations.events[-1]))
