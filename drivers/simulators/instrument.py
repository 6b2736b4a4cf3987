"""The instrument itself: a true size under it, a display with its step, its repeatability and its mm/inch button."""

from __future__ import annotations

import random
import threading
from decimal import ROUND_HALF_EVEN, Decimal

_MM_PER_INCH = Decimal("25.4")


class SimulatedInstrument:
    """What a display shows for the size presented. Lengths in millimetres; thread-safe.

    `repeatability` is the standard deviation of the shown value before it is rounded to the step `resolution`.
    """

    def __init__(self, resolution: Decimal, repeatability: Decimal, seed: int, unit: str = "mm") -> None:
        self.resolution = resolution
        self._repeatability = repeatability
        self._random = random.Random(seed)
        self._true_value = Decimal(0)
        self._lock = threading.Lock()
        self.unit = unit
        self.is_on = True

    def present(self, true_value: Decimal) -> None:
        """Put a size (mm) under the instrument."""
        with self._lock:
            self._true_value = true_value

    def display(self) -> Decimal:
        """The value shown now, with the decimals of the display, in its unit."""
        with self._lock:
            noise = Decimal(f"{self._random.gauss(0, 1):.6f}") * self._repeatability
            shown = self._true_value + noise
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
