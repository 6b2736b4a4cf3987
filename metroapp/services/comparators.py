"""What the comparators of a record are still to be set up for, and what each reads on its stack before a piece."""

from __future__ import annotations

from dataclasses import dataclass, field

from metroapp.domain.comparing import Displacement
from metroapp.domain.measurement import Role
from metroapp.domain.record import InspectionRecord

ON_STACK = frozenset({Role.BEFORE_MOVE, Role.AFTER_MOVE, Role.ZERO, Role.RECHECK})


@dataclass(slots=True)
class Comparators:
    """By balloon: each characteristic has its own zero. What is done is in the record."""

    zero_again: set[str] = field(default_factory=set)  # to be set once more
    mounting_again: set[str] = field(default_factory=set)  # to be proven once more, and set
    displacements: dict[str, Displacement] = field(default_factory=dict)  # declared for a proof

    def before(self, record: InspectionRecord, balloon: str) -> tuple[Role, ...]:
        """What the comparator of a characteristic reads on its stack before the next piece, in order.

        A zero is read once more before it is set anew: what was compared with it is then proven, or taken again.
        """
        wanted, found = record.options.comparing, list[Role]()
        is_set = self.is_set(record, balloon)
        if wanted.rechecks and balloon in record.zeros and not record.zero_has_moved(balloon):
            pieces = {one.box.piece for one in record.unproven(balloon)}
            is_due = wanted.recheck_every is not None and len(pieces) >= wanted.recheck_every
            if pieces and (is_due or not is_set):
                found.append(Role.RECHECK)
        if not is_set:
            if self.is_to_be_proven(record, balloon):
                found += [Role.BEFORE_MOVE, Role.AFTER_MOVE]
            found += [Role.ZERO] * wanted.zero_readings
        return tuple(found)

    def is_to_be_proven(self, record: InspectionRecord, balloon: str) -> bool:
        """Whether how the comparator of a characteristic is mounted is to be proven first: the workshop asks for it, or
        it is known to have been mounted for another one since."""
        if balloon in self.mounting_again or record.is_dismounted(balloon):
            return True
        return record.options.comparing.proves_mounting and balloon not in record.mountings

    def is_set(self, record: InspectionRecord, balloon: str) -> bool:
        """Whether the comparator of a characteristic has a zero that serves."""
        if balloon not in record.zeros or record.zero_has_moved(balloon):
            return False
        return balloon not in self.zero_again | self.mounting_again

    def instrument(self, record: InspectionRecord, balloon: str) -> str | None:
        """The instrument whose zero, else whose mounting, a characteristic is measured with; None before the first."""
        zero, proven = record.zeros.get(balloon), record.mountings.get(balloon)
        if zero is not None and (self.is_set(record, balloon) or Role.RECHECK in self.before(record, balloon)):
            return zero.instrument
        return None if proven is None or balloon in self.mounting_again else proven.instrument

    def zero_is_set(self, balloon: str) -> None:
        self.zero_again.discard(balloon)

    def mounting_is_proven(self, balloon: str) -> None:
        self.mounting_again.discard(balloon)
        self.displacements.pop(balloon, None)

    @property
    def is_idle(self) -> bool:
        """Whether the record says everything by itself."""
        return not (self.zero_again or self.mounting_again or self.displacements)
