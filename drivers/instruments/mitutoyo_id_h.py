"""Mitutoyo ID-H0530 and ID-H0560 comparators, RS-232C, up to a hundred on one chain.

The commands are those of the manual. The speed and the parity of the port were found in none: 9600 8N1 is an
assumption.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drivers.family import Family
from drivers.protocols import id_h

if TYPE_CHECKING:
    from drivers.simulators.face import SimulatedFace
    from drivers.simulators.instrument import SimulatedInstrument

FAMILY = Family(
    key="mitutoyo-id-h",
    maker="Mitutoyo",
    baud=9600,
    data_bits=8,
    parity="N",
    stop_bits=1,
    dtr=True,
    rts=True,
    decode=id_h.decode,
    request=id_h.request,
    answer_within=2.0,
    channels=tuple(f"{number:02d}" for number in range(100)),
    sources=("Mitutoyo 99MAH016B p. 4-5",),
)


def simulated(instrument: SimulatedInstrument) -> SimulatedFace:
    """Its wire, with this instrument behind it."""
    from drivers.simulators.id_h import IdHSimulator

    return IdHSimulator({"00": instrument})
