"""Drift of a size from piece to piece, and after how many pieces it would leave its tolerance: the wear of a tool."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, sqrt

import numpy as np
from scipy.special import stdtrit

from metroapp.analysis.capability import Tolerance
from metroapp.analysis.sample import Sample
from metroapp.domain.message import Refusal

FEWEST = 5  # pieces for a slope that says anything


@dataclass(frozen=True, slots=True)
class Drift:
    """The straight line through the last pieces: change of size for one piece, with its interval.

    `exit_after`: pieces after the last one until the line, and until the earliest that its interval allows, is out of
    the tolerance; None where it does not go there. `is_proven`: the interval of the slope does not hold 0.
    """

    slope: float
    low: float
    high: float
    now: float  # size that the line gives to the last piece
    exit_after: int | None
    earliest_exit: int | None

    @property
    def is_proven(self) -> bool:
        return self.low > 0 or self.high < 0


def drift(sample: Sample, tolerance: Tolerance, level: float = 0.95) -> Drift:
    """The drift of pieces measured in the order in which they were made. Refuses `drift.too_few`."""
    n = sample.n
    if n < FEWEST:
        raise Refusal("drift.too_few", least=FEWEST)
    x = np.arange(n) - (n - 1) / 2
    y = (sample.steps - sample.steps.mean()) * 10.0**-sample.decimals
    spread = float(x @ x)
    slope = float(x @ y) / spread
    rest = y - slope * x
    half = float(stdtrit(n - 2, 1 - (1 - level) / 2)) * sqrt(float(rest @ rest) / (n - 2) / spread)
    now = float(sample.mean) + slope * (n - 1) / 2
    low, high = slope - half, slope + half
    exits = [found for one in (slope, low, high) if (found := _pieces_until_out(now, one, tolerance)) is not None]
    is_proven = low > 0 or high < 0
    return Drift(
        slope, low, high, now, _pieces_until_out(now, slope, tolerance) if is_proven else None,
        min(exits, default=None) if is_proven else None,
    )  # fmt: skip


def _pieces_until_out(now: float, slope: float, tolerance: Tolerance) -> int | None:
    """How many more pieces are still within the limit that a line goes to."""
    limit = tolerance.upper if slope > 0 else tolerance.lower
    if slope == 0 or limit is None:
        return None
    return max(0, floor((limit - now) / slope + 1e-9))
