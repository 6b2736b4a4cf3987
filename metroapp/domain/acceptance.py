"""Decision rules: what a value and its uncertainty prove about a requirement.

Three zones. Conforming: inside the acceptance limits. Nonconforming: beyond the rejection limits. Between them nothing
is proven, and the value is *à confirmer*: never good. Values, limits and uncertainties in the same unit, exact;
`uncertainty` is the standard uncertainty u.

The text of ISO 14253-1:2017 was not at hand: its rule is taken as a conformance probability of 95 % at the least,
g = 1,65·u where the tolerance interval is at least 8·u, and the limits where that probability is 0,95 otherwise.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, localcontext
from enum import Enum
from functools import lru_cache

from metroapp.domain.decision_rule import DecisionRule, RuleName
from metroapp.domain.message import Message, Refusal
from metroapp.domain.probability import normal
from metroapp.domain.quantity import STORED_DECIMALS, shortest


class Verdict(Enum):
    """What a result says about its requirement."""

    CONFORMING = "conforming"
    NONCONFORMING = "nonconforming"
    UNDECIDED = "undecided"  # neither proven: never counted good


_ONE_SIDED_FACTOR = Decimal("1.65")  # of the standard uncertainty, for 95 % on one side
_COVERAGE_FACTOR = 2
_WIDE = 8  # times u: a tolerance interval this wide has two limits that do not see each other
_LEVEL = Decimal("0.95")
_STEP = Decimal(1).scaleb(-STORED_DECIMALS)


@dataclass(frozen=True, slots=True)
class Requirement:
    """Two tolerance limits, of which one may be absent. Equal ones are a requirement that only one value meets."""

    lower: Decimal | None
    upper: Decimal | None

    def __post_init__(self) -> None:
        if self.lower is None and self.upper is None:
            raise Refusal("decision.limits_absent")
        if self.lower is not None and self.upper is not None and self.lower > self.upper:
            raise Refusal("decision.limits_crossed", lower=self.lower, upper=self.upper)

    @property
    def interval(self) -> Decimal | None:
        """T; None with one limit."""
        return None if self.lower is None or self.upper is None else self.upper - self.lower


@dataclass(frozen=True, slots=True)
class Zones:
    """The zones of one requirement under one rule. Without an acceptance zone both acceptance limits are None, and
    `reason` says why."""

    guard_band: Decimal | None
    lower_acceptance: Decimal | None
    upper_acceptance: Decimal | None
    lower_rejection: Decimal | None
    upper_rejection: Decimal | None
    reason: Message | None = None

    def verdict(self, value: Decimal) -> Verdict:
        """Which zone a value is in; a value exactly on an acceptance limit conforms."""
        if (self.lower_rejection is not None and value < self.lower_rejection) or (
            self.upper_rejection is not None and value > self.upper_rejection
        ):
            return Verdict.NONCONFORMING
        if self.reason is not None:
            return Verdict.UNDECIDED
        inside = (self.lower_acceptance is None or value >= self.lower_acceptance) and (
            self.upper_acceptance is None or value <= self.upper_acceptance
        )
        return Verdict.CONFORMING if inside else Verdict.UNDECIDED


def probability_conforming(value: Decimal, requirement: Requirement, uncertainty: Decimal) -> Decimal:
    """Probability that the true value meets the requirement (JCGM 106:2012, 7.2 to 7.5, normal distribution)."""
    if uncertainty == 0:
        return Decimal(_guarded(requirement, Decimal(0)).verdict(value) is Verdict.CONFORMING)
    upper, lower = requirement.upper, requirement.lower
    with localcontext(prec=50):
        below = Decimal(1) if upper is None else normal((upper - value) / uncertainty)
        return below - (Decimal(0) if lower is None else normal((lower - value) / uncertainty))


def measurement_capability(requirement: Requirement, uncertainty: Decimal) -> Decimal | None:
    """Cm = T / (4·u), the capability of the measurement (JCGM 106:2012, 7.6.3); None without T or without u."""
    if requirement.interval is None or uncertainty == 0:
        return None
    with localcontext(prec=50):
        return requirement.interval / (4 * uncertainty)


def zones(requirement: Requirement, rule: DecisionRule, uncertainty: Decimal = Decimal(0)) -> Zones:
    """The zones of a requirement under a rule. Refuses `decision.uncertainty_negative`."""
    if uncertainty < 0:
        raise Refusal("decision.uncertainty_negative", uncertainty=uncertainty)
    match rule.name:
        case RuleName.SIMPLE:
            return _guarded(requirement, Decimal(0))
        case RuleName.GUARD:
            return _guarded(requirement, rule.guard or Decimal(0), chosen=True)
        case RuleName.ISO_14253_1_U:
            return _guarded(requirement, _COVERAGE_FACTOR * uncertainty)
    interval = requirement.interval
    if interval is None or interval >= _WIDE * uncertainty:
        return _guarded(requirement, _ONE_SIDED_FACTOR * uncertainty)
    return _solved(requirement, uncertainty)


def accepts_nothing(requirement: Requirement, rule: DecisionRule, uncertainty: Decimal) -> bool:
    """Whether no value at all could be accepted (2g ≥ T); it looks for no limit, so that a whole register is asked."""
    interval = requirement.interval
    if rule.name is RuleName.ISO_14253_1 and interval is not None and interval < _WIDE * uncertainty:
        return _is_never_likely(requirement, uncertainty)
    return zones(requirement, rule, uncertainty).reason is not None


def _guarded(requirement: Requirement, guard: Decimal, *, chosen: bool = False) -> Zones:
    """The tolerance interval less a guard band at each limit to accept, plus one to reject."""
    lower, upper = requirement.lower, requirement.upper
    lower_rejection = None if lower is None else lower - guard
    upper_rejection = None if upper is None else upper + guard
    interval = requirement.interval
    if guard and interval is not None and 2 * guard >= interval:
        if chosen:
            reason = Message("decision.guard_too_wide", {"guard": guard, "interval": interval})
        else:
            reason = Message("decision.no_acceptance_zone", {"guard": guard, "interval": interval})
        return Zones(guard, None, None, lower_rejection, upper_rejection, reason)
    return Zones(
        guard,
        None if lower is None else lower + guard,
        None if upper is None else upper - guard,
        lower_rejection,
        upper_rejection,
    )


@lru_cache(maxsize=4096)
def _solved(requirement: Requirement, uncertainty: Decimal) -> Zones:
    """ISO 14253-1 where the two limits see each other: the values at which the conformance probability is 0,95 (to
    accept) and 0,05 (to reject), rounded at 10⁻⁹ so that nothing is won by rounding."""
    lower, upper, interval = requirement.lower, requirement.upper, requirement.interval
    assert lower is not None and upper is not None and interval is not None
    with localcontext(prec=50):
        middle = (lower + upper) / 2

        def probability(distance: Decimal) -> Decimal:
            """Conformance probability at this distance above the middle; the same below."""
            return probability_conforming(middle + distance, requirement, uncertainty)

        furthest = interval / 2 + 13 * uncertainty
        rejected = _distance(probability, 1 - _LEVEL, furthest).quantize(_STEP, rounding=ROUND_CEILING)
        # With a very large uncertainty no value is likely to conform; one between the limits is not rejected for that.
        rejected = max(rejected, interval / 2)
        rejection = middle - rejected, middle + rejected
        if _is_never_likely(requirement, uncertainty):
            reason = Message("decision.uncertainty_too_large", {"uncertainty": uncertainty, "interval": interval})
            return Zones(None, None, None, *rejection, reason)
        accepted = _distance(probability, _LEVEL, furthest).quantize(_STEP, rounding=ROUND_FLOOR)
        guard = shortest(interval / 2 - accepted)
        return Zones(guard, middle - accepted, middle + accepted, *rejection)


def _is_never_likely(requirement: Requirement, uncertainty: Decimal) -> bool:
    """Whether the probability to conform stays below 95 % even in the middle of the two limits."""
    assert requirement.lower is not None and requirement.upper is not None
    with localcontext(prec=50):
        middle = (requirement.lower + requirement.upper) / 2
        return probability_conforming(middle, requirement, uncertainty) < _LEVEL


def _distance(probability: Callable[[Decimal], Decimal], level: Decimal, furthest: Decimal) -> Decimal:
    """The distance from the middle at which a decreasing probability crosses `level`, by halving."""
    near, far = Decimal(0), furthest
    while far - near > _STEP / 1000:
        middle = (near + far) / 2
        near, far = (middle, far) if probability(middle) >= level else (near, middle)
    return near


@dataclass(frozen=True, slots=True)
class Risk:
    """Specific risks of one value (JCGM 106:2012, 3.3.13 and 3.3.14): what accepting it, or refusing it, may cost."""

    conforming: Decimal  # probability that the true value conforms

    @property
    def consumer(self) -> Decimal:
        """Probability that an item accepted on this value is in fact nonconforming."""
        return 1 - self.conforming

    @property
    def producer(self) -> Decimal:
        """Probability that an item refused on this value is in fact conforming."""
        return self.conforming
