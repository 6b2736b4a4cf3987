"""Follow-up of the production: what is bad most often, first pieces, scrap and rework, causes, the effect of actions.

Read from the archive alone: the records opened in a period, and the fiches that were raised in it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING

from drivers import utc_now
from metroapp.analysis.rates import FEWEST, Rate, difference, rate
from metroapp.domain.measurement import EntryId
from metroapp.domain.nonconformity import Nonconformity
from metroapp.domain.nonconformity_acts import (
    ActionChecked,
    ActionPlanned,
    Cause,
    PieceReinspected,
    SheetState,
    Treatment,
)
from metroapp.domain.pareto import Ranked, ranked
from metroapp.domain.tool_register import folded
from metroapp.services.consultation import reading
from metroapp.services.workspace import Workspace
from metroapp.wording import production_report as words
from metroapp.wording.labels import label

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from metroapp.archive.production_counts import BadGroup, Basis, CountedRecord, FirstPiece

GoOn = Callable[[int, int], bool]
WINDOW = timedelta(days=90)  # before and after an action
_PROVEN = 0.05
_AT_ONCE = 500  # records of which something is counted before it is asked whether to go on


class Axis(Enum):
    """By what the bad ones are counted."""

    CHARACTERISTIC = "characteristic"
    CAUSE = "cause"
    MACHINE = "machine"
    PART = "part"
    MONTH = "month"


class Counted(Enum):
    """What is counted: bad values, bad pieces, pieces on fiches, their cost."""

    VALUES = "values"
    PIECES = "pieces"
    SHEET_PIECES = "sheet_pieces"
    EUROS = "euros"
    MINUTES = "minutes"


OF_SHEETS = (Counted.SHEET_PIECES, Counted.EUROS, Counted.MINUTES)


def countable(axis: Axis) -> tuple[Counted, ...]:
    """What may be counted by an axis, the usual one first: only fiches know a cause."""
    return OF_SHEETS if axis is Axis.CAUSE else tuple(Counted)


@dataclass(frozen=True, slots=True)
class Asked:
    """A period (`until` left out), all parts or one, with what is simulated or without."""

    since: datetime | None = None
    until: datetime | None = None
    part: str = ""
    simulated: bool = False


@dataclass(frozen=True, slots=True)
class FirstPieces:
    """Of the series begun in the period: how many first pieces were conforming, were not, are not decided."""

    conforming: int
    nonconforming: int
    undecided: int

    @property
    def rate(self) -> Rate | None:
        """Of those that are decided."""
        return rate(self.conforming, self.conforming + self.nonconforming)


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A fiche, as the follow-up counts it."""

    sheet: Nonconformity
    part: str
    machine: str

    @property
    def characteristics(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(found.box.balloon for found in self.sheet.raised.findings))


class Effect(Enum):
    """What the values say of an action."""

    NOT_YET = "not_yet"  # it is not done yet
    TOO_FEW = "too_few"
    BETTER = "better"
    NO_DIFFERENCE = "no_difference"
    WORSE = "worse"


@dataclass(frozen=True, slots=True)
class ActionEffect:
    """An action, since when it counts, and the rates of bad values of the same characteristics before and after."""

    sheet: str
    action: ActionPlanned
    checked: ActionChecked | None
    begun: date
    before: Rate | None
    after: Rate | None
    p: float | None
    effect: Effect


@dataclass(frozen=True, slots=True)
class ProductionReport:
    """What was found. Pieces are counted in records; what was declared comes from the fiches de suivi."""

    asked: Asked
    records: tuple[CountedRecord, ...]
    bad: tuple[BadGroup, ...]
    bad_pieces: dict[EntryId, int]
    first_pieces: FirstPieces
    scrapped: int  # pieces that left as scrap
    declared: dict[str, int]  # launched, good, nonconforming, scrap: of the fiches de suivi
    sheets: tuple[SheetLine, ...]
    actions: tuple[ActionEffect, ...]

    @property
    def inspected(self) -> int:
        """Pieces in the records of the period."""
        return sum(record.pieces for record in self.records)

    @property
    def decided(self) -> dict[Treatment, int]:
        """Pieces by what was decided of them last, on the fiches of the period."""
        counts: Counter[Treatment] = Counter()
        for line in self.sheets:
            for one in () if line.sheet.decision is None else line.sheet.decision.lines:
                counts[one.treatment] += one.quantity
        return {treatment: counts[treatment] for treatment in Treatment if counts[treatment]}

    @property
    def euros(self) -> Decimal:
        return sum((_euros(line) for line in self.sheets), Decimal(0))

    @property
    def minutes(self) -> int:
        return sum(int(_minutes(line)) for line in self.sheets)

    @property
    def with_cost(self) -> int:
        """How many fiches say what they cost."""
        return sum(line.sheet.cost is not None for line in self.sheets)

    def pareto(self, axis: Axis, counted: Counted) -> list[Ranked]:
        """The largest first."""
        counts: defaultdict[str, Decimal] = defaultdict(Decimal)
        names: dict[str, str] = {}  # as first written: one machine is typed in several ways
        for name, count in self._by_sheet(axis, counted) if counted in OF_SHEETS else self._by_record(axis, counted):
            counts[names.setdefault(folded(name), name)] += count
        return ranked(counts)

    def causes(self) -> dict[Cause | None, tuple[tuple[str, int], ...]]:
        """The five M: of each, the causes in words with how many pieces, the most first; None: not known yet."""
        found: dict[Cause | None, Counter[str]] = {cause: Counter() for cause in (*Cause, None)}
        as_written: dict[str, str] = {}
        for line in self.sheets:
            described = line.sheet.described
            cause = None if described is None else described.cause
            said = "" if described is None else described.cause_said.strip() or described.description
            said = " ".join(said.split()) or words.NOT_DESCRIBED
            found[cause][as_written.setdefault(folded(said), said)] += line.sheet.raised.quantity
        return {cause: tuple(counts.most_common()) for cause, counts in found.items()}

    def _by_record(self, axis: Axis, counted: Counted) -> Iterator[tuple[str, Decimal]]:
        known = {record.id: record for record in self.records}
        if axis is not Axis.CHARACTERISTIC and counted is Counted.PIECES:  # a piece that is bad twice is one piece
            for id, count in self.bad_pieces.items():
                yield _name(axis, known[id].part, known[id].machine, known[id].opened_at, ""), Decimal(count)
            return
        for group in self.bad:
            record = known[group.record]
            name = _name(axis, record.part, record.machine, record.opened_at, group.balloon)
            yield name, Decimal(group.values if counted is Counted.VALUES else group.pieces)

    def _by_sheet(self, axis: Axis, counted: Counted) -> Iterator[tuple[str, Decimal]]:
        for line in self.sheets:
            raised, described = line.sheet.raised, line.sheet.described
            count = {
                Counted.SHEET_PIECES: Decimal(raised.quantity),
                Counted.EUROS: _euros(line),
                Counted.MINUTES: _minutes(line),
            }[counted]
            if axis is Axis.CAUSE:
                cause = None if described is None else described.cause
                yield words.NOT_KNOWN if cause is None else label(cause), count
                continue
            # A fiche about several characteristics counts under the first one alone: its pieces are counted once.
            yield _name(axis, line.part, line.machine, raised.at, line.characteristics[0]), count


def _euros(line: SheetLine) -> Decimal:
    cost = line.sheet.cost
    return Decimal(0) if cost is None or cost.euros is None else cost.euros


def _minutes(line: SheetLine) -> Decimal:
    cost = line.sheet.cost
    return Decimal(0) if cost is None or cost.minutes is None else Decimal(cost.minutes)


def _name(axis: Axis, part: str, machine: str, at: datetime, balloon: str) -> str:
    match axis:
        case Axis.CHARACTERISTIC:
            return words.CHARACTERISTIC.format(part=part, balloon=balloon)
        case Axis.MACHINE:
            return machine or words.NO_MACHINE
        case Axis.MONTH:
            return words.month(at.astimezone().date())
        case _:
            return part


def report(
    workspace: Workspace,
    asked: Asked,
    go_on: GoOn = lambda _done, _of: True,
    clock: Callable[[], datetime] = utc_now,
) -> ProductionReport:
    """The follow-up of a period. `go_on` hears how far it is, and stops it where it says no: the rest is then left
    out."""
    from metroapp.archive import production_counts as counts
    from metroapp.archive import queries

    bad: list[BadGroup] = []
    bad_pieces: dict[EntryId, int] = {}
    first: list[FirstPiece] = []
    scrapped, declared = 0, Counter[str]()
    with reading(workspace) as connection:
        records = counts.records(connection, asked.since, asked.until, asked.part, simulated=asked.simulated)
        known = [one for one in queries.sheets(connection).values() if one.state is not SheetState.CANCELLED]
        named = {found.measurement for sheet in known for found in sheet.raised.findings}
        basis = counts.Basis.of(connection, named, simulated=asked.simulated)
        again = set(_measured_again(known))
        for begin in range(0, len(records), _AT_ONCE):
            if not go_on(begin, len(records)):
                break
            some = records[begin : begin + _AT_ONCE]
            ids = [record.id for record in some]
            bad += counts.bad_groups(connection, ids, basis)
            bad_pieces |= counts.bad_pieces(connection, ids, basis)
            first += counts.first_pieces(connection, [one for one in some if (one.id, 1) not in again], basis)
            scrapped += sum(counts.scrapped(connection, ids).values())
            for facts in counts.follow_ups(connection, ids).values():
                declared.update({name: facts[name] for name in words.DECLARED if facts.get(name) is not None})
        sheets = tuple(_sheets(connection, known, asked))
        return ProductionReport(
            asked=asked,
            records=tuple(records),
            bad=tuple(bad),
            bad_pieces=bad_pieces,
            first_pieces=_first(first),
            scrapped=scrapped,
            declared=dict(declared),
            sheets=sheets,
            actions=tuple(_effects(connection, sheets, clock(), basis, go_on)),
        )


def _first(found: Iterable[FirstPiece]) -> FirstPieces:
    counted = Counter(one.is_good for one in found)
    return FirstPieces(counted[True], counted[False], counted[None])


def _measured_again(sheets: Iterable[Nonconformity]) -> Iterator[tuple[EntryId, int]]:
    """Where reworked pieces were measured as pieces of other records: piece 1 there is no first piece of a series."""
    for sheet in sheets:
        for act in sheet.acts:
            if isinstance(act, PieceReinspected) and act.record != sheet.raised.record:
                yield act.record, act.measured_as


def _sheets(connection: Connection, known: Iterable[Nonconformity], asked: Asked) -> Iterator[SheetLine]:
    """Those raised in the period, the first one first."""
    from metroapp.archive import production_counts

    raised = [
        sheet
        for sheet in known
        if (asked.since is None or sheet.raised.at >= asked.since)
        and (asked.until is None or sheet.raised.at < asked.until)
    ]
    among = {sheet.raised.record for sheet in raised}
    records = production_counts.records(connection, None, None, asked.part, simulated=asked.simulated, among=among)
    of = {record.id: record for record in records}
    for sheet in raised:
        if (record := of.get(sheet.raised.record)) is not None:
            yield SheetLine(sheet, record.part, record.machine)


def _effects(
    connection: Connection, sheets: Iterable[SheetLine], now: datetime, basis: Basis, go_on: GoOn
) -> Iterator[ActionEffect]:
    from metroapp.archive import production_counts

    for line in sheets:
        checks = {act.action: act for act in line.sheet.acts if isinstance(act, ActionChecked)}
        for act in line.sheet.acts:
            if not isinstance(act, ActionPlanned):
                continue
            checked = checks.get(act.id)
            # In force on the day it was due, unless somebody looked at it before.
            begun = act.due if checked is None else min(act.due, checked.at.astimezone().date())
            start = datetime(begun.year, begun.month, begun.day).astimezone()
            if start > now:
                yield ActionEffect(line.sheet.number, act, checked, begun, None, None, None, Effect.NOT_YET)
                continue
            if not go_on(1, 1):
                return
            asked = (connection, line.part, line.characteristics)
            of_before, of_after = (
                production_counts.measured(*asked, start - WINDOW, start, basis),
                production_counts.measured(*asked, start, start + WINDOW, basis),
            )
            before, after = rate(of_before[1], of_before[0]), rate(of_after[1], of_after[0])
            yield ActionEffect(line.sheet.number, act, checked, begun, before, after, *_judged(before, after))


def _judged(before: Rate | None, after: Rate | None) -> tuple[float | None, Effect]:
    if before is None or after is None or min(before.total, after.total) < FEWEST:
        return None, Effect.TOO_FEW
    p = difference(before, after)
    if p >= _PROVEN:
        return p, Effect.NO_DIFFERENCE
    return p, Effect.BETTER if after.value < before.value else Effect.WORSE
