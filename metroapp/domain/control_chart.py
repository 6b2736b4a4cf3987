"""The arithmetic of a chart of means and ranges (carte X̄ – R): its points, and limits computed from them alone.

Limits of the mean: X̿ ± A2·R̄; of the range: D3·R̄ and D4·R̄ (ISO 7870-2). Exact: a point on a limit is within it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from metroapp.domain.message import Refusal

LEAST_SUBGROUPS = 2
ENOUGH_SUBGROUPS = 20  # fewer give limits that are still provisional
SMALLEST, LARGEST = 2, 10  # values of a subgroup: beyond, the range says less than the standard deviation


@dataclass(frozen=True, slots=True)
class ChartConstants:
    """The factors of one size of subgroup."""

    a2: Decimal
    d3: Decimal
    d4: Decimal

    @classmethod
    def from_rows(cls, rows: Iterable[Mapping[str, str]]) -> dict[int, ChartConstants]:
        """By size of subgroup, from the lines of a table with columns n, A2, D3, D4."""
        return {int(row["n"]): cls(Decimal(row["A2"]), Decimal(row["D3"]), Decimal(row["D4"])) for row in rows}


@dataclass(frozen=True, slots=True)
class Subgroup:
    """Values taken together, in one unit."""

    values: tuple[Decimal, ...]

    @property
    def total(self) -> Decimal:
        return sum(self.values, Decimal(0))

    @property
    def mean(self) -> Fraction:
        return Fraction(self.total) / len(self.values)

    @property
    def range(self) -> Decimal:
        return max(self.values) - min(self.values)


@dataclass(frozen=True, slots=True)
class ControlLimits:
    """The central line of a chart and its limits."""

    lower: Fraction
    centre: Fraction
    upper: Fraction

    def holds(self, point: Fraction) -> bool:
        return self.lower <= point <= self.upper


@dataclass(frozen=True, slots=True)
class ChartLimits:
    """Those of both charts."""

    means: ControlLimits
    ranges: ControlLimits


def limits(subgroups: Sequence[Subgroup], constants: Mapping[int, ChartConstants]) -> ChartLimits:
    """The limits that subgroups of one size give. Refuses `chart.too_few_subgroups`, `chart.size`."""
    if len(subgroups) < LEAST_SUBGROUPS:
        raise Refusal("chart.too_few_subgroups", count=len(subgroups), least=LEAST_SUBGROUPS)
    size = require_size(len(subgroups[0].values))
    factors = constants[size]
    mean = sum((one.mean for one in subgroups), Fraction(0)) / len(subgroups)
    spread = Fraction(sum((one.range for one in subgroups), Decimal(0))) / len(subgroups)
    around = Fraction(factors.a2) * spread
    return ChartLimits(
        ControlLimits(mean - around, mean, mean + around),
        ControlLimits(Fraction(factors.d3) * spread, spread, Fraction(factors.d4) * spread),
    )


def require_size(size: int) -> int:
    """Refuse (`chart.size`) a size of subgroup whose range says too little."""
    if not SMALLEST <= size <= LARGEST:
        raise Refusal("chart.size", least=SMALLEST, most=LARGEST)
    return size


def cut(values: Sequence[Decimal], size: int) -> tuple[list[Subgroup], int]:
    """Values in the order in which the pieces were made as subgroups of `size`, and how many are left over."""
    whole = len(values) // size
    return [Subgroup(tuple(values[at * size : (at + 1) * size])) for at in range(whole)], len(values) - whole * size


def shown(exact: Fraction, decimals: int) -> Decimal:
    """A number as printed, to so many decimals, half to even."""
    return Decimal(round(exact * 10**decimals)).scaleb(-decimals)
