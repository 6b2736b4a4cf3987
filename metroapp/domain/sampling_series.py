"""A series of lots inspected by sampling, as the sum of its acts: how severely the next one is inspected, and why.

Switching rules of ISO 2859-1, 9.3 and 9.4, from the first results of lots: one that is presented again under the same
number after it was refused is judged, and counts for nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from metroapp.domain.measurement import EntryId
from metroapp.domain.sampling_acts import LotCancelled, LotJudged, LotPresented, SamplingAct, SeriesResumed
from metroapp.domain.sampling_plans import Severity, severity_after


@dataclass(frozen=True)
class SamplingSeries:
    """The acts of one series, in the order of the journal. A lot that was cancelled is among its lots, and counts for
    nothing."""

    acts: tuple[SamplingAct, ...]

    @cached_property
    def first(self) -> LotPresented:
        first = self.acts[0]
        assert isinstance(first, LotPresented)
        return first

    @property
    def number(self) -> str:
        return self.first.number

    @cached_property
    def lots(self) -> tuple[tuple[LotPresented, LotJudged | None], ...]:
        """Each lot with its result; None where its sample is still to be inspected."""
        judged = {act.presented: act for act in self.acts if isinstance(act, LotJudged)}
        return tuple((act, judged.get(act.id)) for act in self.acts if isinstance(act, LotPresented))

    @cached_property
    def cancelled(self) -> Mapping[EntryId, LotCancelled]:
        """Lots that were cancelled, by their presentation, each with why."""
        return {act.presented: act for act in self.acts if isinstance(act, LotCancelled)}

    @property
    def counted(self) -> tuple[tuple[LotPresented, LotJudged | None], ...]:
        """The lots that were not cancelled."""
        return tuple(one for one in self.lots if one[0].id not in self.cancelled)

    @property
    def waiting(self) -> LotPresented | None:
        """The lot whose sample is to be inspected."""
        return next((lot for lot, result in self.counted if result is None), None)

    def is_presented_again(self, lot: LotPresented) -> bool:
        """Whether the same lot was refused before: its result changes no severity."""
        return any(
            one.lot == lot.lot and one.id.sequence < lot.id.sequence and found is not None and not found.is_accepted
            for one, found in self.counted
        )

    def _counts(self, lot: LotPresented) -> bool:
        return lot.id not in self.cancelled and not self.is_presented_again(lot)

    @cached_property
    def severity(self) -> Severity:
        """Of the next lot."""
        results: list[bool] = []
        begins = Severity.NORMAL
        presented = {lot.id: lot for lot, _ in self.lots}
        for act in self.acts:
            if isinstance(act, SeriesResumed):
                begins, results = Severity.TIGHTENED, []
            elif isinstance(act, LotJudged) and self._counts(presented[act.presented]):
                results.append(act.is_accepted)
        return severity_after(results, begins)


def series_of(acts: Iterable[SamplingAct]) -> Mapping[str, SamplingSeries]:
    """Every series by its number, the first one first."""
    found: dict[str, list[SamplingAct]] = {}
    for act in acts:
        found.setdefault(act.number, []).append(act)
    return {number: SamplingSeries(tuple(given)) for number, given in found.items()}
