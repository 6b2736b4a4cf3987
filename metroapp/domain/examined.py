"""A record of an examination as the candidate leaves it: what they declared, where the program keeps its verdict."""

from __future__ import annotations

from collections import Counter

from metroapp.domain.examination import Aid
from metroapp.domain.measurement import BoxKey
from metroapp.domain.record import InspectionRecord
from metroapp.domain.sorting import BoxStatus, Disposition, Sorting

_UNSAID = (BoxStatus.NOT_PLANNED, BoxStatus.NOT_MEASURED, BoxStatus.IMPOSSIBLE)  # which no verdict is


def keeps_verdict(record: InspectionRecord) -> bool:
    """Whether the verdict of the program is for the jury alone."""
    return not record.options.offers(Aid.VERDICT)


def declared_status(record: InspectionRecord, box: BoxKey) -> BoxStatus:
    """What the candidate says of the value that decides in a box; *mesuré* where they say nothing of it."""
    found, status = record.measurement(box), record.status(box)
    if found is None or status in _UNSAID:
        return status
    said = record.declarations.box(box, found.id)
    if said is None:
        return BoxStatus.TAKEN
    return BoxStatus.CONFORMING if said.is_conforming else BoxStatus.NONCONFORMING


def declared_disposition(record: InspectionRecord, piece: int) -> Disposition:
    """The sorting that the candidate declares for a piece; unsorted where they declare none."""
    said = record.declarations.piece(piece)
    return Disposition.UNSORTED if said is None else said.disposition


def sorting_said(record: InspectionRecord) -> Sorting:
    """The counts of the lot that a paper for everybody prints: of the candidate where the verdict is kept."""
    if not keeps_verdict(record):
        return record.sorting()
    return Sorting.of(Counter(declared_disposition(record, piece) for piece in record.pieces))
