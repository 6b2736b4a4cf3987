"""What is bad most often: counts in decreasing order, with their cumulated share (Pareto)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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


@dataclass(frozen=True, slots=True)
class Ranked:
    """One name and its count: values, pieces or money; the shares are percentages of all, to a tenth."""

    name: str
    count: Decimal
    share: Decimal
    cumulated: Decimal


def ranked(counts: Mapping[str, Decimal]) -> list[Ranked]:
    """The largest count first; equal ones in the order of their names; what counts nothing is left out."""
    ordered = sorted(((name, count) for name, count in counts.items() if count > 0), key=lambda one: (-one[1], one[0]))
    total, so_far, found = sum((count for _, count in ordered), Decimal(0)), Decimal(0), []
    for name, count in ordered:
        so_far += count
        found.append(Ranked(name, count, _share(count, total), _share(so_far, total)))
    return found


def shortened(lines: Sequence[Ranked], most: int, others: str) -> list[Ranked]:
    """At most so many lines: the last ones are one line called `others`, with their number, and nothing is left out."""
    if len(lines) <= most:
        return list(lines)
    kept, rest = lines[: most - 1], lines[most - 1 :]
    count, share = sum((one.count for one in rest), Decimal(0)), Decimal(100) - kept[-1].cumulated
    return [*kept, Ranked(others.format(count=len(rest)), count, share, rest[-1].cumulated)]


def _share(count: Decimal | int, total: Decimal | int) -> Decimal:
    return (Decimal(100 * count) / total).quantize(_TENTH, ROUND_HALF_EVEN)
