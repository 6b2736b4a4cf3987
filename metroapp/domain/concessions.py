"""What the concessions (dérogations) of a record cover: each the values that decided when it was granted, no others."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from metroapp.domain.measurement import BoxKey, EntryId
from metroapp.domain.operations import Concession
from metroapp.domain.sorting import BoxStatus

if TYPE_CHECKING:
    from metroapp.domain.record import InspectionRecord


@dataclass(frozen=True, slots=True)
class _Covered:
    """A nonconforming value, and the bonus that it had, as whoever granted the concession knew them."""

    by: Concession
    measurement: EntryId
    bonus: Decimal  # mm


class Covered:
    """The boxes of a record that are *en dérogation*."""

    def __init__(self) -> None:
        self._boxes: dict[BoxKey, _Covered] = {}

    def grant(self, record: InspectionRecord, granted: Concession) -> None:
        """Cover the nonconforming boxes of a concession, as they are now."""
        for box in record.boxes_of(granted.piece):
            last = record.measurement(box)
            is_named = box.balloon in granted.balloons and record.status(box) is BoxStatus.NONCONFORMING
            if is_named and last is not None:
                self._boxes[box] = _Covered(granted, last.id, record.bonus(box).value or Decimal(0))

    def follow(self, record: InspectionRecord, box: BoxKey) -> None:
        """What covered a box ends, for good, where another value decides in it or its bonus became smaller."""
        found = self._boxes.get(box)
        if found is None:
            return
        last = record.measurement(box)
        if last is None or last.id != found.measurement or (record.bonus(box).value or Decimal(0)) < found.bonus:
            del self._boxes[box]

    def end(self, concession: EntryId) -> frozenset[int]:
        """A concession covers nothing more; the pieces that it covered."""
        ended = [box for box, found in self._boxes.items() if found.by.id == concession]
        for box in ended:
            del self._boxes[box]
        return frozenset(box.piece for box in ended)

    def pieces(self, number: str) -> frozenset[int]:
        """The pieces with a box that a dérogation of this number covers."""
        return frozenset(box.piece for box, found in self._boxes.items() if found.by.number == number)

    def by(self, box: BoxKey) -> Concession | None:
        """The concession that covers the value of a box."""
        found = self._boxes.get(box)
        return None if found is None else found.by

    def balloons(self, record: InspectionRecord, piece: int) -> frozenset[str]:
        """The balloons for which a piece is *en dérogation*: every nonconforming box of them is covered."""
        covered = {box.balloon for box in self._boxes if box.piece == piece}
        if not covered:
            return frozenset()
        bad = (box for box in record.boxes_of(piece) if record.status(box) is BoxStatus.NONCONFORMING)
        return frozenset(covered.difference(box.balloon for box in bad if box not in self._boxes))
