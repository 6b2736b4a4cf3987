"""The sorting (tri) of the pieces: what each is, from the state of its boxes, and the counts of the lot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from metroapp.domain.measurement import BoxKey

if TYPE_CHECKING:
    from metroapp.domain.record import InspectionRecord


class BoxStatus(Enum):
    """State of one box of the relevé."""

    NOT_PLANNED = "not_planned"
    NOT_MEASURED = "not_measured"
    IMPOSSIBLE = "impossible"
    CONFORMING = "conforming"
    NONCONFORMING = "nonconforming"
    UNDECIDED = "undecided"
    TAKEN = "taken"  # shown in place of the verdict of a value, where an examination keeps it for the jury


_WORST_FIRST = (
    BoxStatus.NONCONFORMING,
    BoxStatus.UNDECIDED,
    BoxStatus.IMPOSSIBLE,
    BoxStatus.NOT_MEASURED,
    BoxStatus.CONFORMING,
)


def worst(statuses: Iterable[BoxStatus]) -> BoxStatus:
    """The worst state of several boxes; not planned where none is."""
    found = set(statuses)
    return next((status for status in _WORST_FIRST if status in found), BoxStatus.NOT_PLANNED)


class Disposition(Enum):
    """Sorting of one piece."""

    CONFORMING = "conforming"
    NONCONFORMING = "nonconforming"
    CONCESSION = "concession"
    HELD = "held"  # à confirmer: kept with the nonconforming pieces until something is proven
    UNSORTED = "unsorted"


class PieceBoxes:
    """The states of the boxes of one piece, counted: a box that changes costs no look at the others."""

    def __init__(self, boxes: Iterable[tuple[BoxKey, BoxStatus]] = ()) -> None:
        self._states: dict[BoxKey, BoxStatus] = {}
        self._found: Counter[BoxStatus] = Counter()
        self._bad: Counter[str] = Counter()  # nonconforming boxes by balloon
        for box, status in boxes:
            self.put(box, status)

    def put(self, box: BoxKey, status: BoxStatus) -> None:
        """What a box is now."""
        before = self._states.get(box)
        if before is status:
            return
        self._states[box] = status
        self._count(status, box.balloon, 1)
        if before is not None:
            self._count(before, box.balloon, -1)

    def _count(self, status: BoxStatus, balloon: str, one: int) -> None:
        self._found[status] += one
        if status is BoxStatus.NONCONFORMING:
            self._bad[balloon] += one

    def sort(self, granted: frozenset[str]) -> Disposition:
        """Sorting of the piece; `granted`: the balloons that are *en dérogation* on it.

        Bad beats unfinished: a piece found nonconforming is nonconforming even with boxes still empty, but a concession
        releases it only once every other box is measured. Measured everywhere and proven bad nowhere else, it is held
        while one value is *à confirmer*.
        """
        found = self._found
        if any(count and balloon not in granted for balloon, count in self._bad.items()):
            return Disposition.NONCONFORMING
        if found[BoxStatus.NOT_MEASURED] or found[BoxStatus.IMPOSSIBLE]:
            return Disposition.UNSORTED
        if found[BoxStatus.UNDECIDED]:
            return Disposition.HELD
        if found[BoxStatus.NONCONFORMING]:
            return Disposition.CONCESSION
        # A piece on which nothing was foreseen was not looked at: it is not sorted.
        return Disposition.CONFORMING if found[BoxStatus.CONFORMING] else Disposition.UNSORTED


@dataclass(frozen=True, slots=True)
class Sorting:
    """Counts of the lot."""

    pieces: int
    conforming: int
    nonconforming: int
    concession: int
    unsorted: int
    held: int = 0  # à confirmer: with the nonconforming pieces, never among the good ones

    @classmethod
    def of(cls, counts: Counter[Disposition]) -> Sorting:
        """The counts of pieces by disposition."""
        return cls(pieces=counts.total(), **{each.value: counts[each] for each in Disposition})


class KeptSorting:
    """The sorting of the pieces of a record: only what changed since it was asked for is looked at again."""

    def __init__(self, pieces: Iterable[int]) -> None:
        self._stale: dict[int, set[BoxKey]] = {piece: set() for piece in pieces}  # the boxes that changed
        self._boxes: dict[int, PieceBoxes] = {}  # of pieces that were sorted
        self._dispositions: dict[int, Disposition] = {}
        self._counts: Counter[Disposition] = Counter()

    def box_changed(self, box: BoxKey) -> None:
        self._stale.setdefault(box.piece, set()).add(box)

    def grant_changed(self, piece: int) -> None:
        """Another concession covers a piece; its boxes are as they were."""
        self._stale.setdefault(piece, set())

    def piece_changed(self, piece: int) -> None:
        """Any box of a piece may be another one."""
        self._boxes.pop(piece, None)
        self._stale.setdefault(piece, set())

    def disposition(self, record: InspectionRecord, piece: int) -> Disposition:
        """Sorting of one piece."""
        changed = self._stale.pop(piece, None)
        if changed is not None:
            self._sort(record, piece, changed)
        return self._dispositions[piece]

    def _sort(self, record: InspectionRecord, piece: int, changed: Iterable[BoxKey]) -> None:
        if piece not in self._boxes:
            self._boxes[piece], changed = PieceBoxes(), record.boxes_of(piece)
        for box in changed:
            self._boxes[piece].put(box, record.status(box))
        before, found = self._dispositions.get(piece), self._boxes[piece].sort(record.granted(piece))
        if before is not None:
            self._counts[before] -= 1
        self._dispositions[piece] = found
        self._counts[found] += 1

    def of_lot(self, record: InspectionRecord) -> Sorting:
        """Counts of the lot."""
        for piece in tuple(self._stale):
            self.disposition(record, piece)
        return Sorting.of(self._counts)
