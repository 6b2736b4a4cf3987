"""What a carte de contrôle prints: its subgroups, exact, and the limits that `metroapp.analysis.charts` computed."""

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
    """The central line of a chart, its limits, and the points beyond them, from 1."""

    lower: Fraction
    centre: Fraction
    upper: Fraction
    out: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class ChartLimits:
    """Those of both charts; `ranges` are those of the spread, whatever it is read from."""

    means: ControlLimits
    ranges: ControlLimits


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
