"""Mahr Millimar C1208, C1216, C1240, C1245 with the protocol M1240: features by their number, without a unit.

Speed and format are chosen in the menu of the instrument; these are to be set there. A C1208 answers for its features
without being told which; a C1245 has sixteen that can be named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drivers.family import Family
from drivers.protocols import millimar

if TYPE_CHECKING:
    from drivers.simulators.face import SimulatedFace
    from drivers.simulators.instrument import SimulatedInstrument

FAMILY = Family(
    key="millimar-m1240",
    maker="Mahr",
    baud=9600,
    data_bits=8,
    parity="N",
    stop_bits=1,
    dtr=True,
    rts=True,
    decode=millimar.decode_m1240,
    request=None,
    dialogue=millimar.measure_m1240,
    answer_within=1.5,
    channels=tuple(str(feature) for feature in range(1, 17)),
    identity_query=b"I\r",
    sources=("Mahr Millimar C1208-C1216-C1240 manual p. 67", "Mahr Millimar C1245 manual p. 42"),
)


def simulated(instrument: SimulatedInstrument) -> SimulatedFace:
    """Its wire, with this instrument behind it."""
    from drivers.simulators.millimar import M1240Simulator

    return M1240Simulator([instrument])
