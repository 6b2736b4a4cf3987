"""How inspection by comparison is done in a workshop, and the known displacement that proves a mounting."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from metroapp.domain.comparison import ZERO_READINGS
from metroapp.domain.message import Refusal

MOST_ZERO_READINGS = 10
MOST_BETWEEN_RECHECKS = 1000  # pieces
MOST_DIGITS = 100


@dataclass(frozen=True, slots=True)
class Comparing:
    """Refuses `options.zero_readings` (one, or three to ten), `options.recheck_every`, `options.drift_limit`."""

    zero_readings: int = ZERO_READINGS
    rechecks: bool = True  # nothing is closed before the zero was read once more
    recheck_every: int | None = 10  # pieces; None: only at the end
    drift_limit: int = 1  # digits of the indicator: a re-check farther than that takes the values back
    proves_mounting: bool = True  # by a known displacement, before the first zero
    protects: bool = False  # wear blocks at the ends of the stack

    def __post_init__(self) -> None:
        if self.zero_readings != 1 and not ZERO_READINGS <= self.zero_readings <= MOST_ZERO_READINGS:
            raise Refusal("options.zero_readings", least=ZERO_READINGS, most=MOST_ZERO_READINGS)
        if self.recheck_every is not None and not 1 <= self.recheck_every <= MOST_BETWEEN_RECHECKS:
            raise Refusal("options.recheck_every", most=MOST_BETWEEN_RECHECKS)
        if not 1 <= self.drift_limit <= MOST_DIGITS:
            raise Refusal("options.drift_limit", most=MOST_DIGITS)


# One reading on the stack, believed: the records of before there was a choice.
ONE_ZERO = Comparing(zero_readings=1, rechecks=False, recheck_every=None, proves_mounting=False)


@dataclass(frozen=True, slots=True)
class Displacement:
    """A known one (mm, positive towards larger sizes), and the factor declared; None: it is to be found from it."""

    size: Decimal
    factor: Decimal | None = Decimal(1)
