"""What the zeros of a record say of its values by comparison: those that stand, and those to be taken again."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from metroapp.domain.comparison import Compared, Step, ZeroChecked, ZeroLost, ZeroTaken, review_zeros

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from metroapp.domain.measurement import BoxKey, EntryId, Measurement
    from metroapp.domain.operations import ZeroRechecked, ZeroSetting
    from metroapp.domain.record import InspectionRecord

_NO_LIMIT = Decimal(0)  # no re-check is reviewed


def is_moved_by(zero: ZeroSetting, balloon: str, instrument: str, blocks: tuple[str, ...] | None) -> bool:
    """Whether a zero ends with what is done with a comparator for another characteristic: `blocks` is the stack that it
    is set on, None where its mounting is proven.

    Another stack means that the stand was moved, and a proof that the indicator was. On the very same blocks nothing
    was: the next re-check of that zero says by itself whether the bezel was turned.
    """
    return zero.balloon != balloon and zero.instrument == instrument and zero.blocks != blocks


def _is_real(step: Step[Measurement]) -> bool:
    return isinstance(step, Compared) and not step.key.simulated


class ZeroWatch:
    """The memory of one record: by balloon, what was done since the last good zero."""

    def __init__(self) -> None:
        self._series: dict[str, list[Step[Measurement]]] = {}
        self._void: dict[EntryId, BoxKey] = {}
        self._by_recheck: dict[EntryId, tuple[BoxKey, ...]] = {}
        self._moved: set[str] = set()

    def measured(self, measurement: Measurement) -> None:
        """A value by comparison was recorded."""
        self._series.setdefault(measurement.box.balloon, []).append(Compared(measurement))

    def set(self, setting: ZeroSetting, *, rechecks: bool) -> tuple[BoxKey, ...]:
        """The comparator was set; gives the boxes to be taken again: `rechecks`, what no re-check proved."""
        step = ZeroTaken(setting.zero.quantity.value)
        void = self._review(setting.balloon, step, _NO_LIMIT) if rechecks else ()
        self._series[setting.balloon] = [step]
        self._moved.discard(setting.balloon)
        return void

    def comparator_moved(
        self, zeros: Iterable[ZeroSetting], balloon: str, instrument: str, blocks: tuple[str, ...] | None = None
    ) -> None:
        """A comparator was set or proven, as for `is_moved_by`: those of `zeros` that this ends."""
        self._moved |= {one.balloon for one in zeros if is_moved_by(one, balloon, instrument, blocks)}

    def has_moved(self, balloon: str) -> bool:
        """Whether the comparator of a characteristic was set on other blocks, or mounted anew, since its zero."""
        return balloon in self._moved

    def checked(self, recheck: ZeroRechecked) -> tuple[BoxKey, ...]:
        """The stack was read once more; gives the boxes to be taken again."""
        step = ZeroLost() if recheck.reading is None else ZeroChecked(recheck.reading.quantity.value)
        void = self._review(recheck.balloon, step, recheck.limit)
        real = [one for one in self._series.get(recheck.balloon, ()) if _is_real(one)]
        # A good re-check that was simulated says nothing of what a real instrument found: that stays open.
        kept = real if recheck.simulated else []
        self._series[recheck.balloon] = [] if recheck.has_drifted else [ZeroTaken(recheck.zero), *kept]
        self._by_recheck[recheck.id] = void
        return void

    def _review(self, balloon: str, step: Step[Measurement], limit: Decimal) -> tuple[BoxKey, ...]:
        again = review_zeros([*self._series.get(balloon, ()), step], limit).again
        self._void |= {one.id: one.box for one in again}
        return tuple(dict.fromkeys(one.box for one in again))

    def taken_back(self, recheck: ZeroRechecked) -> tuple[BoxKey, ...]:
        """The boxes that a re-check took back, in the order of their values."""
        return self._by_recheck[recheck.id]

    def is_void(self, id: EntryId) -> bool:
        """Whether a value is to be taken again: nothing proves the zero that it refers to."""
        return id in self._void

    def open(self, record: InspectionRecord, balloon: str) -> Iterator[Measurement]:
        """The values of a characteristic that no re-check has closed yet, but for those cancelled."""
        for step in self._series.get(balloon, ()):
            if isinstance(step, Compared) and step.key.id not in record.cancelled:
                yield step.key

    def void_boxes(self, record: InspectionRecord) -> Iterator[BoxKey]:
        """The boxes whose value is to be taken again."""
        for box in dict.fromkeys(self._void.values()):
            last = record.measurement(box)
            if last is not None and last.id in self._void:
                yield box
