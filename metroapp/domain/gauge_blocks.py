"""The stack of gauge blocks for a size: which blocks, what it is worth, how well that is known.

The fewest blocks, then the thickest ones, as the makers teach (Mitutoyo, *Gauge block* manual 99MAK004B, p. 11); the
search is exact: a smaller stack is never missed, and a size that is refused cannot be made. Lengths in millimetres,
deviations and uncertainties of a block in micrometres, as on its certificate.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal, localcontext
from enum import Enum
from itertools import groupby
from math import gcd

from metroapp.domain.instrument import BlockGrade, GaugeBlock
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import STORED_DECIMALS, decimals_of, shortest

MOST_BLOCKS = 6  # protection blocks not counted
MOST_SIZES = 200  # different nominal lengths of the blocks owned: the largest sets have 122
# Standard uncertainty of one wrung joint (µm), an estimate that no standard gives: a film is some 0.006 to 0.01 µm
# thick, each certified length holds one (ISO 3650), and joints made at the bench may differ by all of it.
WRINGING = Decimal("0.01")
_UM_PER_MM = 1000
_MOST_STEPS = 5_000_000  # of the finest step of a set, in the search of the nearest sizes: 2.5 m by 0.5 µm
_WEAR_LENGTHS = (Decimal(1), Decimal(2), Decimal("2.5"))  # of wear blocks, which makers sell by two
_MOST_PAIRS = 8
_TABLED = 3  # blocks whose sums are listed: half of a stack

_Ends = tuple[GaugeBlock, ...]  # two wear blocks, or none


class UncertaintyBasis(Enum):
    """What the uncertainty of a block is taken from."""

    CERTIFICATE = "certificate"
    GRADE = "grade"  # the limit deviation of its grade
    WIDEST_GRADE = "widest_grade"  # neither is known: that of grade 2


@dataclass(frozen=True, slots=True)
class Iso3650:
    """Limit deviations of the length of gauge blocks (µm) by grade: ISO 3650.

    Grade K has those of grade 1 (its own limits are for the variation in length).
    """

    lines: tuple[tuple[Decimal, Mapping[BlockGrade, Decimal]], ...]  # up to and including, limit by grade

    @classmethod
    def from_rows(cls, rows: Iterable[Mapping[str, str]]) -> Iso3650:
        columns = {
            BlockGrade.K: "gr1_te_um",
            BlockGrade.ZERO: "gr0_te_um",
            BlockGrade.ONE: "gr1_te_um",
            BlockGrade.TWO: "gr2_te_um",
        }
        return cls(
            tuple(
                (Decimal(row["upto_incl_mm"]), {grade: Decimal(row[name]) for grade, name in columns.items()})
                for row in rows
            )
        )

    def limit(self, nominal: Decimal, grade: BlockGrade) -> Decimal:
        """The limit ± of a length; the nearest line of the table for what is shorter or longer."""
        found = next((limits for up_to, limits in self.lines if nominal <= up_to), self.lines[-1][1])
        return found[grade]


@dataclass(frozen=True, slots=True)
class BlockStack:
    """Gauge blocks wrung together, in the order of the pile."""

    blocks: tuple[GaugeBlock, ...]

    @property
    def nominal(self) -> Decimal:
        return sum((block.nominal for block in self.blocks), Decimal(0))

    @property
    def certified(self) -> Decimal:
        """Certified length (mm), exact: the sum of the certified lengths, not of the nominal ones."""
        return sum((block.certified for block in self.blocks), Decimal(0))

    def uncertainty(self, limits: Iso3650) -> Decimal:
        """Standard uncertainty of the certified length (mm), rounded up at 10⁻⁹.

        Those of the blocks add linearly: one laboratory certified them against the same standards, so that their
        errors go together (JCGM 100:2008, 5.2.2 and its example). The joints are independent of them and of each other.
        """
        with localcontext(prec=40):
            certified = sum((block_uncertainty(block, limits)[0] for block in self.blocks), Decimal(0))
            joints = max(0, len(self.blocks) - 1) * WRINGING**2
            found = (certified**2 + joints).sqrt() / _UM_PER_MM
            return shortest(found.quantize(Decimal(1).scaleb(-STORED_DECIMALS), rounding=ROUND_CEILING))


def block_uncertainty(block: GaugeBlock, limits: Iso3650) -> tuple[Decimal, UncertaintyBasis]:
    """Standard uncertainty (µm) of the certified length of a block, and what it is taken from.

    Without that of a certificate, the limit deviation of its grade as a rectangular law (JCGM 100:2008, 4.3.7).
    """
    if block.uncertainty is not None:
        return block.uncertainty, UncertaintyBasis.CERTIFICATE
    basis = UncertaintyBasis.WIDEST_GRADE if block.grade is None else UncertaintyBasis.GRADE
    with localcontext(prec=40):
        return limits.limit(block.nominal, block.grade or BlockGrade.TWO) / Decimal(3).sqrt(), basis


def usable(blocks: Iterable[GaugeBlock], on: date, excluded: Collection[str] = ()) -> list[GaugeBlock]:
    """The blocks that may be used on a day: neither overdue nor excluded by their serial number.

    Refuses `comparison.no_gauge_blocks`, `gauge_blocks.serial_unknown`, `gauge_blocks.none_usable`.
    """
    owned = list(blocks)
    if not owned:
        raise Refusal("comparison.no_gauge_blocks")
    known = {block.serial for block in owned}
    for serial in excluded:
        if serial not in known:
            raise Refusal("gauge_blocks.serial_unknown", serial=serial)
    found = [block for block in owned if block.serial not in excluded and not block.is_overdue(on)]
    if not found:
        raise Refusal("gauge_blocks.none_usable", day=on)
    return found


def build_stack(target: Decimal, blocks: Iterable[GaugeBlock], *, protected: bool = False) -> BlockStack:
    """The stack whose nominal length is exactly `target` (mm): the fewest blocks, then the thickest ones.

    Each block is used once. `protected` puts two wear blocks of one length at the ends: those that the set names so,
    which serve for nothing else, or else two blocks of 1, 2 or 2.5 mm. Between equals, the smaller serial number.
    Refuses `gauge_blocks.too_many_sizes`, `gauge_blocks.no_protection`, and what cannot be made with the nearest
    sizes that can (`comparison.between_stacks`, `.below_every_stack`, `.above_every_stack`, `.no_stack`).
    """
    owned = sorted(blocks, key=lambda block: (-block.nominal, block.serial, block.deviation))
    if len({block.nominal for block in owned}) > MOST_SIZES:
        raise Refusal("gauge_blocks.too_many_sizes", most=MOST_SIZES)
    choices: Sequence[_Ends] = _protections(owned) if protected else [()]
    if not choices:
        raise Refusal("gauge_blocks.no_protection")
    searches = [_Search(target, ends, _between(owned, ends)) for ends in choices]
    made = [stack for search in searches if (stack := search.stack()) is not None]
    if not made:
        raise _refusal(target, searches)
    return min(made, key=lambda stack: (len(stack.blocks), [-block.nominal for block in stack.blocks]))


def _protections(owned: Sequence[GaugeBlock]) -> Sequence[_Ends]:
    """The pairs of blocks that can be at the ends, one for each length, the shortest ones."""
    named = [block for block in owned if block.protects]
    able = named or [block for block in owned if block.nominal in _WEAR_LENGTHS]
    by_length = (list(same) for _, same in groupby(able, key=lambda block: block.nominal))
    return [(same[0], same[1]) for same in by_length if len(same) > 1][-_MOST_PAIRS:]


def _between(owned: Sequence[GaugeBlock], ends: _Ends) -> list[GaugeBlock]:
    return [block for block in owned if not block.protects and not any(block is end for end in ends)]


def _refusal(target: Decimal, searches: Sequence[_Search]) -> Refusal:
    nearest = [search.nearest() for search in searches]
    below = max((low for low, _ in nearest if low is not None), default=None)
    above = min((high for _, high in nearest if high is not None), default=None)
    if below is not None and above is not None:
        return Refusal("comparison.between_stacks", target=target, most=MOST_BLOCKS, below=below, above=above)
    if above is not None:
        return Refusal("comparison.below_every_stack", target=target, smallest=above)
    if below is not None:
        return Refusal("comparison.above_every_stack", target=target, most=MOST_BLOCKS, largest=below)
    return Refusal("comparison.no_stack", target=target, most=MOST_BLOCKS)


class _Search:
    """The stacks of one size between given ends. Lengths are whole numbers of a step that divides them all."""

    def __init__(self, target: Decimal, ends: _Ends, blocks: Sequence[GaugeBlock]) -> None:
        self._ends = ends
        self._scale = max([decimals_of(target), *(decimals_of(block.nominal) for block in (*blocks, *ends))])
        self._rest = self._whole(target) - sum(self._whole(block.nominal) for block in ends)
        self._blocks = [
            block
            for _, same in groupby(blocks, key=lambda block: block.nominal)
            for block in list(same)[:MOST_BLOCKS]  # more of one length never serve
        ]
        self._sizes = [self._whole(block.nominal) for block in self._blocks]  # the thickest first

    def stack(self) -> BlockStack | None:
        """The stack with the fewest blocks, the thickest ones first; None when there is none."""
        first = next((index for index, size in enumerate(self._sizes) if size <= self._rest), len(self._sizes))
        picking = _Picking(self._sizes[first:], self._rest)
        for count in range(0 if self._ends else 1, MOST_BLOCKS + 1):
            picked = picking.pick(0, self._rest, count)
            if picked is not None:
                between = tuple(self._blocks[first + index] for index in picked)
                return BlockStack((*self._ends[:1], *between, *self._ends[1:]))
        return None

    def nearest(self) -> tuple[Decimal | None, Decimal | None]:
        """The nearest sizes that can be made, below and above; neither where the set is too finely stepped.

        Bit n of `made[k]` says that k blocks make n steps.
        """
        if not self._sizes:
            return None, None
        step = gcd(*self._sizes)
        top = min(max(self._rest, 0) + self._sizes[0], sum(self._sizes[:MOST_BLOCKS])) // step
        if top > _MOST_STEPS:
            return None, None
        within = (1 << (top + 1)) - 1
        made = [1] + [0] * MOST_BLOCKS
        for size in self._sizes:
            for count in range(MOST_BLOCKS, 0, -1):
                made[count] |= (made[count - 1] << (size // step)) & within
        sums = 1 if self._ends else 0
        for found in made[1:]:
            sums |= found
        up_to = max(0, self._rest // step + 1)  # steps not above the target
        low, high = sums & ((1 << up_to) - 1), sums >> up_to
        below = (low.bit_length() - 1) * step if low else None
        above = ((high & -high).bit_length() - 1 + up_to) * step if high else None
        return self._length(below), self._length(above)

    def _whole(self, length: Decimal) -> int:
        return int(length.scaleb(self._scale))

    def _length(self, whole: int | None) -> Decimal | None:
        if whole is None:
            return None
        ends = sum((block.nominal for block in self._ends), Decimal(0))
        return shortest(Decimal(whole).scaleb(-self._scale) + ends)


class _Picking:
    """Which of some sizes, the largest first, make a sum: the first half of a stack is tried, the other looked up.

    `last[k][s]` is the last place from which on k sizes make s.
    """

    def __init__(self, sizes: Sequence[int], target: int) -> None:
        self._sizes = sizes
        self._target = target
        self._last: list[dict[int, int]] = [{0: len(sizes)}]

    def pick(self, begin: int, rest: int, count: int) -> tuple[int, ...] | None:
        """The first places, in their order, of `count` sizes from `begin` on that make `rest`."""
        if count <= _TABLED and self._table(count).get(rest, -1) < begin:
            return None
        if count == 0:
            return ()
        for index in range(begin, len(self._sizes)):
            size = self._sizes[index]
            if size * count < rest:
                return None
            if index > begin and size == self._sizes[index - 1]:
                continue  # a block of the same length was tried
            picked = self.pick(index + 1, rest - size, count - 1)
            if picked is not None:
                return (index, *picked)
        return None

    def _table(self, wanted: int) -> dict[int, int]:
        for count in range(len(self._last), wanted + 1):
            fewer, table = list(self._last[-1].items()), dict[int, int]()
            for place in range(len(self._sizes) - 1, -1, -1):
                size = self._sizes[place]
                if place + count < len(self._sizes) and self._sizes[place + count] == size:
                    continue  # later blocks of the same length are enough
                for total, last in fewer:
                    if last > place and total + size <= self._target:
                        table.setdefault(total + size, place)
            self._last.append(table)
        return self._last[wanted]
