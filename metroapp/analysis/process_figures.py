"""Every figure of one characteristic measured in order: the sample, its charts, and the indices that it can bear.

An index is given from a floor of values on: of fewer, it would say more about the sample than about the process. Cp and
Cpk are of a stable process alone: a point beyond the limits of a chart leaves Pp and Ppk only; a machine that moved
during its run has no Cm either (ISO 22514-3).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from metroapp.analysis.capability import (
    Index,
    Spread,
    Tolerance,
    about_target,
    centred,
    potential,
)
from metroapp.analysis.charts import ChartPair, Signal, charts
from metroapp.analysis.sample import Sample
from metroapp.domain.message import Refusal
from metroapp.domain.statistical_terms import NELSON, ChartKind, NoIndex, RunRule

FEWEST_OF_A_MACHINE = 30  # below which no setting goes (ISO 22514-3)
LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Floors:
    """How many values a machine study needs, and how many subgroups a process."""

    machine: int = 50
    subgroups: int = 25

    def __post_init__(self) -> None:
        """Refuses `stats.floor`."""
        if self.machine < FEWEST_OF_A_MACHINE or self.subgroups < 2:
            raise Refusal("stats.floor", machine=FEWEST_OF_A_MACHINE)


@dataclass(frozen=True, slots=True)
class ProcessFigures:
    """What `process_figures` found; `indices` by name: cp, cpk, pp, ppk, cpm, cm, cmk."""

    sample: Sample
    charts: ChartPair
    signals: tuple[Signal, ...]
    indices: Mapping[str, Index]

    @property
    def left_over(self) -> int:
        """Values at the end that fill no subgroup: in the sample, and on no chart."""
        return self.sample.n - self.charts.drawn


def process_figures(
    sample: Sample,
    tolerance: Tolerance,
    *,
    subgroup: int = 1,
    kind: ChartKind | None = None,
    rules: tuple[RunRule, ...] = NELSON,
    floors: Floors | None = None,
    level: float = LEVEL,
    is_stable: bool | None = None,
) -> ProcessFigures:
    """The figures of a sample. `is_stable`: as limits from elsewhere say; None: as its own charts do.

    Refuses as `charts`, and `stats.level` (not between 0.5 and 1).
    """
    if not 0.5 <= level < 1:
        raise Refusal("stats.level")
    found, floors = charts(sample, subgroup, kind), floors or Floors()
    mean = float(sample.mean)
    overall = Spread(mean, sample.stdev, sample.n - 1, sample.n)
    within = Spread(mean, found.sigma, found.freedom, sample.n)
    few = NoIndex.TOO_FEW if found.subgroups < floors.subgroups else None
    unstable = None if (found.is_stable if is_stable is None else is_stable) else NoIndex.UNSTABLE
    process = few or unstable
    machine = NoIndex.TOO_FEW if sample.n < floors.machine else unstable
    indices = {
        "cp": _or(process, potential(tolerance, within, level)),
        "cpk": _or(process, centred(tolerance, within, level)),
        "pp": _or(few, potential(tolerance, overall, level)),
        "ppk": _or(few, centred(tolerance, overall, level)),
        "cpm": _or(process, about_target(tolerance, overall, level)),
        "cm": _or(machine, potential(tolerance, overall, level)),
        "cmk": _or(machine, centred(tolerance, overall, level)),
    }
    return ProcessFigures(sample, found, found.signals(rules), indices)


def _or(reason: NoIndex | None, index: Index) -> Index:
    """The index, unless it is held back; one that the tolerance does not allow keeps its own reason."""
    is_computed = index.value is not None or index.reason is NoIndex.NO_SPREAD
    return Index(reason=reason) if reason is not None and is_computed else index
