"""Mitutoyo Surftest SJ-210 and SJ-410 roughness testers, RS-232C. What is assumed is said in `protocols.surftest`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drivers.family import Family
from drivers.protocols import surftest

if TYPE_CHECKING:
    from drivers.simulators.face import SimulatedFace
    from drivers.simulators.instrument import SimulatedInstrument

FAMILY = Family(
    key="mitutoyo-surftest",
    maker="Mitutoyo",
    baud=9600,  # one of those that the instrument offers; parity too is its own setting
    data_bits=8,
    parity="N",
    stop_bits=1,
    dtr=True,
    rts=True,
    decode=surftest.decode,
    request=None,
    dialogue=surftest.measure,
    answer_within=2.0,
    identity_query=b"RDSJ 01\r",  # the version of the firmware
    sources=("Mitutoyo 99MBB122A pp. 17-12 to 17-19", "Mitutoyo 99MBB765A pp. 22-24 to 22-40"),
)


def simulated(instrument: SimulatedInstrument) -> SimulatedFace:
    """Its wire, with this instrument behind it."""
    from drivers.simulators.surftest import SurftestSimulator

    return SurftestSimulator(instrument)
