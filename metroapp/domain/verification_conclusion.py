"""The conclusion of a verification: its points together, repeatability and hysteresis, what must be said beside.

Nothing that was not measured is good: a reading missing, a standard missing or no permissible error known, and nothing
is concluded. A single point beyond its limit is enough to be nonconforming.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from itertools import pairwise

from metroapp.domain.budget import shown_expanded
from metroapp.domain.instrument import Instrument, InstrumentKind
from metroapp.domain.measurement import Origin
from metroapp.domain.message import Message
from metroapp.domain.quantity import rounded, shortest
from metroapp.domain.verification import (
    OTHER_FACES,
    Check,
    Direction,
    Indication,
    Outcome,
    Permitted,
    Point,
    PointResult,
    Standard,
    judge_point,
    result_at,
)

_EXPANSION = 2  # U = 2·u
_RATIO = 4  # U of a standard is at most this part of the permissible error
_FEWEST_POINTS = 3  # of the error of indication, at different sizes
_FEW_POINTS = {InstrumentKind.INTERNAL_MICROMETER: 1, InstrumentKind.ROUGHNESS_TESTER: 1}  # rings and specimens are few
_WIDEST_GAP = 2  # no more than half of the range without a point: the plans propose a quarter at most
_LEFT_OUT = 10  # a tenth of the range left out at an end is said


@dataclass(frozen=True, slots=True)
class Spread:
    """A repeatability (range of the readings, and their experimental standard deviation), or a hysteresis (largest
    |up − down| at one point). Without a limit it decides nothing."""

    check: Check
    nominal: Decimal
    value: Decimal | None
    limit: Decimal | None
    complete: bool
    deviation: Decimal | None = None
    readings: tuple[Decimal, ...] = ()

    @property
    def outcome(self) -> Outcome | None:
        """None: information only."""
        if self.limit is None:
            return None
        if self.value is not None and self.value > self.limit:
            return Outcome.NONCONFORMING
        return Outcome.CONFORMING if self.complete else Outcome.NOT_CONCLUDED


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What a verification says. `span` is the largest minus the smallest error (the total error of an indicator); None
    for a single one."""

    points: tuple[PointResult, ...]
    spreads: tuple[Spread, ...]
    span: Decimal | None
    notes: tuple[Message, ...]
    outcome: Outcome

    @property
    def missing(self) -> int:
        """Readings still to be taken."""
        return sum(result.missing for result in self.points)

    @property
    def proves_part_only(self) -> bool:
        """Whether some of the range, at an end or in the middle, was left out."""
        return any(note.code in ("verification.part_of_range", "verification.gap_in_range") for note in self.notes)


def evaluate(
    instrument: Instrument,
    points: Sequence[Point],
    readings: Sequence[Sequence[Indication]],
    *,
    on: date,
    permitted: Permitted | None = None,
) -> Conclusion:
    """The conclusion for the readings taken at each of the points, in their order, as far as they were taken.

    `permitted` is what the register says, unless given. Refuses as `judge_point`, and `verification.standard_overdue`.
    """
    limits = Permitted.of(instrument) if permitted is None else permitted
    for point, taken in zip(points, readings, strict=True):
        if point.standard is not None:
            point.standard.require_in_date(on)
        judge_point(instrument, point, taken, limits)
    return conclude(instrument, points, readings, limits)


def conclude(
    instrument: Instrument, points: Sequence[Point], readings: Sequence[Sequence[Indication]], limits: Permitted
) -> Conclusion:
    """The same, of readings that were judged when they were taken: nothing is refused."""
    results = tuple(result_at(instrument, point, taken, limits) for point, taken in zip(points, readings, strict=True))
    spreads = (*_repeatabilities(results, limits), *_hysteresis(results, limits))
    errors = [result.error for result in results if result.error is not None]
    fewest = _FEW_POINTS.get(instrument.kind, _FEWEST_POINTS)
    sizes = {result.point.nominal for result in results if result.point.check in (Check.ERROR, Check.MEAN)}
    notes: list[Message] = []
    if len(sizes) < fewest:
        notes.append(Message("verification.too_few_points", {"points": len(sizes), "fewest": fewest}))
    notes += _limits_not_tried(spreads, limits)
    enough = not notes
    notes += _notes(instrument, results, spreads, limits, [one for taken in readings for one in taken])
    outcomes = {result.outcome for result in results} | {spread.outcome for spread in spreads}
    if Outcome.NONCONFORMING in outcomes:
        outcome = Outcome.NONCONFORMING
    elif Outcome.NOT_CONCLUDED in outcomes or not enough:
        outcome = Outcome.NOT_CONCLUDED
    else:
        outcome = Outcome.CONFORMING
    span = shortest(max(errors) - min(errors)) if len(errors) > 1 else None
    return Conclusion(results, spreads, span, tuple(notes), outcome)


def _repeatabilities(results: Iterable[PointResult], limits: Permitted) -> Iterable[Spread]:
    for result in results:
        if result.point.check is not Check.REPEATABILITY:
            continue
        taken = result.taken
        several = len(taken) > 1
        yield Spread(
            Check.REPEATABILITY,
            result.point.nominal,
            max(taken) - min(taken) if several else None,
            limits.repeatability,
            not result.missing,
            experimental_deviation(taken) if several else None,
            taken,
        )


def experimental_deviation(readings: Sequence[Decimal]) -> Decimal:
    """s of two readings or more (JCGM 100:2008, 4.2.2), rounded half-even at 10⁻⁹ of their unit."""
    count = len(readings)
    with localcontext(prec=50):
        # n·Σx² − (Σx)² is exact: a mean would be rounded before it is subtracted.
        squares = count * sum((one * one for one in readings), Decimal(0)) - sum(readings, Decimal(0)) ** 2
        return shortest(rounded((squares / (count * (count - 1))).sqrt()))


def _hysteresis(results: Sequence[PointResult], limits: Permitted) -> list[Spread]:
    """One for the whole travel: the point where up and down differ most; empty where no point is read both ways."""
    found: list[tuple[Decimal, Decimal]] = []
    complete, both = True, []
    up, down = _by_size(results, Direction.UP), _by_size(results, Direction.DOWN)
    for nominal in up:
        if nominal not in down:
            continue
        both.append(nominal)
        for upwards, downwards in zip(_errors(up[nominal]), _errors(down[nominal]), strict=False):
            found.append((shortest(abs(upwards - downwards)), nominal))
        complete = complete and all(
            not result.missing and result.error is not None for result in (*up[nominal], *down[nominal])
        )
    if not both:
        return []
    value, nominal = max(found, default=(None, both[0]), key=lambda one: one[0] or 0)
    return [Spread(Check.HYSTERESIS, nominal, value, limits.hysteresis, complete and bool(found))]


def _limits_not_tried(spreads: Iterable[Spread], limits: Permitted) -> list[Message]:
    """A limit that no point puts to the test proves nothing."""
    tried = {spread.check for spread in spreads}
    wanted = ((Check.REPEATABILITY, limits.repeatability), (Check.HYSTERESIS, limits.hysteresis))
    return [
        Message("verification.limit_not_tried", {"check": check, "limit": limit})
        for check, limit in wanted
        if limit is not None and check not in tried
    ]


def _by_size(results: Iterable[PointResult], direction: Direction) -> dict[Decimal, list[PointResult]]:
    sizes: dict[Decimal, list[PointResult]] = {}
    for result in results:
        if result.point.direction is direction and result.point.check is Check.ERROR:
            sizes.setdefault(result.point.nominal, []).append(result)
    return sizes


def _errors(results: Iterable[PointResult]) -> list[Decimal]:
    """Every error at one size, in the order of the cycles; errors and not indications, should the standards differ."""
    return [
        reading - result.point.certified
        for result in results
        for reading in result.taken
        if result.point.certified is not None
    ]


def _notes(
    instrument: Instrument,
    results: Sequence[PointResult],
    spreads: Iterable[Spread],
    limits: Permitted,
    indications: Sequence[Indication],
) -> list[Message]:
    notes: list[Message] = []
    if limits.error is None:
        notes.append(Message("verification.no_permissible_error", {"instrument": instrument.number}))
    missing = sum(result.missing for result in results)
    if missing:
        notes.append(Message("verification.readings_missing", {"missing": missing}))
    bare = [result.point.nominal for result in results if result.point.certified is None]
    if bare:
        notes.append(Message("verification.standard_missing", {"nominal": tuple(dict.fromkeys(bare))}))
    simulated = sum(one.simulated for one in indications)
    if simulated:
        notes.append(Message("verification.simulated", {"simulated": simulated}))
    typed = sum(one.origin is Origin.TYPED for one in indications)
    if typed:
        notes.append(Message("verification.typed", {"typed": typed}))
    notes += _of_standards(instrument, results)
    notes += _of_range(instrument, results)
    known = instrument.repeatability
    if known is not None:
        worst = max((spread.deviation for spread in spreads if spread.deviation is not None), default=None)
        if worst is not None and worst > known.to(instrument.kind.reading_unit).value:
            notes.append(
                Message("verification.repeatability_worse", {"found": shown_expanded(worst), "known": known.value})
            )
    return notes


def _of_standards(instrument: Instrument, results: Iterable[PointResult]) -> list[Message]:
    """What each standard lacks: the tightest of its points counts."""
    unit = instrument.kind.reading_unit
    used: dict[Standard, Decimal | None] = {}
    for result in results:
        if result.point.standard is not None:
            before = used.get(result.point.standard)
            limits = [one for one in (before, result.permissible) if one is not None]
            used[result.point.standard] = min(limits, default=None)
    notes: list[Message] = []
    for standard, permissible in used.items():
        if standard.due is None:
            notes.append(Message("verification.standard_no_due", {"standard": standard.identity}))
        if standard.uncertainty is None:
            notes.append(Message("verification.standard_no_uncertainty", {"standard": standard.identity}))
        elif permissible is not None and _RATIO * _EXPANSION * standard.uncertainty > permissible:
            expanded = shown_expanded(_EXPANSION * standard.uncertainty)
            notes.append(
                Message(
                    "verification.standard_coarse",
                    {"standard": standard.identity, "expanded": expanded, "permissible": permissible, "unit": unit},
                )
            )
    return notes


def _of_range(instrument: Instrument, results: Iterable[PointResult]) -> list[Message]:
    lower, upper = instrument.range_lower, instrument.range_upper
    others = OTHER_FACES | {Check.MEAN}
    sizes = [result.point.nominal for result in results if result.point.check not in others]
    if lower is None or upper is None or not sizes:
        return []
    allowance = (upper - lower) / _LEFT_OUT
    notes = []
    if min(sizes) > lower + allowance or max(sizes) < upper - allowance:
        notes.append(Message("verification.part_of_range", {"lower": min(sizes), "upper": max(sizes)}))
    ordered = sorted(set(sizes))
    widest = max(pairwise(ordered), key=lambda ends: ends[1] - ends[0], default=None)
    if widest is not None and (widest[1] - widest[0]) * _WIDEST_GAP > upper - lower:
        notes.append(Message("verification.gap_in_range", {"lower": widest[0], "upper": widest[1]}))
    return notes
