"""The known displacement that is proposed to prove how a comparator is mounted."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

from metroapp.domain.comparing import Displacement
from metroapp.domain.comparison import LEAST_DIGITS
from metroapp.domain.instrument import GaugeBlock, Instrument
from metroapp.domain.reading_step import USUAL_DIGIT, digit_of
from metroapp.services.bench_views import DisplacementView

_EASY_DIGITS = 2 * LEAST_DIGITS  # one digit lost in reading it refuses nothing


def finest_digit(instruments: Collection[Instrument]) -> Decimal:
    """The smallest digit of those that may be used, mm."""
    return min(map(digit_of, instruments), default=USUAL_DIGIT)


def proposed(blocks: Collection[GaugeBlock], digit: Decimal) -> DisplacementView | None:
    """The smallest step between two blocks that is easy to read, from the smaller one to the larger one."""
    free = sorted((one for one in blocks if not one.protects), key=lambda one: (one.nominal, one.serial))
    found: tuple[Decimal, GaugeBlock, GaugeBlock] | None = None
    for place, before in enumerate(free):
        for after in free[place + 1 :]:
            step = after.nominal - before.nominal
            if step >= _EASY_DIGITS * digit:
                if found is None or step < found[0]:
                    found = step, before, after
                break
    if found is None:
        return None
    _, before, after = found
    moved = Displacement(after.certified - before.certified)
    return DisplacementView(moved, declared=False, blocks=(before.serial, after.serial))
