"""How a height column is checked around the values of a record: its zero on the plate, its probe constant on a gauge.

Lengths in millimetres, exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from statistics import median_low

from metroapp.domain.message import Refusal
from metroapp.domain.uncertainty import combined

MOST_PLATE_READINGS = 10
MOST_DIGITS = 100
FARTHEST_CONSTANT = Decimal("0.1")  # mm: no ball wears so much; another face, or another gauge, was touched


@dataclass(frozen=True, slots=True)
class ColumnChecks:
    """Refuses `options.plate_readings` (none to ten), `options.drift_limit`."""

    zero_readings: int = 2  # on the plate, before anything is measured; 0: none is asked for
    verifies_constant: bool = True  # on a certified gauge, before the first value that uses it and after the last one
    limit: int = 5  # digits of the column: of the zero shown on the plate, and of the constant from the register's

    def __post_init__(self) -> None:
        if not 0 <= self.zero_readings <= MOST_PLATE_READINGS:
            raise Refusal("options.plate_readings", most=MOST_PLATE_READINGS)
        if not 1 <= self.limit <= MOST_DIGITS:
            raise Refusal("options.drift_limit", most=MOST_DIGITS)


# What the column shows is believed: the records of before there was a choice.
UNCHECKED = ColumnChecks(zero_readings=0, verifies_constant=False)


def plate_zero(readings: Sequence[Decimal], limit: Decimal) -> Decimal:
    """The zero that the readings on the plate give: their median.

    Refuses `column.zero_not_repeated` and `column.zero_not_shown`: a column that shows something else there was not set
    to zero, or will be once this zero has been taken, and every height after it would be wrong by so much.
    """
    spread = max(readings) - min(readings)
    if spread > limit:
        raise Refusal("column.zero_not_repeated", spread=spread, limit=limit)
    found = median_low(readings)
    if not -limit <= found <= limit:
        raise Refusal("column.zero_not_shown", shown=found, limit=limit)
    return found


def constant_uncertainty(of_reading: Decimal, of_gauge: Decimal | None, limit: Decimal) -> Decimal:
    """Standard uncertainty of the probe constant of the register that was found on a gauge within ± `limit`.

    Two probings, the certified length, and a difference that is not corrected, as likely anywhere within ± limit
    (JCGM 100:2008, 5.1.2 and 4.3.7). A gauge whose uncertainty is not known adds nothing, as a block.
    """
    with localcontext(prec=40):
        uncorrected = limit / Decimal(3).sqrt()
    return combined([of_reading, of_reading, of_gauge or Decimal(0), uncorrected])
