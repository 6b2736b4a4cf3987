"""Instruments that are not there: their display, their faults and both sides of their wire.

The driver that reads them is the one shipped; only what lies beyond the port is simulated.
"""

from drivers.simulators.face import SimulatedFace, simulator_for
from drivers.simulators.instrument import SimulatedInstrument
from drivers.simulators.port import SimulatedPort, open_simulated

__all__ = ["SimulatedFace", "SimulatedInstrument", "SimulatedPort", "open_simulated", "simulator_for"]
