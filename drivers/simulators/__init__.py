"""Instruments that are not there: their display, their faults and both sides of their wire.

The driver that reads them is the one shipped; only what lies beyond the port is simulated.
"""

from drivers.simulators.face import SimulatedFace
from drivers.simulators.families import simulator_for
from drivers.simulators.instrument import FAULT_KINDS, SimulatedInstrument
from drivers.simulators.mux10 import Mux10Simulator
from drivers.simulators.opto import OptoSimulator
from drivers.simulators.port import SimulatedPort, open_simulated, register

__all__ = [
    "FAULT_KINDS",
    "Mux10Simulator",
    "OptoSimulator",
    "SimulatedFace",
    "SimulatedInstrument",
    "SimulatedPort",
    "open_simulated",
    "register",
    "simulator_for",
]
