"""Whether a size that an instrument shows lies in its measuring range. Lengths in millimetres."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from metroapp.domain.callout import Callout, Kind
from metroapp.domain.quantity import Unit
from metroapp.domain.specification import Procedure

_SIZED = (Kind.DIAMETER, Kind.LENGTH, Kind.RADIUS, Kind.CHAMFER)  # a range in millimetres says nothing of the others
_SHOWN = (Procedure.DIRECT, Procedure.SEVERAL, Procedure.TRACES)
DIFFERENCES = (Procedure.COMPARISON, Procedure.PROBINGS, Procedure.SWEEP, Procedure.GEOMETRIC)
"""The value is a difference of two readings."""


class Beyond(NamedTuple):
    """A size outside a range, and the end that it passes."""

    size: Decimal
    end: Decimal

    @property
    def is_below(self) -> bool:
        return self.size < self.end


def shows_size(callout: Callout, procedure: Procedure) -> bool:
    """Whether the instrument shows the size itself, which its range must then hold; differences ask less of it."""
    return procedure in _SHOWN and callout.kind in _SIZED and (callout.unit or Unit.MM) is Unit.MM


def short_course(callout: Callout, procedure: Procedure, lower: Decimal | None, upper: Decimal | None) -> Beyond | None:
    """The course that a difference needs, and the shorter one that is there; None where it suffices or is not known.

    Two probings go through the size itself, a comparison and an exploration through the tolerance interval.
    """
    if procedure not in DIFFERENCES or (callout.unit or Unit.MM) is not Unit.MM or lower is None or upper is None:
        return None
    needed = callout.size if procedure is Procedure.PROBINGS else _interval(callout)
    course = upper - lower
    return None if needed is None or course >= needed else Beyond(needed, course)


def _interval(callout: Callout) -> Decimal | None:
    """What is bounded above by nature goes from zero to its limit."""
    if callout.kind in (Kind.GEOMETRIC, Kind.ROUGHNESS) and callout.lower_limit is None:
        return callout.upper_limit
    return callout.tolerance_interval


def beyond_range(callout: Callout, lower: Decimal | None, upper: Decimal | None) -> Beyond | None:
    """The size of a callout where it leaves a range; None inside, or where an end is not known.

    The middle of the limits tells: a shaft of Ø25 f7 is read by the micrometer that ends at 25, not by the one that
    begins there.
    """

    def end_passed(size: Decimal) -> Decimal | None:
        if lower is not None and size < lower:
            return lower
        return upper if upper is not None and size > upper else None

    nominal, middle = callout.size, callout.mid_limit
    if nominal is None or (middle is not None and end_passed(middle) is None):
        return None
    size = nominal if middle is None or end_passed(nominal) is not None else middle
    end = end_passed(size)
    return None if end is None else Beyond(size, end)
