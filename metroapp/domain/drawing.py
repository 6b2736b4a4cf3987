"""The drawing of a part and the balloons placed on it: which file, which page, where.

A length is in points (1/72 inch) from the lower left corner of the page as it is seen, rounded at a hundredth: a
balloon that was read again is exactly where it was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_EVEN, Decimal
from typing import NamedTuple

from metroapp.domain.message import Refusal

LONGEST_BALLOON = 12
_DIGEST, _SUFFIX = re.compile(r"[0-9a-f]{64}"), re.compile(r"\.[a-z]{3,4}")
_STEP = Decimal("0.01")
_RADIUS_IN_SIDE = Decimal(60)  # 3.5 mm on A4: circles that a drawing already has are covered
_SMALLEST_RADIUS = Decimal(8)


class PageSize(NamedTuple):
    """Width and height of a page as it is seen, in points."""

    width: Decimal
    height: Decimal


@dataclass(frozen=True, slots=True)
class BalloonPlace:
    """Where one balloon is; pages are counted from 0."""

    balloon: str
    page: int
    x: Decimal
    y: Decimal


def rounded(length: Decimal) -> Decimal:
    """A length at a hundredth of a point."""
    return length.quantize(_STEP, ROUND_HALF_EVEN)


@dataclass(frozen=True, slots=True)
class DrawingSheet:
    """One file, recognised by its digest, and its balloons: each number once, in the order of their numbers."""

    file: str  # as it was called when it was opened
    digest: str  # SHA-256, hexadecimal
    suffix: str  # of the copy that the workspace keeps: `.pdf`, `.png`…
    sizes: tuple[PageSize, ...]
    balloons: tuple[BalloonPlace, ...] = ()

    def __post_init__(self) -> None:
        # They name a file: nothing that was read from elsewhere may name another one.
        if not _DIGEST.fullmatch(self.digest) or not _SUFFIX.fullmatch(self.suffix) or not self.sizes:
            raise ValueError(f"no drawing: {self.digest}{self.suffix}")

    @property
    def pages(self) -> int:
        return len(self.sizes)

    def radius(self, page: int) -> Decimal:
        """Radius of the balloons of a page, in points."""
        return max(_SMALLEST_RADIUS, rounded(min(self.sizes[page]) / _RADIUS_IN_SIDE))

    def place_of(self, balloon: str) -> BalloonPlace | None:
        return next((place for place in self.balloons if place.balloon == balloon), None)

    def on_page(self, page: int) -> tuple[BalloonPlace, ...]:
        return tuple(place for place in self.balloons if place.page == page)

    def orphans(self, drawn: Iterable[str]) -> tuple[str, ...]:
        """The balloons of the drawing that no characteristic has."""
        known = set(drawn)
        return tuple(place.balloon for place in self.balloons if place.balloon not in known)

    def unplaced(self, drawn: Iterable[str]) -> tuple[str, ...]:
        """The balloons of characteristics that are not on the drawing, each once, in the order given."""
        placed = {place.balloon for place in self.balloons}
        return tuple(balloon for balloon in dict.fromkeys(drawn) if balloon and balloon not in placed)

    # -- what is done to it -------------------------------------------------------------------------------------------

    def with_balloon(self, balloon: str, page: int, x: Decimal, y: Decimal) -> DrawingSheet:
        """One more balloon, brought back inside its page.

        Refuses `drawing.balloon_taken`, `drawing.balloon_unnamed`, `drawing.page_absent`.
        """
        balloon = self._free(balloon)
        return self._having((*self.balloons, self._inside(balloon, page, x, y)))

    def moved(self, balloon: str, page: int, x: Decimal, y: Decimal) -> DrawingSheet:
        """The balloon at another place. Refuses `drawing.page_absent`; KeyError for a balloon that is not there."""
        rest = self.without(balloon)
        if len(rest.balloons) == len(self.balloons):
            raise KeyError(balloon)
        return self._having((*rest.balloons, self._inside(balloon, page, x, y)))

    def renumbered(self, balloon: str, number: str) -> DrawingSheet:
        """The balloon with another number. Refuses `drawing.balloon_taken`, `drawing.balloon_unnamed`."""
        if number.strip() == balloon:
            return self
        number = self._free(number)
        return self._having(
            replace(place, balloon=number) if place.balloon == balloon else place for place in self.balloons
        )

    def without(self, balloon: str) -> DrawingSheet:
        """The drawing without a balloon; itself where it has none of this number."""
        return replace(self, balloons=tuple(place for place in self.balloons if place.balloon != balloon))

    def with_balloons_of(self, other: DrawingSheet) -> DrawingSheet:
        """This file with the balloons of another one: at the same places, on the last page where theirs is gone."""
        last = self.pages - 1
        return self._having(
            self._inside(place.balloon, min(place.page, last), place.x, place.y) for place in other.balloons
        )

    def _having(self, places: Iterable[BalloonPlace]) -> DrawingSheet:
        return replace(self, balloons=tuple(sorted(places, key=lambda place: _order(place.balloon))))

    def _free(self, balloon: str) -> str:
        balloon = balloon.strip()
        if not balloon or len(balloon) > LONGEST_BALLOON or not balloon.isprintable():
            raise Refusal("drawing.balloon_unnamed", longest=LONGEST_BALLOON)
        if self.place_of(balloon) is not None:
            raise Refusal("drawing.balloon_taken", balloon=balloon)
        return balloon

    def _inside(self, balloon: str, page: int, x: Decimal, y: Decimal) -> BalloonPlace:
        if not 0 <= page < self.pages:
            raise Refusal("drawing.page_absent", page=page + 1, pages=self.pages)
        width, height = self.sizes[page]
        return BalloonPlace(
            balloon, page, rounded(min(max(x, Decimal(0)), width)), rounded(min(max(y, Decimal(0)), height))
        )


def _order(balloon: str) -> tuple[tuple[int, str], ...]:
    """7, 7.2, 7.10, 12: numbers by their value, the rest by its letters."""
    parts = balloon.split(".")
    return tuple((int(part), "") if part.isascii() and part.isdecimal() else (1_000_000_000, part) for part in parts)


@dataclass(frozen=True, slots=True)
class SheetChanges:
    """What differs between the drawings of two revisions."""

    is_other_file: bool
    added: tuple[BalloonPlace, ...] = ()
    removed: tuple[BalloonPlace, ...] = ()
    moved: tuple[tuple[BalloonPlace, BalloonPlace], ...] = ()  # before, after


def sheet_changes(before: DrawingSheet | None, after: DrawingSheet | None) -> SheetChanges:
    """The file, then the balloons by number."""
    old = {place.balloon: place for place in before.balloons} if before else {}
    new = {place.balloon: place for place in after.balloons} if after else {}
    return SheetChanges(
        (before and before.digest) != (after and after.digest),
        tuple(place for balloon, place in new.items() if balloon not in old),
        tuple(place for balloon, place in old.items() if balloon not in new),
        tuple((old[balloon], place) for balloon, place in new.items() if balloon in old and old[balloon] != place),
    )
