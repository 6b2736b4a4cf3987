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
_SCATTER = 3  # standard deviations of pieces about the line, of which nearly all are within


@dataclass(frozen=True, slots=True)
class Drift:
    """The straight line through the last pieces: change of size for one piece, with its interval.

    `exit_after`: how many more pieces until one could be out of the tolerance, as pieces scatter about the line by
    three standard deviations; `earliest_exit`: of the steepest line that the interval allows. None where it does not go
    there. `is_proven`: the interval of the slope does not hold 0.
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
    about = sqrt(float(rest @ rest) / (n - 2))  # of pieces, about the line
    half = float(stdtrit(n - 2, 1 - (1 - level) / 2)) * about / sqrt(spread)
    mean, to_last = float(sample.mean), (n - 1) / 2  # a line turns about the middle of the pieces
    low, high = slope - half, slope + half
    exits: dict[float, int | None] = {}
    if low > 0 or high < 0:
        for one in (slope, low, high):
            exits[one] = _pieces_until_out(mean + one * to_last, one, _SCATTER * about, tolerance)
    return Drift(
        slope, low, high, mean + slope * to_last, exits.get(slope),
        min((one for one in exits.values() if one is not None), default=None),
    )  # fmt: skip


def _pieces_until_out(now: float, slope: float, scatter: float, tolerance: Tolerance) -> int | None:
    """How many more pieces are still within the limit that a line goes to, wherever they fall about it."""
    limit = tolerance.upper if slope > 0 else tolerance.lower
    if slope == 0 or limit is None:
        return None
    return max(0, floor((abs(limit - now) - scatter) / abs(slope) + 1e-9) if (limit - now) * slope > 0 else 0)
