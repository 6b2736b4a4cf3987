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
    _stands: DatumSet | None = None  # the last one: whatever was set before it has been taken off

    def apply(self, event: DatumSet) -> None:
        self.declared.append(event)
        self._stands = event

    def doubt(self) -> bool:
        """Nothing says any more that the piece still lies as it was said to. Whether something did."""
        before, self._stands = self._stands, None
        return before is not None

    def asks(self, characteristic: Characteristic, box: BoxKey, history: tuple[Measurement, ...]) -> bool:
        """Whether the piece is to be set on its datums before a reading is taken: once for each value, for it may have
        moved since the last one, and again once another piece was, or this one on other datums."""
        if not characteristic.rests_on:
            return False
        declared = self._stands
        if declared is None or declared.box != box:
            return True
        return bool(history) and history[-1].id.sequence > declared.id.sequence
