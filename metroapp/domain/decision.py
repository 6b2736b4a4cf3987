"""The one place that decides: a result against its requirement, under the decision rule of the record.

Simple acceptance (printed *sans prise en compte de l'incertitude*, as ISO 14253-1:2017 asks to state it) and the rules
with a guard band share this path: a value exactly on a limit of acceptance conforms. The zones are those of
`metroapp.domain.acceptance`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from metroapp.domain.acceptance import Requirement, Verdict, Zones, zones
from metroapp.domain.callout import Callout, Nature
from metroapp.domain.decision_rule import SIMPLE, DecisionRule
from metroapp.domain.measurement import Measurement, Observation
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import Quantity, Unit
from metroapp.domain.specification import BoxCode


class Side(Enum):
    """On which side of the tolerance interval a nonconforming value lies."""

    BELOW = "below"
    ABOVE = "above"


_EXPECTED = {
    BoxCode.GO: Observation.PASSES,
    BoxCode.NO_GO: Observation.DOES_NOT_PASS,
    BoxCode.SINGLE: Observation.CONFORMING,
    BoxCode.PLAIN: Observation.CONFORMING,
    BoxCode.ENVELOPE: Observation.PASSES,
}
_ANSWERS = {
    BoxCode.GO: (Observation.PASSES, Observation.DOES_NOT_PASS),
    BoxCode.NO_GO: (Observation.PASSES, Observation.DOES_NOT_PASS),
    BoxCode.ENVELOPE: (Observation.PASSES, Observation.DOES_NOT_PASS, Observation.NOT_DEMONSTRATED),
}


@dataclass(frozen=True, slots=True)
class Bonus:
    """What Ⓜ or Ⓛ adds to a geometrical tolerance, in millimetres (ISO 2692:2021).

    `value` is None while the size of the toleranced feature is not measured; `most` is the whole tolerance interval
    of that size. A datum's Ⓜ allows a shift and is never added.
    """

    value: Decimal | None
    most: Decimal


_PRINTED_SECOND = Decimal("0.00001")
NO_BONUS = Bonus(Decimal(0), Decimal(0))


def bonus_of(modifier: str, nature: Nature | None, size: Callout, readings: Sequence[Decimal]) -> Bonus:
    """The bonus that the size of the toleranced feature gives: its departure from the maximum (Ⓜ) or minimum (Ⓛ)
    material limit, never negative, never more than its tolerance interval.

    `readings` are the local sizes found (mm), all of them: the one that gives the least counts. None of them: unknown.
    """
    assert size.lower_limit is not None and size.upper_limit is not None
    most = size.upper_limit - size.lower_limit
    if not readings:
        return Bonus(None, most)
    material_is_outwards = nature is Nature.EXTERNAL
    if (modifier == "M") is material_is_outwards:
        departure = size.upper_limit - max(readings)
    else:
        departure = min(readings) - size.lower_limit
    return Bonus(min(max(departure, Decimal(0)), most), most)


def answers(code: BoxCode) -> tuple[Observation, ...]:
    """What can be observed in an attribute box."""
    return _ANSWERS.get(code, (Observation.CONFORMING, Observation.NONCONFORMING))


def expected_observation(code: BoxCode) -> Observation:
    """What a good piece shows in an attribute box: the GO gauge passes, the NO-GO gauge does not."""
    return _EXPECTED[code]


def requirement_of(callout: Callout, bonus: Decimal = Decimal(0)) -> Requirement:
    """The tolerance limits of a callout, in its unit, the upper one widened by the bonus.

    Refuses (`decision.no_limit`) a callout without any limit: a value cannot conform to nothing.
    """
    if callout.unit is None or not callout.has_limits:
        raise Refusal("decision.no_limit", callout=callout.text)
    upper = callout.upper_limit
    return Requirement(callout.lower_limit, upper if upper is None else upper + bonus)


def value_of(quantity: Quantity, callout: Callout) -> Decimal:
    """A value in the unit of its callout.

    30°40' has no exact decimals in degrees: an angle kept at 10⁻⁹ degree (3,6·10⁻⁶ second) is the one of 10⁻⁵ second
    that is printed so, where there is one. It may then lie exactly on a limit.
    """
    assert callout.unit is not None
    value = quantity.to(callout.unit).value
    if callout.unit is Unit.ARCSEC and quantity.unit is Unit.DEG:
        seconds = value.quantize(_PRINTED_SECOND)
        if Quantity(seconds, Unit.ARCSEC).to(Unit.DEG).value == quantity.value:
            return seconds
    return value


def exceedance(quantity: Quantity, callout: Callout, bonus: Bonus = NO_BONUS) -> tuple[Side, Decimal] | None:
    """By how much (positive, unit of the callout) and on which side a value leaves the tolerance limits; None inside.

    An unknown bonus counts for nothing. Refuses as `requirement_of`.
    """
    requirement = requirement_of(callout, bonus.value or Decimal(0))
    value = value_of(quantity, callout)
    if requirement.lower is not None and value < requirement.lower:
        return Side.BELOW, requirement.lower - value
    if requirement.upper is not None and value > requirement.upper:
        return Side.ABOVE, value - requirement.upper
    return None


def zones_of(
    callout: Callout, bonus: Decimal = Decimal(0), rule: DecisionRule = SIMPLE, uncertainty: Quantity | None = None
) -> Zones | None:
    """The zones of a callout under a rule, in its unit; None where the rule needs an uncertainty and none is known.

    Refuses as `requirement_of`.
    """
    requirement = requirement_of(callout, bonus)
    if uncertainty is None:
        return None if rule.needs_uncertainty else zones(requirement, rule)
    assert callout.unit is not None
    return zones(requirement, rule, uncertainty.to(callout.unit).value)


def decide(measurement: Measurement, callout: Callout, bonus: Bonus = NO_BONUS, rule: DecisionRule = SIMPLE) -> Verdict:
    """The verdict of one measurement against one callout.

    Undecided: inside the uncertainty zone of the rule, or without the uncertainty that it needs; an envelope not
    demonstrated; a geometrical deviation that only a bonus not known yet could accept.
    """
    if measurement.observation is not None:
        if measurement.observation is Observation.NOT_DEMONSTRATED:
            return Verdict.UNDECIDED
        good = measurement.observation is expected_observation(measurement.box.code)
        return Verdict.CONFORMING if good else Verdict.NONCONFORMING
    quantity = measurement.quantity
    assert quantity is not None
    uncertainty = None if measurement.uncertainty is None else measurement.uncertainty.quantity

    def with_bonus(given: Decimal) -> Verdict:
        found = zones_of(callout, given, rule, uncertainty)
        return Verdict.UNDECIDED if found is None else found.verdict(value_of(quantity, callout))

    if bonus.value is not None:
        return with_bonus(bonus.value)
    verdict = with_bonus(Decimal(0))
    return verdict if verdict is with_bonus(bonus.most) else Verdict.UNDECIDED
