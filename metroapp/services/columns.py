"""What the height columns of a record are still to be set up for, and what each touches before a piece: the plate, the
gauge of its probe constant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from metroapp.domain.measurement import Role
from metroapp.domain.probing import Probing
from metroapp.domain.record import InspectionRecord

ON_PLATE = frozenset({Role.PLATE, Role.GAUGE_1, Role.GAUGE_2})
GAUGE = (Role.GAUGE_1, Role.GAUGE_2)


@dataclass(slots=True)
class Columns:
    """By number of the register: a column has one zero and one constant for all characteristics."""

    zero_again: set[str] = field(default_factory=set)
    constant_again: set[str] = field(default_factory=set)
    gauge: str = ""  # chosen; empty: the first one that serves

    def before(self, record: InspectionRecord, numbers: Sequence[str], probing: Probing) -> tuple[Role, ...]:
        """What is touched before a piece that one of these columns is to probe, in order."""
        wanted, found = record.options.column, list[Role]()
        number = self.instrument(record, numbers)
        if number is None and len(numbers) == 1:
            number = numbers[0]
        if number is None or not self.is_zeroed(record, number):
            found += [Role.PLATE] * wanted.zero_readings
        meant = numbers if number is None else (number,)
        if not any(self.is_verified(record, one, probing) for one in meant):
            found += GAUGE if wanted.verifies_constant and probing.sign_of_constant else ()
        return tuple(found)

    def instrument(self, record: InspectionRecord, numbers: Sequence[str]) -> str | None:
        """The one of these columns whose zero serves; None where none has one, or is asked for one."""
        if not record.options.column.zero_readings:
            return None
        return next((one for one in numbers if self.is_zeroed(record, one)), None)

    def is_zeroed(self, record: InspectionRecord, number: str) -> bool:
        """Whether a column has a zero that serves, or needs none."""
        if not record.options.column.zero_readings:
            return True
        return number in record.columns.zeros and number not in self.zero_again

    def is_verified(self, record: InspectionRecord, number: str, probing: Probing) -> bool:
        """Whether the constant of a column was found on a gauge, or is not used."""
        if not record.options.column.verifies_constant or not probing.sign_of_constant:
            return True
        return number in record.columns.constants and number not in self.constant_again

    @property
    def is_idle(self) -> bool:
        """Whether the record says everything by itself."""
        return not (self.zero_again or self.constant_again or self.gauge)
