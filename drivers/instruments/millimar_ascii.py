"""Mahr Millimar C1208, C1216, C1240, C1245 with the protocol ASCII: each feature is sent at the DATA key.

It takes no commands, and its frames bear neither unit nor feature. Speed and format are chosen in its menu.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drivers.family import Family
from drivers.protocols import millimar

if TYPE_CHECKING:
    from drivers.simulators.face import SimulatedFace
    from drivers.simulators.instrument import SimulatedInstrument

FAMILY = Family(
    key="millimar-ascii",
    maker="Mahr",
    baud=9600,
    data_bits=8,
    parity="N",
    stop_bits=1,
    dtr=True,
    rts=True,
    decode=millimar.decode_ascii,
    request=None,
    answer_within=1.5,
    fixed_width=False,
    sources=("Mahr Millimar C1208-C1216-C1240 manual p. 60", "Mahr Millimar C1245 manual p. 42"),
)


def simulated(instrument: SimulatedInstrument) -> SimulatedFace:
    """Its wire, with this instrument behind it."""
    from drivers.simulators.millimar import MillimarAsciiSimulator

    return MillimarAsciiSimulator([instrument])
