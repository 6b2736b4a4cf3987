"""Several simulated instruments behind one cable, each at its own channel."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import ClassVar

from drivers.simulators.face import SimulatedFace
from drivers.simulators.instrument import SimulatedInstrument


class Multiplexer(SimulatedFace):
    """Instruments by channel; the first channel stands for all where none is named."""

    channels: ClassVar[Collection[str]] = ()  # that the maker's box has

    def __init__(self, instruments: Mapping[str, SimulatedInstrument]) -> None:
        """Raises ValueError without instruments, or for a channel that the box does not have."""
        if not instruments or any(channel not in self.channels for channel in instruments):
            raise ValueError(f"channels that this box does not have: {sorted(instruments)}")
        self.instruments = dict(instruments)
        self.first = min(self.instruments)
        super().__init__(self.instruments[self.first])

    def instrument_at(self, channel: str | None) -> SimulatedInstrument:
        return self.instruments[channel or self.first]

    def is_there(self, channel: str) -> bool:
        """Whether an instrument is plugged at a channel, and on."""
        return channel in self.instruments and self.instruments[channel].is_on


def decimals_of(shown: Decimal) -> int:
    """The decimals that a display shows."""
    exponent = shown.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def fixed_reading(shown: Decimal, length: int) -> str:
    """A sign, then digits and point on `length` characters; a reading too long loses its first digits, as on a wire."""
    digits = f"{abs(shown):.{max(1, decimals_of(shown))}f}".rjust(length, "0")[-length:]
    return ("-" if shown < 0 else "+") + digits
