"""What is filled in to open a record."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from metroapp.domain.decision_rule import DecisionRule
from metroapp.domain.entered_text import require_text
from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.record_header import RecordHeader
from metroapp.domain.record_options import Order, RecordOptions
from metroapp.domain.specification import Part

MOST_PIECES = 1000


@dataclass(frozen=True, slots=True)
class NewRecord:
    """One part, and the lot of it that is measured."""

    part: Part
    pieces: int
    work_order: str = ""
    lot: str = ""
    operation: str = ""
    machine: str = ""
    order: Order | None = None  # the workshop's otherwise
    minutes: int | None = None  # allotted, 0 for no limit; the workshop's otherwise

    def require_possible(self) -> None:
        """Refuses `record.pieces_out_of_bounds`, and as `Part.require_complete` and `require_text`."""
        if not 1 <= self.pieces <= MOST_PIECES:
            raise Refusal("record.pieces_out_of_bounds", most=MOST_PIECES)
        self.part.require_complete()
        require_text(self.work_order, self.lot, self.operation, self.machine)

    def header(
        self, operator: str, at: datetime, rule: DecisionRule, options: RecordOptions, *, simulated: bool
    ) -> RecordHeader:
        """The head of the record, with the rule and the options of the workshop; the archive numbers it."""
        minutes = options.minutes if self.minutes is None else self.minutes or None
        return RecordHeader(
            id=EntryId("", 0),
            number="",
            part=self.part,
            pieces=self.pieces,
            operator=operator,
            opened_at=at,
            work_order=self.work_order.strip(),
            lot=self.lot.strip(),
            operation=self.operation.strip(),
            machine=self.machine.strip(),
            simulated=simulated,
            rule=rule,
            options=replace(options, order=self.order or options.order, minutes=minutes),
        )
