"""What the zeros of a record say of its values by comparison: those that stand, and those to be taken again."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING

from metroapp.domain.comparison import Compared, Step, ZeroChecked, ZeroLost, ZeroTaken, has_drifted, review_zeros

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from metroapp.domain.measurement import BoxKey, EntryId, Measurement
    from metroapp.domain.operations import MountingProven, ZeroRechecked, ZeroSetting
    from metroapp.domain.record import InspectionRecord

_NO_LIMIT = Decimal(0)  # no re-check is reviewed


class ZeroEnd(Enum):
    """What was done with a comparator so that its zero, or its mounting, serves no more."""

    OTHER_STACK = "other_stack"  # set on other blocks
    READ_OTHERWISE = "read_otherwise"  # set on the very same blocks, where it shows something else
    MOUNTED = "mounted"  # proven on another mounting
    ADJUSTED = "adjusted"
    VERIFIED = "verified"


def is_moved_by(zero: ZeroSetting, balloon: str, instrument: str, blocks: tuple[str, ...] | None) -> bool:
    """Whether a zero ends with what is about to be done with a comparator for another characteristic: `blocks` is the
    stack that it is set on, None where its mounting is proven.

    Another stack means that the stand was moved, and a proof that the indicator was. On the very same blocks nothing
    is known to be, until `is_read_otherwise` compares what is read there.
    """
    return zero.balloon != balloon and zero.instrument == instrument and zero.blocks != blocks


def is_read_otherwise(zero: ZeroSetting, later: ZeroSetting, limit: Decimal) -> bool:
    """Whether a comparator that is set once more on the very same blocks shows there something farther than `limit`
    (mm) from a zero set before.

    It is a re-check of that zero by another name, and it drifted: the bezel was turned or the stand slipped. The new
    zero does not take its place, since it has its own characteristic and mounting: the earlier one serves no more and
    is set anew. What was compared with it is then what any zero set anew leaves behind it: to be taken again where the
    workshop has its zeros re-checked, and believed where it has none. What a simulated comparator shows says nothing of
    a real one.
    """
    is_same = zero.instrument == later.instrument and zero.blocks == later.blocks
    is_told = zero.simulated or not later.simulated
    return is_same and is_told and has_drifted(zero.zero.quantity.value, later.zero.quantity.value, limit)


def _is_real(step: Step[Measurement]) -> bool:
    return isinstance(step, Compared) and not step.key.simulated


class ZeroWatch:
    """The memory of one record: by balloon, what was done since the last good zero."""

    def __init__(self) -> None:
        self._series: dict[str, list[Step[Measurement]]] = {}
        self._void: dict[EntryId, BoxKey] = {}
        self._by_recheck: dict[EntryId, tuple[BoxKey, ...]] = {}
        self._moved: set[str] = set()
        self._dismounted: set[str] = set()

    def measured(self, measurement: Measurement) -> None:
        """A value by comparison was recorded."""
        self._series.setdefault(measurement.box.balloon, []).append(Compared(measurement))

    def comparator_set(self, zeros: Iterable[ZeroSetting], setting: ZeroSetting, limit: Decimal) -> None:
        """A comparator was set: those of `zeros` that this ends; `limit` (mm) as for `is_read_otherwise`."""
        of = setting.balloon, setting.instrument, setting.blocks
        self._moved |= {one.balloon for one in zeros if is_moved_by(one, *of) or is_read_otherwise(one, setting, limit)}

    def comparator_mounted(
        self, zeros: Iterable[ZeroSetting], mountings: Iterable[MountingProven], proven: MountingProven
    ) -> set[str]:
        """The mounting of a comparator was proven for one characteristic: it is on no other one any more. Gives the
        others that it measured, by their zeros and their mountings."""
        of = proven.balloon, proven.instrument
        moved = {one.balloon for one in zeros if is_moved_by(one, *of, None)}
        ended = {one.balloon for one in mountings if (one.balloon != of[0] and one.instrument == of[1])} | moved
        self._moved |= moved
        self._dismounted = (self._dismounted | ended) - {proven.balloon}
        return ended

    def set(self, setting: ZeroSetting, *, rechecks: bool) -> tuple[BoxKey, ...]:
        """The comparator was set; gives the boxes to be taken again: `rechecks`, what no re-check proved."""
        step = ZeroTaken(setting.zero.quantity.value)
        void = self._review(setting.balloon, step, _NO_LIMIT) if rechecks else ()
        self._series[setting.balloon] = [step]
        self._moved.discard(setting.balloon)
        return void

    def has_moved(self, balloon: str) -> bool:
        """Whether what was done with the comparator of a characteristic since its zero ended it: set on other blocks or
        read otherwise on the same ones, or mounted anew."""
        return balloon in self._moved

    def is_dismounted(self, balloon: str) -> bool:
        """Whether the comparator of a characteristic was mounted for another one since."""
        return balloon in self._dismounted

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
