"""Which characteristics are bad most often: counts of bad values in decreasing order, with their cumulated share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import NamedTuple

_TENTH = Decimal("0.1")


class BadCount(NamedTuple):
    """How many values of one characteristic of a part are bad, and in how many records."""

    part: str
    balloon: str
    values: int
    records: int


@dataclass(frozen=True, slots=True)
class ParetoLine:
    """One characteristic; the shares are percentages of all bad values, to a tenth."""

    count: BadCount
    share: Decimal
    cumulated: Decimal


def pareto(counts: Iterable[BadCount]) -> list[ParetoLine]:
    """The most frequent first; equal ones in the order of their names."""
    ordered = sorted(counts, key=lambda one: (-one.values, one.part, one.balloon))
    total, so_far, found = sum(one.values for one in ordered), 0, []
    for one in ordered:
        so_far += one.values
        # The cumulated share is of the counts, not the sum of rounded shares: the last one is 100.
        found.append(ParetoLine(one, _share(one.values, total), _share(so_far, total)))
    return found


def _share(count: int, total: int) -> Decimal:
    return (Decimal(100 * count) / total).quantize(_TENTH, ROUND_HALF_EVEN)
