"""The one place that decides: a result against its requirement.

Simple acceptance (ISO 14253-1:2017 calls for stating it; printed *sans prise en compte de l'incertitude*): a value
exactly on a limit conforms.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from metroapp.domain.callout import Callout, Nature
from metroapp.domain.measurement import Measurement, Observation
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import Quantity, Unit
from metroapp.domain.specification import BoxCode


class Verdict(Enum):
    """What a result says about its requirement."""

    CONFORMING = "conforming"
    NONCONFORMING = "nonconforming"
    UNDECIDED = "undecided"  # neither proven: never counted good


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


def exceedance(quantity: Quantity, callout: Callout, bonus: Bonus = NO_BONUS) -> tuple[Side, Decimal] | None:
    """By how much (positive, unit of the callout) and on which side a value leaves the limits; None inside.

    An unknown bonus counts for nothing. Refuses (`decision.no_limit`) a requirement without any limit: a value cannot
    conform to nothing.
    """
    if callout.unit is None or not callout.has_limits:
        raise Refusal("decision.no_limit", callout=callout.text)
    value = quantity.to(callout.unit).value
    if callout.unit is Unit.ARCSEC:
        # 30°40' has no exact decimals in degrees: the limit that is printed, at 10⁻⁹ degree, conforms.
        shown = quantity.to(Unit.DEG).value
        for limit in (callout.lower_limit, callout.upper_limit):
            if limit is not None and shown == callout.in_reading_unit(limit):
                return None
    if callout.lower_limit is not None and value < callout.lower_limit:
        return Side.BELOW, callout.lower_limit - value
    if callout.upper_limit is not None and value > callout.upper_limit + (bonus.value or 0):
        return Side.ABOVE, value - callout.upper_limit - (bonus.value or 0)
    return None


def decide(measurement: Measurement, callout: Callout, bonus: Bonus = NO_BONUS) -> Verdict:
    """The verdict of one measurement against one callout.

    Undecided: an envelope not demonstrated, or a geometrical deviation that only a bonus not known yet could accept.
    """
    if measurement.observation is not None:
        if measurement.observation is Observation.NOT_DEMONSTRATED:
            return Verdict.UNDECIDED
        good = measurement.observation is expected_observation(measurement.box.code)
        return Verdict.CONFORMING if good else Verdict.NONCONFORMING
    assert measurement.quantity is not None
    outside = exceedance(measurement.quantity, callout, bonus)
    if outside is None:
        return Verdict.CONFORMING
    if bonus.value is None and outside[1] <= bonus.most:
        return Verdict.UNDECIDED
    return Verdict.NONCONFORMING
