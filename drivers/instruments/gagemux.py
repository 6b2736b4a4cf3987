"""GageMux (ASD) in its full format, pushed by foot switch or DATA key.

In its Mux-10 format it is of the family `mitutoyo-mux10`. No manual of its commands and of its speed was found: it is
listened to, and 9600 8N1 is an assumption.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drivers.family import Family
from drivers.protocols import gagemux

if TYPE_CHECKING:
    from drivers.simulators.face import SimulatedFace
    from drivers.simulators.instrument import SimulatedInstrument

FAMILY = Family(
    key="gagemux",
    maker="ASD",
    baud=9600,
    data_bits=8,
    parity="N",
    stop_bits=1,
    dtr=True,
    rts=True,
    decode=gagemux.decode,
    request=None,
    answer_within=2.5,
    channels=tuple("12345678"),
    sources=("GageMux manual pp. 6-7", "Mitutoyo MIG-USB configuration guide p. 7"),
)


def simulated(instrument: SimulatedInstrument) -> SimulatedFace:
    """Its wire, with this instrument behind it."""
    from drivers.simulators.gagemux import GageMuxSimulator

    return GageMuxSimulator({"1": instrument})
