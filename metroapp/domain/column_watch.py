"""What the zeros and the verifications of the columns of a record say of its values.

The zero on the plate and the probe constant belong to a column, not to a characteristic. A value that uses the constant
is not said good before the constant was found again after it; a constant that drifted, or a ball that was changed
before, takes back what was measured since it was last found good.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from metroapp.domain.column_acts import ColumnAct, ConstantVerified, PlateZero, ReferenceLoss, ReferenceLost
from metroapp.domain.measurement import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from metroapp.domain.measurement import BoxKey, EntryId, Input, Measurement
    from metroapp.domain.record import InspectionRecord


class ColumnWatch:
    """The memory of one record."""

    def __init__(self) -> None:
        self.acts: list[ColumnAct] = []
        self.zeros: dict[str, PlateZero] = {}  # by instrument, those that stand
        self.constants: dict[str, ConstantVerified] = {}  # likewise, the last good one
        self._open: dict[EntryId, Measurement] = {}
        self._void: dict[EntryId, BoxKey] = {}
        self._by_act: dict[EntryId, tuple[BoxKey, ...]] = {}

    def measured(self, found: Measurement) -> None:
        """A value was recorded: one that uses the probe constant waits for it to be found once more."""
        if any(given.role is Role.PROBE_CONSTANT for given in found.inputs):
            self._open[found.id] = found

    def take(self, act: ColumnAct) -> tuple[tuple[BoxKey, ...], tuple[BoxKey, ...]]:
        """Something was done with a column; gives the boxes that it takes back, and those that it proves."""
        self.acts.append(act)
        match act:
            case PlateZero():
                self.zeros[act.instrument] = act
            case ReferenceLost():
                self.zeros.pop(act.instrument, None)
                if act.cause is ReferenceLoss.BALL:
                    self.constants.pop(act.instrument, None)
                    return self._take_back(act, self._of(act.instrument)), ()
            case ConstantVerified():
                return self._verified(act)
        return (), ()

    def _verified(self, act: ConstantVerified) -> tuple[tuple[BoxKey, ...], tuple[BoxKey, ...]]:
        found = self._of(act.instrument)
        if act.has_drifted:
            self.constants.pop(act.instrument, None)
            return self._take_back(act, found), ()
        self.constants[act.instrument] = act
        # What a simulated column shows proves nothing of what a real one found: that stays open.
        proven = [one for one in found if one.simulated or not act.simulated]
        for one in proven:
            del self._open[one.id]
        return (), tuple(dict.fromkeys(one.box for one in proven))

    def _of(self, instrument: str) -> list[Measurement]:
        return [one for one in self._open.values() if one.instrument == instrument]

    def _take_back(self, act: ColumnAct, found: list[Measurement]) -> tuple[BoxKey, ...]:
        for one in found:
            del self._open[one.id]
        self._void |= {one.id: one.box for one in found}
        self._by_act[act.id] = boxes = tuple(dict.fromkeys(one.box for one in found))
        return boxes

    def read_elsewhere(self) -> Iterator[Input]:
        """Every reading on the plate and on gauges."""
        for act in self.acts:
            if not isinstance(act, ReferenceLost):
                yield from act.readings

    def taken_back(self, act: ColumnAct) -> tuple[BoxKey, ...]:
        """The boxes whose value a verification took back, or a change of ball."""
        return self._by_act.get(act.id, ())

    def is_void(self, id: EntryId) -> bool:
        """Whether a value is to be taken again: nothing proves the constant that it uses."""
        return id in self._void

    def is_open(self, id: EntryId) -> bool:
        """Whether a value waits for its constant to be found once more."""
        return id in self._open

    def unproven(self, record: InspectionRecord) -> tuple[Measurement, ...]:
        """The values that decide in their box and wait for their constant, in the order of the journal."""
        return tuple(one for one in self._open.values() if record.measurement(one.box) is one)

    def void_boxes(self, record: InspectionRecord) -> Iterator[BoxKey]:
        """The boxes whose value is to be taken again."""
        for box in dict.fromkeys(self._void.values()):
            last = record.measurement(box)
            if last is not None and last.id in self._void:
                yield box
