"""A sweep (balayage): what an instrument showed, one indication after the other, while a surface was explored.

Its samples are kept as integers of the last decimal and as gaps in milliseconds: twenty thousand of them stay under
300 kB in the journal, and every one is exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from itertools import accumulate, pairwise

from metroapp.domain.callout import Nature
from metroapp.domain.measurement import Role
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import STORED_DECIMALS, Unit, decimals_of

FEWEST_SAMPLES, MOST_SAMPLES = 2, 20_000
LONGEST_MS = 10 * 60 * 1000
MEAN_DECIMALS = 2  # more than those shown


class Given(Enum):
    """What a sweep gives to its box.

    Never its mean: it depends on where the hand lingers, and a mean hides a local size that is out.
    """

    DIFFERENCE = "difference"  # maximum − minimum: run-out, flatness
    MAXIMUM = "maximum"  # the turning point of a shaft, or the top of a bore under a height gauge
    MINIMUM = "minimum"  # the turning point of a bore gauge that is rocked


def choices_for(role: Role, nature: Nature | None) -> tuple[Given, ...]:
    """What a sweep may give in the place of a reading, the most usual one first; nothing where it makes no sense.

    A zero is set on a stack, a repeated reading stays at one place, and a formula asks for one point each.
    """
    match role:
        case Role.MAXIMUM | Role.MINIMUM:
            return (Given.DIFFERENCE,)
        case Role.DEVIATION if nature is Nature.INTERNAL:
            return Given.MINIMUM, Given.MAXIMUM
        case Role.PROBING_1 | Role.PROBING_3:
            return Given.MINIMUM, Given.MAXIMUM
        case Role.READING | Role.DEVIATION | Role.PROBING_2 | Role.PROBING_4:
            return Given.MAXIMUM, Given.MINIMUM
    return ()


@dataclass(frozen=True, slots=True)
class Sweep:
    """The samples of one sweep by one instrument, in the unit that it showed.

    Refuses `sweep.too_few`, `sweep.too_many`, `sweep.too_long`; ValueError for what no instrument gives.
    """

    instrument: str
    unit: Unit
    decimals: int
    digits: tuple[int, ...]  # each sample, in units of its last decimal
    gaps: tuple[int, ...]  # ms since the sample before; the first one is the start

    def __post_init__(self) -> None:
        if len(self.digits) != len(self.gaps) or not 0 <= self.decimals <= STORED_DECIMALS:
            raise ValueError("not the samples of a sweep")
        require_bounds(len(self.digits), self.duration)
        if self.gaps[0] or min(self.gaps) < 0:
            raise ValueError("a sweep begins with its first sample and never goes back")

    @classmethod
    def of(cls, instrument: str, unit: Unit, values: Sequence[Decimal], offsets: Sequence[int]) -> Sweep:
        """From the indications and their times in ms since the first one, in order; refuses as `Sweep`."""
        decimals = max(map(decimals_of, values), default=0)
        digits = tuple(int(value.scaleb(decimals)) for value in values)
        gaps = (*offsets[:1], *(after - before for before, after in pairwise(offsets)))
        return cls(instrument, unit, decimals, digits, gaps)

    @property
    def values(self) -> tuple[Decimal, ...]:
        """Each sample, exact."""
        return tuple(map(self._exact, self.digits))

    @property
    def offsets(self) -> tuple[int, ...]:
        """When each sample was taken, ms since the first one."""
        return tuple(accumulate(self.gaps))

    @property
    def duration(self) -> int:
        """Milliseconds from the first sample to the last one."""
        return sum(self.gaps)

    @property
    def count(self) -> int:
        return len(self.digits)

    @property
    def maximum(self) -> Decimal:
        return self._exact(max(self.digits))

    @property
    def minimum(self) -> Decimal:
        return self._exact(min(self.digits))

    @property
    def difference(self) -> Decimal:
        """Maximum − minimum, exact."""
        return self._exact(max(self.digits) - min(self.digits))

    @property
    def mean(self) -> Decimal:
        """The exact mean of the samples, rounded half-even at two decimals more than they show."""
        return mean_of(sum(self.digits), self.count, self.decimals)

    def _exact(self, digits: int) -> Decimal:
        return Decimal(digits).scaleb(-self.decimals)


def mean_of(total: int, count: int, decimals: int) -> Decimal:
    """The mean of `count` samples whose sum is `total`, in units of their last decimal: as `Sweep.mean`."""
    rounded = round(Fraction(total * 10**MEAN_DECIMALS, count))  # half-even, exact
    return Decimal(rounded).scaleb(-decimals - MEAN_DECIMALS)


def require_bounds(count: int, duration: int) -> None:
    """Refuse a sweep of `count` samples that lasted `duration` ms: `sweep.too_few`, `sweep.too_many`,
    `sweep.too_long`."""
    if count < FEWEST_SAMPLES:
        raise Refusal("sweep.too_few", count=count, fewest=FEWEST_SAMPLES)
    if count > MOST_SAMPLES:
        raise Refusal("sweep.too_many", most=MOST_SAMPLES)
    if duration > LONGEST_MS:
        raise Refusal("sweep.too_long", minutes=LONGEST_MS // 60_000)
