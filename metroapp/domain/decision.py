"""The one place that decides: a result against its requirement.

Simple acceptance (ISO 14253-1:2017 calls for stating it; printed *sans prise en compte de l'incertitude*): a value
exactly on a limit conforms.
"""

from __future__ import annotations

from decimal import Decimal
from enum import Enum

from metroapp.domain.callout import Callout
from metroapp.domain.measurement import Measurement, Observation
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import Quantity
from metroapp.domain.specification import BoxCode


class Verdict(Enum):
    """What a result says about its requirement."""

    CONFORMING = "conforming"
    NONCONFORMING = "nonconforming"


class Side(Enum):
    """On which side of the tolerance interval a nonconforming value lies."""

    BELOW = "below"
    ABOVE = "above"


_EXPECTED = {
    BoxCode.GO: Observation.PASSES,
    BoxCode.NO_GO: Observation.DOES_NOT_PASS,
    BoxCode.SINGLE: Observation.CONFORMING,
}


def expected_observation(code: BoxCode) -> Observation:
    """What a good piece shows in an attribute box: the GO gauge passes, the NO-GO gauge does not."""
    return _EXPECTED[code]


def exceedance(quantity: Quantity, callout: Callout) -> tuple[Side, Decimal] | None:
    """By how much (positive, unit of the callout) and on which side a value leaves the limits; None inside.

    Refuses (`decision.no_limit`) a requirement without any limit: a value cannot conform to nothing.
    """
    if callout.unit is None or (callout.lower_limit is None and callout.upper_limit is None):
        raise Refusal("decision.no_limit", callout=callout.text)
    value = quantity.to(callout.unit).value
    if callout.lower_limit is not None and value < callout.lower_limit:
        return Side.BELOW, callout.lower_limit - value
    if callout.upper_limit is not None and value > callout.upper_limit:
        return Side.ABOVE, value - callout.upper_limit
    return None


def decide(measurement: Measurement, callout: Callout) -> Verdict:
    """The verdict of one measurement against one callout."""
    if measurement.observation is not None:
        good = measurement.observation is expected_observation(measurement.box.code)
    else:
        assert measurement.quantity is not None
        good = exceedance(measurement.quantity, callout) is None
    return Verdict.CONFORMING if good else Verdict.NONCONFORMING
