"""The datums of a record: on which of them the piece of a box was said to rest, before its geometry is read.

A run-out that was read before the piece lay in its V, or a parallelism before it was on the plate, is of nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from metroapp.domain.measurement import BoxKey, Measurement
from metroapp.domain.operations import DatumSet
from metroapp.domain.specification import Characteristic


@dataclass(slots=True)
class Datums:
    """What was declared, in order."""

    declared: list[DatumSet] = field(default_factory=list)
    _last: dict[BoxKey, DatumSet] = field(default_factory=dict)

    def apply(self, event: DatumSet) -> None:
        self.declared.append(event)
        self._last[event.box] = event

    def asks(self, characteristic: Characteristic, box: BoxKey, history: tuple[Measurement, ...]) -> bool:
        """Whether the piece is to be set on its datums before a reading is taken: once for each value, for it may have
        moved since the last one."""
        if not characteristic.rests_on:
            return False
        declared = self._last.get(box)
        return declared is None or (bool(history) and history[-1].id.sequence > declared.id.sequence)
