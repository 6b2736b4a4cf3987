"""The values of a size in the order in which its pieces were made, cut where its tool or its register changed.

A value that was measured before a correction and one after it are never mixed: the piece decides which it is, not the
time of its reading. Lengths in millimetres.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_CEILING, ROUND_HALF_EVEN, Decimal, localcontext
from enum import Enum
from fractions import Fraction

from metroapp.domain.acceptance import Verdict
from metroapp.domain.correction_acts import OffsetTyped
from metroapp.domain.measurement import EntryId, Origin
from metroapp.domain.production import EventKind, ProductionEvent
from metroapp.domain.quantity import shortest
from metroapp.domain.student import quantile
from metroapp.domain.tool_register import ToolRegister, folded
from metroapp.domain.value_series import SeriesRecord

_STEP = Decimal("0.0001")  # mm: of a mean, and of what is computed from a dispersion
_LEVEL = Decimal(95)
_D2 = Decimal("1.128379167")  # 2/√π: mean range of two values of a normal process, in σ
LEAST_RANGES = 7  # fewer tell too little of a dispersion
MOST_RANGES = 60


class Cut(Enum):
    """Why the values before and after are not those of one process."""

    TYPED = "typed"  # a correction
    NOTED = "noted"  # a correction noted in the follow-up of the series
    TOOL = "tool"  # another tool, or another edge of it


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to the tool after piece `piece` of a record; `act` of a correction that was typed in."""

    id: EntryId
    cut: Cut
    record: EntryId | None
    piece: int
    at: datetime
    act: OffsetTyped | None = None


@dataclass(frozen=True, slots=True)
class MadeSize:
    """One value that stands (mm), with what it is worth; `u` is its standard uncertainty, None where unknown.

    `begun` is the first measurement of its box: the piece was made then, whenever it was measured again.
    """

    id: EntryId
    begun: EntryId
    record: SeriesRecord
    piece: int
    value: Decimal
    verdict: Verdict
    origin: Origin
    at: datetime
    is_void: bool = False  # by comparison, and its zero has drifted
    simulated: bool = False
    u: Decimal | None = None

    @property
    def limits(self) -> tuple[Decimal | None, Decimal | None]:
        return self.record.limits

    @property
    def set_up(self) -> tuple[str, str]:
        """What was set up together: the ordre de fabrication, or the record where it names none, and the machine."""
        return self.record.work_order or self.record.number, folded(self.record.machine)


@dataclass(frozen=True, slots=True)
class SizeHistory:
    """The last values of a size, in the order in which its pieces were made, and what happened at the machine in each
    record."""

    values: tuple[MadeSize, ...] = ()
    events: tuple[tuple[EntryId, ProductionEvent], ...] = ()


def changes_of(
    register: ToolRegister, histories: Iterable[SizeHistory], others: Iterable[ToolRegister] = ()
) -> tuple[Change, ...]:
    """What happened to a tool, in order: what was typed in, and what records tell of it.

    The event that a record keeps of a correction typed in is that correction; one typed in another register of the
    same tool (`others`: its Z beside its X) moves nothing of this one.
    """
    typed = [Change(act.id, Cut.TYPED, act.record, act.piece, act.at, act) for act in register.typed]
    apart = [register, *(other for other in others if other.place != register.place)]
    known = {(act.record, act.piece, act.at) for one in apart for act in one.typed}
    events = {event.id: (record, event) for history in histories for record, event in history.events}
    noted = [
        Change(event.id, Cut.TOOL if event.kind is EventKind.TOOL_CHANGE else Cut.NOTED, record, event.after, event.at)
        for record, event in events.values()
        if event.kind in (EventKind.TOOL_CHANGE, EventKind.OFFSET)
        and register.is_of_tool(event.tool)
        and (record, event.after, event.at) not in known
    ]
    return _in_order([*typed, *noted])


def _in_order(changes: list[Change]) -> tuple[Change, ...]:
    """By the journal; those of one record by their piece, of which one may be noted after a later one."""
    found = sorted(changes, key=lambda change: (change.id.sequence, change.id.post))
    for record in {change.record for change in found if change.record is not None}:
        places = [place for place, change in enumerate(found) if change.record == record]
        own = sorted((found[place] for place in places), key=lambda change: change.piece)
        for place, change in zip(places, own, strict=True):
            found[place] = change
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Run:
    """Values of pieces made one after the other, with nothing changed in between."""

    place: int  # how many changes came before
    sizes: tuple[MadeSize, ...]


def runs(sizes: Sequence[MadeSize], changes: Sequence[Change]) -> list[Run]:
    """The values, in the order in which they were made, cut at each change and at each set-up."""
    found: list[tuple[int, list[MadeSize]]] = []
    of_records: dict[EntryId, _Before] = {}
    for one in sizes:
        before = of_records.get(one.record.id)
        if before is None:
            before = of_records[one.record.id] = _Before(one.record.id, changes)
        place = before.count(one)
        if found and found[-1][0] == place and _is_same_set_up(found[-1][1][-1], one):
            found[-1][1].append(one)
        else:
            found.append((place, [one]))
    return [Run(place, tuple(made)) for place, made in found]


def _is_same_set_up(one: MadeSize, other: MadeSize) -> bool:
    return one.record is other.record or one.set_up == other.set_up


class _Before:
    """How many changes came before a piece of a record: by its number of those of that record, else by the journal; of
    a change at another post, by the clocks, nothing else being known."""

    def __init__(self, record: EntryId, changes: Sequence[Change]) -> None:
        self._own = sorted(change.piece for change in changes if change.record == record)
        others = [change for change in changes if change.record != record]
        self._sequences = sorted(change.id.sequence for change in others if change.id.post == record.post)
        self._times = sorted(change.at for change in others if change.id.post != record.post)

    def count(self, one: MadeSize) -> int:
        return (
            bisect_left(self._own, one.piece)
            + bisect_left(self._sequences, one.begun.sequence)
            + bisect_left(self._times, one.at)
        )


def dispersion(cut: Iterable[Run]) -> Decimal | None:
    """σ from the moving ranges inside the runs (M̄R̄/d₂), which neither a change nor a drift makes larger; None where
    there are too few."""
    ranges = [
        abs(after.value - before.value)
        for run in cut
        for before, after in zip(run.sizes, run.sizes[1:], strict=False)
        if not (before.is_void or after.is_void)
    ][-MOST_RANGES:]
    if len(ranges) < LEAST_RANGES:
        return None
    with localcontext(prec=28):
        return shortest((sum(ranges, Decimal(0)) / len(ranges) / _D2).quantize(_STEP / 100, rounding=ROUND_CEILING))


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of some values, and half the width of its interval at 95 %; None of a single one."""

    value: Decimal
    half: Decimal | None
    count: int


def mean_of(values: Sequence[Decimal]) -> Mean | None:
    if not values:
        return None
    count = len(values)
    exact = sum(map(Fraction, values), Fraction(0)) / count
    mean = rounded(exact)
    if count == 1:
        return Mean(mean, None, 1)
    with localcontext(prec=28):
        around = sum(((Fraction(one) - exact) ** 2 for one in values), Fraction(0)) / (count - 1) / count
        error = (Decimal(around.numerator) / Decimal(around.denominator)).sqrt()
        return Mean(mean, raised(error * quantile(_LEVEL, count - 1)), count)


def rounded(value: Fraction) -> Decimal:
    """To a tenth of a micrometre."""
    with localcontext(prec=28):
        exact = Decimal(value.numerator) / Decimal(value.denominator)
        return shortest(exact.quantize(_STEP, rounding=ROUND_HALF_EVEN))


def raised(value: Decimal) -> Decimal:
    """The same, up."""
    return shortest(value.quantize(_STEP, rounding=ROUND_CEILING))
