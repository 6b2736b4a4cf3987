"""Rates of bad values: the interval of one, and whether two differ.

Exact methods, so that few values are not made to say more than they know: the interval of Clopper and Pearson (1934),
and the exact test of Fisher (1922).
"""

from __future__ import annotations

from dataclasses import dataclass

from scipy.special import betaincinv
from scipy.stats import fisher_exact

from metroapp.domain.message import Refusal

FEWEST = 20  # values on each side: below, nothing is concluded


@dataclass(frozen=True, slots=True)
class Rate:
    """`bad` of `total`, with the interval of the rate at a level of confidence."""

    bad: int
    total: int
    low: float
    high: float

    @property
    def value(self) -> float:
        return self.bad / self.total


def rate(bad: int, total: int, level: float = 0.95) -> Rate | None:
    """The rate of what was counted; None where nothing was. Refuses `stats.counts` (more bad ones than all)."""
    if not 0 <= bad <= total:
        raise Refusal("stats.counts")
    if total == 0:
        return None
    tail = (1 - level) / 2
    low = float(betaincinv(bad, total - bad + 1, tail)) if bad else 0.0
    high = float(betaincinv(bad + 1, total - bad, 1 - tail)) if bad < total else 1.0
    return Rate(bad, total, low, high)


def difference(before: Rate, after: Rate) -> float:
    """The probability (p-value, two-sided) of a difference as large where nothing changed."""
    table = [[before.bad, before.total - before.bad], [after.bad, after.total - after.bad]]
    return float(fisher_exact(table).pvalue)
