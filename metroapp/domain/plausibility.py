"""What makes a reading doubtful before it is recorded: it is then shown and asked about, never refused.

A Digimatic frame of six digits drops the first one of a display of seven (Mahr DK-D1, Mitutoyo MDH-MB in out-d1,
QM-Height in inches): 123.4567 mm arrives as 23.4567. A thumb on mm/inch gives 0.7874 for 20 mm. A caliper left at
another zero gives anything. A value inside its limits is never doubted: only what would be a bad one is.
"""

from __future__ import annotations

from decimal import Decimal
from enum import Enum

from metroapp.domain.callout import Callout, Kind
from metroapp.domain.quantity import Unit

_MM_PER_INCH = Decimal("25.4")
_WIDTHS = 10  # of the tolerance interval, beyond which nothing that was machined is expected
_SHORTEST = Decimal("0.5")  # mm: what a narrow tolerance calls far all the same
_LEADING = range(1, 10)
_POWERS = range(4)


class Doubt(Enum):
    """Why a reading is asked about before it is recorded."""

    LATE = "late"  # it may answer an earlier request, that was given up
    DIGIT_LOST = "digit_lost"  # with a first digit more, it would be right
    INCHES = "inches"  # it would be right if the display were in inches
    MILLIMETRES = "millimetres"  # it would be right if an inch display were in millimetres
    SAME = "same"  # the minimum is the maximum: pressed twice, or the stylus touches nothing
    FAR = "far"  # the display may have another zero, or another feature was measured


def doubt_about(value: Decimal, callout: Callout) -> Doubt | None:
    """The doubt about a size read for a callout (both in the unit of the callout); None where there is none.

    Only linear sizes with two limits are looked at: elsewhere nothing says what is far.
    """
    lower, upper = callout.lower_limit, callout.upper_limit
    linear = callout.kind.is_size or callout.kind is Kind.RADIUS
    if not linear or callout.unit is not Unit.MM or lower is None or upper is None or lower <= value <= upper:
        return None
    width = upper - lower

    def right(size: Decimal) -> bool:
        return lower - width <= size <= upper + width

    if right(value):
        return None
    if right(value * _MM_PER_INCH):
        return Doubt.INCHES
    if right(value / _MM_PER_INCH):
        return Doubt.MILLIMETRES
    if any(right(value + digit * Decimal(10) ** power) for power in _POWERS for digit in _LEADING if value < 10**power):
        return Doubt.DIGIT_LOST
    distance = lower - value if value < lower else value - upper
    return Doubt.FAR if distance > max(_WIDTHS * width, _SHORTEST) else None
