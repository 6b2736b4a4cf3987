"""The instrument itself: a true size under it, a display with its step, its repeatability and its mm/inch button."""

from __future__ import annotations

import math
import random
import threading
from collections import deque
from decimal import ROUND_HALF_EVEN, Decimal

_MM_PER_INCH = Decimal("25.4")

# What the manuals call the faults that they number.
_NUMBERED = {
    "911": "no_data",
    "912": "format",
    "918": "busy",
    "919": "refused",
    "ERR0": "no_data",
    "ERR1": "refused",
    "ERR2": "framing",
    "ERR3": "out_of_range",
}
_SPOILT = ("late", "truncated", "split", "doubled", "parity", "noise", "nothing", "inch", "unplug")
FAULT_KINDS = frozenset({*_NUMBERED, *_NUMBERED.values(), *_SPOILT})


class SimulatedInstrument:
    """What a display shows for the size presented. Lengths in millimetres; thread-safe.

    `repeatability` is the standard deviation of the shown value before it is rounded to the step `resolution`.
    """

    def __init__(self, resolution: Decimal, repeatability: Decimal, seed: int, unit: str = "mm") -> None:
        self.resolution = resolution
        self._repeatability = repeatability
        self._random = random.Random(seed)
        self._true_value = Decimal(0)
        self._run_out, self._readings, self._turned = Decimal(0), 1, 0
        self._lock = threading.Lock()
        self._faults: deque[str] = deque()
        self.unit = unit
        self.is_on = True

    def present(self, true_value: Decimal) -> None:
        """Put a size (mm) under the instrument."""
        with self._lock:
            self._true_value = true_value

    def turn(self, run_out: Decimal, readings: int = 40) -> None:
        """Turn the piece under the instrument: it goes up and down by `run_out` (mm, peak to peak) about its size, once
        in so many readings. Zero stops it."""
        with self._lock:
            self._run_out, self._readings, self._turned = run_out, readings, 0

    def _lift(self) -> Decimal:
        """How far the turning piece lifts the probe now."""
        angle = 2 * math.pi * self._turned / self._readings
        self._turned = (self._turned + 1) % self._readings
        return self._run_out / 2 * Decimal(f"{math.sin(angle):.9f}")

    def display(self) -> Decimal:
        """The value shown now, with the decimals of the display, in its unit."""
        with self._lock:
            noise = Decimal(f"{self._random.gauss(0, 1):.6f}") * self._repeatability
            shown = self._true_value + noise + (self._lift() if self._run_out else 0)
            step = self.resolution
            if self.unit == "in":
                # Half of the metric step, as on the displays: 0.01 mm becomes 0.0005 in, 0.001 mm becomes 0.00005 in.
                shown, step = shown / _MM_PER_INCH, step / 20
            steps = (shown / step).to_integral_value(rounding=ROUND_HALF_EVEN)
            value = steps * step
            return abs(value) if value == 0 else value

    def toggle_unit(self) -> None:
        """A thumb on the mm/inch button."""
        self.unit = "in" if self.unit == "mm" else "mm"

    def switch_off(self) -> None:
        self.is_on = False

    def switch_on(self) -> None:
        self.is_on = True

    def fault_next(self, kind: str) -> None:
        """Spoil the next frame, or the next but one when called twice; raises ValueError for an unknown kind.

        `no_data`, `busy`, `format`, `refused`, `framing`, `out_of_range` (or their numbers, `911`, `ERR3`) are errors
        that the instrument reports, where its protocol has them; `late`, `truncated`, `split`, `doubled`, `parity`,
        `noise`, `nothing` spoil the line; `inch` is a thumb on the unit button, `unplug` pulls the cable in mid-frame.
        """
        if kind not in FAULT_KINDS:
            raise ValueError(f"unknown fault: {kind}")
        self._faults.append(_NUMBERED.get(kind, kind))

    def take_fault(self) -> str:
        """The fault of the frame about to be sent, or an empty word."""
        return self._faults.popleft() if self._faults else ""
