"""TESA TT20, TT60, TT80, TT90: probe readouts on the bidirectional cable 04761049.

On the monodirectional cable 04761046 they are of the family `opto-simplex`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drivers.family import Family
from drivers.protocols import tesa_tt

if TYPE_CHECKING:
    from drivers.simulators.face import SimulatedFace
    from drivers.simulators.instrument import SimulatedInstrument

FAMILY = Family(
    key="tesa-tt",
    maker="TESA",
    baud=4800,
    data_bits=7,
    parity="E",
    stop_bits=2,
    dtr=True,
    rts=False,  # the cable takes its positive supply from DTR and its negative one from RTS
    decode=tesa_tt.decode,
    request=tesa_tt.request,
    answer_within=1.0,
    unit_query=b"UNI?\r",
    identity_query=b"ID?\r",
    sources=("TESA TT80-TT90 manual pp. 29-30", "TESA TT20-TT60 manual p. 53"),
)


def simulated(instrument: SimulatedInstrument) -> SimulatedFace:
    """Its wire, with this instrument behind it."""
    from drivers.simulators.tesa_tt import TesaTtSimulator

    return TesaTtSimulator(instrument)
