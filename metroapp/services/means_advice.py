"""The means of the register for the characteristic expected, the fittest first: computed when it changes, not more."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime

from metroapp.domain.callout import Kind
from metroapp.domain.decision_rule import SIMPLE
from metroapp.domain.instrument import Instrument, InstrumentKind, InstrumentState
from metroapp.domain.message import Refusal
from metroapp.domain.specification import Procedure
from metroapp.domain.suitability import Criteria, Suitability, rank
from metroapp.services.bench_views import Expectation
from metroapp.services.events import CriteriaChanged, Event, Expected, MeansAdvised, MeansChanged, RecordOpened
from metroapp.services.gauge_marks import candidate_for


class MeansAdvice:
    """Says what is advised; nothing where the program does not assist. Owned by the recorder thread."""

    def __init__(
        self,
        register: Callable[[], Collection[Instrument]],
        criteria: Callable[[], Criteria],
        publish: Callable[[Event], None],
        clock: Callable[[], datetime],
    ) -> None:
        self._register = register
        self._criteria = criteria
        self._publish = publish
        self._clock = clock
        self._rule = SIMPLE  # of the record, where its characteristic has none
        self._expected: Expectation | None = None
        self._said = ""  # the balloon that the last advice was about

    def look(self, event: Event) -> None:
        """Something happened: another characteristic may be expected, or the register may be another one."""
        match event:
            case RecordOpened(header):
                self._expected, self._said = None, ""
                self._rule = header.part.rule or header.rule
                self._publish(MeansAdvised("", ()))
            case Expected(expectation):
                self._expected = expectation
                self._say(again=False)
            case MeansChanged() | CriteriaChanged():
                self._say(again=True)

    def _say(self, *, again: bool) -> None:
        expected = self._expected
        balloon = expected.box.balloon if expected is not None and expected.assists else ""
        if balloon == self._said and not (again and balloon):
            return
        self._said = balloon
        ranked = self._ranked(expected) if expected is not None and balloon else ()
        self._publish(MeansAdvised(balloon, ranked))

    def _ranked(self, expected: Expectation) -> tuple[Suitability, ...]:
        characteristic = expected.characteristic
        by_eye = characteristic.kind is Kind.ATTRIBUTE or characteristic.is_compared_by_touch
        if by_eye or characteristic.procedure is Procedure.FORMULA:
            return ()
        means = [candidate_for(characteristic, one) for one in self._register() if _measures(one)]
        try:
            ranked = rank(
                characteristic.callout,
                means,
                replace(self._criteria(), rule=characteristic.rule or self._rule),
                nature=characteristic.nature,
                on=self._clock().astimezone().date(),
            )
        except Refusal:
            return ()
        return tuple(ranked)


def _measures(instrument: Instrument) -> bool:
    """Whether it could be taken for a characteristic at all."""
    out = instrument.kind.is_standard or instrument.kind is InstrumentKind.EYE
    return not out and instrument.state is not InstrumentState.WITHDRAWN
