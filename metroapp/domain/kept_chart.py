"""A control chart of the workshop: the sum of its acts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from metroapp.domain.chart_acts import ChartClosed, ChartNoted, ChartOpened, LimitsFrozen, RulesChosen
from metroapp.domain.process_acts import ProcessAct
from metroapp.domain.statistical_terms import RunRule

CHART_ACTS = (ChartOpened, LimitsFrozen, ChartNoted, RulesChosen, ChartClosed)


@dataclass(frozen=True, slots=True)
class KeptChart:
    """What is followed, the limits frozen and the notes in the order of the journal, the rules in force."""

    opened: ChartOpened
    rules: tuple[RunRule, ...]
    frozen: tuple[LimitsFrozen, ...] = ()
    notes: tuple[ChartNoted, ...] = ()
    closed: ChartClosed | None = None

    @property
    def number(self) -> str:
        return self.opened.number

    @property
    def is_open(self) -> bool:
        return self.closed is None


def kept_charts(acts: Iterable[ProcessAct]) -> dict[str, KeptChart]:
    """The charts by number, the first opened first; acts on other things are left out."""
    found: dict[str, KeptChart] = {}
    for act in acts:
        if isinstance(act, ChartOpened):
            found[act.number] = KeptChart(act, act.rules)
        elif act.number in found:
            found[act.number] = _after(found[act.number], act)
    return found


def _after(chart: KeptChart, act: ProcessAct) -> KeptChart:
    match act:
        case LimitsFrozen():
            return replace(chart, frozen=(*chart.frozen, act))
        case ChartNoted():
            return replace(chart, notes=(*chart.notes, act))
        case RulesChosen():
            return replace(chart, rules=act.rules)
        case ChartClosed():
            return replace(chart, closed=act)
    return chart
