"""The step of a reading: the smallest difference that its instrument shows."""

from __future__ import annotations

from decimal import Decimal

from metroapp.domain.instrument import Instrument
from metroapp.domain.quantity import STORED_DECIMALS, Quantity, Unit

USUAL_DIGIT = Decimal("0.001")  # mm, of a comparator of which nothing says it


def step_of(shown: Quantity, instrument: Instrument | None) -> Decimal | None:
    """The step of a reading, in its unit; None for a rounded conversion (30°25′), whose figures were not shown.

    The resolution and the decimals of the register are those of lengths in millimetres. A reading with more decimals
    than the register says comes from inches: its step is taken to be that of the millimetres.
    """
    if shown.decimals == STORED_DECIMALS:
        return None
    steps = [Decimal(1).scaleb(-shown.decimals)]
    if instrument is not None and shown.unit is Unit.MM:
        if instrument.resolution is not None:
            steps.append(instrument.resolution)
        if instrument.decimals is not None:
            steps.append(Decimal(1).scaleb(-instrument.decimals))
    return max(steps)


def digit_of(instrument: Instrument | None, shown: Quantity | None = None) -> Decimal:
    """One digit of an indicator, mm: its resolution, or the last figure that it shows."""
    found = None if shown is None else step_of(shown, instrument)
    if found is not None:
        return found
    if instrument is not None and instrument.resolution is not None:
        return instrument.resolution
    decimals = None if instrument is None else instrument.decimals
    return USUAL_DIGIT if decimals is None else Decimal(1).scaleb(-decimals)
