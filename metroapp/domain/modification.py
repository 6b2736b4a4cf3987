"""A modification of the specification asked for in the middle of a series: pieces before and after are judged each by
their own.

What changes is there twice in the part of the record: as it was, for the pieces before, and under the mark of the
modification (`3 M1`), for those after.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from metroapp.domain.measurement import EntryId
from metroapp.domain.specification import Characteristic, Part


@dataclass(frozen=True, slots=True)
class SpecificationModified:
    """The pieces after `after` (a number) are made and judged by `part`, a revision of the part of the record."""

    id: EntryId
    mark: str  # M1
    part: Part
    after: int
    reason: str
    granted_by: str  # the trainer or the supervisor who entered it
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ModifiedPart:
    """Both specifications in one part, and the pieces that each line is for; a line not named is for all of them."""

    part: Part
    pieces: dict[str, range]  # by balloon, of each occurrence too

    def is_for(self, balloon: str, piece: int) -> bool:
        return piece in self.pieces.get(balloon, (piece,))


def with_modification(part: Part, event: SpecificationModified, pieces: int) -> ModifiedPart:
    """The part of a record of so many pieces, with the lines before and after a modification."""
    old = {one.balloon: one for one in part.characteristics}
    new = {one.balloon: one for one in event.part.characteristics}
    changed = {balloon for balloon in {*old, *new} if old.get(balloon) != new.get(balloon)}
    changed |= {one.balloon for one in (*old.values(), *new.values()) if one.size_balloon in changed}
    before, after = range(1, event.after + 1), range(event.after + 1, pieces + 1)
    lines: list[Characteristic] = []
    limited: dict[str, range] = {}
    for balloon in dict.fromkeys((*old, *new)):
        if balloon not in changed:
            lines.append(old[balloon])
            continue
        if balloon in old:
            lines.append(old[balloon])
            limited |= dict.fromkeys(_balloons(old[balloon]), before)
        if balloon in new:
            marked = _marked(new[balloon], event.mark, changed)
            lines.append(marked)
            limited |= dict.fromkeys(_balloons(marked), after)
    return ModifiedPart(replace(part, characteristics=tuple(lines)), limited)


def _marked(line: Characteristic, mark: str, changed: set[str]) -> Characteristic:
    size = f"{line.size_balloon} {mark}" if line.size_balloon in changed else line.size_balloon
    return replace(line, balloon=f"{line.balloon} {mark}", drawn_as=line.drawn_balloon, size_balloon=size)


def _balloons(line: Characteristic) -> Iterator[str]:
    """The balloons that `Part.inspected` gives a line."""
    count = line.callout.multiplicity
    return iter([line.balloon] if count == 1 else [f"{line.balloon}.{number}" for number in range(1, count + 1)])
