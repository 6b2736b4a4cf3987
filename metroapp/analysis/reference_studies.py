"""Studies of a measuring system on one reference: type 1 (Cg, Cgk) and stability (AIAG MSA, 4th ed., III-B).

Cg = K·T / (l·s) and Cgk = (K·T/2 − |x̄ − reference|) / (l·s/2), with K 20 % of the tolerance and l 6 standard deviations
unless the customer has others (15 % and 4 are seen).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import sqrt

from scipy.special import stdtrit

from metroapp.analysis.capability import Index, Tolerance
from metroapp.analysis.charts import ChartPair, Signal, charts
from metroapp.analysis.drift import FEWEST as FEWEST_FOR_DRIFT
from metroapp.analysis.drift import Drift, drift
from metroapp.analysis.linearity import Bias, bias
from metroapp.analysis.normality import Interval
from metroapp.analysis.sample import Sample
from metroapp.domain.message import Refusal
from metroapp.domain.statistical_terms import NELSON, NoIndex

FEWEST = 25  # readings for Cg; 50 are usual
FEWEST_OCCASIONS = 10  # for a chart that proves anything stable
SHARE, WIDTH = 20.0, 6.0


@dataclass(frozen=True, slots=True)
class Type1:
    """Repeated readings of one reference by one operator: spread and bias of the instrument, beside the tolerance."""

    n: int
    mean: float
    stdev: float
    bias: Bias
    interval: Interval  # of the bias, at 95 %
    cg: Index
    cgk: Index


def type1(
    values: Sequence[Decimal],
    reference: Decimal,
    tolerance: Decimal | None,
    *,
    share: float = SHARE,
    width: float = WIDTH,
) -> Type1:
    """The study. Refuses as `bias`, and `msa.share`."""
    if not (0 < share <= 100 and 0 < width <= 12):
        raise Refusal("msa.share")
    found = bias([float(value - reference) for value in values], 0.0)  # exact before it is rounded
    sample = Sample.of(list(values))
    half = float(stdtrit(sample.n - 1, 0.975)) * sample.stdev / sqrt(sample.n)
    if sample.n < FEWEST:
        cg = cgk = Index(reason=NoIndex.TOO_FEW)
    elif tolerance is None:
        cg = cgk = Index(reason=NoIndex.NO_LIMITS)
    elif sample.stdev == 0:
        cg = cgk = Index(reason=NoIndex.NO_SPREAD)
    else:
        room = share / 100 * float(tolerance)
        cg = Index(room / (width * sample.stdev))
        cgk = Index((room / 2 - abs(found.mean)) / (width / 2 * sample.stdev))
    interval = Interval(found.mean - half, found.mean + half)
    return Type1(sample.n, float(sample.mean), sample.stdev, found, interval, cg, cgk)


@dataclass(frozen=True, slots=True)
class Stability:
    """One reference measured again from time to time, as often each time: its charts, what they signal, and the drift
    of its means where there are enough."""

    charts: ChartPair
    signals: tuple[Signal, ...]
    drift: Drift | None

    @property
    def is_stable(self) -> bool | None:
        """None of too few occasions to say that it is."""
        if not self.charts.is_stable:
            return False
        return True if self.charts.subgroups >= FEWEST_OCCASIONS else None


def stability(occasions: Mapping[str, Sequence[Decimal]]) -> Stability:
    """The study, occasions in order. Refuses `msa.occasions` (not as many readings each time), and as `charts`."""
    sizes = {len(readings) for readings in occasions.values()}
    if len(sizes) != 1:
        raise Refusal("msa.occasions")
    size = sizes.pop()
    found = charts(Sample.of([one for readings in occasions.values() for one in readings]), size)
    means = [sum(readings, Decimal(0)) / size for readings in occasions.values()]
    trend = drift(Sample.of(means), Tolerance()) if len(means) >= FEWEST_FOR_DRIFT else None
    return Stability(found, found.signals(NELSON), trend)
