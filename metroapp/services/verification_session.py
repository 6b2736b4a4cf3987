"""A verification that is going on: its points, what was read at each, and which one is expected.

Frozen: each step gives another one, which is kept in `state.sqlite` before anybody sees it. A daily check is one too,
of a single point.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TypeVar
from uuid import uuid4

from metroapp.domain.instrument import Instrument
from metroapp.domain.message import Refusal
from metroapp.domain.verification import OTHER_FACES, Check, Direction, Indication, Permitted, Point, Undone
from metroapp.domain.verification_acts import Verification

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Limits:
    """What the register does not say, and the workshop permits: see `Permitted`."""

    other_faces: Decimal = Decimal(0)
    repeatability: Decimal | None = None
    hysteresis: Decimal | None = None

    def over(self, permitted: Permitted) -> Permitted:
        """With the errors of indication that the register permits; refuses as `Permitted`."""
        return replace(
            permitted,
            other_faces=self.other_faces,
            repeatability=self.repeatability,
            hysteresis=self.hysteresis,
        )


@dataclass(frozen=True, slots=True)
class Session:
    """Of one instrument. `order` is the point of each reading, in their order; `expected` the point to be read now.

    `token` is written with what it becomes: the same readings on another day are another session.
    """

    number: str
    points: tuple[Point, ...]
    taken: tuple[tuple[Indication, ...], ...]
    on: date  # the day at the workshop of its last reading; before any, when it was begun
    by: str  # whoever took the last reading
    is_daily: bool = False
    expected: int | None = 0
    order: tuple[int, ...] = ()
    undone: tuple[Undone, ...] = ()
    limits: Limits = Limits()
    since: date | None = None  # the day when it was begun
    means: Instrument | None = None  # as the register said it then
    token: str = ""
    entry: int = 0  # the next one of the journal at the last reading; 0 before any, and in those of before

    @property
    def is_begun(self) -> bool:
        """Whether anything was read, be it taken back."""
        return bool(self.order or self.undone)

    def point(self, place: int) -> Point:
        """Refuses `verification.no_such_point`."""
        if not 0 <= place < len(self.points):
            raise Refusal("verification.no_such_point", place=place + 1, points=len(self.points))
        return self.points[place]

    def awaited(self) -> tuple[int, Point]:
        """The point expected; refuses `verification.all_read`, and `verification.standard_first` of one whose standard
        is still to be chosen."""
        if self.expected is None:
            raise Refusal("verification.all_read", instrument=self.number)
        point = self.points[self.expected]
        if point.certified is None:
            raise Refusal("verification.standard_first", nominal=point.nominal)
        return self.expected, point

    # -- what is read -------------------------------------------------------------------------------------------------

    def with_reading(self, indication: Indication, by: str, on: date, entry: int) -> Session:
        """One more reading, that day, at the point expected; refuses as `awaited`."""
        place, _point = self.awaited()
        taken = tuple((*one, indication) if at == place else one for at, one in enumerate(self.taken))
        found = replace(self, taken=taken, order=(*self.order, place), by=by, on=on, entry=entry)
        return found if found._missing(place) else replace(found, expected=found._next(place))

    def without_last(self) -> Session:
        """The last reading is taken back, and expected again; it stays written. Refuses `verification.nothing_read`."""
        if not self.order:
            raise Refusal("verification.nothing_read", instrument=self.number)
        *before, place = self.order
        point, last = self.points[place], self.taken[place][-1]
        taken = tuple(one[:-1] if at == place else one for at, one in enumerate(self.taken))
        undone = (*self.undone, Undone(point.check, point.nominal, last))
        return replace(self, taken=taken, order=tuple(before), undone=undone, expected=place)

    def after(self, earlier: Session) -> Session:
        """What was read on another day, and never written, decides nothing today and stays written."""
        return replace(self, undone=earlier.left_over())

    def left_over(self) -> tuple[Undone, ...]:
        """All that was read, where it decides nothing any more."""
        pairs = zip(self.points, self.taken, strict=True)
        return (*self.undone, *(Undone(point.check, point.nominal, one) for point, taken in pairs for one in taken))

    def is_followed_by(self, verification: Verification) -> bool:
        """Whether a verification that was concluded came after what was read: it is what is known of the means now."""
        if verification.decided is None:
            return False
        return verification.id.sequence >= self.entry if self.entry else verification.on > self.on

    def at(self, place: int) -> Session:
        """Another point is expected; refuses `verification.no_such_point`, and `verification.point_full` of one that
        was read as often as it should."""
        point = self.point(place)
        if not self._missing(place):
            raise Refusal("verification.point_full", nominal=point.nominal)
        return replace(self, expected=place)

    def _missing(self, place: int) -> int:
        return self.points[place].repeats - len(self.taken[place])

    def _next(self, after: int) -> int | None:
        """The next point that lacks a reading, around the end; None where every one is read."""
        places = [*range(after + 1, len(self.points)), *range(after + 1)]
        return next((place for place in places if self._missing(place) > 0), None)

    # -- what it is made of -------------------------------------------------------------------------------------------

    def with_point(self, point: Point) -> Session:
        """One more point, at the end."""
        found = replace(self, points=(*self.points, point), taken=(*self.taken, ()))
        return found if found.expected is not None else replace(found, expected=len(self.points))

    def without_point(self, place: int) -> Session:
        """One point less; refuses `verification.no_such_point`, `verification.point_read`, and `verification.no_point`
        of the last one."""
        self._require_unread(place)
        if len(self.points) == 1:
            raise Refusal("verification.no_point", instrument=self.number)
        order = tuple(at - (at > place) for at in self.order)
        found = replace(self, points=_less(self.points, place), taken=_less(self.taken, place), order=order)
        if self.expected is None:
            return found
        return replace(found, expected=found._next(self.expected - 1 - (self.expected > place)))

    def on_standard(self, place: int, point: Point) -> Session:
        """A point with its standard; refuses `verification.no_such_point`, `verification.point_read`."""
        self._require_unread(place)
        return replace(self, points=tuple(point if at == place else one for at, one in enumerate(self.points)))

    def with_limits(self, limits: Limits) -> Session:
        """What the workshop permits; refuses `verification.limit_after_reading`: one is widened, and a point that it
        judges was read."""
        before = self.limits
        wider = [
            (Check.REPEATABILITY, _is_wider(limits.repeatability, before.repeatability)),
            (Check.HYSTERESIS, _is_wider(limits.hysteresis, before.hysteresis)),
            *((check, limits.other_faces > before.other_faces) for check in OTHER_FACES),
        ]
        for check, is_wider in wider:
            if is_wider and any(
                taken and _is_judged(point, check) for point, taken in zip(self.points, self.taken, strict=True)
            ):
                raise Refusal("verification.limit_after_reading", check=check)
        return replace(self, limits=limits)

    def with_unread(self, points: Sequence[Point]) -> Session:
        """With other standards where nothing is read yet."""
        pairs = zip(self.points, points, self.taken, strict=True)
        return replace(self, points=tuple(old if taken else new for old, new, taken in pairs))

    def _require_unread(self, place: int) -> None:
        point = self.point(place)
        if self.taken[place]:
            raise Refusal("verification.point_read", nominal=point.nominal)


def _is_wider(limit: Decimal | None, before: Decimal | None) -> bool:
    return before is not None and (limit is None or limit > before)


def _is_judged(point: Point, check: Check) -> bool:
    """Whether the readings at a point are held to the limit of a check."""
    return point.direction is not Direction.NONE if check is Check.HYSTERESIS else point.check is check


def _less(among: tuple[T, ...], place: int) -> tuple[T, ...]:
    return (*among[:place], *among[place + 1 :])


def begin(means: Instrument, points: Sequence[Point], on: date, by: str, *, is_daily: bool = False) -> Session:
    """A session with nothing read yet; refuses `verification.no_point`."""
    if not points:
        raise Refusal("verification.no_point", instrument=means.number)
    return Session(
        means.number, tuple(points), ((),) * len(points), on, by, is_daily, since=on, means=means, token=uuid4().hex
    )
