"""The quick check of an instrument before a series: its zero, or one block. It replaces no verification."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from metroapp.domain.instrument import Instrument, InstrumentKind
from metroapp.domain.measurement import EntryId
from metroapp.domain.verification import (
    Check,
    Indication,
    Outcome,
    Permitted,
    Point,
    PointResult,
    Undone,
    judge_point,
    result_at,
)
from metroapp.domain.verification_plan import USUAL_ROUGHNESS, working_range


@dataclass(frozen=True)
class DailyCheck:
    """One point before a series. `permitted` is the limit ± of the workshop, in the unit of the instrument.

    It was judged when it was made, by `require`: what is written is read under any later rule.
    """

    id: EntryId
    means: Instrument  # as the register said it then
    point: Point
    indications: tuple[Indication, ...]
    permitted: Permitted
    on: date  # the day at the workshop
    by: str
    at: datetime
    undone: tuple[Undone, ...] = ()
    session: str = ""  # what it was read in
    concluded: Outcome | None = None  # as it was, by the rules of then

    def require(self) -> None:
        """Refuse as `judge_point`, and `verification.standard_overdue`."""
        if self.point.standard is not None:
            self.point.standard.require_in_date(self.on)
        judge_point(self.means, self.point, self.indications, self.permitted)

    @property
    def instrument(self) -> str:
        return self.means.number

    @property
    def result(self) -> PointResult:
        return result_at(self.means, self.point, self.indications, self.permitted)

    @property
    def simulated(self) -> bool:
        """Whether any reading, be it taken back, came from no real instrument."""
        return any(one.simulated for one in (*self.indications, *(one.indication for one in self.undone)))

    @property
    def error(self) -> Decimal | None:
        return self.result.error

    @property
    def outcome(self) -> Outcome:
        """Without a reading, a standard or a limit, nothing is concluded: never good."""
        return self.result.outcome if self.concluded is None else self.concluded


def daily_points(instrument: Instrument) -> tuple[Point, ...]:
    """The zero where the instrument has one that needs no standard, and one standard near the middle of its range: of
    a limited one, inside what it is left with. Refuses as `plan`.
    """
    if instrument.kind is InstrumentKind.ROUGHNESS_TESTER:
        return (Point(Check.MEAN, USUAL_ROUGHNESS),)
    lower, upper = working_range(instrument)
    if lower != instrument.range_lower and not lower <= 0 <= upper:
        return (Point(Check.ERROR, (lower + upper) / 2),)  # its zero is outside
    if lower <= 0 <= upper:
        one = (lower + upper) / 2
        return Point(Check.ZERO, Decimal(0)), Point(Check.ERROR, one if one != 0 else upper / 2)
    return Point(Check.ZERO, lower), Point(Check.ERROR, (lower + upper) / 2)
