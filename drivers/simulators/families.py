"""Which simulator stands for which family of instruments."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType

from drivers.simulators.face import SimulatedFace
from drivers.simulators.instrument import SimulatedInstrument
from drivers.simulators.mux10 import Mux10Simulator
from drivers.simulators.opto import OptoSimulator

_SIMULATORS: Mapping[str, Callable[[SimulatedInstrument], SimulatedFace]] = MappingProxyType(
    {
        "mitutoyo-mux10": lambda instrument: Mux10Simulator({"1": instrument}),
        "opto-rs": OptoSimulator,
    }
)


def simulator_for(family: str, instrument: SimulatedInstrument) -> SimulatedFace:
    """The wire of a family around one instrument; raises KeyError for a family without a simulator."""
    return _SIMULATORS[family](instrument)


def resolution_of(shown: Decimal) -> Decimal:
    """The step of a display that shows this value: one unit of its last decimal. Raises ValueError if not finite."""
    exponent = shown.as_tuple().exponent
    if not isinstance(exponent, int):
        raise ValueError(f"not a displayed value: {shown}")
    return Decimal(1).scaleb(exponent)
