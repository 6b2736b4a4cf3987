"""What a means was used for: the values that it gave or took part in, and the records and pieces they belong to.

It is asked for when a verification fails: what was measured since the last good one is to be judged again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from functools import cached_property

from metroapp.domain.acceptance import Verdict
from metroapp.domain.measurement import BoxKey, EntryId, Observation
from metroapp.domain.quantity import Quantity


class UsedFor(Enum):
    """The part that a means took in a value."""

    VALUE = "value"  # it gave the value
    READING = "reading"  # it gave one of the readings under the value
    ZERO = "zero"  # the comparator was set to zero with it
    CONSTANT = "constant"  # the probe constant of the column was found on it


@dataclass(frozen=True, slots=True)
class Use:
    """One value, where it was measured, and the part that the means took in it. The verdict is the sealed one."""

    id: EntryId
    record: EntryId
    number: str  # of the record
    reference: str
    work_order: str
    lot: str
    box: BoxKey
    quantity: Quantity | None
    observation: Observation | None
    verdict: Verdict
    used_for: UsedFor
    by: str
    at: datetime
    is_closed: bool  # the record
    is_replaced: bool  # by a later value of the same box, or cancelled
    simulated: bool


@dataclass(frozen=True, slots=True)
class RecordUse:
    """One record in which a means was used: its pieces, in order, and how many of its values."""

    id: EntryId
    number: str
    reference: str
    work_order: str
    lot: str
    pieces: tuple[int, ...]
    values: int
    is_closed: bool


@dataclass(frozen=True)
class MeansUses:
    """The uses of a means since a moment (None: since ever), in the order of the journal."""

    number: str
    designation: str
    since: datetime | None
    uses: tuple[Use, ...]

    @cached_property
    def records(self) -> tuple[RecordUse, ...]:
        """The records concerned, in the order in which they were opened."""
        by_record: dict[EntryId, list[Use]] = {}
        for use in self.uses:
            by_record.setdefault(use.record, []).append(use)
        return tuple(
            RecordUse(
                id=id,
                number=found[0].number,
                reference=found[0].reference,
                work_order=found[0].work_order,
                lot=found[0].lot,
                pieces=tuple(sorted({use.box.piece for use in found})),
                values=len(found),
                is_closed=found[0].is_closed,
            )
            for id, found in sorted(by_record.items(), key=lambda pair: (pair[0].sequence, pair[0].post))
        )

    @property
    def pieces(self) -> int:
        """How many pieces, of all the records."""
        return sum(len(record.pieces) for record in self.records)
