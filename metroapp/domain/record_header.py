"""What is known of a record when it is opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from metroapp.domain.decision_rule import SIMPLE, DecisionRule
from metroapp.domain.measurement import EntryId
from metroapp.domain.record_options import PLAIN, RecordOptions
from metroapp.domain.specification import Characteristic, Part
from metroapp.domain.texture_rules import judged_by


@dataclass(frozen=True, slots=True)
class RecordHeader:
    """The head of a record. The part is a copy: later revisions do not reach it."""

    id: EntryId
    number: str
    part: Part
    pieces: int
    operator: str
    opened_at: datetime
    work_order: str = ""
    lot: str = ""
    operation: str = ""
    machine: str = ""
    simulated: bool = False
    rule: DecisionRule = SIMPLE  # of the workshop, when the record was opened
    options: RecordOptions = PLAIN

    @property
    def inspected(self) -> tuple[Characteristic, ...]:
        """One characteristic for each occurrence, as this record judges it."""
        return tuple(judged_by(one, self.options.texture) for one in self.part.inspected)
