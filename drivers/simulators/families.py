"""Which simulator stands for which family of instruments."""

from __future__ import annotations

from decimal import Decimal

from drivers.registry import facts_of
from drivers.simulators.face import SimulatedFace
from drivers.simulators.instrument import SimulatedInstrument
from drivers.text_profile import TextProfile


def simulator_for(family: str, instrument: SimulatedInstrument, profile: TextProfile | None = None) -> SimulatedFace:
    """The wire of a family around one instrument, or of a text instrument by its profile.

    Raises KeyError for an unknown family.
    """
    if profile is not None:
        from drivers.simulators.text import TextSimulator

        return TextSimulator(instrument, profile)
    face: SimulatedFace = facts_of(family).simulated(instrument)
    return face


def resolution_of(shown: Decimal) -> Decimal:
    """The step of a display that shows this value: one unit of its last decimal. Raises ValueError if not finite."""
    exponent = shown.as_tuple().exponent
    if not isinstance(exponent, int):
        raise ValueError(f"not a displayed value: {shown}")
    return Decimal(1).scaleb(exponent)
