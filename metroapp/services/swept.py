"""A sweep that is going on: its samples so far, and the frames of its extremes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from statistics import median

from metroapp.domain.measurement import BoxKey, Frame
from metroapp.domain.message import Message, Refusal
from metroapp.domain.quantity import Quantity, Unit, decimals_of
from metroapp.domain.sweep import FEWEST_SAMPLES, Given, Sweep, mean_of, require_bounds

Extreme = tuple[Quantity, Frame]

# An extreme may be what did not come: a run-out is never less than what was seen of it.
MOST_LOST_TOGETHER = 3  # frames
_MOST_LOST_IN = 100  # samples: one frame
_LONGEST_GAP_MS = 1000
_MOST_PERIODS = 10  # without a sample


@dataclass(frozen=True, slots=True)
class Swept:
    """A sweep at its end, with the frames of its highest and lowest samples."""

    sweep: Sweep
    highest: Extreme
    lowest: Extreme


@dataclass(slots=True)
class Running:
    """One instrument that sweeps for one box. Owned by the recorder thread."""

    box: BoxKey
    instrument: str
    by: str  # who began it
    simulated: bool
    choices: tuple[Given, ...]
    full: Message | None = None  # why no more samples are taken
    fewest: int = FEWEST_SAMPLES  # that have seen the surface
    values: list[Decimal] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)  # ms since the first one
    highest: Extreme | None = None
    lowest: Extreme | None = None
    said: int = 0  # samples already published
    is_still: bool = False  # it was said that nothing moves
    lost: int = 0  # frames that could not be read, since the first sample
    _lost_together: int = 0  # since the last one
    _total: Decimal = Decimal(0)
    _last_at: datetime | None = None

    @property
    def unit(self) -> Unit | None:
        return None if self.highest is None else self.highest[0].unit

    @property
    def mean(self) -> Decimal:
        """Of the samples so far; there is at least one."""
        assert self.highest is not None
        decimals = decimals_of(self._total)
        return mean_of(int(self._total.scaleb(decimals)), len(self.values), decimals)

    @property
    def period(self) -> float:
        """Milliseconds between two samples, on the mean; nothing while there are not two."""
        return self.offsets[-1] / (len(self.offsets) - 1) if len(self.offsets) > 1 else 0.0

    def add(self, quantity: Quantity, frame: Frame) -> bool:
        """One more sample; False once there is no more room: `full` says why.

        Refuses `sweep.unit_changed`, `sweep.hole`.
        """
        if self.unit not in (None, quantity.unit):
            raise Refusal("sweep.unit_changed", instrument=self.instrument)
        offset = self._offset(frame)
        if self.offsets:
            self.require_no_hole(offset - self.offsets[-1])
        try:
            require_bounds(max(FEWEST_SAMPLES, len(self.values) + 1), offset)
        except Refusal as refusal:
            self.full = refusal.message
            return False
        if self._last_at is None or frame.received_at < self._last_at:
            self._last_at = frame.received_at
        else:  # what is less than a millisecond counts with the next sample
            self._last_at += timedelta(milliseconds=offset - self.offsets[-1])
        self._lost_together = 0
        self.values.append(quantity.value)
        self.offsets.append(offset)
        self._total += quantity.value
        if self.highest is None or quantity.value > self.highest[0].value:
            self.highest = quantity, frame
        if self.lowest is None or quantity.value < self.lowest[0].value:
            self.lowest = quantity, frame
        return True

    def _offset(self, frame: Frame) -> int:
        """Milliseconds since the first sample; a clock set back takes nothing from what has passed."""
        if self._last_at is None:
            return 0
        passed = (frame.received_at - self._last_at) // timedelta(milliseconds=1)
        return self.offsets[-1] + max(0, passed)

    def lose(self, frames: int) -> None:
        """Count frames that could not be read; refuses `sweep.frames_lost` where too many come together."""
        if not self.values:
            return  # the end of what it was saying before
        self.lost += frames
        self._lost_together += frames
        if self._lost_together > MOST_LOST_TOGETHER:
            raise self._frames_lost()

    def require_no_hole(self, passed: int) -> None:
        """Refuse (`sweep.hole`) so many milliseconds without a sample, far more than there were between the others."""
        if len(self.offsets) < 2:
            return  # it is not known yet how fast they come
        self._require_gap(passed, self.period)

    def require_whole(self) -> None:
        """Refuse a sweep that missed too much of the surface: `sweep.frames_lost`, `sweep.hole`."""
        if self.lost * _MOST_LOST_IN > self.lost + len(self.values):
            raise self._frames_lost()
        gaps = [after - before for before, after in pairwise(self.offsets)]
        if gaps:
            self._require_gap(max(gaps), median(gaps))

    def _require_gap(self, gap: int, period: float) -> None:
        if gap > max(_LONGEST_GAP_MS, _MOST_PERIODS * period):
            raise Refusal("sweep.hole", instrument=self.instrument, seconds=round(gap / 1000))

    def _frames_lost(self) -> Refusal:
        return Refusal("sweep.frames_lost", instrument=self.instrument, lost=self.lost)

    def done(self) -> Swept:
        """What was swept; refuses as `Sweep`, and `sweep.too_few` where a surface was hardly touched."""
        if len(self.values) < self.fewest:
            raise Refusal("sweep.too_few", count=len(self.values), fewest=self.fewest)
        unit = self.unit or Unit.MM
        sweep = Sweep.of(self.instrument, unit, self.values, self.offsets)
        assert self.highest is not None and self.lowest is not None
        return Swept(sweep, self.highest, self.lowest)
