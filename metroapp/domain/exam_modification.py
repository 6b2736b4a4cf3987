"""The modification that a jury asks for: whether it can be entered now, and what it is called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from metroapp.domain.measurement import BoxKey
from metroapp.domain.message import Refusal
from metroapp.domain.modification import SpecificationModified, with_modification
from metroapp.domain.record import InspectionRecord
from metroapp.domain.specification import Part


def named_modification(part: Part, given: Part, existing: Callable[[str], Part | None]) -> tuple[str, Part]:
    """The mark of a modification, and the revision that it makes of the part: `M1` and `A-M1`; the same modification of
    two candidates is one revision, another one has the number after it. `existing` gives what the library has."""
    number = 1
    while True:
        mark = f"M{number}"
        revision = f"{part.revision}-{mark}"
        made = replace(given, reference=part.reference, drawing=part.drawing, revision=revision)
        found = existing(revision)
        if found is None or found == made:
            return mark, made
        number += 1


def require_modifiable(record: InspectionRecord, given: Part, after: int) -> None:
    """Refuse a modification before it is written: `exam.modified_already`, `.modification_pieces` (none before or none
    after), `.modification_same`, and as `Part.require_complete`."""
    if record.modification is not None:
        raise Refusal("exam.modified_already", mark=record.modification.mark)
    if not 1 <= after < record.header.pieces:
        raise Refusal("exam.modification_pieces", most=record.header.pieces - 1, pieces=record.header.pieces)
    if given.characteristics == record.part.characteristics:
        raise Refusal("exam.modification_same")
    given.require_complete()


def require_unmeasured(record: InspectionRecord, event: SpecificationModified) -> None:
    """Refuse (`exam.modification_measured`) to change a line where a piece after the modification already has a value:
    it was judged by the specification of before. And as `Part.require_complete`, both specifications together."""
    modified = with_modification(record.part, event, record.header.pieces)
    modified.part.require_complete()
    for one in record.characteristics:
        for piece in range(event.after + 1, record.header.pieces + 1):
            if modified.is_for(one.balloon, piece):
                continue
            for code in one.boxes:
                box = BoxKey(piece, one.balloon, code)
                if record.history(box) or record.impossible(box) is not None:
                    raise Refusal("exam.modification_measured", balloon=one.balloon, piece=piece)
