"""The standards of the register for one point of a verification: stacks of blocks, rings, roughness standards.

An indicator is checked by differences: set to zero on one stack, and read on another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from metroapp.domain.daily_check import daily_points
from metroapp.domain.gauge_blocks import BlockStack, build_stack, usable
from metroapp.domain.instrument import GaugeBlock, Instrument, InstrumentKind, InstrumentState
from metroapp.domain.means_acts import CertificateFiled, MeansAct
from metroapp.domain.message import Message, Refusal
from metroapp.domain.quantity import shortest
from metroapp.domain.verification import Check, Point, Standard
from metroapp.domain.verification_plan import plan, working_range
from metroapp.services import reference
from metroapp.wording import verifying as words
from metroapp.wording.numbers import significant

_TENTH = Decimal("0.1")  # mm: a ring of 25.0008 mm is one of 25
_STEPS = ((Decimal(100), Decimal(5)), (Decimal(20), Decimal(1)))  # mm: the range of an instrument, round sizes for it
_FINEST = Decimal("0.5")
_CLOSE_BY = 10  # a tenth of the range
_AS_THEY_ARE = (InstrumentKind.DIAL_INDICATOR, InstrumentKind.INTERNAL_MICROMETER)
_NOT_USED = (InstrumentState.WITHDRAWN, InstrumentState.PENDING, InstrumentState.TO_VERIFY)


@dataclass(frozen=True, slots=True)
class Offered:
    """A standard of the register for a point, or why it does not serve."""

    number: str  # of the set of blocks, of the ring, of the specimen
    standard: Standard | None = None
    why: Message | None = None


class StandardsAtHand:
    """As the register is on a day. Stacks are searched for once."""

    def __init__(
        self, register: Mapping[str, Instrument], blocks: Sequence[GaugeBlock], acts: Iterable[MeansAct], on: date
    ) -> None:
        self._register = register
        self._on = on
        self._certificates = {one.instrument: one.number for one in acts if isinstance(one, CertificateFiled)}
        self._sets: dict[str, list[GaugeBlock]] = {}
        for block in blocks:
            self._sets.setdefault(block.set, []).append(block)
        self._stacks: dict[tuple[str, Decimal], BlockStack | Refusal] = {}

    def rings(self) -> tuple[Decimal, ...]:
        """The nominal diameters (mm) of the setting rings that serve that day."""
        found = []
        for one in self._of_kind(InstrumentKind.SETTING_RING):
            try:
                found.append(shortest(self._piece(one).certified.quantize(_TENTH)))
            except Refusal:
                continue
        return tuple(found)

    def offered(self, means: Instrument, points: Sequence[Point], point: Point) -> tuple[Offered, ...]:
        """Every standard of the register that could serve at a point, those that do first."""
        found: list[Offered] = []
        for number in self._numbers(means, point):
            try:
                standard = self.standard(number, means, points, point)
                point.on(standard)
                found.append(Offered(number, standard))
            except Refusal as refusal:
                found.append(Offered(number, why=refusal.message))
        return tuple(sorted(found, key=lambda one: one.standard is None))

    def planned(self, means: Instrument) -> tuple[Point, ...]:
        """The points proposed for an instrument, each on a standard: at the nearest size that can be built where its
        own cannot, if there is one close by. Refuses as `plan`."""
        points = plan(self._within_reach(means), self.rings())
        moved = (self._moved(means, points, point) for point in points)
        return self.proposed(means, tuple(dict.fromkeys(moved)))

    def daily(self, means: Instrument) -> tuple[Point, ...]:
        """The points of a daily check, the length on the one block nearest to it; refuses as `daily_points`."""
        points = daily_points(means)
        return self.proposed(means, tuple(self._on_one_block(means, point) for point in points))

    def _on_one_block(self, means: Instrument, point: Point) -> Point:
        """An indicator is set to zero on the shortest block, and read on another one."""
        if point.check is not Check.ERROR or means.kind is InstrumentKind.INTERNAL_MICROMETER:
            return point
        lower, upper = working_range(means)
        for number in self._sets_in_order():
            sizes = sorted({block.nominal for block in self._serving(number)})
            if means.kind is InstrumentKind.DIAL_INDICATOR:
                sizes = [size - sizes[0] for size in sizes[1:]]
            within = [size for size in sizes if lower < size <= upper]
            if within:
                return replace(point, nominal=min(within, key=lambda size: abs(size - point.nominal)))
        return point

    def _sets_in_order(self) -> list[str]:
        """Blocks of no set come last."""
        return sorted(self._sets, key=lambda number: (not number, number))

    def _serving(self, number: str) -> list[GaugeBlock]:
        """The blocks of a set that serve that day, but those that only protect."""
        known = self._register.get(number)
        if known is not None and (known.state in _NOT_USED or known.is_overdue(self._on)):
            return []
        return [block for block in self._sets[number] if not (block.protects or block.is_overdue(self._on))]

    def _within_reach(self, means: Instrument) -> Instrument:
        """With its range cut where no set of blocks goes much further."""
        lower, upper = means.range_lower, means.range_upper
        if means.kind in _AS_THEY_ARE or lower is None or upper is None or lower >= upper:
            return means
        ends = [end for end in (self._longest(number, upper) for number in self._sets) if end is not None]
        step = _step(upper - lower)
        end = max(ends, default=upper) // step * step
        return (
            replace(means, range_upper=shortest(end))
            if lower + step < end < upper - (upper - lower) / _CLOSE_BY
            else means
        )

    def _longest(self, number: str, wanted: Decimal) -> Decimal | None:
        """How far the blocks of a set go, up to `wanted`; None where no block of it serves."""
        try:
            self._built(number, wanted)
        except Refusal as refusal:
            if refusal.message.code.startswith("gauge_blocks."):
                return None
            largest = refusal.message.fields.get("largest", wanted)
            return largest if isinstance(largest, Decimal) else wanted
        return wanted

    def _moved(self, means: Instrument, points: Sequence[Point], point: Point) -> Point:
        lower, upper = means.range_lower, means.range_upper
        is_length = point.check in (Check.ERROR, Check.REPEATABILITY) and means.kind not in _AS_THEY_ARE
        if (
            not is_length
            or lower is None
            or upper is None
            or self._proposed(means, points, point).certified is not None
        ):
            return point
        step = _step(upper - lower)
        round_size, away = point.nominal // step * step, Decimal(0)
        while away <= (upper - lower) / _CLOSE_BY:
            for nominal in (round_size - away, round_size + away):
                other = replace(point, nominal=shortest(nominal))
                if lower < nominal <= upper and self._proposed(means, points, other).certified is not None:
                    return other
            away += step
        return point

    def proposed(self, means: Instrument, points: Sequence[Point]) -> tuple[Point, ...]:
        """The points, each on the first standard that serves; nothing is put under a zero of closed faces."""
        return tuple(self._proposed(means, points, point) for point in points)

    def _proposed(self, means: Instrument, points: Sequence[Point], point: Point) -> Point:
        if point.nominal == 0 and means.kind is not InstrumentKind.DIAL_INDICATOR:
            return point
        for number in self._numbers(means, point):
            try:
                return point.on(self.standard(number, means, points, point))
            except Refusal:
                continue
        return point

    def standard(self, number: str, means: Instrument, points: Sequence[Point], point: Point) -> Standard:
        """What a standard of the register is worth at a point.

        Refuses `verification.standard_unknown`, `verification.standard_refused` (its state), and as
        `Standard.require_in_date`, `usable` and `build_stack`.
        """
        if number in self._sets:
            found = self._stack(number, means, points, point)
        else:
            one = self._register.get(number)
            if one is None or one.certified is None:
                raise Refusal("verification.standard_unknown", standard=number)
            found = self._piece(one)
        found.require_in_date(self._on)
        return found

    def _numbers(self, means: Instrument, point: Point) -> Iterator[str]:
        """The standards that a point asks for, by their number."""
        if point.check is Check.MEAN:
            yield from (one.number for one in self._of_kind(InstrumentKind.ROUGHNESS_STANDARD))
            return
        measures_bores = point.check is Check.INTERNAL_JAWS or means.kind is InstrumentKind.INTERNAL_MICROMETER
        if measures_bores:
            yield from (one.number for one in self._of_kind(InstrumentKind.SETTING_RING))
        else:
            yield from self._sets_in_order()

    def _of_kind(self, kind: InstrumentKind) -> list[Instrument]:
        found = (one for one in self._register.values() if one.kind is kind and one.certified is not None)
        return sorted(found, key=lambda one: one.number)

    # -- one piece ----------------------------------------------------------------------------------------------------

    def _piece(self, one: Instrument) -> Standard:
        """A ring, or a roughness standard."""
        _require_usable(one)
        assert one.certified is not None
        unit = one.kind.reading_unit
        u = one.standard_uncertainty
        standard = Standard(
            f"{one.number} {one.designation}".strip(),
            one.certified.to(unit).value,
            self._certificates.get(one.number, ""),
            one.due,
            None if u is None else u.to(unit).value,
            one.number,
        )
        standard.require_in_date(self._on)
        return standard

    # -- blocks -------------------------------------------------------------------------------------------------------

    def _stack(self, number: str, means: Instrument, points: Sequence[Point], point: Point) -> Standard:
        known = self._register.get(number)
        if known is not None:
            _require_usable(known)
        if means.kind is not InstrumentKind.DIAL_INDICATOR:
            return self._worth(number, self._built(number, point.nominal))
        base = self._base(number, points)
        read, zero = self._built(number, base.nominal + point.nominal), base
        found, under = self._worth(number, read), self._worth(number, zero)
        both = (found.uncertainty, under.uncertainty)
        # One laboratory certified both: their errors may add.
        uncertainty = None if both[0] is None or both[1] is None else both[0] + both[1]
        return replace(
            found,
            identity=words.ON_STACKS.format(stack=found.identity, zero=_sizes(zero)),
            certified=found.certified - under.certified,
            due=min((day for day in (found.due, under.due) if day is not None), default=None),
            uncertainty=uncertainty,
        )

    def _base(self, number: str, points: Sequence[Point]) -> BlockStack:
        """The block on which an indicator is set to zero: the shortest one from which all the points can be built."""
        lowest = min((point.nominal for point in points), default=Decimal(0))
        first: Refusal | None = None
        for size in sorted({block.nominal for block in self._usable(number)}):
            if size + lowest <= 0:
                continue
            try:
                for nominal in {point.nominal for point in points}:
                    self._built(number, size + nominal)
                return self._built(number, size)
            except Refusal as refusal:
                first = first or refusal
        raise first or Refusal("verification.no_base", set=number, lowest=lowest)

    def _usable(self, number: str) -> list[GaugeBlock]:
        return usable(self._sets[number], self._on)

    def _built(self, number: str, size: Decimal) -> BlockStack:
        asked = number, size
        if asked not in self._stacks:
            try:
                self._stacks[asked] = build_stack(size, self._usable(number))
            except Refusal as refusal:
                self._stacks[asked] = refusal
        found = self._stacks[asked]
        if isinstance(found, Refusal):
            raise found
        return found

    def _worth(self, number: str, stack: BlockStack) -> Standard:
        known = self._register.get(number)
        dues = [block.due for block in stack.blocks] + [None if known is None else known.due]
        return Standard(
            words.STACK.format(set=number, sizes=_sizes(stack)).strip(),
            stack.certified,
            self._certificates.get(number, ""),
            min((day for day in dues if day is not None), default=None),
            stack.uncertainty(reference.iso3650()),
            number,
        )


def require_serving(standard: Standard, register: Mapping[str, Instrument], on: date) -> None:
    """Refuse a standard that was chosen before and does not serve any more, as `StandardsAtHand.standard`."""
    standard.require_in_date(on)
    known = register.get(standard.number)
    if known is None:
        return
    _require_usable(known)
    if known.due is not None and known.is_overdue(on):
        raise Refusal("verification.standard_overdue", standard=standard.identity, due=known.due)


def _require_usable(one: Instrument) -> None:
    if one.state in _NOT_USED:
        raise Refusal("verification.standard_refused", standard=one.number, state=one.state)


def _step(extent: Decimal) -> Decimal:
    return next((step for least, step in _STEPS if extent >= least), _FINEST)


def _sizes(stack: BlockStack) -> str:
    return " + ".join(significant(block.nominal) for block in stack.blocks)
