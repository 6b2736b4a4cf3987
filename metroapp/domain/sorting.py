"""The sorting (tri) of the pieces: what each is, from the state of its boxes, and the counts of the lot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


class BoxStatus(Enum):
    """State of one box of the relevé."""

    NOT_PLANNED = "not_planned"
    NOT_MEASURED = "not_measured"
    IMPOSSIBLE = "impossible"
    CONFORMING = "conforming"
    NONCONFORMING = "nonconforming"
    UNDECIDED = "undecided"


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


def sort(boxes: Iterable[tuple[str, BoxStatus]], granted: frozenset[str]) -> Disposition:
    """Sorting of one piece, from its boxes by balloon and the balloons that are *en dérogation* on it.

    Bad beats unfinished: a piece found nonconforming is nonconforming even with boxes still empty, but a concession
    releases it only once every other box is measured. Measured everywhere and proven bad nowhere else, it is held
    while one value is *à confirmer*.
    """
    boxes = list(boxes)
    bad = {balloon for balloon, status in boxes if status is BoxStatus.NONCONFORMING}
    found = {status for _, status in boxes}
    if bad - granted:
        return Disposition.NONCONFORMING
    if found & {BoxStatus.NOT_MEASURED, BoxStatus.IMPOSSIBLE}:
        return Disposition.UNSORTED
    if BoxStatus.UNDECIDED in found:
        return Disposition.HELD
    if bad:
        return Disposition.CONCESSION
    # A piece on which nothing was foreseen was not looked at: it is not sorted.
    return Disposition.CONFORMING if BoxStatus.CONFORMING in found else Disposition.UNSORTED


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
