"""How the roughness of one record was traced: what was declared of its tester, and what goes with each value."""

from __future__ import annotations

from dataclasses import dataclass, field

from metroapp.domain.measurement import EntryId
from metroapp.domain.operations import TraceDeclared, TraceRecorded


@dataclass
class TracesOfRecord:
    """In the order of the journal."""

    events: list[TraceDeclared | TraceRecorded] = field(default_factory=list)
    _declared: dict[str, TraceDeclared] = field(default_factory=dict)  # by balloon, the last one
    _recorded: dict[EntryId, TraceRecorded] = field(default_factory=dict)  # by value, the last one

    def apply(self, event: TraceDeclared | TraceRecorded) -> None:
        self.events.append(event)
        if isinstance(event, TraceDeclared):
            self._declared[event.balloon] = event
        else:
            self._recorded[event.measurement] = event

    def declared(self, balloon: str) -> TraceDeclared | None:
        """How the tester is said to be set for a characteristic."""
        return self._declared.get(balloon)

    def of(self, measurement: EntryId) -> TraceRecorded | None:
        """How a value was traced; None of what is no roughness, or where no standard asked for it."""
        return self._recorded.get(measurement)
