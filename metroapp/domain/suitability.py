"""Which instruments of the register are fit for a callout, and why the others are not.

An instrument is fit when its kind, its range and its access allow the measurement, when its step is at most IT/10 (the
rule of tens of workshops, which the MSA manual of the AIAG quotes for the apparent resolution) and when the expanded
uncertainty U (k = 2) of the value that it gives is small beside the tolerance interval: the ratio is a setting of the
workshop. IT, u and U are in the unit of the callout, exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, localcontext
from enum import Enum

from metroapp.domain.acceptance import Requirement, accepts_nothing, zones
from metroapp.domain.budget import Source
from metroapp.domain.callout import Callout, Kind, Nature
from metroapp.domain.candidate import Candidate
from metroapp.domain.decision_rule import SIMPLE, DecisionRule
from metroapp.domain.instrument import Instrument, InstrumentKind, InstrumentState
from metroapp.domain.measuring_range import beyond_range, short_course, shows_size
from metroapp.domain.message import Message, Refusal
from metroapp.domain.quantity import Unit, shortest
from metroapp.domain.specification import Procedure

_COVERAGE_FACTOR = 2
_HUNDREDTH = Decimal("0.01")
_MOST_FIGURES = 12

_EVERYWHERE = frozenset(Nature)
_ACCESS = {
    InstrumentKind.CALIPER: _EVERYWHERE,  # a distance of centres over its edges
    InstrumentKind.MICROMETER: frozenset({Nature.EXTERNAL}),
    InstrumentKind.INTERNAL_MICROMETER: frozenset({Nature.INTERNAL}),
    InstrumentKind.DEPTH_MICROMETER: frozenset({Nature.DEPTH, Nature.STEP}),
    InstrumentKind.DEPTH_GAUGE: frozenset({Nature.DEPTH, Nature.STEP}),
    InstrumentKind.DIAL_INDICATOR: frozenset({Nature.EXTERNAL, Nature.STEP, Nature.DEPTH}),  # on its stand, on blocks
    InstrumentKind.HEIGHT_GAUGE: _EVERYWHERE,
    InstrumentKind.CMM: _EVERYWHERE,
}
_GAUGED = {
    InstrumentKind.THREAD_RING: Nature.EXTERNAL,
    InstrumentKind.PLAIN_RING: Nature.EXTERNAL,
    InstrumentKind.SNAP_GAUGE: Nature.EXTERNAL,
    InstrumentKind.THREAD_PLUG: Nature.INTERNAL,
    InstrumentKind.PLAIN_PLUG: Nature.INTERNAL,
}

# What a value costs, from the shortest to the longest: the reading, then the setting that goes before it.
_TIME_OF_PROCEDURE = {
    Procedure.OBSERVATION: 1,
    Procedure.SWEEP: 4,
    Procedure.GEOMETRIC: 5,
    Procedure.PROBINGS: 5,
    Procedure.COMPARISON: 6,
}
_TIME_OF_READING = {
    InstrumentKind.CALIPER: 1,
    InstrumentKind.DEPTH_GAUGE: 1,
    InstrumentKind.PROTRACTOR: 1,
    InstrumentKind.MICROMETER: 2,
    InstrumentKind.DEPTH_MICROMETER: 2,
    InstrumentKind.INTERNAL_MICROMETER: 3,
    InstrumentKind.ROUGHNESS_TESTER: 3,
    InstrumentKind.CMM: 7,
}
_TOO_LARGE = "suitability.uncertainty_large"
_SAYS_OF_U = ("suitability.from_error", "suitability.from_step")


class Fitness(Enum):
    """How fit an instrument is, from the best to the worst."""

    GOOD = "good"
    ACCEPTED = "accepted"
    UNKNOWN = "unknown"  # what would prove it is not known
    UNFIT = "unfit"


_ORDER = {fitness: place for place, fitness in enumerate(Fitness)}
_Finding = tuple[Fitness, Message]  # the best that it leaves possible, and why


@dataclass(frozen=True, slots=True)
class Criteria:
    """The settings of the workshop: U ≤ IT/`good`, U ≤ IT/`accepted`, step ≤ IT/`steps`, and the decision rule.

    Refuses `suitability.ratios`: one below 1, or `good` below `accepted`.
    """

    good: Decimal = Decimal(8)
    accepted: Decimal = Decimal(4)
    steps: Decimal = Decimal(10)
    rule: DecisionRule = SIMPLE

    def __post_init__(self) -> None:
        if not all(ratio.is_finite() and ratio >= 1 for ratio in (self.good, self.accepted, self.steps)):
            raise Refusal("suitability.ratios", good=self.good, accepted=self.accepted)
        if self.good < self.accepted:
            raise Refusal("suitability.ratios", good=self.good, accepted=self.accepted)


@dataclass(frozen=True, slots=True)
class Suitability:
    """One instrument for one callout. `ratio` is IT/U, rounded down at a hundredth; `time` an order, not a duration."""

    instrument: Instrument
    fitness: Fitness
    reasons: tuple[Message, ...]
    time: int | None  # None where it does not measure this at all
    standard: Decimal | None = None
    source: Source | None = None  # of u: given by the register, else what its budget was made of
    interval: Decimal | None = None

    @property
    def expanded(self) -> Decimal | None:
        """U = 2·u"""
        return None if self.standard is None else shortest(_COVERAGE_FACTOR * self.standard)

    @property
    def ratio(self) -> Decimal | None:
        if not self.expanded or self.interval is None:
            return None
        with localcontext(prec=50):
            return (self.interval / self.expanded).quantize(_HUNDREDTH, rounding=ROUND_FLOOR)


def rank(
    callout: Callout,
    candidates: Iterable[Candidate],
    criteria: Criteria | None = None,
    *,
    nature: Nature | None = None,
    on: date | None = None,
) -> list[Suitability]:
    """Every instrument, the fittest first; of those as fit, the quickest, then the one with the smallest U.

    `nature` prevails over that of the callout; `on` is the day of the measurement, None where due dates do not count.
    Refuses `decision.no_limit` for a callout that no value can conform to.
    """
    if not callout.kind.has_verdict or not (callout.has_limits or callout.kind in (Kind.THREAD, Kind.ATTRIBUTE)):
        raise Refusal("decision.no_limit", callout=callout.text)
    chosen = criteria or Criteria()
    found = [_Case(callout, one, chosen, nature or callout.nature, on).suitability() for one in candidates]
    return sorted(found, key=_place)


def interval_of(callout: Callout) -> Decimal | None:
    """IT. What is bounded above by nature, a geometrical deviation or a texture, goes from zero to its limit; None with
    one limit, or none left (0 Ⓜ lives on its bonus)."""
    if _starts_at_zero(callout):
        return callout.upper_limit or None
    return callout.tolerance_interval or None


def _starts_at_zero(callout: Callout) -> bool:
    return callout.kind in (Kind.GEOMETRIC, Kind.ROUGHNESS) and callout.lower_limit is None


def _place(one: Suitability) -> tuple[int, bool, int, bool, Decimal, str]:
    u, time = one.standard, one.time
    return _ORDER[one.fitness], time is None, time or 0, u is None, u or Decimal(0), one.instrument.number


@dataclass(frozen=True, slots=True)
class _Case:
    callout: Callout
    candidate: Candidate
    criteria: Criteria
    nature: Nature | None
    on: date | None

    def suitability(self) -> Suitability:
        instrument, procedure = self.candidate.instrument, self.candidate.procedure(self.callout)
        if procedure is None:
            reason = Message("suitability.kind", {"kind": instrument.kind, "callout": self.callout.text})
            return Suitability(instrument, Fitness.UNFIT, (reason,), None)
        time = _TIME_OF_PROCEDURE.get(procedure) or _TIME_OF_READING.get(instrument.kind, 1)
        if procedure is Procedure.OBSERVATION:
            return _judged(instrument, time, (*self._due(), *self._use(), *self._gauge()))
        standard, source = self.candidate.standard_uncertainty(self.callout, procedure) or (None, None)
        findings = (
            *self._due(),
            *self._use(),
            *self._access(),
            *self._range(procedure),
            *self._resolution(),
            *self._uncertainty(standard, source, procedure),
        )
        return _judged(instrument, time, findings, standard, source, self._interval)

    @property
    def _interval(self) -> Decimal | None:
        return interval_of(self.callout)

    @property
    def _unit(self) -> Unit:
        return self.callout.unit or Unit.MM

    def _due(self) -> Iterator[_Finding]:
        state = self.candidate.instrument.state
        if state not in (InstrumentState.IN_SERVICE, InstrumentState.LIMITED):
            yield Fitness.UNFIT, Message("suitability.state", {"state": state})
        due = self.candidate.instrument.due
        if self.on is not None and due is not None and due < self.on:
            yield Fitness.UNFIT, Message("suitability.overdue", {"due": due})

    def _use(self) -> Iterator[_Finding]:
        """A means limited by words alone: nothing says that this is its one use."""
        instrument = self.candidate.instrument
        if instrument.is_limited_by_words:
            yield Fitness.UNFIT, Message("suitability.limited_use", {"use": instrument.limitation})

    def _access(self) -> Iterator[_Finding]:
        kind = self.candidate.instrument.kind
        if not self.callout.kind.is_size:
            return
        if self.nature is None:
            if _ACCESS[kind] != _EVERYWHERE:
                yield Fitness.GOOD, Message("suitability.nature_unknown", {"callout": self.callout.text})
        elif self.nature not in _ACCESS[kind]:
            yield Fitness.UNFIT, Message("suitability.access", {"kind": kind, "nature": self.nature})

    def _range(self, procedure: Procedure) -> Iterator[_Finding]:
        """A size that is shown lies in the range; differences only need a course that is long enough."""
        instrument = self.candidate.instrument
        lower, upper = instrument.range_lower, instrument.range_upper
        if self._unit is not Unit.MM:
            return
        if shows_size(self.callout, procedure):
            yield from self._reach(lower, upper)
            yield from self._left()
            return
        ends = [(lower, upper)]
        if instrument.state is InstrumentState.LIMITED:
            ends.append((instrument.limited_lower, instrument.limited_upper))
        short = next(filter(None, (short_course(self.callout, procedure, *both) for both in ends)), None)
        if short is not None:
            yield Fitness.UNFIT, Message("suitability.course", {"course": short.end, "needed": short.size})

    def _reach(self, lower: Decimal | None, upper: Decimal | None) -> Iterator[_Finding]:
        beyond = beyond_range(self.callout, lower, upper)
        if beyond is None:
            yield from self._ends(lower, upper)
        elif beyond.is_below:
            yield Fitness.UNFIT, Message("suitability.below_range", {"size": beyond.size, "lower": beyond.end})
        else:
            yield Fitness.UNFIT, Message("suitability.above_range", {"size": beyond.size, "upper": beyond.end})

    def _left(self) -> Iterator[_Finding]:
        """A limited means is left with a part of its range."""
        instrument = self.candidate.instrument
        if instrument.state is not InstrumentState.LIMITED:
            return
        beyond = beyond_range(self.callout, instrument.limited_lower, instrument.limited_upper)
        if beyond is not None:
            yield Fitness.UNFIT, Message("suitability.limited", {"size": beyond.size, "end": beyond.end})

    def _ends(self, lower: Decimal | None, upper: Decimal | None) -> Iterator[_Finding]:
        """The middle of the limits is read; a piece near one of them may not be."""
        instrument = self.candidate.instrument
        if self.callout.mid_limit is None:
            return
        for limit, end in ((self.callout.lower_limit, lower), (self.callout.upper_limit, upper)):
            if limit is not None and end is not None and not instrument.reaches(limit):
                yield Fitness.ACCEPTED, Message("suitability.range_ends", {"limit": limit, "end": end})

    def _resolution(self) -> Iterator[_Finding]:
        step, interval = self.candidate.instrument.resolution, self._interval
        if self._unit is not Unit.MM or step is None or interval is None:
            return
        steps = self.criteria.steps
        if _holds(interval, step, steps):
            return
        yield (
            Fitness.UNFIT,
            Message("suitability.resolution", {"step": step, "steps": steps, "most": _part(interval, steps)}),
        )

    def _uncertainty(self, standard: Decimal | None, source: Source | None, procedure: Procedure) -> Iterator[_Finding]:
        if standard is None:
            yield Fitness.UNKNOWN, Message("suitability.uncertainty_unknown")
            return
        if source is Source.PERMISSIBLE_ERROR:
            yield Fitness.GOOD, Message("suitability.from_error", {"error": self.candidate.error(self.callout)})
        if procedure is Procedure.COMPARISON:
            yield Fitness.GOOD, Message("suitability.by_comparison")
        interval, expanded = self._interval, _COVERAGE_FACTOR * standard
        if interval is None:
            yield Fitness.UNKNOWN, Message("suitability.no_interval", {"callout": self.callout.text})
        else:
            yield self._against(interval, expanded)
            if source is Source.RESOLUTION:
                # A step says how small the uncertainty cannot be: it refuses, but proves nothing.
                yield Fitness.UNKNOWN, Message("suitability.from_step")
        if self._accepts_nothing(standard):
            yield Fitness.UNFIT, Message("suitability.no_acceptance", {"rule": self.criteria.rule.name})

    def _against(self, interval: Decimal, expanded: Decimal) -> _Finding:
        for fitness, ratio in ((Fitness.GOOD, self.criteria.good), (Fitness.ACCEPTED, self.criteria.accepted)):
            most, unit = _part(interval, ratio), self._unit
            shown = _as_shown(expanded, most)
            if _holds(interval, expanded, ratio):
                return fitness, Message(
                    "suitability.uncertainty_small", {"expanded": shown, "most": most, "ratio": ratio, "unit": unit}
                )
        return Fitness.UNFIT, Message(
            "suitability.uncertainty_large", {"expanded": shown, "most": most, "ratio": ratio, "unit": unit}
        )

    def _accepts_nothing(self, standard: Decimal) -> bool:
        requirement = Requirement(self.callout.lower_limit, self.callout.upper_limit)
        if accepts_nothing(requirement, self.criteria.rule, standard):
            return True
        if not _starts_at_zero(self.callout):
            return False
        accepted = zones(requirement, self.criteria.rule, standard).upper_acceptance
        return accepted is not None and accepted <= 0

    def _gauge(self) -> Iterator[_Finding]:
        """A GO/NO-GO gauge is for one callout only, and has no uncertainty to be judged by."""
        kind, marked = self.candidate.instrument.kind, self.candidate.marked
        if self.nature is not None and _GAUGED.get(kind, self.nature) is not self.nature:
            yield Fitness.UNFIT, Message("suitability.access", {"kind": kind, "nature": self.nature})
        elif marked is None:
            yield Fitness.UNKNOWN, Message("suitability.thread_unknown")
        elif not self.candidate.gauges(self.callout):
            yield Fitness.UNFIT, Message("suitability.other_thread", {"thread": marked.text})
        else:
            yield Fitness.GOOD, Message("suitability.same_thread", {"thread": marked.text})


def _judged(
    instrument: Instrument,
    time: int,
    findings: tuple[_Finding, ...],
    standard: Decimal | None = None,
    source: Source | None = None,
    interval: Decimal | None = None,
) -> Suitability:
    """The worst finding decides, and is said first; what speaks for an unfit instrument is left unsaid."""
    by_weight = sorted(findings, key=lambda one: -_ORDER[one[0]])
    fitness = by_weight[0][0]
    if fitness is Fitness.UNFIT:
        too_large = any(said.code == _TOO_LARGE for _, said in findings)
        by_weight = [one for one in by_weight if one[0] is fitness or (too_large and one[1].code in _SAYS_OF_U)]
    reasons = tuple(said for _, said in by_weight)
    return Suitability(instrument, fitness, reasons, time, standard, source, interval)


def _holds(interval: Decimal, value: Decimal, times: Decimal) -> bool:
    with localcontext(prec=50):
        return value * times <= interval


def _part(interval: Decimal, ratio: Decimal) -> Decimal:
    """IT/ratio as it is shown: rounded down, so that nothing larger looks small enough."""
    with localcontext(prec=50):
        return shortest((interval / ratio).quantize(Decimal("1e-6"), rounding=ROUND_FLOOR))


def _as_shown(expanded: Decimal, most: Decimal) -> Decimal:
    """U rounded up to two significant figures, or as many more as it takes to stay on its side of `most`."""
    with localcontext(prec=50):
        for figures in range(2, _MOST_FIGURES):
            rounded = expanded.quantize(Decimal(1).scaleb(expanded.adjusted() - figures + 1), rounding=ROUND_CEILING)
            if (rounded <= most) == (expanded <= most):
                return shortest(rounded)
    return shortest(expanded)
