"""What is done with a height column beside the values: zero on the plate, constant verified, reference lost.

Lengths in millimetres.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import Enum

from metroapp.domain.measurement import EntryId, Input


@dataclass(frozen=True, slots=True)
class PlateZero:
    """The plate was touched from above: heights measured from now on refer to it."""

    id: EntryId
    instrument: str
    zero: Input  # the median one
    readings: tuple[Input, ...]  # every one
    by: str
    at: datetime
    simulated: bool = False


@dataclass(frozen=True, slots=True)
class ConstantVerified:
    """The probe constant was found on a certified gauge: what was measured with it since stands, or is to be taken
    again; or it could not be, and is to be."""

    id: EntryId
    instrument: str
    gauge: str  # its number in the register
    certified: Decimal
    expected: Decimal  # the constant of the register, 0 for a column that corrects itself
    limit: Decimal  # on either side
    readings: tuple[Input, ...]  # the two probings; none where it could not be verified
    constant: Decimal | None  # as found
    by: str
    at: datetime
    reason: str = ""  # why it could not be
    uncertainty: Decimal | None = None  # standard one of the constant of the register, where it is known
    simulated: bool = False

    @property
    def deviation(self) -> Decimal | None:
        """Found − register, signed."""
        return None if self.constant is None else self.constant - self.expected

    @property
    def has_drifted(self) -> bool:
        """Whether nothing proves the constant of the register."""
        return self.deviation is None or not -self.limit <= self.deviation <= self.limit


class ReferenceLoss(Enum):
    """How a column lost what it counts its heights from."""

    LINK = "link"  # it does not answer any more: switched off, or its cable taken away
    SENSOR = "sensor"  # it said so: moved too fast, or its scale is dirty
    DECLARED = "declared"  # whoever measures says so: the column was moved
    BALL = "ball"  # likewise: the probe was changed, and nothing proves any more what was measured with the other one


@dataclass(frozen=True, slots=True)
class ReferenceLost:
    """The zero of a column serves no more: nothing is measured with it before the plate is touched again. With another
    ball its probe constant serves no more either."""

    id: EntryId
    instrument: str
    cause: ReferenceLoss
    by: str
    at: datetime


ColumnAct = PlateZero | ConstantVerified | ReferenceLost
